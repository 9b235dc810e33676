"""`decode` for many tokens at once: the same sums in the same order, with numpy.

Loaded with the first long text, or by indexing. A sentence is decided faster by `decode` alone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from searchkit.analysis.decode import Decoder, Followers
from searchkit.analysis.lexicon import Lexicon

Array = np.ndarray[Any, np.dtype[Any]]
_SIEVE = (1 << 18) - 1
_NO_PAIR, _SEVERAL = -1, -2
_BEGIN, _UNSURE, _INSIDE = range(3)


class _Pairs:
    """The pairs and triples of the word list by numbers: words that are in none have the number 0."""

    def __init__(self, followers: Followers) -> None:
        words = {w for first, row in followers.items() for second in row for w in (first, second)}
        thirds = {w for row in followers.values() for _, _, third in row.values() for w in third}
        self.number = {word: n for n, word in enumerate(sorted(words | thirds), 1)}
        self._width = len(self.number) + 1
        rows = sorted(
            (self.number[first] * self._width + self.number[second], follower)
            for first, row in followers.items()
            for second, follower in row.items()
        )
        self._keys = np.array([key for key, _ in rows], np.int64)
        self.to_first = np.array([follower[0] for _, follower in rows])
        self.to_second = np.array([follower[1] for _, follower in rows])
        self._has_third = np.array([bool(follower[2]) for _, follower in rows])
        triples = (n * self._width + self.number[w] for n, (_, row) in enumerate(rows) for w in row[2])
        self._triples = np.array(sorted(triples), np.int64)
        # One look into this table settles whether neighbours may be a pair, and nearly always which.
        places, slots, keys = np.unique(self._keys & _SIEVE, return_index=True, return_counts=True)
        self._slots = np.full(_SIEVE + 1, _NO_PAIR, np.int32)
        self._slots[places] = np.where(keys == 1, slots, _SEVERAL)

    def find(self, words: Array) -> tuple[Array, Array, Array]:
        """Return where in `words` pairs begin, the numbers of those pairs, and where triples begin."""
        keys = words[:-1] * self._width + words[1:]
        slots = self._slots[keys & _SIEVE]
        at = np.flatnonzero(slots != _NO_PAIR)
        keys, pairs = keys[at], slots[at]
        several = np.flatnonzero(pairs == _SEVERAL)
        pairs[several] = _numbers(self._keys, keys[several])
        same = self._keys[pairs] == keys
        at, pairs = at[same], pairs[same]
        longer = np.flatnonzero(self._has_third[pairs])
        longer = longer[at[longer] + 2 < len(words)]
        starts = at[longer]
        triples = pairs[longer] * np.int64(self._width) + words[starts + 2]
        return at, pairs, starts[self._triples[_numbers(self._triples, triples)] == triples]


def _numbers(known: Array, keys: Array) -> Array:
    """Return the numbers that `keys` have among those `known` (ascending), any number where they are none."""
    return np.minimum(np.searchsorted(known, keys), len(known) - 1)


@lru_cache(maxsize=1)
def _pairs_of(decoder: Decoder) -> _Pairs:
    return _Pairs(decoder.followers)


class ArrayDecoder:
    """A decoder for the tokens of one lexicon."""

    def __init__(self, decoder: Decoder, lexicon: Lexicon) -> None:
        self._decoder, self._lexicon = decoder, lexicon
        self._pairs = _pairs_of(decoder)
        self._known = 0
        self._weights = np.zeros((1024, 4))  # own emission, to the next, to the previous, number of the word
        self._seams = np.zeros((1024, 2), np.uint8)

    def joined_in(self, text: list[int]) -> list[int]:
        """Return the places of those tokens of one text that are joined to the one before."""
        found: list[int] = (self.joined(np.array([0, *text, 0], np.int32)) - 1).tolist()
        return found

    def joined(self, tokens: Array) -> Array:
        """Return which of `tokens` are joined to the one before, ascending.

        The tokens are numbers of the lexicon; an edge (token 0) stands before, between and behind texts.
        """
        self._learn()
        emissions = self._emissions(self._weights.take(tokens, axis=0))
        edges = np.flatnonzero(tokens == 0)
        kind = self._settle(emissions, edges)
        at = np.flatnonzero(kind == _UNSURE)
        unsure = list(zip(at.tolist(), emissions[at].tolist(), strict=True))
        beside = np.concatenate([at - 1, at + 1])
        known, ends = beside[kind[beside] == _INSIDE], beside[tokens[beside] == 0]
        more = self._decoder.resolve(unsure, set(known.tolist()), set(ends.tolist()))
        inside = np.concatenate([np.flatnonzero(kind == _INSIDE), np.array(more, np.intp)])
        inside.sort()
        joins = self._seams[tokens[inside - 1], 0] & self._seams[tokens[inside], 1]
        return inside[np.flatnonzero(joins)]

    def _learn(self) -> None:
        """Take over the tokens that are new in the lexicon."""
        parts = self._lexicon.parts
        if self._known == len(parts):
            return
        while len(parts) > len(self._weights):
            self._weights = np.concatenate([self._weights, np.zeros_like(self._weights)])
            self._seams = np.concatenate([self._seams, np.zeros_like(self._seams)])
        number = self._pairs.number
        new = parts[self._known :]
        self._weights[self._known : len(parts)] = [(*part[:3], number.get(part[3], 0)) for part in new]
        self._seams[self._known : len(parts)] = [part[5][:2] for part in new]
        self._known = len(parts)

    def _emissions(self, rows: Array) -> Array:
        """Add up what tokens and their neighbours say: in the order of `Decoder._settle`, so that no bit
        differs."""
        at, pairs, triples = self._pairs.find(rows[:, 3].astype(np.int64))
        emissions = rows[:, 0].copy()
        emissions[1:] += rows[:-1, 1]
        emissions[triples + 2] += self._decoder.third_to_last
        emissions[at + 1] += self._pairs.to_second[pairs]
        emissions[:-1] += rows[1:, 2]
        emissions[at] += self._pairs.to_first[pairs]
        emissions[triples] += self._decoder.third_to_first
        return emissions

    def _settle(self, emissions: Array, edges: Array) -> Array:
        """Return which tokens are surely I_W, and which are not sure; a text's last one never is, nor its
        first one for I_W."""
        moves = self._decoder.moves
        firsts, lasts = edges[:-1] + 1, edges[1:] - 1
        kind = (emissions >= moves.sure_begin).view(np.uint8) + (emissions > moves.sure_inside)
        kind[firsts] = np.minimum(kind[firsts], _UNSURE)
        kind[lasts] = _UNSURE
        kind[edges] = _BEGIN
        return kind
