"""The build of a Vietnamese syllable: onset, rhyme, tone. Says which letter strings can be one.

Spelling rules and the inventory of rhymes follow the standard orthography (`k/gh/ngh` before e, ê, i, y; a
syllable that ends in a stop carries sắc or nặng); the tone is placed in the new style, as `canonical` does.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from searchkit.records import Record
from searchkit.text import canonical, lower, strip_marks

TONES = {"\u0300": "huyền", "\u0301": "sắc", "\u0303": "ngã", "\u0309": "hỏi", "\u0323": "nặng"}
"""Combining mark → name of the tone; a syllable without one is level (`ngang`)."""

_TABLE = """
    a ac ach ai am an ang anh ao ap at au ay
    ă ăc ăm ăn ăng ăp ăt  â âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et  ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot ooc oong
    oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet
    ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt
    uân uâng uât uây uê uêch uênh uơ uy uya uych uynh uyn uyt uyp uyu uyên uyêt
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu
"""
RHYMES = frozenset(_TABLE.split())
# After `qu`, whose u is part of the onset.
_QU_TABLE = """
    a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây e en eng eo et ê ên ênh êt êch êu
    i ich in inh it y ych ynh yt yên yêt ơ ơi ơn ôc ôn
"""
QU_RHYMES = frozenset(_QU_TABLE.split())
# After `gi`, whose i is part of the onset; the rhymes with i itself (gì, gìn, giếng, giết) are in _G_RHYMES.
_NOT_GI = frozenset(r for r in RHYMES if r[0] in "iy")
_G_RHYMES = frozenset(("i", "in", "iêc", "iêng", "iêt"))
_Y_ONSETS = frozenset(("", "h", "k", "l", "m", "s", "t", "th", "v", "d", "b", "n"))
_FRONT = frozenset("eêiy")
_ONSETS = (
    "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "qu", "th", "tr", "ch",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
# Place names of the highlands and the north whose spelling is outside the standard inventory.
_PLACE_SYLLABLES = frozenset(("đắk", "lắk", "đăk", "kạn", "krông", "kông", "păk", "pắc"))
_MARKED = frozenset("ăâêôơư")
_VOWELS = frozenset("aăâeêioôơuưy")
_STOPS = ("c", "ch", "p", "t")
_STOP_TONES = frozenset("\u0301\u0323")


class Syllable(Record):
    """One syllable in parts: `trường` is onset `tr`, rhyme `ương`, tone U+0300; the level tone is empty."""

    onset: str
    rhyme: str
    tone: str


def split_tone(word: str) -> tuple[str, str] | None:
    """Return `word` without its tone mark, and that mark; None where it has more than one.

    >>> split_tone("trường") == ("trương", "\u0300")
    True
    """
    letters = unicodedata.normalize("NFD", word)
    tones = [c for c in letters if c in TONES]
    if len(tones) > 1:
        return None
    bare = "".join(c for c in letters if c not in TONES)
    return unicodedata.normalize("NFC", bare), "".join(tones)


def compose(onset: str, rhyme: str, tone: str) -> str:
    """Return the syllable written out, its tone mark on the right vowel.

    >>> compose("tr", "ương", "\u0300"), compose("h", "oa", "\u0300"), compose("qu", "y", "\u0301")
    ('trường', 'hoà', 'quý')
    """
    if not tone:
        return onset + rhyme
    at = _nucleus(rhyme)
    return onset + rhyme[:at] + unicodedata.normalize("NFC", rhyme[at] + tone) + rhyme[at + 1 :]


def _nucleus(rhyme: str) -> int:
    """Return the place of the vowel in `rhyme` that carries the tone mark."""
    marked = [i for i, c in enumerate(rhyme) if c in _MARKED]
    if marked:
        return marked[-1]
    vowels = sum(c in _VOWELS for c in rhyme)
    if vowels == 1:
        return 0
    if vowels == 3 or vowels < len(rhyme):
        return 1
    return 1 if rhyme in ("oa", "oe", "uy") else 0


def fits(onset: str, rhyme: str) -> bool:
    """Say whether the orthography lets `rhyme` follow `onset` (`k` before e, ê, i, y; `c` elsewhere)."""
    if onset == "qu":
        return rhyme in QU_RHYMES
    if rhyme not in RHYMES:
        return False
    if onset == "gi":
        return rhyme not in _NOT_GI
    first = rhyme[0]
    if onset == "g" and first == "i":
        return rhyme in _G_RHYMES
    if onset in ("k", "gh", "ngh"):
        return first in _FRONT
    if onset in ("c", "g", "ng"):
        return first not in _FRONT
    return first != "y" or (onset in _Y_ONSETS if rhyme == "y" else not onset)


def tone_fits(rhyme: str, tone: str) -> bool:
    """Say whether `rhyme` can carry `tone`: one that ends in a stop (c, ch, p, t) takes sắc or nặng alone."""
    return not rhyme.endswith(_STOPS) or tone in _STOP_TONES


@lru_cache(maxsize=1 << 14)
def parse(word: str) -> Syllable | None:
    """Return the parts of `word`, a canonical syllable in lower case, or None where it is none.

    >>> parse("nghiêng")
    Syllable(onset='ngh', rhyme='iêng', tone='')
    >>> parse("youtube")
    """
    if len(word) > 7:
        return None
    bare_tone = split_tone(word)
    if bare_tone is None:
        return None
    bare, tone = bare_tone
    for onset in _ONSETS:
        if bare.startswith(onset):
            rhyme = bare[len(onset) :]
            if fits(onset, rhyme) and tone_fits(rhyme, tone) and compose(onset, rhyme, tone) == word:
                return Syllable(onset, rhyme, tone)
    return None


def split_onset(letters: str) -> tuple[tuple[str, str], ...]:
    """Return every way to cut `letters` into an onset and what follows, longest onset first."""
    return tuple((onset, letters[len(onset) :]) for onset in _ONSETS if letters.startswith(onset))


def is_syllable(word: str) -> bool:
    """Say whether `word` (any case, either tone placement) is built like one Vietnamese syllable.

    >>> [w for w in ("Hiệu", "hòa", "Tre", "Kạn", "You", "Index", "tac") if is_syllable(w)]
    ['Hiệu', 'hòa', 'Tre', 'Kạn']
    """
    form = lower(canonical(word))
    return form in _PLACE_SYLLABLES or parse(form) is not None


@lru_cache(maxsize=1 << 12)
def is_plain(word: str) -> bool:
    """Say whether `word` (lower case) is what is left of a syllable without its diacritics.

    >>> is_plain("viet"), is_plain("tinh"), is_plain("tinhr")
    (True, True, False)
    """
    return any(fits(onset, rhyme) for onset, rest in split_onset(word) for rhyme in _BY_LETTERS.get(rest, ()))


def _by_letters() -> dict[str, list[str]]:
    """Return plain letters → rhymes; without `oong`, which would make a word of `coong` (`công`)."""
    found: dict[str, list[str]] = {}
    for rhyme in sorted((RHYMES | QU_RHYMES) - {"ooc", "oong"}):
        found.setdefault(strip_marks(rhyme), []).append(rhyme)
    return found


_BY_LETTERS = _by_letters()
