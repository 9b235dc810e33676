"""The articles of a story as a table for the screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from searchkit.i18n import _
from searchkit.models import Copy
from searchkit.render.copies import change, heading, title_of
from searchkit.render.safe import day, one_line


def copies_view(copies: Sequence[Copy], article_id: str) -> RenderableType:
    """Return the articles of a story, the earliest first; the one of `article_id` stands out."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(_("Published"), no_wrap=True)
    table.add_column(_("Source"), overflow="fold")
    table.add_column(_("Article"), overflow="fold", ratio=1)
    table.add_column(_("Changed figures"), overflow="fold")
    for copy in copies:
        style = "bold" if copy.id == article_id else ""
        article = Text.assemble((title_of(copy), style), "\n", (one_line(copy.id), "dim"))
        changes = Text("\n".join(map(change, copy.changes)), "yellow")
        table.add_row(day(copy.published), Text(one_line(copy.source)), article, changes)
    return Group(Text(heading(copies), "bold"), table)
