"""Which unit a figure belongs to by the words of its sentence."""

from __future__ import annotations

import re

from searchkit.extract.indicators_data import compiled, worded
from searchkit.extract.indicators_figures import Figure
from searchkit.extract.indicators_near import (
    PLAIN_COMMA,
    SCORE_IN_BRACKETS,
    anchor_of,
    last_before,
    previous_figure,
)
from searchkit.extract.indicators_parsed import Binding, Parsed
from searchkit.extract.indicators_units import UNKNOWN, Unit

_LINK = worded("bind_link")
_TOGETHER = compiled(r"(?<!\w)(?:cùng|đều|đồng hạng|đồng|chung|cả hai)(?!\w)")


def units_of(parsed: Parsed, figure: Figure) -> tuple[tuple[Unit, ...], bool]:
    """Return the units of a figure, and whether it belongs to a unit that is none of ours."""
    anchor = anchor_of(parsed, figure, parsed.units)
    if anchor and not is_ranking_of(parsed, anchor):
        return _rated(anchor)
    told = _told_of(parsed, figure)
    if told:
        return _rated(told)
    anchored = _anchored_figure(parsed, figure)
    if anchored and anchored.units:
        return anchored.units, anchored.dead
    behind = unit_behind(parsed, figure)
    if behind:
        return _rated(behind) if len(unit_group(parsed, behind)) == 1 else ((), True)
    before = last_before(
        parsed, figure, parsed.units, lambda unit: not unit.aside and not is_ranking_of(parsed, unit)
    )
    if before:
        return _unit_or_group(parsed, before, figure)
    return _unit_after(parsed, figure)


_IS = compiled(r" ?(?:năm 20\d\d )?(?:là|đạt|chỉ đạt|:|ở mức|chỉ là) ?")


_BEHIND = compiled(r"(?<!\w)sau (?:tỉnh |thành phố |tp\.? ?|huyện |sở )?$")


def _told_of(parsed: Parsed, figure: Figure) -> Unit | None:
    """Return the unit named in passing whose score is told right behind it: `so với Hải Phòng là 90,5%`,
    `(cả nước 80,1%)`."""
    span = parsed.bracket(figure.start)
    for unit in parsed.units if figure.kind == "score" else ():
        gap = parsed.gap(unit.end, figure.start)
        if (unit.aside and _IS.fullmatch(gap)) or (span and span[0] < unit.start and gap == " "):
            return unit
        if unit.aside and gap == " " and _BEHIND.search(parsed.low, parsed.start, unit.start):
            return unit  # `xếp thứ hai, sau Quảng Ninh 92,18%`
    return None


def _anchored_figure(parsed: Parsed, figure: Figure) -> Binding | None:
    anchor = anchor_of(parsed, figure, parsed.figures)
    return parsed.bindings.get(anchor) if anchor else None


def _rated(unit: Unit) -> tuple[tuple[Unit, ...], bool]:
    return ((), True) if unit.kind == UNKNOWN else ((unit,), False)


def unit_behind(parsed: Parsed, figure: Figure) -> Unit | None:
    """Return the unit that a figure announces: `xếp thứ hai là Hải Phòng`, `đứng đầu: Sở Nội vụ`."""
    later = [unit for unit in parsed.units if unit.start >= figure.end and not unit.bare]
    if figure.kind == "change" or not later or later[0].aside:
        return None
    for unit in later[:3]:
        between = [f for f in parsed.figures if figure.end <= f.start < unit.start]
        if any(f.kind == figure.kind for f in between) or any(f.kind == "rank" for f in between):
            return None
        gap = PLAIN_COMMA.sub(r"\1 ", _ACRONYM.sub(" ", parsed.gap(figure.end, unit.start)))
        if figure.kind == "score" and not _scores_of_rank(parsed, figure, unit):
            return None
        if _COMPARES.search(gap):
            return None
        if _LINK.fullmatch(gap) or (not gap.strip() and _opens_clause(parsed, figure)):
            return unit
    return None


_ACRONYM = re.compile(r" *\([a-z -]{2,14}\)")
# `á quân, chỉ kém đơn vị đứng đầu là Quảng Ninh`: the unit named is another one.
_COMPARES = compiled(r"(?<!\w)(?:kém|hơn|bỏ xa|so với)(?!\w)")
_CLAUSE = re.compile(r"[,;:.()]")


def _opens_clause(parsed: Parsed, figure: Figure) -> bool:
    """Say whether a rank is the first of its clause: `hạng Nhì huyện Mỹ Xuyên`."""
    stops = [m.end() for m in _CLAUSE.finditer(parsed.low, parsed.start, figure.start)]
    begin = stops[-1] if stops else parsed.start
    return figure.kind == "rank" and not parsed.gap(begin, figure.start).strip()


