"""Newer articles higher, where that is asked for: the factor that an article's age gives its score.

    factor = 1 + RECENT · 2^(−age / half-life)

`age` are the days from the article's publication to the newest day in the index (but no later than today, so
that one misdated article does not make all others old). An article without a date has the factor 1.
"""

from __future__ import annotations

import datetime as dt

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.snapshot import Snapshot
from searchkit.query.docset import Docs
from searchkit.query.weights import RECENT


class Recency:
    """The factors of one index for one half-life in days."""

    def __init__(self, snapshot: Snapshot, half_life: float) -> None:
        self._days = snapshot.column("published").numbers
        self._half_life = half_life
        self._newest = min(int(self._days.max(initial=0)), dt.date.today().toordinal())

    def __call__(self, docs: Docs) -> Array:
        """Return the factor of each of `docs` (float32)."""
        days = self._days[docs].astype(np.float64)
        ages = np.maximum(0.0, self._newest - days)
        factors = 1 + RECENT * np.exp2(-ages / self._half_life) * (days > 0)
        return factors.astype(np.float32)
