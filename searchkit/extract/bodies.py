"""Bodies of state and party that an article names: ministries, departments, committees, courts, police.

A capitalised first word is looked for in one pass; from there the name is read, then the place (`UBND | tỉnh
Bến Tre`). Local bodies without a place of their own belong to the article's province; one that has none
either is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from searchkit.extract import gazetteer
from searchkit.extract.bodytable import Body, name_in, rows
from searchkit.extract.districts import DistrictMention, district_name, without_kind
from searchkit.extract.landmarks import dashed, landmarks
from searchkit.extract.provinces import ProvinceMention
from searchkit.extract.provinces_matcher import spelling_key, trie_pattern
from searchkit.extract.wordlists import load, phrases
from searchkit.text import tone_place

_LONGEST = 72
"""Characters that a body's name has at most."""
_NO_BODIES = frozenset({"Thủ tướng Chính phủ", "Chủ tịch nước"})
"""They issue documents; in a text they are offices of persons."""


class BodyMention(NamedTuple):
    """A body named: its full name, where (its own name without the place), which body it is, its province."""

    name: str
    start: int
    end: int
    body: Body
    province: str | None = None


class Places(NamedTuple):
    """The places that an article names, and the one that it is about."""

    provinces: Sequence[ProvinceMention]
    districts: Sequence[DistrictMention]
    province: str | None


def extract_bodies(title: str | None, body: str, places: Places) -> tuple[str, ...]:
    """Return the distinct bodies that title and body (NFC) name, in the order of the text.

    >>> extract_bodies(None, "Sở Nội vụ họp với UBND tỉnh.", Places((), (), "Bến Tre"))
    ('Sở Nội vụ Bến Tre', 'UBND tỉnh Bến Tre')
    """
    return tuple(dict.fromkeys(one.name for one in find_bodies(title, body, places)))


def find_bodies(title: str | None, body: str, places: Places) -> list[BodyMention]:
    """Return every mention of a body: those of the title with negative offsets (`start - len(title)`)."""
    headline = title or ""
    before = len(headline)
    found = [
        mention._replace(start=mention.start - before, end=mention.end - before)
        for mention in _Reader(headline, places, True).mentions()
    ]
    found += _Reader(body, places, False).mentions()
    if not any(mention.body.common for mention in found):
        return found
    own = any(not one.body.common or one.body.name in _table("near") for one in found)
    if _is_at_home(headline, body, own or bool(places.provinces or places.districts)):
        return found
    return [one for one in found if not one.body.common or body.startswith(" Việt Nam", max(0, one.end))]


def _is_at_home(title: str, body: str, names_ours: bool) -> bool:
    """Say whether the article is about this country: `Bộ Quốc phòng` of another one is not ours.

    `names_ours`: it names a place of ours, or a body that others have none of.
    """
    if _FOREIGN_TITLE.search(title) and "Việt" not in title:
        return False
    return names_ours or any(word in body or word in title for word in _table("home"))


@cache
def _spelled() -> Mapping[str, Body]:
    """Return the bodies by the keys of all their spellings."""
    return {
        key: _as_spelled(row.body, spelling)
        for row in rows()
        for spelling in row.spellings
        for key in (spelling_key(spelling), spelling_key(tone_place(spelling)))
    }


@cache
def _name() -> re.Pattern[str]:
    """Return what reads a name in lower case, with either placement of the tone."""
    plain = {dashed(spelling).lower() for row in rows() for spelling in row.spellings}
    return re.compile(trie_pattern(sorted(plain | set(map(tone_place, plain)))) + r"(?![\w&])")


def _as_spelled(body: Body, spelling: str) -> Body:
    if body.name in _NO_BODIES:
        return body._replace(kind="none")
    return body._replace(common=True) if spelling in _table("short") else body


@cache
def _table(name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in load("bodies")["national"][name].split(";"))


_PLACE = re.compile(
    r"[ \u00a0]{1,2}(?:(?P<level>tỉnh|thành phố|tp\.?|t\.p\.?|huyện|quận|thị xã|tx\.?|q\.|h\.|cấp cao"
    r"|cấp|xã|phường|thị trấn|thủ đô|các|quân sự|quân khu)(?!\w)[ \u00a0]*)?",
    re.IGNORECASE,
)
_OUT_OF_SIGHT = frozenset({"xã", "phường", "thị trấn", "cấp", "cấp cao", "các", "quân sự", "quân khu"})
_DISTRICT_LEVELS = frozenset({"huyện", "quận", "thị xã", "tx", "tx.", "q.", "h."})
_PARTY_LEVELS = {"Huyện ủy": "huyện", "Quận ủy": "quận", "Thị ủy": "thị xã"}


_Read = tuple[str, str | None]
"""The whole name of a body, and its province."""


def _in_province(body: Body, province: str) -> _Read | None:
    name = name_in(body, province)
    return None if name is None else (name, province)


