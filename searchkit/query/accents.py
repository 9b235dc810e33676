"""Which diacritics a run of syllables without them has most likely, by the index's own texts.

A Viterbi pass over the accented forms of each folded syllable, scored by how often neighbours stand next to
each other in the indexed articles: `0.9 · P(form | form before) + 0.1 · P(form)`, the mixture that served
best on held-out queries, more where both make a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.snapshot import Snapshot
from searchkit.query.remembered import keep
from searchkit.text import is_folded

MAX_FORMS = 12
"""Accented forms of one syllable that are considered, the most frequent ones."""
PAIR_SHARE = 0.9
COMPOUND = 4.0
"""How much likelier two neighbouring forms are that the index knows as a word: a tenth fewer wrong syllables
on five sets of queries, of held-out news as of the others; 3 to 8 do the same."""
LOOKED_UP = 3
"""Of the pairs of forms at one place the most frequent ones are looked up as words."""
_FLOOR = 1e-9


class Accented(NamedTuple):
    """The likeliest form of a syllable, and the other ones with their probability as a share of its own."""

    form: str
    others: tuple[tuple[str, float], ...] = ()


class _Forms(NamedTuple):
    """The accented forms of a syllable, the most frequent first.

    `first` is the probability of each to begin a query, `alone` its part in the mixture whatever stands
    before; `times` are the occurrences of each, a column.
    """

    terms: tuple[str, ...]
    first: Array
    alone: Array
    times: Array


class _Step(NamedTuple):
    """The probability of each form of a syllable (columns) after each of the one before (rows); its
    logarithm."""

    shares: Array
    logs: Array


class Accents:
    """The diacritics of one snapshot; what it says of syllables and their pairs is kept between queries."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._view, self._compounds = snapshot.field("text"), snapshot.field("compound")
        self._total = max(1, self._view.total_length)
        self._forms: dict[str, _Forms] = {}
        self._steps: dict[tuple[str, str], _Step] = {}
        self._alone: dict[str, Accented] = {}

    def restore(self, syllables: Sequence[str], plain: float = 1.0) -> list[Accented]:
        """Return the accented reading of the folded `syllables`; an unknown one stays as it is.

        One without any diacritics is taken to be meant so `plain` times as likely as its neighbours say.
        """
        if plain == 1.0 and len(syllables) == 1:
            known = self._alone.get(syllables[0])
            return [known or keep(self._alone, syllables[0], self._read(syllables, plain)[0])]
        return self._read(syllables, plain) if syllables else []

    def _read(self, syllables: Sequence[str], plain: float) -> list[Accented]:
        lattice = [self._forms_of(syllable) for syllable in syllables]
        first, steps = lattice[0].first, [self._step(*pair) for pair in pairwise(syllables)]
        if plain != 1.0:
            weights = [
                np.array([plain if form == syllable else 1.0 for form in forms.terms])
                for forms, syllable in zip(lattice, syllables, strict=True)
            ]
            first = first * weights[0]
            steps = [_step(one.shares * weight) for one, weight in zip(steps, weights[1:], strict=True)]
        path = _best_path(first, steps)
        shares = _shares(first, steps)
        return [_accented(*part) for part in zip(lattice, path, shares, strict=True)]

    def before(self, syllables: Sequence[str], nexts: Sequence[str]) -> list[tuple[tuple[str, ...], float]]:
        """Return for each of the words `nexts`, were it to follow, how the folded `syllables` (at least one)
        read, and the likelihood of the whole."""
        lattice = [self._forms_of(syllable) for syllable in syllables]
        lattice.append(self._counted([(term, self._view.occurrences(term)) for term in nexts]))
        scores, back = _forward(
            lattice[0].first, [_step(self._pairs(*pair)[1]) for pair in pairwise(lattice)]
        )
        found = []
        for number, score in enumerate(scores.tolist()):
            path = _traced(back, number)[:-1]
            forms = tuple(forms.terms[place] for forms, place in zip(lattice, path, strict=False))
            found.append((forms, float(np.exp(score))))
        return found

    def _forms_of(self, syllable: str) -> _Forms:
        """Return the forms of a folded syllable; one that has its diacritics already is alone."""
        known = self._forms.get(syllable)
        if known is None:
            if is_folded(syllable):
                forms = sorted(self._view.forms(syllable).items(), key=lambda form: -form[1])
                known = self._counted(forms[:MAX_FORMS] or [(syllable, 0)])
            else:
                known = self._counted([(syllable, self._view.occurrences(syllable))])
            keep(self._forms, syllable, known)
        return known

    def _counted(self, forms: Sequence[tuple[str, int]]) -> _Forms:
        times = np.array([times for _form, times in forms], np.int64)
        alone = times / self._total
        return _Forms(
            tuple([form for form, _times in forms]),
            np.maximum(alone, _FLOOR),
            (1 - PAIR_SHARE) * alone,
            np.maximum(1, times).reshape(-1, 1),
        )

    def _step(self, before: str, here: str) -> _Step:
        """Return the step from the forms of one syllable to those of the next; those that make a word count
        more."""
        known = self._steps.get((before, here))
        if known is None:
            firsts, seconds = self._forms_of(before), self._forms_of(here)
            pairs, shares = self._pairs(firsts, seconds)
            for row, column in _most_frequent(pairs):
                if self._compounds.df(f"{firsts.terms[row]}_{seconds.terms[column]}"):
                    shares[row, column] *= COMPOUND
            known = keep(self._steps, (before, here), _step(shares))
        return known

    def _pairs(self, before: _Forms, here: _Forms) -> tuple[Array, Array]:
        """Return how often each form of `here` (columns) stands after each of `before` (rows), and the
        probability that it does."""
        pairs = self._view.pairs(before.terms, here.terms)
        shares = pairs / before.times
        shares *= PAIR_SHARE
        shares += here.alone
        return pairs, np.maximum(shares, _FLOOR, out=shares)


