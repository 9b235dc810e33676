"""Sorting numbers by radix."""

from __future__ import annotations

import numpy as np

from searchkit.indexing.layout import Array


def stable_order(keys: Array) -> Array:
    """Return the stable sorting order of non-negative numbers below 2**32: numpy sorts 16-bit numbers by
    radix, so 16 bits at once."""
    order = np.argsort(keys.astype(np.uint16), kind="stable")
    if len(keys) and int(keys.max()) >> 16:
        high = (keys >> 16).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order
