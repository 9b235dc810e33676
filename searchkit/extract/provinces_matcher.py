"""Find the names of provinces and districts in a text, in one pass.

All spellings (title case, capitals, sloppy `Hà nội`, either tone placement, any dash) go into one regular
expression shaped as a trie, so its work per character does not grow with the table; it is compiled on first
use. The text needs no other form than NFC. Whether a hit is meant as the province is judged in
`provinces_context`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from searchkit.extract import gazetteer
from searchkit.extract.provinces_left import last_words
from searchkit.text import lower, nfc, tone_place

_BLOCKED = (
    "Thái Bình Dương", "Thái Bình Thiên Quốc", "Bình Định Vương", "Đồng Tháp Mười", "Điện Biên Phủ",
    "Hòa Bình Xanh",
    "Hải Dương Học", "Hải Dương Địa Chất", "Hải Dương Địa chất", "Hải Dương Thạch Du", "Sài Gòn Giải Phóng",
    "Sài Gòn Giải phóng", "Sài Gòn giải phóng", "Hà Nội Mới", "Hà Nội Giải Phóng",
)  # fmt: skip
"""Longer names that begin with a province's name and are none (Điện Biên Phủ is a city as well)."""

_DASHES = r"\-–—‑−/"
UPPER = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯ" + "".join(c for c in map(chr, range(0x1EA0, 0x1EFA)) if c.isupper())
"""Upper-case letters of Vietnamese, for a character class."""

_SPACE = "[ \u00a0]+"
_DASH = rf"[ \u00a0]*[{_DASHES}][ \u00a0]*"
_DOT = "\\.[ \u00a0]*"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name may stand for: a province (its name of before 2025), districts (parent provinces)."""

    key: str
    province: str | None = None
    parents: tuple[str, ...] = ()
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: its place and entry, the words before it (lower case), written in capitals or not.

    `before` are the capitalised words that run into it, `last` and `pair` the last one and two of any words.
    """

    start: int
    end: int
    entry: Entry
    before: tuple[str, ...]
    last: str
    pair: str
    capitals: bool


_OLD_TONES = {
    tone_place(a + b): a + b for b, row in (("a", "òóỏõọ"), ("e", "òóỏõọ"), ("y", "ùúủũụ")) for a in row
}


def spellings(name: str) -> set[str]:
    """Return the lower-case keys of `name` with either tone placement; dashes and dots count as spaces.

    >>> sorted(spellings("Hòa Bình")) == sorted({"hòa bình", "hoà bình"})
    True
    """
    new = tone_place(spelling_key(nfc(name)))
    words = [w if w.startswith("qu") else w[:-2] + _OLD_TONES.get(w[-2:], w[-2:]) for w in new.split()]
    return {new, " ".join(words)}


_SEPARATORS = re.compile(rf"[\s.{_DASHES}]+")


@lru_cache(maxsize=4096)
def spelling_key(written: str) -> str:
    """Return a name in lower case with single blanks for dashes, dots and blanks."""
    return " ".join(_SEPARATORS.split(lower(written)))


@cache
def _entries() -> dict[str, Entry]:
    """Return what each key stands for; one name may be a province, districts, or both."""
    found: dict[str, Entry] = {}
    for name, province, parent in _meanings():
        for key in spellings(name):
            old = found.get(key, Entry(key))
            parents = old.parents if parent is None or parent in old.parents else (*old.parents, parent)
            found[key] = Entry(key, province or old.province, parents)
    for name in _BLOCKED:
        for key in spellings(name):
            found[key] = Entry(key, None, found[key].parents if key in found else (), blocked=True)
    return found


def _meanings() -> Iterable[tuple[str, str | None, str | None]]:
    """Yield every spelling with the province it names and the parent of the district it names."""
    for unit in gazetteer.provinces().values():
        if unit.name == "Huế":
            yield "Huế", "Thừa Thiên Huế", None
        elif not (unit.former and " - " in unit.name):  # its halves are provinces: `Quảng Nam - Đà Nẵng`
            yield from ((name, unit.name, None) for name in (unit.name, *unit.aliases))
    for district in gazetteer.districts():
        yield from ((name, None, district.province) for name in (district.name, *district.aliases))


