"""The weighting model for Whoosh's matchers: the formula of `bm25`, read through Whoosh's own readers.

`ArrayIndex(path).searcher(weighting=TitleBM25F())` ranks any Whoosh query by it, term by term; plans made
Whoosh queries by `compile` come out with the scores of the array executor.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from whoosh.reading import TermNotFound
from whoosh.scoring import BaseScorer, WeightingModel, WeightScorer

from searchkit.indexing.schema import TITLE
from searchkit.query import bm25

Frequencies = dict[int, float]
"""How often each document that holds something holds it."""


class TitleBM25F(WeightingModel):  # type: ignore[misc]
    """BM25F over title and body with one length; counts and lengths are those of living documents."""

    def __init__(self) -> None:
        self._averages: WeakKeyDictionary[Any, float] = WeakKeyDictionary()

    def idf(self, searcher: Any, fieldname: str, text: bytes) -> float:
        parent = searcher.get_parent()
        return bm25.idf(parent.doc_count(), parent.doc_frequency(fieldname, text))

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> BaseScorer:
        """Return the scorer of a term; in fields without lengths (`province`) a match counts as 1."""
        if not searcher.schema[fieldname].scorable:
            return WeightScorer.for_(searcher, fieldname, text)
        in_title = title_frequencies(searcher.reader(), text) if fieldname == "text" else {}
        return TermScorer(self.idf(searcher, fieldname, text), self.norm_of(searcher), in_title)

    def united(self, searcher: Any, df: int, most: float, weight: float = 1.0) -> BaseScorer:
        """Return the scorer of a pseudo-term that `df` documents hold, none with a frequency over `most`; its
        matcher's weight is the frequency. The score counts `weight` times."""
        idf = bm25.idf(searcher.get_parent().doc_count(), df)
        return UnitedScorer(weight * idf, self.norm_of(searcher), most)

    def norm_of(self, searcher: Any) -> Callable[[int], float]:
        """Return what gives a document's length norm."""
        average, length = self._average(searcher.get_parent()), searcher.doc_field_length
        return lambda doc: float(bm25.norm(length(doc, "text"), average))

    def _average(self, searcher: Any) -> float:
        if searcher not in self._averages:
            total = sum(_living_length(leaf.reader()) for leaf, _base in searcher.leaf_searchers())
            self._averages[searcher] = max(1.0, total / max(1, searcher.doc_count()))
        return self._averages[searcher]


def _living_length(reader: Any) -> int:
    """Return the number of words in documents that are not deleted (Whoosh's own sum has them all)."""
    total: int = reader.field_length("text")
    if reader.has_deletions():
        dead = filter(reader.is_deleted, range(reader.doc_count_all()))
        total -= sum(reader.doc_field_length(doc, "text") for doc in dead)
    return total


class UnitedScorer(BaseScorer):  # type: ignore[misc]
    """Scores by the matcher's weight. All postings share one bound, so there are no blocks to skip."""

    def __init__(self, weight: float, norm_of: Callable[[int], float], most: float) -> None:
        self._weight, self._norm_of = weight, norm_of
        self._bound = float(bm25.gain(weight, most, bm25.norm(0.0, 1.0)))

    def score(self, matcher: Any) -> float:
        return float(bm25.gain(self._weight, matcher.weight(), self._norm_of(matcher.id())))

    def max_quality(self) -> float:
        return self._bound

    def block_quality(self, matcher: Any) -> float:
        return self._bound


class TermScorer(BaseScorer):  # type: ignore[misc]
    """Scores the postings of one term, its occurrences in the title counted more."""

    def __init__(self, weight: float, norm_of: Callable[[int], float], in_title: Frequencies) -> None:
        self._weight, self._norm_of, self._in_title = weight, norm_of, in_title
        self._most_in_title = TITLE * max(in_title.values(), default=0.0)

    def supports_block_quality(self) -> bool:
        return True

    def score(self, matcher: Any) -> float:
        doc = matcher.id()
        frequency = matcher.value_as("frequency") + TITLE * self._in_title.get(doc, 0.0)
        return float(bm25.gain(self._weight, frequency, self._norm_of(doc)))

    def max_quality(self) -> float:
        return self._weight  # what the gain nears with growing frequency

    def block_quality(self, matcher: Any) -> float:
        most = matcher.block_max_weight() + self._most_in_title
        return float(bm25.gain(self._weight, most, bm25.norm(0.0, 1.0)))


def frequencies(reader: Any, fieldname: str, terms: tuple[str, ...]) -> Frequencies:
    """Return how often each document holds a term (in the title counted more), or a sequence of terms."""
    if len(terms) > 1:
        return _sequence(reader, fieldname, terms)
    found = {
        doc: float(matcher.value_as("frequency")) for doc, matcher in _postings(reader, fieldname, terms[0])
    }
    if fieldname == "text":
        for doc, count in title_frequencies(reader, terms[0].encode()).items():
            found[doc] += TITLE * count
    return found


def title_frequencies(reader: Any, text: bytes) -> Frequencies:
    """Return how often each document has a term in its title."""
    return {doc: matcher.value_as("frequency") for doc, matcher in _postings(reader, "title", text)}


def _sequence(reader: Any, fieldname: str, terms: tuple[str, ...]) -> Frequencies:
    """Return how often each document holds `terms` next to each other in this order."""
    starts: dict[int, set[int]] | None = None
    for place, term in enumerate(terms):
        here = {
            doc: {position - place for position in matcher.value_as("positions")}
            for doc, matcher in _postings(reader, fieldname, term)
        }
        if starts is not None:
            here = {doc: both for doc in starts.keys() & here.keys() if (both := starts[doc] & here[doc])}
        starts = here
    return {doc: float(len(places)) for doc, places in (starts or {}).items()}


def _postings(reader: Any, fieldname: str, text: str | bytes) -> Any:
    """Yield each document that holds a term, with the matcher standing on it."""
    try:
        matcher = reader.postings(fieldname, text)
    except TermNotFound:
        return
    while matcher.is_active():
        yield matcher.id(), matcher
        matcher.next()
