"""Where a text names an indicator, and where it names another measure that figures may belong to."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from searchkit.extract.indicators_data import SPACE, listed, name_pattern, pattern, schemes, table, worded

OTHER = ""
"""The name of every measure that is none of ours."""


class Name(NamedTuple):
    """A measure named: the indicator, or `OTHER`, and its place."""

    start: int
    end: int
    indicator: str


# Searched for as they stand, without the first letter that may be a capital: nothing need be lowered first.
# Few texts hold one of the first words, so that all the others are seldom looked for.
_ACRONYMS = {"PA": ("SIPAS", "PAPI", "PAR I", "PARI", "PAR-I", "PAR i", "hỉ số PAR"), "CI": ("PCI", "DDCI"),
             "ICT": ("NDEX",), "DTI": ("DTI",), "ndex": ("ndex",)}  # fmt: skip
_MEASURED = (
    "hỉ số", "ếp hạng", "ếp loại", "ức độ sẵn sàng", "ánh giá năng lực", "HỈ SỐ", "ẾP HẠNG",
    "ếp thứ", "ứng thứ", "ẫn đầu", "ứng đầu", "ị trí thứ", "uản trị và hành chính công",
    "uản trị và Hành chính công", "năng lực cạnh tranh cấp tỉnh",
)  # fmt: skip
_LOWER = ("ành chính", "CCHC", "ài lòng", "ạnh tranh", "huyển đổi số", "ng dụng")
_UPPER = {
    "HỈ SỐ": ("HÀNH CHÍNH", "HÀI LÒNG", "CẠNH TRANH", "CHUYỂN ĐỔI SỐ", "ỨNG DỤNG"),
    "ẾP HẠNG": ("HÀNH CHÍNH", "HÀI LÒNG", "CẠNH TRANH", "CHUYỂN ĐỔI SỐ", "ỨNG DỤNG"),
}
_LONG = (
    "ải cách hành chính", "ải cách Hành chính", "CCHC", "ài lòng", "ăng lực cạnh tranh", "ăng lực Cạnh tranh",
    "huyển đổi số", "ng dụng", "hỉ số PAR", "uản trị và hành chính", "uản trị và Hành chính",
    "ẢI CÁCH HÀNH CHÍNH", "HÀI LÒNG", "ĂNG LỰC CẠNH TRANH", "HUYỂN ĐỔI SỐ",
)  # fmt: skip


def names_any(text: str) -> bool:
    """Say whether `text` may name an indicator: plain searches, for the many articles that name none."""
    for sign, words in (*_ACRONYMS.items(), *_UPPER.items()):
        if sign in text and any(map(text.__contains__, words)):
            return True
    if not any(map(text.__contains__, _LOWER)):
        return False
    return any(map(text.__contains__, _MEASURED)) and any(map(text.__contains__, _LONG))


def tells_any(sentence: str) -> bool:
    """Say whether a sentence may name an indicator, or what one is about (`dẫn đầu về chuyển đổi số`)."""
    return names_any(sentence) or any(map(sentence.__contains__, _LONG))


@cache
def _pattern() -> re.Pattern[str]:
    named = "|".join(f"(?P<i{n}>{name_pattern(name)})" for n, name in enumerate(schemes()))
    other = "|".join(pattern(source) for source in table()["other"]["names"])
    neutral = "|".join(map(re.escape, listed(pattern(table()["other"]["neutral"]).replace(SPACE, " "))))
    unknown = rf"chỉ số{SPACE}(?:[\"“«]|(?!(?:{neutral})\b)[^\W\d_])"
    return re.compile(rf"(?:(?<!\w)|(?<=hạng))(?:{named}|(?P<other>(?:{other})(?!\w)|{unknown}))")


@cache
def _begin() -> re.Pattern[str]:
    """Return the beginnings of all names: few places of a text are worth the whole pattern."""
    return re.compile("|".join(map(pattern, listed(table()["other"]["begin"]))))


_BOUND = re.compile(r"(?!\w)")
# What may stand between two names of one index: `Chỉ số cải cách hành chính (PAR INDEX)`, `… PARINDEX`.
_ALIAS_GAP = worded("names_alias_gap")

_OF_THE_WHOLE = re.compile(
    rf"[^,;:.()]{{0,60}}{SPACE}(?:của|trong|thuộc|ở|tại|trên){SPACE}(?:bộ |bảng |các )?(?:xếp hạng )?"
)


def find_names(low: str, start: int, end: int) -> list[Name]:
    """Return the measures named in `low[start:end]` (searchable text), several names of one index as one."""
    found: list[Name] = []
    at = start
    while begin := _begin().search(low, at, end):
        match = _pattern().match(low, begin.start(), end)
        named = match is not None and (match.lastgroup == "other" or _BOUND.match(low, match.end()))
        at = match.end() if match and named else begin.end()
        if match and named:
            _append(found, low, match)
    return found


def _append(found: list[Name], low: str, match: re.Match[str]) -> None:
    """Add a name; a further name of the same index goes on the last one."""
    group = match.lastgroup or ""
    indicator = OTHER if group == "other" else list(schemes())[int(group[1:])]
    last = found[-1] if found else None
    if last and last.indicator == OTHER and _OF_THE_WHOLE.fullmatch(low, last.end, match.start()):
        indicator = OTHER  # a component: `chỉ số thành phần Chi phí thời gian của PCI`
    alias = last and indicator and last.indicator == indicator
    if last and alias and _ALIAS_GAP.fullmatch(low, last.end, match.start()):
        found[-1] = Name(last.start, match.end(), indicator)
    else:
        found.append(Name(match.start(), match.end(), indicator))
