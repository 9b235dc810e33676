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
from searchkit.query.occurrences import POSITION, Occurrences
from searchkit.query.weights import EARLY, OPENING


def early(reader: LeafReader, found: Occurrences, docs: Docs) -> Array:
    """Return what the places of the query's words add to each of `docs` (ascending)."""
    if not len(found.keys):
        return np.zeros(len(docs), np.float32)
    cells = found.keys >> POSITION
    first = np.ones(len(cells), np.bool_)
    np.not_equal(cells[1:], cells[:-1], out=first[1:])
    cells, positions = cells[first], found.keys[first] & ((1 << POSITION) - 1)
    words, ranks = np.divmod(cells, found.size)
    titles = reader.snapshot.field("title").lengths[docs][ranks]
    before = np.maximum(positions - titles - TITLE_GAP, 0)  # 0 in the title, too
    weights = np.array([EARLY * reader.holding(leaf).idf for leaf in found.words])
    shares = weights[words] * np.exp(-np.sqrt(before * (1 / OPENING)))
    return np.bincount(ranks, shares, len(docs)).astype(np.float32)
