"""Vietnamese text from before Unicode: TCVN3 (ABC fonts) and VNI, recognised and converted by table.

Such text looks like accented Latin-1 (`C¶i c¸ch hµnh chÝnh`, `Caûi caùch haønh chính`). It is recognised by
what it turns into: the reading under which most accented words are possible Vietnamese syllables wins, and
no reading is taken that makes fewer of them than the text as it stands. Tables: TCVN 5712:1993 (VN3),
VNI-Windows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_TONES = _GRAVE + _HOOK + _TILDE + _ACUTE + _DOT


def _tones(vowel: str, codes: tuple[int, int, int, int, int]) -> dict[int, str]:
    """Map five byte values to `vowel` with grave, hook, tilde, acute and dot below."""
    return {
        code: unicodedata.normalize("NFC", vowel + tone) for code, tone in zip(codes, _TONES, strict=True)
    }


_TCVN3: dict[int, str] = {
    0xA1: "Ă", 0xA2: "Â", 0xA3: "Ê", 0xA4: "Ô", 0xA5: "Ơ", 0xA6: "Ư", 0xA7: "Đ",
    0xA8: "ă", 0xA9: "â", 0xAA: "ê", 0xAB: "ô", 0xAC: "ơ", 0xAD: "ư", 0xAE: "đ",
    **_tones("a", (0xB5, 0xB6, 0xB7, 0xB8, 0xB9)), **_tones("ă", (0xBB, 0xBC, 0xBD, 0xBE, 0xC6)),
    **_tones("â", (0xC7, 0xC8, 0xC9, 0xCA, 0xCB)), **_tones("e", (0xCC, 0xCE, 0xCF, 0xD0, 0xD1)),
    **_tones("ê", (0xD2, 0xD3, 0xD4, 0xD5, 0xD6)), **_tones("i", (0xD7, 0xD8, 0xDC, 0xDD, 0xDE)),
    **_tones("o", (0xDF, 0xE1, 0xE2, 0xE3, 0xE4)), **_tones("ô", (0xE5, 0xE6, 0xE7, 0xE8, 0xE9)),
    **_tones("ơ", (0xEA, 0xEB, 0xEC, 0xED, 0xEE)), **_tones("u", (0xEF, 0xF1, 0xF2, 0xF3, 0xF4)),
    **_tones("ư", (0xF5, 0xF6, 0xF7, 0xF8, 0xF9)), **_tones("y", (0xFA, 0xFB, 0xFC, 0xFD, 0xFE)),
}  # fmt: skip

# Second letters of VNI pairs: a tone on a plain vowel, or a vowel's own mark together with a tone.
_VNI_TONE = {"ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ù": _ACUTE, "ï": _DOT}
_VNI_BREVE = {"ê": "", "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "é": _ACUTE, "ë": _DOT}
_VNI_CIRCUMFLEX = {"â": "", "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "á": _ACUTE, "ä": _DOT}
_VNI_SINGLE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    """Return pairs and single letters of VNI-Windows, in lower, upper and mixed case, to Unicode."""
    pairs = {base + mark: base + tone for base in "aeouy" for mark, tone in _VNI_TONE.items()}
    pairs |= {base + mark: _VNI_SINGLE[base] + tone for base in "öô" for mark, tone in _VNI_TONE.items()}
    pairs |= {"a" + mark: "ă" + tone for mark, tone in _VNI_BREVE.items()}
    pairs |= {
        base + mark: own + tone
        for base, own in (("a", "â"), ("e", "ê"), ("o", "ô"))
        for mark, tone in _VNI_CIRCUMFLEX.items()
    }
    table = {}
    for source, target in (pairs | _VNI_SINGLE).items():
        made = unicodedata.normalize("NFC", target)
        table[source] = made
        table[source.upper()] = table[source[0].upper() + source[1:]] = made.upper()
    return table


_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

_SUSPECT = re.compile(r"[\u00a1-\u00ff]")
_UNICODE_VIETNAMESE = re.compile(r"[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_WORD = re.compile(r"[^\W\d_]{1,8}")
_SAMPLE = 20_000

_ONSET = "b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|q|r|s|th|tr|t|v|x"
_NUCLEUS = (
    "a|ă|â|e|ê|i|o|ô|ơ|u|ư|y|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ươ|ưi|ưu"
    "|yê|oai|oay|oao|oeo|uây|uôi|uya|uyê|uyu|iêu|yêu|ươi|ươu|uai|uao"
)
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_NUCLEUS})(?:ch|c|m|ng|nh|n|p|t)?")


@lru_cache(maxsize=1 << 12)
def is_syllable(word: str) -> bool:
    """Say whether `word` (one lower-case word, NFC) could be a Vietnamese syllable.

    >>> is_syllable("chính"), is_syllable("hµnh")
    (True, False)
    """
    marks = [c for c in unicodedata.normalize("NFD", word) if c not in _TONES]
    return len(word) - len(marks) < 2 and bool(
        _SYLLABLE.fullmatch(unicodedata.normalize("NFC", "".join(marks)))
    )


def plausibility(text: str) -> float:
    """Return the share of words with a letter outside ASCII that could be Vietnamese syllables (0 where
    none)."""
    words = [w for w in _WORD.findall(text[:_SAMPLE].lower()) if not w.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def from_tcvn3(text: str) -> str:
    """Convert TCVN3 read as Latin-1. Words in capital-letter fonts get their capitals back.

    >>> from_tcvn3("C¶i c¸ch HµNH CHÝNH")
    'Cải cách HÀNH CHÍNH'
    """
    return _WORD.sub(_recapitalise, text.translate(_TCVN3))


def _recapitalise(match: re.Match[str]) -> str:
    """Raise a word whose ASCII letters are all capitals: capital fonts hold accented letters as small
    ones."""
    word = match[0]
    plain = [c for c in word if c.isascii()]
    return word.upper() if len(plain) > 1 and all(c.isupper() for c in plain) else word


def from_vni(text: str) -> str:
    """Convert VNI-Windows read as Latin-1.

    >>> from_vni("Caûi caùch haønh chính")
    'Cải cách hành chính'
    """
    return _VNI_PATTERN.sub(lambda m: _VNI[m[0]], text)


_READINGS: tuple[Callable[[str], str], ...] = (from_tcvn3, from_vni)


def modernise(text: str) -> str:
    """Return `text` with TCVN3 or VNI turned into Unicode, or as it is where it is neither."""
    sample = text[:_SAMPLE]
    suspects = len(_SUSPECT.findall(sample))
    if suspects * 50 < len(sample) or len(_UNICODE_VIETNAMESE.findall(sample)) * 10 > suspects:
        return text
    best = max(_READINGS, key=lambda reading: plausibility(reading(sample)))
    score = plausibility(best(sample))
    return best(text) if score > 0.8 and score > plausibility(sample) else text
