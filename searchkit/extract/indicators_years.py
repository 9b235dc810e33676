"""Years in a sentence: those that a figure is of, and those that it is only compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from searchkit.extract.indicators_data import SPACE, worded
from searchkit.extract.indicators_names import Name

_YEAR = r"20[0-3]\d"
_LINK = rf"(?:, *|{SPACE}và{SPACE}| *[-–—] *|{SPACE}đến{SPACE}|{SPACE}hay{SPACE})(?:năm{SPACE})?"
_NAMED = re.compile(
    rf"(?<![\d/])(?:năm{SPACE}(?:\w+{SPACE})?(?P<one>{_YEAR})|(?P<bare>(?<!\w){_YEAR}))(?![\w%]|[.,/]\d)"
    rf"(?P<more>(?:{_LINK}{_YEAR}(?![\w%]|[.,/]\d))*)"
)
_PREVIOUS = re.compile(rf"năm{SPACE}(?:trước(?:{SPACE}đó)?|ngoái|liền{SPACE}(?:trước|kề))")
# Before a year that is no index's year: a day, a period, the year of a publication or of a plan.
_NOT_OF_INDEX = worded("years_not_of_index")
_BARE_LEFT = worded("years_bare_left")
# `năm 2020 hạng 3, 2021 hạng 16`: a bare year after a named one.
_IN_ROW = re.compile(r" *(?:hạng|xếp|đứng|thứ|đạt|được|là|:|vị trí|\((?:hạng|xếp|đạt|thứ|đứng|vị trí))(?!\w)")
# `so với (giá trị trung bình) năm 2019`, `cao hơn 2,5% so năm 2019`: the year to compare with.
_COMPARED = worded("years_compared")
_RANGE = re.compile(r"[-–—]|đến")
_FIRST = re.compile(_YEAR)


# `nằm trong top 10 từ năm 2021`: since when, not of which year.
_SINCE_LEFT = re.compile(rf"(?<!\w)từ{SPACE}$")
_SINCE_RIGHT = re.compile(r" *(?:$|[.,;)])")


class Year(NamedTuple):
    """Years named together; whether figures are only compared with theirs. None of them for `năm trước`."""

    start: int
    end: int
    years: tuple[int, ...]
    compared: bool = False


def find_years(low: str, start: int, end: int, names: Sequence[Name] = ()) -> list[Year]:
    """Return the years in `low[start:end]` that an index may be of or be compared with, in order.

    A bare year is one right after one of `names` (`PCI 2021`), or where other words let it be.
    """
    named = {name.end for name in names}
    found: list[Year] = []
    for match in _NAMED.finditer(low, start, end):
        left = low[max(start, match.start() - 60) : match.start()]
        bare = match["bare"] and match.start() - 1 not in named and not _BARE_LEFT.search(left)
        if _SINCE_LEFT.search(left) and _SINCE_RIGHT.match(low, match.end(), end):
            continue
        if _NOT_OF_INDEX.search(left) or (bare and not (found and _IN_ROW.match(low, match.end(), end))):
            continue
        years = _years(match[0])
        if years:
            found.append(Year(match.start(), match.end(), years, _COMPARED.search(left) is not None))
    for match in _PREVIOUS.finditer(low, start, end):
        found.append(Year(match.start(), match.end(), (), True))
    return sorted(found)


def _years(written: str) -> tuple[int, ...]:
    """Return the years of `2019, 2020`, `2019 và 2020` or, up to ten years long, `2016-2019`."""
    years = [int(year) for year in _FIRST.findall(written)]
    if len(years) == 2 and _RANGE.search(written):
        first, last = years
        return tuple(range(first, last + 1)) if first < last <= first + 10 else ()
    return tuple(dict.fromkeys(years))
