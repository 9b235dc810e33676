"""A model of persons' names: family name, middle names, given name; Vietnam's many peoples, and foreigners.

A run of capitalised words is cut where the person begins: `Sơn Dương Nguyễn Văn An` after `huyện` is the
place `Sơn Dương` and the person `Nguyễn Văn An`. Every possible cut is scored by family name, length, middle
name and by how well the rest looks like a place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from searchkit.extract.gazetteer import districts
from searchkit.extract.wordlists import both_tones, load, phrases
from searchkit.extract.words import Word, Words
from searchkit.text import strip_marks

_MAX_WORDS = 5
_KOREAN = frozenset(
    [
        "Kim",
        "Moon",
        "Choe",
        "Choi",
        "Ri",
        "Chung",
        "Park",
        "Pak",
        "Lee",
        "Cho",
        "Jo",
        "Hwang",
        "Ko",
        "Ro",
        "Roh",
    ]
    + ["Jang", "Yoon", "Han", "Suh", "Kang", "Nam", "Shin", "Song"]
)
"""Korean family names: `Moon Jae - in` is one name though `in` is built like a Vietnamese syllable."""
_NO_HALF = frozenset(["cho", "theo", "do", "khi", "nay", "ban"])
"""Words behind a dash that end no Korean name: `Trưởng Công an huyện Kim Anh - cho biết`."""
_HMONG = frozenset(
    ["Giàng", "Thào", "Vàng", "Sùng", "Mùa", "Lầu", "Vừ", "Tráng", "Hảng", "Hạng", "Cháng", "Cứ", "Hờ", "Ly"]
    + ["Lý", "Phàng", "Sình", "Khang", "Chá", "Thò", "Lò", "Chang"]
)
"""Family names of the Hmong, behind which `A` is a middle name."""
_ROMAN = frozenset(["II", "III", "IV", "VI", "VII", "VIII", "XIV", "XVI"])
_ENOUGH = 3.2
"""The score from which a run without a word such as `ông` before it counts as a person."""

_SYLLABLE = re.compile(
    r"(?:ngh?|n?h|gh?|gi|kh?|[cpt]h|tr|qu|[bcdglmnpqrstvx])?"
    r"(?:ieu|yeu|uou|uoi|uye|uya|oai|oay|oeo|uay|uyu|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|ua|ue|ui|uo|uu|uy|ye|[aeiouy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)


class Name(NamedTuple):
    """A person's name in title case and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Model:
    common: frozenset[str]
    rare: frozenset[str]
    middle: frozenset[str]
    honorifics: frozenset[tuple[str, ...]]
    particles: frozenset[str]
    places: frozenset[str]


@cache
def _model() -> _Model:
    data = load("names")
    return _Model(
        common=both_tones(data["common"].split()),
        rare=both_tones(data["rare"].split()),
        middle=both_tones(data["middle"].split()),
        honorifics=frozenset(tuple(form.split()) for form in both_tones(data["honorifics"])),
        particles=frozenset(data["particles"]),
        places=frozenset(phrases(data["places"].lower())) | _districts(),
    )


def _districts() -> frozenset[str]:
    """Return the districts of several syllables in small letters: `Châu Thành A` looks like a person, too."""
    return both_tones(unit.name.lower() for unit in districts() if " " in unit.name)


@lru_cache(maxsize=1 << 12)
def is_syllable(word: str) -> bool:
    """Say whether `word` is built like a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(strip_marks(word).lower()) is not None


@lru_cache(maxsize=1 << 12)
def _title_case(word: str) -> str:
    """`NGUYỄN` → `Nguyễn`, `văn` → `Văn`; `Jong-un` stays."""
    if word.split("-")[0] in _model().particles or word in _ROMAN:
        return word
    if word.isupper() and len(word) > 1:
        return "'".join(part.capitalize() for part in word.split("'"))
    return word[0].upper() + word[1:]


@lru_cache(maxsize=1 << 12)
def _is_name_word(text: str) -> bool:
    """Whether the word may stand in a name: a capital, letters, and no abbreviation such as `UBND`."""
    if not text[0].isupper() or any(c.isdigit() for c in text) or "&" in text or text[-1] == ".":
        return False
    return not (text.isupper() and len(text) > 1 and not (is_syllable(text) or _is_shouted_name(text)))


def _is_shouted_name(text: str) -> bool:
    """Whether capitals that build no syllable are a name (`HYÊO`, `H'BIA`): abbreviations bear no marks."""
    if "'" in text:
        return True
    return len(text) > 2 and strip_marks(text) != text.replace("Đ", "D").replace("Ư", "U")


def is_place(words: Sequence[str]) -> bool:
    """Say whether the words are the name of a known place that looks like a person's."""
    return " ".join(words).lower() in _model().places


