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


_SHORT = (
    "sipas",
    "papi",
    "pci",
    "index",
    "ddci",
    "dti",
    "năng lực cạnh tranh cấp tỉnh",
    "quản trị và hành chính công",
)
_LONG = (
    "cải cách hành chính",
    "cchc",
    "hài lòng",
    "năng lực cạnh tranh",
    "chuyển đổi số",
    "ứng dụng",
    "chỉ số par",
)
_MEASURED = ("chỉ số", "xếp hạng", "xếp loại", "mức độ sẵn sàng", "đánh giá năng lực")


def names_any(low: str) -> bool:
    """Say whether `low` (lower case) may name an indicator: plain searches, for the many that name none."""
    return any(map(low.__contains__, _SHORT)) or (
        any(map(low.__contains__, _LONG)) and any(map(low.__contains__, _MEASURED))
    )


@cache
def _pattern() -> re.Pattern[str]:
    named = "|".join(f"(?P<i{n}>{name_pattern(name)})" for n, name in enumerate(schemes()))
    other = "|".join(pattern(source) for source in table()["other"]["names"])
    neutral = "|".join(map(re.escape, listed(pattern(table()["other"]["neutral"]).replace(SPACE, " "))))
    unknown = rf"chỉ số{SPACE}(?:[\"“«]|(?!(?:{neutral})\b)[^\W\d_])"
    return re.compile(rf"(?<!\w)(?:{named}|(?P<other>(?:{other})(?!\w)|{unknown}))")


_BOUND = re.compile(r"(?!\w)")
# What may stand between two names of one index: `Chỉ số cải cách hành chính (PAR INDEX)`, `… PARINDEX`.
_ALIAS_GAP = worded("names_alias_gap")

_OF_THE_WHOLE = re.compile(
    rf"[^,;:.()]{{0,60}}{SPACE}(?:của|trong|thuộc|ở|tại|trên){SPACE}(?:bộ |bảng |các )?(?:xếp hạng )?"
)


def find_names(low: str, start: int, end: int) -> list[Name]:
    """Return the measures named in `low[start:end]` (searchable text), several names of one index as one."""
    found: list[Name] = []
    names = list(schemes())
    for match in _pattern().finditer(low, start, end):
        if match.lastgroup != "other" and not _BOUND.match(low, match.end()):
            continue
        group = next(key for key, value in match.groupdict().items() if value is not None)
        indicator = OTHER if group == "other" else names[int(group[1:])]
        last = found[-1] if found else None
        if last and last.indicator == OTHER and _OF_THE_WHOLE.fullmatch(low, last.end, match.start()):
            indicator = OTHER  # a component: `chỉ số thành phần Chi phí thời gian của PCI`
        if (
            last
            and indicator
            and last.indicator == indicator
            and _ALIAS_GAP.fullmatch(low, last.end, match.start())
        ):
            found[-1] = Name(last.start, match.end(), indicator)
        else:
            found.append(Name(match.start(), match.end(), indicator))
    return found
