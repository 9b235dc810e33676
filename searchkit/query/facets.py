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
_EPOCH = 719163  # date(1970, 1, 1).toordinal()


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
        return _years(snapshot, docs, selected, copies)
    column = snapshot.column(COLUMNS[name])
    counts = (_counts_of_many if column.multi else _counts)(column, docs, copies)
    top = _top(counts, most)
    names = [column.values[ordinal] for ordinal in top.tolist()]
    found = zip(names, counts[top].tolist(), strict=True)
    values = [FacetValue(value, count, value in selected) for value, count in found]
    missing = [FacetValue(value, 0, True) for value in selected if value not in names]
    return Facet(name, tuple(sorted(values, key=lambda v: (-v.count, v.value)) + missing))


def _counts(column: Column, docs: DocSet, copies: Copies | None) -> Array:
    """Return how many of `docs` hold each value, where a document has one."""
    ordinals = column.ordinals[docs.docs]
    counts = np.bincount(ordinals[ordinals >= 0], minlength=len(column.values))
    if copies is not None and len(places := matching(copies, docs)):
        ordinals = column.ordinals[copies.docs[places]]
        held = ordinals >= 0
        again = repeats(copies.stories[places][held], ordinals[held])
        counts -= np.bincount(again, minlength=len(counts))
    return counts


def _counts_of_many(column: Column, docs: DocSet, copies: Copies | None) -> Array:
    """Return how many of `docs` hold each value, where a document has several."""
    holders, ordinals = column.pairs
    inside = docs.mask[holders]
    counts = np.bincount(ordinals[inside], minlength=len(column.values))
    if copies is not None and len(copies.docs):
        held = copies.held(column.name, holders)
        held = held[inside[held]]
        again = repeats(copies.stories[copies.places[holders[held]]], ordinals[held])
        counts -= np.bincount(again, minlength=len(counts))
    return counts


def _top(counts: Array, most: int | None) -> Array:
    """Return the ordinals with the highest counts above 0, at most `most`, unordered."""
    present = np.flatnonzero(counts)
    if most is not None and len(present) > most:
        present = present[np.lexsort((present, -counts[present]))[:most]]
    return present


def _years(snapshot: Snapshot, docs: DocSet, selected: list[str], copies: Copies | None) -> Facet:
    numbers = snapshot.column("published").numbers
    days = numbers[docs.docs]
    found, counts = np.unique(_years_of(days[days > 0]), return_counts=True)
    if copies is not None and len(places := matching(copies, docs)):
        days = numbers[copies.docs[places]]
        again = repeats(copies.stories[places][days > 0], _years_of(days[days > 0]))
        counts -= np.bincount(np.searchsorted(found, again), minlength=len(counts))
    values = [FacetValue(str(y), int(n), str(y) in selected) for y, n in zip(found, counts, strict=True)]
    return Facet("year", tuple(sorted(values, key=lambda v: -int(v.value))))


def _years_of(days: Array) -> Array:
    since = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]").astype("datetime64[Y]")
    return since.astype(np.int64) + 1970
