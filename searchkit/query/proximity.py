"""What standing together adds: neighbouring words of the query next to each other, or near each other.

After the sequential dependence model (Metzler and Croft, 2005), in BM25's currency: a pair counts like a
term whose frequency is how often the pair occurs in the article, and whose idf comes from how often it
occurs in the index. Once next to each other says nearly all, so that frequency saturates sooner.
"""

from __future__ import annotations

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.query.bm25 import gain, idf
from searchkit.query.leaves import LeafReader
from searchkit.query.occurrences import POSITION, Occurrences, Sequences
from searchkit.query.plan import Leaf
from searchkit.query.weights import K1, NEAR, PAIR, TOGETHER, WINDOW

_BEFORE, _AFTER = np.array([-(1 << 62)]), np.array([1 << 62])
"""Stand before and after every key."""


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
    left = np.concatenate([found.of(number[first], row) for row, (first, _) in enumerate(pairs)])
    right = [found.of(number[second], row) for row, (_, second) in enumerate(pairs)]
    beside, near = _count(left, np.concatenate([_BEFORE, *right, _AFTER]), (len(pairs), found.size))
    weights = np.array([_pair_idf(reader, first, second) for first, second in pairs], np.float32)
    gains = PAIR * gain(np.float32(1), beside, norms * np.float32(TOGETHER / K1))
    gains += NEAR * gain(np.float32(1), near, norms)
    total: Array = weights @ gains
    return total


def _pair_idf(reader: LeafReader, first: Leaf, second: Leaf) -> float:
    """Return the idf of a pair: from how often it occurs in the index, pruned statistics read as once.

    The statistics count deleted articles until a merge, so those alive get their share.
    """
    snapshot = reader.snapshot
    left, right = first.options[0].terms[-1], second.options[0].terms[0]
    count = snapshot.field("text").pair(left, right) * snapshot.doc_count // snapshot.max_doc
    return idf(snapshot.doc_count, min(max(count, 1), snapshot.doc_count))


def _count(left: Array, right: Array, shape: tuple[int, int]) -> tuple[Array, Array]:
    """Return for each pair and document how often `right` stands right after `left`, and how often within
    the window; `right` is bounded at both ends."""
    at = np.searchsorted(right, left, side="right")
    after = right[at] - left
    closest = np.minimum(after, left - right[at - 1])
    cells = left >> POSITION
    size = shape[0] * shape[1]
    beside = np.bincount(cells[after == 1], minlength=size).astype(np.float32)
    near = np.bincount(cells[closest <= WINDOW], minlength=size).astype(np.float32)
    return beside.reshape(shape), near.reshape(shape)
