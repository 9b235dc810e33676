"""Facets: how many matches hold each value of a field. A field's own filter is left out of its counts."""

from __future__ import annotations

import numpy as np

from searchkit.indexing.column import Column
from searchkit.indexing.copies import Copies
from searchkit.indexing.layout import Array
from searchkit.indexing.snapshot import Snapshot
from searchkit.models import Facet, FacetValue
from searchkit.query.docset import DocSet
from searchkit.query.filters import COLUMNS
from searchkit.records import made

MAX_VALUES = 100
"""A facet of names lists at most so many values, the most frequent ones."""


def count_facet(
    snapshot: Snapshot,
    name: str,
    docs: DocSet,
    selected: list[str],
    most: int | None = MAX_VALUES,
    *,
    copies: Copies,
) -> Facet:
    """Return the facet `name` over `docs`; values in `selected` are listed even where their count is 0.

    Stories are counted: a value counts once however many of their `copies` hold it, which is what a search
    for that value finds.
    """
    column = snapshot.column("published" if name == "year" else COLUMNS[name])
    counts = _counts(column, docs, copies)
    if name == "year":
        top = np.flatnonzero(counts)[::-1]
        names = list(map(str, column.holders.groups[top].tolist()))
    else:
        top = _top(counts, most)
        names = column.named(column.holders.groups[top].tolist())
    missing = [value for value in selected if value not in names and name != "year"]
    found = zip((*names, *missing), (*counts[top].tolist(), *[0] * len(missing)), strict=True)
    values = [
        made(FacetValue, {"value": value, "count": count, "selected": value in selected})
        for value, count in found
    ]
    return Facet(name, tuple(values))


def _counts(column: Column, docs: DocSet, copies: Copies) -> Array:
    """Return how many of `docs` each group of the column's holders has."""
    counts = column.holders.counts(docs.mask)
    if len(copies.docs):
        shared = copies.shared(column.name, column.holders)
        told = shared.counts(docs.mask)
        again = np.flatnonzero(told > 1)
        np.subtract.at(counts, shared.groups[again], told[again] - 1)
    return counts


def _top(counts: Array, most: int | None) -> Array:
    """Return the places of the highest counts above 0, at most `most`: by count, then by name, which is the
    order of ordinals."""
    present = np.flatnonzero(counts)
    if most is not None and len(present) > most:
        least = np.partition(counts[present], len(present) - most)[len(present) - most]
        present = present[counts[present] >= least]
    return present[np.argsort(-counts[present], kind="stable")[:most]]
