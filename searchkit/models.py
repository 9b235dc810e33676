"""The public types: frozen, standard library only, no printing.

`Article` goes in, `SearchQuery` asks, `SearchResult` comes out. What each metadata field means is said in
`docs/METADATA.md`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from types import MappingProxyType
from typing import Any, Literal, overload

from searchkit.errors import QueryError
from searchkit.i18n import _
from searchkit.records import Value

Span = tuple[int, int]
"""`(start, end)` in characters of an article's `body` (NFC), end exclusive."""

Sort = Literal["relevance", "newest", "oldest"]
Match = Literal["exact", "variant", "folded"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")
FACETS: tuple[str, ...] = ("province", "official", "year", "source")
"""Names of the facets that are counted where none is named."""
ALL_FACETS: tuple[str, ...] = (*FACETS, "mentions", "district", "body", "document", "issuer")
"""Names of the facets that every search can count."""


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


class SearchQuery(Value):
    """What to look for: words in the query language, filters, order and page.

    Several values of one filter mean OR, different filters AND. `since` and `until` are inclusive days.
    `literal` takes the words exactly as typed: no other diacritics, spellings, acronyms or keystrokes.
    `recency` is a half-life in days: in order of relevance, the score of an article is multiplied by
    `1 + 0.5 · 2^(−age / recency)`, its age counted from the newest article.
    `as_of`: names of provinces mean the units of that day (Vĩnh Long of 2026 holds what was Bến Tre).
    Without `all_copies` reprints of a story are one hit, the earliest of those that match.
    """

    text: str = ""
    provinces: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    years: tuple[int, ...] = ()
    sort: Sort = "relevance"
    limit: int = 10
    offset: int = 0
    facets: tuple[str, ...] = ()
    literal: bool = False
    recency: float | None = None
    districts: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    as_of: dt.date | None = None
    all_copies: bool = False

    def validate(self) -> None:
        """Raise `QueryError` where a value can't be used."""
        if self.limit < 0 or self.offset < 0:
            raise QueryError(_("limit and offset must not be negative"))
        if self.sort not in SORTS:
            raise QueryError(_unknown(_("unknown sort {name!r}; there are: {known}"), self.sort, SORTS))
        if self.recency is not None:
            self._validate_recency(self.recency)
        for name in self.facets:
            if name not in ALL_FACETS:
                raise QueryError(_unknown(_("unknown facet {name!r}; there are: {known}"), name, ALL_FACETS))
        if self.since and self.until and self.since > self.until:
            message = _("since {since} lies after until {until}")
            raise QueryError(message.format(since=self.since, until=self.until))

    def _validate_recency(self, days: float) -> None:
        if not 0 < days < float("inf"):
            raise QueryError(_("recency must be a number of days above 0, not {days}").format(days=days))
        if self.sort != "relevance":
            message = _("recency counts in order of relevance alone; leave it or --sort {sort} out")
            raise QueryError(message.format(sort=self.sort))


def _unknown(message: str, name: str, known: Sequence[str]) -> str:
    return message.format(name=name, known=", ".join(known))


class Snippet(Value):
    """A stretch of an article with the spans of the words that matched (offsets into `text`)."""

    text: str
    highlights: tuple[Span, ...] = ()


class WordScore(Value):
    """One row of an explanation: how one word of the query counted for one hit.

    `matched` are the forms in which the hit holds it (none: it does not), `tier` that of the best of them;
    `articles` hold the word in any of its forms as it was read, which is what `idf` comes from. Of
    `frequency` occurrences `title_frequency` stand in the headline. `score` is what the word counts by
    itself, `proximity` what standing beside its neighbours in the query adds. `compound` is the word of
    several syllables that it is part of in the query (`hành chính`), where the index knows one.
    """

    word: str
    matched: tuple[str, ...]
    tier: Match
    idf: float
    frequency: int
    in_title: bool
    score: float
    proximity: float = 0.0
    articles: int = 0
    title_frequency: int = 0
    compound: str = ""


class Explanation(Value):
    """Why a hit stands where it does. The scores of the words, `proximity` (the sum of theirs), `compounds`
    and `recency` make the score of the hit."""

    words: tuple[WordScore, ...] = ()
    proximity: float = 0.0
    compounds: float = 0.0
    recency: float = 0.0


class Hit(Value):
    """One article found. `title` is the headline, or the first sentence where the article has none; `copies`
    other articles among what was found are reprints of it, or it of them."""

    rank: int
    id: str
    score: float
    title: str
    published: dt.date | None = None
    province: str | None = None
    provinces: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    source: str | None = None
    url: str | None = None
    path: str | None = None
    snippets: tuple[Snippet, ...] = ()
    match: Match = "exact"
    title_highlights: tuple[Span, ...] = ()
    explanation: Explanation | None = None
    province_now: str | None = None
    copies: int = 0


class FigureChange(Value):
    """A figure of a reprint that is another one in the earliest article of its story, `before`.

    `start`, `end`: where `after` stands in the body of the reprint.
    """

    before: str
    after: str
    start: int
    end: int


class Copy(Value):
    """One of the articles that tell a story in the same words, with the figures that it changed."""

    id: str
    title: str | None = None
    published: dt.date | None = None
    source: str | None = None
    url: str | None = None
    path: str | None = None
    changes: tuple[FigureChange, ...] = ()


class FacetValue(Value):
    """One value of a facet, the number of matching articles that hold it, and whether it is filtered on."""

    value: str
    count: int
    selected: bool = False


class Facet(Value, Sequence[FacetValue]):
    """The values of one field among the matches, most frequent first; its own filter is left out of the
    counts."""

    name: str
    values: tuple[FacetValue, ...] = ()

    @overload
    def __getitem__(self, index: int) -> FacetValue: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[FacetValue, ...]: ...
    def __getitem__(self, index: int | slice) -> FacetValue | tuple[FacetValue, ...]:
        return self.values[index]

    def __len__(self) -> int:
        return len(self.values)

    def __iter__(self) -> Iterator[FacetValue]:
        return iter(self.values)


class FactSource(Value):
    """An article that tells a figure, and the sentence in it (offsets into its body; 0, 0: the headline).

    `title` is empty where the article has none.
    """

    id: str
    title: str
    published: dt.date | None = None
    source: str | None = None
    evidence: str = ""
    start: int = 0
    end: int = 0


class Fact(Value):
    """What the corpus knows of one indicator, year and unit, as all of `sources` (at least one) agree.

    With `conflict` other articles say otherwise: what they say is a `Fact` of its own.
    """

    indicator: str
    year: int
    unit: str
    unit_kind: str
    parent: str | None = None
    score: float | None = None
    rank: int | None = None
    rank_of: int | None = None
    change: int | None = None
    sources: tuple[FactSource, ...] = ()
    conflict: bool = False


class Ranking(Value):
    """The units of one kind by rank, then score, in one indicator and year, as far as the corpus knows them.

    `known` units have figures, of `expected` there are (None: not known). `notices` are sentences for people.
    """

    indicator: str
    year: int
    kind: str = "province"
    parent: str | None = None
    facts: tuple[Fact, ...] = ()
    known: int = 0
    expected: int | None = None
    notices: tuple[str, ...] = ()


class OfficeHeld(Value):
    """An office that a person was named with: when first and last (days of publication), in how many
    articles."""

    title: str
    body: str | None = None
    province: str | None = None
    former: bool = False
    acting: bool = False
    first: dt.date | None = None
    last: dt.date | None = None
    articles: int = 0


class Companion(Value):
    """Somebody who is named together with a person, and in how many articles."""

    name: str
    articles: int


class PersonArticle(Value):
    """An article that names a person; `title` is empty where it has none."""

    id: str
    title: str
    published: dt.date | None = None


class Person(Value):
    """A holder of public offices as articles tell of them, as far as office and place show it to be one.

    Offices come latest first, `provinces` are those of the offices, `latest` the newest of `articles`.
    `namesakes` is the number of other persons of this name: they may be the same one, but nothing says so.
    """

    name: str
    offices: tuple[OfficeHeld, ...] = ()
    provinces: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    articles: int = 0
    latest: tuple[PersonArticle, ...] = ()
    companions: tuple[Companion, ...] = ()
    namesakes: int = 0


class SearchResult(Value):
    """What a search found: the total, one page of hits, facets, suggestions, notices (sentences for people),
    and the figures asked for by name (`chỉ số SIPAS Bến Tre`).

    `read_as` is the text of the query as it was read, None where it was read as typed.
    """

    query: SearchQuery
    total: int
    took_ms: float
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, Facet] = field(default_factory=lambda: MappingProxyType({}))
    suggestions: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    read_as: str | None = None


CompletionKind = Literal["word", "phrase", "province", "official"]


class Completion(Value):
    """What the text typed so far may become: `text` takes its place from `start` on (offset into its NFC
    form). `count` articles hold a word or name; of a phrase, how often its last words stand together."""

    text: str
    kind: CompletionKind
    count: int
    start: int = 0


class Skipped(Value):
    """An input file, or one record of it, that could not be read, and why."""

    path: str
    reason: str
    line: int | None = None


class IndexSummary(Value):
    """What an indexing run did, in numbers of articles."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: tuple[Skipped, ...] = ()
    seconds: float = 0.0


class IndexStats(Value):
    """Size and span of an index."""

    path: str
    articles: int
    terms: int
    bytes: int
    segments: int
    first: dt.date | None = None
    last: dt.date | None = None
    with_date: int = 0
    with_province: int = 0
    with_officials: int = 0
    created_with: str = ""


class Fault(Value):
    """One fault that `doctor` found in an index, and the way out."""

    what: str
    fix: str
    fatal: bool = True