class _Reader:
    """Reads the bodies of one text."""

    def __init__(self, text: str, places: Places, in_title: bool) -> None:
        self.text, self.province = text, places.province
        self._places = places
        self._in_title = in_title
        self._starts: tuple[dict[int, ProvinceMention], dict[int, DistrictMention]] | None = None

    def mentions(self) -> Iterator[BodyMention]:
        """Yield the bodies named, in the order of the text."""
        text, last = self.text, 0
        name, spelled = _name(), _spelled()
        for start in landmarks(text, self._in_title).bodies:
            if start < last:
                continue
            found = name.match(text[start : start + _LONGEST].lower())
            if found is None:
                continue
            last = end = start + found.end()
            body = spelled[spelling_key(found[0])]
            if (read := self._read(body, end)) is not None:
                yield BodyMention(read[0], start, end, body, read[1])

    def _read(self, body: Body, end: int) -> _Read | None:
        """Return the whole name of `body`, whose own name ends at `end`; None where it is none of ours."""
        if body.kind == "national":
            return None if _is_foreign(self.text, end) else (body.name, None)
        if body.kind == "none":
            return None
        place = _PLACE.match(self.text, end)
        level = (place["level"] or "").lower() if place else ""
        level = "thành phố" if level.startswith(("tp", "t.p", "thủ")) else level
        if level in _OUT_OF_SIGHT:
            return None
        return self._local(body, _PARTY_LEVELS.get(body.name, level), place)

    def _local(self, body: Body, level: str, place: re.Match[str] | None) -> _Read | None:
        provinces, districts = self._at()
        at = (place.end(), place.start("level")) if place else ()
        district = next((districts[i] for i in at if i in districts), None)
        if district is None and place and body.kind == "party" and level in _DISTRICT_LEVELS:
            district = _known_district(self.text, place.end(), level)
        province = next((provinces[i] for i in at if i in provinces), None)
        if level in _DISTRICT_LEVELS or (district is not None and _is_of_district(province, level)):
            return None if district is None else self._of_district(body, district)
        if province is not None:
            return _in_province(body, province.name)
        if body.kind == "department" or level in ("tỉnh", "") or level == "thành phố":
            return self._of_article(body, level, place)
        return None

    def _of_district(self, body: Body, district: DistrictMention) -> _Read | None:
        if body.kind == "department":
            return None
        name = district_name(district, self.province, self._places.provinces)
        parent = name.partition(", ")[2] or None
        return f"{body.name} {without_kind(name) if body.kind == 'party' else name}", parent

    def _of_article(self, body: Body, level: str, place: re.Match[str] | None) -> _Read | None:
        """Return the name of a body whose place is the article's own: `UBND tỉnh`, `Sở Nội vụ`."""
        province = self.province
        if province is None or (place and not level and self._goes_on(place.end())):
            return None
        unit = gazetteer.provinces().get(province)
        city = unit is not None and unit.kind != "tỉnh"
        if body.name.endswith("ủy"):
            fits = body.name == "Thành ủy" if city else body.name.endswith("Tỉnh ủy")
        else:
            fits = body.kind == "department" or (bool(level) and (level == "tỉnh") != city)
        return _in_province(body, province) if fits else None

    def _goes_on(self, at: int) -> bool:
        """Say whether a name that nobody knows stands there: `Sở Nội vụ Quảng Tây`."""
        return self.text[at : at + 1].isupper()

    def _at(self) -> tuple[dict[int, ProvinceMention], dict[int, DistrictMention]]:
        if self._starts is None:
            here = self._in_title
            self._starts = (
                {m.start: m for m in self._places.provinces if m.in_title == here},
                {m.start: m for m in self._places.districts if m.in_title == here},
            )
        return self._starts


def _known_district(text: str, at: int, kind: str) -> DistrictMention | None:
    """Return the district whose name stands at `at` without its kind: `Huyện ủy Ba Tri`."""
    words = text[at : at + 40].split()[:4]
    for size in range(len(words), 0, -1):
        name = " ".join(words[:size]).rstrip(",.;:)")
        if name[:1].isupper() and (units := gazetteer.find_districts(name)):
            return DistrictMention(name, tuple(unit.province for unit in units), at, at + len(name), kind)
    return None


def _is_of_district(province: ProvinceMention | None, level: str) -> bool:
    """Say whether a place that may be both is the district: `TP Tuyên Quang`, `Ba Tri` without `tỉnh`."""
    city = province is not None and province.form == "city" and province.name != "Huế"
    return level != "tỉnh" and (province is None or city)


@cache
def _countries() -> re.Pattern[str]:
    names = {name.title() for name in phrases(load("offices")["places"]["countries"])} - {"Việt Nam"}
    return re.compile(rf"[ \u00a0](?:của |nước )?(?:{trie_pattern(sorted(names | {'EU'}))})(?!\w)")


def _is_foreign(text: str, end: int) -> bool:
    """Say whether a country's name follows: `Bộ Quốc phòng Mỹ`."""
    return _countries().match(text, end) is not None


_FOREIGN_TITLE = re.compile(
    r"(?<!\w)(?:Mỹ|Nga|Trung Quốc|Ukraine|Israel|Iran|Triều Tiên|Hàn Quốc|Nhật|Ấn Độ|Anh|Pháp|Đức|EU|NATO"
    r"|Thái Lan|Campuchia|Syria|Thổ Nhĩ Kỳ|Đài Loan|Philippines|Indonesia|Malaysia|Ba Lan|Venezuela|Brazil"
    r"|Myanmar)(?!\w)"
)
