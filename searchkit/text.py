"""Strings to strings: normal form, tone placement, folding. Standard library only; used by every later step.

`canonical` and `fold_chars` keep the length of NFC input, so that offsets into the text stay right.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import product

_TONE_MARKS = "\u0300\u0301\u0309\u0303\u0323"  # grave, acute, hook above, tilde, dot below
_FOREIGN = re.compile(rf"[^\x00-\x7f\u0302\u0306\u031b{_TONE_MARKS}]")  # hat, breve, horn
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2007": " "})


def nfc(text: str) -> str:
    """Return `text` in Unicode normal form C.

    >>> nfc("Be\u0302\u0301n Tre") == "Bến Tre"
    True
    """
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _tone_pairs() -> dict[str, str]:
    """Old-style → new-style pairs of `oa`, `oe`, `uy` with a tone mark (`òa` → `oà`), in both cases of each
    letter."""
    pairs = {}
    for first, second in ("oa", "oe", "uy"):
        for mark, upper1, upper2 in product(_TONE_MARKS, (False, True), (False, True)):
            a = first.upper() if upper1 else first
            b = second.upper() if upper2 else second
            pairs[unicodedata.normalize("NFC", a + mark) + b] = a + unicodedata.normalize("NFC", b + mark)
    return pairs


_TONE_PAIRS = _tone_pairs()
# `quỳ` writes its tone on the y already, `hoàn` keeps it on the a: only an open syllable moves its tone,
# and `qu` is a consonant. Looking for the marked vowel first makes this fast: most syllables have none of
# these.
_OLD_TONE = re.compile(r"(?:[òóỏõọÒÓỎÕỌ][aeAE]|[ùúủũụÙÚỦŨỤ][yY])(?<![qQ]..)(?![^\W_])")


def tone_place(text: str) -> str:
    """Put the tone of open `oa`, `oe`, `uy` on the second vowel (new style, as pyvi's word list); keeps the
    length.

    >>> tone_place("Hòa Bình, thúy, khỏe, hoàn, quý")
    'Hoà Bình, thuý, khoẻ, hoàn, quý'
    """
    return _OLD_TONE.sub(lambda m: _TONE_PAIRS[m[0]], text)


_OLD_PLACES = {new: old for old, new in _TONE_PAIRS.items()}
_NEW_TONE = re.compile(rf"(?<![qQ])(?:{'|'.join(_OLD_PLACES)})(?![^\W_])")


def old_tone_place(text: str) -> str:
    """Undo `tone_place`: put the tone of open `oa`, `oe`, `uy` on the first vowel; keeps the length.

    >>> old_tone_place("hoà thuý")
    'hòa thúy'
    """
    return _NEW_TONE.sub(lambda m: _OLD_PLACES[m[0]], text)


def canonical(text: str) -> str:
    """Return the form that is segmented and indexed: NFC, plain spaces, new-style tones. Keeps the length
    of NFC text."""
    return tone_place(nfc(text).translate(_SPACES))


def lower(text: str) -> str:
    """Lower-case `text` letter by letter, so that the length stays (`İ` has a two-letter lower form and is
    kept)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def strip_marks(text: str) -> str:
    """Return `text` without diacritics, `đ` as `d`, letter case kept.

    >>> strip_marks("Đắk Lắk")
    'Dak Lak'
    """
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    if _FOREIGN.search(decomposed) is None:  # nearly always, and quicker than looking at each character
        return decomposed.encode("ascii", "ignore").decode()
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def fold(text: str) -> str:
    """Return `text` in lower case and without diacritics: the form in which spelling no longer matters.

    >>> fold("Chỉ số SIPAS Bến Tre")
    'chi so sipas ben tre'
    """
    return strip_marks(text).lower()


@lru_cache(maxsize=1 << 14)
def fold_term(term: str) -> str:
    """`fold` for single words, remembered: words repeat."""
    return fold(term)


_MARKED = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_MARKED_LETTERS = frozenset(_MARKED + _MARKED.upper())


def is_folded(text: str) -> bool:
    """Say whether `text` carries no Vietnamese diacritic at all (as people type in a hurry)."""
    # Nearly all text is ASCII, or holds one of these letters: known without taking it apart.
    return text.isascii() or (_MARKED_LETTERS.isdisjoint(text) and strip_marks(text) == nfc(text))


# C0 and C1 control characters, and the bidirectional overrides that can disguise text in a terminal.
_CONTROL = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"


def printable(text: str) -> str:
    """Return `text` without control characters and bidirectional overrides: safe to write to a terminal."""
    if text.isprintable():  # nearly always, and known without compiling an expression
        return text
    return re.sub(_CONTROL, "", text)


def squeeze(text: str) -> str:
    """Collapse every run of white space to one space and strip the ends."""
    return " ".join(text.split())
