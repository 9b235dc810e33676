"""Judge whether a name found in a text stands for the province: the words around it decide.

The word lists are in `data/place_words.toml`; no rule looks further than a line's few last words.
"""

from __future__ import annotations

import re
from typing import Literal

from searchkit.extract.place_words import words
from searchkit.extract.provinces_left import LEFT
from searchkit.extract.provinces_matcher import UPPER, Hit
from searchkit.extract.provinces_persons import is_closing_line, is_person

Form = Literal["tỉnh", "thành phố", "city", "bare"]
"""How a province is named: after `tỉnh`, as a centrally run city, by the city called like it, bare."""

PREFIXES = {
    "tỉnh": "tỉnh", "tp": "city", "tp.": "city", "t.p": "city", "t.p.": "city", "thành phố": "city",
    "thị xã": "town", "tx": "town", "tx.": "town", "huyện": "district", "h.": "district", "quận": "district",
    "q.": "district",
}  # fmt: skip
_CENTRAL = frozenset({"Hà Nội", "TP. Hồ Chí Minh", "Đà Nẵng", "Hải Phòng", "Cần Thơ"})
_METROPOLES = frozenset({"Hà Nội", "TP. Hồ Chí Minh"})
_CHINA = "Trung Quốc"
_CHINESE_NAMESAKES = frozenset({"Hà Nam", "Thái Nguyên", "Hà Bắc", "Sơn Tây"})

_LIST_LEFT = 160
_PLURAL = re.compile(
    r"(?:các|những|hai|ba|bốn) (?:tuyến |con )?(?:đường|phố|phường|xã|thôn|ấp|làng|cầu|sông|hồ) ",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:số nhà|nhà số|đất số|(?:tại|ở|ngụ) (?:nhà )?số) \d{1,4}[\w/]{0,8} $", re.IGNORECASE
)
_ROUTE = re.compile(rf"[ \u00a0]*(?:[-–—]|đi|đến)[ \u00a0]*[{UPPER}]")
_CREDIT = re.compile(
    r"(?<!\w)(?:ảnh|bài|tin|clip|video|đồ họa|thực hiện|tác giả|nguồn)[^.\n:]{0,24}:[ \u00a0]*$",
    re.IGNORECASE,
)
_CREDIT_END = re.compile(r"[ \u00a0]*(?:[)\].,;\n–-]|$)")
_SHIP = re.compile(r"[ \u00a0-]*(?:\d{1,3}(?!\d|[.,]\d|\s?%)|địa chất|thạch du)", re.IGNORECASE)


def judge(text: str, hit: Hit, listed: bool) -> Form | None:
    """Return in which form `hit` names its province, or None where it is something else.

    `listed` says that another province was named right before, parted by a comma, a dash or `và`.
    """
    entry, last, pair = hit.entry, hit.last, hit.pair
    prefix = PREFIXES.get(pair) or PREFIXES.get(last)
    if entry.key.startswith("tp"):
        return "thành phố"
    if prefix and not _of_all_districts(pair):
        return _with_prefix(text, hit, prefix)
    if entry.blocked or not entry.province or (entry.key in ("hồ chí minh", "hcm") and not listed):
        return None
    if _is_other_thing(text, hit) or is_person(text, hit) or _is_foreign(text, hit):
        return None
    return "bare"


def _of_all_districts(pair: str) -> bool:
    """Say whether `pair` is no kind of one unit but all districts of a place: `các quận, huyện Hà Nội`."""
    first, _, second = pair.partition(" ")
    return second in ("quận", "huyện") and first.rstrip(",") in ("quận", "huyện")


def _with_prefix(text: str, hit: Hit, prefix: str) -> Form | None:
    name = hit.entry.province
    if prefix == "tỉnh":
        return "tỉnh" if name and not _is_foreign(text, hit) else None
    if prefix == "district":
        return None
    if prefix == "city" and name in _CENTRAL:
        return "thành phố"
    namesake = (name is not None and name in hit.entry.parents) or hit.entry.key == "điện biên phủ"
    return "city" if namesake else None


def _is_other_thing(text: str, hit: Hit) -> bool:
    """Say whether the name is a street, ward, river, market, ship, credit … called like the province."""
    last, pair = hit.last, hit.pair
    classes = words("before_name", "class")
    if (last in classes or pair in classes) and pair not in words("before_name", "no_class"):
        return not _is_of_the_city(text, hit)
    province = hit.entry.province
    if province == "Hòa Bình" and not words("before_name", "peace").isdisjoint((last, pair)):
        return True
    if province == "Hải Dương" and _SHIP.match(text, hit.end):
        return True
    if (last == "và" or last.endswith((",", ";"))) and _continues_list(text, hit.start):
        return True
    return _is_credit(text, hit) or is_closing_line(text, hit)


def _is_of_the_city(text: str, hit: Hit) -> bool:
    """Say whether the class belongs to no proper name: `tuyến phố Hà Nội`, `đường Hà Nội - Lào Cai`."""
    if hit.last == "phố":
        return hit.entry.province in _METROPOLES
    return hit.last == "đường" and _ROUTE.match(text, hit.end) is not None


def _is_credit(text: str, hit: Hit) -> bool:
    """Say whether the name is a photographer's (`Ảnh: Thái Bình`) or a house's (`số nhà 5 Hòa Bình`)."""
    left = text[max(0, hit.start - LEFT) : hit.start]
    if hit.last.endswith(":"):
        return _CREDIT.search(left) is not None and _CREDIT_END.match(text, hit.end) is not None
    return hit.last[:1].isdigit() and _NUMBERED.search(left) is not None


def _continues_list(text: str, start: int) -> bool:
    """Say whether the name goes on an enumeration of streets or wards (`các phường Hòa Bình, Thái Bình`)."""
    left = text[max(0, start - _LIST_LEFT) : start]
    plurals = list(_PLURAL.finditer(left))
    if not plurals:
        return False
    between = re.split(r"[\s,;]+", left[plurals[-1].end() :].strip(" ,;"))
    return all(word[:1].isupper() or word in ("và", "-", "–", "") for word in between)


def _is_foreign(text: str, hit: Hit) -> bool:
    """Say whether a namesake in China is meant: `Hà Nam (Trung Quốc)`, `Hà Nam, miền trung Trung Quốc`."""
    if not has_namesake(hit):
        return False
    return _CHINA in text[max(0, hit.start - 60) : hit.end + 60]


def has_namesake(hit: Hit) -> bool:
    """Say whether a province in China bears the same name."""
    return hit.entry.province in _CHINESE_NAMESAKES


def is_chinese(text: str, name: str) -> bool:
    """Say whether `text` says of a province's namesake that it is in China: the name then means this one.

    `Hà Nam (Trung Quốc)`, `Hà Nam, miền trung Trung Quốc`. Reads the whole text: ask once for a name.
    """
    return (
        _CHINA in text and re.search(rf"{name}[ ,(]{{1,2}}(?:(?:của|ở|miền \w+) )?{_CHINA}", text) is not None
    )
