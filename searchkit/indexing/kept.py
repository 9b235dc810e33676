"""What is kept ready between queries, up to a number of bytes: what was used last stays."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class Kept(Generic[V]):
    """Values that are costly to make, at most `most_bytes` of them by the sizes told; for several threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._bytes = most_bytes, 0
        self._values: dict[Hashable, tuple[V, int]] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], V], size: Callable[[V], int]) -> V:
        """Return the value of `key`: the one kept, else by `make`; a value of size 0 is not kept."""
        with self._lock:
            known = self._values.pop(key, None)
            if known is not None:
                self._values[key] = known  # the last one now
                return known[0]
        value = make()
        if taken := size(value):
            self._keep(key, value, taken)
        return value

    def _keep(self, key: Hashable, value: V, taken: int) -> None:
        with self._lock:
            self._bytes += taken - self._values.pop(key, (value, 0))[1]
            self._values[key] = value, taken
            while self._bytes > self._most and len(self._values) > 1:
                self._bytes -= self._values.pop(next(iter(self._values)))[1]
