"""Telex and VNI keystrokes that were left in a word (`chir soos`, `chi3 so61`): what was meant.

Both methods write the tone and the hat, horn or breve of a vowel as extra keys. A word counts as keystrokes
only where its letters, and what the keys say about them, make a syllable that can exist.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from searchkit.analysis.syllable import QU_RHYMES, RHYMES, compose, fits, is_plain, split_onset, tone_fits
from searchkit.text import strip_marks

DATA = Path(__file__).parent / "data" / "latin_words.txt"

_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_TELEX_VOWELS = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw"}
_VNI_SHAPES = {"â": "6", "ê": "6", "ô": "6", "ă": "8", "ơ": "7", "ư": "7"}
_TELEX_WORD = re.compile(r"([^aeiouyw]*)([a-z]+)")
_VOWEL_AFTER_TONE = re.compile(r"[sfrxj].*[aeiouy]")
_VNI_WORD = re.compile(r"(?:d9|[b-df-hj-np-tv-xz])*[aeiouy][a-z1-9]*")  # no key but 9 before a vowel
_LONGEST = 10


def read_keystrokes(word: str) -> str | None:
    """Return the syllable that `word` was meant to be, in lower case, or None where it is no clear case.

    None also for what has a capital inside (acronyms), a single letter (`A4`), plain syllables and ordinary
    foreign words (`has`, `max`); `candidates` reads the latter too.

    >>> [read_keystrokes(w) for w in ("chir", "so61", "dduwowcj", "Tinhr", "U23", "has", "tinh")]
    ['chỉ', 'số', 'được', 'tỉnh', None, None, None]
    """
    return None if word.lower() in _latin_words() else _only_reading(word)


def read_words(words: Sequence[str]) -> list[str | None]:
    """Return for each of the words typed together what it was meant to be, or None where it stands as typed.

    Where one of them is clearly keystrokes, the same hand typed the others: ordinary foreign words are then
    read as keystrokes too (`hoof sow` beside `ddaats`).

    >>> read_words(["hoof", "sow", "ddaats"]), read_words(["bar", "cost"])
    (['hồ', 'sơ', 'đất'], [None, None])
    """
    clear = [read_keystrokes(word) for word in words]
    return list(map(_only_reading, words)) if any(clear) else clear


def _only_reading(word: str) -> str | None:
    if word[1:] != word[1:].lower() or sum(map(str.isalpha, word)) < 2:
        return None
    found = candidates(word)
    return found[0] if len(found) == 1 else None


def candidates(word: str) -> tuple[str, ...]:
    """Return every syllable that `word` may be the keystrokes of, ordinary words not spared.

    For a caller who knows which of them occur, and that `word` itself does not.

    >>> candidates("has"), candidates("viet")
    (('há',), ())
    """
    low = word.lower()
    if not low.isascii() or not low.isalnum() or len(low) > _LONGEST or is_plain(low):
        return ()
    found = _telex(low) if low.isalpha() else _vni(low)
    return tuple(dict.fromkeys(found))


def _telex(word: str) -> list[str]:
    match = _TELEX_WORD.fullmatch(word)
    if match is None:
        return []
    head, rest = match.groups()
    if _VOWEL_AFTER_TONE.search(rest):
        return []
    tones = [_TELEX_TONES[c] for c in rest if c in _TELEX_TONES]
    rest = "".join(c for c in rest if c not in _TELEX_TONES)
    if head == "d" and rest.endswith("d"):  # `did` for `đi`
        head, rest = "dd", rest[:-1]
    letters = head.replace("dd", "đ") + rest
    return _syllables(letters, tones, _telex_rhymes())


def _vni(word: str) -> list[str]:
    if not _VNI_WORD.fullmatch(word):
        return []
    tones = [_VNI_TONES[c] for c in word if c in _VNI_TONES]
    shapes = "".join(sorted({c for c in word if c in "678"}))
    letters = re.sub(r"[1-8]", "", word)
    if letters.startswith("d") and letters.count("9") == 1:
        letters = "đ" + letters[1:].replace("9", "")
    return _syllables(letters, tones, _vni_rhymes(), shapes)


def _syllables(letters: str, tones: list[str], rhymes: dict[str, list[str]], keys: str = "") -> list[str]:
    """Return the syllables of an onset and one of `rhymes` that `letters` and `tones` spell."""
    if len(tones) > 1:
        return []
    tone = "".join(tones)
    return [
        compose(onset, rhyme, tone)
        for onset, rest in split_onset(letters)
        for rhyme in rhymes.get(rest + keys, ())
        if fits(onset, rhyme) and tone_fits(rhyme, tone)
    ]


@cache
def _telex_rhymes() -> dict[str, list[str]]:
    """Return keys → rhymes: each vowel's key right after it, or one `w` at the end of the rhyme."""
    found: dict[str, list[str]] = {}
    for rhyme in sorted(RHYMES | QU_RHYMES):
        inline = "".join(_TELEX_VOWELS.get(c, c) for c in rhyme)
        if rhyme.startswith("oo"):
            inline = "o" + inline  # a third o undoes the hat
        ways = {inline, inline.replace("uwow", "uow"), inline.replace("uwow", "uwo")}
        if "w" in inline:
            ways.add(strip_marks(rhyme) + "w")
        for way in ways:
            found.setdefault(way, []).append(rhyme)
    return found


@cache
def _vni_rhymes() -> dict[str, list[str]]:
    """Return letters followed by the shape key → rhymes."""
    found: dict[str, list[str]] = {}
    for rhyme in sorted(RHYMES | QU_RHYMES):
        keys = "".join(sorted({_VNI_SHAPES[c] for c in rhyme if c in _VNI_SHAPES}))
        found.setdefault(strip_marks(rhyme) + keys, []).append(rhyme)
    return found


@cache
def _latin_words() -> frozenset[str]:
    """Return ordinary foreign words and names that could be read as keystrokes."""
    lines = DATA.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
