"""Articles: what a reader gives, what cleaning makes of it, and the metadata that is found in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from searchkit.records import Value

Span = tuple[int, int]
"""`(start, end)` in characters of an article's `body` (NFC), end exclusive."""


class RawArticle(Value):
    """One article as it was found: a page's text or a record's fields, before cleaning and extraction.

    `text` is the decoded page (kind "text"), the main text that was found in an HTML page (kind "html"), or a
    record's body (kind "record"). `given` holds metadata that the source states itself (a record's columns,
    an HTML page's head): keys as the fields of `Article`, values as strings or lists of strings; a given
    value wins over an extracted one.
    """

    id: str
    text: str
    kind: Literal["text", "html", "record"] = "text"
    path: str = ""
    record: int | None = None
    given: Mapping[str, Any] = field(default_factory=dict)


class Cut(Value):
    """A stretch of the original page that cleaning left out of the body, and why."""

    text: str
    reason: str
    start: int
    end: int


class Page(Value):
    """A cleaned article: its head lines, its body, its tail lines, and what was cut.

    `head` are the lines before the body (headline, dateline, site furniture that looks like a head), `tail`
    those right after it that belong to the article (byline). `origin` maps the body to the original text:
    triples `(body_start, original_start, length)` of equal stretches, ascending.
    """

    body: str
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    cuts: tuple[Cut, ...] = ()
    origin: tuple[tuple[int, int, int], ...] = ()


class Published(Value):
    """The day of publication, the moment where a time is given (ISO with offset), and where it was found."""

    day: dt.date
    at: str | None = None
    found: str = "dateline"


class Office(Value):
    """An office in normal form: `Phó Chủ tịch UBND tỉnh` of the body `UBND tỉnh Bến Tre`, in Bến Tre.

    `body` and `province` are None where the text does not settle them; `former` is True for `nguyên`, `cựu`,
    `acting` for `quyền`.
    """

    title: str
    body: str | None = None
    province: str | None = None
    former: bool = False
    acting: bool = False


class Official(Value):
    """A holder of a public office: name in title case, offices as written, spans of every mention in the
    body; the offices in normal form."""

    name: str
    titles: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    offices: tuple[Office, ...] = ()


class Document(Value):
    """A legal document cited: its number in normal form (`876/QĐ-BNV`, `Quyết định 06`) and who issued it."""

    number: str
    issuers: tuple[str, ...] = ()


class Indicator(Value):
    """One figure of an index (PAR INDEX, SIPAS, …) for one unit and year, with the sentence it stands in."""

    indicator: str
    year: int
    unit: str
    unit_kind: str
    parent: str | None = None
    score: float | None = None
    rank: int | None = None
    rank_of: int | None = None
    change: int | None = None
    evidence: str = ""
    start: int = 0
    end: int = 0
    confidence: float = 1.0


class Article(Value):
    """One article with its metadata; every string is NFC, offsets are characters of `body`."""

    id: str
    title: str | None = None
    body: str = ""
    url: str | None = None
    source: str | None = None
    path: str | None = None
    published: dt.date | None = None
    published_at: str | None = None
    event_dates: tuple[dt.date, ...] = ()
    province: str | None = None
    provinces: tuple[str, ...] = ()
    officials: tuple[Official, ...] = ()
    byline: str | None = None
    document_numbers: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    province_now: str | None = None
    province_confidence: float | None = None
    districts: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
