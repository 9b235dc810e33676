"""Where the words of a query stand in the best documents, all words in one array.

What depends on places is then computed for all words, or all pairs, at once: a query of forty words costs a
dozen array operations like one of two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.spots import POSITION, places_of
from searchkit.query.docset import Docs
from searchkit.query.leaves import LeafReader
from searchkit.query.plan import Leaf

Sequences = tuple[tuple[Leaf, ...], ...]
"""The words of a query, group by group, in the order typed."""


class Occurrences(NamedTuple):
    """The occurrences of words in `size` documents.

    `keys` are ascending: cell (number of the word · `size` + rank of the document), then position. Those of
    cell number `i` are `keys[starts[i]:starts[i + 1]]`, none of them less than `edges[i]`.
    """

    words: tuple[Leaf, ...]
    size: int
    keys: Array
    edges: Array
    starts: Array

    def rows(self, words: Sequence[int]) -> Array:
        """Return the keys of words of those numbers as if they were numbers 0, 1 and so on."""
        first, end = words[0], words[0] + len(words)
        if words == [*range(first, end)]:  # as in most queries
            keys = self._of(first, end)
            return keys - self.edges[first * self.size] if first else keys
        parts = [self._of(n, n + 1) + ((row - n) * self.size << POSITION) for row, n in enumerate(words)]
        return np.concatenate(parts)

    def _of(self, first: int, end: int) -> Array:
        """Return the keys of the words `first:end`."""
        return self.keys[self.starts[first * self.size] : self.starts[end * self.size]]

    def first(self) -> Array:
        """Return the position of each word's first occurrence (rows) in each document, or more than 2³²."""
        found = self.keys.take(self.starts[:-1], mode="clip")
        found -= self.edges[:-1]
        return found.view(np.uint64).reshape(-1, self.size)  # what would be negative is far away


def occurrences_of(reader: LeafReader, sequences: Sequences, docs: Docs) -> Occurrences:
    """Return where each word of `sequences` stands in `docs` (ascending), as it was read."""
    view = reader.snapshot.field("text")
    words = tuple(dict.fromkeys(leaf for sequence in sequences for leaf in sequence))
    spots = [
        (number, view.spots(option.terms[0]))
        for number, leaf in enumerate(words)
        for option in leaf.options
        if len(option.terms) == 1 and option.tier != "folded"
    ]
    edges = np.arange(len(words) * len(docs) + 1) << POSITION
    bases = edges[:-1].reshape(len(words), len(docs))
    numbers = [number for number, _spots in spots]
    simple = numbers == [*range(len(words))]  # as in most queries: no word has several terms, or none
    keys = places_of([parts for _number, parts in spots], docs, bases if simple else bases[numbers])
    if not simple:
        keys.sort()
    return Occurrences(words, len(docs), keys, edges, keys.searchsorted(edges))
