"""Why a hit stands where it does, as rich objects: a sentence, a table that adds up, what it means."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from searchkit.i18n import _
from searchkit.models import Hit, Sort
from searchkit.render import explaintext

_NUMBERS = (2, 4, 5, 6)
_PLACE = 3
_COLUMNS = {70: tuple(range(7)), 40: (0, 1, 3, 6), 0: (0, 6)}
"""Columns shown from each width on."""


def explanation_view(hit: Hit, width: int, sort: Sort = "relevance") -> RenderableType:
    """Return why a hit stands where it does, as a sum that anyone can follow."""
    if hit.explanation is None:
        return Text("")
    parts: list[RenderableType] = [Text(explaintext.heading(hit, sort), "bold")]
    if said := explaintext.summary(hit):
        parts.append(Text(said))
    columns = next(columns for least, columns in _COLUMNS.items() if width >= least)
    parts.append(_table(hit, columns))
    if _NUMBERS[0] in columns:
        parts.append(Text(explaintext.legend(), "dim"))
    return Padding(Group(*parts), (1, 0, 0, 0))


def _table(hit: Hit, columns: tuple[int, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for place in columns:
        name = explaintext.headings()[place]
        if place in _NUMBERS:
            table.add_column(name, justify="right", no_wrap=True)
        else:
            table.add_column(name, overflow="fold", no_wrap=place == _PLACE)
    for row in explaintext.rows(hit.explanation) if hit.explanation else ():
        style = "dim" if not any(row[3:6]) else ""
        table.add_row(*(Text(row[place], style) for place in columns))
    total = (_("in all"), "", "", "", "", "", f"{hit.score:.2f}")
    table.add_row(*(Text(total[place], "bold") for place in columns))
    return table
