"""What was read from the chunks of earlier texts, as numbers: one look-up for each chunk of a new text.

Texts repeat their words, and looking each word up in several tables is what analysing them costs. So a chunk
(what stands between two spaces) is remembered as the bytes of small numbers, of its tokens (even) and of its
index terms (odd): the numbers of a text are those of its chunks put together.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from itertools import islice

from searchkit.analysis.decode import EDGE, Part

SIZE = 3 << 15
"""A lexicon with so many chunks, tokens or compounds is full; whoever uses it goes on with one that is
`shortened`. Of news, 12,000 articles fill it, and each 6,000 more."""
KEPT = 1 << 16
"""So many chunks, the first ones, are kept then: what comes often came early."""
_LONGEST_REMEMBERED = 40

Read = Callable[[str], tuple[Iterable[str], Iterable[str]]]
"""Gives the tokens of a chunk, and its terms."""


class Lexicon(dict[str, bytes]):
    """Chunk → its numbers; what they mean stands in lists. It only grows, so numbers stay valid.

    Token 0 is no token but the edge between two texts.
    """

    def __init__(self, read: Read, part: Callable[[str], Part]) -> None:
        super().__init__()
        self._read_chunk, self._read_token = read, part
        self.parts: list[Part] = [EDGE]
        self.terms: list[str] = []
        self.compounds: list[str] = []
        self._tokens: dict[str, int] = {}
        self._term_numbers: dict[str, int] = {}
        self._begun = (1, 0)
        """So many parts and terms stand behind the chunks that are kept."""

    @property
    def is_full(self) -> bool:
        """Whether it is time to begin a new one."""
        return max(len(self), len(self.parts), len(self.compounds) // 4) >= SIZE

    def shortened(self) -> Lexicon:
        """Return a lexicon of the first chunks of this one alone, with room for others."""
        new = Lexicon(self._read_chunk, self._read_token)
        parts, terms = self._begun
        if len(self) < KEPT or parts > SIZE // 2:
            return new  # filled by tokens or compounds: no ordinary texts
        new._begun = self._begun
        new.update(islice(self.items(), KEPT))
        new.parts, new.terms = self.parts[:parts], self.terms[:terms]
        new._tokens = {token: number for token, number in self._tokens.items() if number < parts}
        new._term_numbers = {term: number for number, term in enumerate(new.terms)}
        return new

    def numbers(self, chunks: Iterable[str]) -> bytes:
        """Return the numbers of `chunks` as 32-bit integers: `2 * n` for token n, `2 * n + 1` for term n."""
        return b"".join(map(self.__getitem__, chunks))

    def __missing__(self, chunk: str) -> bytes:
        tokens, terms = self._read_chunk(chunk)
        known = self._tokens.get
        numbers = [2 * (known(token) or self._new_token(token)) for token in tokens]
        numbers += [2 * self.term(term) + 1 for term in terms]
        data = array("i", numbers).tobytes()
        if len(chunk) <= _LONGEST_REMEMBERED:
            self[chunk] = data
            if len(self) == KEPT:
                self._begun = len(self.parts), len(self.terms)
        return data

    def _new_token(self, token: str) -> int:
        number = len(self.parts)
        self.parts.append(self._read_token(token))
        if len(token) <= _LONGEST_REMEMBERED:
            self._tokens[token] = number
        return number

    def term(self, term: str) -> int:
        """Return the number of a term, a new one for a new term."""
        number = self._term_numbers.setdefault(term, len(self.terms))
        if number == len(self.terms):
            self.terms.append(term)
        return number
