"""From a leaf of the plan to the documents that hold it and how often: terms, unions of options, phrases."""

from __future__ import annotations

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.snapshot import FieldView, Postings, Snapshot
from searchkit.query.bm25 import gain, idf, norm
from searchkit.query.docset import Docs, found_in
from searchkit.query.plan import Leaf, Option
from searchkit.query.weights import TITLE
from searchkit.records import Record

_STRIDE = 1 << 32  # document rank and position in one sortable number


class Holding(Record):
    """The documents that hold a leaf (ascending), how often each does, and the leaf's idf.

    `sure` are those that hold it as it was read, not with other diacritics.
    """

    docs: Docs
    frequencies: Array
    idf: float
    sure: Docs

    @property
    def bound(self) -> float:
        """Return a score that no document can exceed for this leaf."""
        if not len(self.docs):
            return 0.0
        most = float(self.frequencies.max())
        return float(gain(self.idf, most, norm(0.0, 1.0)))


Counted = tuple[Docs, Array]
"""Documents, ascending, and how often each holds something."""


class Norms:
    """The length norms of one snapshot's documents.

    Computed for the documents asked for, so that a first query reads no more than it needs; kept for all of
    them once a process goes on asking.
    """

    _PATIENCE = 3

    def __init__(self, snapshot: Snapshot) -> None:
        text = snapshot.field("text")
        self._lengths = text.lengths
        self._average = np.float32(max(1.0, text.total_length / max(1, snapshot.doc_count)))
        self._table: Array | None = None
        self._searches = 0

    def begin(self) -> None:
        """Note that a search begins."""
        self._searches += 1
        if self._searches == self._PATIENCE:
            self._table = norm(self._lengths.astype(np.float32), self._average)

    def __call__(self, docs: Docs) -> Array:
        """Return the norm of each of `docs`."""
        if self._table is not None:
            return self._table[docs]
        norms: Array = norm(self._lengths[docs].astype(np.float32), self._average)
        return norms


class LeafReader:
    """Reads leaves from one snapshot, each once."""

    def __init__(self, snapshot: Snapshot, norms: Norms | None = None) -> None:
        self.snapshot = snapshot
        self.norms = norms or Norms(snapshot)
        self._held: dict[Leaf, Holding] = {}
        self._read: dict[tuple[str, tuple[str, ...]], Counted | None] = {}

    def holding(self, leaf: Leaf) -> Holding:
        """Return the documents that hold `leaf`; its options' frequencies are added up by weight."""
        held = self._held.get(leaf)
        if held is None:
            found = [pair for option in leaf.options if (pair := self._option(leaf.field, option))]
            docs, frequencies = self._unite(found)
            sure = self._sure(leaf, docs)
            held = Holding(docs, frequencies, leaf.weight * idf(self.snapshot.doc_count, len(sure)), sure)
            self._held[leaf] = held
        return held

    def _sure(self, leaf: Leaf, docs: Docs) -> Docs:
        """Return the documents that hold the leaf as it was read; all of them where none does."""
        meant = [option for option in leaf.options if option.tier != "folded"]
        if len(meant) == len(leaf.options):
            return docs
        found = [pair for option in meant if (pair := self._option(leaf.field, option))]
        sure = self._unite(found)[0]
        return sure if len(sure) else docs

    def gains(self, held: Holding) -> Array:
        """Return the score of each of the leaf's documents."""
        scores: Array = gain(np.float32(held.idf), held.frequencies, self.norms(held.docs))
        return scores

    def gains_at(self, held: Holding, docs: Docs, norms: Array) -> Array:
        """Return the leaf's score in each of `docs` (ascending, any documents), 0 where it is absent."""
        scores: Array = gain(np.float32(held.idf), self.frequencies_at(held, docs), norms)
        return scores

    def frequencies_at(self, held: Holding, docs: Docs) -> Array:
        """Return how often each of `docs` (ascending) holds the leaf, as float32."""
        if len(docs) * 32 > len(held.docs):
            table = np.zeros(self.snapshot.max_doc, np.float32)
            table[held.docs] = held.frequencies
            return table[docs]
        at, there = found_in(held.docs, docs)
        if not len(held.docs):
            return np.zeros(len(docs), np.float32)
        return np.where(there, held.frequencies[at], 0).astype(np.float32)

    def counted(self, field: str, terms: tuple[str, ...]) -> Counted | None:
        """Return the documents that hold a term, or several next to each other, and how often; None for
        none."""
        key = (field, terms)
        if key not in self._read:
            self._read[key] = self._count(field, terms)
        return self._read[key]

    def _count(self, field: str, terms: tuple[str, ...]) -> Counted | None:
        view = self.snapshot.field(field)
        if len(terms) > 1:
            docs, counts = phrase(view, terms)
            return (docs, counts) if len(docs) else None
        postings = view.postings(terms[0])
        return None if postings is None else (postings.docs, self._with_title(field, terms[0], postings))

    def _option(self, field: str, option: Option) -> Counted | None:
        counted = self.counted(field, option.terms)
        if counted is None or option.weight == 1.0:
            return counted
        return counted[0], counted[1] * np.float32(option.weight)

    def _with_title(self, field: str, term: str, postings: Postings) -> Array:
        """Return the frequencies of a term, its occurrences in the title counted more."""
        frequencies: Array = postings.tfs.astype(np.float32)
        if field == "text":
            in_title = self.snapshot.field("text").in_title(term)
            if in_title is not None:
                frequencies += in_title * np.float32(TITLE)
        return frequencies

    def _unite(self, found: list[tuple[Docs, Array]]) -> tuple[Docs, Array]:
        if not found:
            return np.empty(0, np.int32), np.empty(0, np.float32)
        if len(found) == 1:
            return found[0]
        if sum(len(docs) for docs, _ in found) * 16 < self.snapshot.max_doc:
            docs, place = np.unique(np.concatenate([docs for docs, _ in found]), return_inverse=True)
            counts = np.bincount(place, np.concatenate([counts for _, counts in found]), len(docs))
            return docs, counts.astype(np.float32)
        table = np.zeros(self.snapshot.max_doc, np.float32)
        for docs, counts in found:
            table[docs] += counts
        united = np.flatnonzero(table).astype(np.int32)
        return united, table[united]


