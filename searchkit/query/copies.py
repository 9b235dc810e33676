"""Reprints in results: of each story the earliest article that matches stands for all of them.

What is a copy of what was found when the index was written (`indexing.copies`); here it is only looked up, so
that a search without copies among its matches pays for one look.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from searchkit.indexing.copies import Copies
from searchkit.indexing.layout import Array
from searchkit.query.docset import Docs, DocSet


class Collapsed(NamedTuple):
    """Those of a set of documents whose story has an earlier one among them, and the story of each of its
    documents with copies, ascending."""

    later: Docs
    stories: Array


_NONE = Collapsed(np.zeros(0, np.intp), np.zeros(0, np.int32))


def matching(copies: Copies, docs: DocSet) -> Array:
    """Return which of `docs` have copies in the index, as places in `copies.docs`, ascending."""
    if docs.flagged:
        return docs.mask.take(copies.docs).nonzero()[0]
    listed = docs.docs
    places: Array = copies.places.take(listed[copies.copied.take(listed)])
    places.sort()
    return places


def collapse(copies: Copies, docs: DocSet) -> Collapsed:
    """Return which of `docs` only tell again what an earlier one of them tells."""
    if not len(copies.docs):
        return _NONE
    places = matching(copies, docs)
    if len(places) < 2:
        return _NONE
    stories = copies.stories.take(places)  # places go by story, and the earliest article of each comes first
    later = (stories[1:] == stories[:-1]).nonzero()[0]
    return Collapsed(copies.docs.take(places[1:].take(later)), stories) if len(later) else _NONE


def reprints(copies: Copies, stories: Array, found: Docs) -> list[int]:
    """Return for each of `found` how many others tell its story, of those with `stories` (as collapsed)."""
    if not len(stories):
        return [0] * len(found)
    places = copies.places[found]
    if not len(places) or places.max() < 0:  # none of them has a copy, as most have none
        return [0] * len(found)
    own = copies.stories[places]  # of documents without copies (-1) any story
    others = stories.searchsorted(own, "right") - stories.searchsorted(own) - 1
    counted: list[int] = np.where(places >= 0, others, 0).tolist()
    return counted
