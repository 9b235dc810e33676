"""Reading written dates and times: every form that Vietnamese pages and tables use, always day first.

A moment is found with its place in the text, so that the lines it stands in can be judged. Times are
Vietnam's (+07:00) unless a zone is written beside them; those of another zone are converted, which may
change the day. All patterns are bounded, so that the time is linear in the text.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

VIETNAM = dt.timezone(dt.timedelta(hours=7))
FIRST_YEAR, LAST_YEAR = 1945, 2100

_MONTH_NAMES = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip
_WORD_MONTH = r"giêng|mười\smột|mười\shai|mười|một|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|chạp"
_ENGLISH_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_ENGLISH = rf"(?:{_ENGLISH_MONTH})[a-z]{{0,6}}\.?"
_ZONE = r"(?P<zone>z\b|[+-]\d{2}:?\d{2}\b|\(?(?:gmt|utc)(?:\s?[+-]\s?\d{1,2}(?::?\d{2})?)?\b)"
_CLOCK = (
    r"(?P<hour>\d{1,2})\s?(?:[:h]|giờ)\s?(?P<minute>\d{2})(?!\d)\s?(?:phút)?(?::\d{2}(?:\.\d{1,9})?)?"
    rf"(?:\s?(?P<half>sa|ch|am|pm|a\.m|p\.m|sáng|chiều|tối)\b)?(?:\s{{0,2}}{_ZONE})?"
)
_DATE = re.compile(
    rf"""(?<![\d/])(?<!\d[.,-])(?:
        (?P<y1>\d{{4}})(?P<s1>[-/.])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})(?![\d/])(?!-\d)
      | (?P<d2>\d{{1,2}})\s?(?P<s2>[-/.])\s?(?P<m2>\d{{1,2}})\s?(?P=s2)\s?(?P<y2>\d{{4}})(?![\d/])
      | (?P<d3>\d{{1,2}})\s{{1,2}}(?:tháng|th)\s{{0,2}}(?P<m3>\d{{1,2}}|{_WORD_MONTH})\s{{0,2}}[,/.-]?
        \s{{0,2}}(?:năm\s{{1,2}})?(?P<y3>\d{{4}})(?!\d)
      | (?P<d4>\d{{1,2}})\s(?P<m4>{_ENGLISH}),?\s(?P<y4>\d{{4}})(?!\d)
    ) | \btháng\s{{1,2}}(?P<m5>\d{{1,2}}|{_WORD_MONTH})\s{{1,2}}(?P<d5>\d{{1,2}}),?
        \s{{1,2}}(?P<y5>\d{{4}})(?!\d)
      | \b(?P<m6>{_ENGLISH})\s(?P<d6>\d{{1,2}}),?\s(?P<y6>\d{{4}})(?!\d)""",
    re.IGNORECASE | re.VERBOSE,
)
_WEEKDAY = r"(?:(?:thứ|t)\s?(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s?nhật|cn)"
_GAP = r"[\s,|•·()\[\]/–—-]{0,6}"
_AFTER = re.compile(rf"(?:t|{_GAP}(?:(?:vào\s)?lúc:?\s)?){_CLOCK}", re.IGNORECASE)
_BEFORE = re.compile(
    rf"(?<![\d:])(?:{_CLOCK}){_GAP}(?:{_WEEKDAY}\b{_GAP})?(?:ngày:?\s{{0,2}})?$", re.IGNORECASE
)
_REACH = 48


@dataclass(frozen=True, slots=True)
class Moment:
    """A written date, with its time where one stands beside it; `start` and `end` are offsets in the text
    read."""

    day: dt.date
    at: str | None
    start: int
    end: int


def find_moments(text: str) -> list[Moment]:
    """Return every full date (day, month and year) in `text`, in order; impossible ones are left out.

    >>> [(m.day.isoformat(), m.at) for m in find_moments("Thứ Năm, 24/06/2021 19:40")]
    [('2021-06-24', '2021-06-24T19:40+07:00')]
    """
    return [moment for match in _DATE.finditer(text) if (moment := _moment(text, match)) is not None]


def make_day(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, or None where there is no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def month_number(written: str) -> int:
    """Return the month that a number, a Vietnamese ordinal or an English name stands for (0 where none).

    >>> month_number("Sáu"), month_number("08"), month_number("June")
    (6, 8, 6)
    """
    low = written.lower()
    if low.isdigit():
        return int(low)
    return _MONTH_NAMES.get(low) or _MONTH_NAMES.get(low[:3], 0)


def _moment(text: str, match: re.Match[str]) -> Moment | None:
    kind = next(k for k in "123456" if match[f"y{k}"])
    day = make_day(int(match[f"y{kind}"]), month_number(match[f"m{kind}"]), int(match[f"d{kind}"]))
    if day is None:
        return None
    start, end = match.span()
    clock = _AFTER.match(text, end)
    if clock:
        end = clock.end()
    else:
        begin = max(0, start - _REACH)
        clock = _BEFORE.search(text[begin:start])
        if clock:
            start = begin + clock.start()
    day, at = _at(day, clock) if clock else (day, None)
    return Moment(day, at, start, end)


def _at(day: dt.date, clock: re.Match[str]) -> tuple[dt.date, str | None]:
    """Return the day and ISO moment in Vietnam's time of a clock reading on `day`; no moment where it can't
    be."""
    hour, minute = int(clock["hour"]), int(clock["minute"])
    half = (clock["half"] or "").lower()
    if half in {"ch", "pm", "p.m", "chiều", "tối"} and hour < 12:
        hour += 12
    elif half in {"sa", "am", "a.m"} and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return day, None
    moment = dt.datetime.combine(day, dt.time(hour, minute), _zone(clock["zone"])).astimezone(VIETNAM)
    return moment.date(), moment.isoformat(timespec="minutes")


def _zone(written: str | None) -> dt.timezone:
    if not written:
        return VIETNAM
    digits = re.search(r"([+-])\s?(\d{1,2}):?(\d{2})?", written)
    if digits is None:
        return dt.UTC
    minutes = int(digits[2]) * 60 + int(digits[3] or 0)
    if minutes > 14 * 60:
        return VIETNAM
    return dt.timezone(dt.timedelta(minutes=minutes if digits[1] == "+" else -minutes))
