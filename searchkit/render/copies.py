"""The articles of a story as plain lines and as JSON: when and where each came out, and what it changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from searchkit.i18n import _, ngettext
from searchkit.models import Copy, FigureChange
from searchkit.render.records import Record
from searchkit.render.safe import day, number, one_line

_INDENT = "   "


def heading(copies: Sequence[Copy]) -> str:
    """Return how many articles tell the story."""
    told = ngettext("{n} article tells this story", "{n} articles tell this story", len(copies))
    return told.format(n=number(len(copies)))


def title_of(copy: Copy) -> str:
    """Return the headline of an article on one line."""
    return one_line(copy.title) or _("(no headline)")


def change(one: FigureChange) -> str:
    """Return a changed figure, `88,35% → 88,53%`."""
    return f"{one_line(one.before)} → {one_line(one.after)}"


def copy_lines(copies: Sequence[Copy]) -> Iterator[str]:
    """Yield the articles of a story, the earliest first: headline, day and source, changed figures, id."""
    yield heading(copies)
    for place, copy in enumerate(copies, start=1):
        yield ""
        yield f"{place}. {title_of(copy)}"
        if meta := [part for part in (day(copy.published), one_line(copy.source)) if part]:
            yield _INDENT + " | ".join(meta)
        if copy.changes:
            yield _INDENT + _("changed: {changes}").format(changes="; ".join(map(change, copy.changes)))
        yield _INDENT + one_line(copy.id)


def copy_rows(copies: Iterable[Copy]) -> list[tuple[str, str]]:
    """Return the articles of a story as rows: day, then headline, source, id and changed figures."""
    return [
        (day(one.published), " | ".join(filter(None, (title_of(one), one_line(one.source), *_ends(one)))))
        for one in copies
    ]


def _ends(one: Copy) -> list[str]:
    return [one_line(one.id), *map(change, one.changes)]


def copies_record(article_id: str, copies: Iterable[Copy]) -> Record:
    """Return the articles of the story of `article_id`, the earliest first."""
    return {"id": article_id, "copies": [_record(copy) for copy in copies]}


def _record(copy: Copy) -> Record:
    return {
        "id": copy.id,
        "title": copy.title,
        "published": copy.published,
        "source": copy.source,
        "url": copy.url,
        "path": copy.path,
        "changes": [
            {"before": one.before, "after": one.after, "start": one.start, "end": one.end}
            for one in copy.changes
        ],
    }
