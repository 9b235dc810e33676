"""Where in the articles some words stand next to each other, and what follows there; a sample of them will
do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from searchkit.indexing.field_view import FieldView, Postings
from searchkit.indexing.layout import Array
from searchkit.indexing.spots import POSITION, marked_places_of
from searchkit.indexing.terms import mark, utf8
from searchkit.query.docset import Docs, found_in

_CANDIDATES = 4000
"""Of the articles with the rarest word, so many are asked for the others."""
_SAMPLE = 800
"""Articles with all the words in which they are looked for side by side."""
_ENOUGH = 200
"""Articles with the words in which what follows is looked for."""
_SPARE = 2
"""So many times as many articles are asked as should have the words side by side by their counts."""
_ARTICLE_BYTES = 400


class Places:
    """Positions right behind some words: `rank in docs · 2³² + position`, ascending like `docs`; beside each
    the mark of the word that stands there."""

    def __init__(
        self, view: FieldView, docs: Docs, keys: Array, marks: Array, known: dict[str, tuple[Array, Array]]
    ) -> None:
        self._view, self._docs, self._keys, self._marks = view, docs, keys, marks
        self._known = known
        self._counts: list[int] | None = None
        self.count = len(keys)

    @property
    def nbytes(self) -> int:
        """About what the places take, with the words that are looked up in their articles."""
        return _ARTICLE_BYTES * (1 + len(self._docs))

    def at_most(self, term: str) -> int:
        """Return at how many places `term` may stand, by its mark: other words that share it, one in 256, are
        counted too."""
        if self._counts is None:
            self._counts = np.bincount(self._marks, minlength=256).tolist()
        return self._counts[mark(utf8(term))]

    def followed(self, term: str) -> Places:
        """Return the places behind `term`, of those where it stands."""
        if not self.count:
            return self
        if term not in self._known:
            self.look_up([term])
        there, marks = self._known[term]
        at, held = _common(self._keys, there)
        return Places(self._view, self._docs, self._keys[held] + 1, marks[at[held]], self._known)

    def look_up(self, terms: Iterable[str]) -> None:
        """Find `terms` in the articles, all at once; they are kept for all places in these."""
        new = [term for term in terms if term not in self._known]
        if new and self.count:
            self._known.update(zip(new, _keys(self._view, new, self._docs), strict=True))

    def most_followed(self, terms: Sequence[str], least: float = 1) -> tuple[str, Places] | None:
        """Return which of `terms` stands at the most places, and the places behind it; None where none stands
        at `least` places."""
        best: tuple[str, Places] | None = None
        for term in sorted(terms, key=self.at_most, reverse=True):
            count = self.at_most(term)
            if count < least or (best and count <= best[1].count):
                break
            there = self.followed(term)
            if there.count >= least and (best is None or there.count > best[1].count):
                best = term, there
        return best


def behind(view: FieldView, terms: Sequence[str]) -> Places:
    """Return places behind `terms` where these stand next to each other, evenly picked where there are
    many."""
    held = [view.postings(term) for term in terms]
    postings: list[Postings] = [one for one in held if one is not None]
    if not postings or len(postings) < len(held):
        return _nowhere(view)
    docs = _sample(view, terms, postings)
    if not len(docs):
        return _nowhere(view)
    *before, (keys, marks) = _keys(view, terms, docs)
    keys = keys + 1
    for back, (others, _marks) in enumerate(reversed(before), 2):
        beside = _common(keys, others + back)[1]
        keys, marks = keys[beside], marks[beside]
    # The articles that are left stand in the place of those that were asked.
    ranks = keys >> POSITION
    first = np.ones(len(ranks), np.bool_)
    first[1:] = ranks[1:] != ranks[:-1]
    numbers = first.cumsum() - 1
    docs = docs[ranks[first]]
    step = _step(len(docs), _ENOUGH)
    if step > 1:
        kept = (numbers % step == 0).nonzero()[0]
        docs, keys, marks, numbers = docs[::step], keys[kept], marks[kept], numbers[kept] // step
    return Places(view, docs, (numbers << POSITION) | (keys & ((1 << POSITION) - 1)), marks, {})


def _nowhere(view: FieldView) -> Places:
    return Places(view, np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.uint8), {})


def _sample(view: FieldView, terms: Sequence[str], postings: Sequence[Postings]) -> Docs:
    """Return articles with all of `terms`, as many as should be enough where these stand side by side; none
    where they never do."""
    rarest = min(postings, key=lambda one: one.df)
    if len(postings) == 1:
        return rarest.docs[:: _step(rarest.df, _ENOUGH)]
    beside = min(map(view.pair, terms, terms[1:]))
    if not beside and rarest.df > _ENOUGH:
        return rarest.docs[:0]
    wanted = _SPARE * _ENOUGH * rarest.df // max(1, beside)
    docs = rarest.docs[:: _step(rarest.df, min(_CANDIDATES, max(_SPARE * _ENOUGH, wanted)))]
    for one in postings:
        if one is not rarest:
            docs = docs[found_in(one.docs, docs)[1]]
    return docs[:: _step(len(docs), _SAMPLE)]


def _keys(view: FieldView, terms: Sequence[str], docs: Docs) -> list[tuple[Array, Array]]:
    """Return for each of `terms` its occurrences in `docs`, `rank in docs · 2³² + position`, ascending, and
    beside each the mark of the next word."""
    bases = np.arange(len(terms) * len(docs)).reshape(len(terms), len(docs)) << POSITION
    together, marks = marked_places_of([*map(view.spots, terms)], docs, bases)
    starts = np.arange(len(terms)) * (len(docs) << POSITION)
    ends = [*together.searchsorted(starts).tolist(), len(together)]
    ranges = zip(pairwise(ends), starts, strict=True)
    return [(together[first:end] - start, marks[first:end]) for (first, end), start in ranges]


def _common(keys: Array, others: Array) -> tuple[Array, Array]:
    """Return where each of `keys` would stand among `others`, both ascending, and whether it does."""
    at = others.searchsorted(keys)
    if not len(others):
        return at, np.zeros(len(keys), np.bool_)
    return at, others.take(at, mode="clip") == keys


def _step(count: int, most: int) -> int:
    """Return of how many of `count` one is taken, so that at most about `most` are."""
    return max(1, -(-count // most))
