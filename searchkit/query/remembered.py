"""What is kept of words between queries: so many, then anew."""

from __future__ import annotations

from typing import TypeVar

_MOST = 4096
K = TypeVar("K")
V = TypeVar("V")


def keep(known: dict[K, V], key: K, value: V, most: int | None = None) -> V:
    """Keep `value` in `known`, which starts anew when it has `most` values; return it."""
    if len(known) >= (most or _MOST):
        known.clear()
    known[key] = value
    return value
