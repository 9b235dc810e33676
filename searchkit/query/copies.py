"""Reprints in results: of each story the earliest article that matches stands for all of them.

What is a copy of what was found when the index was written (`indexing.copies`); here it is only looked up, so
that a search without copies among its matches pays for one look.
"""

from __future__ import annotations

import numpy as np

from searchkit.indexing.copies import Copies
from searchkit.indexing.layout import Array
from searchkit.query.docset import Docs, DocSet


def matching(copies: Copies, docs: DocSet) -> Array:
    """Return which of `docs` have copies in the index, as places in `copies.docs`, ascending."""
    if docs.count >= len(copies.docs):
        return np.flatnonzero(docs.mask[copies.docs])
    places = copies.places[docs.docs]
    return np.sort(places[places >= 0])


def collapse(copies: Copies, docs: DocSet) -> DocSet:
    """Return `docs` less those whose story has an earlier one among them; `docs` itself where none has."""
    if not len(copies.docs):
        return docs
    places = matching(copies, docs)
    if len(places) < 2:
        return docs
    stories = copies.stories[places]  # places go by story, and the earliest article of each comes first
    later = places[1:][stories[1:] == stories[:-1]]
    return docs - DocSet(docs.size, docs=np.sort(copies.docs[later])) if len(later) else docs


def reprints(copies: Copies, docs: DocSet, found: Docs) -> list[int]:
    """Return for each of `found` how many other ones of `docs` tell its story."""
    return [
        int(np.count_nonzero(docs.contains(copies.story(doc)))) - 1 if copies.places[doc] >= 0 else 0
        for doc in found.tolist()
    ]


def repeats(stories: Array, values: Array) -> Array:
    """Return the `values` (numbers from 0 on, each beside one of `stories`) that stand beside their story
    again."""
    both = np.sort(stories.astype(np.int64) << 32 | values)
    again: Array = both[1:][both[1:] == both[:-1]] & 0xFFFFFFFF
    return again