def is_family_name(word: str) -> bool:
    """Say whether `word` is a family name that hardly ever begins anything else."""
    return _title_case(word) in _model().common


def honorific_length(words: Sequence[Word] | Words, i: int) -> int:
    """Return how many words of address (`ông`, `đồng chí`, `PGS.TS`, `Đại tá`) stand at `i`, in a row."""
    known = _model().honorifics
    first = i
    while True:
        low = words[i].low
        if low == "\n":
            break
        pair = (low, words[i + 1].low)
        triple = (*pair, words[i + 2].low)
        step = 3 if triple in known else 2 if pair in known else 1 if (low,) in known else 0
        if not step:
            break
        i += step
        while words[i].low in (".", "-") and i > first:  # `PGS. TS.`, `TS.BS`, `GS - TS`
            i += 1
    return i - first


def honorific_before(words: Sequence[Word], i: int) -> bool:
    """Say whether a word such as `ông`, `đồng chí`, `Đại tá`, `TS.` ends right before `words[i]`."""
    known = _model().honorifics
    if i and words[i - 1].low == ".":
        i -= 1
    low = [word.low for word in words[max(0, i - 3) : i]]
    return any(tuple(low[-n:]) in known for n in (1, 2, 3) if len(low) >= n)


def name_run(words: Words | Sequence[Word], i: int, limit: int = 8) -> int:
    """Return how many words from `i` on could belong to one name (with what stands glued before it)."""
    n = 0
    shouted = len(words[i].text) > 1 and words[i].text.isupper()
    while n < limit:
        word, text = words[i + n], words[i + n].text
        one_case = shouted == text.isupper() or len(text) == 1
        ordinal = n and text in _ROMAN and not is_syllable(words[i + n - 1].text)  # `Charles III`
        if (
            ordinal
            or (one_case and _is_name_word(text))
            or (n > (text == ".") and _is_inside_name(words, i + n))
        ):
            n += 1
        elif (
            n
            and word.low == "-"
            and _is_foreign_half(words[i + n + 1].text, words[i].text, words[i + n - 1].text, n)
        ):
            n += 2  # `Prayuth Chan - ocha`, as some papers space it
        else:
            break
    return n


def _is_foreign_half(text: str, first: str, last: str, n: int) -> bool:
    """Whether a small word behind a spaced dash ends a name of `n` words from `first` to `last`."""
    if not text.islower():
        return False
    if not is_syllable(text):
        return True
    korean = n == 2 and first in _KOREAN and last.isascii()
    return korean and text.isascii() and len(text) <= 5 and text not in _NO_HALF


def _is_inside_name(words: Words | Sequence[Word], i: int) -> bool:
    """Whether the small word at `i` links two words of a name: `Lò văn Tiến`, `Mohammed bin Salman`."""
    word = words[i]
    if word.low in ("văn", "thị"):
        return _is_name_word(words[i + 1].text)
    if word.low == ".":  # `George W. Bush`
        return (
            len(words[i - 1].text) == 1
            and _is_name_word(words[i + 1].text)
            and not is_syllable(words[i - 2].text)
        )
    if word.low == "-":  # `Bashar al - Assad`, as some papers space it
        return words[i - 1].text in _model().particles and _is_name_word(words[i + 1].text)
    if is_syllable(words[i - 1].text):
        return False
    if word.text in _model().particles and words[i + 1].low == "-":
        return _is_name_word(words[i + 2].text)
    if word.text in _model().particles:
        return _is_name_word(words[i + 1].text)
    first, _, rest = word.text.partition("-")  # `al-Assad`
    return first in _model().particles and rest[:1].isupper()


