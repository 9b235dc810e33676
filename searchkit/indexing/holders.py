"""Documents grouped by what they hold: how many of a set hold each value is counted over the groups, in one
pass over neighbouring numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from searchkit.indexing.layout import Array


class Holders(NamedTuple):
    """The documents of group `i`, which all hold the number `groups[i]`, are those from `docs[starts[i]]` on;
    no group is empty."""

    groups: Array
    docs: Array
    starts: Array

    def counts(self, mask: Array) -> Array:
        """Return how many documents of each group `mask`, one flag a document of the index, lets through."""
        if not len(self.groups):
            return np.zeros(0, np.intp)
        counts: Array = np.add.reduceat(mask.take(self.docs), self.starts, dtype=np.intp)
        return counts

    @property
    def places(self) -> Array:
        """For each of `docs` the place of its group."""
        return np.repeat(np.arange(len(self.groups)), np.diff(self.starts, append=len(self.docs)))


def grouped(numbers: Array, docs: Array) -> Holders:
    """Return `docs` grouped by the `numbers` beside them, which ascend from group to group; within a group in
    the order given."""
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    starts = np.flatnonzero(np.concatenate([[True], numbers[1:] != numbers[:-1]])[: len(numbers)])
    return Holders(numbers[starts], docs[order].astype(np.intp), starts)
