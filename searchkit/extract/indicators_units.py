"""The units that an indicator rates, as a text names them: provinces, ministries, departments, districts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from searchkit.extract.indicators_data import SPACE, table, worded
from searchkit.extract.indicators_districts import District, named_districts, plain, unknown_districts
from searchkit.extract.indicators_sentences import searchable
from searchkit.extract.provinces import ProvinceMention

NATION = "cả nước"
UNKNOWN = "unknown"
"""The kind of a unit that is none of ours or that the text does not settle: it takes figures away."""


class Unit(NamedTuple):
    """A unit named: its place, kind, name, the province of a department or district.

    `aside`: named in passing (`sau Quảng Ninh`, `theo Bộ Nội vụ`), so that what follows is not its own.
    `bare`: only called `tỉnh`, `huyện` …; `name` is then empty until it is known which one is meant.
    """

    start: int
    end: int
    kind: str
    name: str
    parent: str | None = None
    aside: bool = False
    bare: bool = False


# Where and for whom a text was written, and where a meeting took place: no unit that figures are of.
_DATELINE = worded("units_dateline")
_VENUE = worded("units_venue")


class UnitFinder:
    """Finds the units in stretches of one text.

    `mentions` are the provinces that it names, `province` is the one that the article is about, `title` the
    finder of its headline.
    """

    def __init__(
        self,
        text: str,
        low: str,
        mentions: Sequence[ProvinceMention],
        province: str | None,
        title: UnitFinder | None = None,
    ) -> None:
        self.text, self.low, self.province = text, low, province
        self._mentions = sorted(mentions, key=lambda mention: mention.start)
        self._places = {mention.start: mention for mention in mentions}
        self._districts: list[Unit] | None = None
        self._elsewhere = [unit.name for unit in title.districts_within(0, len(title.low))] if title else []

    def within(self, start: int, end: int) -> list[Unit]:
        """Return the units named in `text[start:end]`, in order."""
        dateline = _DATELINE.match(self.low, start, end)
        start = dateline.end() if dateline else start
        found = self._provinces(start, end)
        found += (_with_owner(self.low, one, self._places) for one in self.districts_within(start, end))
        found += map(_district, unknown_districts(self.text, start, end, self.province))
        found += self._offices(start, end)
        found += _others(self.low, start, end)
        return _settled(self.low, start, found)

    def districts_within(self, start: int, end: int) -> list[Unit]:
        """Return the districts named in `text[start:end]`, in order."""
        if self._districts is None:
            self._districts = [
                *map(_district, named_districts(self.text, self.low, self.province, self._elsewhere))
            ]
        first = bisect_left(self._districts, start, key=lambda unit: unit.start)
        last = bisect_left(self._districts, end, key=lambda unit: unit.start)
        return self._districts[first:last]

    def named_within(self, start: int, end: int) -> list[Unit]:
        """Return the units named in `text[start:end]` in full: those a later `tỉnh`, `sở` may mean."""
        found = self.districts_within(start, end) + self._offices(start, end)
        return _settled(self.low, start, found + self._provinces(start, end))

    def _provinces(self, start: int, end: int) -> list[Unit]:
        first = bisect_left(self._mentions, start, key=lambda mention: mention.start)
        last = bisect_left(self._mentions, end, key=lambda mention: mention.start)
        return [
            _province(self.text, self.low, mention, self.province)
            for mention in self._mentions[first:last]
            if not _VENUE.search(self.low, max(start, mention.start - 60), mention.start)
        ]

    def _label(self, start: int, end: int) -> str | None:
        """Return the province that a sentence begins with as with a label: `Lào Cai: Sở Du lịch …`."""
        first = bisect_left(self._mentions, start, key=lambda mention: mention.start)
        mention = self._mentions[first] if first < len(self._mentions) else None
        if mention is None or mention.end >= end or self.text[mention.end] != ":":
            return None
        return mention.name if _BULLET.fullmatch(self.low, start, mention.start) else None

    def _offices(self, start: int, end: int) -> list[Unit]:
        found = []
        home = self._label(start, end) or self.province
        for begin in _OFFICE_BEGIN.finditer(self.text, start, end):
            match = _office_pattern().match(self.low, begin.start(), end)
            if not match:
                continue
            kind, name = _office_names()[" ".join(match[0].split())]
            unit = Unit(match.start(), match.end(), kind, name)
            if kind == "department":
                unit = _with_owner(self.low, unit._replace(parent=home), self._places)
            found.append(unit)
        return found


def _district(one: District) -> Unit:
    return Unit(one.start, one.end, "district", one.name, one.parent)


_BULLET = re.compile(r"[\s*+•–-]*(?:tỉnh |thành phố |tp\.? ?)?")
_OWNER = re.compile(
    rf"(?:{SPACE}|,{SPACE})?(?:\( *)?(?:(?:của|thuộc){SPACE})?(?:(?:tỉnh|thành phố|tp\.?) *)?"
)


def _with_owner(low: str, unit: Unit, places: dict[int, ProvinceMention]) -> Unit:
    """Return the unit with the province right after it: `Sở Nội vụ tỉnh Bến Tre`, `huyện X (Bến Tre)`."""
    link = _OWNER.match(low, unit.end)
    owner = places.get(link.end()) if link else None
    if owner is None or link is None:
        return unit
    if "," in link[0] and owner.form == "city":
        return unit  # `huyện Hàm Yên, thành phố Tuyên Quang và huyện Yên Sơn`: a list
    far = "," in link[0] or "(" in link[0]
    if unit.kind == "district" and owner.name != unit.parent and "tỉnh" not in link[0]:
        return unit
    if unit.kind == "department" and far:
        return unit
    return unit._replace(end=owner.end, parent=owner.name)


def _settled(low: str, start: int, found: list[Unit]) -> list[Unit]:
    """Return `found` in order without those that lie in a longer one, asides marked."""
    found.sort(key=lambda unit: (unit.start, -unit.end))
    kept: list[Unit] = []
    for unit in found:
        last = kept[-1] if kept else None
        if last and _is_within(low, last, unit):
            kept[-1] = last._replace(end=unit.end)
        elif last and unit.bare and not last.bare and _APPOSED.fullmatch(low, last.end, unit.start):
            kept.append(last._replace(start=unit.start, end=unit.end))  # `Thái Nguyên - địa phương dẫn đầu`
        elif last is None or unit.start >= last.end:
            kept.append(unit)
    marked: list[Unit] = []
    for unit in kept:
        last = marked[-1] if marked else None
        listed = (
            last is not None
            and last.aside
            and last.kind == unit.kind
            and _LISTED.fullmatch(low, last.end, unit.start)
        )
        marked.append(unit._replace(aside=True) if listed or _is_aside(low, start, unit) else unit)
    return marked


def _is_within(low: str, last: Unit, unit: Unit) -> bool:
    """Say whether a province only tells where another unit is: `ngành thuế Thanh Hóa`."""
    if last.kind != UNKNOWN or unit.kind != "province":
        return False
    return _OF_IT.fullmatch(low, last.end, unit.start) is not None


_APPOSED = re.compile(rf" *[-–,(]{SPACE}?(?:là{SPACE})?")
_OF_IT = re.compile(rf"(?:{SPACE}tỉnh|{SPACE}thành{SPACE}phố)?{SPACE}")
_LISTED = re.compile(rf" *(?:,|và|, *và){SPACE}")


# ---------------------------------------------------------------- provinces

_OF_DEPARTMENT = worded("units_of_department")
_HUE = ("Thừa Thiên Huế", "Huế")
_PREFIX = re.compile(
    rf"(?:ubnd{SPACE}|uỷ ban nhân dân{SPACE})?(?:cấp{SPACE})?(?:tỉnh|thành phố|tp\.?|t\.p\.?|thủ đô) *$"
)


def _province(text: str, low: str, mention: ProvinceMention, home: str | None) -> Unit:
    """Return the province, or the city named like it; `TP. Huế` is a province elsewhere."""
    prefix = _PREFIX.search(low, max(0, mention.start - 32), mention.start)
    start = prefix.start() if prefix else mention.start
    if mention.form == "city" and (mention.name not in _HUE or mention.name == home == _HUE[0]):
        name = f"thành phố {plain(text[mention.start : mention.end])}"
        return Unit(start, mention.end, "district", name, mention.name)
    return Unit(start, mention.end, "province", mention.name)


# ---------------------------------------------------------------- ministries, departments


@cache
def _office_names() -> dict[str, tuple[str, str]]:
    """Return every spelling of an office (searchable, one blank) with its kind and shown name."""
    names: dict[str, tuple[str, str]] = {}
    for full, others in table()["ministry"].items():
        for spelling in (full, *filter(None, others.split("; "))):
            names[searchable(spelling)] = ("ministry", full)
    for line in table()["department"]["names"].strip().splitlines():
        spellings = [part.strip() for part in line.split(" = ")]
        for spelling in spellings:
            names[searchable(spelling)] = ("department", spellings[0])
    return names


@cache
def _office_pattern() -> re.Pattern[str]:
    names = sorted(_office_names(), key=len, reverse=True)
    body = "|".join(re.escape(name).replace(r"\ ", SPACE) for name in names)
    return re.compile(rf"(?<![\w&-])(?:{body})(?![\w&])")


# Offices begin with one of these words, written with a capital.
_OFFICE_BEGIN = re.compile(
    r"(?:B(?:ộ|Ộ|ảo|HXH|QL|an)|S(?:ở|Ở)|V(?:ăn|P)|T(?:hanh|hông|TXVN)|N(?:gân|HNN)|Ủy|Uỷ|Đài|C(?:ông|ục)|Kho)"
)


_HEAD = worded("units_head")


# ---------------------------------------------------------------- pronouns, averages, others

_PRONOUN = worded("units_pronoun")
_NO_PRONOUN = worded("units_no_pronoun")
_AVERAGE = worded("units_average")
_NATIONAL_SCOPE = re.compile(
    rf"(?:của|cho|tại|ở)? *(?:cả nước|toàn quốc|(?:các|63|34){SPACE}(?:tỉnh|địa phương)|cấp{SPACE}tỉnh)"
)
_PARTIAL_SCOPE = re.compile(
    rf"(?:bộ,|các{SPACE}(?:bộ|sở|huyện)|vùng|khu vực|khối{SPACE}(?:bộ|sở|huyện)|cấp{SPACE}(?:bộ|huyện|sở|xã))"
)
_OTHER_UNIT = re.compile(
    rf"(?<!\w)(?:(?:việt nam|nước ta){SPACE}(?:xếp|đứng|tăng|đạt|dẫn|giữ|nằm|vươn|đã)|"
    rf"ngành{SPACE}(?:thuế|hải quan|điện|y tế|giáo dục|ngân hàng|công an|kho bạc|bảo hiểm|bưu|toà|du lịch)|"
    rf"(?:xã|phường|thị trấn|công ty|tập đoàn|bệnh viện|trường|đại học|trung tâm|chi cục|chi nhánh|đặc khu)"
    rf"{SPACE}(?=\w)(?!này\b|của\b|thuộc\b|và\b|đã\b|có\b|trực\b|cấp\b))"
)


def _others(low: str, start: int, end: int) -> list[Unit]:
    found = [
        _called(low, match, end)
        for match in _PRONOUN.finditer(low, start, end)
        if match[0].startswith("của ")
        or not _NO_PRONOUN.search(low, max(start, match.start() - 16), match.start())
    ]
    found += [Unit(m.start(), m.end(), UNKNOWN, m[0]) for m in _OTHER_UNIT.finditer(low, start, end)]
    return found + [_average(low, match) for match in _AVERAGE.finditer(low, start, end)]


# `tỉnh có chỉ số cao nhất là 98%` is any province.
_ANY_UNIT = re.compile(rf"{SPACE}(?:(?:có|đạt){SPACE}[^,;.()]{{0,60}}|(?:cao|thấp|tốt|kém){SPACE})nhất")
_PRONOUN_KINDS = {"our": "province", "place": "province"}


def _called(low: str, match: re.Match[str], end: int) -> Unit:
    """Return the unit that is only called `tỉnh`, `huyện` …: which one is decided later."""
    if _ANY_UNIT.match(low, match.end(), end):
        return Unit(match.start(), match.end(), UNKNOWN, match[0])
    group = match.lastgroup or ""
    return Unit(match.start(), match.end(), _PRONOUN_KINDS.get(group, group), "", bare=True)


def _average(low: str, match: re.Match[str]) -> Unit:
    """Return an average as a unit: of the whole country where the words around say so, else unknown."""
    nation = match["nation"] or match["all"]
    if match["part"] or nation:
        return Unit(match.start(), match.end(), "nation" if nation else UNKNOWN, NATION)
    right = _AFTER_AVERAGE.match(low, match.end())
    scope = (
        right[0] if right and (_NATIONAL_SCOPE.search(right[0]) or _PARTIAL_SCOPE.search(right[0])) else ""
    )
    scope = scope or low[max(0, match.start() - 160) : match.start()].rsplit("\n", 1)[-1]
    wide = max((m.end() for m in _NATIONAL_SCOPE.finditer(scope)), default=-1)
    national = wide > max((m.end() for m in _PARTIAL_SCOPE.finditer(scope)), default=-1)
    return Unit(match.start(), match.end(), "nation" if national else UNKNOWN, NATION)


_AFTER_AVERAGE = re.compile(r"[^,;.\n]{0,90}")


# ---------------------------------------------------------------- named in passing

_PASSING = worded("units_passing")
_ACTS = worded("units_acts")
_EXAMPLE = worded("units_example")


def _is_aside(low: str, start: int, unit: Unit) -> bool:
    """Say whether the unit is named in passing: to compare with, as a source, or as a person's office."""
    left = max(start, unit.start - 40)
    if _EXAMPLE.search(low, max(start, unit.start - 70), unit.start):
        return False
    if _PASSING.search(low, left, unit.start) or _HEAD.search(low, left, unit.start):
        return True
    if unit.kind in ("ministry", "department") and _ACTS.match(low, unit.end):
        return True
    return (
        unit.kind == "province" and not unit.bare and _OF_DEPARTMENT.search(low, left, unit.start) is not None
    )