def phrase(view: FieldView, terms: tuple[str, ...]) -> tuple[Docs, Array]:
    """Return the documents in which `terms` stand next to each other in this order, and how often they do."""
    postings = [view.postings(term) for term in terms]
    if not all(postings):
        return np.empty(0, np.int32), np.empty(0, np.float32)
    docs = common_docs([p.docs for p in postings if p is not None])
    if not len(docs):
        return docs, np.empty(0, np.float32)
    keys: Array | None = None
    for place, part in sorted(enumerate(postings), key=lambda item: len(item[1].docs) if item[1] else 0):
        assert part is not None  # noqa: S101 - `all(postings)` above
        here = position_keys(part, docs) - place
        keys = here if keys is None else keys[_in_sorted(here, keys)]
        if not len(keys):
            return docs[:0], np.empty(0, np.float32)
    assert keys is not None  # noqa: S101 - a phrase has terms
    counts = np.bincount((keys + len(terms)) // _STRIDE, minlength=len(docs))
    kept = counts > 0
    return docs[kept], counts[kept].astype(np.float32)


def common_docs(lists: list[Docs]) -> Docs:
    """Return the documents that stand in every one of the sorted `lists`, rarest list first."""
    lists = sorted(lists, key=len)
    docs = lists[0]
    for other in lists[1:]:
        if not len(docs):
            break
        docs = docs[found_in(other, docs)[1]]
    return docs


def position_keys(postings: Postings, docs: Docs) -> Array:
    """Return `rank of the document in docs · 2³² + position` of every occurrence in `docs`, ascending.

    `docs` is ascending; those that do not hold the term are passed over.
    """
    at, there = found_in(postings.docs, docs)
    ranks = np.flatnonzero(there)
    offsets, flat = postings.positions()
    starts = offsets[at[ranks]]
    counts = offsets[at[ranks] + 1] - starts
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    picks = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    keys: Array = np.repeat(ranks.astype(np.int64) * _STRIDE, counts) + flat[picks]
    return keys


def _in_sorted(haystack: Array, needles: Array) -> Array:
    if not len(haystack):
        return np.zeros(len(needles), np.bool_)
    at = np.searchsorted(haystack, needles)
    at[at == len(haystack)] = len(haystack) - 1
    found: Array = haystack[at] == needles
    return found
