"""Searching: what is asked, what is found, and what is offered while one types."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from types import MappingProxyType
from typing import Literal, overload

from searchkit.errors import QueryError
from searchkit.i18n import _
from searchkit.models.articles import Span
from searchkit.models.figures import Fact
from searchkit.records import Value

Sort = Literal["relevance", "newest", "oldest"]
Match = Literal["exact", "variant", "folded"]
SORTS: tuple[Sort, ...] = ("relevance", "newest", "oldest")
FACETS: tuple[str, ...] = ("province", "official", "year", "source")
"""Names of the facets that are counted where none is named."""
ALL_FACETS: tuple[str, ...] = (*FACETS, "mentions", "district", "body", "document", "issuer")
"""Names of the facets that every search can count."""


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
