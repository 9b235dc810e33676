"""Ids by their hashes, in sorted arrays: all that an indexing run remembers of every article.

A set of Python strings or numbers takes 70 to 200 bytes for each id; these arrays take 8, and 12 where the
place of the article is known as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from searchkit.indexing.layout import Array


def hashes(ids: Sequence[str] | Sequence[bytes]) -> Array:
    """Return 64 bits for each id; they hold for this process alone."""
    return np.fromiter(map(hash, ids), np.int64, len(ids))


class HashSet:
    """A set of hashes that grows by many at a time: 8 bytes each, in few sorted arrays."""

    def __init__(self) -> None:
        self._parts: list[Array] = []

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    def holds(self, keys: Array) -> Array:
        """Return which of `keys` are in the set."""
        found = np.zeros(len(keys), bool)
        for part in self._parts:
            found |= _find(part, keys) >= 0
        return found

    def add(self, keys: Iterable[int]) -> None:
        """Add `keys`, none of which is in the set."""
        self._parts.append(np.sort(np.fromiter(keys, np.int64)))
        # Each array is more than twice as long as the next: few to look into, and each number moves seldom.
        while len(self._parts) > 1 and len(self._parts[-2]) <= 2 * len(self._parts[-1]):
            last, before = self._parts.pop(), self._parts.pop()
            both = np.concatenate([before, last])
            both.sort()
            self._parts.append(both)


class RunIds:
    """The hashes of a run's ids and the document of each: 12 bytes an article."""

    def __init__(self, keys: Array) -> None:
        """Take the hash of each document, in order."""
        order = np.argsort(keys)
        self._keys, self._docs = keys[order], order.astype(np.uint32)

    def holds(self, keys: Array) -> Array:
        """Return which of `keys` are the hashes of ids of this run."""
        return _find(self._keys, keys) >= 0

    def docs(self, key: int) -> list[int]:
        """Return the documents whose ids have the hash `key`; different ids may share one."""
        first, end = np.searchsorted(self._keys, key), np.searchsorted(self._keys, key, side="right")
        found: list[int] = self._docs[first:end].tolist()
        return found

    def by_document(self) -> Array:
        """Return the hash of each document, in order."""
        keys = np.empty_like(self._keys)
        keys[self._docs] = self._keys
        return keys


def joined(runs: Sequence[RunIds], dead: Sequence[Iterable[int]]) -> RunIds:
    """Return the ids of the living documents of `runs`, which are numbered anew, one run after another."""
    kept = [
        np.delete(run.by_document(), np.fromiter(gone, np.intp)) for run, gone in zip(runs, dead, strict=True)
    ]
    return RunIds(np.concatenate(kept))


def _find(ordered: Array, keys: Array) -> Array:
    """Return for each of `keys` its first place in `ordered`, or -1."""
    if not len(ordered):
        return np.full(len(keys), -1)
    at = np.minimum(np.searchsorted(ordered, keys), len(ordered) - 1)
    return np.where(ordered[at] == keys, at, -1)
