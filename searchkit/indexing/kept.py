"""What is kept ready between queries, up to a number of bytes: what was used last stays."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Kept(Generic[V]):
    """Values that are costly to make, at most `most_bytes` of them by the sizes told."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._bytes = most_bytes, 0
        self._values: dict[Hashable, tuple[V, int]] = {}

    def get(self, key: Hashable, make: Callable[[], V], size: Callable[[V], int]) -> V:
        """Return the value of `key`: the one kept, else by `make`; a value of size 0 is not kept."""
        known = self._values.pop(key, None)
        if known is None:
            value = make()
            known = value, size(value)
            self._bytes += known[1]
            while self._bytes > self._most and self._values:
                self._bytes -= self._values.pop(next(iter(self._values)))[1]
        if known[1]:
            self._values[key] = known
        return known[0]
