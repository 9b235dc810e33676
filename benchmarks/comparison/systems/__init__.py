"""The systems compared: each a module with the same four names.

- `TITLE`: what it is called in tables, `version()`: which one it is;
- `build(source, folder)`: index the JSON lines of `articles.write`, committed and merged as the system does
  by itself;
- `searches(folder, folded)`: for each kind of query that the system knows a function of a `Query`, which
  returns the number of hits on the first page of ten. `folded` is an index over the articles without
  diacritics, for systems that can't search unaccented words otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from benchmarks.comparison.articles import Query

NAMES = ("ours", "tantivy_engine", "sqlite_fts5", "bm25s_scores", "plain_whoosh")
KINDS = (
    "term",
    "OR",
    "AND",
    "phrase",
    "OR + province filter",
    "OR + province facet",
    "unaccented OR",
    "sort by date",
)
PAGE = 10

Searches = dict[str, Callable[[Query], int]]


def system(name: str) -> Any:
    """Return the module of a system."""
    return import_module(f"{__name__}.{name}")
