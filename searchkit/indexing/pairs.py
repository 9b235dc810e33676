"""How often one word stands right before another: the statistics that give diacritics back to a query.

Kept as compressed rows: for each first term the numbers of the terms that follow it, ascending, with their
counts (`starts`, `seconds`, `counts`). Built from a run's stream of words, merged by ranges of first terms.
Deleted articles still count until a merge, which takes their share of the articles off every count: these are
statistics, not postings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from searchkit.indexing.layout import Array, smallest
from searchkit.indexing.sorting import stable_order

_SHIFT = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_RANGE = 1 << 18
"""Pairs that are merged at a time: about 12 MB of working memory."""
PRUNE_FROM = 5000
"""In a segment of so many documents, pairs seen once are left out: they are three quarters of all and say
little."""
_MOST = 0xFFFF


class Numbers(Protocol):
    """An array, or something that reads a slice of one from a file."""

    def __getitem__(self, part: slice, /) -> Array: ...


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows of following terms: those of term `t` are `seconds[starts[t]:starts[t + 1]]`."""

    starts: Array
    seconds: Numbers
    counts: Numbers

    def sections(self) -> dict[str, Array]:
        """Return the arrays as they are stored."""
        top = int(self.starts[-1])
        return {
            "pair_starts": self.starts.astype(max("<u4", smallest(top))),
            "pair_seconds": self.seconds[0:top].astype(np.uint32, copy=False),
            "pair_counts": _narrow(self.counts[0:top]),
        }


def _narrow(counts: Array) -> Array:
    """Return `counts` in 16 bits, larger ones as the largest of these."""
    return counts if counts.dtype == np.uint16 else np.minimum(counts, _MOST).astype(np.uint16)


def count_pairs(stream: Array, positions: Array, terms: int) -> Pairs:
    """Return the pairs of a `stream` of term numbers whose `positions` follow each other (a gap parts
    them)."""
    beside = positions[1:] == positions[:-1] + 1
    firsts, seconds = stream[:-1][beside], stream[1:][beside]
    if terms <= 1 << 16:  # two sorts by radix take half the time of one that compares
        keys: Array = firsts.astype(np.uint32) << np.uint32(16) | seconds.astype(np.uint32)
        keys, shift = keys[stable_order(keys)], 16
    else:
        keys, shift = _keys(firsts, seconds), 32
        keys.sort()
    new = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=new[1:])
    first = np.flatnonzero(new)
    keys = keys[first]
    starts = np.zeros(terms + 1, np.int64)
    np.cumsum(np.bincount((keys >> shift).astype(np.int64), minlength=terms), out=starts[1:])
    seconds = (keys & keys.dtype.type((1 << shift) - 1)).astype(np.uint32, copy=False)
    return Pairs(starts, seconds, np.diff(first, append=len(new)))


def merge_pairs(parts: Sequence[Pairs], numbers: Sequence[Array], terms: int, least: int = 1) -> Pairs:
    """Return the sum of `parts`, pairs of fewer than `least` occurrences left out.

    `numbers[i]` maps the term numbers of part `i` to those of the result, ascending, -1 for a term that is
    gone.
    """
    work = np.zeros(terms, np.int64)
    for part, mapping in zip(parts, numbers, strict=True):
        kept = mapping >= 0
        sizes: Array = np.diff(part.starts.astype(np.int64))
        work[mapping[kept]] += sizes[kept]
    # Room for all pairs of all parts; what is not needed of it is never touched, and so takes no memory.
    most, top = int(work.sum()), 0
    starts, seconds, counts = (
        np.zeros(terms + 1, np.int64),
        np.empty(most, np.uint32),
        np.empty(most, np.uint16),
    )
    for first, end in _ranges(np.concatenate([[0], np.cumsum(work)])):
        sizes, found, often = _merge_range(parts, numbers, first, end, least)
        starts[first + 1 : end + 1] = sizes
        seconds[top : top + len(found)], counts[top : top + len(found)] = found, often
        top += len(found)
    return Pairs(np.cumsum(starts), seconds[:top], counts[:top])


def _merge_range(
    parts: Sequence[Pairs], numbers: Sequence[Array], first: int, end: int, least: int
) -> tuple[Array, Array, Array]:
    """Return for the first terms in `first:end` how many terms follow each, and these terms with counts."""
    keys, counts = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    for part, mapping in zip(parts, numbers, strict=True):
        inside = np.flatnonzero((mapping >= first) & (mapping < end))
        if not len(inside):
            continue
        low, high = int(inside[0]), int(inside[-1]) + 1
        starts = part.starts[low : high + 1].astype(np.int64)
        firsts = np.repeat(mapping[low:high], np.diff(starts))
        seconds = mapping[part.seconds[starts[0] : starts[-1]]]
        kept = (firsts >= 0) & (seconds >= 0)
        keys.append(_keys(firsts[kept], seconds[kept]))
        counts.append(part.counts[starts[0] : starts[-1]][kept].astype(np.int64))
    joined = np.concatenate(keys)
    order = np.argsort(joined, kind="stable")
    joined, found = _sums(joined[order], np.concatenate(counts)[order])
    frequent = found >= least
    joined, found = joined[frequent], np.minimum(found[frequent], _MOST)
    sizes = np.bincount((joined >> _SHIFT).astype(np.int64) - first, minlength=end - first)
    return sizes, (joined & _LOW).astype(np.uint32), found.astype(np.uint16)


def _keys(firsts: Array, seconds: Array) -> Array:
    keys: Array = firsts.astype(np.uint64)
    keys <<= _SHIFT
    keys |= seconds.astype(np.uint32, copy=False)
    return keys


def _sums(keys: Array, counts: Array) -> tuple[Array, Array]:
    """Return the distinct ones of sorted `keys` and the sum of the counts of each."""
    if not len(keys):
        return keys, counts
    new = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return keys[new], np.add.reduceat(counts, new)


def _ranges(starts: Array) -> list[tuple[int, int]]:
    found, first, count = [], 0, len(starts) - 1
    while first < count:
        end = int(np.searchsorted(starts, starts[first] + _RANGE, side="right")) - 1
        end = min(max(end, first + 1), count)
        found.append((first, end))
        first = end
    return found
