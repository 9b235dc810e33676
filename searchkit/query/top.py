"""The best of many: scores of whole sets, and the first k of them without sorting, or scoring, everything."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import accumulate

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.query.counts import is_crowded
from searchkit.query.docset import Docs, DocSet
from searchkit.query.leaves import Holding, LeafReader

_NONE = np.empty(0, np.intp)
_TINY = np.float32(1e-30)
"""Less than any score: what a document without any leaf stays under."""
_FEW = 16
"""One document in so many is few enough to be looked up in further leaves."""
_LOOK = 2
"""Looking where the floor lies costs as much as adding up so many tables."""
_GROUPS = 16
"""The k-th best is bounded by the k-th best of at least so many times k groups."""
_ROWS = 64
"""Groups are of so many scores, if there are enough of them."""


def best(docs: Docs, scores: Array, k: int) -> tuple[Docs, Array]:
    """Return the `k` best of `docs` (ascending) by score, ties by document number, without sorting them
    all."""
    if k <= 0:
        return docs[:0], scores[:0]
    if len(docs) > k:
        kept = (scores >= under_kth(scores, k)).nonzero()[0]
        docs, scores = docs[kept], scores[kept]
    order = (-scores).argsort(kind="stable")[:k]
    return docs[order], scores[order]


def under_kth(scores: Array, k: int) -> float:
    """Return a number that at least `k` of `scores` reach, near the k-th best of them.

    Of many scores the best of each of some groups are compared: `k` groups whose best reach a number hold
    `k` scores that do.
    """
    groups = max(_GROUPS * k, len(scores) // _ROWS)
    rows = len(scores) // groups
    if rows > 2:
        tops = np.maximum.reduce(scores[: rows * groups].reshape(rows, groups), axis=0)
    else:
        tops = scores.copy()
    tops.partition(len(tops) - k)
    return float(tops[len(tops) - k])


def in_order(held: Sequence[Holding]) -> list[Holding]:
    """Return leaves, the rarest first: the one order in which scores are added up, so that none depends on
    the way it was computed."""
    return sorted((part for part in held if part.counts.count), key=lambda part: part.counts.count)


def score_all(reader: LeafReader, held: Sequence[Holding], docs: DocSet) -> Array:
    """Return the score of every one of `docs`, all leaves summed."""
    wanted, parts = docs.docs, in_order(held)
    if not parts:
        return np.zeros(len(wanted), np.float32)
    if len(parts) > 1 and is_crowded(len(wanted), docs.size):
        return sum_of(reader, parts)[wanted]
    return reduce(np.add, (reader.gains_at(part, wanted) for part in parts))


def sum_of(reader: LeafReader, parts: Sequence[Holding]) -> Array:
    """Return the score of every document of the index, the leaves added up in the order given; lent until
    the next one."""
    scores = reader.scores(parts[0])
    for part in parts[1:]:
        reader.add_gains(part, scores)
    return scores


def top_of_union(
    reader: LeafReader, held: Sequence[Holding], k: int, within: DocSet | None = None, less: Docs = _NONE
) -> tuple[Docs, Array]:
    """Return the `k` best of the documents that hold any leaf and stand in `within` (None: all of them), but
    not in `less`, a few.

    MaxScore (Turtle and Flood, 1995) over whole arrays: leaves go in from the rarest. The k-th best so far
    is a floor under the result. Once the leaves to come can't lift many documents over it, they are only
    looked up in these.
    """
    parts = in_order(held)
    if k <= 0 or not parts:
        return _NONE, np.empty(0, np.float32)
    # A document's share of an idf nears 1 with growing frequency, so the idf is what a leaf can add at most.
    rest = list(accumulate((part.idf for part in reversed(parts)), initial=0.0))[::-1]
    scores = reader.scores(parts[0])
    floor = 0.0
    for done, part in enumerate(parts, 1):
        if done > 1:
            reader.add_gains(part, scores)
        if not _is_worth_a_look(part, len(parts) - done, rest[0] - rest[done], rest[done]):
            continue
        seen = _seen(part, scores, within, less)
        if len(seen) > k:
            floor = max(floor, under_kth(seen, k))
        if floor >= rest[done]:
            near = scores >= max(floor - rest[done], _TINY)
            if done == len(parts) or np.count_nonzero(near) * _FEW < reader.size:
                break
    docs = near.nonzero()[0]
    scores = scores[docs]
    for part, bound in zip(parts[done:], rest[done:], strict=False):
        kept = scores + np.float32(bound) >= floor
        docs, scores = docs[kept], scores[kept]
        scores = scores + reader.gains_at(part, docs)
    return best(docs, scores, k)


def _is_worth_a_look(part: Holding, left: int, reached: float, rest: float) -> bool:
    """Say whether to look where the floor lies: not where the `left` leaves to come give more than any
    document can have `reached`. Of a list that is quick; else it takes as long as adding up `_LOOK`
    tables."""
    return not left or (reached > rest and (left >= _LOOK or not part.counts.crowded))


def _seen(part: Holding, scores: Array, within: DocSet | None, less: Docs) -> Array:
    """Return the scores so far of those that hold `part`, or of all; first of all it takes those away that
    are not asked for."""
    if within is not None:
        scores *= within.mask
    scores[less] = 0
    return scores if part.counts.crowded else scores[part.counts.docs]
