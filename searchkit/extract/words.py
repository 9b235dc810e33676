"""Words of a text with their offsets, read only as far as a parser asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

# `TP.`, `TX.` keep their dot; `GD-ĐT`, `TT&TT`, `Jong-un`, `H'Yim` are one word; everything else that is no
# space is a token of its own.
_TOKEN = re.compile(
    r"(?:[Tt][Pp]|[Tt][Xx]|[Tt][Tt]|T\.P|[QPH])\.(?=\s?[^\W\d_]|\s?\d)|T\.Ư|\w+(?:[-&'’]\w+)*|\n|[^\s]"
)
_DASHES = frozenset("-–—‐‑")


class Word(NamedTuple):
    """A token: as written, in lower case (any dash as `-`), and where it stands."""

    text: str
    low: str
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        """Whether the word begins with a capital letter."""
        return self.text[0].isupper()


_END = Word("\n", "\n", -1, -1)


@lru_cache(maxsize=1 << 15)
def _lower(token: str) -> str:
    return "-" if token in _DASHES else token.lower()


def _word(match: re.Match[str], new: Callable[[type[Word], Iterable[object]], Word] = tuple.__new__) -> Word:
    token = match[0]
    start, end = match.span()
    return new(Word, (token, _lower(token), start, end))


def split_words(text: str) -> list[str]:
    """Return the tokens of `text` in lower case.

    >>> split_words("Lao động - Thương binh và Xã hội TP.Huế")
    ['lao', 'động', '-', 'thương', 'binh', 'và', 'xã', 'hội', 'tp.', 'huế']
    """
    return [_word(match).low for match in _TOKEN.finditer(text)]


class Words:
    """The tokens of `text` from `start` on, at most `reach` characters far, and line ends behind them."""

    __slots__ = ("_done", "_read", "_scan")

    def __init__(self, text: str, start: int, reach: int = 320) -> None:
        self._scan = _TOKEN.finditer(text, start, min(len(text), start + reach))
        self._read: list[Word] = []
        self._done = False

    def __getitem__(self, i: int) -> Word:
        read = self._read
        while len(read) <= i and not self._done:
            match = next(self._scan, None)
            if match is None:
                self._done = True
            else:
                read.append(_word(match))
        return read[i] if i < len(read) else _END


def words_before(text: str, end: int, reach: int = 90) -> list[Word]:
    """Return the tokens of the stretch of `text` that ends at `end`, without a word cut off at its start."""
    start = max(0, end - reach)
    if start and not text[start - 1].isspace():
        while start < end and not text[start].isspace():
            start += 1
    return [_word(match) for match in _TOKEN.finditer(text, start, end)]
