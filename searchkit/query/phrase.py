"""Where words stand, and how often they stand next to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.schema import TITLE_GAP
from searchkit.indexing.snapshot import Postings
from searchkit.query.docset import Docs, DocSet, found_in
from searchkit.query.scratch import Scratch

_STRIDE = 1 << 32  # document rank and position in one sortable number
_ROOM = 1 << 20
"""So many places are laid out at a time."""


def position_keys(postings: Postings, docs: Docs) -> Array:
    """Return `rank of the document in docs · 2³² + position` of every occurrence in `docs`, ascending.

    `docs` is ascending; those that do not hold the term are passed over.
    """
    at, there = found_in(postings.docs, docs.astype(postings.docs.dtype, copy=False))
    ranks = there.nonzero()[0]
    return _places(postings, at[ranks], ranks * _STRIDE)


def phrase_counts(postings: Sequence[Postings], docs: DocSet, lengths: Array, scratch: Scratch) -> Array:
    """Return how often the terms of `postings` stand next to each other, in this order, in each of `docs`,
    which hold all of them; `lengths` are those of all documents in the field."""
    rows = [_rows(part.docs, docs) for part in postings]
    ends = np.cumsum(lengths[docs.docs] + np.int64(TITLE_GAP + len(postings)))
    counts = []
    for start, end in _stretches(ends):
        before = ends[start - 1] if start else 0
        counts.append(_counts(postings, [one[start:end] for one in rows], ends[start:end] - before, scratch))
    return np.concatenate(counts) if counts else np.empty(0, np.int64)


def _rows(holders: Docs, docs: DocSet) -> Array:
    """Return where each of `docs` stands among `holders`, which has them all."""
    if len(holders) < 8 * docs.count:
        return np.flatnonzero(docs.mask[holders])
    return np.searchsorted(holders, docs.docs.astype(holders.dtype))


def _stretches(ends: Array) -> Iterator[tuple[int, int]]:
    """Yield ranges of documents that take up `_ROOM` places together, or of one that takes more; `ends` are
    those of all documents side by side."""
    start = done = 0
    while start < len(ends):
        end = max(start + 1, int(np.searchsorted(ends, done + _ROOM, side="right")))
        yield start, end
        start, done = end, int(ends[end - 1])


def _counts(postings: Sequence[Postings], rows: Sequence[Array], ends: Array, scratch: Scratch) -> Array:
    """Return how often the terms stand in order in documents laid out side by side up to `ends`: each term
    takes the places where it stands, moved to that of the first term."""
    bases = np.empty_like(ends)
    bases[0], bases[1:] = 0, ends[:-1]
    bases += len(postings) - 1
    moved = [_places(part, at, bases - n) for n, (part, at) in enumerate(zip(postings, rows, strict=True))]
    found, *others = sorted(moved, key=len)
    taken = scratch.flags(int(ends[-1]))
    for other in others:
        try:
            taken[other] = True
            found = found[taken[found]]
        finally:
            taken[other] = False
    return np.bincount(np.searchsorted(ends, found, side="right"), minlength=len(ends))


def _places(postings: Postings, rows: Array, bases: Array) -> Array:
    """Return base + position of every occurrence in the documents that stand at `rows` of the postings."""
    offsets, flat = postings.positions()
    starts = offsets.take(rows)
    counts = offsets.take(rows + 1) - starts
    ends = counts.cumsum()
    picks = (starts - (ends - counts)).repeat(counts)
    picks += np.arange(len(picks))
    places: Array = bases.repeat(counts)
    places += flat.take(picks)
    return places
