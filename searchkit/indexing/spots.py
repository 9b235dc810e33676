"""Where one term stands in one segment, occurrence by occurrence.

Beside the position of each occurrence lies the mark of the next word, one byte (`terms.mark`), so that what
may be a phrase is found by one look along those bytes, and only that is looked up in the other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.segment import SegmentField

POSITION = 32
"""So many bits of a key hold the position; above them stands the document, or what stands for it."""


class Spots:
    """The occurrences of term `number` of a segment whose first document has the global number `base`.

    `docs` are the segment's own numbers, deleted ones included, with `tfs` beside them; `positions` are those
    of all terms of the field.
    """

    __slots__ = ("_field", "_number", "_offsets", "alive", "base", "docs", "positions", "tfs")

    def __init__(self, field: SegmentField, number: int, base: int, alive: Array | None) -> None:
        self._field, self._number, self.base, self.alive = field, number, base, alive
        self.docs, self.tfs, self.positions = field.docs(number), field.tfs(number), field.all_positions
        self._offsets: Array | None = None

    @property
    def next(self) -> Array:
        """The marks of the next words, one for each occurrence."""
        return self._field.next(self._number)

    @property
    def marks(self) -> Array:
        """The marks beside all positions of the field, those of other terms too."""
        return self._field.all_marks

    @property
    def size(self) -> int:
        """The number of documents of the segment."""
        return len(self._field.lengths)

    @property
    def offsets(self) -> Array:
        """Where among `positions` those in each document begin, and the end of the last."""
        if self._offsets is None:
            wide = np.int32 if len(self.positions) < 1 << 31 else np.int64
            offsets = np.empty(len(self.tfs) + 1, wide)
            offsets[0], offsets[1:] = self._field.first_position(self._number), self.tfs
            np.add.accumulate(offsets, out=offsets)
            self._offsets = offsets
        return self._offsets

    @property
    def nbytes(self) -> int:
        """What is kept for them, about."""
        return 4 * len(self.docs) + 500

    def before(self, mark: int) -> Array:
        """Return `document · 2³² + position`, ascending, of the occurrences before a word of that mark in
        documents that are alive."""
        offsets = self.offsets
        found = (self.next == mark).nonzero()[0].astype(offsets.dtype)
        found += offsets[0]
        docs = self.docs[offsets.searchsorted(found, "right") - 1]
        keys: Array = docs.astype(np.int64)
        keys <<= POSITION
        keys += self.positions[found]
        if self.alive is not None:
            keys = keys[self.alive[docs]]
        return keys


def places(spots: Sequence[Spots], docs: Array, bases: Array) -> Array:
    """Return base + position of every occurrence of some terms of a segment in its documents `docs`
    (ascending, by the segment's own numbers).

    `bases` are those of the documents, a row for each of `spots`. The result comes row by row, by document
    and position.
    """
    return _marked(spots, docs, bases)[0]


def _marked(spots: Sequence[Spots], docs: Array, bases: Array) -> tuple[Array, Array]:
    """Return the `places`, and where each stands among all positions of the field."""
    needles = docs.astype(spots[0].docs.dtype)
    held, counts = np.empty(bases.shape, needles.dtype), np.empty(bases.shape, spots[0].tfs.dtype)
    starts = np.empty(bases.shape, np.int64)
    for row, part in enumerate(spots):
        at = part.docs.searchsorted(needles)
        held[row] = part.docs.take(at, mode="clip")
        counts[row] = part.tfs.take(at, mode="clip")
        starts[row] = part.offsets.take(at)
    counts *= (held == needles).view(np.uint8)
    sizes = counts.ravel().astype(np.int64)
    picks = (starts.ravel() - sizes.cumsum() + sizes).repeat(sizes)
    picks += np.arange(len(picks))
    found: Array = bases.ravel().repeat(sizes)
    found += spots[0].positions.take(picks)
    return found, picks


def places_of(terms: Sequence[Sequence[Spots | None]], docs: Array, bases: Array) -> Array:
    """Return base + position of every occurrence of `terms`, given by their spots in each segment, in `docs`
    (ascending numbers of documents that are alive).

    `bases` are those of the documents, a row for each term. The result comes row by row where there is one
    segment, else ascending.
    """
    found = [places(*part) for part in _parts(terms, docs, bases)]
    if len(found) == 1:
        return found[0]
    joined = np.concatenate([np.empty(0, np.int64), *found])
    joined.sort()
    return joined


def marked_places_of(
    terms: Sequence[Sequence[Spots | None]], docs: Array, bases: Array
) -> tuple[Array, Array]:
    """Return the `places_of` terms, and beside each the mark of the word that follows."""
    found = []
    for spots, own, rows in _parts(terms, docs, bases):
        keys, picks = _marked(spots, own, rows)
        found.append((keys, spots[0].marks.take(picks)))
    if len(found) == 1:
        return found[0]
    keys = np.concatenate([np.empty(0, np.int64), *(one[0] for one in found)])
    marks = np.concatenate([np.empty(0, np.uint8), *(one[1] for one in found)])
    order = keys.argsort()
    return keys[order], marks[order]


def _parts(
    terms: Sequence[Sequence[Spots | None]], docs: Array, bases: Array
) -> Iterator[tuple[list[Spots], Array, Array]]:
    """Yield for each segment with any of `terms` their spots there, those of `docs` that lie in it (by its
    own numbers) and their bases."""
    for parts in zip(*terms, strict=True):
        spots = [part for part in parts if part]
        if spots:
            rows = bases if len(spots) == len(terms) else bases[[bool(part) for part in parts]]
            base, end = spots[0].base, spots[0].base + spots[0].size
            if base or (len(docs) and docs[-1] >= end):
                low, high = docs.searchsorted((base, end))
                yield spots, docs[low:high] - base, rows[:, low:high]
            else:
                yield spots, docs, rows
