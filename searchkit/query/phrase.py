"""In which documents words stand next to each other, and how often."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from searchkit.indexing.field_view import FieldView
from searchkit.indexing.layout import Array
from searchkit.indexing.spots import POSITION, Spots, places
from searchkit.indexing.terms import mark, utf8
from searchkit.query.docset import Docs


def phrase_counts(view: FieldView, terms: Sequence[str]) -> tuple[Docs, Array]:
    """Return the documents in which `terms` stand next to each other, in this order, and how often."""
    marks = [mark(utf8(term)) for term in terms]
    found = []
    for parts in zip(*map(view.spots, terms), strict=True):
        words = [part for part in parts if part]
        if len(words) == len(terms):
            found.append((_places(words, marks) >> POSITION) + words[0].base)
    docs = found[0] if len(found) == 1 else np.concatenate([np.empty(0, np.int64), *found])
    starts = bounds(docs)
    return docs[starts[:-1]], starts[1:] - starts[:-1]


def _places(words: Sequence[Spots], marks: Sequence[int]) -> Array:
    """Return the keys of one of `words` where a segment has them next to each other.

    The rarest word that another one follows says where they may be; all others are then looked up there.
    """
    by_count = sorted(range(len(words)), key=lambda n: len(words[n].docs))
    start = by_count[0] if by_count[0] + 1 < len(words) else by_count[1]
    keys = words[start].before(marks[start + 1])
    for n in by_count:
        if n != start:
            keys = common(keys, _near(words[n], keys) + (start - n))
    return keys


def _near(word: Spots, keys: Array) -> Array:
    """Return the keys of `word` in the documents of `keys`."""
    docs = keys >> POSITION
    docs = docs[bounds(docs)[:-1]]
    return places([word], docs, docs[np.newaxis] << POSITION)


def common(keys: Array, others: Array) -> Array:
    """Return those of `keys` that are among `others`, both ascending."""
    if not len(others):
        return keys[:0]
    found: Array = keys[others.take(others.searchsorted(keys), mode="clip") == keys]
    return found


def bounds(values: Array) -> Array:
    """Return where each of the different ones of ascending `values` begins, and the end of the last."""
    new = np.empty(len(values) + 1, np.bool_)
    new[0] = new[-1] = True
    np.not_equal(values[1:], values[:-1], out=new[1:-1])
    return new.nonzero()[0]
