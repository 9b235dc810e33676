"""Words next to each other: which documents hold them so, and how often, by positions."""

from __future__ import annotations

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.snapshot import FieldView, Postings
from searchkit.query.docset import Docs, found_in

_STRIDE = 1 << 32  # document rank and position in one sortable number


def phrase(view: FieldView, terms: tuple[str, ...]) -> tuple[Docs, Array]:
    """Return the documents in which `terms` stand next to each other in this order, and how often they do."""
    postings = [view.postings(term) for term in terms]
    if not all(postings):
        return np.empty(0, np.intp), np.empty(0, np.float32)
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
    at, there = found_in(postings.docs, docs.astype(np.int32))
    ranks = np.flatnonzero(there)
    offsets, flat = postings.positions()
    starts = offsets[at[ranks]]
    counts = offsets[at[ranks] + 1] - starts
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    picks = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    keys: Array = np.repeat(ranks * _STRIDE, counts) + flat[picks]
    return keys


def _in_sorted(haystack: Array, needles: Array) -> Array:
    if not len(haystack):
        return np.zeros(len(needles), np.bool_)
    at = np.searchsorted(haystack, needles)
    at[at == len(haystack)] = len(haystack) - 1
    found: Array = haystack[at] == needles
    return found
