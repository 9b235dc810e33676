"""What a sentence holds: the measures, years, units and figures that stand in it, and its brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from searchkit.extract.indicators_data import compiled, worded
from searchkit.extract.indicators_figures import (
    Figure,
    find_ranks,
    may_hold_figures,
    place_after,
)
from searchkit.extract.indicators_names import Name, find_names
from searchkit.extract.indicators_scope import brackets, goal_spans, is_aimed_at, is_regional
from searchkit.extract.indicators_scores import find_changes, find_scores
from searchkit.extract.indicators_units import Unit, UnitFinder
from searchkit.extract.indicators_years import Year, find_years


class Placed(Protocol):
    """Anything with a place in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Binding:
    """What a figure belongs to.

    Empty parts are left to the context of the sentence; `dead`: it belongs to nothing of ours; `previous`:
    its year is the one before that of the other figures (`năm trước`).
    """

    units: tuple[Unit, ...] = ()
    indicators: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    dead: bool = False
    previous: bool = False


@dataclass(slots=True)
class Parsed:
    """One sentence with all that was found in it."""

    low: str
    start: int
    end: int
    names: list[Name]
    years: list[Year]
    units: list[Unit]
    figures: list[Figure]
    respective: bool
    inside: list[tuple[int, int]]
    bindings: dict[Figure, Binding] = field(default_factory=dict)
    spent: set[Year] = field(default_factory=set)
    listed: tuple[str, ...] = ()
    """The indicators that a sentence before named together, where this one names none."""
    listed_years: tuple[int, ...] = ()
    """The years that a sentence before told one by one, where this one names none."""
    label: int = 0
    """Where what a label tells begins that names something else (`Hạ tầng kỹ thuật: …`), else 0."""

    def bracket(self, at: int) -> tuple[int, int] | None:
        """Return the brackets around `at`, or None."""
        return next((span for span in self.inside if span[0] < at < span[1]), None)

    def visible(self, item: Placed, figure: Figure) -> bool:
        """Say whether `item` counts for `figure`.

        It does not where it stands in closed brackets with figures of their own.
        """
        span = self.bracket(item.start)
        if span is None or span[0] < figure.start < span[1] or self._is_named_in(span):
            return True
        return not any(span[0] < other.start < span[1] for other in self.figures)

    def _is_named_in(self, span: tuple[int, int]) -> bool:
        """Say whether brackets name the sentence's only indicator: `86,9 (thứ 15 về PAR INDEX 2021)`."""
        return bool(self.names) and all(span[0] < name.start < span[1] for name in self.names)

    def gap(self, start: int, end: int) -> str:
        """Return the text between two places."""
        return self.low[start:end]


_PLACE_LEFT = compiled(r"(?<!\w)thứ (?:\d|nhất|nhì|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười)")
# `xếp thứ 2 và 3 là An Giang và Kiên Giang`
_TWO_PLACES = compiled(
    r"(?:thứ|hạng|vị trí) \d{1,2}(?:, \d{1,2})*,? và \d{1,2}(?= (?:là|thuộc về|cả nước|toàn quốc|gồm))"
)
_RESPECTIVE = compiled(r"(?<!\w)(?:lần lượt|tương ứng|theo thứ tự)(?!\w)")


def parse(low: str, start: int, end: int, finder: UnitFinder) -> Parsed:
    """Return what a sentence holds; figures that are aimed at or of a region are left out."""
    names = find_names(low, start, end)
    years = find_years(low, start, end, names)
    respective = _RESPECTIVE.search(low, start, end) is not None
    listed = respective or _TWO_PLACES.search(low, start, end) is not None
    figures = _figures(low, start, end, listed) if may_hold_figures(low, start, end) else []
    if not figures and not _PLACE_LEFT.search(low, start, end):
        units = finder.named_within(start, end)
        goals = goal_spans(low, start, end, units) if years else []
        years = [year for year in years if not is_aimed_at(goals, year.start)]
        return Parsed(low, start, end, names, years, units, figures, respective, brackets(low, start, end))
    units = [u for u in finder.within(start, end) if not _inside(u, names)]
    figures = _with_places_after(low, end, [*(unit for unit in units if not unit.bare), *years], figures)
    goals = goal_spans(low, start, end, units)
    years = [year for year in years if not is_aimed_at(goals, year.start)]
    figures = [
        f
        for f in figures
        if not is_aimed_at(goals, f.start) and not (f.kind == "score" and _overlaps(f, years))
    ]
    parsed = Parsed(low, start, end, names, years, units, figures, respective, brackets(low, start, end))
    parsed.figures = _without_regional(parsed)
    parsed.label = _label_end(parsed)
    return parsed


_LABEL = compiled(r"[-+*•– ]*[\"“]?(?P<words>[^:.,;()\d\"”]{4,60})[\"”]?:")


def _label_end(parsed: Parsed) -> int:
    """Return the end of a label before the sentence that names another measure (a component); else 0."""
    match = _LABEL.match(parsed.low, parsed.start, parsed.end)
    if not match or _PLAIN_LABEL.search(match["words"]):
        return 0
    named: list[Placed] = [*parsed.names, *parsed.units, *parsed.years]
    return 0 if any(item.start < match.end() for item in named) else match.end()


_PLAIN_LABEL = worded("parsed_plain_label")


def _figures(low: str, start: int, end: int, respective: bool) -> list[Figure]:
    ranks = find_ranks(low, start, end, respective)
    changes = find_changes(low, start, end, respective)
    ranks = [rank for rank in ranks if not _overlaps(rank, changes)]
    taken = ranks + changes
    scores = [score for score in find_scores(low, start, end) if not _overlaps(score, taken)]
    return sorted(taken + scores, key=lambda f: f.start)


def _with_places_after(low: str, end: int, items: Sequence[Placed], figures: list[Figure]) -> list[Figure]:
    found = [place for item in items if (place := place_after(low, item.end, end))]
    new = [place for place in found if not _overlaps(place, figures)]
    return sorted(figures + new, key=lambda f: f.start) if new else figures


def _overlaps(item: Placed, others: Sequence[Placed]) -> bool:
    return any(item.start < other.end and other.start < item.end for other in others)


def _inside(item: Placed, others: Sequence[Placed]) -> bool:
    return any(other.start <= item.start and item.end <= other.end for other in others)


def _without_regional(parsed: Parsed) -> list[Figure]:
    kept = []
    figures = parsed.figures
    for number, figure in enumerate(figures):
        if figure.kind == "rank" and figure.role != "last":
            after = figures[number - 1].end if number else parsed.start
            until = figures[number + 1].start if number + 1 < len(figures) else parsed.end
            if is_regional(parsed.low, parsed.start, figure, after, until, parsed.units):
                continue
        kept.append(figure)
    return kept
