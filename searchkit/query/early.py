"""What standing early adds: a word in the headline, or near the beginning of the text, says what an article
is about.

News open with what happened, laws with the name of the article, encyclopaedias with what a thing is. So each
word of the query that an article holds adds `EARLY · idf · e^−√(words before it / OPENING)`, counted from the
beginning of the body to its first occurrence; in the headline it is `EARLY · idf`.
"""

from __future__ import annotations

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.schema import TITLE_GAP
from searchkit.query.docset import Docs
from searchkit.query.leaves import LeafReader
from searchkit.query.proximity import Places
from searchkit.query.weights import EARLY, OPENING

_RANK = 32  # bits of a key that hold the position


def early(reader: LeafReader, places: Places, docs: Docs) -> Array:
    """Return what the places of the query's words add to each of `docs` (ascending)."""
    found = {leaf: keys for leaf, keys in places.items() if len(keys)}
    if not found:
        return np.zeros(len(docs), np.float32)
    keys = np.concatenate(list(found.values()))
    sizes = np.array([len(part) for part in found.values()])
    ranks = keys >> _RANK
    first = np.ones(len(keys), np.bool_)
    np.not_equal(ranks[1:], ranks[:-1], out=first[1:])
    first[np.cumsum(sizes[:-1])] = True
    at = np.flatnonzero(first)
    weights = np.repeat([reader.holding(leaf).idf for leaf in found], sizes)[at]
    ranks, positions = ranks[at], keys[at] & ((1 << _RANK) - 1)
    titles = reader.snapshot.field("title").lengths[docs][ranks]
    before = np.maximum(positions - titles - TITLE_GAP, 0)  # 0 in the title, too
    shares = np.exp(-np.sqrt(before * (1 / OPENING)))
    total: Array = np.bincount(ranks, EARLY * weights * shares, len(docs)).astype(np.float32)
    return total
