"""One search, from start to end: read, interpret, match, filter, rank, count facets, cut snippets."""

from __future__ import annotations

import dataclasses
import time
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from searchkit.indexing.copies import Copies
from searchkit.indexing.snapshot import Snapshot
from searchkit.models import Facet, Fact, SearchQuery, SearchResult
from searchkit.query.copies import collapse, reprints
from searchkit.query.docset import DocSet
from searchkit.query.execute import Executor, Level
from searchkit.query.filtered import Filters, is_filtered
from searchkit.query.interpret import Reading
from searchkit.query.leaves import Known, LeafReader
from searchkit.query.lexicon import Lexicon
from searchkit.query.page import Page
from searchkit.query.plan import Leaf, Plan
from searchkit.query.rank import Matches, rank
from searchkit.query.readings import Readings
from searchkit.records import made
from searchkit.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from searchkit.analysis.acronyms import AcronymTable
    from searchkit.query.filters import FilterReader


_MEASURES = ("index", "sipas", "papi", "pci", "ddci", "dti", "chi so", "xep hang", "nang luc", "quan tri")
"""Without one of these (folded) a query names no indicator, and nothing that reads figures is loaded."""
_OPENINGS = tuple(name.split()[0] for name in _MEASURES)


_NO_FACETS: MappingProxyType[str, Facet] = MappingProxyType({})


class _Asked(NamedTuple):
    """One search: the query, how it reads, when it began, what is shown; `like` is an article to leave out
    because `reading` was made of it."""

    query: SearchQuery
    reading: Reading
    started: float
    with_snippets: bool
    with_explanations: bool
    like: int | None = None

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
        self._readings = Readings(self._lexicon)

    # What only some queries need is loaded with the first of them, so that others start sooner; those that
    # many need are kept, because finding an imported module again takes longer than asking `self`.
    @cached_property
    def _filters(self) -> FilterReader:
        from searchkit.query.filters import FilterReader

        return FilterReader(self.snapshot)

    @cached_property
    def _count_facet(self) -> Callable[..., Facet]:
        from searchkit.query.facets import count_facet

        return count_facet

    @cached_property
    def _notices_of(self) -> Callable[..., list[str]]:
        from searchkit.query.remarks import notices

        return notices

    def search(
        self, query: SearchQuery, *, with_snippets: bool = True, with_explanations: bool = False
    ) -> SearchResult:
        """Return what `query` finds; raise `QueryError` where its words can't be read."""
        started = time.perf_counter()
        query.validate()
        reading = self._readings.of(query.text, query.literal)
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
        level = self._level(asked, executor)
        if level.plan is not reading.plan:
            reading = reading._replace(plan=level.plan)
        words = executor.exclude(level.docs, reading.plan)
        if asked.like is not None:
            words = words - self._only(*copies.story(asked.like))
        matched = filters.allowed(words) if filters.sets else words
        later, stories = collapse(copies, matched)
        matches = Matches(matched, later, matched is level.docs)
        leaves = reading.plan.leaves()
        found, scores = rank(reader, reading, leaves, matches, query)
        explain = asked.with_explanations
        page = Page(reader, reading, leaves, asked.with_snippets, query if explain else None)
        told = reprints(copies, stories, found)
        hits = page.hits(query.offset + 1, found, scores, told)
        total = matches.total
        read_as = said if reading.read_as and (said := reading.said_as(query.text)) != query.text else None
        notices = self._notices(asked, reading, level, filters, read_as, total)
        if not total and asked.like is None:
            notices += self._blamed(asked, executor, words, filters)
        result = {
            "query": query,
            "total": total,
            "hits": hits,
            "facets": self._facets(query, words, filters) if query.facets else _NO_FACETS,
            "suggestions": self._suggestions(query, reading),
            "notices": tuple(notices),
            "facts": self._facts(
                asked, leaves, matched, lambda more: filters.allowed(executor.exclude(more, level.plan))
            ),
            "read_as": read_as,
            "took_ms": (time.perf_counter() - asked.started) * 1000,  # all of the above
        }
        return made(SearchResult, result)

    def _copies(self, query: SearchQuery) -> Copies:
        """Return which documents count as copies: none where all are asked for."""
        return Copies.none(self.snapshot.max_doc) if query.all_copies else self.snapshot.copies

    def _level(self, asked: _Asked, executor: Executor) -> Level:
        """Return what the words match: nothing where none of what was typed is a word."""
        plan = asked.reading.plan
        if asked.reading.wordless and asked.has_text:
            return Level(self._only(), plan)
        if asked.like is None:
            return executor.level(plan)
        from searchkit.query.similar import alike

        return Level(alike(executor.reader, plan.soft), plan)

    def _only(self, *docs: int) -> DocSet:
        return DocSet(self.snapshot.max_doc, docs=np.sort(np.array(docs, np.intp)))

    def _facts(
        self, asked: _Asked, leaves: list[Leaf], docs: DocSet, allowed: Callable[[DocSet], DocSet]
    ) -> tuple[Fact, ...]:
        """Return the figures that the words ask for by name (`SIPAS Bến Tre`), on the first page."""
        query = asked.query
        if query.offset or asked.like is not None or not any(_opens_measure(leaf.text) for leaf in leaves):
            return ()
        folded = fold(query.text)
        if not any(map(folded.__contains__, _MEASURES)):
            return ()
        from searchkit.query.factpanel import panel

        return panel(self.snapshot, query.text, docs, query.provinces, allowed)

    def _facets(self, query: SearchQuery, words: DocSet, filters: Filters) -> MappingProxyType[str, Facet]:
        copies = self._copies(query)
        counted = {
            name: self._count_facet(
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
        if not (reading.unknown or reading.doubtful):
            return ()
        from searchkit.query.remarks import suggestions

        return suggestions(query, reading, self._lexicon)

    def _notices(
        self, asked: _Asked, reading: Reading, level: Level, filters: Filters, read_as: str | None, total: int
    ) -> list[str]:
        if asked.like is not None:
            from searchkit.query.remarks import compared

            return [*filters.notices, compared(reading)]
        told = reading.notices or filters.notices or reading.unknown or read_as
        if total and not (told or level.relaxed):  # what most searches find needs no words
            return []
        return self._notices_of(asked.query.text, reading, level, filters.notices, read_as, total)

    def _blamed(self, asked: _Asked, executor: Executor, words: DocSet, filters: Filters) -> list[str]:
        from searchkit.query.remarks import blamed

        def count(docs: DocSet) -> int:
            return docs.count - len(collapse(self._copies(asked.query), docs).later)

        return blamed(asked.reading, executor, words, filters, self._filters, count)


@lru_cache(maxsize=4096)
def _opens_measure(word: str) -> bool:
    """Say whether the name of an indicator may begin in a word of a query; words repeat."""
    return any(map(fold(word).__contains__, _OPENINGS))
