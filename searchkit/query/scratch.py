"""Arrays that searches use again and again.

Memory fresh from the system has to be paged in, which for a table of all documents takes longer than what is
computed in it.
"""

from __future__ import annotations

import threading

import numpy as np

from searchkit.indexing.layout import Array


class Scratch(threading.local):
    """Work tables for an index of `size` documents, of its own for each thread."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._tables: dict[str, Array] = {}

    def table(self, name: str) -> Array:
        """Return the table `name` of float32, one number a document; it holds whatever its last user left."""
        known = self._tables.get(name)
        if known is None:
            known = self._tables[name] = np.empty(self._size, np.float32)
        return known
