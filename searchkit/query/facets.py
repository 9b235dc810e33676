"""Facets: how many matches hold each value of a field. A field's own filter is left out of its counts."""

from __future__ import annotations

import numpy as np

from searchkit.indexing.copies import Copies
from searchkit.indexing.layout import Array
from searchkit.indexing.snapshot import Column, Snapshot
from searchkit.models import Facet, FacetValue
from searchkit.query.copies import matching, repeats
from searchkit.query.docset import DocSet
from searchkit.query.filters import COLUMNS

MAX_VALUES = 100
"""A facet of names lists at most so many values, the most frequent ones."""


def count_facet(
    snapshot: Snapshot,
    name: str,
    docs: DocSet,
    selected: list[str],
    most: int | None = MAX_VALUES,
    *,
    copies: Copies | None = None,
) -> Facet:
    """Return the facet `name` over `docs`; values in `selected` are listed even where their count is 0.

    With `copies` stories are counted: a value counts once however many articles of a story hold it, which is
    what a search for that value finds.
    """
    if name == "year":
        return _years(snapshot.column("published"), docs, selected, copies)
    column = snapshot.column(COLUMNS[name])
    if column.multi:
        counts = _counts_of_many(column, docs, copies)
    else:
        counts = _counts(column.slots, docs, copies, len(column.values))
    top = _top(counts[1:], most)
    names = column.named(top.tolist())
    found = zip(names, counts[top + 1].tolist(), strict=True)
    values = [FacetValue(value, count, value in selected) for value, count in found]
    missing = [FacetValue(value, 0, True) for value in selected if value not in names]
    return Facet(name, (*values, *missing))


def _counts(slots: Array, docs: DocSet, copies: Copies | None, top: int = 0) -> Array:
    """Return how many of `docs` hold each number of `slots`, one a document, at least up to `top`."""
    counts = np.bincount(slots[docs.docs], minlength=top + 1)
    if copies is not None and len(places := matching(copies, docs)):
        again = repeats(copies.stories[places], slots[copies.docs[places]])
        counts -= np.bincount(again, minlength=len(counts))
    return counts


def _counts_of_many(column: Column, docs: DocSet, copies: Copies | None) -> Array:
    """Return how many of `docs` hold each slot of a column where a document has several."""
    inside = docs.mask[column.docs]
    counts = np.bincount(column.slots[inside], minlength=len(column.values) + 1)
    if copies is not None and len(copies.docs):
        held = copies.held(column.name, column.docs)
        held = held[inside[held]]
        again = repeats(copies.stories[copies.places[column.docs[held]]], column.slots[held])
        counts -= np.bincount(again, minlength=len(counts))
    return counts


def _top(counts: Array, most: int | None) -> Array:
    """Return the ordinals with the highest counts above 0, at most `most`: by count, then by name, which is
    the order of ordinals."""
    present = np.flatnonzero(counts)
    return present[np.argsort(-counts[present], kind="stable")[:most]]


def _years(column: Column, docs: DocSet, selected: list[str], copies: Copies | None) -> Facet:
    counts = _counts(column.years, docs, copies)
    present = np.flatnonzero(counts[1:])[::-1] + 1
    found = zip(present.tolist(), counts[present].tolist(), strict=True)
    return Facet("year", tuple(FacetValue(str(year), n, str(year) in selected) for year, n in found))
