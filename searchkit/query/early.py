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
from searchkit.query.occurrences import Occurrences
from searchkit.query.weights import EARLY, OPENING


def early(reader: LeafReader, found: Occurrences, docs: Docs) -> Array:
    """Return what the places of the query's words add to each of `docs` (ascending)."""
    if not len(found.keys):
        return np.zeros(len(docs), np.float32)
    bodies = reader.snapshot.field("title").lengths.take(docs) + TITLE_GAP
    before = np.maximum(found.first() - bodies.astype(np.float64), 0)  # 0 in the title, too
    before *= 1 / OPENING
    shares = np.exp(-np.sqrt(before))  # 0 where the word is absent
    weights = np.array([EARLY * reader.holding(leaf).idf for leaf in found.words])
    total: Array = (weights @ shares).astype(np.float32)
    return total
