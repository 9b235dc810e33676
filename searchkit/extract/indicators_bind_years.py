"""Which year a figure belongs to by the words of its sentence."""

from __future__ import annotations

import re

from searchkit.extract.indicators_bind_names import name_behind
from searchkit.extract.indicators_data import compiled, worded
from searchkit.extract.indicators_figures import Figure
from searchkit.extract.indicators_near import anchor_of, is_for_others, last_before, previous_figure
from searchkit.extract.indicators_parsed import Parsed
from searchkit.extract.indicators_years import Year

_TO_YEAR = worded("bind_to_year")
_FROM_COMPARED = compiled(r" ?(?:là|chỉ|đạt|:|với|-|–|mới|xếp|ở|đứng|chỉ đạt|\()* ?")


def years_of(parsed: Parsed, figure: Figure) -> tuple[tuple[int, ...], bool]:
    """Return the years of a figure, and whether it is of the year before."""
    anchor = anchor_of(parsed, figure, parsed.years)
    if anchor and not (anchor.compared and figure.role == "to") and not _own_year(parsed, figure):
        return anchor.years, not anchor.years
    behind = year_behind(parsed, figure)
    if behind:
        return behind.years, not behind.years
    if figure.role in ("from", "compared"):
        marks = [year for year in parsed.years if year.compared]
        return (marks[0].years, not marks[0].years) if len(marks) == 1 else ((-1,), False)
    for year in parsed.years:
        if (
            year.compared
            and figure.role != "to"
            and figure.kind != "change"
            and year.end <= figure.start
            and _FROM_COMPARED.fullmatch(parsed.gap(year.end, figure.start))
        ):
            return year.years, not year.years
    last = previous_figure(parsed, figure)
    if last and figure.kind != "change" and _BESIDE.fullmatch(parsed.gap(last.end, figure.start)):
        known = parsed.bindings.get(last)
        if known and (known.previous or known.years) and last.kind not in (figure.kind, "change"):
            return known.years, known.previous  # `năm trước chỉ đứng thứ 52 với 59,9 điểm`
    return _plain_years(parsed, figure), False


_BESIDE = compiled(r"(?:,? với(?: số điểm| kết quả| tổng điểm)?|,? (?:chỉ )?đạt|,) |(?:,? với )?\(?")


def _own_year(parsed: Parsed, figure: Figure) -> bool:
    span = parsed.bracket(figure.start)
    return span is not None and any(
        span[0] < year.start < figure.start and not year.compared for year in parsed.years
    )


def year_behind(parsed: Parsed, figure: Figure) -> Year | None:
    """Return the year told right behind a figure: `đứng thứ 9 năm 2021`, `hạng 3 (2020)`; or None."""
    for year in parsed.years:
        if year.start < figure.end:
            continue
        if not parsed.visible(year, figure):
            return None
        end = figure.end
        name = next((n for n in parsed.names if figure.end <= n.start and n.end <= year.start), None)
        if name and name_behind(parsed, figure) == name:
            end = name.end
        if year.compared and figure.role not in ("from", "compared"):
            return None
        return (
            year if _TO_YEAR.fullmatch(parsed.gap(end, year.start)) and not _has_words(parsed, year) else None
        )
    return None


_WORD = re.compile(r"[^\W\d_]{2}")


def _has_words(parsed: Parsed, year: Year) -> bool:
    """Say whether brackets tell something else of `year`: `(năm 2021 không khảo sát)`."""
    span = parsed.bracket(year.start)
    return span is not None and _WORD.search(parsed.low, year.end, span[1]) is not None


def _plain_years(parsed: Parsed, figure: Figure) -> tuple[int, ...]:
    year = last_before(parsed, figure, parsed.years, lambda one: not one.compared and one not in parsed.spent)
    if year:
        return year.years
    later = [
        one
        for one in parsed.years
        if one.start >= figure.end
        and not one.compared
        and one not in parsed.spent
        and parsed.visible(one, figure)
    ]
    return later[0].years if later and not is_for_others(parsed, figure, later[0]) else ()


def compared_years(parsed: Parsed) -> tuple[int, ...]:
    """Return the years that figures of the sentence are compared with."""
    return tuple(y for year in parsed.years if year.compared for y in year.years)
