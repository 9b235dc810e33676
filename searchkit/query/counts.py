"""How often each document holds something: as a sorted list, or as a table of all documents.

What few documents hold is listed. What many hold is a table: adding two tables up touches neighbouring
numbers only, which for one document in eight is already cheaper than picking places one by one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.query.docset import Docs, DocSet, found_in

_CROWDED = 8
"""What one document in so many holds is kept as a table."""
_SCATTERED = 64
"""What less than one document in so many holds is united by sorting, not over a table of all."""


class Counts:
    """Documents out of `size` and how often each holds something; `count` of them do.

    `docs` (ascending) and `frequencies` beside it, or `table` with one number a document; the form that is
    not at hand is made on demand.
    """

    __slots__ = ("_docs", "_frequencies", "_set", "_table", "count", "size")

    def __init__(
        self,
        size: int,
        docs: Docs | None = None,
        frequencies: Array | None = None,
        table: Array | None = None,
        count: int | None = None,
    ) -> None:
        self.size, self._docs, self._frequencies, self._table = size, docs, frequencies, table
        self._set: DocSet | None = None
        self.count = count if count is not None else self.set.count if docs is None else len(docs)

    @property
    def crowded(self) -> bool:
        """Say whether a table is at hand."""
        return self._table is not None

    @property
    def docs(self) -> Docs:
        """The documents, ascending."""
        if self._docs is None:
            self._docs = np.flatnonzero(self._table != 0)
        return self._docs

    @property
    def frequencies(self) -> Array:
        """How often each of `docs` holds it."""
        if self._frequencies is None:
            self._frequencies = self.table[self.docs]
        return self._frequencies

    @property
    def table(self) -> Array:
        """One number for each document of the index, 0 where it is absent: float32, or whole numbers."""
        if self._table is None:
            self._table = _spread(self.size, self.docs, self.frequencies)
        return self._table

    @property
    def set(self) -> DocSet:
        """The documents as a set."""
        if self._set is None:
            if self._docs is not None:
                self._set = DocSet(self.size, docs=self._docs)
            else:
                self._set = DocSet(self.size, mask=np.not_equal(self.table, 0))
        return self._set

    @property
    def nbytes(self) -> int:
        """What documents or table, frequencies, shares and the set's mask take, about."""
        return self.size + (2 * self._table.nbytes if self._table is not None else 16 * self.count)

    def at(self, docs: Docs) -> Array:
        """Return how often each of `docs` (ascending) holds it."""
        if self._table is not None:
            return self._table.take(docs)
        own, frequencies = self.docs, self.frequencies
        if own is docs:
            return frequencies
        if self.count < len(docs):
            found = np.zeros(len(docs), frequencies.dtype)
            at, there = found_in(docs, own)
            found[at[there]] = frequencies[there]
            return found
        at, there = found_in(own, docs)
        return frequencies[at] * there

    def times(self, weight: float) -> Counts:
        """Return the same with every frequency `weight` times as much."""
        if weight == 1.0:
            return self
        factor = np.float32(weight)
        if self._table is not None:
            return Counts(self.size, self._docs, table=self._table * factor)
        return Counts(self.size, self._docs, self.frequencies * factor)


def is_crowded(count: int, size: int) -> bool:
    """Say whether `count` of `size` documents are so many that tables of all are quicker than lists."""
    return count * _CROWDED >= size


def listed_or_tabled(size: int, docs: Docs, frequencies: Array) -> Counts:
    """Return the counts of `docs` (ascending) in the form that suits their number."""
    if not is_crowded(len(docs), size):
        return Counts(size, docs.astype(np.intp), frequencies.astype(np.float32))
    return Counts(size, table=_spread(size, docs.astype(np.intp), frequencies), count=len(docs))


def _spread(size: int, docs: Docs, frequencies: Array) -> Array:
    """Return the table of a list."""
    table = np.zeros(size, frequencies.dtype)
    table[docs] = frequencies
    return table


def none(size: int) -> Counts:
    """Return the counts of what no document holds."""
    return Counts(size, np.empty(0, np.intp), np.empty(0, np.float32))


def unite(parts: Sequence[Counts], size: int) -> Counts:
    """Return the frequencies of all `parts` added up."""
    if len(parts) < 2:
        return parts[0] if parts else none(size)
    total = sum(part.count for part in parts)
    if total * _SCATTERED < size:
        return _merged(parts, size)
    crowded = [part.table for part in parts if part.crowded]
    table = crowded[0].astype(np.float32) if crowded else np.zeros(size, np.float32)
    for other in crowded[1:]:
        table += other
    for part in parts:
        if not part.crowded:
            table[part.docs] += part.frequencies
    if is_crowded(total, size):
        return Counts(size, table=table)
    docs = np.flatnonzero(table != 0)
    return Counts(size, docs, table[docs])


def _merged(parts: Sequence[Counts], size: int) -> Counts:
    docs = np.concatenate([part.docs for part in parts])
    order = np.argsort(docs, kind="stable")
    docs, frequencies = docs[order], np.concatenate([part.frequencies for part in parts])[order]
    first = np.flatnonzero(np.diff(docs, prepend=-1))
    sums = np.add.reduceat(frequencies, first) if len(first) else frequencies
    return Counts(size, docs[first], sums)
