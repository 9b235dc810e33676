"""From the options of a command to a `SearchQuery`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from searchkit.i18n import _
from searchkit.models import FACETS, SearchQuery

if TYPE_CHECKING:
    from searchkit.query.tree import Period


def search_query(words: Sequence[str], output: str, facets: Sequence[str], **asked: Any) -> SearchQuery:
    """Return what was asked for; a result for the screen or as JSON counts all facets where none is named."""
    shown = tuple(facets) or (FACETS if output in ("rich", "json") else ())
    since, until = first_day(asked.pop("since")), last_day(asked.pop("until"))
    as_of = last_day(asked.pop("as_of"))
    return SearchQuery(text=" ".join(words), since=since, until=until, as_of=as_of, facets=shown, **asked)


def is_open(query: SearchQuery) -> bool:
    """Say whether neither words nor a filter narrow the query."""
    names = (query.provinces, query.mentions, query.officials, query.sources)
    narrow = (query.districts, query.bodies, query.documents, query.issuers, query.years)
    return not (query.text.strip() or any(names) or any(narrow) or query.since or query.until)


def require_something(query: SearchQuery) -> None:
    """End with a usage error where neither words nor a filter were given."""
    if is_open(query):
        click.get_current_context().fail(_("give words to search for, or a filter"))


def first_day(text: str | None) -> dt.date | None:
    """Return the first day of a typed period (`2021`, `2021-06`, `24/06/2021`)."""
    return _period(text).since if text else None


def last_day(text: str | None) -> dt.date | None:
    """Return the last day of a typed period."""
    return _period(text).until if text else None


def _period(text: str) -> Period:
    from searchkit.query.periods import parse_period

    return parse_period(text)