def _forms(name: str) -> set[str]:
    """Return the ways in which `name` is written in running text, with `-` for any dash."""
    plain = re.sub(r"\s*[-–]\s*", "-", name)
    new = tone_place(plain)
    old = re.sub(r"\w+", lambda m: _retone(m[0]), new)
    return {form for base in (plain, new, old) for form in (base, base.upper())}


def _retone(word: str) -> str:
    low = word.lower()
    tail = _OLD_TONES.get(low[-2:])
    return word if tail is None or low.startswith("qu") else word[:-2] + tail


def trie_pattern(names: Iterable[str]) -> str:
    """Return a regular expression that matches exactly `names`, longest first, sharing their beginnings."""
    root: dict[str, Any] = {}
    for name in names:
        node = root
        for letter in name:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _node_pattern(root)


def _node_pattern(node: dict[str, Any]) -> str:
    branches = [
        {" ": _SPACE, "-": _DASH, ".": _DOT}.get(letter, re.escape(letter)) + _node_pattern(rest)
        for letter, rest in node.items()
        if letter
    ]
    if not branches:
        return ""
    optional = "?" if "" in node else ""
    return branches[0] if len(branches) == 1 and not optional else f"(?:{'|'.join(branches)}){optional}"


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted({form for name in (*_BLOCKED, *(m[0] for m in _meanings())) for form in _forms(name)})
    return re.compile(trie_pattern(names) + r"(?!\w|\.(?:gov|com|vn)\b)")


@lru_cache(maxsize=4)
def scan(text: str) -> tuple[Hit, ...]:
    """Return all names of provinces and districts in `text` (NFC), in order, none overlapping.

    The last texts are remembered: `province` and `provinces` both ask.
    """
    entries, search = _entries(), _pattern().search
    hits = []
    at = 0
    while match := search(text, at):
        start, at = match.span()
        entry = entries[spelling_key(match[0])]
        if entry.province in _needing_prefix() and not _AFTER_TINH.search(text, max(0, start - 8), start):
            if not entry.parents:
                at = start + 1  # `Việt Nam Hà Nội` holds no Nam Hà
                continue
            entry = Entry(entry.key, None, entry.parents)
        if entry.blocked and not entry.parents or start and text[start - 1].isupper():
            continue
        last, pair = last_words(text, start)
        hits.append(Hit(start, at, entry, words_before(text, start), last, pair, match[0].isupper()))
    return tuple(hits)


_AFTER_TINH = re.compile(r"tỉnh[ \u00a0]+$", re.IGNORECASE)


@cache
def _needing_prefix() -> frozenset[str]:
    """Return the former provinces whose names are understood after `tỉnh` alone (Cửu Long is a river)."""
    return frozenset(unit.name for unit in gazetteer.provinces().values() if not unit.bare)


_NEAR = 48
"""Characters on either side in which the words of the same proper name are looked for."""


def words_before(text: str, start: int) -> tuple[str, ...]:
    """Return up to five capitalised words right before `start`, parted by spaces alone, in lower case."""
    if not start or text[start - 1] not in " \u00a0":
        return ()
    left = text[max(0, start - _NEAR) : start]
    last = left.rsplit(None, 1)[-1:]
    if not last or last[0][0].islower():  # most often
        return ()
    found: list[str] = []
    for word in reversed(left.split("\n")[-1].split()[-5:]):
        bare = word.lstrip("(“\"'‘[-–")
        if not bare[:1].isupper() or not bare.replace("'", "").replace("’", "").isalnum():
            break
        found.append(bare.lower())
        if bare != word:
            break
    return tuple(reversed(found))
