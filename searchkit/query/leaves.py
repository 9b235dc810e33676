"""From a leaf of the plan to the documents that hold it and how often: terms, unions of options, phrases."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from searchkit.indexing.kept import Kept
from searchkit.indexing.layout import Array
from searchkit.indexing.snapshot import Snapshot
from searchkit.query.bm25 import gain, idf, norm
from searchkit.query.counts import Counts, listed_or_tabled, unite
from searchkit.query.docset import Docs
from searchkit.query.phrase import phrase_counts
from searchkit.query.plan import Leaf, Option
from searchkit.query.scratch import Scratch

_KEPT_BYTES = 192_000_000
"""What terms were read to is kept up to so many bytes."""


class Holding(NamedTuple):
    """How often each document holds a leaf, and the leaf's idf.

    `sure` are those that hold it as it was read, not with other diacritics.
    """

    counts: Counts
    idf: float
    sure: Counts

    @property
    def docs(self) -> Docs:
        """The documents that hold the leaf, ascending."""
        return self.counts.docs


def _kept_bytes(held: Holding) -> int:
    return held.counts.nbytes


class Known:
    """What searches over one snapshot share: the length norm of each document, terms as they were read.

    These are numbers of documents and terms, not results: every query is answered anew.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        text = snapshot.field("text")
        self._lengths = text.lengths
        self._average = np.float32(max(1.0, text.total_length / max(1, snapshot.doc_count)))
        self._norms: Array | None = None
        self.terms: Kept[Holding] = Kept(_KEPT_BYTES)
        self.scratch = Scratch(snapshot.max_doc)

    @property
    def norms(self) -> Array:
        """The norm of every document."""
        if self._norms is None:
            self._norms = norm(self._lengths.astype(np.float32), self._average)
        return self._norms


class LeafReader:
    """Reads leaves from one snapshot, each once."""

    def __init__(self, snapshot: Snapshot, known: Known | None = None) -> None:
        self.snapshot = snapshot
        self.size, self._documents = snapshot.max_doc, snapshot.doc_count
        self.known = known or Known(snapshot)
        self._held: dict[Leaf, Holding] = {}
        self._phrases: dict[tuple[str, tuple[str, ...]], Counts] = {}

    def holding(self, leaf: Leaf) -> Holding:
        """Return the documents that hold `leaf`; its options' frequencies are added up by weight."""
        held = self._held.get(leaf)
        if held is None:
            held = self._held[leaf] = self._hold(leaf)
        return held

    def _hold(self, leaf: Leaf) -> Holding:
        options = leaf.options
        if len(options) == 1 and len(options[0].terms) == 1 and options[0].weight == 1.0:  # as most words
            held = self._term((leaf.field, options[0].terms))
            return held if leaf.weight == 1.0 else held._replace(idf=leaf.weight * held.idf)
        counts = self._counts(leaf.field, options)
        sure = self._sure(leaf, counts)
        return Holding(counts, leaf.weight * idf(self._documents, sure.count), sure)

    def _sure(self, leaf: Leaf, counts: Counts) -> Counts:
        """Return the documents that hold the leaf as it was read; all of them where none does."""
        meant = tuple(option for option in leaf.options if option.tier != "folded")
        if len(meant) == len(leaf.options):
            return counts
        sure = self._counts(leaf.field, meant)
        return sure if sure.count else counts

    def _counts(self, field: str, options: tuple[Option, ...]) -> Counts:
        parts = [
            counts.times(option.weight) for option in options if (counts := self.counted(field, option.terms))
        ]
        return unite(parts, self.size)

    def norms(self, docs: Docs) -> Array:
        """Return the length norm of each of `docs`."""
        return self.known.norms.take(docs)

    def gains_at(self, held: Holding, docs: Docs) -> Array:
        """Return the leaf's score in each of `docs` (ascending, any documents), 0 where it is absent."""
        scores: Array = gain(np.float32(held.idf), held.counts.at(docs), self.norms(docs))
        return scores

    def scores(self, first: Holding) -> Array:
        """Return a table with the score that a leaf gives each document of the index, for one ranking."""
        scores = self.known.scratch.table("scores")
        if first.counts.crowded:
            return self._gains(first, scores)
        scores.fill(0)
        docs = first.counts.docs
        scores[docs] = self.gains_at(first, docs)
        return scores

    def add_gains(self, held: Holding, scores: Array) -> None:
        """Add the leaf's score in every document to `scores`, one number for each of the index."""
        if held.counts.crowded:
            scores += self._gains(held, self.known.scratch.table("gains"))
        else:
            docs = held.counts.docs
            scores[docs] += self.gains_at(held, docs)

    def _gains(self, held: Holding, out: Array) -> Array:
        """Fill `out` with the score that a crowded leaf gives each document of the index: `gain` in the same
        steps. A table read anew costs hardly more than one of scores kept, which would be four times as
        large."""
        competing = self.known.scratch.table("competing")
        np.copyto(out, held.counts.table)
        np.add(out, self.known.norms, out=competing)
        np.multiply(out, np.float32(held.idf), out=out)
        return np.divide(out, competing, out=out)

    def counted(self, field: str, terms: tuple[str, ...]) -> Counts | None:
        """Return the documents that hold a term, or several next to each other, and how often; None for
        none."""
        key = (field, terms)
        if len(terms) == 1:
            found = self._term(key).counts
        elif (known := self._phrases.get(key)) is not None:
            found = known
        else:
            found = self._phrases[key] = self._phrase(field, terms)
        return found if found.count else None

    def _phrase(self, field: str, terms: tuple[str, ...]) -> Counts:
        """Return how often each document holds `terms` next to each other."""
        docs, often = phrase_counts(self.snapshot.field(field), terms)
        return listed_or_tabled(self.size, docs, often)

    def _term(self, key: tuple[str, tuple[str, ...]]) -> Holding:
        """Return the documents of a single term."""
        return self.known.terms.get(key, lambda: self._read_term(*key), _kept_bytes)

    def _read_term(self, field: str, terms: tuple[str, ...]) -> Holding:
        view = self.snapshot.field(field)
        if (found := view.table(terms[0])) is not None:
            counts = Counts(self.size, table=found[0], count=found[1])
        else:
            counts = listed_or_tabled(self.size, *view.weights(terms[0]))
        return Holding(counts, idf(self._documents, counts.count), counts)
