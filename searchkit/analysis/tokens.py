"""Text to index terms, and to whole tokens for people, each with its place in the NFC text.

A term is a run of letters and digits (`_` is none of them) in canonical form and lower case, of the same
length as the stretch it stands for: `876/QĐ-BNV` gives `876`, `qđ`, `bnv`. Words glued together where a page
lost its line break (`lớnHiệu`) are two terms.
"""

from __future__ import annotations

import re
from itertools import chain

from searchkit.analysis.syllable import is_syllable
from searchkit.records import Record
from searchkit.text import lower, nfc, strip_marks, tone_place

_WORD = re.compile(r"[^\W_]+")
_OPEN = frozenset("aeyAEY")
"""Only a syllable that ends so has a tone that can stand elsewhere."""
_CACHE_SIZE = 1 << 16
_LONGEST_CACHED = 40


class Token(Record):
    """A whole token as written, with its offsets into the NFC text."""

    text: str
    start: int
    end: int


def unglue(word: str) -> list[str]:
    """Cut `word` where a small letter meets a capital, if all pieces are syllables and one has a diacritic.

    >>> unglue("lớnHiệu"), unglue("YouTube"), unglue("PARIndex")
    (['lớn', 'Hiệu'], ['YouTube'], ['PARIndex'])
    """
    if word.isascii() or word[1:].islower() or word.isupper():
        return [word]
    cuts = [i for i in range(1, len(word)) if word[i].isupper() and word[i - 1].islower()]
    # A syllable has at most seven letters, so a longer run between cuts settles it without a look.
    if not cuts or len(word) > 7 * (len(cuts) + 1):
        return [word]
    pieces = [word[a:b] for a, b in zip([0, *cuts], [*cuts, len(word)], strict=True)]
    if all(map(is_syllable, pieces)) and any(strip_marks(p) != p for p in pieces):
        return pieces
    return [word]


def term(piece: str) -> str:
    """Return the index term of `piece`, a run of letters and digits in NFC; the length stays.

    That is its canonical form in lower case: NFC is given, and a run holds no spaces to even out.
    """
    return lower(tone_place(piece) if piece[-1:] in _OPEN else piece)


def terms_of(chunk: str) -> tuple[str, ...]:
    """Return the terms of `chunk`, a stretch of NFC text without spaces."""
    if chunk.isalpha() and chunk.islower():  # the usual case, without a search
        return (tone_place(chunk) if chunk[-1] in _OPEN else chunk,)
    if chunk.isalnum() and (chunk[1:].islower() or chunk.isupper() or chunk.isascii()):  # nothing to cut
        return (term(chunk),)
    return tuple(term(piece) for word in _WORD.findall(chunk) for piece in unglue(word))


class _Terms(dict[str, tuple[str, ...]]):
    """A stretch of text without white space → its terms. Bounded: a full table starts anew."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        terms = terms_of(chunk)
        if len(chunk) <= _LONGEST_CACHED:
            if len(self) >= _CACHE_SIZE:
                self.clear()
            self[chunk] = terms
        return terms


_terms_of = _Terms().__getitem__


def chunk_terms(chunks: list[str]) -> list[str]:
    """Return the terms of `chunks`, stretches of NFC text whose seams are white space, in order."""
    return list(chain.from_iterable(map(_terms_of, chunks)))


def syllables(text: str) -> list[str]:
    """Return the index terms of `text` in position order.

    >>> syllables("Quyết định số 876/QĐ-BNV: đạt 88,35% (TP.HCM)")
    ['quyết', 'định', 'số', '876', 'qđ', 'bnv', 'đạt', '88', '35', 'tp', 'hcm']
    """
    return chunk_terms(nfc(text).split())


def syllable_spans(text: str) -> list[tuple[str, int, int]]:
    """Return the terms of `syllables(text)` as `(term, start, end)`, offsets into the NFC text.

    >>> syllable_spans("ở Hòa Bình")
    [('ở', 0, 1), ('hoà', 2, 5), ('bình', 6, 10)]
    """
    spans = []
    for match in _WORD.finditer(nfc(text)):
        start = match.start()
        for form in _terms_of(match[0]):
            end = start + len(form)
            spans.append((form, start, end))
            start = end
    return spans


# A run of parts with one connecting sign between each two, and a per cent sign at its end.
_CHAIN = re.compile(r"[^\W_]+(?:[-./,:&][^\W_]+)*[%‰]?")
_PART = re.compile(r"[^\W_]+|[-./,:&%‰]")


def tokenize(text: str) -> list[Token]:
    """Return the whole tokens of `text`; numbers, dates, document numbers and codes are kept in one piece.

    >>> [t.text for t in tokenize("Hue-S, COVID-19, ngày 24/06/2021 đạt 88,35% ở TP.HCM.")]
    ['Hue-S', 'COVID-19', 'ngày', '24/06/2021', 'đạt', '88,35%', 'ở', 'TP.HCM']
    """
    text = nfc(text)
    tokens: list[Token] = []
    for match in _CHAIN.finditer(text):
        start = match.start()
        for piece, end in _whole_parts(match[0], start):
            tokens.append(Token(text[end - len(piece) : end], end - len(piece), end))
    return tokens


def _whole_parts(chained: str, offset: int) -> list[tuple[str, int]]:
    """Cut a chain of parts where the sign between two does not bind; return pieces and where they end."""
    parts = _PART.findall(chained)
    if len(parts) == 1:
        return _unglued(chained, offset)
    pieces: list[tuple[str, int]] = []
    start = at = 0  # of the piece being gathered, and of the reading
    for part, sign, right in zip(parts[::2], [*parts[1::2], ""], [*parts[2::2], ""], strict=False):
        at += len(part)
        if sign in ("%", "‰") and part[-1].isdigit():
            pieces.append((chained[start:], offset + at + 1))
        elif not right or not _binds(chained[start], part, sign, right):
            pieces += _unglued(chained[start:at], offset + start)
            start = at + len(sign)
        at += len(sign)
    return pieces


def _unglued(piece: str, offset: int) -> list[tuple[str, int]]:
    ends = []
    for word in unglue(piece) if piece.isalpha() else [piece]:
        offset += len(word)
        ends.append((word, offset))
    return ends


def _is_code(part: str) -> bool:
    """Say whether `part` is a number, an acronym or a code such as `CTr`, and no plain word."""
    return part[0].isdigit() or part.isupper() or sum(map(str.isupper, part)) > 1


def _binds(first: str, left: str, sign: str, right: str) -> bool:
    """Say whether `sign` makes one token of `left` and `right`; `first` is the token's first letter."""
    digits = left[-1].isdigit() and right[0].isdigit()
    if sign in (",", ":"):
        return digits
    if sign == ".":
        return digits or (left.isupper() and right.isupper())
    if sign == "&":
        return left.isupper() and right.isupper()
    if sign == "/":
        return first.isdigit() and _is_code(right)
    if len(left) == 1 and left.isalpha() and (left + right).isascii():  # e-Gov
        return True
    return _is_code(right) and (_is_code(left) or left.isascii())
