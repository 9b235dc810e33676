"""Where the words of a query stand in the best documents, all words in one array.

What depends on places is then computed for all words, or all pairs, at once: a query of forty words costs a
dozen array operations like one of two.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.snapshot import FieldView
from searchkit.query.docset import Docs
from searchkit.query.leaves import LeafReader
from searchkit.query.phrase import position_keys
from searchkit.query.plan import Leaf

Sequences = tuple[tuple[Leaf, ...], ...]
"""The words of a query, group by group, in the order typed."""
POSITION = 32
"""So many bits of a key hold the position; above them stands the cell."""


class Occurrences(NamedTuple):
    """The occurrences of words in `size` documents.

    `keys` are ascending: cell (number of the word · `size` + rank of the document), then position. Those of
    word number `i` are `keys[bounds[i]:bounds[i + 1]]`.
    """

    words: tuple[Leaf, ...]
    size: int
    keys: Array
    bounds: list[int]

    def of(self, word: int, row: int) -> Array:
        """Return the keys of a word as those of number `row`."""
        keys = self.keys[self.bounds[word] : self.bounds[word + 1]]
        return keys if word == row else keys + ((row - word) * self.size << POSITION)


def occurrences_of(reader: LeafReader, sequences: Sequences, docs: Docs) -> Occurrences:
    """Return where each word of `sequences` stands in `docs` (ascending), as it was read."""
    view = reader.snapshot.field("text")
    words = tuple(dict.fromkeys(leaf for sequence in sequences for leaf in sequence))
    size = len(docs)
    keys = [_keys(view, leaf, docs) + (number * size << POSITION) for number, leaf in enumerate(words)]
    bounds = [0]
    for part in keys:
        bounds.append(bounds[-1] + len(part))
    return Occurrences(words, size, np.concatenate(keys) if keys else np.empty(0, np.int64), bounds)


def _keys(view: FieldView, leaf: Leaf, docs: Docs) -> Array:
    """Return document rank and position of every occurrence of a leaf's single terms, ascending."""
    found = [
        position_keys(postings, docs)
        for option in leaf.options
        if len(option.terms) == 1 and option.tier != "folded" and (postings := view.postings(option.terms[0]))
    ]
    if len(found) == 1:
        return found[0]
    return np.sort(np.concatenate(found)) if found else np.empty(0, np.int64)
