"""Records out of single figures: those of one indicator, year and unit become one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from searchkit.extract.indicators_data import schemes
from searchkit.extract.indicators_figures import Figure
from searchkit.extract.indicators_units import Unit
from searchkit.models import Indicator
from searchkit.text import fold

_FIRST_YEAR = 2000
_MOST_PROVINCES = 64
_WHOLE_COUNTRY = (34, *range(58, 65))
"""Of how many provinces there have been: a rank out of fewer is one within a region."""
_MOST = {"ministry": 40, "department": 60, "district": 60}
_FIELDS = ("score", "rank", "rank_of", "change")


class Collector:
    """Puts figures together; the first of two that contradict each other stays."""

    def __init__(self, published: dt.date | None) -> None:
        self._latest = published.year if published else 2100
        # A whole country's index of a year is not known before the next one.
        self._last_known = published.year - 1 if published else 2100
        self._found: dict[tuple[str, int, str, str], Indicator] = {}

    def add(
        self,
        figure: Figure,
        unit: Unit,
        indicator: str,
        year: int,
        evidence: tuple[str, int, int],
        confidence: float,
    ) -> bool:
        """Add one figure with its sentence `(text, start, end)`; return whether it can be one."""
        values = _values(figure, unit.kind, indicator)
        scheme = schemes()[indicator]
        if not values or unit.kind not in scheme.kinds or not _FIRST_YEAR <= year <= self._latest:
            return False
        if scheme.annual and unit.kind in ("province", "ministry", "nation") and year > self._last_known:
            return False
        key = (indicator, year, unit.kind, fold(f"{unit.name}|{unit.parent or ''}"))
        new = Indicator(
            indicator, year, unit.name, unit.kind, unit.parent, evidence=evidence[0], start=evidence[1],
            end=evidence[2], confidence=round(confidence, 2), **values,
        )  # fmt: skip
        old = self._found.get(key)
        self._found[key] = _merged(old, new) if old else new
        return True

    def latest(self, indicator: str) -> int | None:
        """Return the latest year of which figures of `indicator` are told, or None."""
        return max((one.year for one in self._found.values() if one.indicator == indicator), default=None)

    def records(self) -> tuple[Indicator, ...]:
        """Return the records in the order of the text, the headline's first."""
        kept = [
            one for one in self._found.values() if (one.score, one.rank, one.change) != (None, None, None)
        ]
        return tuple(sorted(kept, key=lambda one: one.start))


def _merged(old: Indicator, new: Indicator) -> Indicator:
    """Return `old` with what `new` adds; the longer evidence in the body wins over the headline."""
    if _contradicts(old, new):
        return new if new.confidence > old.confidence else old
    values = {
        name: getattr(old, name) if getattr(old, name) is not None else getattr(new, name) for name in _FIELDS
    }
    source = new if not old.end and new.end else old
    return replace(source, confidence=max(old.confidence, new.confidence), **values)


def _contradicts(old: Indicator, new: Indicator) -> bool:
    pairs = [(getattr(old, name), getattr(new, name)) for name in ("score", "rank", "change")]
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _values(figure: Figure, kind: str, indicator: str) -> dict[str, Any]:
    """Return the fields that a figure fills, or nothing where it can't be one of that kind of unit."""
    value = figure.values[0] if figure.values else None
    if value is None:
        return {}
    if figure.kind == "score":
        scheme = schemes()[indicator]
        return {"score": value} if scheme.low <= value <= scheme.high and value != 100 else {}
    if kind == "nation":
        return {}
    if figure.kind == "change":
        return {"change": int(value)} if abs(value) < _MOST_PROVINCES else {}
    return _rank(figure, kind, int(value))


def _rank(figure: Figure, kind: str, rank: int) -> dict[str, Any]:
    of = figure.of
    most = _MOST_PROVINCES if kind == "province" else _MOST.get(kind, 0)
    if rank > (of or most) or (of and kind == "province" and of not in _WHOLE_COUNTRY):
        return {}
    if of and kind != "province" and of > most:
        return {}
    return {"rank": rank, "rank_of": of}
