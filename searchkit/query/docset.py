"""A set of document numbers, kept as a sorted array or as a mask, whichever is at hand."""

from __future__ import annotations

from typing import Any

import numpy as np

from searchkit.indexing.layout import Array

Docs = np.ndarray[Any, np.dtype[np.intp]]
"""Document numbers in numpy's own integers: picking by others takes it twice as long."""
Mask = np.ndarray[Any, np.dtype[np.bool_]]


class DocSet:
    """Documents out of `size`; `docs` is ascending, `mask` has one flag a document. Either is made on
    demand."""

    __slots__ = ("_count", "_docs", "_mask", "size")

    def __init__(self, size: int, docs: Docs | None = None, mask: Mask | None = None) -> None:
        self.size, self._docs, self._mask = size, docs, mask
        self._count = -1 if docs is None else len(docs)

    @property
    def docs(self) -> Docs:
        """Return the document numbers, ascending."""
        if self._docs is None:
            self._docs = np.flatnonzero(self._mask)  # type: ignore[arg-type]
        return self._docs

    @property
    def flagged(self) -> bool:
        """Say whether a mask is at hand."""
        return self._mask is not None

    @property
    def mask(self) -> Mask:
        """Return one flag for each document of the index."""
        if self._mask is None:
            self._mask = np.zeros(self.size, np.bool_)
            self._mask[self._docs] = True
        return self._mask

    @property
    def count(self) -> int:
        """Return how many documents the set holds."""
        if self._count < 0:
            self._count = int(np.count_nonzero(self._mask))  # type: ignore[arg-type]  # one of both is there
        return self._count

    def __and__(self, other: DocSet) -> DocSet:
        if self._docs is not None and (other._docs is None or self.count <= other.count):
            return DocSet(self.size, docs=other.keep(self._docs))
        if other._docs is not None:
            return DocSet(self.size, docs=self.keep(other._docs))
        return DocSet(self.size, mask=self.mask & other.mask)

    def __or__(self, other: DocSet) -> DocSet:
        return union([self, other], self.size)

    def __sub__(self, other: DocSet) -> DocSet:
        if self._docs is not None:
            return DocSet(self.size, docs=self._docs[~other.contains(self._docs)])
        mask = self.mask.copy()
        if other._docs is not None:
            mask[other._docs] = False
        else:
            mask &= ~other.mask
        return DocSet(self.size, mask=mask)

    def add_to(self, numbers: Array, amount: Any) -> None:
        """Add `amount` to the number of every document of the set."""
        if self._docs is not None:
            numbers[self._docs] += amount
        else:
            numbers += self.mask * amount

    def contains(self, docs: Docs) -> Mask:
        """Return for each of `docs` whether the set holds it."""
        if self._mask is None and self._docs is not None and len(docs) * 16 < len(self._docs):
            return found_in(self._docs, docs)[1]
        return self.mask[docs]

    def keep(self, docs: Docs) -> Docs:
        """Return those of `docs` that the set holds."""
        return docs[self.contains(docs)]


def union(sets: list[DocSet], size: int) -> DocSet:
    """Return the documents that any of `sets` holds."""
    mask = np.zeros(size, np.bool_)
    for part in sets:
        if part._docs is not None:
            mask[part._docs] = True
        else:
            mask |= part.mask
    return DocSet(size, mask=mask)


def found_in(haystack: Docs, needles: Docs) -> tuple[Array, Mask]:
    """Return where each of the sorted `needles` would stand in the sorted `haystack`, and whether it is
    there."""
    at = haystack.searchsorted(needles)
    if not len(haystack):
        return at, np.zeros(len(needles), np.bool_)
    np.minimum(at, len(haystack) - 1, out=at)
    return at, haystack[at] == needles
