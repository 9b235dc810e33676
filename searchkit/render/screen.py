"""Results as rich objects: a list of hits with a facet panel beside (wide) or below (narrow) it.

Texts of articles become `rich.text.Text`, never markup. The caller prints, and says how wide the screen is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.constrain import Constrain
from rich.rule import Rule
from rich.style import Style
from rich.table import Table
from rich.text import Text

from searchkit.i18n import _
from searchkit.models import Article, Cut, FacetValue, Hit, SearchResult, Snippet, Span
from searchkit.render import plain
from searchkit.render.facetlist import Numbered, numbered
from searchkit.render.safe import (
    block,
    field_label,
    is_worded,
    match_label,
    number,
    one_line,
    pieces,
    web_address,
)

WIDE = 110
"""From this width on the facets stand beside the hits."""
TEXT_WIDTH = 116
"""Lines longer than this are hard to read, however wide the screen is."""
FACET_WIDTH = 36
_TITLE = 240
"""Headlines are cut off after so many characters."""
_PEOPLE = 6
"""Of the officials of a hit so many are named."""
_COUNTED = 100
"""A search counts at most so many values of a facet: of these, how many there are is not known."""
_NONE: Mapping[str, int] = {}
_MARK = "bold yellow"
_TIERS = {"exact": "green", "variant": "cyan", "folded": "magenta"}


def result_view(result: SearchResult, width: int, *, numbers: bool = False) -> RenderableType:
    """Return a whole result for a screen of `width` columns; `numbers` gives facet values theirs (`f1`)."""
    if not result.facts:
        return _hits_and_facets(result, width, numbers)
    from searchkit.render.factscreen import panel_view

    return Group(panel_view(result.facts, width), _hits_and_facets(result, width, numbers))


def _hits_and_facets(result: SearchResult, width: int, numbers: bool) -> RenderableType:
    wide = width >= WIDE
    lists = numbered(result, facet_depth(width))
    worded = is_worded(result.query)
    if not lists:
        return Group(_heading(result), hits_view(result.hits, min(width, TEXT_WIDTH), worded))
    more = {name: len(result.facets[name]) - len(values) for name, values in lists.items()}
    if not wide:
        below = facets_below(lists, numbers, 2 if width >= 60 else 1, more)
        return Group(_heading(result), hits_view(result.hits, width, worded), Text(""), below)
    space = min(width - FACET_WIDTH - 4, TEXT_WIDTH)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=space)
    grid.add_column(width=FACET_WIDTH)
    grid.add_row(hits_view(result.hits, space, worded), facets_view(lists, numbers, more))
    return Group(_heading(result), grid)


def facet_depth(width: int) -> int:
    """Return how many values of each facet a screen of `width` columns shows."""
    return 8 if width >= WIDE else 5


def _heading(result: SearchResult) -> Text:
    took = f"{result.took_ms:.1f} ms"
    return Text.assemble((plain.found_line(result), "bold"), ("  " + took, "dim"))


def hits_view(hits: Iterable[Hit], width: int, worded: bool = True) -> RenderableType:
    """Return the hits below each other, an empty line before each; `worded` hits say how they hold the
    words."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", min_width=2)
    grid.add_column(width=max(10, width - 5))
    for hit in hits:
        grid.add_row("", "")
        grid.add_row(Text(str(hit.rank), "bold cyan"), _hit(hit, worded))
    return grid


def _hit(hit: Hit, worded: bool) -> RenderableType:
    title = marked(hit.title, hit.title_highlights, "bold")
    title.truncate(_TITLE, overflow="ellipsis")
    lines: list[RenderableType] = [linked(title, hit.url)]
    if meta := plain.meta_parts(hit, _PEOPLE):
        lines.append(Text(" · ".join(meta), "blue"))
    lines.extend(_snippet(snippet) for snippet in hit.snippets)
    how = Text(f"{match_label(hit.match)}  ", _TIERS[hit.match]) if worded else Text()
    return Group(*lines, how.append(one_line(hit.id), "not bold default dim"))


