"""Telling namesakes apart: sightings of one name go together where they share a body, or a place and sector.

Two people of one name in one province may both be officials, but hardly both of its leadership, or both of
one department. Nothing else joins sightings: what can't be told apart or together stays apart.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

from searchkit.extract import gazetteer
from searchkit.extract.bodytable import place_label
from searchkit.models import Office
from searchkit.records import Record

Key = tuple[Hashable, ...]

_TOP = frozenset(
    ["Chính phủ", "Chủ tịch nước", "Bộ Chính trị", "Ban Bí thư", "Trung ương Đảng"]
)  # whoever is in one of them is known by it
_LEADERSHIP = ("UBND ", "HĐND ", "Tỉnh ủy ", "Thành ủy ", "Đoàn đại biểu ")
_MEMBERS = ("Đại biểu", "Ủy viên Trung ương")
"""Offices that several hundred people hold at once."""


class Sighting(Record):
    """A person in one article: the article, the province that it is about, the offices named."""

    doc: int
    published: dt.date | None
    province: str | None
    offices: tuple[Office, ...]


def apart(sightings: Sequence[Sighting]) -> list[list[Sighting]]:
    """Return the sightings as groups, one a person; the largest first."""
    union = _Union(len(sightings))
    owners: dict[Key, int] = {}
    keys = [_keys(one) for one in sightings]
    for number, own in enumerate(keys):
        for key in own:
            union.join(owners.setdefault(key, number), number)
    _settle(sightings, keys, union)
    groups: dict[int, list[Sighting]] = defaultdict(list)
    for number, one in enumerate(sightings):
        groups[union.find(number)].append(one)
    return sorted(groups.values(), key=len, reverse=True)


def _keys(one: Sighting) -> set[Key]:
    return {key for office in one.offices if (key := _key(office)) is not None}


def _key(office: Office) -> Key | None:
    """Return what hardly two people of one name share; None where an office says too little."""
    if office.body is None or office.title.startswith(_MEMBERS):
        return None
    if office.body in _TOP:
        return ("top",)
    if office.province is None:
        return ("body", office.body)
    if office.body.startswith(_LEADERSHIP) and _is_whole_province(office):
        return ("leadership", office.province)
    return ("body", office.body, office.province)


def _is_whole_province(office: Office) -> bool:
    province = office.province or ""
    return (office.body or "").endswith((f" {place_label(province)}", f"ủy {province}")) and (
        province in gazetteer.provinces()
    )


def _settle(sightings: Sequence[Sighting], keys: Sequence[set[Key]], union: _Union) -> None:
    """Join sightings that say too little to the one group that shares a rank, else a province, with them.

    Where there are several such groups, or none, they stay apart, those of one rank and province together.
    """
    placed: dict[tuple[str, str | None], set[int]] = defaultdict(set)
    for number, one in enumerate(sightings):
        if keys[number]:
            for office in one.offices:
                for province in {one.province, office.province}:
                    placed[office.title, province].add(union.find(number))
    loose: dict[tuple[str | None, frozenset[str]], list[int]] = defaultdict(list)
    for number, one in enumerate(sightings):
        if not keys[number]:
            loose[one.province, frozenset(office.title for office in one.offices)].append(number)
    for (province, titles), numbers in loose.items():
        groups = _of_same_rank(province, tuple(titles), placed)
        for number in numbers:
            union.join(groups[0] if len(groups) == 1 else numbers[0], number)


def _of_same_rank(
    province: str | None, titles: tuple[str, ...], placed: Mapping[tuple[str, str | None], set[int]]
) -> list[int]:
    """Return the groups with an office that begins with one of these titles, in that province if known."""
    if not titles:
        return []
    found: set[int] = set()
    for (title, where), groups in placed.items():
        if title.startswith(titles) and (province is None or where == province):
            found |= groups
    return sorted(found)


class _Union:
    """Numbers that are joined to groups."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))

    def find(self, number: int) -> int:
        while self._above[number] != number:
            self._above[number] = self._above[self._above[number]]
            number = self._above[number]
        return number

    def join(self, first: int, second: int) -> None:
        self._above[self.find(second)] = self.find(first)
