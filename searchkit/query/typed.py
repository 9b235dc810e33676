"""What stands at the end of a query that is being typed: finished words and the one begun."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from searchkit.analysis.tokens import term
from searchkit.records import Record
from searchkit.text import fold, is_folded, nfc

_TAIL = re.compile(r'[^"():*]*$')
"""What stands behind the last quote, bracket, field or star."""
_SIGN = re.compile(r"(?:(?:^|\s)[-+](?=\w)|\b(?:OR|AND)\s)\s*")
_WORD = re.compile(r"[^\W_]+")
_MAX = 200
"""Of a longer line only the end is read."""


class Typed(Record):
    """The words at the end of `text` (NFC), behind the last operator.

    They begin at `start`; `head` is what stands before `begun`, the word that the cursor is in ("" behind a
    space); `spans` are the finished words in `head`.
    """

    text: str
    start: int
    head: str
    begun: str
    spans: tuple[tuple[int, int], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Return the finished words as typed."""
        return tuple(self.head[a:b] for a, b in self.spans)

    @property
    def terms(self) -> tuple[str, ...]:
        """Return the finished words as index terms."""
        return tuple(map(term, self.words))

    @property
    def bare(self) -> bool:
        """Say whether no diacritic was typed."""
        return is_folded(self.head + self.begun)

    def start_of_last(self, size: int) -> int:
        """Return where the last `size` words begin, the one begun counted."""
        return self.start + (self.spans[-size + 1][0] if size > 1 else len(self.head))

    def carried_on(self, head: Sequence[str], word: str) -> str:
        """Return the words with the terms `head` as the finished ones and `word` in place of the one begun,
        in the letter case that was typed."""
        pieces, last = [], 0
        for (start, end), form in zip(self.spans, head, strict=True):
            written = self.head[start:end]
            pieces += [self.head[last:start], written if term(written) == form else cased(form, written)]
            last = end
        capitals = self.head + self.begun
        if len(capitals) > 2 and capitals.isupper():
            word = word.upper()
        elif self.begun[:1].isupper():
            word = word[:1].upper() + word[1:]
        return "".join([*pieces, self.head[last:], word])


def read(text: str) -> Typed | None:
    """Return the words at the end of `text`; None where no word can be carried on there."""
    text = nfc(text)
    tail = _TAIL.search(text, max(0, len(text) - _MAX))
    if tail is None or (tail.start() and text[tail.start() - 1] in ":*"):
        return None
    start = tail.start()
    for sign in _SIGN.finditer(text, start):
        start = sign.end()
    start += len(text[start:]) - len(text[start:].lstrip())
    line = text[start:]
    spans = [found.span() for found in _WORD.finditer(line)]
    if not spans:
        return None
    if spans[-1][1] == len(line):
        at, _end = spans.pop()
    elif line[-1].isspace():
        at = len(line)
    else:
        return None
    return Typed(text, start, line[:at], line[at:], tuple(spans))


def cased(form: str, written: str) -> str:
    """Return `form` in the letter case of `written`."""
    if written.isupper() and len(written) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if written[:1].isupper() else form


def fits(begun: str, word: str) -> bool:
    """Say whether `word` may become of the letters `begun`: diacritics not typed yet are no contradiction.

    >>> fits("chin", "chính"), fits("đa", "đạt"), fits("chị", "chính")
    (True, True, False)
    """
    begun = term(begun)
    return len(begun) <= len(word) and all(map(_may_become, begun, word))


def name_fits(begun: str, name: str) -> bool:
    """Say whether `name` may become of `begun`, whose letters it has: words that are finished have all their
    diacritics, or none.

    >>> name_fits("nguyen văn a", "Nguyễn Văn An"), name_fits("nguyên văn a", "Nguyễn Văn An")
    (True, False)
    """
    *words, last = term(begun).split(" ")
    held = term(name).split(" ")
    finished = all(word == there or word == fold(there) for word, there in zip(words, held, strict=False))
    return finished and len(held) > len(words) and fits(last, held[len(words)])


@lru_cache(maxsize=4096)
def _may_become(typed: str, letter: str) -> bool:
    if typed == letter or (typed == "d" and letter == "đ"):
        return True
    marks, wanted = unicodedata.normalize("NFD", typed), unicodedata.normalize("NFD", letter)
    return marks[0] == wanted[0] and set(marks) <= set(wanted)
