"""Looking at the index without a query: the values of a facet, size and span."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np

from searchkit.errors import QueryError
from searchkit.i18n import _
from searchkit.indexing.snapshot import Snapshot
from searchkit.models import ALL_FACETS, FacetValue, IndexStats
from searchkit.query.docset import DocSet
from searchkit.query.facets import count_facet
from searchkit.text import fold

FIELDS = (*ALL_FACETS, "doc")
"""Fields whose values can be listed."""


def everything(snapshot: Snapshot) -> DocSet:
    """Return all documents that are not deleted."""
    alive = snapshot.alive
    return DocSet(snapshot.max_doc, mask=np.ones(snapshot.max_doc, np.bool_) if alive is None else alive)


def facet_values(
    snapshot: Snapshot, field: str, prefix: str = "", limit: int | None = None
) -> tuple[FacetValue, ...]:
    """Return the values of `field` over the whole index, most frequent first, those whose folded form
    `prefix` begins; reprints of a story count once."""
    if field not in FIELDS:
        raise QueryError(
            _("unknown facet {name!r}; there are: {known}").format(name=field, known=", ".join(FIELDS))
        )
    values = count_facet(snapshot, field, everything(snapshot), [], None, copies=snapshot.copies).values
    if prefix:
        key = fold(prefix)
        values = tuple(v for v in values if fold(v.value).startswith(key) or f" {key}" in fold(v.value))
    return values[:limit]


def stats(snapshot: Snapshot, path: Path) -> IndexStats:
    """Return the size and span of the index at `path`."""
    docs = everything(snapshot).docs
    days = snapshot.column("published").numbers[docs]
    days = days[days > 0]
    officials = snapshot.column("official").pairs[0]
    return IndexStats(
        path=str(path),
        articles=snapshot.doc_count,
        terms=snapshot.field("text").term_count,
        bytes=sum(f.stat().st_size for f in path.iterdir() if f.is_file() and f.suffix != ".md"),
        segments=snapshot.segment_count,
        first=dt.date.fromordinal(int(days.min())) if len(days) else None,
        last=dt.date.fromordinal(int(days.max())) if len(days) else None,
        with_date=len(days),
        with_province=int(np.count_nonzero(snapshot.column("province").ordinals[docs] >= 0)),
        with_officials=len(np.intersect1d(officials, docs)),
        created_with=snapshot.created_with,
    )
