"""Arrays of one number a document that searches use again and again.

Memory fresh from the system has to be paged in, which for a table of all documents takes longer than what is
computed in it.
"""

from __future__ import annotations

import threading

import numpy as np

from searchkit.indexing.layout import Array


class Scratch(threading.local):
    """Work tables of `size` numbers (float32), of its own for each thread; what they hold is gone with the
    next use of the same name."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._tables: dict[str, Array] = {}

    def table(self, name: str) -> Array:
        """Return the table `name`, whatever it holds."""
        known = self._tables.get(name)
        if known is None:
            known = self._tables[name] = np.empty(self._size, np.float32)
        return known

    def zeros(self, name: str) -> Array:
        """Return the table `name`, all zero."""
        table = self.table(name)
        table.fill(0)
        return table
