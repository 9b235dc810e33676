"""Facets: how many matches hold each value of a field. A field's own filter is left out of its counts."""

from __future__ import annotations

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.snapshot import Snapshot
from searchkit.models import Facet, FacetValue
from searchkit.query.docset import DocSet
from searchkit.query.filters import COLUMNS

MAX_VALUES = 100
"""A facet of names lists at most so many values, the most frequent ones."""
_EPOCH = 719163  # date(1970, 1, 1).toordinal()


def count_facet(
    snapshot: Snapshot, name: str, docs: DocSet, selected: list[str], most: int | None = MAX_VALUES
) -> Facet:
    """Return the facet `name` over `docs`; values in `selected` are listed even where their count is 0."""
    if name == "year":
        return _years(snapshot, docs, selected)
    column = snapshot.column(COLUMNS[name])
    if column.multi:
        holders, ordinals = column.pairs
        ordinals = ordinals[docs.mask[holders]]
    else:
        ordinals = column.ordinals[docs.docs]
        ordinals = ordinals[ordinals >= 0]
    counts = np.bincount(ordinals, minlength=len(column.values))
    top = _top(counts, most)
    names = [column.values[ordinal] for ordinal in top.tolist()]
    found = zip(names, counts[top].tolist(), strict=True)
    values = [FacetValue(value, count, value in selected) for value, count in found]
    missing = [FacetValue(value, 0, True) for value in selected if value not in names]
    return Facet(name, tuple(sorted(values, key=lambda v: (-v.count, v.value)) + missing))


def _top(counts: Array, most: int | None) -> Array:
    """Return the ordinals with the highest counts above 0, at most `most`, unordered."""
    present = np.flatnonzero(counts)
    if most is not None and len(present) > most:
        present = present[np.lexsort((present, -counts[present]))[:most]]
    return present


def _years(snapshot: Snapshot, docs: DocSet, selected: list[str]) -> Facet:
    days = snapshot.column("published").numbers[docs.docs]
    days = days[days > 0]
    years = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]").astype("datetime64[Y]").astype(
        np.int64
    ) + 1970
    found, counts = np.unique(years, return_counts=True)
    values = [FacetValue(str(y), int(n), str(y) in selected) for y, n in zip(found, counts, strict=True)]
    return Facet("year", tuple(sorted(values, key=lambda v: -int(v.value))))
