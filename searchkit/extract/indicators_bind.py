"""Which unit, indicator and year each figure of a sentence belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from searchkit.extract import indicators_parsed
from searchkit.extract.indicators_data import SPACE, compiled, worded
from searchkit.extract.indicators_figures import Figure
from searchkit.extract.indicators_names import OTHER, Name
from searchkit.extract.indicators_parsed import Binding, Parsed, Placed
from searchkit.extract.indicators_scope import topic
from searchkit.extract.indicators_units import UNKNOWN, Unit, UnitFinder
from searchkit.extract.indicators_years import Year

_P = TypeVar("_P", bound=Placed)


def parse(low: str, start: int, end: int, finder: UnitFinder) -> Parsed:
    """Return what a sentence holds; years that only tell where something rose from are spent."""
    parsed = indicators_parsed.parse(low, start, end, finder)
    for figure in parsed.figures:
        if figure.role in ("from", "compared") and (year := _year_behind(parsed, figure)):
            parsed.spent.add(year)
    return parsed


# ---------------------------------------------------------------- one figure


def bind(parsed: Parsed, figure: Figure) -> Binding:
    """Return what `figure` belongs to by the words of its sentence, and remember it."""
    indicators, dead = _indicators(parsed, figure)
    units, lost = _units(parsed, figure)
    years, previous = _years(parsed, figure)
    found = Binding(units, indicators, years, dead or lost, previous)
    parsed.bindings[figure] = found
    return found


def _anchor(parsed: Parsed, figure: Figure, items: Sequence[_P]) -> _P | None:
    """Return the item right before the brackets that `figure` stands in, or None."""
    span = parsed.bracket(figure.start)
    if span is None:
        return None
    for item in reversed(items):
        if item.end <= span[0] and not parsed.gap(item.end, span[0]).strip(' \u00a0"”’'):
            return item
    return None


def _before(parsed: Parsed, figure: Figure, items: Sequence[_P], fits: Callable[[_P], bool]) -> _P | None:
    """Return the last item before `figure` that counts for it."""
    for item in reversed(items):
        if item.end <= figure.start and fits(item) and parsed.visible(item, figure):
            return item
    return None


def _previous_figure(parsed: Parsed, figure: Figure) -> Figure | None:
    before = [one for one in parsed.figures if one.end <= figure.start]
    return before[-1] if before else None


# ---------------------------------------------------------------- indicators

_CAUSE = compiled(r"(?<!\w)(?:do|nhờ|vì|bởi)(?!\w)")
_TO_NAME = re.compile(r"[^,;:()]{0,100}")
_NEW_CLAUSE = compiled(r"(?<!\w)(?:và|còn|trong khi|nhưng|với|đạt|tăng|giảm|sau)(?!\w)")
# `đứng đầu ở cả hai chỉ số quan trọng: PAR INDEX và SIPAS`
_ANNOUNCES = worded("bind_announces")
_ALL = compiled(r"(?<!\w)(?:cả|đều|cùng|hai chỉ số|các chỉ số|ba chỉ số)(?!\w)")


def _indicators(parsed: Parsed, figure: Figure) -> tuple[tuple[str, ...], bool]:
    """Return the indicators of a figure, and whether it belongs to another measure."""
    if parsed.label and not any(parsed.label <= name.start < figure.end for name in parsed.names):
        return (), True
    about = topic(parsed.low, figure, parsed.names) if figure.kind == "rank" else ""
    if about is None:
        return (), True
    if about:
        return (about,), False
    anchor = _anchor(parsed, figure, parsed.names)
    if anchor:
        return _known(anchor.indicator)
    behind = _name_behind(parsed, figure)
    if behind:
        return _group(parsed, behind, figure, behind=True)
    before = _before(parsed, figure, parsed.names, lambda name: True)
    if before:
        return _group(parsed, before, figure, behind=False)
    later = [name for name in parsed.names if name.start >= figure.end and parsed.visible(name, figure)]
    if later and later[0].indicator == OTHER and not _is_told_of(parsed, figure, later[0]):
        return (), False
    if (
        later
        and len({name.indicator for name in later}) == 1
        and not _is_for_others(parsed, figure, later[0])
    ):
        return _known(later[0].indicator)
    return (), False


def _is_told_of(parsed: Parsed, figure: Figure, name: Name) -> bool:
    """Say whether figures tell of a measure named after `figure`.

    They do not where it is a cause (`đứng thứ 47, chủ yếu do chi phí không chính thức`) or is only spoken of
    (`Huế dẫn đầu, đi tiên phong về chính quyền số`).
    """
    if _CAUSE.search(parsed.gap(figure.end, name.start)):
        return False
    return any(one.start >= name.end or _name_behind(parsed, one) == name for one in parsed.figures)


def _known(indicator: str) -> tuple[tuple[str, ...], bool]:
    return ((), True) if indicator == OTHER else ((indicator,), False)


def _name_behind(parsed: Parsed, figure: Figure) -> Name | None:
    """Return the name that a figure is said to be of right behind it: `đứng thứ 20 về chỉ số SIPAS`."""
    if figure.kind == "change" or figure.role == "last":
        return None
    for name in parsed.names:
        if name.start < figure.end:
            continue
        gap = _PLAIN_COMMA.sub(r"\1 ", _ANNOUNCES.sub(" ", parsed.gap(figure.end, name.start)))
        if (
            not _TO_NAME.fullmatch(gap)
            or _NEW_CLAUSE.search(gap)
            or _units_between(parsed, figure.end, name.start)
        ):
            return None
        if any(figure.end <= other.start < name.start for other in parsed.figures):
            return None
        return name
    return None


def _units_between(parsed: Parsed, start: int, end: int) -> bool:
    return any(
        start <= unit.start < end and not unit.bare and not _is_ranking_of(parsed, unit)
        for unit in parsed.units
    )


_AND = worded("bind_and")


def _group(parsed: Parsed, name: Name, figure: Figure, *, behind: bool) -> tuple[tuple[str, ...], bool]:
    """Return the indicator of `name`, or all of a list that the figure is said to be of as a whole."""
    if name.indicator == OTHER:
        return (), True
    group = name_group(parsed, name)
    if len(group) == 1:
        return (name.indicator,), False
    left = parsed.gap(max(parsed.start, group[0].start - 24), group[0].start)
    right = parsed.gap(group[-1].end, figure.start) if not behind else ""
    if not (parsed.respective and figure.kind == "change") and (
        _ALL.search(left) or _ALL.search(right) or behind
    ):
        return tuple(dict.fromkeys(one.indicator for one in group)), False
    return (), True


def name_group(parsed: Parsed, name: Name) -> list[Name]:
    """Return the names of ours listed together with `name`, in order: `PAR INDEX, SIPAS và PAPI`."""
    names = [one for one in parsed.names if one.indicator != OTHER]
    if name not in names:
        return [name]
    first = last = names.index(name)
    while first and _AND.fullmatch(_without_years(parsed, names[first - 1].end, names[first].start)):
        first -= 1
    while last + 1 < len(names) and _AND.fullmatch(
        _without_years(parsed, names[last].end, names[last + 1].start)
    ):
        last += 1
    return names[first : last + 1]


_YEAR_TEXT = re.compile(rf" *(?:năm{SPACE})?20\d\d|\((?=20|năm)|(?<=\d)\)")


def _without_years(parsed: Parsed, start: int, end: int) -> str:
    gap = parsed.gap(start, end).removeprefix(")")  # `PAR INDEX) và Chỉ số hài lòng (SIPAS)`
    return _SCORE_IN_BRACKETS.sub("", _YEAR_TEXT.sub("", gap))


# ---------------------------------------------------------------- units

_LINK = worded("bind_link")
_PLAIN_COMMA = compiled(
    r"(sở|tỉnh|ban|quận|huyện|bộ|ngành|thị xã|thành phố), "
    r"(?=ban|ngành|thành|huyện|thị|cơ quan|địa phương|đơn vị|quận)"
)
_TOGETHER = compiled(r"(?<!\w)(?:cùng|đều|đồng hạng|đồng|chung|cả hai)(?!\w)")


def _units(parsed: Parsed, figure: Figure) -> tuple[tuple[Unit, ...], bool]:
    """Return the units of a figure, and whether it belongs to a unit that is none of ours."""
    anchor = _anchor(parsed, figure, parsed.units)
    if anchor and not _is_ranking_of(parsed, anchor):
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
    before = _before(
        parsed, figure, parsed.units, lambda unit: not unit.aside and not _is_ranking_of(parsed, unit)
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
    anchor = _anchor(parsed, figure, parsed.figures)
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
        gap = _PLAIN_COMMA.sub(r"\1 ", _ACRONYM.sub(" ", parsed.gap(figure.end, unit.start)))
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
    last = _previous_figure(parsed, figure)
    return last is not None and last.kind == "rank" and _is_of(parsed, last, unit)


def _is_of(parsed: Parsed, figure: Figure, unit: Unit) -> bool:
    known = parsed.bindings.get(figure)
    return known is not None and known.units == (unit,)


_OF_LEFT = compiled(r"(?:của|thuộc|trên địa bàn|ở|trong|tại|toàn) (?:các )?$")


_RANKED_KINDS = compiled(r"(?: (?:quận|huyện|thị xã|thành phố)(?:,| và))+ ?")


def _is_ranking_of(parsed: Parsed, unit: Unit) -> bool:
    """Say whether `unit` only tells whose ranking it is: `Sở Nội vụ đứng đầu các sở của tỉnh Bến Tre`."""
    ranks = [f for f in parsed.figures if f.kind == "rank" and f.end <= unit.start]
    if ranks and _RANKED_KINDS.fullmatch(parsed.gap(ranks[-1].end, unit.start)):
        return True  # `xếp thứ 4/22 quận, huyện, TP Thủ Đức`
    if not _OF_LEFT.search(
        parsed.low, max(parsed.start, unit.start - 16), unit.start
    ) and not parsed.low.startswith("của", unit.start):
        return False
    gap = _PLAIN_COMMA.sub(r"\1 ", parsed.gap(ranks[-1].end, unit.start)) if ranks else ""
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


_SCORE_IN_BRACKETS = compiled(r" ?\((?:đạt |hạng \d+, )?\d[\d.,]*(?: ?%| điểm)?\)")


def _is_next(parsed: Parsed, one: Unit, other: Unit, scored: bool) -> bool:
    """Say whether `other` follows `one` in a list; `scored`: with the score of `one` between, in brackets."""
    gap = parsed.gap(one.end, other.start)
    if ("," in gap or ";" in gap) and _is_announced(parsed, one) and _opens(parsed, other):
        return False
    if scored:
        gap = _SCORE_IN_BRACKETS.sub("", gap)
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


# ---------------------------------------------------------------- years

_TO_YEAR = worded("bind_to_year")
_FROM_COMPARED = compiled(r" ?(?:là|chỉ|đạt|:|với|-|–|mới|xếp|ở|đứng|chỉ đạt|\()* ?")


def _years(parsed: Parsed, figure: Figure) -> tuple[tuple[int, ...], bool]:
    """Return the years of a figure, and whether it is of the year before."""
    anchor = _anchor(parsed, figure, parsed.years)
    if anchor and not (anchor.compared and figure.role == "to") and not _own_year(parsed, figure):
        return anchor.years, not anchor.years
    behind = _year_behind(parsed, figure)
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
    last = _previous_figure(parsed, figure)
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


def _year_behind(parsed: Parsed, figure: Figure) -> Year | None:
    for year in parsed.years:
        if year.start < figure.end:
            continue
        if not parsed.visible(year, figure):
            return None
        end = figure.end
        name = next((n for n in parsed.names if figure.end <= n.start and n.end <= year.start), None)
        if name and _name_behind(parsed, figure) == name:
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
    year = _before(parsed, figure, parsed.years, lambda one: not one.compared and one not in parsed.spent)
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
    return later[0].years if later and not _is_for_others(parsed, figure, later[0]) else ()


def _is_for_others(parsed: Parsed, figure: Figure, item: Placed) -> bool:
    """Say whether what is named after `figure` opens a clause of its own, with figures of its own."""
    if figure.role == "from":
        return False  # `từ vị trí 47 năm 2020, PCI vươn lên …`
    span = parsed.bracket(item.start)
    if span and not parsed.gap(figure.end, span[0]).strip():
        return False  # `86,9 điểm (thứ 15 về PAR INDEX năm 2021)`
    if ";" in parsed.gap(figure.end, item.start):
        return True
    return any(
        other.kind == figure.kind and other.start >= item.end and ";" not in parsed.gap(item.end, other.start)
        for other in parsed.figures
    )


def compared_years(parsed: Parsed) -> tuple[int, ...]:
    """Return the years that figures of the sentence are compared with."""
    return tuple(y for year in parsed.years if year.compared for y in year.years)
