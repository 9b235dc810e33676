"""Sequences of terms that stand for each other, found in a query by longest match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from searchkit.errors import ConfigError
from searchkit.i18n import _
from searchkit.records import Record

Terms = tuple[str, ...]
"""Canonical lower-case terms in order, as `tokens.syllables` gives them."""


class Match(Record):
    """A stretch `[start, end)` of a term sequence and what may stand in its place.

    `ambiguous` says that a short form among them (or the stretch itself) has other meanings too.
    """

    start: int
    end: int
    alternatives: tuple[Terms, ...]
    ambiguous: bool = False


def openings(terms: Sequence[str]) -> list[str | Terms]:
    """Return the terms and their neighbouring pairs: all that a known sequence among them can begin with.

    >>> openings(["tỉnh", "bến", "tre"])
    ['tỉnh', 'bến', 'tre', ('tỉnh', 'bến'), ('bến', 'tre')]
    """
    return [*terms, *pairwise(terms)]


def opening(terms: Terms) -> str | Terms:
    """Return which of the `openings` of a query shows that the sequence `terms` may be in it."""
    return terms[:2] if len(terms) > 1 else terms[0]


class PhraseTable:
    """Term sequences and their alternatives."""

    def __init__(self) -> None:
        self._alternatives: dict[Terms, dict[Terms, None]] = {}  # a dict keeps the order in which they came
        self._ambiguous: set[Terms] = set()
        self._longest: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._alternatives)

    def __contains__(self, terms: object) -> bool:
        return terms in self._alternatives

    @property
    def openings(self) -> frozenset[str | Terms]:
        """What the known sequences begin with: text with none of these `openings` holds none of them."""
        return frozenset(map(opening, self._alternatives))

    def add(self, terms: Terms, alternatives: Iterable[Terms]) -> None:
        """Let `alternatives` stand for `terms` as well."""
        row = self._alternatives.setdefault(terms, {})
        for other in alternatives:
            if other != terms:
                row[other] = None
        if len(terms) > self._longest.get(terms[0], 0):
            self._longest[terms[0]] = len(terms)

    def mark_ambiguous(self, terms: Terms) -> None:
        """Note that `terms` has several meanings."""
        self._ambiguous.add(terms)

    def expansions(self, terms: Terms) -> tuple[Terms, ...]:
        """Return what may stand for exactly `terms`, best first; empty where nothing is known."""
        return tuple(self._alternatives.get(terms, ()))

    def find(self, terms: Terms) -> list[Match]:
        """Return the stretches of `terms` that the table knows: leftmost, longest, none overlapping."""
        found: list[Match] = []
        if self._longest.keys().isdisjoint(terms):
            return found
        at = 0
        while at < len(terms):
            longest = min(self._longest.get(terms[at], 0), len(terms) - at)
            ends = (at + size for size in range(longest, 0, -1))
            end = next((end for end in ends if terms[at:end] in self._alternatives), 0)
            if end:
                found.append(self._match(terms, at, end))
            at = end or at + 1
        return found

    def _match(self, terms: Terms, start: int, end: int) -> Match:
        stretch = terms[start:end]
        others = self.expansions(stretch)
        return Match(start, end, others, not self._ambiguous.isdisjoint((stretch, *others)))


def read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and tab-separated cells of a data file; empty lines and `#` comments are left out."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = _("{path} can't be read as UTF-8 text: {error}")
        raise ConfigError(message.format(path=path, error=error)) from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, [cell.strip() for cell in line.split("\t")]
