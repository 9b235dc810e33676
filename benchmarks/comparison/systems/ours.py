"""searchkit, as everybody uses it: the whole pipeline with extraction and segmentation, `engine.search`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from benchmarks.comparison.articles import Query
from benchmarks.comparison.systems import PAGE, Searches

TITLE = "searchkit"
JOBS = 2


def version() -> str:
    """Return the version compared."""
    from searchkit import __version__

    return __version__


def build(source: Path, folder: Path) -> None:
    """Index with two worker processes at most."""
    from searchkit import SearchEngine

    with SearchEngine.create(folder) as engine:
        summary = engine.index([source], jobs=min(JOBS, os.cpu_count() or 1))
    assert summary.added, summary
    assert not summary.skipped, summary


def searches(folder: Path, folded: Path | None) -> Searches:
    """Return one search for each kind; unaccented words need no index of their own."""
    from searchkit import SearchEngine

    engine = SearchEngine.open(folder)

    def found(text: str, **more: Any) -> int:
        return len(engine.search(text, limit=PAGE, snippets=False, **more).hits)

    def either(query: Query, **more: Any) -> int:
        return found(" OR ".join(query.words), **more)

    return {
        "term": lambda query: found(query.term),
        "OR": either,
        "AND": lambda query: found(" ".join(f"+{word}" for word in query.words)),
        "phrase": lambda query: found(f'"{" ".join(query.words[:2])}"'),
        "OR + province filter": lambda query: either(query, provinces=[query.province]),
        "OR + province facet": lambda query: either(query, facets=["province"]),
        "unaccented OR": lambda query: either(query.folded),
        "sort by date": lambda query: either(query, sort="newest"),
    }