def linked(text: Text, url: str | None) -> Text:
    """Return `text` as a link to `url` where that is an address of the web."""
    if address := web_address(url):
        text.stylize(Style(link=address))
    return text


def _snippet(snippet: Snippet) -> Text:
    return marked(snippet.text, snippet.highlights)


def marked(text: str, spans: Sequence[Span], style: str = "") -> Text:
    """Return `text` on one line with `spans` (offsets into it) standing out."""
    shown = Text(style=style)
    for part, is_marked in pieces(text, spans):
        shown.append(part, _MARK if is_marked else None)
    return shown


def facets_view(
    lists: Mapping[str, Sequence[Numbered]], numbers: bool, more: Mapping[str, int] = _NONE
) -> RenderableType:
    """Return the facets below each other, as the panel beside the hits; `more` values of each are not
    shown."""
    parts: list[RenderableType] = [Text("")]
    for name, values in lists.items():
        parts += [_facet(name, values, numbers, more.get(name, 0)), Text("")]
    return Constrain(Group(*parts), 2 * FACET_WIDTH)


def facets_below(
    lists: Mapping[str, Sequence[Numbered]], numbers: bool, columns: int, more: Mapping[str, int] = _NONE
) -> RenderableType:
    """Return the facets in one or two columns, as the panel below the hits."""
    grid = Table.grid(padding=(0, 3), expand=True)
    for _column in range(columns):
        grid.add_column(ratio=1)
    facets = [_facet(name, values, numbers, more.get(name, 0)) for name, values in lists.items()]
    for start in range(0, len(facets), columns):
        grid.add_row(*facets[start : start + columns])
        grid.add_row()
    return grid


def _facet(name: str, values: Sequence[Numbered], numbers: bool, more: int) -> RenderableType:
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(width=3 if numbers else 1, justify="right")
    grid.add_column(ratio=1, overflow="ellipsis", no_wrap=True)
    grid.add_column(justify="right")
    for one in values:
        style = "bold green" if one.selected else ""
        sign = f"f{one.number}" if numbers and one.number else ("●" if one.selected else "")
        label = one_line(one.value) + (" ●" if numbers and one.selected else "")
        grid.add_row(Text(sign, "cyan"), Text(label, style), Text(number(one.count), "dim"))
    if more > 0:
        counted = len(values) + more < _COUNTED
        rest = _("… and {n} more").format(n=number(more)) if counted else _("… and more")
        grid.add_row("", Text(rest, "dim"), "")
    return Group(Text(field_label(name), "bold underline"), grid)


def values_view(field: str, values: Sequence[FacetValue]) -> RenderableType:
    """Return all values of one field with their counts."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(field_label(field), overflow="fold")
    table.add_column(_("Articles"), justify="right")
    for one in values:
        table.add_row(
            Text(one_line(one.value), "bold green" if one.selected else ""), Text(number(one.count))
        )
    return table


def rows_view(rows: Iterable[tuple[str, str]]) -> RenderableType:
    """Return labelled values as a table of two columns."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in rows:
        table.add_row(Text(label, "dim"), linked(Text(value), value))
    return table


def article_view(article: Article, width: int) -> RenderableType:
    """Return an article to read: headline, metadata, text in lines of a readable length."""
    space = min(width, TEXT_WIDTH)
    title = Text(one_line(article.title) or _("(no headline)"), "bold")
    rows = rows_view(plain.article_rows(article)[1 if article.title else 0 :])
    body = Table.grid()
    body.add_column(width=space)
    for paragraph in filter(None, map(str.strip, block(article.body).split("\n"))):
        body.add_row(Text(paragraph))
        body.add_row()
    return Constrain(Group(linked(title, article.url), rows, Rule(style="dim"), body), space)


def cuts_view(cuts: Iterable[Cut]) -> RenderableType:
    """Return what cleaning left out of a page, and why."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(_("Left out because"), overflow="fold")
    table.add_column(_("Text"), overflow="fold")
    for cut in cuts:
        table.add_row(Text(one_line(cut.reason)), Text(plain.shortened(one_line(cut.text)), "dim"))
    return table
