"""One search, from start to end: read, interpret, match, filter, rank, count facets, cut snippets."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchkit.analysis.tokens import syllables
from searchkit.i18n import _
from searchkit.indexing.copies import Copies
from searchkit.indexing.layout import Array
from searchkit.indexing.snapshot import Snapshot
from searchkit.indexing.stored import Card
from searchkit.models import Explanation, Facet, Fact, Hit, Match, SearchQuery, SearchResult
from searchkit.query.copies import collapse, reprints
from searchkit.query.docset import Docs, DocSet
from searchkit.query.execute import Executor, Level
from searchkit.query.filtered import Filters, is_filtered
from searchkit.query.highlight import Marker, first_sentence, snippets, title_highlights
from searchkit.query.interpret import Reading, interpret
from searchkit.query.leaves import Known, LeafReader
from searchkit.query.lexicon import Lexicon
from searchkit.query.parse import parse
from searchkit.query.plan import Plan
from searchkit.query.rank import Matches, rank
from searchkit.query.tiers import tiers
from searchkit.query.weights import RERANK
from searchkit.text import fold, nfc

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit.analysis.acronyms import AcronymTable
    from searchkit.query.filters import FilterReader


_MEASURES = ("index", "sipas", "papi", "pci", "ddci", "dti", "chi so", "xep hang", "nang luc", "quan tri")
"""Without one of these (folded) a query names no indicator, and nothing that reads figures is loaded."""


_TOLD = 8
"""Of the words that articles are compared by, so many are named."""


class _Asked(NamedTuple):
    """One search: the query, how it reads, when it began, what is shown; `like` is an article to leave out
    because `reading` was made of it."""

    query: SearchQuery
    reading: Reading
    started: float
    with_snippets: bool
    with_explanations: bool
    like: int | None = None
    read_as: str | None = None

    @property
    def has_text(self) -> bool:
        """Say whether words were meant, even where none can be read."""
        return self.like is not None or bool(self.query.text.strip())


class Searcher:
    """Answers queries over one snapshot."""

    def __init__(self, snapshot: Snapshot, acronyms: AcronymTable | None = None) -> None:
        self.snapshot = snapshot
        self._known = Known(snapshot)
        self._lexicon = Lexicon(snapshot, acronyms)

    # What only some queries need is loaded with the first of them, so that others start sooner.
    @cached_property
    def _filters(self) -> FilterReader:
        from searchkit.query.filters import FilterReader

        return FilterReader(self.snapshot)

    def search(
        self, query: SearchQuery, *, with_snippets: bool = True, with_explanations: bool = False
    ) -> SearchResult:
        """Return what `query` finds; raise `QueryError` where its words can't be read."""
        started = time.perf_counter()
        query.validate()
        reading = interpret(parse(query.text), self._lexicon, literal=query.literal)
        return self._answer(_Asked(query, reading, started, with_snippets, with_explanations))

    def similar(
        self, doc: int, query: SearchQuery, *, with_snippets: bool = True, with_explanations: bool = False
    ) -> SearchResult:
        """Return what is most like document `doc`, itself left out, within the filters of `query`."""
        from searchkit.query.similar import telling_words

        started = time.perf_counter()
        query.validate()
        words = telling_words(self.snapshot, doc, self._lexicon)
        asked = dataclasses.replace(query, text=" ".join(leaf.text for leaf in words))
        reading = Reading(Plan(soft=words))
        return self._answer(_Asked(asked, reading, started, with_snippets, with_explanations, like=doc))

    def _answer(self, asked: _Asked) -> SearchResult:
        query, reading = asked.query, asked.reading
        copies = self._copies(query)
        parts = reading.plan.filters
        filters = self._filters.read(query, parts) if is_filtered(query, parts) else Filters()
        reader = LeafReader(self.snapshot, self._known)
        executor = Executor(reader, lambda parts: self._filters.documents_of(parts, query.as_of))
        level = executor.level(reading.plan) if asked.like is None else self._alike(reader, reading)
        if reading.wordless and asked.has_text:
            level = Level(self._only(), reading.plan)
        if level.plan is not reading.plan:
            reading = reading._replace(plan=level.plan)
        words = executor.exclude(level.docs, reading.plan)
        if asked.like is not None:
            words = words - self._only(*copies.story(asked.like))
        matched = filters.allowed(words) if filters.sets else words
        later, stories = collapse(copies, matched)
        matches = Matches(matched, later, matched is level.docs)
        found, scores = rank(reader, reading, matches, query)
        explain = asked.with_explanations
        page = _Page(self.snapshot, reader, reading, asked.with_snippets, query if explain else None)
        told = reprints(copies, stories, found)
        hits = page.hits(query.offset + 1, found, scores, told)
        total = matches.total
        read_as = said if (said := reading.said_as(query.text)) != query.text else None
        return SearchResult(
            query=query,
            total=total,
            took_ms=(time.perf_counter() - asked.started) * 1000,
            hits=hits,
            facets=self._facets(query, words, filters),
            suggestions=self._suggestions(query, reading),
            notices=(
                *self._notices(asked._replace(reading=reading, read_as=read_as), level, filters, total),
                *(() if total or asked.like is not None else self._blamed(asked, executor, words, filters)),
            ),
            facts=self._facts(
                asked, matched, lambda more: filters.allowed(executor.exclude(more, level.plan))
            ),
            read_as=read_as,
        )

    def _copies(self, query: SearchQuery) -> Copies:
        """Return which documents count as copies: none where all are asked for."""
        return Copies.none(self.snapshot.max_doc) if query.all_copies else self.snapshot.copies

    def _alike(self, reader: LeafReader, reading: Reading) -> Level:
        from searchkit.query.similar import alike

        return Level(alike(reader, reading.plan.soft), reading.plan)

    def _only(self, *docs: int) -> DocSet:
        return DocSet(self.snapshot.max_doc, docs=np.array(docs, np.intp))

    def _facts(self, asked: _Asked, docs: DocSet, allowed: Callable[[DocSet], DocSet]) -> tuple[Fact, ...]:
        """Return the figures that the words ask for by name (`SIPAS Bến Tre`), on the first page."""
        query = asked.query
        if query.offset or asked.like is not None or not any(map(fold(query.text).__contains__, _MEASURES)):
            return ()
        from searchkit.query.factpanel import panel

        return panel(self.snapshot, query.text, docs, query.provinces, allowed)

    def _facets(self, query: SearchQuery, words: DocSet, filters: Filters) -> MappingProxyType[str, Facet]:
        if not query.facets:
            return MappingProxyType({})
        from searchkit.query.facets import count_facet

        copies = self._copies(query)
        counted = {
            name: count_facet(
                self.snapshot,
                name,
                filters.allowed(words, without=name),
                filters.values.get(name, []),
                copies=copies,
            )
            for name in query.facets
        }
        return MappingProxyType(counted)

    def _suggestions(self, query: SearchQuery, reading: Reading) -> tuple[str, ...]:
        """Return the query with its mistyped words put right, as it would be read."""
        if not (reading.unknown or reading.doubtful):
            return ()
        from searchkit.query.suggest import suggest

        view = self.snapshot.field("text")
        phrases = [syllables(text) for text in reading.unknown]
        wrong = [word for phrase in phrases for word in phrase if not view.df(word)]
        words = [[leaf.text for leaf in sequence] for sequence in reading.sequences]
        typed = nfc(query.text)
        meant = suggest(view, typed, (*wrong, *reading.doubtful), (*words, *phrases), bare=reading.bare)
        if meant is None:
            return ()
        if not query.literal:
            meant = interpret(parse(meant), self._lexicon).said_as(meant)
        return (meant,) if meant != typed else ()

    def _notices(self, asked: _Asked, level: Level, filters: Filters, total: int) -> list[str]:
        query, reading = asked.query, asked.reading
        notices = [*reading.notices, *filters.notices]
        if asked.read_as is not None:
            notices.insert(0, _("read as: {text}").format(text=asked.read_as))
        if asked.like is not None:
            notices += self._told_like(reading)
        elif reading.wordless and asked.has_text:
            notices.append(_("{text!r} has no words to search for").format(text=query.text[:40]))
        if reading.unknown:
            notices.append(_("not in the index: {words}").format(words=", ".join(reading.unknown)))
        if level.loosened and total:
            notices.append(
                _("no article has the words in quotes as they stand; they were looked for one by one")
            )
        elif level.relaxed and total and asked.like is None:
            notices.append(_("few articles hold all the words; those that hold most of them are shown too"))
        return notices

    def _blamed(self, asked: _Asked, executor: Executor, words: DocSet, filters: Filters) -> list[str]:
        """Say which word or filter is to blame where nothing was found."""
        from searchkit.query.blame import blame, blame_words

        def count(docs: DocSet) -> int:
            return docs.count - len(collapse(self._copies(asked.query), docs).later)

        if filters.sets and words.count:
            return blame(words, filters, self._filters, count)
        plan = asked.reading.plan
        return [] if asked.reading.wordless else blame_words(plan, executor, filters, count)

    def _told_like(self, reading: Reading) -> list[str]:
        """Say by which words articles were compared, the most telling ones."""
        words = [leaf.text for leaf in reading.plan.leaves()[:_TOLD]]
        if not words:
            return [_("the article has no words that others hold too")]
        return [_("compared by its words: {words} …").format(words=", ".join(words))]


