"""The words of a run while it is built: term numbers, one document after another.

Strings are numbered one by one; texts that `analysis.bulk` encoded wait until there are enough of them, and
are then read together. Both end in the same numbers, those of the run.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from searchkit.indexing.layout import Array

if TYPE_CHECKING:
    from searchkit.analysis.bulk import Coded
    from searchkit.analysis.table import Table

_WAITING_BYTES = 1 << 20
"""So much of encoded texts is read at a time: about two hundred articles."""


class Numbers(dict[str, int]):
    """Numbers terms in the order in which they are first seen."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class Words:
    """The words of one field, all documents after each other, as term numbers.

    Two fields may share their `numbers`; each knows only the terms of its own stream.
    """

    def __init__(self, numbers: Numbers | None = None) -> None:
        self.numbers = Numbers() if numbers is None else numbers
        self.lengths = array("I")
        self._stream = array("I")

    @property
    def stream(self) -> Array:
        """The words of all documents. No word can be added while it is in use."""
        return np.frombuffer(self._stream, np.uint32)

    def add(self, *parts: Sequence[str]) -> None:
        """Append the words of the next document."""
        for part in parts:
            self._stream.extend(map(self.numbers.__getitem__, part))
        self.lengths.append(sum(map(len, parts)))

    def add_numbers(self, numbers: Array, lengths: Array) -> None:
        """Append the words of the next documents, `lengths` of them each."""
        self._stream.frombytes(numbers.astype(np.uint32).tobytes())
        self.lengths.frombytes(lengths.astype(np.uint32).tobytes())

    def rank(self) -> tuple[list[str], Array]:
        """Return the terms in order, and for each term number its place in that order."""
        names = list(self.numbers)
        used = np.flatnonzero(np.bincount(self.stream, minlength=len(names)))
        order = sorted(used.tolist(), key=names.__getitem__)
        ranks = np.zeros(len(names), np.int32)
        ranks[order] = np.arange(len(order))
        return [names[n] for n in order], ranks


class _Translation:
    """Turns the numbers of a lexicon's list into those of a run, each name looked up once."""

    def __init__(self, names: list[str], numbers: Numbers) -> None:
        self._names, self._numbers = names, numbers
        self._known = np.full(1024, -1, np.int64)

    def __call__(self, stream: Array) -> Array:
        while len(self._names) > len(self._known):
            self._known = np.concatenate([self._known, np.full_like(self._known, -1)])
        found = self._known[stream]
        missing = stream[found < 0]
        if len(missing):
            new = np.unique(missing)
            names = map(self._names.__getitem__, new.tolist())
            self._known[new] = np.fromiter(map(self._numbers.__getitem__, names), np.int64, len(new))
            found = self._known[stream]
        return found


class TextWords:
    """Titles, whole texts and compounds of a run's documents."""

    def __init__(self) -> None:
        terms = Numbers()
        self.text, self.title, self.compound = Words(terms), Words(terms), Words()
        self._waiting: list[bytes] = []  # title and body by turns
        self._weight = 0
        self._table: Table | None = None
        self._terms = self._compounds = _Translation([], terms)

    def add(self, title: Sequence[str], body: Sequence[str], compounds: Sequence[str]) -> None:
        """Append a document by its terms and compounds."""
        self.read()
        self.text.add(title, body)
        self.title.add(title)
        self.compound.add(compounds)

    def add_coded(self, title: Coded, body: Coded) -> None:
        """Append a document by its encoded texts."""
        if body.table is not self._table:
            self._begin(body.table)
        self._waiting += (title.numbers, body.numbers)
        self._weight += len(title.numbers) + len(body.numbers)
        if self._weight > _WAITING_BYTES:
            self.read()

    def _begin(self, table: Table) -> None:
        self.read()
        self._table = table
        self._terms = _Translation(table.lexicon.terms, self.text.numbers)
        self._compounds = _Translation(table.lexicon.compounds, self.compound.numbers)

    def read(self) -> None:
        """Read what is waiting."""
        if self._table is None or not self._waiting:
            return
        from searchkit.analysis.bulk import read_all

        found = read_all(self._table, self._waiting)
        terms, counts = self._terms(found.terms), found.term_counts
        in_title = np.repeat(np.arange(len(counts)) % 2 == 0, counts)
        self.text.add_numbers(terms, counts[::2] + counts[1::2])
        self.title.add_numbers(terms[in_title], counts[::2])
        self.compound.add_numbers(
            self._compounds(found.compounds), found.compound_counts[::2] + found.compound_counts[1::2]
        )
        self._waiting, self._weight = [], 0
