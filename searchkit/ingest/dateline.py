"""Date lines: lines that state when an article was published, and little else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from searchkit.ingest.when import Moment, find_moments

Role = Literal["published", "updated", "today", ""]

_LONGEST = 220
_MOST_BESIDES = 6
"""Words of a sentence beside its moments that make it no date line."""
_PUBLISHED = re.compile(
    r"(?:đăng|xuất bản|đưa tin|đăng tải|ngày viết|ngày tạo|ngày gửi|thời gian|phát hành|posted|publish|"
    r"created|date|ngày ban hành tin)"
    r"[^\d.;|]{0,24}$"
)
_UPDATED = re.compile(
    r"(?:cập nhật|cập nhập|chỉnh sửa|sửa đổi|sửa lần|update|modified|edited)[^\d.;|]{0,24}$"
)
_TODAY = re.compile(r"(?:hôm nay|today|bây giờ|hiện tại|giờ hiện|now)[^\d.;|]{0,24}$")
_EXPIRES = re.compile(
    r"(?:hết hạn|hiệu lực|ban hành|hạn nộp|bắt đầu|kết thúc|khởi công|sinh|hội nghị|họp|ký)[^\d.;|]{0,16}$"
)
_WEEKDAY = re.compile(
    r"\b(?:thứ\s?(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s?nhật|monday|tuesday|wednesday|thursday|friday|"
    r"saturday|sunday|(?<![^\W\d_] )(?:mon|tue|wed|thu|fri|sat|sun)(?=[.,]))\b",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"(?:\d{1,3} phút đọc|đăng (?:ngày|lúc|bởi|tải|tin|vào|trên)|đăng|ngày đăng tin|ngày đăng|"
    r"ngày xuất bản|xuất bản|"
    r"ngày cập nhật|cập nhật lần cuối|cập nhật mới nhất|"
    r"cập nhật (?:lúc|ngày|vào)|cập nhật|cập nhập|thời gian đăng|thời gian|ngày viết|ngày tạo|ngày gửi|"
    r"lần cuối|chỉnh sửa(?: lần cuối)?|"
    r"posted on|posted|published on|published|updated|last|date|hôm nay|phút|lúc|vào|ngày|giờ|"
    r"gmt\s?[+-]?\s?\d*|utc|viết bởi|tác giả|bởi|by|clock|"
    r"(?:số )?(?:lượt|lần) (?:xem|đọc)(?: bài| tin)?\s?:?\s?[\d.,]*|[\d.,]+ (?:lượt xem|lượt đọc|"
    r"bình luận|lần xem)|đã xem\s?:?\s?[\d.,]*|xem\s?:\s?[\d.,]+|bình luận|in trang|in|"
    r"gửi email|chia sẻ|cỡ chữ|nguồn tin|nguồn|chuyên mục|a[+-]|facebook|zalo)(?!\w)",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"[|•·]|\s[-–—]\s|[,;:()\[\]]")
_BARE_DAY = re.compile(
    rf"(?P<day>{_WEEKDAY.pattern})?[\s,|]{{0,3}}(?:ngày\s)?\d{{1,2}}\s?[/.-]\s?\d{{1,2}}[\s,|–-]{{0,3}}"
    r"(?P<clock>(?:lúc\s)?\d{1,2}\s?[:h]\s?\d{2}(?:\s?(?:sa|ch|am|pm))?)?\s?\(?(?:gmt\s?\+\s?7)?\)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Stated:
    """A moment with what its label says it is; an empty role where there is no label."""

    moment: Moment
    role: Role


def stated_moments(text: str) -> list[Stated]:
    """Return the moments of a line, each with the role that the words before it give.

    >>> [(s.moment.day.day, s.role) for s in stated_moments("Đăng ngày 24/06/2021 | Cập nhật: 25/06/2021")]
    [(24, 'published'), (25, 'updated')]
    """
    found, last = [], 0
    for moment in find_moments(text):
        before = text[last : moment.start].lower()
        if not _EXPIRES.search(before):
            found.append(Stated(moment, _role(before)))
        last = moment.end
    return found


def _role(before: str) -> Role:
    if _UPDATED.search(before):
        return "updated"
    if _TODAY.search(before):
        return "today"
    return "published" if _PUBLISHED.search(before) else ""


def is_dateline(text: str) -> bool:
    """Say whether a line states a moment and, besides, only labels, a place, a name or counters.

    >>> is_dateline("Thứ Năm, 24/06/2021 19:40"), is_dateline("Kết quả ngày 24/06/2021 của 63 tỉnh")
    (True, False)
    """
    if len(text) > _LONGEST or not _YEAR.search(text):
        return False
    moments = stated_moments(text)
    if not moments:
        return False
    rest = _without_moments(text, moments)
    certain = any(s.moment.at or s.role for s in moments) or bool(_WEEKDAY.search(rest))
    words = [piece.split() for piece in _pieces(rest)]
    total = sum(map(len, words))
    if certain and len(moments) == 1 and text.rstrip().endswith(")") and total > 6:
        return False  # a headline with its date in brackets
    if total > _MOST_BESIDES and text.rstrip().endswith((".", ";")):
        return False  # `1. Cơ quan được nghỉ 04 ngày, từ thứ Năm ngày 01/9/2022.`
    if certain:
        return total <= 8 or (total <= 16 and max(map(len, words)) <= 6)
    return total <= 4 and all(word[0].isupper() for piece in words for word in piece)


def is_bare_day(text: str) -> bool:
    """Say whether a line is a day without its year and nothing else: a date line that tells no date.

    >>> is_bare_day("Thứ Sáu, 12/4 - 7:15"), is_bare_day("24/7")
    (True, False)
    """
    match = _BARE_DAY.fullmatch(text.strip(" ()[]|•-–")) if len(text) < 60 else None
    return match is not None and bool(match["day"] or match["clock"])


def besides_moments(text: str) -> list[str]:
    """Return what a date line holds besides moments, weekdays and labels: a place, a name, a section.

    >>> besides_moments("Thứ Năm, 24/06/2021 19:40 | Lượt xem: 12 | Minh Hà")
    ['Minh Hà']
    """
    return _pieces(_without_moments(text, stated_moments(text)))


def _pieces(rest: str) -> list[str]:
    bare = _LABELS.sub(" ", _WEEKDAY.sub(" ", rest))
    pieces = [piece.strip(" .:\"'/-–—") for piece in _SPLIT.split(bare)]
    return [piece for piece in pieces if any(c.isalnum() for c in piece)]


def _without_moments(text: str, moments: list[Stated]) -> str:
    parts, last = [], 0
    for stated in moments:
        parts.append(text[last : stated.moment.start])
        last = stated.moment.end
    parts.append(text[last:])
    return " | ".join(parts)
