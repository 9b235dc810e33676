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
    text = _BEHIND.sub("", squeeze(nfc(line)).strip(" .-–|*•©"))
    if text.count(" ") >= _MOST_WORDS or not _OWNER.match(text):
        return None
    words = text.split()
    named = list(_KIND.finditer(text))
    ends = [text[named[-1].end() :]] if named else []
    ends += [" ".join(words[-size:]) for size in (4, 3, 2) if size < len(words)]
    ends += ["Huế"] if words[-1].lower() == "huế" else []
    return next((unit for end in ends if (unit := _unit(end, day))), None)


def _unit(name: str, day: dt.date | None) -> str | None:
    return gazetteer.lookup(name.strip(" ,-–"), day) if name[:1].isupper() else None
