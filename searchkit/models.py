"""The public types: frozen, standard library only, no printing.

`Article` goes in, `SearchQuery` asks, `SearchResult` comes out. What each metadata field means is said in
`docs/METADATA.md`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Literal, overload

from searchkit.errors import QueryError
from searchkit.i18n import _

Span = tuple[int, int]
"""`(start, end)` in characters of an article's `body` (NFC), end exclusive."""

Sort = Literal["relevance", "newest", "oldest"]
Match = Literal["exact", "variant", "folded"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")
FACETS: tuple[str, ...] = ("province", "official", "year", "source")
"""Names of the facets that every search can count."""


class _Value:
    """Equal, hashed and shown by its fields, as a dataclass is. One set of methods for all types below: those
    that `dataclass` would write for each are compiled anew at every start of the program."""

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]] = ()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return _fields_of(self) == _fields_of(other)

    def __hash__(self) -> int:
        return hash(_fields_of(self))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__qualname__}({shown})"


def _fields_of(value: _Value) -> tuple[Any, ...]:
    return tuple(getattr(value, name) for name in value.__match_args__)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RawArticle(_Value):
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Cut(_Value):
    """A stretch of the original page that cleaning left out of the body, and why."""

    text: str
    reason: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Page(_Value):
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Published(_Value):
    """The day of publication, the moment where a time is given (ISO with offset), and where it was found."""

    day: dt.date
    at: str | None = None
    found: str = "dateline"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Official(_Value):
    """A holder of a public office: name in title case, offices as written, spans of every mention in the
    body."""

    name: str
    titles: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Indicator(_Value):
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Article(_Value):
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SearchQuery(_Value):
    """What to look for: words in the query language, filters, order and page.

    Several values of one filter mean OR, different filters AND. `since` and `until` are inclusive days.
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

    def validate(self) -> None:
        """Raise `QueryError` where a value can't be used."""
        if self.limit < 0 or self.offset < 0:
            raise QueryError(_("limit and offset must not be negative"))
        if self.sort not in SORTS:
            raise QueryError(_unknown(_("unknown sort {name!r}; there are: {known}"), self.sort, SORTS))
        for name in self.facets:
            if name not in FACETS:
                raise QueryError(_unknown(_("unknown facet {name!r}; there are: {known}"), name, FACETS))
        if self.since and self.until and self.since > self.until:
            message = _("since {since} lies after until {until}")
            raise QueryError(message.format(since=self.since, until=self.until))


def _unknown(message: str, name: str, known: Sequence[str]) -> str:
    return message.format(name=name, known=", ".join(known))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Snippet(_Value):
    """A stretch of an article with the spans of the words that matched (offsets into `text`)."""

    text: str
    highlights: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WordScore(_Value):
    """One row of an explanation: how one word of the query counted for one hit."""

    word: str
    matched: tuple[str, ...]
    tier: Match
    idf: float
    frequency: int
    in_title: bool
    score: float


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Explanation(_Value):
    """Why a hit stands where it does: its words, and what standing together and compounds added."""

    words: tuple[WordScore, ...] = ()
    proximity: float = 0.0
    compounds: float = 0.0


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Hit(_Value):
    """One article found. `title` is the headline, or the first sentence where the article has none."""

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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FacetValue(_Value):
    """One value of a facet, the number of matching articles that hold it, and whether it is filtered on."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Facet(_Value, Sequence[FacetValue]):
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class FactSource(_Value):
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Fact(_Value):
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Ranking(_Value):
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SearchResult(_Value):
    """What a search found: the total, one page of hits, facets, suggestions, notices (sentences for people),
    and the figures asked for by name (`chỉ số SIPAS Bến Tre`)."""

    query: SearchQuery
    total: int
    took_ms: float
    hits: tuple[Hit, ...] = ()
    facets: Mapping[str, Facet] = field(default_factory=lambda: MappingProxyType({}))
    suggestions: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Skipped(_Value):
    """An input file, or one record of it, that could not be read, and why."""

    path: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class IndexSummary(_Value):
    """What an indexing run did, in numbers of articles."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: tuple[Skipped, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class IndexStats(_Value):
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


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Fault(_Value):
    """One fault that `doctor` found in an index, and the way out."""

    what: str
    fix: str
    fatal: bool = True
