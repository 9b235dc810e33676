"""Reprints in results: of each story the earliest article that matches stands for all of them.

What is a copy of what was found when the index was written (`indexing.copies`); here it is only looked up, so
that a search without copies among its matches pays for one look.
"""

from __future__ import annotations

import numpy as np

from searchkit.indexing.copies import Copies
from searchkit.indexing.layout import Array
from searchkit.query.docset import Docs, DocSet


def collapse(copies: Copies, docs: DocSet) -> DocSet:
    """Return `docs` less those whose story has an earlier one among them; `docs` itself where none has."""
    if not len(copies.docs):
        return docs
    found = docs.docs
    places = copies.places[found]
    at = np.flatnonzero(places >= 0)
    if len(at) < 2:
        return docs
    places = places[at]
    ordered = np.sort(places)  # places are ordered by story, and the earliest article of each comes first
    stories = copies.stories[ordered]
    later = ordered[1:][stories[1:] == stories[:-1]]
    if not len(later):
        return docs
    is_later = np.zeros(len(copies.docs), np.bool_)
    is_later[later] = True
    kept = np.ones(len(found), np.bool_)
    kept[at] = ~is_later[places]
    return DocSet(docs.size, docs=found[kept])


def reprints(copies: Copies, docs: DocSet, doc: int) -> int:
    """Return how many of `docs` tell the story of `doc`, itself left out."""
    if copies.places[doc] < 0:
        return 0
    return int(np.count_nonzero(docs.contains(copies.story(doc)))) - 1


def once_a_story(copies: Copies, docs: Docs, values: Array) -> Array:
    """Return `values` (numbers from 0 on, each beside one of `docs`), those that several articles of a story
    share only once."""
    if not len(copies.docs):
        return values
    places = copies.places[docs]
    at = np.flatnonzero(places >= 0)
    if len(at) < 2:
        return values
    both = copies.stories[places[at]].astype(np.int64) << 32 | values[at]
    order = np.argsort(both)
    ordered = both[order]
    kept = np.ones(len(values), np.bool_)
    kept[at[order[1:][ordered[1:] == ordered[:-1]]]] = False
    return values[kept]
