"""Words of a text with their offsets, read only as far as a parser asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
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


_new_word: Callable[[type[Word], Iterable[object]], Word] = tuple.__new__


def _word(match: re.Match[str]) -> Word:
    token = match[0]
    low = "-" if token in _DASHES else token.lower()
    return _new_word(Word, (token, low, match.start(), match.end()))


def _words(text: str, start: int, end: int) -> list[Word]:
    return list(map(_word, _TOKEN.finditer(text, start, end)))


def split_words(text: str) -> list[str]:
    """Return the tokens of `text` in lower case.

    >>> split_words("Lao động - Thương binh và Xã hội TP.Huế")
    ['lao', 'động', '-', 'thương', 'binh', 'và', 'xã', 'hội', 'tp.', 'huế']
    """
    return [word.low for word in _words(text, 0, len(text))]


class Words(dict[int, Word]):
    """The tokens of `text` from `start` on, at most `reach` characters far, and line ends behind them.

    A dictionary by place, so that asking again for what was read costs no call.
    """

    __slots__ = ("_scan",)

    def __init__(self, text: str, start: int, reach: int = 320) -> None:
        self._scan = _TOKEN.finditer(text, start, min(len(text), start + reach))

    def __missing__(self, i: int) -> Word:
        """Read as far as word `i`; a negative one counts from the last word that was read."""
        if i < 0:
            return self[len(self) + i] if self else _END
        for match in self._scan:
            read = len(self)
            word = self[read] = _word(match)
            if read == i:
                return word
        return _END


def words_before(text: str, end: int, reach: int = 90) -> list[Word]:
    """Return the tokens of the stretch of `text` that ends at `end`, without a word cut off at its start."""
    start = max(0, end - reach)
    if start and not text[start - 1].isspace():
        while start < end and not text[start].isspace():
            start += 1
    return _words(text, start, end)