def is_foreign(run: Sequence[Word]) -> bool:
    """Say whether a run of capitalised words is a foreigner's name by the build of its words."""
    return any(not is_syllable(word.text) and word.low not in ("y",) for word in run)


def make_name(run: Sequence[Word]) -> Name:
    """Return the name that the words of `run` are."""
    hyphen = [i for i, word in enumerate(run) if word.low == "-"]
    parts = [word.text if i - 1 in hyphen else _title_case(word.text) for i, word in enumerate(run)]
    return Name(" ".join(parts).replace(" - ", "-").replace(" .", "."), run[0].start, run[-1].end)


def cut_name(run: Sequence[Word], after_place: bool = False, certain: bool = False) -> int | None:
    """Return where in a run of capitalised words the person begins, or None where nobody is in it.

    `after_place`: a word such as `huyện` stands right before the run. `certain`: a word such as `ông` does.
    """
    best, best_score = None, 0.5 if certain else _ENOUGH
    n = len(run)
    first = _place_length(run) if after_place and n > 2 else 0
    for i in range(max(first, n - _MAX_WORDS), n - 1):
        score = _score(run, i, after_place)
        if score is not None and score > best_score:
            best, best_score = i, score
    if best is None and certain and 2 <= n <= 4:
        return 0
    return best


def _place_length(run: Sequence[Word]) -> int:
    """Return how many words at the beginning of `run` are a known place of three words (`Bắc Từ Liêm`)."""
    return 3 if is_place([word.low for word in run[:3]]) else 0


def _score(run: Sequence[Word], i: int, after_place: bool) -> float | None:
    """Score the cut of `run` before word `i`; None where no family name stands there."""
    model = _model()
    family, second = _title_case(run[i].text), _title_case(run[i + 1].text)
    if family in model.common:
        score = 3.0
    elif family in model.rare:
        score = 3.0 if len(family) == 1 else 1.0  # `A Phương`, `Y Biêr`
    elif second in ("Văn", "Thị") and i + 2 < len(run) and not is_syllable(run[i].text):
        score = 1.0  # a highland family name that no list knows: `Bloong Thị Mai`
    else:
        return None
    before = _title_case(run[i - 1].text) if i and second and family in ("Văn", "Thị") else ""
    if before in model.common or before in model.rare:
        score -= 2.0  # the middle name of `xã Lộc Văn Thụ`
    elif i and len(family) == 1 and _title_case(run[i - 1].text) in _HMONG | model.common:
        score -= 2.0  # the middle name of `huyện Tráng A Sánh`
    length = len(run) - i
    score += (0.5, 2.0, 1.6, 1.6 if len(family) == 1 else 0.3)[length - 2]
    if length > 2:
        score += 2.0 if second in ("Văn", "Thị") else 0.5 if second in model.middle else 0.0
    return score + _rest_score(run, i, after_place)


def _rest_score(run: Sequence[Word], i: int, after_place: bool) -> float:
    """Score what is left before the person: one to three words of a place after `huyện`, else nothing."""
    model = _model()
    if i == 0:
        if not after_place:
            return 1.0
        if is_place([word.low for word in run]):
            return -9.0
        # `xã Lê Nam`: two words after a kind of place are rather a place.
        return -0.5 if len(run) == 2 else 0.0
    rest = run[:i]
    known = is_place([word.low for word in rest])
    if known and after_place:
        return 2.0
    if (_title_case(rest[0].text) in model.common or len(rest[0].text) == 1) and not known:
        second = _title_case(rest[-1].text)
        placed = after_place and i == 2 and len(run) > 4 and second not in model.common | model.middle
        return -0.5 if placed else -2.5  # `xã Hồ Bốn Giàng A Dê`
    if after_place:
        return (0.3, 1.2, 0.2)[min(i, 3) - 1]
    return -0.2 * i