def _step(shares: Array) -> _Step:
    return _Step(shares, np.log(shares))


def _best_path(first: Array, steps: Sequence[_Step]) -> list[int]:
    """Return which form of each syllable stands on the likeliest path (Viterbi)."""
    scores, back = _forward(first, steps)
    return _traced(back, int(scores.argmax()))


def _forward(first: Array, steps: Sequence[_Step]) -> tuple[Array, list[Array]]:
    """Return the score of the best path to each form of the last syllable, and where it came from at each
    step."""
    scores: Array = np.log(first)
    back: list[Array] = []
    for step in steps:
        reached = scores[:, None] + step.logs
        back.append(reached.argmax(axis=0))
        scores = reached.max(axis=0)
    return scores, back


def _traced(back: Sequence[Array], last: int) -> list[int]:
    """Return the path that ends in form `last`."""
    path = [last]
    for choices in reversed(back):
        path.append(int(choices[path[-1]]))
    return path[::-1]


def _shares(first: Array, steps: Sequence[_Step]) -> list[Array]:
    """Return the probability of each form of each syllable over all paths (forward-backward)."""
    forward = [first / first.sum()]
    for step in steps:
        reached = forward[-1] @ step.shares
        forward.append(reached / reached.sum())
    backward = [np.ones(len(forward[-1]))]
    for step in reversed(steps):
        reached = step.shares @ backward[-1]
        backward.append(reached / reached.sum())
    return [ahead * behind for ahead, behind in zip(forward, reversed(backward), strict=True)]


def _accented(forms: _Forms, chosen: int, probabilities: Array) -> Accented:
    shares = probabilities.tolist()
    top = max(shares[chosen], _FLOOR)
    others = [(form, min(1.0, share / top)) for form, share in zip(forms.terms, shares, strict=True)]
    del others[chosen]
    return Accented(forms.terms[chosen], tuple(others))


def _most_frequent(pairs: Array) -> Iterator[tuple[int, int]]:
    """Yield row and column of the highest counts of `pairs`, `LOOKED_UP` of them, none of zero."""
    flat = pairs.ravel()
    best = np.argpartition(-flat, LOOKED_UP)[:LOOKED_UP] if len(flat) > LOOKED_UP else np.arange(len(flat))
    for place in best[flat[best] > 0].tolist():
        yield divmod(place, pairs.shape[1])
