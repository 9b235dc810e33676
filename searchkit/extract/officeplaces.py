"""Offices in normal form: `nguyên PCT Ủy ban nhân dân tỉnh Bến Tre` is `Phó Chủ tịch UBND tỉnh`, in Bến Tre.

A title that names no province of its own, of a local body, is of the province that the article is about.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from searchkit.extract import offices as parts
from searchkit.extract.bodies import BodyMention, Places, find_bodies
from searchkit.extract.districts import DistrictMention, district_name, extract_districts
from searchkit.extract.gazetteer import HUE_CITY, lookup
from searchkit.extract.gazetteer import provinces as provinces_table
from searchkit.extract.grammar import grammar
from searchkit.extract.names import is_foreign
from searchkit.extract.provinces import ProvinceMention, extract_provinces
from searchkit.extract.wordlists import load
from searchkit.extract.words import Words
from searchkit.models import Office, Official
from searchkit.text import old_tone_place, squeeze

_LOCAL = (
    "Sở ", "UBND", "HĐND", "Ủy ban nhân dân", "Hội đồng nhân dân", "Tỉnh", "Thành ", "Huyện ", "Quận ",
    "Thị ", "Công an", "Phòng ", "Chi cục", "Đảng ủy xã", "Đảng ủy phường", "TAND", "VKSND", "Đoàn đại biểu",
)  # fmt: skip
_LEVELS = ("tỉnh", "thành phố", "TP", "huyện", "quận", "thị xã", "TX", "xã", "phường", "thị trấn", "đặc khu")


def with_offices(
    officials: Iterable[Official], province: str | None, published: dt.date | None
) -> tuple[Official, ...]:
    """Return the officials with their offices in normal form, one for each title.

    `province` is the one that the article is about.
    """
    return tuple(
        replace(one, offices=offices_of(one.name, one.titles, province, published)) for one in officials
    )


def offices_of(
    name: str, titles: Iterable[str], province: str | None, published: dt.date | None
) -> tuple[Office, ...]:
    """Return the offices that the titles of the person `name` stand for, in normal form."""
    hue = published is not None and published >= HUE_CITY
    ours = is_vietnamese(name)
    province = province and (lookup(province, published) or province)
    return tuple([_office(title, province, hue, ours) for title in titles])


@lru_cache(maxsize=1 << 12)
def is_vietnamese(name: str) -> bool:
    """Say whether a name is built like a Vietnamese one."""
    words = Words(name, 0)
    return not is_foreign([words[i] for i in range(len(name.split()))])


@lru_cache(maxsize=1 << 13)
def _office(title: str, province: str | None, hue: bool, ours: bool) -> Office:
    """Return the office of a title as written; `hue`: Huế is the city's name, `ours`: of a Vietnamese."""
    parsed = parts.parse_office(title)
    if parsed is None:
        return Office(squeeze(title))
    rank, text = _worded(parsed)
    if not ours or _is_abroad(parsed.place):
        return Office(text, None, None, parsed.former, parsed.acting)
    provinces = extract_provinces(None, text, HUE_CITY if hue else None)
    districts = extract_districts(None, text)
    own = next((m.name for m in provinces if m.form != "city" or m.name == "Huế"), None)
    settled = own or _parent(districts, province, provinces) or province
    places = Places(provinces, districts, settled)
    bodies = find_bodies("Việt Nam", text, places)  # of a Vietnamese: never another country's
    body = bodies[0] if bodies else None
    national = load("bodies")["ranks"].get(rank.replace(" Thường trực", "")) if body is None else None
    local = body is not None and body.province is not None
    if body is None and not national:
        after = text[len(rank) :].lstrip()
        local = after.startswith(_LOCAL) or any(f" {level} " in f" {after} " for level in _LEVELS)
    where = (body.province or (settled if local else own)) if body else (settled if local else own)
    name = body.name if body else national or _unknown(rank, parsed.body, parsed.place)
    return Office(_short(text, body, provinces), name, where, parsed.former, parsed.acting)


def _worded(office: parts.Office) -> tuple[str, str]:
    """Return rank and title of an office with the body that goes without saying."""
    rank = old_tone_place(office.rank).replace(" thường trực", " Thường trực")
    body = old_tone_place(office.body or "")
    body = body[:1].upper() + body[1:]
    if rank in ("Bộ trưởng", "Thứ trưởng") and body and not body.startswith(("Bộ", "-", "–")):
        body = f"Bộ {body}"  # `Bộ trưởng Y tế`
    place = office.place or ""
    if rank in ("Chủ tịch", "Phó Chủ tịch") and not body and (place.startswith(_LEVELS) or lookup(place)):
        body = "UBND"  # `Chủ tịch huyện`, `Chủ tịch Hà Nội`
    return rank, " ".join(filter(None, (rank, body, office.place)))


def _is_abroad(place: str | None) -> bool:
    """Say whether an office's place is another country."""
    if not place:
        return False
    node = grammar().bodies
    for word in place.lower().split():
        node = node.get(word, {})
    return node.get("") == "C" and "việt nam" not in place.lower()


def _parent(
    districts: tuple[DistrictMention, ...], province: str | None, provinces: tuple[ProvinceMention, ...]
) -> str | None:
    for district in districts:
        if parent := district_name(district, province, provinces).partition(", ")[2]:
            return parent
    return None


def _unknown(rank: str, body: str | None, place: str | None) -> str | None:
    """Return the body of an office as written where the table does not know it."""
    if body is None:
        return None
    name = " ".join(filter(None, (old_tone_place(body), place)))
    if "phòng" in rank and not name.lower().startswith("phòng"):
        return f"Phòng {name}"
    return name[0].upper() + name[1:]


def _short(text: str, body: BodyMention | None, provinces: tuple[ProvinceMention, ...]) -> str:
    """Return an office without the name of its province, its body by its usual name."""
    for mention in reversed(provinces):
        if mention.form != "city" and (body is None or mention.start >= body.end):
            left, right = text[: mention.start].rstrip(" (,"), text[mention.end :].lstrip(" ),")
            text = squeeze(f"{left}{_level(left, mention, body)} {right}")
    if body is not None and body.body.kind == "department":
        text = _OF_LEVEL.sub("", text)
    if body is not None and body.end <= len(text):
        text = f"{text[: body.start]}{body.body.name}{text[body.end :]}"
    return old_tone_place(_CITY.sub("thành phố", text).strip(" ,"))


_OF_LEVEL = re.compile(r" (?:tỉnh|thành phố|TP\.?)$", re.IGNORECASE)


def _level(left: str, mention: ProvinceMention, body: BodyMention | None) -> str:
    """Return the level of a local body that the name of its province alone gives: `UBND Hà Nội`."""
    if left.lower().endswith(("tỉnh", "thành phố", "tp", "tp.")) or body is None or body.body.kind != "local":
        return ""
    unit = provinces_table().get(mention.name)
    return f" {unit.kind}" if unit is not None else ""


_CITY = re.compile(r"(?<!\w)(?:TP|Tp|tp|Thành phố)\.?(?=[ ,]|$)")
