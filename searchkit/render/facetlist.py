"""Which facet values are shown, and the numbers by which the REPL calls them. No rich here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from searchkit.models import Facet, SearchResult


@dataclass(frozen=True, slots=True)
class Numbered:
    """A facet value with its number on the screen, counted through all fields from 1; 0 for those that are
    listed without one."""

    number: int
    field: str
    value: str
    count: int
    selected: bool


def numbered(result: SearchResult, per_field: int = 8) -> dict[str, list[Numbered]]:
    """Return for each field with values the most frequent `per_field` ones and every selected one."""
    numbers = iter(range(1, 1 << 30))
    lists = {name: list(_shown(facet, per_field, numbers)) for name, facet in result.facets.items() if facet}
    return {name: values for name, values in lists.items() if values}


def _shown(facet: Facet, limit: int, numbers: Iterator[int]) -> Iterator[Numbered]:
    for place, one in enumerate(facet):
        if place < limit or one.selected:
            yield Numbered(next(numbers), facet.name, one.value, one.count, one.selected)


def whole(result: SearchResult, name: str, shown: list[Numbered]) -> list[Numbered]:
    """Return all counted values of one facet: those `shown` with their numbers, the others behind them."""
    known = {one.value for one in shown}
    others = (one for one in result.facets[name] if one.value not in known)
    return [*shown, *(Numbered(0, name, one.value, one.count, one.selected) for one in others)]
