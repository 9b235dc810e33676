"""Several spellings of one word: `kỷ` and `kỉ`, `Bắc Kạn` and `Bắc Cạn`, `Đắk Lắk` and `Daklak`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from searchkit.analysis.phrases import PhraseTable, Terms, read_rows
from searchkit.analysis.syllable import compose, parse
from searchkit.analysis.tokens import syllables

DATA = Path(__file__).parent / "data" / "spellings.tsv"
# Onsets after which an open syllable is written with i or y at will; after v, `vy` and `vi` are two words.
_FREE = frozenset(("h", "k", "l", "m", "s", "t", "qu"))
_OTHER = {"i": "y", "y": "i"}
_WRITTEN = frozenset("iìíỉĩịyỳýỷỹỵ")


def variants(term: str) -> tuple[str, ...]:
    """Return the other spellings of `term`, a canonical syllable: i for y or y for i in open syllables.

    >>> variants("kỷ"), variants("quí"), variants("thuý"), variants("kinh")
    (('kỉ',), ('quý',), (), ())
    """
    if term[-1:] not in _WRITTEN or term[:-1] not in _FREE:  # nearly all words end here
        return ()
    syllable = parse(term)
    if syllable is None:
        return ()
    return (compose(syllable.onset, _OTHER[syllable.rhyme], syllable.tone),)


@cache
def place_names() -> PhraseTable:
    """Return the table of place names that are spelled in several ways."""
    names = PhraseTable()
    for _, cells in read_rows(DATA):
        spelled = [tuple(syllables(cell)) for cell in cells]
        for terms in spelled:
            names.add(terms, spelled)
    return names


def spellings(terms: Terms) -> tuple[Terms, ...]:
    """Return the other spellings of a place name given as terms, the official one first.

    >>> spellings(("bắc", "cạn"))
    (('bắc', 'kạn'),)
    """
    return place_names().expansions(terms)
