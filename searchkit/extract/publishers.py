"""Whose site a page is: the province of the authority or paper that the lines around the article name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache

from searchkit.extract import gazetteer
from searchkit.models import Cut
from searchkit.text import nfc, squeeze

_LONGEST = 120
_MOST_WORDS = 16
_SEARCHED = 60
"""Lines of what was cut above the headline or below the end that are looked at for the site's name."""
_OWNER = re.compile(
    r"(?:cổng|trang|báo|đài|tạp chí|sở|ban|ubnd|u[ỷy] ban|[ủu]ỷ ban|ủy ban|hđnd|hội|đoàn|tỉnh|huyện|thành|"
    r"thị|đảng|xã|phường|công an|chi cục|cục|tòa|toà|viện|bảo hiểm|bộ chỉ huy|trung tâm|phòng|văn phòng|"
    r"liên đoàn|mặt trận)\b[^:;?!\"“”]*$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^[\W_]{0,6}(?:(?:cơ quan|đơn vị) chủ quản|(?:©|copyright|bản quyền)[\s\d©:–-]{0,12}(?:thuộc(?: về)?)?)"
    r"\s{0,2}[:\s]\s{0,2}(?:©\s?)?",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?:\s+(?:điện tử|online|portal|việt nam|\(?(?:cũ|mới)\)?))+$", re.IGNORECASE)
_AROUND = re.compile(r"^(?:điện tử|truyền hình) | (?:điện tử|online)$", re.IGNORECASE)
_PARTS = re.compile(r"\s[|»–-]\s|\|")
_INITIALS = re.compile(r"(?<=^[A-ZĐ]{3})\s?[-–]\s?|(?<=^[A-ZĐ]{4})\s?[-–]\s?")
_SITE = re.compile(r"(?:báo|đài|cổng|trang|sở|ubnd|website)\b", re.IGNORECASE)
_DISTRICT = re.compile(r"(?:^|\s)(?:huyện|quận|thị xã|thành phố|tp\.?)\s+(?=\w)", re.IGNORECASE)
_KIND = re.compile(r"(?:^|\s|[-–,])(?:tỉnh|thành phố|tp\.?)\s+", re.IGNORECASE)
_METROPOLES = frozenset({"Hà Nội", "TP. Hồ Chí Minh"})


def owners_of(cuts: Iterable[Cut], day: dt.date | None) -> set[str]:
    """Return the provinces whose authorities or papers are named as the site's owner in what was cut: by the
    lines above the headline, and by the labelled ones of the footer (`Bản quyền thuộc …`).

    The footers of national papers name bodies of the two metropoles: those count above the headline alone.
    """
    found: set[str] = set()
    for cut in cuts:
        above = cut.reason in ("before the headline", "section or site")
        lines = cut.text[:20_000].splitlines()
        for line in lines[:_SEARCHED] if above else lines[-_SEARCHED:]:
            owner = _labelled(line, day) if not above else site_owner(line, day)
            if owner:
                found.add(owner)
    return found


def _labelled(line: str, day: dt.date | None) -> str | None:
    label = _LABEL.match(line) if len(line) < _LONGEST else None
    owner = site_owner(line[label.end() :], day) if label else None
    return None if owner in _METROPOLES else owner


@lru_cache(maxsize=1024)
def site_owner(line: str, day: dt.date | None = None) -> str | None:
    """Return the province of the authority or paper that a line names and nothing else, or None.

    >>> site_owner("SỞ NỘI VỤ TỈNH QUẢNG TRỊ"), site_owner("Trang tin huyện Giồng Trôm - tỉnh Bến Tre")
    ('Quảng Trị', 'Bến Tre')
    >>> site_owner("Sở Nội vụ Quảng Trị họp giao ban") is None
    True
    """
    if len(line) > _LONGEST:
        return None
    whole = squeeze(nfc(line)).strip(" .-–|*•©")
    return gazetteer.publisher(whole, day) or _of_line(whole, day) or _of_parts(whole, day)


def _of_parts(line: str, day: dt.date | None) -> str | None:
    """Return the owner that one part of a line names: `Đầu đề | Báo Phú Thọ điện tử`, `QBĐT - 27/07/2022`."""
    parts = [part.strip() for part in _PARTS.split(_INITIALS.sub(" - ", line, count=1))]
    if len(parts) < 2:
        return None
    named = (_of_line(part, day) or gazetteer.publisher(part, day) for part in parts if _SITE.match(part))
    return gazetteer.publisher(parts[0], day) or next(filter(None, named), None)


def _of_line(line: str, day: dt.date | None) -> str | None:
    bare = _AROUND.sub("", line)
    if bare != line and (unit := _unit(bare, day)):
        return unit
    text = _BEHIND.sub("", line)
    if text.count(" ") >= _MOST_WORDS or not _OWNER.match(text):
        return None
    words = text.split()
    named = list(_KIND.finditer(text))
    ends = [text[named[-1].end() :]] if named else []
    ends += [" ".join(words[-size:]) for size in (4, 3, 2) if size < len(words)]
    ends += ["Huế"] if words[-1].lower() == "huế" else []
    return next((unit for end in ends if (unit := _unit(end, day))), None) or _of_district(text, day)


def _of_district(text: str, day: dt.date | None) -> str | None:
    """Return the province of the district that ends the line, where there is but one of that name."""
    named = list(_DISTRICT.finditer(text))
    if not named:
        return None
    parents = {unit.province for unit in gazetteer.find_districts(text[named[-1].end() :])}
    return gazetteer.current(parents.pop(), day) if len(parents) == 1 else None


def dateline_owner(written: str, day: dt.date | None) -> str | None:
    """Return the province that opens a text as its place or its paper: `Bến Tre`, `TTH.VN`, `GLO`."""
    return gazetteer.lookup(written, day) or site_owner(written, day)


def _unit(name: str, day: dt.date | None) -> str | None:
    unit = gazetteer.lookup(name.strip(" ,-–"), day) if name[:1].isupper() else None
    return unit if unit and gazetteer.is_written(unit, name) else None
