"""Figures that one text has changed against another one that tells the same: `88,35%` became `88,53%`.

Both texts are laid beside each other where four words in a row, figures standing for any figure, occur once
in each; from there on as far as they go on alike. Linear in the length of the texts, whatever they hold.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchkit.analysis.tokens import Token, tokenize
from searchkit.models import FigureChange
from searchkit.text import canonical

_WINDOW = 4
_ANY_FIGURE = "0"


def changed_figures(before: str, after: str) -> tuple[FigureChange, ...]:
    """Return the figures of `after` that stand where `before` has other ones, with their places in `after`.

    Leading zeros and marks between digits make no other figure: `05/06/2021` is `5-6-2021`.

    >>> [(one.before, one.after) for one in changed_figures("Chỉ số đạt 88,35%.", "Chỉ số đạt 88,53%.")]
    [('88,35%', '88,53%')]
    """
    old, new = tokenize(before), tokenize(after)
    words, others = list(map(_word, old)), list(map(_word, new))
    return tuple(
        FigureChange(old[i].text, new[j].text, new[j].start, new[j].end)
        for j, i in enumerate(_beside(words, others))
        if i is not None and words[i] == _ANY_FIGURE and _value(old[i].text) != _value(new[j].text)
    )


def _word(token: Token) -> str:
    return _ANY_FIGURE if token.text[0].isdigit() else canonical(token.text).lower()


def _value(figure: str) -> list[str]:
    """Return what makes two figures the same: their digits, and whatever is neither digit nor punctuation."""
    return [part.lstrip("0") for part in re.findall(r"\d+|[^\W\d_]+|%", figure.lower())]


def _beside(words: Sequence[str], others: Sequence[str]) -> list[int | None]:
    """Return for each of `others` which of `words` it stands beside."""
    places: list[int | None] = [None] * len(others)
    here, there = _single(words), _single(others)
    for window, j in there.items():
        i = here.get(window)
        if i is not None:
            places[j : j + _WINDOW] = range(i, i + _WINDOW)
    for j in range(1, len(others)):
        _go_on(words, others, places, j, -1)
    for j in range(len(others) - 2, -1, -1):
        _go_on(words, others, places, j, 1)
    return places


def _go_on(
    words: Sequence[str], others: Sequence[str], places: list[int | None], j: int, neighbour: int
) -> None:
    """Lay word `j` beside the next one of `words` after (-1: the word before it, 1: after it) where both are
    the same."""
    known = places[j + neighbour]
    if places[j] is None and known is not None:
        i = known - neighbour
        if 0 <= i < len(words) and words[i] == others[j]:
            places[j] = i


def _single(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Return the stretches of `_WINDOW` words (the whole where it is shorter) that occur once, and where."""
    found: dict[tuple[str, ...], int] = {}
    again = set()
    for start in range(len(words) - _WINDOW + 1):
        window = tuple(words[start : start + _WINDOW])
        if found.setdefault(window, start) != start:
            again.add(window)
    return {window: start for window, start in found.items() if window not in again}
