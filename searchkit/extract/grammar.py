"""The grammar of offices as tries over words, made once from `data/offices.toml`, and questions to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from searchkit.extract.gazetteer import districts
from searchkit.extract.names import cut_name
from searchkit.extract.wordlists import Trie, add_phrase, both_tones, load, phrases
from searchkit.extract.words import Word, Words, split_words

# Kinds of phrases behind a rank: B public body, X other body, F field of work, T kind of place, P place,
# C country, A adjective of the rank, J joining word, N word before a number.
_JOINERS = "và; của; tại; ở; về; thuộc; trực thuộc; &; /"
_NUMBERED = "số; khóa; vùng; khu vực"


@dataclass(frozen=True)
class Grammar:
    """Tries of ranks and bodies, and sets of phrases with a property."""

    ranks: Trie
    bodies: Trie
    heads: dict[str, tuple[str, ...]]
    open: frozenset[str]
    whole: frozenset[str]
    complete: frozenset[str]
    above: frozenset[str]
    verbs: frozenset[str]
    stop: frozenset[str]
    parts: frozenset[str]
    direct: frozenset[str]
    solo: frozenset[str]
    foreign_ranks: frozenset[str]
    foreign_full: frozenset[str]
    foreign_bodies: frozenset[str]
    highland: frozenset[str]


@cache
def grammar() -> Grammar:
    """Return the grammar; reading and compiling it takes some 30 ms, once a process."""
    data = load("offices")
    bodies, ranks, foreign = data["bodies"], data["ranks"], data["foreign"]
    rank_trie = _rank_trie(ranks)
    foreign_ranks = frozenset(phrases(foreign["ranks"]))
    return Grammar(
        ranks=rank_trie,
        bodies=_body_trie(data),
        heads=_heads(rank_trie),
        **{
            name: frozenset(phrases(bodies[name]))
            for name in ("open", "whole", "complete", "above", "verbs", "stop")
        },
        **{name: frozenset(phrases(ranks[name])) for name in ("parts", "direct", "solo")},
        foreign_ranks=foreign_ranks,
        foreign_full=foreign_ranks | frozenset(phrases(foreign["full"])),
        foreign_bodies=frozenset(phrases(foreign["bodies"])),
        highland=frozenset(data["link"]["highland"].split()),
    )


def _rank_trie(ranks: dict[str, str]) -> Trie:
    trie: Trie = {}
    for kind in ("none", "sole", "body"):
        for phrase in phrases(ranks[kind]):
            add_phrase(trie, split_words(phrase), (kind, phrase))
    return trie


def _body_trie(data: dict[str, Any]) -> Trie:
    bodies, places = data["bodies"], data["places"]
    trie: Trie = {}
    for kind, block in (
        ("T", bodies["place_type"]),
        ("X", bodies["other"]),
        ("B", bodies["public"]),
        ("A", bodies["adjective"]),
        ("F", bodies["field"]),
        ("P", places["provinces"]),
        ("P", places["cities"]),
        ("C", places["countries"]),
        ("J", _JOINERS),
        ("N", _NUMBERED),
    ):
        for phrase in phrases(block):
            whole = phrase.endswith(".") or phrase in ("t.ư", "t.p")
            words = [phrase] if whole else split_words(phrase)
            add_phrase(trie, words, kind)
            if any(mark in word for word in words for mark in "-&" if len(word) > 1):
                # `TN - MT`, as some papers space it
                add_phrase(trie, re.findall(r"[^\W_]+|[-&,]", phrase), kind)
    for name in _towns_like_bodies(trie):
        add_phrase(trie, split_words(name), "P")
    return trie


def _towns_like_bodies(trie: Trie) -> list[str]:
    """Return the districts whose name begins as a body does (`Hội An`, `Vụ Bản`): the body is not meant."""
    names = [form for unit in districts() for form in both_tones([unit.name.lower()]) if " " in form]
    return [name for name in names if "" in trie.get(name.split()[0], {})]


def _heads(ranks: Trie) -> dict[str, tuple[str, ...]]:
    """Return the words that ranks begin with, in all cases, each with the words that may come second.

    Ranks of one word (`PCT`) have an empty string for the second. Where all that goes on so is none
    (`công an`), it begins no rank.
    """
    heads: dict[str, tuple[str, ...]] = {}
    for first, rest in ranks.items():
        begun = [word for word, node in rest.items() if word and _holds_rank(node)]
        seconds = [form for word in begun for form in (word, word.capitalize(), word.upper())]
        if "" in rest:
            seconds.append("")
        for form in (first, first.capitalize(), first.upper()):
            heads[form] = tuple(seconds)
    return heads


def _holds_rank(node: Trie) -> bool:
    return any(value[0] != "none" if word == "" else _holds_rank(value) for word, value in node.items())


def longest(trie: Trie, words: Words, i: int) -> tuple[Any, int]:
    """Return the value and the length in words of the longest phrase of `trie` at word `i`, or (None, 0)."""
    value: Any = None
    length = n = 0
    node: Trie | None = trie
    while node is not None:
        node = node.get(words[i + n].low)
        n += 1
        if node is not None and "" in node:
            value, length = node[""], n
    return value, length


def starts_rank(words: Words, i: int) -> bool:
    """Say whether a rank begins at word `i`."""
    return longest(grammar().ranks, words, i)[1] > 0


def is_body_word(word: Word) -> bool:
    """Say whether `word` is an abbreviation or noun of a body (`UBND`, `Sở`)."""
    node = grammar().bodies.get(word.low)
    return node is not None and node.get("") in ("B", "X", "T")


def is_highland(word: Word) -> bool:
    """Say whether `word` begins names of highland places (`Đắk`, `Krông`), which look foreign."""
    return word.text in grammar().highland


def is_known_place(run: Sequence[Word]) -> bool:
    """Say whether a run of words is, or ends with, a province, city or country (`Savills Hà Nội`)."""
    if _is_listed_place(run):
        return True
    if cut_name(run) == 0:  # `Nguyễn Hòa Bình` ends with a province and is none
        return False
    return any(_is_listed_place(run[first:]) for first in range(max(1, len(run) - 4), len(run) - 1))


def _is_listed_place(run: Sequence[Word]) -> bool:
    node: Trie = grammar().bodies
    for word in run:
        node = node.get(word.low, {})
    return node.get("") in ("P", "C")


def ends_with_place_word(words: Sequence[Word]) -> bool:
    """Say whether the last word is a kind of place or private body (`huyện`, `phường`, `TP.`, `công ty`)."""
    if not words:
        return False
    node = grammar().bodies.get(words[-1].low)
    if node is not None and node.get("") == "T":
        return True
    pair = [word.low for word in words[-2:]]
    node = grammar().bodies.get(pair[0], {}).get(pair[-1])
    return len(pair) == 2 and node is not None and node.get("") in ("T", "X")
