"""One column of a commit: what filters, facets and orders ask of every document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from searchkit.indexing.field_view import joined
from searchkit.indexing.holders import Holders, grouped
from searchkit.indexing.layout import Array
from searchkit.indexing.schema import NUMBERS
from searchkit.indexing.segment import Segment, is_single

_EPOCH = 719163  # date(1970, 1, 1).toordinal()


class Column:
    """One column over all segments; deleted documents keep their values.

    Key fields: `values`, their names in order, and numbers into it: `ordinals` (int32, a document each, -1
    for none) where a document has one value, else `(docs, ordinals)` = `pairs`, by document. Numeric columns:
    `numbers`.
    """

    def __init__(self, segments: Sequence[Segment], bases: Sequence[int], name: str) -> None:
        self.name = name
        self.multi = name not in NUMBERS and not is_single(name)
        self._named: dict[int, str] = {}
        self._segments, self._bases = segments, bases

    @cached_property
    def numbers(self) -> Array:
        """The number of every document."""
        return joined([s.numbers(self.name) for s in self._segments], NUMBERS[self.name])

    @cached_property
    def values(self) -> Sequence[str]:
        """The values, sorted; with one segment decoded one by one as they are asked for."""
        if len(self._segments) == 1:
            return self._segments[0].field(self.name).terms
        return sorted({value for s in self._segments for value in s.field(self.name).terms})

    def named(self, ordinals: Sequence[int]) -> list[str]:
        """Return the values of those ordinals, each decoded once."""
        values, known = self.values, self._named
        return [known.get(n) or known.setdefault(n, values[n]) for n in ordinals]

    @cached_property
    def _maps(self) -> list[Array | None]:
        """For each segment its term numbers as numbers of `values`, with -1 for -1 at the end; None: the
        same."""
        if len(self._segments) == 1:
            return [None]
        place = {value: number for number, value in enumerate(self.values)}
        return [
            np.array([*map(place.__getitem__, s.field(self.name).terms), -1], np.int32)
            for s in self._segments
        ]

    @cached_property
    def ordinals(self) -> Array:
        """The ordinals: of every document (one value a document), or beside `docs` (many)."""
        if not self.multi:
            parts = [s.ordinals(self.name) for s in self._segments]
        else:
            parts = [s.column_pairs(self.name)[1] for s in self._segments]
        return joined([p if m is None else m[p] for p, m in zip(parts, self._maps, strict=True)], np.int32)

    @cached_property
    def holders(self) -> Holders:
        """The documents that hold each ordinal, or in a column of days each year."""
        if self.name in NUMBERS:
            return self._holders_of_years
        docs = self.docs if self.multi else np.flatnonzero(self.ordinals >= 0)
        return grouped(self.ordinals if self.multi else self.ordinals[docs], docs)

    @property
    def _holders_of_years(self) -> Holders:
        docs = np.flatnonzero(self.numbers > 0)
        days = (self.numbers[docs].astype(np.int64) - _EPOCH).astype("datetime64[D]")
        return grouped(days.astype("datetime64[Y]").astype(np.int64) + 1970, docs)

    @cached_property
    def docs(self) -> Array:
        """The documents beside `ordinals` in a column of many values (int32, ascending)."""
        pairs = (s.column_pairs(self.name)[0] for s in self._segments)
        return joined(
            [d + np.int32(b) if b else d for d, b in zip(pairs, self._bases, strict=True)], np.int32
        )

    @property
    def pairs(self) -> tuple[Array, Array]:
        """`(docs, ordinals)` of a column of many values."""
        return self.docs, self.ordinals
