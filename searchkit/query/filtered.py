"""What the filters of a query let through. How they are read is said in `filters`, which only they need."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from searchkit.models import SearchQuery
from searchkit.query.docset import DocSet
from searchkit.query.plan import Filter


class Filters:
    """The documents that each filtered field allows, the values it was read as, and what to tell the user."""

    def __init__(self) -> None:
        self.sets: dict[str, DocSet] = {}
        self.values: dict[str, list[str]] = {}
        self.asked: dict[str, list[str]] = {}
        self.notices: list[str] = []

    def allowed(self, everything: DocSet, without: str | None = None) -> DocSet:
        """Return the documents that pass all filters, that on the field `without` left out."""
        sets = [docs for name, docs in self.sets.items() if name != without]
        return reduce(DocSet.__and__, sets, everything)


def is_filtered(query: SearchQuery, parts: Sequence[Filter]) -> bool:
    """Say whether `query` has a filter, or its text (`parts`)."""
    named = query.provinces or query.mentions or query.officials or query.sources
    narrow = query.districts or query.bodies or query.documents or query.issuers
    return bool(parts or named or narrow or query.years or query.since or query.until or query.as_of)
