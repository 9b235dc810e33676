"""The districts that a text names, for figures: with their kind, or bare where their province is known."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from searchkit.extract import gazetteer
from searchkit.extract.districts import extract_districts
from searchkit.extract.indicators_data import SPACE, worded
from searchkit.extract.provinces_matcher import UPPER


class District(NamedTuple):
    """A district named: its place, its name with its kind (`huyện Sơn Dương`), its province."""

    start: int
    end: int
    name: str
    parent: str | None


_PREFIX = re.compile(
    rf"(?:ubnd{SPACE}|uỷ ban nhân dân{SPACE})?(?:quận|huyện|thị xã|thành phố|(?:q|h|tx|tp)\.?) *$"
)
_UNKNOWN = re.compile(
    r"(?:UBND |Ủy ban nhân dân )?(?<!\w)([Qq]uận|[Hh]uyện|[Tt]hị xã|[Tt]hành phố|TP\.?|TX\.?)[ \u00a0]+"
    rf"((?:[{UPPER}][\w'’]*)(?:[ \u00a0][{UPPER}][\w'’]*){{0,3}})"
)
_KINDS = {"quận": "quận", "huyện": "huyện", "thị xã": "thị xã", "thành phố": "thành phố", "tp": "thành phố",
          "tx": "thị xã"}  # fmt: skip


def named_districts(
    text: str, low: str, province: str | None, elsewhere: Sequence[str] = ()
) -> list[District]:
    """Return the districts of `text`, in order; `low` is its searchable form, `province` the article's.

    `elsewhere` are districts that the article names in another text (`huyện Việt Yên` in the headline).
    """
    found = []
    for mention in extract_districts(None, text):
        if mention.name.lower().startswith("quận") or text[mention.start : mention.start + 1].islower():
            found.append(District(mention.start, mention.end, mention.name.lower(), mention.provinces[0]))
            continue
        prefix = _PREFIX.search(low, max(0, mention.start - 30), mention.start)
        parent = _parent(mention.provinces, province)
        kind = mention.kind or _gazetteer_kind(mention.name, parent)
        if kind and parent:
            start = prefix.start() if prefix else mention.start
            found.append(District(start, mention.end, f"{kind} {plain(mention.name)}", parent))
    if province is None:
        return found
    return sorted(found + _bare(text, low, province, found, elsewhere))


def unknown_districts(text: str, start: int, end: int, province: str | None) -> list[District]:
    """Return districts that the gazetteer does not know, in an article about a province."""
    found = []
    for match in _UNKNOWN.finditer(text, start, end):
        kind = _KINDS[match[1].lower().rstrip(".")]
        if province is None or gazetteer.find_districts(match[2]) or gazetteer.candidates(match[2]):
            continue
        found.append(District(match.start(), match.end(), f"{kind} {plain(match[2])}", province))
    return found


def plain(name: str) -> str:
    """Return a name with single blanks."""
    return " ".join(name.split())


def _parent(parents: Sequence[str], province: str | None) -> str | None:
    if province in parents or len(parents) != 1:
        return province
    return parents[0]


@cache
def _gazetteer_kind(name: str, parent: str | None) -> str | None:
    kinds = {d.kind for d in gazetteer.find_districts(name) if d.province == parent}
    return kinds.pop() if len(kinds) == 1 else None


# ---------------------------------------------------------------- named without their kind

_BEFORE = worded("units_before_district")
_LIST = re.compile(r"(?: *\([^()]{0,40}\))? *(?:[,;]|và|[,;] *và) *")


@cache
def _own_names(province: str) -> re.Pattern[str] | None:
    """Return one pattern for the districts of a province whose names are no province's, or None."""
    names = sorted({d.name for d in gazetteer.districts() if d.province == province}, key=len, reverse=True)
    names = [name for name in names if " " in name and not gazetteer.candidates(name)]
    body = "|".join(map(re.escape, names))
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-]|[ \u00a0][{UPPER}])") if names else None


def _bare(
    text: str, low: str, province: str, known: list[District], elsewhere: Sequence[str]
) -> list[District]:
    """Return the districts of `province` that stand without `huyện`, `thị xã` …, none of them `known`."""
    pattern = _own_names(province)
    if pattern is None:
        return []
    names = [*elsewhere, *(one.name for one in known)]
    named = {name.removeprefix(kind): kind for name in names for kind in _PREFIXES if name.startswith(kind)}
    places = {one.end for one in known}
    found = []
    for match in pattern.finditer(text):
        left = max(0, match.start() - 24)
        if match.end() in places or not _BEFORE.search(low, left, match.start()):
            continue
        kind = named.get(match[0]) or _listed_kind(text, match, known) or _gazetteer_kind(match[0], province)
        if kind:
            found.append(District(match.start(), match.end(), f"{kind.strip()} {match[0]}", province))
    return found


_PREFIXES = ("huyện ", "quận ", "thị xã ", "thành phố ")


def _listed_kind(text: str, match: re.Match[str], known: list[District]) -> str | None:
    """Return the kind of the district that heads the list in which a bare name stands: `các huyện A và B`."""
    place = bisect_right(known, match.start(), key=lambda one: one.end)
    head = known[place - 1] if place else None
    if head is None or not _LIST.fullmatch(text, head.end, match.start()):
        return None
    return next((kind for kind in _PREFIXES if head.name.startswith(kind)), None)
