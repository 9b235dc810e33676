"""Where names of bodies and citations of documents may begin: one pass over the text for both."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from searchkit.extract.bodytable import rows
from searchkit.extract.provinces_matcher import trie_pattern
from searchkit.text import tone_place

CITED_KINDS = (
    "Nghị quyết", "Nghị định", "Quyết định", "Chỉ thị", "Thông tư", "Kết luận", "Đề án", "Công điện",
    "Công văn",
)  # fmt: skip
"""Kinds of documents that people cite by number alone."""


class Landmarks(NamedTuple):
    """Offsets, ascending: of the first words of bodies' names, and of kinds of documents before a number."""

    bodies: list[int]
    documents: list[int]


@lru_cache(maxsize=4)
def landmarks(text: str, in_title: bool = False) -> Landmarks:
    """Return the landmarks of a text; the last ones are remembered, since two fields ask.

    Words in capitals throughout are looked for in a title alone: in a body they are rare, and looking for
    them too takes a third longer.
    """
    bodies: list[int] = []
    documents: list[int] = []
    for match in _pattern(in_title).finditer(text):
        start = match.start()
        if start and text[start - 1].isalnum():
            continue
        (documents if match.lastindex else bodies).append(start)
    return Landmarks(bodies, documents)


@cache
def _pattern(capitals: bool) -> re.Pattern[str]:
    """Return what finds the first two words of every name, the first one beginning with a capital."""
    forms: set[str] = set()
    for head in {" ".join(dashed(s).split()[:2]) for row in rows() for s in row.spellings}:
        first, _space, second = head.partition(" ")
        forms |= {head, f"{first} {second.lower()}".strip(), f"{first} {second.capitalize()}".strip()}
        if capitals:
            forms.add(head.upper())
    cited = [rf"{kind}(?: số:?)?[ \u00a0](\d)" for kind in CITED_KINDS]
    # One alternation whose branches all begin with a letter: the engine then skips to those letters at once.
    names = trie_pattern(sorted(_toned(forms))).removeprefix("(?:").removesuffix(")")
    return re.compile("|".join((*cited, names)))


def _toned(forms: Iterable[str]) -> set[str]:
    return {toned for form in forms for toned in (form, tone_place(form))}


def dashed(spelling: str) -> str:
    """Return a spelling with single dashes, which `trie_pattern` takes for any dash in any blanks."""
    return re.sub(r"\s*[-–]\s*", "-", spelling)
