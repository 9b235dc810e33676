"""Periods as people type them: `2021`, `06/2021`, `24/06/2021`, `2020-06..2021-06`, `quý:2/2021`. Day
first, always."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from searchkit.errors import QueryError
from searchkit.i18n import _
from searchkit.query.tree import Period

_YEAR = re.compile(r"(\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_NUMBER = r"(?:q|quý|quy)?\s*([1-4]|i{1,3}|iv)"
_QUARTER = re.compile(rf"{_NUMBER}\s*[-/.]\s*(\d{{4}})|(\d{{4}})\s*[-/.]\s*{_NUMBER}", re.IGNORECASE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def parse_period(text: str, part: str | None = None) -> Period:
    """Return the days that `text` names, a single period or `from..to` (either end may be open).

    `part` is what the message of a `QueryError` quotes.

    >>> parse_period("06/2021")
    Period(since=datetime.date(2021, 6, 1), until=datetime.date(2021, 6, 30))
    """
    part = part or text
    if ".." not in text:
        return _single(text, part)
    left, right = text.split("..", 1)
    since = _single(left, part).since if left.strip() else None
    until = _single(right, part).until if right.strip() else None
    if (since is None and until is None) or (since and until and since > until):
        raise _malformed(part)
    return Period(since, until)


def parse_quarter(text: str, part: str | None = None) -> Period:
    """Return the days of a quarter: `2/2021`, `II/2021`, `2021-Q2`; a plain year is accepted too."""
    part = part or text
    found = _QUARTER.fullmatch(text.strip())
    if found is None:
        if _YEAR.fullmatch(text.strip()):
            return parse_period(text, part)
        raise _malformed(part)
    quarter, year = (found[1], found[2]) if found[1] else (found[4], found[3])
    number = _ROMAN.get(quarter.lower()) or int(quarter)
    last = _month(int(year), 3 * number, part)
    return Period(_month(int(year), 3 * number - 2, part).since, last.until)


def _single(text: str, part: str) -> Period:
    text = text.strip()
    if found := _YEAR.fullmatch(text):
        year = int(found[1])
        return Period(_day(year, 1, 1, part), _day(year, 12, 31, part))
    if found := _YEAR_MONTH.fullmatch(text):
        return _month(int(found[1]), int(found[2]), part)
    if found := _MONTH_YEAR.fullmatch(text):
        return _month(int(found[2]), int(found[1]), part)
    if found := _ISO_DAY.fullmatch(text):
        day = _day(int(found[1]), int(found[2]), int(found[3]), part)
        return Period(day, day)
    if found := _DAY.fullmatch(text):
        day = _day(int(found[3]), int(found[2]), int(found[1]), part)
        return Period(day, day)
    raise _malformed(part)


def _month(year: int, month: int, part: str) -> Period:
    first = _day(year, month, 1, part)
    return Period(first, first.replace(day=calendar.monthrange(year, month)[1]))


def _day(year: int, month: int, day: int, part: str) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise _malformed(part) from error


def _malformed(part: str) -> QueryError:
    message = _("{part!r} is no date; write 2021, 06/2021, 24/06/2021, 2020-06..2021-06 or quý:2/2021")
    return QueryError(message.format(part=part))
