"""Which articles tell one story in the same words: near-duplicates among the signatures of an index.

Articles that agree in a part of their MinHash (a band) are looked at closer, a few pairs for each article and
band, so that the work grows with the number of articles and not with its square. Pairs that are alike are
joined to stories.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from searchkit.indexing.layout import Array, distinct
from searchkit.indexing.signatures import HASHES, NOTHING, ROW

LEAST_SHINGLES = 32
"""Shorter texts are not compared: they agree by chance."""
CONTAINED = 0.85
"""So much of the shorter text stands in the longer one."""
SHORTEST = 0.4
"""The shorter text is at least this part of the longer one."""
SHARED_FIGURES, SHARED_NAMES = 0.6, 0.5
"""So much of the figures and of the names of the shorter text stands in the longer one; one figure may always
differ. Reports made from a template agree in less."""
_AS_LONG = 0.85
"""Texts of which the shorter is at least this part of the longer count as equally long: then what either of
them holds is compared."""
_BAND = 3
"""Hashes in a band: of two articles that have half of their shingles in common, 996 of 1000 pairs agree in
one of the 42 bands."""
_BANDS = HASHES // _BAND
_CHANCE = 1 / 256
"""Different shingles agree so often in the 8 bits that are kept."""
_LEAST = 36
"""Texts that have so few hashes in common are no reprints, however much longer one of them is."""
_FEW = 8
"""Up to so many new documents are compared with all others one by one."""
_PAIRS = 1 << 14
"""Pairs that are compared at a time."""


class Signatures:
    """The rows of all documents of an index, segment after segment; arrays may be mapped."""

    def __init__(self, segments: Sequence[Array]) -> None:
        self._parts = [part.view(ROW) for part in segments]
        self._bases = np.cumsum([0, *map(len, self._parts)])
        self.count = int(self._bases[-1])

    def take(self, docs: Array) -> Array:
        """Return the rows of `docs`."""
        rows = np.empty(len(docs), ROW)
        for part, first, end in zip(self._parts, self._bases[:-1], self._bases[1:], strict=True):
            here = (docs >= first) & (docs < end)
            rows[here] = part[docs[here] - first]
        return rows

    def shingles(self) -> Array:
        """Return how many shingles each document has."""
        return self._join([part["shingles"] for part in self._parts])

    def agreeing(self, words: Array) -> Array:
        """Return how many hashes each document has in common with `words`."""
        same = [(part["words"] == words).view(np.uint8).sum(axis=1, dtype=np.uint8) for part in self._parts]
        return self._join(same)

    def band(self, number: int) -> Array:
        """Return a number for each document that says what it has in a band."""
        hashes = self._join([part["words"][:, number * _BAND : (number + 1) * _BAND] for part in self._parts])
        key = np.zeros(len(hashes), np.uint32)
        for place in range(_BAND):
            key = key << np.uint32(8) | hashes[:, place]
        return key

    def _join(self, parts: Sequence[Array]) -> Array:
        return parts[0] if len(parts) == 1 else np.concatenate(parts)


def alike(signatures: Signatures, living: Array, fresh: Array) -> tuple[Array, Array]:
    """Return pairs of living documents that are reprints of each other, at least one of them `fresh`.

    `living` and `fresh` are masks. Of a story that is known already, a fresh document is joined to two
    members at most.
    """
    found: list[Array] = [np.zeros(0, np.int64)]
    if not fresh.any():
        return found[0], found[0]
    docs = np.flatnonzero(living & (signatures.shingles() >= LEAST_SHINGLES))
    new = docs[fresh[docs]]
    if len(new) <= _FEW:
        found.append(_compared(signatures, docs, new))
    most = len(docs) + _PAIRS  # pairs that may wait; the same ones come from many bands
    for number in range(_BANDS if len(new) > _FEW else 0):
        found.append(_candidates(signatures.band(number), docs, fresh))
        if sum(map(len, found)) > most:
            found = [distinct(np.concatenate(found))]
            most = max(most, 2 * len(found[0]))
    pairs = distinct(np.concatenate(found))
    pairs = np.concatenate(
        [found[0][:0]]
        + [_verified(signatures, pairs[at : at + _PAIRS]) for at in range(0, len(pairs), _PAIRS)]
    )
    return pairs >> 32, pairs & 0xFFFFFFFF


def _compared(signatures: Signatures, docs: Array, new: Array) -> Array:
    """Return pairs of each of `new` with those of `docs` that share `_LEAST` hashes with it: for a few
    documents faster than to sort all into bands."""
    inside = np.zeros(signatures.count, bool)
    inside[docs] = True
    found = [np.zeros(0, np.int64)]
    for doc, row in zip(new.tolist(), signatures.take(new), strict=True):
        others = np.flatnonzero((signatures.agreeing(row["words"]) >= _LEAST) & inside)
        others = others[others != doc]
        found.append(np.minimum(others, doc) << 32 | np.maximum(others, doc))
    return np.concatenate(found)


def _candidates(keys: Array, docs: Array, fresh: Array) -> Array:
    """Return pairs (the one in the upper, the other in the lower 32 bits) that agree in a band.

    Each document is paired with the one before and the first of those that have the same key.
    """
    wanted = np.zeros(1 << 16, bool)
    wanted[keys[docs[fresh[docs]]] & 0xFFFF] = True
    docs = docs[wanted[keys[docs] & 0xFFFF]]
    own = keys[docs]
    order = np.argsort(own, kind="stable")
    docs, own = docs[order], own[order]
    again = np.flatnonzero(own[1:] == own[:-1]) + 1
    firsts = np.ones(len(docs), bool)
    firsts[again] = False
    first = np.flatnonzero(firsts)[np.cumsum(firsts)[again] - 1]
    one = np.concatenate([docs[again - 1], docs[first]])
    other = np.concatenate([docs[again], docs[again]])
    new = fresh[one] | fresh[other]
    pairs: Array = one[new] << 32 | other[new]
    return pairs


def _verified(signatures: Signatures, pairs: Array) -> Array:
    """Return those of `pairs` that tell the same in the same words."""
    one, other = signatures.take(pairs >> 32), signatures.take(pairs & 0xFFFFFFFF)
    agree = np.count_nonzero(one["words"] == other["words"], axis=1) / HASHES
    jaccard = np.maximum(0, (agree - _CHANCE) / (1 - _CHANCE))
    sizes = np.stack([one["shingles"], other["shingles"]]).astype(np.float64)
    shorter, longer = sizes.min(axis=0), sizes.max(axis=0)
    weight = np.where(shorter >= _AS_LONG * longer, 0.5, sizes[0] <= sizes[1])
    contained = jaccard * (shorter + longer) / (1 + jaccard) / shorter
    good = (contained >= CONTAINED) & (shorter >= SHORTEST * longer)
    common, held = _agreement(one["figures"], other["figures"], weight)
    good &= common >= np.minimum(SHARED_FIGURES * held, held - 1)
    common, held = _agreement(one["names"], other["names"], weight)
    good &= common >= SHARED_NAMES * held
    kept: Array = pairs[good]
    return kept


def _agreement(one: Array, other: Array, weight: Array) -> tuple[Array, Array]:
    """Return for each pair of rows how many hashes they have in common, and how many they could have.

    Only hashes up to the last one that both rows would hold are compared. `weight` says how much the first
    row counts: 1 where it is that of the shorter text, 0 where the other one is. A row without any tells
    nothing.
    """
    last = np.minimum(_last(one), _last(other))[:, None]
    here, there = one <= last, other <= last
    common = np.count_nonzero((one[:, :, None] == other[:, None, :]).any(axis=2) & here, axis=1)
    held = weight * np.count_nonzero(here, axis=1) + (1 - weight) * np.count_nonzero(there, axis=1)
    return common, np.where((one[:, 0] == NOTHING) | (other[:, 0] == NOTHING), 0, held)


def _last(rows: Array) -> Array:
    """Return the greatest hash up to which each row is complete."""
    return np.where(rows[:, -1] == NOTHING, NOTHING - 1, rows[:, -1])


def join(one: Array, other: Array) -> tuple[Array, Array]:
    """Return the documents of all pairs, ascending, and for each the first document that it hangs together
    with."""
    docs = distinct(np.concatenate([one, other]))
    one, other = np.searchsorted(docs, one), np.searchsorted(docs, other)
    label = np.arange(len(docs))
    while (apart := label[one] != label[other]).any():
        one, other = one[apart], other[apart]
        low, high = np.minimum(label[one], label[other]), np.maximum(label[one], label[other])
        np.minimum.at(label, high, low)
        while (label[label] != label).any():
            label = label[label]
    return docs, docs[label]
