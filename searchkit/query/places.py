"""Where in the articles some words stand next to each other, and what follows there; a sample of them will
do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.snapshot import FieldView, Postings
from searchkit.query.docset import Docs, distinct, found_in
from searchkit.query.phrase import position_keys

_CANDIDATES = 4000
"""Of the articles with the rarest word, so many are asked for the others."""
_SAMPLE = 800
"""Articles with all the words in which they are looked for side by side."""
_ENOUGH = 200
"""Articles with the words in which what follows is looked for."""
_RANK = 32  # bits of a key that hold the position


class Places:
    """Positions right behind some words: `rank in docs · 2³² + position`, ascending like `docs`."""

    def __init__(self, view: FieldView, docs: Docs, keys: Array) -> None:
        self._view, self._docs, self._keys = view, docs, keys

    @property
    def count(self) -> int:
        """Return how many places there are."""
        return len(self._keys)

    def followed(self, term: str) -> Places:
        """Return the places behind `term`, of those where it stands."""
        postings = self._view.postings(term)
        if postings is None or not self.count:
            return Places(self._view, self._docs, self._keys[:0])
        there = _common(self._keys, position_keys(postings, self._docs))
        return Places(self._view, self._docs, there + 1)

    def most_followed(self, terms: Sequence[str]) -> tuple[str, Places] | None:
        """Return which of `terms` stands at the most places, and the places behind it; None for no place."""
        best: tuple[str, Places] | None = None
        for term in terms if self.count else ():
            there = self.followed(term)
            if there.count and (best is None or there.count > best[1].count):
                best = term, there
            if there.count * 2 > self.count:
                break  # none can stand at more
        return best


def behind(view: FieldView, terms: Sequence[str]) -> Places:
    """Return places behind `terms` where these stand next to each other, evenly picked where there are
    many."""
    held = [view.postings(term) for term in terms]
    postings: list[Postings] = [one for one in held if one is not None]
    if not postings or len(postings) < len(held):
        return Places(view, np.empty(0, np.int32), np.empty(0, np.int64))
    rarest = min((one.docs for one in postings), key=len)
    docs = _some(rarest, _CANDIDATES)
    for one in postings:
        docs = docs[found_in(one.docs, docs)[1]]
    docs = _some(docs, _SAMPLE)
    keys = position_keys(postings[-1], docs) + 1
    for back, one in enumerate(reversed(postings[:-1]), 2):
        keys = _common(keys, position_keys(one, docs) + back)
    ranks = _some(distinct(keys >> _RANK), _ENOUGH)
    at = np.searchsorted(ranks, keys >> _RANK)
    kept = at < len(ranks)
    kept[kept] = ranks[at[kept]] == keys[kept] >> _RANK
    position = keys[kept] & ((1 << _RANK) - 1)
    return Places(view, docs[ranks], (at[kept] << _RANK) | position)


def _common(keys: Array, others: Array) -> Array:
    """Return those of `keys` that are among `others`, both ascending."""
    if not len(others):
        return keys[:0]
    at = np.searchsorted(others, keys)
    at[at == len(others)] = len(others) - 1
    kept: Array = keys[others[at] == keys]
    return kept


def _some(numbers: Array, most: int) -> Array:
    """Return at most about `most` of `numbers`, evenly picked."""
    return numbers[:: max(1, -(-len(numbers) // most))]
