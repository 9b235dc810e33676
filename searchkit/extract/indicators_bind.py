"""Which unit, indicator and year each figure of a sentence belongs to."""

from __future__ import annotations

from searchkit.extract import indicators_parsed
from searchkit.extract.indicators_bind_names import indicators_of
from searchkit.extract.indicators_bind_units import units_of
from searchkit.extract.indicators_bind_years import year_behind, years_of
from searchkit.extract.indicators_figures import Figure
from searchkit.extract.indicators_parsed import Binding, Parsed
from searchkit.extract.indicators_units import UnitFinder


def parse(low: str, start: int, end: int, finder: UnitFinder) -> Parsed:
    """Return what a sentence holds; years that only tell where something rose from are spent."""
    parsed = indicators_parsed.parse(low, start, end, finder)
    for figure in parsed.figures:
        if figure.role in ("from", "compared") and (year := year_behind(parsed, figure)):
            parsed.spent.add(year)
    return parsed


def bind(parsed: Parsed, figure: Figure) -> Binding:
    """Return what `figure` belongs to by the words of its sentence, and remember it."""
    indicators, dead = indicators_of(parsed, figure)
    units, lost = units_of(parsed, figure)
    years, previous = years_of(parsed, figure)
    found = Binding(units, indicators, years, dead or lost, previous)
    parsed.bindings[figure] = found
    return found
