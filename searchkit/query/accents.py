"""Which diacritics a run of syllables without them has most likely, by the index's own texts.

A Viterbi pass over the accented forms of each folded syllable, scored by how often neighbours stand next to
each other in the indexed articles: `0.9 · P(form | form before) + 0.1 · P(form)`, the mixture that served
best on held-out queries, more where both make a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nlargest
from itertools import pairwise
from math import exp, log
from operator import itemgetter, mul
from typing import NamedTuple

from searchkit.indexing.field_view import FieldView
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
_STEPS = 1000
"""So many pairs of syllables are kept, up to 10 kB each."""


class Accented(NamedTuple):
    """The likeliest form of a syllable, and the other ones with their probability as a share of its own."""

    form: str
    others: tuple[tuple[str, float], ...] = ()


class _Forms(NamedTuple):
    """The accented forms of a syllable, the most frequent first, and how often each occurs.

    `first` is the probability of each to begin a query, `alone` its part in the mixture whatever stands
    before, `behind_none` the whole mixture behind a form that it never follows.
    """

    terms: tuple[str, ...]
    times: list[int]
    first: list[float]
    alone: list[float]
    behind_none: list[float]


class _Step(NamedTuple):
    """The probability of each form of a syllable after each of the one before: a row for each form before, a
    column for each form here."""

    rows: list[list[float]]
    columns: list[tuple[float, ...]]


class Accents:
    """The diacritics of one snapshot; what it says of syllables and their pairs is kept between queries."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot  # whose fields are asked for each time: kept, they would hold its files
        self._total = max(1, snapshot.field("text").total_length)
        self._forms: dict[str, _Forms] = {}
        self._steps: dict[tuple[str, str], _Step] = {}
        self._alone: dict[str, Accented] = {}

    @property
    def _text(self) -> FieldView:
        return self._snapshot.field("text")

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
                [plain if form == syllable else 1.0 for form in forms.terms]
                for forms, syllable in zip(lattice, syllables, strict=True)
            ]
            first = list(map(mul, first, weights[0]))
            steps = [
                _step([list(map(mul, row, weight)) for row in one.rows])
                for one, weight in zip(steps, weights[1:], strict=True)
            ]
        path = _best_path(first, steps)
        shares = _shares(first, steps)
        return [_accented(*part) for part in zip(lattice, path, shares, strict=True)]

    def before(self, syllables: Sequence[str], nexts: Sequence[str]) -> list[tuple[tuple[str, ...], float]]:
        """Return for each of the words `nexts`, were it to follow, how the folded `syllables` (at least one)
        read, and the likelihood of the whole."""
        lattice = [self._forms_of(syllable) for syllable in syllables]
        lattice.append(self._counted([(term, self._text.occurrences(term)) for term in nexts]))
        steps = [self._step(*pair) for pair in pairwise(syllables)]
        steps.append(_step(self._pairs(*lattice[-2:])[0]))
        scores, scale, back = _forward(lattice[0].first, steps)
        found = []
        for number, score in enumerate(scores):
            path = _traced(back, number)[:-1]
            forms = tuple(forms.terms[place] for forms, place in zip(lattice, path, strict=False))
            found.append((forms, score * exp(scale)))
        return found

    def _forms_of(self, syllable: str) -> _Forms:
        """Return the forms of a folded syllable; one that has its diacritics already is alone."""
        known = self._forms.get(syllable)
        if known is None:
            if is_folded(syllable):
                forms = sorted(self._text.forms(syllable).items(), key=lambda form: -form[1])
                known = self._counted(forms[:MAX_FORMS] or [(syllable, 0)])
            else:
                known = self._counted([(syllable, self._text.occurrences(syllable))])
            keep(self._forms, syllable, known)
        return known

    def _counted(self, forms: Sequence[tuple[str, int]]) -> _Forms:
        terms, times = zip(*forms, strict=True)
        shares = [count / self._total for count in times]
        alone = [(1 - PAIR_SHARE) * share for share in shares]
        return _Forms(
            terms,
            [max(1, count) for count in times],
            [max(share, _FLOOR) for share in shares],
            alone,
            [max(share, _FLOOR) for share in alone],
        )

    def _step(self, before: str, here: str) -> _Step:
        """Return the step from the forms of one syllable to those of the next; those that make a word count
        more."""
        known = self._steps.get((before, here))
        if known is None:
            firsts, seconds = self._forms_of(before), self._forms_of(here)
            rows, counts = self._pairs(firsts, seconds)
            for row, column, _count in nlargest(LOOKED_UP, counts, key=itemgetter(2)):
                if self._snapshot.field("compound").df(f"{firsts.terms[row]}_{seconds.terms[column]}"):
                    rows[row][column] *= COMPOUND
            known = keep(self._steps, (before, here), _step(rows), _STEPS)
        return known

    def _pairs(self, before: _Forms, here: _Forms) -> tuple[list[list[float]], list[tuple[int, int, int]]]:
        """Return the probability of each form of `here` (columns) after each of `before` (rows), and of those
        that stand side by side row, column and count."""
        rows = [here.behind_none.copy() for _form in before.terms]
        counts = self._text.beside(before.terms, here.terms)
        for row, column, count in counts:
            share = PAIR_SHARE * (count / before.times[row]) + here.alone[column]
            rows[row][column] = max(share, _FLOOR)
        return rows, counts


def _step(rows: list[list[float]]) -> _Step:
    return _Step(rows, list(zip(*rows, strict=True)))


def _best_path(first: list[float], steps: Sequence[_Step]) -> list[int]:
    """Return which form of each syllable stands on the likeliest path (Viterbi)."""
    scores, _scale, back = _forward(first, steps)
    return _traced(back, scores.index(max(scores)))


def _forward(first: list[float], steps: Sequence[_Step]) -> tuple[list[float], float, list[list[int]]]:
    """Return the likelihoods of the best paths to the forms of the last syllable, all divided by one number;
    the logarithm of that; and where each path came from at each step."""
    scores, scale = first, 0.0
    back = []
    for step in steps:
        best, places = [], []
        for column in step.columns:
            reached = list(map(mul, scores, column))
            top = max(reached)
            best.append(top)
            places.append(reached.index(top))
        back.append(places)
        highest = max(best)  # a long query would reach numbers too small for a machine
        scores, scale = [one / highest for one in best], scale + log(highest)
    return scores, scale, back


def _traced(back: Sequence[list[int]], last: int) -> list[int]:
    """Return the path that ends in form `last`."""
    path = [last]
    for places in reversed(back):
        path.append(places[path[-1]])
    return path[::-1]


def _shares(first: list[float], steps: Sequence[_Step]) -> list[list[float]]:
    """Return the probability of each form of each syllable over all paths (forward-backward)."""
    forward = [_normed(first)]
    for step in steps:
        forward.append(_normed([sum(map(mul, forward[-1], column)) for column in step.columns]))
    backward = [[1.0] * len(forward[-1])]
    for step in reversed(steps):
        backward.append(_normed([sum(map(mul, row, backward[-1])) for row in step.rows]))
    return [list(map(mul, ahead, behind)) for ahead, behind in zip(forward, reversed(backward), strict=True)]


def _normed(shares: list[float]) -> list[float]:
    total = sum(shares)
    return [share / total for share in shares]


def _accented(forms: _Forms, chosen: int, shares: list[float]) -> Accented:
    top = max(shares[chosen], _FLOOR)
    others = [(form, min(1.0, share / top)) for form, share in zip(forms.terms, shares, strict=True)]
    del others[chosen]
    return Accented(forms.terms[chosen], tuple(others))
