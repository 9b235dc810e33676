"""What standing together adds: neighbouring words of the query next to each other, or near each other.

After the sequential dependence model (Metzler and Croft, 2005), in BM25's currency: a pair counts like a
term whose frequency is how often the pair occurs in the article, and whose idf comes from how often it
occurs in the index. Once next to each other says nearly all, so that frequency saturates sooner.
"""

from __future__ import annotations

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.snapshot import FieldView
from searchkit.query.bm25 import gain, idf
from searchkit.query.docset import Docs
from searchkit.query.leaves import LeafReader
from searchkit.query.phrase import position_keys
from searchkit.query.plan import Leaf
from searchkit.query.weights import K1, NEAR, PAIR, TOGETHER, WINDOW

_RANK = 32  # bits of a key that hold the position
Sequences = tuple[tuple[Leaf, ...], ...]
"""The words of the query, group by group, in the order typed."""
Places = dict[Leaf, Array]
"""For each word its occurrences in some documents: rank of the document and position, see `position_keys`."""


def pairs_of(sequences: Sequences) -> list[tuple[Leaf, Leaf]]:
    """Return the neighbouring pairs of different words, each once, in order."""
    pairs = (pair for sequence in sequences for pair in zip(sequence, sequence[1:], strict=False))
    return list(dict.fromkeys((a, b) for a, b in pairs if a != b))


def places_of(reader: LeafReader, sequences: Sequences, docs: Docs) -> Places:
    """Return where each word of `sequences` stands in `docs` (ascending), as it was read."""
    view = reader.snapshot.field("text")
    leaves = dict.fromkeys(leaf for sequence in sequences for leaf in sequence)
    return {leaf: _keys(view, leaf, docs) for leaf in leaves}


def proximity(reader: LeafReader, sequences: Sequences, places: Places, norms: Array) -> Array:
    """Return what the pairs of `sequences` add to each of the documents of `places`, whose `norms` are
    given."""
    total = np.zeros(len(norms), np.float32)
    norms_together = norms * np.float32(TOGETHER / K1)
    for first, second in pairs_of(sequences):
        left, right = places[first], places[second]
        if not len(left) or not len(right):
            continue
        weight = _pair_idf(reader, first, second)
        beside, near = _count(left, right, len(norms))
        total += PAIR * gain(np.float32(weight), beside, norms_together)
        total += NEAR * gain(np.float32(weight), near, norms)
    return total


def _keys(view: FieldView, leaf: Leaf, docs: Docs) -> Array:
    """Return document rank and position of every occurrence of a leaf's single terms, ascending."""
    found = [
        position_keys(postings, docs)
        for option in leaf.options
        if len(option.terms) == 1 and option.tier != "folded" and (postings := view.postings(option.terms[0]))
    ]
    if len(found) == 1:
        return found[0]
    return np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)


def _pair_idf(reader: LeafReader, first: Leaf, second: Leaf) -> float:
    """Return the idf of a pair: from how often it occurs in the index, pruned statistics read as once."""
    left, right = first.options[0].terms[-1], second.options[0].terms[0]
    count = int(reader.snapshot.field("text").pairs([left], [right])[0, 0])
    return idf(reader.snapshot.doc_count, min(max(count, 1), reader.snapshot.doc_count))


def _count(left: Array, right: Array, size: int) -> tuple[Array, Array]:
    """Return for each document how often `right` stands right after `left`, and how often within the
    window."""
    at = np.searchsorted(right, left, side="right")
    after = right[np.minimum(at, len(right) - 1)] - left
    after = np.where(at < len(right), after, WINDOW + 1)
    before = left - right[np.maximum(at - 1, 0)]
    before = np.where(at > 0, before, WINDOW + 1)
    ranks = left >> _RANK
    beside = np.bincount(ranks[after == 1], minlength=size).astype(np.float32)
    close = (after <= WINDOW) | (before <= WINDOW)
    near = np.bincount(ranks[close], minlength=size).astype(np.float32)
    return beside, near