def _scores_of_rank(parsed: Parsed, figure: Figure, unit: Unit) -> bool:
    """Say whether a score stands between a rank that announces `unit` and the unit itself."""
    last = previous_figure(parsed, figure)
    return last is not None and last.kind == "rank" and _is_of(parsed, last, unit)


def _is_of(parsed: Parsed, figure: Figure, unit: Unit) -> bool:
    known = parsed.bindings.get(figure)
    return known is not None and known.units == (unit,)


_OF_LEFT = compiled(r"(?:của|thuộc|trên địa bàn|ở|trong|tại|toàn) (?:các )?$")


_RANKED_KINDS = compiled(r"(?: (?:quận|huyện|thị xã|thành phố)(?:,| và))+ ?")


def is_ranking_of(parsed: Parsed, unit: Unit) -> bool:
    """Say whether `unit` only tells whose ranking it is: `Sở Nội vụ đứng đầu các sở của tỉnh Bến Tre`."""
    ranks = [f for f in parsed.figures if f.kind == "rank" and f.end <= unit.start]
    if ranks and _RANKED_KINDS.fullmatch(parsed.gap(ranks[-1].end, unit.start)):
        return True  # `xếp thứ 4/22 quận, huyện, TP Thủ Đức`
    if not _OF_LEFT.search(
        parsed.low, max(parsed.start, unit.start - 16), unit.start
    ) and not parsed.low.startswith("của", unit.start):
        return False
    gap = PLAIN_COMMA.sub(r"\1 ", parsed.gap(ranks[-1].end, unit.start)) if ranks else ""
    if not ranks or "," in gap or ";" in gap:
        return False
    return any(not other.aside and other.end <= ranks[-1].start for other in parsed.units)


def _unit_or_group(parsed: Parsed, unit: Unit, figure: Figure) -> tuple[tuple[Unit, ...], bool]:
    group = unit_group(parsed, unit, scored=figure.role == "first")
    if len(group) == 1:
        return _rated(unit)
    if not _TOGETHER.search(parsed.gap(unit.end, figure.start)):
        return (), True
    return tuple(one for one in group if one.kind != UNKNOWN), False


_COMMA = worded("bind_comma")


def unit_group(parsed: Parsed, unit: Unit, *, scored: bool = False) -> list[Unit]:
    """Return the units listed together with `unit`, in order: `Quảng Ninh, Hải Phòng và Bắc Giang`.

    `scored`: each may have its score in brackets.
    """
    if unit.bare:
        return [unit]
    units = [one for one in parsed.units if not one.bare and one.kind == unit.kind]
    first = last = units.index(unit)
    while first and _is_next(parsed, units[first - 1], units[first], scored):
        first -= 1
    while last + 1 < len(units) and _is_next(parsed, units[last], units[last + 1], scored):
        last += 1
    return units[first : last + 1]


def _is_next(parsed: Parsed, one: Unit, other: Unit, scored: bool) -> bool:
    """Say whether `other` follows `one` in a list; `scored`: with the score of `one` between, in brackets."""
    gap = parsed.gap(one.end, other.start)
    if ("," in gap or ";" in gap) and _is_announced(parsed, one) and _opens(parsed, other):
        return False
    if scored:
        gap = SCORE_IN_BRACKETS.sub("", gap)
    return one.name != other.name and _COMMA.fullmatch(gap) is not None


def _is_announced(parsed: Parsed, unit: Unit) -> bool:
    """Say whether a rank announces `unit`: `xếp thứ hai là Hải Phòng`."""
    before = [figure for figure in parsed.figures if figure.kind == "rank" and figure.end <= unit.start]
    gap = parsed.gap(before[-1].end, unit.start) if before else ","
    return not gap.strip() or _LINK.fullmatch(gap) is not None


def _opens(parsed: Parsed, unit: Unit) -> bool:
    """Say whether a place of its own follows right after `unit`: `Hà Nội xếp thứ ba`, `Huế tăng 2 bậc`."""
    return any(
        figure.kind != "score" and figure.values and not parsed.gap(unit.end, figure.start).strip()
        for figure in parsed.figures
        if figure.start >= unit.end
    )


def _unit_after(parsed: Parsed, figure: Figure) -> tuple[tuple[Unit, ...], bool]:
    """Return the subject that follows a figure at the beginning: `Với 91,04 điểm, Quảng Ninh dẫn đầu`."""
    later = [unit for unit in parsed.units if unit.start >= figure.end and not unit.aside]
    if not later:
        return (), False
    unit = later[0]
    others = [f for f in parsed.figures if figure.end <= f.start < unit.start]
    if "," not in parsed.gap(figure.end, unit.start) or len(unit_group(parsed, unit)) > 1 or len(others) > 2:
        return (), False
    return _rated(unit)
