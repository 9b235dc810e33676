"""Finding the name that stands before an office, or behind it after a comma, a dash or `là ông`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchkit.extract.gaps import forward_gap, leads, link_words, may_lead, tells_age
from searchkit.extract.grammar import (
    ends_with_place_word,
    is_body_word,
    is_highland,
    is_known_place,
    starts_rank,
)
from searchkit.extract.names import (
    Name,
    cut_name,
    honorific_before,
    honorific_length,
    is_foreign,
    is_place,
    make_name,
    name_run,
)
from searchkit.extract.officescan import Found
from searchkit.extract.words import Word, Words, words_before

REACH = 130
"""An office may stand so many characters behind the name it belongs to."""

_BARRIERS = frozenset({".", "\n", ";", "”", "“", '"', "!", "?"})
_REPLACED = re.compile(r"thay(?: thế)?(?: cho)? (?:ông|bà|đồng chí|đ/c) $")
_MOVED = re.compile(r",? (?:đã |vừa |mới )?(?:được|chuyển|nghỉ|nhận|bị)\b")
_GIVEN = re.compile(
    r"(?<!\w)(?:(?P<call>[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Bb]ị cáo|[Bb]ị can|[Đđ]ồng chí) )?"
    r"(?P<given>[^\W\d_]{1,7})(?P<gap> \(|, )$"
)
_BY = (" được", " do", " bởi", "Do", "Được")
_FORMER = ("nguyên ", "cựu ", "Nguyên ", "Cựu ")
_GIVEN_REACH = 24
_FULL_REACH = 48
_SEARCHED = 12
"""So many mentions of a given name are looked at."""
_LINE_END = Word("\n", "\n", 0, 0)


def name_before(text: str, office: Found) -> Name | None:
    """Return the name before `office` that leads to it, or None."""
    start = office.start
    if not may_lead(text, start):
        return None
    words = words_before(text, start, REACH)
    k = _last_capital(words)
    name = _name_ending(words, k, office.foreign) if k else None
    told = name is not None and text[name.end : start].strip() == ","  # `thay ông Phạm Văn Cũ, nguyên …`
    if (
        name is not None
        and not told
        and not _MOVED.match(text, name.end)
        and (replaced := _REPLACED.search(text, max(0, name.start - 24), name.start))
    ):
        # `bà Lê Thị Bê được bầu thay ông Phạm Văn Cũ giữ chức …`: she holds it now
        k = _last_capital([word for word in words if word.end <= replaced.start()])
        name = _name_ending(words, k, office.foreign) if k else None
    if name is not None and name.end < start:
        gap = text[name.end : start]
        if not gap.strip():  # `Ông Lê Văn An Phó Chủ tịch UBND xã`: the comma is missing
            # … or `Lê Văn An nguyên Trưởng phòng`
            return name if _is_addressed(words, name) or text.startswith(_FORMER, start) else None
        if leads(gap):
            return name
    if not words or not k:
        return None
    return _name_before_bracket(text, words, start, office.foreign)


def name_recalled(text: str, office: Found) -> Name | None:
    """Return who is called by the given name alone before `office`, where the text above has the full name:
    `Đốc (nguyên Phó Giám đốc …)`, `ông Đốc, nguyên …` behind `Trần Hữu Đốc`; None where two are called so."""
    match = _GIVEN.search(text, max(0, office.start - _GIVEN_REACH), office.start)
    if match is None or not match["given"][0].isupper() or not (match["call"] or match["gap"] == " ("):
        return None
    given, fuller = match["given"], {}
    at, looked = text.find(given), 0
    while 0 <= at < match.start("given") and looked < _SEARCHED:
        end = at + len(given)
        words = words_before(text, end, _FULL_REACH)
        name = _name_ending(words, len(words), False) if words and words[-1].end == end else None
        if name is not None and name.text.endswith(f" {given}"):
            fuller[name.text] = name
        at, looked = text.find(given, end), looked + 1
    return Name(next(iter(fuller)), *match.span("given")) if len(fuller) == 1 else None


def _last_capital(words: Sequence[Word]) -> int:
    """Return the index behind the last capitalised word, over small words and closed brackets."""
    k = len(words)
    while k and not words[k - 1].is_capital and words[k - 1].low not in _BARRIERS:
        k -= 1
        if words[k].low == ")":
            k = next((i for i in range(k - 1, -1, -1) if words[i].low == "("), k)
    return k if k and words[k - 1].is_capital else 0


def _is_addressed(words: Sequence[Word], name: Name) -> bool:
    first = next((i for i, word in enumerate(words) if word.start == name.start), 0)
    return honorific_before(words, first)


def _name_before_bracket(text: str, words: Sequence[Word], start: int, foreign: bool) -> Name | None:
    """Find the name before an open bracket: `bị cáo Trần Văn Bê (SN 1960, trú xã Lìm, nguyên Chủ tịch …`."""
    k = next((i for i in range(len(words) - 1, -1, -1) if words[i].low in ("(", ")", "\n")), 0)
    if not k or words[k].low != "(" or not words[k - 1].is_capital:
        return None
    return _name_ending(words, k, foreign) if tells_age(text, words[k].end, start) else None


def _name_ending(words: Sequence[Word], k: int, foreign: bool) -> Name | None:
    """Return the name whose last word is `words[k - 1]`."""
    first = k
    while first and k - first < 7 and _joins(words, first - 1):
        first -= 1
    while first < k and not words[first].is_capital:
        first += 1
    while n := honorific_length([*words[first:k], *[_LINE_END] * 3], 0):  # `Ông`, `TS` at a sentence's start
        first += n
    run = words[first:k]
    if not run:
        return None
    certain = honorific_before(words, first)
    if certain:
        return _certain_name(run)
    if is_known_place(run) or words[first - 1 : first] and _is_no_person_after(words[:first]):
        return None
    return _plain_name(words, first, run, foreign)


def _certain_name(run: Sequence[Word]) -> Name | None:
    """Read the name of a run of capitals behind `ông`, `đồng chí` …"""
    if len(run) == 1:
        return None
    if len(run) <= 5:
        return make_name(run)
    at = cut_name(run, certain=True)
    return None if at is None else make_name(run[at:])


def _plain_name(words: Sequence[Word], first: int, run: Sequence[Word], foreign: bool) -> Name | None:
    """Read the name of a run of capitals that no `ông` announces."""
    at = cut_name(run)
    if is_foreign(run) and at != 0:
        return make_name(run) if foreign and _may_be_foreigner(run) else None
    if at is None or is_place([word.low for word in run[at:]]):
        return None
    if at == 0 and len(run) == 2 and first:
        # A name of two words begins a clause or stands behind a small word, not behind a noun.
        before = words[first - 1].low
        if before.isalpha() and before not in link_words().before_name:
            return None
    return make_name(run[at:])


def _is_no_person_after(words: Sequence[Word]) -> bool:
    """Whether the words before a run of capitals make it a street, a school, a commune."""
    return words[-1].low in link_words().no_person or ends_with_place_word(words)


def _may_be_foreigner(run: Sequence[Word]) -> bool:
    return 1 < len(run) <= 5 and not is_highland(run[0]) and not any(is_body_word(word) for word in run)


def _joins(words: Sequence[Word], i: int) -> bool:
    """Whether `words[i]` may belong to a name that goes on behind it."""
    if name_run([words[i], _LINE_END, _LINE_END], 0, 1):
        return True
    return words[i].low in ("văn", "thị") and i + 1 < len(words) and words[i + 1].is_capital


def name_after(text: str, office: Found) -> Name | None:
    """Return the person named behind `office` after a comma, a dash, `là`, with or without `ông`; or None."""
    gap = forward_gap(text, office.end)
    if gap is None:
        return None
    words = Words(text, gap.end(), 120)
    skipped = honorific_length(words, 0)
    n = name_run(words, skipped)
    if n < 2 or starts_rank(words, skipped):
        return None
    run = [words[skipped + i] for i in range(n)]
    if not skipped and is_place([word.low for word in run]):
        return None  # `Tư lệnh Ấn Độ Dương - Thái Bình Dương`
    mark = gap[0].strip()
    if mark == "," and _is_other_person(text, office, words, skipped + n):
        return None
    if skipped:
        return _certain_name(run)
    after = words[n]
    if mark in ("-", "–", "—", ":") and cut_name(run) == 0 and not is_foreign(run):
        return make_name(run)
    if mark == "," and is_foreign(run) and office.foreign and (after.low == "," or after.text.islower()):
        return make_name(run[:4])
    return None


def _is_other_person(text: str, office: Found, words: Words, i: int) -> bool:
    """Whether `ông An` behind `…, ` holds another office or none; `i` is the word behind the name.

    `Báo cáo với Bí thư, ông An – giám đốc công ty – nói` against `Chủ tịch UBND xã, ông An, cho biết`.
    """
    if words[i].low in (",", "-", "(") and starts_rank(words, i + 1):
        return True
    if words[i].low == "," or words[0].low not in ("ông", "bà", "anh", "chị"):
        return False
    before = text[max(0, office.start - 80) : office.start].rstrip(" \u00a0")
    if before.endswith(_BY):
        return False  # `được Chủ tịch UBND xã, bà Lê Thị An trình bày`
    return bool(before) and before[-1] not in '.!?\n:;,”"…'


def list_item(text: str, at: int) -> Name | None:
    """Return the name at `at` in a list of names (`A, B và C`), or None where the list has ended."""
    words = Words(text, at, 120)
    skipped = honorific_length(words, 0)
    n = name_run(words, skipped)
    run = [words[skipped + i] for i in range(min(n, 5))]
    if n < 2 or cut_name(run, certain=bool(skipped)) != 0 or starts_rank(words, skipped):
        return None
    return make_name(run)
