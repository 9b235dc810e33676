"""Many texts at once, for indexing: their terms and compounds as numbers in arrays, no string a word.

`encode` does what each text needs on its own, looking up its chunks; `read_all` does the rest for hundreds of
texts together. What comes out is what `analyze` gives, written in numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from searchkit.analysis import Analysis
from searchkit.analysis.lexicon import Lexicon
from searchkit.analysis.segment import ModelSegmenter, chunks_of, segmenter
from searchkit.analysis.table import Table
from searchkit.text import nfc

Array = np.ndarray[Any, np.dtype[Any]]
_EDGE = bytes(4)  # token 0, as `Lexicon.numbers` writes it
_HALF = np.int64(32)


class Coded(NamedTuple):
    """A text in the numbers of a table."""

    table: Table
    numbers: bytes


class Words(NamedTuple):
    """Terms and compounds of several texts, one after another: numbers of the lexicon's `terms` and
    `compounds`, and how many each text has."""

    terms: Array
    term_counts: Array
    compounds: Array
    compound_counts: Array


def encode(*texts: str) -> Sequence[Coded | Analysis]:
    """Return `texts` ready for `read_all`, all by one table; analysed at once where only pyvi can do it."""
    known = segmenter()
    cut = (chunks_of(nfc(text)) for text in texts)
    if isinstance(known, ModelSegmenter):
        table = known.canonical_table()
        return [Coded(table, table.lexicon.numbers(chunks)) for chunks in cut]
    return [Analysis(*known.analyze(chunks)) for chunks in cut]


def read_all(table: Table, texts: Sequence[bytes]) -> Words:
    """Return the words of `texts` (one or more), each the numbers of a text in `table`."""
    both = np.frombuffer(_EDGE + _EDGE.join(texts) + _EDGE, np.int32)
    is_term = (both & 1).astype(bool)
    seen = np.cumsum(is_term)[both == 0]
    tokens = both[~is_term] >> 1
    compounds, counts = table.compounds.read(tokens, table.arrays.joined(tokens))
    return Words(both[is_term] >> 1, np.diff(seen), compounds, counts)


class Compounds:
    """Names compounds by number: a pair of tokens by the numbers of its two words, a longer one by all."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words = np.zeros(1024, np.int64)  # token → number of the term that stands for it
        self._known = 0
        self._numbers: dict[int | tuple[int, ...], int] = {}

    def read(self, tokens: Array, joined: Array) -> tuple[Array, Array]:
        """Return the compounds of a stream of texts parted by edges, and how many each text has; `joined` are
        the places of the tokens that belong to the word before."""
        self._learn()
        words = self._words[tokens]
        first = np.flatnonzero(np.diff(joined, prepend=-1) != 1)
        sizes = np.diff(first, append=len(joined))
        starts = joined[first] - 1
        found = np.empty(len(first), np.int64)
        pairs = sizes == 1
        at = starts[pairs]
        keys, which = np.unique(words[at] << _HALF | words[at + 1], return_inverse=True)
        found[pairs] = self._numbered(keys.tolist())[which]
        longer = [
            tuple(words[start : start + size + 1].tolist())
            for start, size in zip(starts[~pairs].tolist(), sizes[~pairs].tolist(), strict=True)
        ]
        found[~pairs] = self._numbered(longer)
        text = np.cumsum(tokens == 0)
        return found, np.bincount(text[starts] - 1, minlength=int(text[-1]) - 1)

    def _numbered(self, keys: Sequence[int | tuple[int, ...]]) -> Array:
        numbers = self._numbers
        for key in keys:
            if key not in numbers:
                numbers[key] = len(self._lexicon.compounds)
                self._lexicon.compounds.append(self._name(key))
        return np.fromiter(map(numbers.__getitem__, keys), np.int64, len(keys))

    def _name(self, key: int | tuple[int, ...]) -> str:
        words: Iterable[int] = key if isinstance(key, tuple) else divmod(key, 1 << 32)
        return "_".join(self._lexicon.terms[n] for n in words)

    def _learn(self) -> None:
        """Take over the tokens that are new in the lexicon."""
        parts = self._lexicon.parts
        while len(parts) > len(self._words):
            self._words = np.concatenate([self._words, np.zeros_like(self._words)])
        new = parts[self._known :]
        self._words[self._known : len(parts)] = [self._lexicon.term(part[5][2]) for part in new]
        self._known = len(parts)
