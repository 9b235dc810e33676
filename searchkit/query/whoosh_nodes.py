"""The parts of a compiled plan that Whoosh has no query for, or only one that goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from weakref import WeakKeyDictionary

from whoosh import matching
from whoosh.query import Or, Query

from searchkit.query.plan import Leaf, Option
from searchkit.query.tree import Period
from searchkit.query.weighting import Frequencies, TitleBM25F, frequencies


class AnyOf(Or):  # type: ignore[misc]
    """Whoosh's `Or` by its matcher of two branches: those for small indexes lose documents whose score is
    0."""

    matcher_type = Or.DEFAULT_MATCHER


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

    It is as frequent in a document as its options together, each by its weight, and as rare as the union of
    those that it was read as (of all options where none of these is in the index). Under another weighting
    model than ours its score is that frequency.
    """

    boost = 1.0

    def __init__(self, leaf: Leaf) -> None:
        self.leaf = leaf
        self._meant = tuple(option for option in leaf.options if option.tier != "folded")
        self._read: WeakKeyDictionary[Any, tuple[Frequencies, Frequencies]] = WeakKeyDictionary()

    def __repr__(self) -> str:
        return f"LeafQuery({self.leaf!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LeafQuery) and self.leaf == other.leaf

    def __hash__(self) -> int:
        return hash(self.leaf)

    @property
    def partly_folded(self) -> bool:
        """Say whether some options only stand for the word with other diacritics."""
        return 0 < len(self._meant) < len(self.leaf.options)

    def field(self) -> str:
        return self.leaf.field

    def has_terms(self) -> bool:
        return True

    def terms(self, phrases: bool = False) -> Iterator[tuple[str, str]]:
        for option in self.leaf.options:
            if phrases or len(option.terms) == 1:
                yield from ((self.leaf.field, term) for term in option.terms)

    def estimate_size(self, ixreader: Any) -> int:
        return len(self._holders(ixreader)[0])

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        found = self._holders(searcher.reader())[0]
        if not found:
            return matching.NullMatcher()
        weighting = context.weighting if context else searcher.weighting
        scorer = None
        if isinstance(weighting, TitleBM25F):
            df = sum(len(self.as_read(searcher, leaf.reader())) for leaf in _leaf_searchers(searcher))
            scorer = weighting.united(searcher, df, max(found.values()), self.leaf.weight)
        return _listed(found, sorted(found), scorer)

    def as_read(self, searcher: Any, reader: Any) -> Frequencies:
        """Return the documents of `reader` that hold what the leaf was read as; in any form where no document
        of the whole index does."""
        anywhere = any(self._holders(leaf.reader())[1] for leaf in _leaf_searchers(searcher))
        return self._holders(reader)[1 if anywhere else 0]

    def _holders(self, reader: Any) -> tuple[Frequencies, Frequencies]:
        """Return the documents that hold any option, and those that hold one that is meant."""
        if reader not in self._read:
            every = self._united(reader, self.leaf.options)
            some = self._united(reader, self._meant) if self.partly_folded else every
            self._read[reader] = every, some
        return self._read[reader]

    def _united(self, reader: Any, options: tuple[Option, ...]) -> Frequencies:
        found: Frequencies = {}
        for option in options:
            for doc, count in frequencies(reader, self.leaf.field, option.terms).items():
                found[doc] = found.get(doc, 0.0) + option.weight * count
        return found


def _leaf_searchers(searcher: Any) -> Iterator[Any]:
    return (leaf for leaf, _base in searcher.get_parent().leaf_searchers())


def _listed(weights: Frequencies, docs: list[int], scorer: Any = None) -> Any:
    return matching.ListMatcher(docs, [weights[doc] for doc in docs], scorer=scorer)


class AsRead(Query):  # type: ignore[misc]
    """The documents that hold a leaf as it was read, not only with other diacritics."""

    boost = 1.0

    def __init__(self, leaf: LeafQuery) -> None:
        self.leaf = leaf

    def __repr__(self) -> str:
        return f"AsRead({self.leaf!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AsRead) and self.leaf == other.leaf

    def __hash__(self) -> int:
        return hash((AsRead, self.leaf))

    def estimate_size(self, ixreader: Any) -> int:
        return self.leaf.estimate_size(ixreader)

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        found = self.leaf.as_read(searcher, searcher.reader())
        return _listed(found, sorted(found)) if found else matching.NullMatcher()


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