class _Page:
    """Builds the hits of one page; with `explained`, the query, each says why it stands where it does."""

    def __init__(
        self,
        snapshot: Snapshot,
        reader: LeafReader,
        reading: Reading,
        with_snippets: bool,
        explained: SearchQuery | None,
    ) -> None:
        self.snapshot, self.reader, self.reading = snapshot, reader, reading
        self.with_snippets, self.explained = with_snippets, explained
        self.leaves = reading.plan.leaves()
        self._marker: Marker | None = None

    @property
    def marker(self) -> Marker:
        """Return the marker of the query's leaves, made once."""
        if self._marker is None:
            self._marker = Marker((leaf, self.reader.holding(leaf).idf) for leaf in self.leaves)
        return self._marker

    def hits(self, place: int, docs: Docs, scores: Array, copies: list[int]) -> tuple[Hit, ...]:
        """Return the hits for document numbers `docs`, best first; the first one has rank `place`."""
        matches = tiers(self.reader, self.leaves, docs)
        numbers = docs.tolist()
        rows = zip(self.snapshot.cards(numbers), numbers, scores.tolist(), matches, copies, strict=True)
        return tuple(self._hit(n, *row) for n, row in enumerate(rows, place))

    def _hit(self, place: int, card: Card, doc: int, score: float, match: Match, copies: int) -> Hit:
        body = self.snapshot.body(doc) if self.with_snippets or not card.title else ""
        title = card.title or first_sentence(body)
        return Hit(
            place,
            card.id,
            score,
            title,
            dt.date.fromisoformat(card.published) if card.published else None,
            card.province,
            tuple(card.provinces),
            tuple(card.officials),
            card.source,
            card.url,
            card.path,
            snippets(body, self.marker) if self.with_snippets else (),
            match,
            title_highlights(title, self.marker) if self.with_snippets else (),
            self._explanation(self.explained, doc, place) if self.explained is not None else None,
            card.province_now,
            copies,
        )

    def _explanation(self, query: SearchQuery, doc: int, place: int) -> Explanation:
        from searchkit.query.explain import explain

        if query.sort != "relevance":  # the score of words alone is told then, though it decides nothing
            return explain(self.reader, self.reading, doc, lifted=False)
        return explain(self.reader, self.reading, doc, query.recency, lifted=place <= RERANK)
