"""The neutral tree that a query is read to, before anything is known of an index."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from searchkit.records import Record


class Word(NamedTuple):
    """One run of characters between spaces, as typed.

    `forms` are the other accented forms that each of its syllables may stand for, with their weights, where
    the diacritics are a guess.
    """

    text: str
    forms: tuple[tuple[tuple[str, float], ...], ...] = ()


class Phrase(NamedTuple):
    """Words that must stand next to each other, in this order."""

    text: str


class Prefix(Record):
    """The beginning of a word (`tiền_tố*`), without the star."""

    text: str


class FieldValue(Record):
    """`field:value` for the fields that hold names: province, mentions, official, source, document, issuer,
    district, body, title; and `as_of`, which says how names of provinces are meant."""

    field: str
    value: str
    quoted: bool = False


class Period(Record):
    """`ngày:`, `năm:`, `quý:`: days from `since` to `until`, both inclusive; None is open."""

    since: dt.date | None
    until: dt.date | None


class Not(Record):
    """What an article must not hold."""

    node: Node


class Must(NamedTuple):
    """What an article must hold, however the other words are relaxed."""

    node: Node


class All(NamedTuple):
    """A sequence of parts, in the order typed."""

    nodes: tuple[Node, ...]


class AnyOf(NamedTuple):
    """Parts of which one is enough (`OR`)."""

    nodes: tuple[Node, ...]


Node = Word | Phrase | Prefix | FieldValue | Period | Not | Must | All | AnyOf


def words_of(node: Node) -> list[str]:
    """Return the typed words, phrases and prefixes of a tree in order, excluded ones left out."""
    words: list[str] = []
    _collect(node, words)
    return words


def _collect(node: Node, words: list[str]) -> None:
    # Asked of every query: types compared one by one are three times as fast as a union of them.
    if type(node) is All or type(node) is AnyOf:
        for part in node.nodes:
            if type(part) is Word:
                words.append(part.text)
            else:
                _collect(part, words)
    elif type(node) is Must:
        _collect(node.node, words)
    elif type(node) is Word or type(node) is Phrase or type(node) is Prefix:
        words.append(node.text)


def texts_of(node: Node) -> list[str]:
    """Return all that was typed, in order: what `words_of` gives, and what is excluded and values of
    fields."""
    match node:
        case FieldValue(_, value):
            return [value]
        case Not(inner) | Must(inner):
            return texts_of(inner)
        case All(nodes) | AnyOf(nodes):
            return [text for part in nodes for text in texts_of(part)]
        case _:
            return words_of(node)
