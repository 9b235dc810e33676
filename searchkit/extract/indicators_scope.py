"""Which figures of a sentence are facts of a whole ranking: no goals, regions, groups, other topics."""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchkit.extract.indicators_data import about_pattern, compiled, schemes, table, worded
from searchkit.extract.indicators_figures import Figure
from searchkit.extract.indicators_names import Name
from searchkit.extract.indicators_units import Unit

# ---------------------------------------------------------------- goals

_GOAL = worded("scope_goal")
_WEAK_GOAL = worded("scope_weak_goal")
_BACK_TO_FACTS = worded("scope_back_to_facts")
_GOAL_MET = worded("scope_goal_met")
_CLAUSE_END = re.compile(r"[,;:()](?!\d)")


def goal_spans(low: str, start: int, end: int, units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Return the stretches of a sentence that tell what is aimed at, not what was reached.

    Words inside the names of `units` say nothing (`Cần Thơ`, `Sở Kế hoạch và Đầu tư`).
    """
    spans = []
    around = brackets(low, start, end)
    for match in _GOAL.finditer(low, start, end):
        if _GOAL_MET.search(low, max(start, match.start() - 30), match.start()) or _is_in(
            units, match.start()
        ):
            continue
        back = _BACK_TO_FACTS.search(low, match.end(), end)
        inside = next((at for at in around if at[0] < match.start() < at[1]), None)
        stop = inside[1] if inside else end  # `xếp thứ 33 (kế hoạch: 30); SIPAS xếp thứ 20`
        spans.append((match.start(), min(back.start() if back else end, stop)))
    for match in _WEAK_GOAL.finditer(low, start, end):
        if _is_in(units, match.start()):
            continue
        stops = (_CLAUSE_END.search(low, match.end(), end), _BACK_TO_FACTS.search(low, match.end(), end))
        spans.append((match.start(), min((stop.start() for stop in stops if stop), default=end)))
    return spans


def _is_in(units: Sequence[Unit], at: int) -> bool:
    return any(unit.start <= at < unit.end for unit in units)


def is_aimed_at(spans: list[tuple[int, int]], at: int) -> bool:
    """Say whether what stands at `at` lies in one of `spans`."""
    return any(start <= at < end for start, end in spans)


# ---------------------------------------------------------------- regions and groups

_REGION_WORDS = table()["patterns"]["region"].replace("\n", "")
_REGION_RIGHT = worded("scope_region_right", REGION=_REGION_WORDS)
_REGION_LEFT = worded("scope_region_left", REGION=_REGION_WORDS.split("|nhóm")[0])
_MOST_IN_REGION = 14
"""Units of the largest region or group: a place further down is one of the whole ranking."""
_WHOLE = compiled(r"(?<!\w)(?:cả nước|toàn quốc|63 tỉnh|34 tỉnh)(?!\w)")


def is_regional(low: str, start: int, figure: Figure, after: int, until: int, units: Sequence[Unit]) -> bool:
    """Say whether a rank is one within a region or group; not by the name of one of `units` (`Duyên Hải`).

    `after` is the end of the figure before it, `until` where the next figure begins (or the sentence ends).
    """
    if figure.values and min(figure.values) > _MOST_IN_REGION:
        return False
    stop = min(until, figure.end + 70)
    right = _REGION_RIGHT.match(low, figure.end, stop)
    if right and _is_in(units, right.end() - 1):
        right = None
    whole = _WHOLE.search(low, figure.end, right.end() if right else figure.end + 24)
    if whole:
        return False
    if right:
        return True
    opening = low.rfind("(", max(start, after), figure.start)
    begin = opening if opening > low.rfind(")", max(start, after), figure.start) else max(start, after)
    left = max((m.end() for m in _REGION_LEFT.finditer(low, begin, figure.start)), default=-1)
    return left > max((m.end() for m in _WHOLE.finditer(low, begin, figure.start)), default=-1)


# ---------------------------------------------------------------- other topics

_ABOUT = worded("scope_about")
_STILL_OURS = worded("scope_still_ours")


def topic(low: str, figure: Figure, names: list[Name]) -> str | None:
    """Return what a rank is said to be in: "" unsaid, an indicator, or None for what is none of ours."""
    about = _ABOUT.match(low, figure.end)
    if not about:
        return ""
    if any(about.end() - 1 <= name.start <= about.end() + 4 for name in names):
        return ""
    for indicator in schemes():
        pattern = about_pattern(indicator)
        if pattern and pattern.match(low, about.end()):
            return indicator
    return "" if _STILL_OURS.match(low, about.end()) else None


# ---------------------------------------------------------------- brackets


def brackets(low: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches in round brackets, outermost ones; an unclosed one ends the sentence."""
    spans: list[tuple[int, int]] = []
    at = start
    while (opening := low.find("(", at, end)) >= 0:
        closing = low.find(")", opening, end)
        at = closing + 1 if closing >= 0 else end
        spans.append((opening, at))
    return spans
