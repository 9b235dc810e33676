"""Whoosh's view of one term's postings: a matcher that walks the arrays."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
from whoosh.matching.mcore import LeafMatcher, ReadTooFar

from searchkit.indexing.layout import Array
from searchkit.indexing.segment import SegmentField

_BLOCK = 128
"""Postings that share one bound of quality, as in Whoosh's own codec."""


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """The postings of term `number` of a field; deleted documents are left out by Whoosh's reader around
    it."""

    def __init__(
        self, field: SegmentField, number: int, term: tuple[str, bytes], format_: Any, scorer: Any
    ) -> None:
        self._field, self._number, self._term = field, number, term
        self.format, self.scorer = format_, scorer
        self._docs, self._tfs = field.docs(number), field.tfs(number)
        self._i, self._count, self._ended = 0, len(self._docs), False

    @cached_property
    def _ids(self) -> list[int]:
        ids: list[int] = self._docs.tolist()
        return ids

    @cached_property
    def _offsets(self) -> list[int]:
        return list(accumulate(self._tfs.tolist(), initial=0))

    @cached_property
    def _positions(self) -> Array:
        return self._field.positions(self._number)

    def is_active(self) -> bool:
        return not self._ended

    def reset(self) -> None:
        self._i, self._ended = 0, False

    def copy(self) -> ArrayMatcher:
        twin = ArrayMatcher(self._field, self._number, self._term, self.format, self.scorer)
        twin._i, twin._ended = self._i, self._ended
        return twin

    def id(self) -> int:
        return self._ids[self._i]

    def all_ids(self) -> Iterator[int]:
        return iter(self._ids[self._i :])

    def next(self) -> bool:
        if not self.is_active():
            raise ReadTooFar
        self._go(self._i + 1)
        return self._ended or self._i % _BLOCK == 0

    def _go(self, place: int) -> None:
        """Move to a posting. At the end stay on the last: Whoosh's SpanNot still asks for its id."""
        if place < self._count:
            self._i = place
        else:
            self._ended = True

    def skip_to(self, id: int) -> None:
        if not self.is_active():
            raise ReadTooFar
        if id > self.id():
            self._go(self._i + int(self._docs[self._i :].searchsorted(id)))

    def weight(self) -> float:
        return float(self._tfs[self._i])

    def value_as(self, astype: str) -> Any:
        if astype == "positions":
            return self._here()
        if astype == "position_boosts":
            return [(position, 1) for position in self._here()]
        if astype == "frequency":
            return int(self._tfs[self._i])
        return super().value_as(astype)

    def _here(self) -> list[int]:
        here: list[int] = self._positions[self._offsets[self._i] : self._offsets[self._i + 1]].tolist()
        return here

    def value(self) -> bytes:
        """Return the posting's value as Whoosh's format of the field would have encoded it."""
        if self._field.has_positions:
            return self.format.encode(self._here())  # type: ignore[no-any-return]
        return int(self._tfs[self._i]).to_bytes(4, "big") if self._field.has_tfs else b""

    def _block(self) -> slice:
        start = self._i - self._i % _BLOCK
        return slice(start, min(start + _BLOCK, self._count))

    def block_max_weight(self) -> float:
        return float(self._tfs[self._block()].max())

    def block_min_length(self) -> int:
        return int(self._lengths().min())

    def block_max_length(self) -> int:
        return int(self._lengths().max())

    def _lengths(self) -> Array:
        return self._field.lengths[self._docs[self._block()]] if self._field.has_tfs else np.ones(1, np.int32)

    def block_min_id(self) -> int:
        return self._ids[self._i - self._i % _BLOCK]

    def block_max_id(self) -> int:
        return self._ids[min(self._i - self._i % _BLOCK + _BLOCK, self._count) - 1]

    def skip_to_quality(self, minquality: float) -> int:
        """Move past the blocks that can't exceed `minquality` and return how many they were."""
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._go(self._block().stop)
            skipped += 1
        return skipped
