"""Lists that belong together one by one: `A, B và C lần lượt xếp thứ 1, 2, 3`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from searchkit.extract.indicators_bind import bind
from searchkit.extract.indicators_bind_names import name_group
from searchkit.extract.indicators_bind_units import unit_behind, unit_group
from searchkit.extract.indicators_data import compiled, worded
from searchkit.extract.indicators_figures import Figure
from searchkit.extract.indicators_names import OTHER
from searchkit.extract.indicators_parsed import Binding, Parsed
from searchkit.extract.indicators_units import UNKNOWN, Unit
from searchkit.extract.indicators_years import Year


@dataclass(frozen=True, slots=True)
class Paired:
    """One figure of a list with the unit, indicator or year beside it in the other list."""

    figure: Figure
    binding: Binding


_BETWEEN = worded("lists_between")


def pair_lists(parsed: Parsed) -> tuple[list[Paired], set[Figure]]:
    """Return what the lists of a sentence pair, and the figures that are thereby done with.

    A list of figures whose partner is not clear is done with as well: it gives nothing.
    """
    paired: list[Paired] = []
    done: set[Figure] = set()
    if not parsed.respective and not any(f.role in ("range", "next", "counted") for f in parsed.figures):
        return _unsaid(parsed)
    for group in _figure_groups(parsed):
        values = _values(group)
        if (
            group[0].role == "next"
            or _each_dated(parsed, group)
            or (len(values) < 2 and group[0].role != "range")
        ):
            continue
        if group[0].role == "counted" and not _scores_fall(parsed, group[0], len(values)):
            continue
        if group[0].role == "range" and not values and not parsed.respective:
            continue  # `các vị trí dẫn đầu gồm A, B`: in what order is not said
        done.update(group)
        found = _paired(parsed, group, values)
        paired += found
        asides = _asides(parsed, group)
        done.update(asides)
        if len(found) == len(group):
            paired += _beside(asides, dict(zip(group, found, strict=True)))
    return paired, done


def _unsaid(parsed: Parsed) -> tuple[list[Paired], set[Figure]]:
    """Return what is paired without a word for it: `Hưng Yên và Hải Dương đạt 44,5 và 44,12 điểm`,
    `thứ hai và thứ ba thuộc về An Giang và Kiên Giang`."""
    for group in _figure_groups(parsed):
        values = _values(group)
        if len(values) < 2 or group[0].kind == "change" or group[0].role in ("range", "next", "counted"):
            continue
        if _unit_list(parsed, group[0], len(values)) and (found := _paired(parsed, group, values)):
            return found, set(group)
    return [], set()


def _beside(asides: dict[Figure, Figure], partners: dict[Figure, Paired]) -> list[Paired]:
    """Return the figures in brackets with what the ones before them belong to."""
    return [
        Paired(_one(one, one.values[0]), partners[at].binding) for one, at in asides.items() if one.values
    ]


def _each_dated(parsed: Parsed, group: list[Figure]) -> bool:
    """Say whether each figure has a year of its own beside it: `36 (2017), 39 (2018)`."""
    years = {bind(parsed, figure).years for figure in group}
    return len(years) == len(group) > 1 and all(len(one) == 1 and one != (-1,) for one in years)


def _asides(parsed: Parsed, group: list[Figure]) -> dict[Figure, Figure]:
    """Return the figures in brackets after one of `group`, each with that one."""
    return {
        one: figure
        for figure in group
        for one in parsed.figures
        if one not in group and _stands_at(parsed, one, figure)
    }


def _stands_at(parsed: Parsed, figure: Figure, other: Figure) -> bool:
    """Say whether `figure` stands in brackets right after `other`: `đạt 88,5% (hạng 39)`."""
    span = parsed.bracket(figure.start)
    return span is not None and other.end <= span[0] and not parsed.gap(other.end, span[0]).strip()


def _figure_groups(parsed: Parsed) -> list[list[Figure]]:
    """Return the figures of one kind that follow each other, parted by commas or `và` alone."""
    groups: list[list[Figure]] = []
    plain = [
        f
        for f in parsed.figures
        if f.role != "last"
        and (f.role != "first" or parsed.respective)
        and not (parsed.respective and any(_stands_at(parsed, f, other) for other in parsed.figures))
    ]
    for _kind, same in groupby(plain, key=lambda f: f.kind):
        for figure in same:
            if groups and _follows(parsed, groups[-1][-1], figure):
                groups[-1].append(figure)
            else:
                groups.append([figure])
    return groups


def _follows(parsed: Parsed, last: Figure, figure: Figure) -> bool:
    if last.kind != figure.kind or {"range", "counted"} & {last.role, figure.role}:
        return False
    gap = parsed.gap(last.end, figure.start)
    if ";" in gap and unit_behind(parsed, figure):
        return False  # `Bộ Tài chính đứng thứ nhất; xếp thứ hai là …`
    return _BETWEEN.fullmatch(_IN_BRACKETS.sub("", gap) if parsed.respective else gap) is not None


_IN_BRACKETS = re.compile(r" *\([^()]*\)")


def _values(group: list[Figure]) -> tuple[float, ...]:
    if group[0].values == (0.0,):
        return ()  # `các vị trí dẫn đầu`: how many are not counted
    return tuple(value for figure in group for value in figure.values)


def _paired(parsed: Parsed, group: list[Figure], values: tuple[float, ...]) -> list[Paired]:
    first = group[0]
    units = _unit_list(parsed, first, len(values))
    if first.role == "range" and not values and units:
        values = tuple(float(place) for place in range(1, len(units) + 1))
    base = bind(parsed, first)
    if units and len(units) == len(values):
        if base.dead and other_measure(parsed, first):
            return []
        return [
            Paired(_one(first, value), Binding((unit,), base.indicators, base.years, unit.kind == UNKNOWN))
            for unit, value in zip(units, values, strict=True)
        ]
    if not parsed.respective:
        return []
    years = _year_list(parsed, first, len(values))
    if years:
        return [
            Paired(_one(first, value), Binding(base.units, base.indicators, (year,), base.dead))
            for year, value in zip(years, values, strict=True)
        ]
    names = _name_list(parsed, first, len(values))
    return [
        Paired(_one(first, value), Binding(base.units, (name,), base.years, not name))
        for name, value in zip(names, values, strict=False)
    ]


def other_measure(parsed: Parsed, figure: Figure) -> bool:
    """Say whether the last measure named before `figure` is none of ours."""
    before = [name for name in parsed.names if name.end <= figure.start]
    return bool(before) and before[-1].indicator == OTHER


def _one(figure: Figure, value: float) -> Figure:
    return Figure(figure.kind, figure.start, figure.end, (value,), "", figure.of)


def _unit_list(parsed: Parsed, figure: Figure, size: int) -> list[Unit]:
    """Return the list of units that a list of figures goes with: the one before it, else the one after it."""
    usable = [unit for unit in parsed.units if not unit.bare]
    before = [unit for unit in usable if unit.end <= figure.start]
    if before and not before[-1].aside:
        group = unit_group(parsed, before[-1], scored=figure.kind == "rank")
        if len(group) == size or (size == 0 and len(group) > 1):
            return group
    after = [unit for unit in usable if unit.start >= figure.end]
    group = listed_units(parsed, after)
    return group if len(group) == size or (size == 0 and len(group) > 1) else []


def _scores_fall(parsed: Parsed, figure: Figure, size: int) -> bool:
    """Say whether the units after `ba tỉnh dẫn đầu là` stand with falling scores: in the order of places."""
    units = _unit_list(parsed, figure, size)
    scores = []
    for unit in units:
        after = [f for f in parsed.figures if f.start >= unit.end]
        if not after or after[0].kind != "score" or parsed.gap(unit.end, after[0].start).strip(" (:"):
            return False
        scores.append(after[0].values[0])
    return bool(scores) and all(a >= b for a, b in zip(scores, scores[1:], strict=False))


_ENUMERATED = worded("lists_enumerated")


def listed_units(parsed: Parsed, units: list[Unit]) -> list[Unit]:
    """Return the units at the beginning of `units` that are listed, each perhaps with figures of its own."""
    found: list[Unit] = []
    for unit in units:
        if found and not _ENUMERATED.fullmatch(_without_figures(parsed, found[-1].end, unit.start)):
            break
        found.append(unit)
    return found


_HOLD = compiled(r",?(?: lần lượt)? (?:xếp|đứng|chiếm|giữ|nắm giữ|nắm|ở|giành|chia nhau)(?: ở)? ?")


def units_holding(parsed: Parsed, figure: Figure) -> list[Unit]:
    """Return the units listed before the places that they take: `A, B và C xếp các vị trí tiếp theo`."""
    before = [unit for unit in parsed.units if unit.end <= figure.start and not unit.bare]
    if not before or not _HOLD.fullmatch(parsed.gap(before[-1].end, figure.start)):
        return []
    return unit_group(parsed, before[-1])


_OF_SCORES = compiled(
    r"\( ?(?:đạt)? ?(?:điểm)? ?\)| (?:với|đạt)(?: (?:kết quả|số điểm|điểm số|điểm|chỉ số|mức|là))*(?= |$|,)|:"
)


def _without_figures(parsed: Parsed, start: int, end: int) -> str:
    """Return the text between two units without what tells the figures of the first."""
    text, at = "", start
    for figure in parsed.figures:
        if start <= figure.start and figure.end <= end and figure.kind == "score":
            text += parsed.gap(at, figure.start)
            at = figure.end
    text += parsed.gap(at, end)
    return _OF_SCORES.sub("", text)


def _year_list(parsed: Parsed, figure: Figure, size: int) -> tuple[int, ...]:
    before: list[Year] = [year for year in parsed.years if year.end <= figure.start and not year.compared]
    if before and len(before[-1].years) == size:
        return before[-1].years
    after = [year for year in parsed.years if year.start >= figure.end and not year.compared]
    if after and len(after[0].years) == size:
        return after[0].years
    if not parsed.years and len(parsed.listed_years) == size:
        return parsed.listed_years
    single = [year.years[0] for year in before if len(year.years) == 1]
    return tuple(single[-size:]) if len(single) >= size else ()


def _name_list(parsed: Parsed, figure: Figure, size: int) -> tuple[str, ...]:
    named = [name for name in parsed.names if name.indicator != OTHER]
    for name in [n for n in named if n.end <= figure.start][-1:] + [
        n for n in named if n.start >= figure.end
    ][:1]:
        group = name_group(parsed, name)
        if len(group) == size:
            return tuple(one.indicator for one in group)
    return parsed.listed if not named and len(parsed.listed) == size else ()
