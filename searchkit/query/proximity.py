"""What standing together adds: neighbouring words of the query next to each other, or near each other.

After the sequential dependence model (Metzler and Croft, 2005), in BM25's currency: a pair counts like a
term whose frequency is how often the pair occurs in the article, and whose idf comes from how often it
occurs in the index. Once next to each other says nearly all, so that frequency saturates sooner.
"""

from __future__ import annotations

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.spots import POSITION
from searchkit.query.bm25 import idf
from searchkit.query.leaves import LeafReader
from searchkit.query.occurrences import Occurrences, Sequences
from searchkit.query.plan import Leaf
from searchkit.query.weights import K1, NEAR, PAIR, TOGETHER, WINDOW

_SATURATION = np.array([[[TOGETHER / K1]], [[1.0]]], np.float32)
"""Of what stands next to each other, and of what stands near each other, as a share of the norm."""
_WEIGHTS = np.array([[PAIR], [NEAR]], np.float32)


def pairs_of(sequences: Sequences) -> list[tuple[Leaf, Leaf]]:
    """Return the neighbouring pairs of different words, each once, in order."""
    pairs = (pair for sequence in sequences for pair in zip(sequence, sequence[1:], strict=False))
    return list(dict.fromkeys((a, b) for a, b in pairs if a != b))


def proximity(reader: LeafReader, sequences: Sequences, found: Occurrences, norms: Array) -> Array:
    """Return what the pairs of `sequences` add to each of the documents that were looked through, whose
    `norms` are given."""
    pairs = pairs_of(sequences)
    if not pairs or not len(found.keys):
        return np.zeros(found.size, np.float32)
    number = {leaf: place for place, leaf in enumerate(found.words)}
    left, right = (found.rows([number[leaf] for leaf in side]) for side in zip(*pairs, strict=True))
    if not len(right):
        return np.zeros(found.size, np.float32)
    counted = _count(left, right, len(pairs) * found.size).reshape(2, len(pairs), found.size)
    shares = counted + _SATURATION * norms
    np.divide(counted, shares, out=shares)
    idfs = np.array([_pair_idf(reader, first, second) for first, second in pairs], np.float32)
    total: Array = (_WEIGHTS * idfs).ravel() @ shares.reshape(-1, found.size)
    return total


def _pair_idf(reader: LeafReader, first: Leaf, second: Leaf) -> float:
    """Return the idf of a pair: from how often it occurs in the index, pruned statistics read as once.

    The statistics count deleted articles until a merge, so those alive get their share.
    """
    snapshot = reader.snapshot
    left, right = first.options[0].terms[-1], second.options[0].terms[0]
    count = snapshot.field("text").pair(left, right) * snapshot.doc_count // snapshot.max_doc
    return idf(snapshot.doc_count, min(max(count, 1), snapshot.doc_count))


def _count(left: Array, right: Array, cells: int) -> Array:
    """Return for each cell how often `right` stands right after `left` (first row), and how often within the
    window."""
    at = right.searchsorted(left, "right")
    after = (right.take(at, mode="clip") - left).view(np.uint64)  # what would be negative is far away
    at -= 1
    closest = (left - right.take(at, mode="clip")).view(np.uint64)
    np.minimum(closest, after, out=closest)
    of = left >> POSITION
    counted = np.empty((2, cells), np.float32)
    counted[0] = np.bincount(of[after == 1], minlength=cells)
    counted[1] = np.bincount(of[closest <= WINDOW], minlength=cells)
    return counted
