"""The likeliest reading of syllables, and the probability of their forms, beside trying every reading."""

from __future__ import annotations

from itertools import pairwise, product
from math import log, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.query.accents import _best_path, _forward, _shares, _step

CHANCE = st.floats(1e-6, 1.0)


@st.composite
def lattices(draw: st.DrawFn) -> tuple[list[float], list[list[list[float]]]]:
    """Return the probabilities of the first syllable's forms, and those from each syllable to the next."""
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    chances = [[[draw(CHANCE) for _here in range(b)] for _before in range(a)] for a, b in pairwise(sizes)]
    return [draw(CHANCE) for _form in range(sizes[0])], chances


@given(lattices())
def test_paths_and_shares_are_those_of_all_readings(
    lattice: tuple[list[float], list[list[list[float]]]],
) -> None:
    first, chances = lattice
    likely = {
        path: first[path[0]] * prod(rows[a][b] for rows, a, b in zip(chances, path, path[1:], strict=False))
        for path in product(range(len(first)), *(range(len(rows[0])) for rows in chances))
    }
    steps = [_step(rows) for rows in chances]
    assert likely[tuple(_best_path(first, steps))] == pytest.approx(max(likely.values()))
    for place, shares in enumerate(_shares(first, steps)):
        those = [sum(p for path, p in likely.items() if path[place] == form) for form in range(len(shares))]
        assert [share / sum(shares) for share in shares] == pytest.approx([one / sum(those) for one in those])


def test_the_likelihood_of_a_long_reading_stays_a_number() -> None:
    steps = [_step([[1e-9, 2e-9], [3e-9, 1e-9]])] * 401
    scores, scale, back = _forward([0.5, 0.5], steps)
    assert max(scores) == 1.0
    assert scale == pytest.approx(200 * log(6e-18) + log(3e-9) + log(0.5))
    assert len(back) == len(steps)
    assert _best_path([0.5, 0.5], steps)[:4] == [1, 0, 1, 0]
