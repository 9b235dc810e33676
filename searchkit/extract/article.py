"""From a cleaned page to an article with metadata: one function a field, wired here.

Each function says what it found or gives None; nothing is guessed. A value that the source states itself
(`RawArticle.given`) wins over an extracted one.
"""

from __future__ import annotations

from searchkit.extract.byline import extract_byline
from searchkit.extract.dates import extract_event_dates, extract_published, read_published
from searchkit.extract.documents import extract_document_numbers
from searchkit.extract.given import given_list, given_text
from searchkit.extract.indicators import extract_indicators
from searchkit.extract.officials import extract_officials
from searchkit.extract.place import decide_province
from searchkit.extract.provinces import extract_provinces, province_names
from searchkit.extract.title import extract_title
from searchkit.models import Article, Official, Page, RawArticle


def extract_article(raw: RawArticle, page: Page) -> Article:
    """Return the article that `page` (the cleaned `raw`) holds, with every metadata field filled or empty."""
    given = raw.given
    title = given_text(given, "title") or extract_title(page)
    published = read_published(given_text(given, "published")) or extract_published(page)
    day = published.day if published else None
    source = given_text(given, "source")
    mentions = extract_provinces(title, page.body, day)
    officials = given_list(given, "officials")
    provinces = given_list(given, "provinces")
    province = given_text(given, "province") or decide_province(title, page, mentions, source, day)
    return Article(
        id=raw.id,
        title=title,
        body=page.body,
        url=given_text(given, "url"),
        source=source,
        path=raw.path or None,
        published=day,
        published_at=published.at if published else None,
        event_dates=extract_event_dates(page.body, day),
        province=province,
        provinces=province_names(provinces, mentions, day),
        officials=tuple(map(Official, officials))
        if officials is not None
        else extract_officials(title, page.body),
        byline=given_text(given, "byline") or extract_byline(page),
        document_numbers=extract_document_numbers(title, page.body),
        indicators=extract_indicators(title, page.body, province, day, mentions),
    )
