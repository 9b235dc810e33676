"""When an article was published, and the days of what it tells (`events`)."""

from __future__ import annotations

import datetime as dt
import re

from searchkit.extract.event_dates import extract_event_dates
from searchkit.ingest.credits import is_credit
from searchkit.ingest.dateline import Stated, is_dateline, stated_moments
from searchkit.ingest.when import find_moments, make_day
from searchkit.models import Page, Published
from searchkit.text import nfc, squeeze

__all__ = ["extract_event_dates", "extract_published", "read_published"]

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6})?Z?")
_LONGEST_VALUE = 120
_PLACE_AND_DAY = re.compile(
    r"^\(?(?:[A-ZĐÀ-Ỹ][^\W\d_]*\.?\s?){1,5}(?:\([^)]{1,20}\)\s?)?,?\s{0,2}(?:ngày\s)?"
    r"(?P<day>\d{1,2}(?:\s?[/.-]\s?\d{1,2}\s?[/.-]\s?|\stháng\s\d{1,2}\s(?:năm\s)?)\d{4})\)?\s{0,2}(?:\([^)]{1,20}\)\s{0,2})?[-–—:]\s"
)


def extract_published(page: Page) -> Published | None:
    """Return when the page was published, or None where it does not say so.

    Taken from date lines beside the headline, first one that is labelled as publication, then one without a
    label, then one after the end of the article; only where there is none, a lone time of updating; last a
    place and day that open the text (`Bến Tre, ngày 5/3/2021 - …`). Nothing is guessed from the days that
    the text tells of.
    """
    head, tail = _from_head(page.head), _from_lines(page.tail)
    # What is later than the time of updating is the site's clock.
    latest = min((s.moment.day for s in (*head, *tail) if s.role == "updated"), default=dt.date.max)
    head = [s for s in head if s.role or s.moment.day <= latest]
    for roles in (("published",), ("",), ("updated",)):
        for found in (head, tail):
            for stated in found:
                if stated.role in roles:
                    found_in = stated.role if roles == ("updated",) else "dateline"
                    return Published(stated.moment.day, stated.moment.at, found_in)
    return _opening(page.body)


def _from_lines(lines: tuple[str, ...]) -> list[Stated]:
    return [stated for line in lines if is_dateline(line) for stated in stated_moments(line)]


def _from_head(lines: tuple[str, ...]) -> list[Stated]:
    """Return the moments of the head, those after the headline first: above it may be the site's clock."""
    title = next((i for i, line in enumerate(lines) if not is_dateline(line) and not is_credit(line)), 0)
    return _from_lines(lines[title:]) + _from_lines(lines[:title])[::-1]


def _opening(body: str) -> Published | None:
    match = _PLACE_AND_DAY.match(body[:160])
    moments = find_moments(match["day"]) if match else []
    return Published(moments[0].day, moments[0].at, "opening") if moments else None


def read_published(text: str | None) -> Published | None:
    """Return the moment that a stated value means: ISO, RFC 2822, a spreadsheet's or a page's way of
    writing.

    Days come first (`05/03/2021` is 5 March). None for anything that is no full date: a bare number, a year,
    words.

    >>> read_published("2022-10-04T18:30:00Z").at, read_published("44371")
    ('2022-10-05T01:30+07:00', None)
    """
    if not text:
        return None
    value = squeeze(nfc(text[:_LONGEST_VALUE]))
    compact = _COMPACT.fullmatch(value)
    if compact:
        day = make_day(*map(int, compact.groups()))
        return Published(day, None, "given") if day else None
    stated = stated_moments(value) if not value.isdigit() else []
    chosen = next((s for s in stated if s.role != "updated"), stated[0] if stated else None)
    return Published(chosen.moment.day, chosen.moment.at, "given") if chosen else None
