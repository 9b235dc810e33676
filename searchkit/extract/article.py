"""From a cleaned page to an article with metadata: one function a field, wired here.

Each function says what it found or gives None; nothing is guessed. A value that the source states itself
(`RawArticle.given`) wins over an extracted one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from searchkit.extract.bodies import Places, find_bodies
from searchkit.extract.byline import extract_byline
from searchkit.extract.citations import cite
from searchkit.extract.dates import extract_event_dates, extract_published, read_published
from searchkit.extract.districts import DistrictMention, district_names, extract_districts
from searchkit.extract.documents import number_ends
from searchkit.extract.gazetteer import lookup, unit_now
from searchkit.extract.given import given_list, given_text
from searchkit.extract.indicators import extract_indicators
from searchkit.extract.officeplaces import with_offices
from searchkit.extract.officials import extract_officials
from searchkit.extract.place import judge_province
from searchkit.extract.provinces import ProvinceMention, extract_provinces, province_names
from searchkit.extract.publishers import site_owner
from searchkit.extract.title import extract_title
from searchkit.models import Article, Document, Official, Page, Published, RawArticle


def extract_article(raw: RawArticle, page: Page) -> Article:
    """Return the article that `page` (the cleaned `raw`) holds, with every metadata field filled or empty."""
    article = extract_articles([raw], [page])[0]
    if not article.officials:
        return article
    return replace(article, officials=with_offices(article.officials, article.province, article.published))


def extract_articles(raws: Sequence[RawArticle], pages: Sequence[Page]) -> list[Article]:
    """Return the articles that `pages` (the cleaned `raws`) hold, each field filled or empty, except offices.

    The offices of officials in normal form follow from their titles: they are worked out when an article is
    read, not for each that is indexed.
    One field is read from all articles before the next one: its tables and expressions then stay in the
    processor's cache, which makes extraction a quarter faster than article by article.
    """
    both = list(zip(raws, pages, strict=True))
    titles = [given_text(raw.given, "title") or extract_title(page) for raw, page in both]
    moments = [publication(raw, page) for raw, page in both]
    rows = [
        _Row(raw, page, title, moment, moment.day if moment else None)
        for (raw, page), title, moment in zip(both, titles, moments, strict=True)
    ]
    places = list(map(_places, rows))
    cited = list(map(_cited, rows, places))
    event_dates = [extract_event_dates(row.page.body, row.day) for row in rows]
    officials = list(map(_officials, rows))
    return list(map(_article, rows, places, cited, event_dates, officials))


def publication(raw: RawArticle, page: Page) -> Published | None:
    """Return when the article was published, or None where nothing says so.

    `found` of the answer says where: `given` (the source states it), `dateline`, `updated` (a lone time of
    updating), `opening` (place and day that open the text).
    """
    return read_published(given_text(raw.given, "published")) or extract_published(page)


class _Row(NamedTuple):
    """An article on its way: what the fields below are read from."""

    raw: RawArticle
    page: Page
    title: str | None
    moment: Published | None
    day: dt.date | None


class _Where(NamedTuple):
    """The provinces and districts that an article names, the one that it is about, and how sure that is."""

    provinces: Sequence[ProvinceMention]
    districts: Sequence[DistrictMention]
    province: str | None
    confidence: float | None
    known: str | None
    """The province under its official name, as names of districts, bodies and issuers have it."""


def _places(row: _Row) -> _Where:
    given = row.raw.given
    mentions = extract_provinces(row.title, row.page.body, row.day)
    districts = extract_districts(row.title, row.page.body)
    if province := given_text(given, "province"):
        return _Where(mentions, districts, province, 1.0, lookup(province, row.day) or province)
    source = _site(given)
    decision = judge_province(row.title, row.page, mentions, districts, source, row.day)
    if decision is None:
        return _Where(mentions, districts, None, None, None)
    return _Where(mentions, districts, *decision, decision.province)


def _site(given: Mapping[str, Any]) -> str | None:
    """Return what names the site: the source where it names a province, else the address."""
    source, url = given_text(given, "source"), given_text(given, "url")
    return source if url is None or (source and site_owner(source)) else url


class _Cited(NamedTuple):
    """The bodies that an article names, the whole numbers of documents, all documents with their issuers."""

    bodies: tuple[str, ...]
    numbers: tuple[str, ...]
    documents: tuple[Document, ...]


def _cited(row: _Row, where: _Where) -> _Cited:
    title, body = row.title, row.page.body
    bodies = find_bodies(title, body, Places(where.provinces, where.districts, where.known))
    numbers = number_ends(title, body)
    documents = cite(title, body, numbers, bodies, where.known)
    return _Cited(tuple(dict.fromkeys([one.name for one in bodies])), tuple(numbers), documents)


def _now(province: str | None, known: str | None) -> str | None:
    """Return the unit of today of `province`, as it is spelled where it is that unit itself."""
    now = unit_now(known) if known else None
    return province if now is not None and now == known else now


def _officials(row: _Row) -> tuple[Official, ...]:
    given = given_list(row.raw.given, "officials")
    if given is not None:
        return tuple(map(Official, given))
    return extract_officials(row.title, row.page.body)


def _article(
    row: _Row,
    where: _Where,
    cited: _Cited,
    event_dates: tuple[dt.date, ...],
    officials: tuple[Official, ...],
) -> Article:
    raw, page, title, moment, day = row
    mentions, districts, province, confidence, known = where
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
        byline=given_text(given, "byline") or extract_byline(page, given_text(given, "author")),
        document_numbers=cited.numbers,
        indicators=extract_indicators(title, page.body, province, day, mentions),
        province_now=_now(province, known),
        province_confidence=confidence,
        districts=district_names(districts, known, mentions),
        bodies=cited.bodies,
        documents=cited.documents,
    )
