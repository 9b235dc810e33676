"""Full-text search for Vietnamese administrative news: word segmentation, metadata, facets.

    from searchkit import SearchEngine

    engine = SearchEngine.open("index")
    result = engine.search("chỉ số SIPAS Bến Tre", provinces=["Bến Tre"], facets=["province"])
    print(result.total, result.hits[0].title, result.hits[0].snippets[0].text)

Every public name is listed in `__all__` and loaded when it is first used, so that `import searchkit` alone
stays quick: neither numpy nor Whoosh is imported before an index is opened.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from searchkit.engine import SearchEngine
    from searchkit.errors import (
        ConfigError,
        FilterError,
        IndexCorrupt,
        IndexError_,
        IndexingFailed,
        IndexLocked,
        IndexMissing,
        IndexOutdated,
        NotFound,
        QueryError,
        ReadError,
        SearchkitError,
    )
    from searchkit.models import (
        Article,
        Companion,
        Completion,
        Copy,
        Document,
        Explanation,
        Facet,
        FacetValue,
        Fault,
        FigureChange,
        Hit,
        IndexStats,
        IndexSummary,
        Indicator,
        Office,
        OfficeHeld,
        Official,
        Person,
        PersonArticle,
        SearchQuery,
        SearchResult,
        Skipped,
        Snippet,
        WordScore,
    )

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Companion",
    "Completion",
    "ConfigError",
    "Copy",
    "Document",
    "Explanation",
    "Facet",
    "FacetValue",
    "Fault",
    "FigureChange",
    "FilterError",
    "Hit",
    "IndexCorrupt",
    "IndexError_",
    "IndexLocked",
    "IndexMissing",
    "IndexOutdated",
    "IndexStats",
    "IndexSummary",
    "IndexingFailed",
    "Indicator",
    "NotFound",
    "Office",
    "OfficeHeld",
    "Official",
    "Person",
    "PersonArticle",
    "QueryError",
    "ReadError",
    "SearchEngine",
    "SearchQuery",
    "SearchResult",
    "SearchkitError",
    "Skipped",
    "Snippet",
    "WordScore",
    "__version__",
]

_ERRORS = {
    "ConfigError",
    "FilterError",
    "IndexCorrupt",
    "IndexError_",
    "IndexLocked",
    "IndexMissing",
    "IndexOutdated",
    "IndexingFailed",
    "NotFound",
    "QueryError",
    "ReadError",
    "SearchkitError",
}


def _home(name: str) -> str:
    """Return the module that a public name lives in."""
    if name == "SearchEngine":
        return "searchkit.engine"
    return "searchkit.errors" if name in _ERRORS else "searchkit.models"


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'searchkit' has no attribute {name!r}")
    value: object = getattr(import_module(_home(name)), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
