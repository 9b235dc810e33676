"""From a plan to a Whoosh query: documents and scores of the array executor, by Whoosh's own search.

    with ArrayIndex(path).searcher(weighting=TitleBM25F()) as searcher:
        searcher.search(compile_plan(reading.plan, FilterReader(snapshot)), limit=10)

The array executor answers searches; this is for what only Whoosh has (its spans, collectors, groupings,
fuzzy and wildcard queries, all of which combine with a compiled plan), and a second, independent reading of
a plan that the first is compared with. Plans are matched strictly: nothing is relaxed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from whoosh.query import And, Every, NullQuery, Query, Term

from searchkit.query.filters import COLUMNS, FilterReader
from searchkit.query.plan import Either, Filter, Leaf, Plan
from searchkit.query.tree import FieldValue, Period
from searchkit.query.whoosh_nodes import AnyOf, AsRead, LeafQuery, PublishedIn, Scored, Without


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
        as_read = (_as_read(self.leaf(leaf)) for leaf in (*plan.soft, *plan.phrases))
        needed = [*as_read, *map(self._part, plan.required)]
        found = And([*(needed or [Every()]), *self._filtered(plan.filters)])
        return Without(found, _any_of(map(self.match, plan.excluded))) if plan.excluded else found

    def _part(self, part: Leaf | Either | Plan) -> Query:
        if isinstance(part, Leaf):
            return self.leaf(part)
        return self.match(part) if isinstance(part, Plan) else _any_of(map(self._branch, part.plans))

    def _branch(self, plan: Plan) -> Query:
        """Return one branch of an `OR`; a single word counts there in any of its forms."""
        alone = len(plan.soft) == 1 and plan == Plan(soft=plan.soft)
        return self.leaf(plan.soft[0]) if alone else self.match(plan)

    def _filtered(self, parts: tuple[Filter, ...]) -> Iterator[Query]:
        """Yield one query a field; values of one field mean OR."""
        names = dict.fromkeys(part.field for part in parts if isinstance(part, FieldValue))
        for name in names.keys() - {"as_of"}:
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
    return Term(leaf.field, leaf.options[0].terms[0], boost=leaf.weight)


def _as_read(query: Query) -> Query:
    return AsRead(query) if isinstance(query, LeafQuery) and query.partly_folded else query


def _any_of(queries: Iterable[Query]) -> Query:
    parts = list(queries)
    return AnyOf(parts) if parts else NullQuery
