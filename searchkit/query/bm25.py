"""The weighting model: BM25F over title and body with one length, idf as Lucene's.

One formula for the array executor (`gain` over arrays) and for Whoosh's matchers (`gain` over single
numbers, see `compile`): `idf · tf / (tf + k1 · (1 − b + b · length / average))`, where `tf` is the number
of occurrences, those in the title counted `1 + TITLE` times. Source: Robertson and Zaragoza, The
Probabilistic Relevance Framework (2009); the form without the constant `k1 + 1` is the one of Lucene since
version 8.
"""

from __future__ import annotations

import math
from typing import Any

from searchkit.query.weights import K1, B


def idf(documents: int, frequency: int) -> float:
    """Return the weight of a term that `frequency` of `documents` articles hold; never negative."""
    return math.log1p((documents - frequency + 0.5) / (frequency + 0.5))


def norm(length: Any, average: Any) -> Any:
    """Return what a frequency competes with in an article of `length` terms (number or array)."""
    return length * (K1 * B / average) + K1 * (1 - B)


def gain(weight: Any, frequency: Any, normed: Any) -> Any:
    """Return the score of a term of idf `weight` with `frequency` in an article of norm `normed`."""
    return weight * frequency / (frequency + normed)
