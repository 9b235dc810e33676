"""From a cleaned page to an article with metadata: one function a field, wired here.

Each function says what it found or gives None; nothing is guessed. A value that the source states itself
(`RawArticle.given`) wins over an extracted one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from searchkit.extract.byline import extract_byline
from searchkit.extract.dates import extract_event_dates, extract_published, read_published
from searchkit.extract.documents import extract_document_numbers
from searchkit.extract.given import given_list, given_text
from searchkit.extract.indicators import extract_indicators
from searchkit.extract.officials import extract_officials
from searchkit.extract.place import decide_province
from searchkit.extract.provinces import ProvinceMention, extract_provinces, province_names
from searchkit.extract.title import extract_title
from searchkit.models import Article, Official, Page, Published, RawArticle


def extract_article(raw: RawArticle, page: Page) -> Article:
    """Return the article that `page` (the cleaned `raw`) holds, with every metadata field filled or empty."""
    return extract_articles([raw], [page])[0]


def extract_articles(raws: Sequence[RawArticle], pages: Sequence[Page]) -> list[Article]:
    """Return the articles that `pages` (the cleaned `raws`) hold, each field filled or empty.

    One field is read from all articles before the next one: its tables and expressions then stay in the
    processor's cache, which makes extraction a quarter faster than article by article.
    """
    both = list(zip(raws, pages, strict=True))
    titles = [given_text(raw.given, "title") or extract_title(page) for raw, page in both]
    moments = [
        read_published(given_text(raw.given, "published")) or extract_published(page) for raw, page in both
    ]
    rows = [
        _Row(raw, page, title, moment, moment.day if moment else None)
        for (raw, page), title, moment in zip(both, titles, moments, strict=True)
    ]
    places = list(map(_places, rows))
    event_dates = [extract_event_dates(row.page.body, row.day) for row in rows]
    officials = list(map(_officials, rows))
    numbers = [extract_document_numbers(row.title, row.page.body) for row in rows]
    return list(map(_article, rows, places, event_dates, officials, numbers))


class _Row(NamedTuple):
    """An article on its way: what the fields below are read from."""

    raw: RawArticle
    page: Page
    title: str | None
    moment: Published | None
    day: dt.date | None


def _places(row: _Row) -> tuple[Sequence[ProvinceMention], str | None]:
    """Return the provinces named, and the one that the article is about."""
    given = row.raw.given
    mentions = extract_provinces(row.title, row.page.body, row.day)
    source = given_text(given, "source")
    province = given_text(given, "province")
    return mentions, province or decide_province(row.title, row.page, mentions, source, row.day)


def _officials(row: _Row) -> tuple[Official, ...]:
    given = given_list(row.raw.given, "officials")
    if given is not None:
        return tuple(map(Official, given))
    return extract_officials(row.title, row.page.body)


def _article(
    row: _Row,
    places: tuple[Sequence[ProvinceMention], str | None],
    event_dates: tuple[dt.date, ...],
    officials: tuple[Official, ...],
    document_numbers: tuple[str, ...],
) -> Article:
    raw, page, title, moment, day = row
    mentions, province = places
    given = raw.given
    return Article(
        id=raw.id,
        title=title,
        body=page.body,
        url=given_text(given, "url"),
        source=given_text(given, "source"),
        path=raw.path or None,
        published=day,
        published_at=moment.at if moment else None,
        event_dates=event_dates,
        province=province,
        provinces=province_names(given_list(given, "provinces"), mentions, day),
        officials=officials,
        byline=given_text(given, "byline") or extract_byline(page),
        document_numbers=document_numbers,
        indicators=extract_indicators(title, page.body, province, day, mentions),
    )
