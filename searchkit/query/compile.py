"""From a plan to a Whoosh query: documents and scores of the array executor, by Whoosh's own search.

    with ArrayIndex(path).searcher(weighting=TitleBM25F()) as searcher:
        searcher.search(compile_plan(reading.plan, FilterReader(snapshot)), limit=10)

The array executor answers searches; this is for what only Whoosh has (its spans, collectors, groupings,
fuzzy and wildcard queries, all of which combine with a compiled plan), and a second, independent reading of
a plan that the first is compared with. Plans are matched strictly: nothing is relaxed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from weakref import WeakKeyDictionary

from whoosh import matching
from whoosh.query import And, Every, NullQuery, Or, Query, Term

from searchkit.query.filters import COLUMNS, FilterReader
from searchkit.query.plan import Either, Filter, Leaf, Plan
from searchkit.query.tree import FieldValue, Period
from searchkit.query.weighting import Frequencies, TitleBM25F, frequencies


def compile_plan(plan: Plan, filters: FilterReader) -> Query:
    """Return the Whoosh query of `plan`; `filters` reads the names that its filters hold."""
    compiler = _Compiler(filters)
    return Scored(compiler.match(plan), _any_of(map(compiler.leaf, plan.leaves())))


class _Compiler:
    def __init__(self, filters: FilterReader) -> None:
        self._filters = filters
        self._leaves: dict[Leaf, Query] = {}

    def leaf(self, leaf: Leaf) -> Query:
        """Return the query of a leaf, always the same one: it keeps what it has read."""
        if leaf not in self._leaves:
            self._leaves[leaf] = _term(leaf) or LeafQuery(leaf)
        return self._leaves[leaf]

    def match(self, plan: Plan) -> Query:
        """Return what decides which documents match; its scores mean nothing."""
        needed = [*map(self.leaf, (*plan.soft, *plan.phrases)), *map(self._part, plan.required)]
        found = And([*(needed or [Every()]), *self._filtered(plan.filters)])
        return Without(found, _any_of(map(self.match, plan.excluded))) if plan.excluded else found

    def _part(self, part: Leaf | Either | Plan) -> Query:
        if isinstance(part, Leaf):
            return self.leaf(part)
        return self.match(part) if isinstance(part, Plan) else _any_of(map(self.match, part.plans))

    def _filtered(self, parts: tuple[Filter, ...]) -> Iterator[Query]:
        """Yield one query a field; values of one field mean OR."""
        names = dict.fromkeys(part.field for part in parts if isinstance(part, FieldValue))
        for name in names:
            typed = [part.value for part in parts if isinstance(part, FieldValue) and part.field == name]
            yield self._named(name, typed)
        if periods := [part for part in parts if isinstance(part, Period)]:
            yield PublishedIn(tuple(periods))

    def _named(self, name: str, typed: list[str]) -> Query:
        values = self._filters.snapshot.column(COLUMNS[name]).values
        wanted = {ordinal for value in typed for ordinal in self._filters.ordinals(name, value)}
        return _any_of(Term(COLUMNS[name], values[ordinal]) for ordinal in sorted(wanted))


def _term(leaf: Leaf) -> Query | None:
    """Return a leaf that is one plain term as Whoosh's own query."""
    if len(leaf.options) != 1 or len(leaf.options[0].terms) != 1 or leaf.options[0].weight != 1.0:
        return None
    return Term(leaf.field, leaf.options[0].terms[0])


class AnyOf(Or):  # type: ignore[misc]
    """Whoosh's `Or` by its matcher of two branches: those for small indexes lose documents whose score is
    0."""

    matcher_type = Or.DEFAULT_MATCHER


def _any_of(queries: Iterable[Query]) -> Query:
    parts = list(queries)
    return AnyOf(parts) if parts else NullQuery


class PublishedIn(Query):  # type: ignore[misc]
    """The articles of any of `periods` (Whoosh's `ColumnQuery` finds deleted ones too, and has no size)."""

    boost = 1.0

    def __init__(self, periods: tuple[Period, ...]) -> None:
        self.periods = periods

    def __repr__(self) -> str:
        return f"PublishedIn({self.periods!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PublishedIn) and self.periods == other.periods

    def __hash__(self) -> int:
        return hash(self.periods)

    def estimate_size(self, ixreader: Any) -> int:
        return int(ixreader.doc_count())

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        reader = searcher.reader()
        if not reader.has_column("published"):
            return matching.NullMatcher()  # an empty index
        days = reader.column_reader("published")
        return matching.ListMatcher([doc for doc in reader.all_doc_ids() if self._holds(days[doc])])

    def _holds(self, day: int) -> bool:
        """Say whether `day`, 0 for none, lies in one of the periods."""
        return bool(day) and any(
            (not period.since or period.since.toordinal() <= day)
            and (not period.until or day <= period.until.toordinal())
            for period in self.periods
        )


