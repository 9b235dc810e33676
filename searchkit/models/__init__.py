"""The public types: frozen, standard library only, no printing. A file an idea.

`Article` goes in, `SearchQuery` asks, `SearchResult` comes out. What each metadata field means is said in
`docs/METADATA.md`. What no search needs is loaded when it is asked for, so that searches start sooner.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from searchkit.models.articles import (
    Article,
    Cut,
    Document,
    Indicator,
    Office,
    Official,
    Page,
    Published,
    RawArticle,
    Span,
)
from searchkit.models.figures import Fact, FactSource, Ranking
from searchkit.models.search import (
    ALL_FACETS,
    FACETS,
    SORTS,
    Completion,
    CompletionKind,
    Explanation,
    Facet,
    FacetValue,
    Hit,
    Match,
    SearchQuery,
    SearchResult,
    Snippet,
    Sort,
    WordScore,
)

if TYPE_CHECKING:
    from searchkit.models.indexes import Fault, IndexStats, IndexSummary, Skipped
    from searchkit.models.people import Companion, OfficeHeld, Person, PersonArticle
    from searchkit.models.stories import Copy, FigureChange

__all__ = [
    "ALL_FACETS",
    "FACETS",
    "SORTS",
    "Article",
    "Companion",
    "Completion",
    "CompletionKind",
    "Copy",
    "Cut",
    "Document",
    "Explanation",
    "Facet",
    "FacetValue",
    "Fact",
    "FactSource",
    "Fault",
    "FigureChange",
    "Hit",
    "IndexStats",
    "IndexSummary",
    "Indicator",
    "Match",
    "Office",
    "OfficeHeld",
    "Official",
    "Page",
    "Person",
    "PersonArticle",
    "Published",
    "Ranking",
    "RawArticle",
    "SearchQuery",
    "SearchResult",
    "Skipped",
    "Snippet",
    "Sort",
    "Span",
    "WordScore",
]

_LATER = {
    **dict.fromkeys(("Fault", "IndexStats", "IndexSummary", "Skipped"), "indexes"),
    **dict.fromkeys(("Companion", "OfficeHeld", "Person", "PersonArticle"), "people"),
    **dict.fromkeys(("Copy", "FigureChange"), "stories"),
}


def __getattr__(name: str) -> object:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    globals()[name] = value
    return value
