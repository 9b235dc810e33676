"""The state of an interactive search: the current query, its result, and how commands change them.

A change is tried first and kept only when the search went well, so that an error leaves everything as it was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from searchkit.errors import QueryError
from searchkit.i18n import _
from searchkit.models import FACETS, Hit, SearchQuery, SearchResult
from searchkit.render.facetlist import Numbered, numbered
from searchkit.render.safe import field_label
from searchkit.repl.views import View

if TYPE_CHECKING:
    from searchkit.engine import SearchEngine

FILTERS = {
    "province": "provinces",
    "mentions": "mentions",
    "official": "officials",
    "source": "sources",
    "year": "years",
    "district": "districts",
    "body": "bodies",
    "document": "documents",
    "issuer": "issuers",
}
"""Fields that can be narrowed by, and the part of a `SearchQuery` that holds each."""


class Session:
    """One interactive search over an open engine."""

    def __init__(self, engine: SearchEngine, view: View) -> None:
        self.engine = engine
        self.view = view
        self.query = SearchQuery(facets=FACETS)
        self.result: SearchResult | None = None
        self.like: str | None = None
        """The article that others are compared with, where that is what was asked."""

    def search(self, *, like: str | None = None, **changes: Any) -> None:
        """Search with `changes` to the current query and show the result; filters stay unless changed.

        New words, or an article to compare others with (`like`), take the place of what was looked for.
        """
        if like is not None:
            changes["text"] = ""
        elif "text" not in changes:
            like = self.like
        query = replace(self.query, **{"offset": 0, **changes})
        result = self._ask(query, like)
        self.query, self.result, self.like = query, result, like
        self.view.result(result)
        if not result.total and self.filters():
            self.view.say(
                _("Filters are active ({filters}); :widen removes them.").format(filters=self.filter_text())
            )

    def ask(self, *, explain: bool = False, **changes: Any) -> SearchResult:
        """Return what the current search gives with `changes`; the session stays as it is."""
        return self._ask(replace(self.query, **changes), self.like, explain=explain)

    def _ask(self, query: SearchQuery, like: str | None, *, explain: bool = False) -> SearchResult:
        if like is not None:
            return self.engine.similar(like, query, explain=explain)
        return self.engine.search(query, explain=explain)

    def found(self) -> SearchResult:
        """Return the current result; raise `QueryError` before the first search."""
        if self.result is None:
            raise QueryError(_("search for something first: type words, or :help"))
        return self.result

    def hit(self, rank: int) -> Hit:
        """Return the hit of that number on the page; raise `QueryError` where there is none."""
        for hit in self.found().hits:
            if hit.rank == rank:
                return hit
        raise QueryError(_("no hit {rank} on this page").format(rank=rank))

    def has_hit(self, rank: int) -> bool:
        """Say whether a hit of that number is on the page."""
        return self.result is not None and any(hit.rank == rank for hit in self.result.hits)

    def facet_lists(self) -> dict[str, list[Numbered]]:
        """Return the facet values on the screen with their numbers."""
        return numbered(self.result, self.view.facet_depth) if self.result is not None else {}

    def count(self, facet: str) -> None:
        """Count one more facet from now on; the page stays as it is."""
        query = replace(self.query, facets=(*self.query.facets, facet))
        self.result = self.engine.search(query)
        self.query = query

    def facet_value(self, number: int) -> Numbered | None:
        """Return the facet value of that number (`f2`), or None."""
        every = (one for values in self.facet_lists().values() for one in values)
        return next((one for one in every if one.number == number), None)

    def filters(self) -> list[tuple[str, str]]:
        """Return the active filters as (field, value), in a fixed order."""
        return [(field, str(value)) for field, name in FILTERS.items() for value in getattr(self.query, name)]

    def filter_text(self) -> str:
        """Return the active filters for people: `Province: Bến Tre, Year: 2021`."""
        return ", ".join(f"{field_label(field)}: {value}" for field, value in self.filters())

    def narrow(self, field: str, value: str) -> None:
        """Add a filter; several values of one field widen each other."""
        held = getattr(self.query, FILTERS[field])
        typed = _typed(field, value)
        change: dict[str, Any] = {FILTERS[field]: held if typed in held else (*held, typed)}
        self.search(**change)

    def widen(self, field: str | None = None, value: str | None = None) -> None:
        """Take one filter away, those of a field, or all."""
        names = [FILTERS[field]] if field else list(FILTERS.values())
        kept: dict[str, Any] = {
            name: tuple(v for v in getattr(self.query, name) if value not in (None, str(v))) for name in names
        }
        self.search(**kept)

    def toggle(self, one: Numbered) -> None:
        """Narrow by a facet value, or widen where it is selected."""
        if one.selected:
            self.widen(one.field, one.value)
        else:
            self.narrow(one.field, one.value)

    def pages(self) -> tuple[int, int]:
        """Return the number of the current page and of all pages, from 1."""
        size = max(1, self.query.limit)
        total = self.result.total if self.result is not None else 0
        return self.query.offset // size + 1, max(1, -(-total // size))

    def turn(self, page: int) -> None:
        """Show the page of that number; raise `QueryError` where there is none."""
        self.found()
        last = self.pages()[1]
        if not 1 <= page <= last:
            raise QueryError(_("there are pages 1 to {last}").format(last=last))
        self.search(offset=(page - 1) * self.query.limit)

    def status(self) -> str:
        """Return the status line: what was searched, how much was found, page, order and active filters."""
        if self.result is None:
            return _("type words to search  ·  :help")
        page, pages = self.pages()
        subject = _("like {id}").format(id=self.like) if self.like is not None else self.query.text or "*"
        parts = [subject, _("{total} found").format(total=self.result.total)]
        parts.append(_("page {page} of {pages}").format(page=page, pages=pages))
        parts += (
            [_("sorted by {sort}").format(sort=self.query.sort)] if self.query.sort != "relevance" else []
        )
        if self.query.recency is not None:
            parts.append(_("newer ones lifted ({days} days)").format(days=f"{self.query.recency:g}"))
        parts += [_("words as typed")] if self.query.literal else []
        parts += [_("all reprints")] if self.query.all_copies else []
        parts += [self.filter_text()] if self.filters() else []
        return "  ·  ".join(parts)


def _typed(field: str, value: str) -> str | int:
    if field != "year":
        return value
    if not value.isdecimal() or not 1 <= int(value[:9]) <= 9999:
        raise QueryError(_("{value!r} is no year").format(value=value))
    return int(value)