class LeafQuery(Query):  # type: ignore[misc]
    """A leaf of several options, or of words next to each other, as one pseudo-term.

    It is as frequent in a document as its options together, each by its weight, and as rare as their union.
    Under another weighting model than ours its score is that frequency.
    """

    boost = 1.0

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf
        self._read: WeakKeyDictionary[Any, Frequencies] = WeakKeyDictionary()

    def __repr__(self) -> str:
        return f"LeafQuery({self.leaf!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LeafQuery) and self.leaf == other.leaf

    def __hash__(self) -> int:
        return hash(self.leaf)

    def field(self) -> str:
        return self.leaf.field

    def has_terms(self) -> bool:
        return True

    def terms(self, phrases: bool = False) -> Iterator[tuple[str, str]]:
        for option in self.leaf.options:
            if phrases or len(option.terms) == 1:
                yield from ((self.leaf.field, term) for term in option.terms)

    def estimate_size(self, ixreader: Any) -> int:
        return len(self._frequencies(ixreader))

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        found = self._frequencies(searcher.reader())
        if not found:
            return matching.NullMatcher()
        weighting = context.weighting if context else searcher.weighting
        scorer = None
        if isinstance(weighting, TitleBM25F):
            leaves = searcher.get_parent().leaf_searchers()
            df = sum(len(self._frequencies(leaf.reader())) for leaf, _base in leaves)
            scorer = weighting.united(searcher, df, max(found.values()))
        docs = sorted(found)
        return matching.ListMatcher(docs, [found[doc] for doc in docs], scorer=scorer)

    def _frequencies(self, reader: Any) -> Frequencies:
        if reader not in self._read:
            found: Frequencies = {}
            for option in self.leaf.options:
                for doc, count in frequencies(reader, self.leaf.field, option.terms).items():
                    found[doc] = found.get(doc, 0.0) + option.weight * count
            self._read[reader] = found
        return self._read[reader]


class Without(Query):  # type: ignore[misc]
    """What `query` matches and `excluded` does not (Whoosh's `AndNot` looks at postings before it has moved
    to them)."""

    boost = 1.0

    def __init__(self, query: Query, excluded: Query) -> None:
        self.query, self.excluded = query, excluded

    def __repr__(self) -> str:
        return f"Without({self.query!r}, {self.excluded!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Without) and (self.query, self.excluded) == (other.query, other.excluded)

    def __hash__(self) -> int:
        return hash((self.query, self.excluded))

    def is_leaf(self) -> bool:
        return False

    def children(self) -> Iterator[Query]:
        yield self.query

    def estimate_size(self, ixreader: Any) -> int:
        return int(self.query.estimate_size(ixreader))

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        unwanted = self.excluded.matcher(searcher, searcher.boolean_context())
        return matching.ExcludeMatcher(self.query.matcher(searcher, context), set(unwanted.all_ids()))


class Scored(Query):  # type: ignore[misc]
    """The documents of `found`, each with the score that `scoring` gives it, 0 where it holds none of them.

    Whoosh's `Require` would be that, but it makes an `AndNot` of the two; `AndMaybe` adds the scores of both.
    """

    boost = 1.0

    def __init__(self, found: Query, scoring: Query) -> None:
        self.found, self.scoring = found, scoring

    def __repr__(self) -> str:
        return f"Scored({self.found!r}, {self.scoring!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scored) and (self.found, self.scoring) == (other.found, other.scoring)

    def __hash__(self) -> int:
        return hash((self.found, self.scoring))

    def is_leaf(self) -> bool:
        return False

    def children(self) -> Iterator[Query]:
        yield self.scoring

    def estimate_size(self, ixreader: Any) -> int:
        return int(self.found.estimate_size(ixreader))

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        docs = list(self.found.matcher(searcher, searcher.boolean_context()).all_ids())
        unscored = matching.ListMatcher(docs, [0.0] * len(docs))
        if not docs or (context and context.weighting is None):
            return unscored
        return ScoredMatcher(unscored, self.scoring.matcher(searcher, context))


class ScoredMatcher(matching.AndMaybeMatcher):  # type: ignore[misc]
    """Documents of the one side with the scores of the other.

    Stays what it is when the collector asks for something that only finds scores over a floor: Whoosh would
    make other `AndMaybe` matchers of it, and those leave out scores after a skip, their second side being
    left behind.
    """

    def replace(self, minquality: float = 0) -> Any:
        return self if self.is_active() else matching.NullMatcher()

    def skip_to(self, id: int) -> None:
        self.a.skip_to(id)
        self._first_b()
