"""Figures as rich objects: the panel above the hits, rankings, all facts, a chart of one unit's years."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from searchkit.i18n import _
from searchkit.models import Fact, Ranking
from searchkit.render import facts as plain
from searchkit.render import facttext as words
from searchkit.render.plain import reprints
from searchkit.render.safe import number, one_line

_WIDEST = 116


def panel_view(facts: Sequence[Fact], width: int) -> RenderableType:
    """Return the panel of figures above the hits."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for fact in facts:
        label = Text.assemble((f"{fact.indicator} {fact.year}", "bold"), "\n", (words.unit_text(fact), "dim"))
        values = Text(words.values_text(fact), "bold green")
        if fact.conflict:
            values.append("  " + _("sources disagree"), "bold red")
        grid.add_row(label, Group(values, Text(words.source_text(fact), "dim")))
    return Panel(grid, width=min(width, _WIDEST), border_style="dim")


def ranking_view(ranking: Ranking) -> RenderableType:
    """Return a ranking as a table, gaps between known places as rows."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(_("Rank"), justify="right")
    table.add_column(_("Unit"), overflow="fold")
    table.add_column(_("Score"), justify="right")
    table.add_column(_("Change"), justify="right")
    table.add_column(_("Source"), overflow="fold", ratio=1)
    for gap, fact in plain.with_gaps(ranking.facts):
        if gap:
            table.add_row("", Text(gap, "dim italic"), "", "", "")
        place = str(fact.rank) if fact.rank is not None else "–"
        unit = Text(words.unit_text(fact), "bold")
        source = Text(words.source_text(fact), "dim")
        if fact.conflict:
            source.append("  " + _("sources disagree"), "bold red")
        table.add_row(place, unit, words.score_text(fact), _change(fact), source)
    return Group(Text(plain.heading(ranking), "bold"), table)


def _change(fact: Fact) -> Text:
    if fact.change is None:
        return Text("")
    if not fact.change:
        return Text("=", "dim")
    return Text(f"▲ {fact.change}", "green") if fact.change > 0 else Text(f"▼ {-fact.change}", "red")


def facts_view(facts: Sequence[Fact]) -> RenderableType:
    """Return every figure with the sentences of all its sources."""
    parts: list[RenderableType] = []
    for fact in facts:
        line = Text.assemble(
            (f"{fact.indicator} {fact.year}  ", "bold"), (words.unit_text(fact), "bold cyan")
        )
        line.append(f"  {words.values_text(fact)}", "bold green")
        if fact.conflict:
            line.append("  " + _("sources disagree"), "bold red")
        parts.append(line)
        for source in fact.sources:
            parts.append(Text(f"   “{one_line(source.evidence)}”"))
            about = (one_line(source.title), one_line(source.id), reprints(source))
            parts.append(Text(f"   {'  '.join(filter(None, about))}", "dim"))
        parts.append(Text(""))
    return Group(*parts)


def trend_view(facts: Sequence[Fact], width: int) -> RenderableType:
    """Return one unit's figures over the years as bars of its score, with its rank."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(_("Year"))
    table.add_column(_("Score"), justify="right")
    table.add_column("", no_wrap=True)
    table.add_column(_("Rank"), justify="right")
    table.add_column(_("Change"), justify="right")
    table.add_column(_("Sources"), justify="right")
    space = max(10, min(width, _WIDEST) - 50)
    scores = [fact.score for fact in facts if fact.score is not None]
    for year, told in plain.by_year(facts):
        if not told:
            table.add_row(str(year), Text("–", "dim"), "", Text("–", "dim"), "", "")
        for fact in told:
            style = "red" if fact.conflict else "cyan"
            bar = Text("█" * _length(fact.score, scores, space), style)
            rank = str(fact.rank) if fact.rank is not None else "–"
            table.add_row(
                str(year), words.score_text(fact), bar, rank, _change(fact), number(len(fact.sources))
            )
    return table


def _length(score: float | None, scores: Sequence[float], space: int) -> int:
    """Return the length of a bar: from a fifth of the space for the least score to all of it."""
    if score is None:
        return 0
    low, high = min(scores), max(scores)
    share = (score - low) / (high - low) if high > low else 1.0
    return max(1, round(space * (0.2 + 0.8 * share)))
