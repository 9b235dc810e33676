"""Which indicator a figure belongs to by the words of its sentence."""

from __future__ import annotations

import re

from searchkit.extract.indicators_bind_units import is_ranking_of
from searchkit.extract.indicators_data import SPACE, compiled, worded
from searchkit.extract.indicators_figures import Figure
from searchkit.extract.indicators_names import OTHER, Name
from searchkit.extract.indicators_near import (
    PLAIN_COMMA,
    SCORE_IN_BRACKETS,
    anchor_of,
    is_for_others,
    last_before,
)
from searchkit.extract.indicators_parsed import Parsed
from searchkit.extract.indicators_scope import topic

_CAUSE = compiled(r"(?<!\w)(?:do|nhờ|vì|bởi)(?!\w)")
_TO_NAME = re.compile(r"[^,;:()]{0,100}")
_NEW_CLAUSE = compiled(r"(?<!\w)(?:và|còn|trong khi|nhưng|với|đạt|tăng|giảm|sau)(?!\w)")
# `đứng đầu ở cả hai chỉ số quan trọng: PAR INDEX và SIPAS`
_ANNOUNCES = worded("bind_announces")
_ALL = compiled(r"(?<!\w)(?:cả|đều|cùng|hai chỉ số|các chỉ số|ba chỉ số)(?!\w)")


def indicators_of(parsed: Parsed, figure: Figure) -> tuple[tuple[str, ...], bool]:
    """Return the indicators of a figure, and whether it belongs to another measure."""
    if parsed.label and not any(parsed.label <= name.start < figure.end for name in parsed.names):
        return (), True
    about = topic(parsed.low, figure, parsed.names) if figure.kind == "rank" else ""
    if about is None:
        return (), True
    if about:
        return (about,), False
    anchor = anchor_of(parsed, figure, parsed.names)
    if anchor:
        return _known(anchor.indicator)
    behind = name_behind(parsed, figure)
    if behind:
        return _group(parsed, behind, figure, behind=True)
    before = last_before(parsed, figure, parsed.names, lambda name: True)
    if before:
        return _group(parsed, before, figure, behind=False)
    later = [name for name in parsed.names if name.start >= figure.end and parsed.visible(name, figure)]
    if later and later[0].indicator == OTHER and not _is_told_of(parsed, figure, later[0]):
        return (), False
    if later and len({name.indicator for name in later}) == 1 and not is_for_others(parsed, figure, later[0]):
        return _known(later[0].indicator)
    return (), False


def _is_told_of(parsed: Parsed, figure: Figure, name: Name) -> bool:
    """Say whether figures tell of a measure named after `figure`.

    They do not where it is a cause (`đứng thứ 47, chủ yếu do chi phí không chính thức`) or is only spoken of
    (`Huế dẫn đầu, đi tiên phong về chính quyền số`).
    """
    if _CAUSE.search(parsed.gap(figure.end, name.start)):
        return False
    return any(one.start >= name.end or name_behind(parsed, one) == name for one in parsed.figures)


def _known(indicator: str) -> tuple[tuple[str, ...], bool]:
    return ((), True) if indicator == OTHER else ((indicator,), False)


def name_behind(parsed: Parsed, figure: Figure) -> Name | None:
    """Return the name that a figure is said to be of right behind it: `đứng thứ 20 về chỉ số SIPAS`."""
    if figure.kind == "change" or figure.role == "last":
        return None
    for name in parsed.names:
        if name.start < figure.end:
            continue
        gap = PLAIN_COMMA.sub(r"\1 ", _ANNOUNCES.sub(" ", parsed.gap(figure.end, name.start)))
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
        start <= unit.start < end and not unit.bare and not is_ranking_of(parsed, unit)
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
    return SCORE_IN_BRACKETS.sub("", _YEAR_TEXT.sub("", gap))
