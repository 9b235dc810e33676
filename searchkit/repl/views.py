"""Where a session shows things: on a terminal through rich, or as plain lines."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from searchkit.i18n import _
from searchkit.models import Article, Hit, SearchResult, Sort
from searchkit.render import plain
from searchkit.render.explaintext import explanation_lines
from searchkit.render.facetlist import Numbered
from searchkit.render.facttext import panel_lines
from searchkit.render.safe import field_label, is_worded
from searchkit.text import printable

if TYPE_CHECKING:
    from rich.console import Console

Row = tuple[str, str]


class View(Protocol):
    """What a session needs to show."""

    @property
    def facet_depth(self) -> int:
        """Return how many values of each facet are shown and numbered."""

    def result(self, result: SearchResult) -> None:
        """Show one page of a result."""

    def article(self, article: Article) -> None:
        """Show an article to read."""

    def explanation(self, hits: Iterable[Hit], sort: Sort) -> None:
        """Show why hits stand where they do."""

    def facets(self, lists: Mapping[str, Sequence[Numbered]]) -> None:
        """Show numbered facet values."""

    def rows(self, rows: Sequence[Row]) -> None:
        """Show labelled values."""

    def say(self, text: str) -> None:
        """Show a message."""

    def error(self, text: str) -> None:
        """Show what went wrong."""


def remarks(result: SearchResult) -> list[str]:
    """Return what is to be said about a result besides its hits."""
    said = [] if result.total else [_("Nothing found.")]
    said += result.notices[:1]
    if result.read_as is not None:  # the first notice says how the query was read
        said.append(_(":literal searches for the words as typed"))
    said += result.notices[1:]
    if result.suggestions:
        said.append(_("Did you mean: {words}").format(words=", ".join(result.suggestions)))
    return said


class PlainView:
    """Plain lines: results on stdout, messages on stderr."""

    facet_depth = 20

    def result(self, result: SearchResult) -> None:
        """Write the hits; facets only where `:facets` asks."""
        for text in remarks(result):
            self.say(text)
        _write(panel_lines(result.facts))
        _write([plain.found_line(result)])
        worded = is_worded(result.query)
        for hit in result.hits:
            _write(["", *plain.hit_lines(hit, worded)])
        sys.stdout.flush()

    def article(self, article: Article) -> None:
        """Write metadata and text."""
        _write([*plain.article_lines(article), ""])

    def explanation(self, hits: Iterable[Hit], sort: Sort) -> None:
        """Write a word a line."""
        for hit in hits:
            _write(explanation_lines(hit, sort))

    def facets(self, lists: Mapping[str, Sequence[Numbered]]) -> None:
        """Write a value a line, with its number."""
        for name, values in lists.items():
            _write([f"{field_label(name)}:"])
            _write(plain.numbered_line(one) for one in values)

    def rows(self, rows: Sequence[Row]) -> None:
        """Write `label: value` lines."""
        _write(f"{label}: {value}" for label, value in rows)

    def say(self, text: str) -> None:
        """Write to stderr."""
        sys.stdout.flush()
        sys.stderr.write(printable(text) + "\n")

    def error(self, text: str) -> None:
        """Write to stderr."""
        self.say(_("Error: {message}").format(message=text))


def _write(lines: Iterable[str]) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


class ScreenView:
    """A terminal: rich objects on the console that the caller made."""

    def __init__(self, console: Console) -> None:
        self.console = console

    @property
    def facet_depth(self) -> int:
        """Return how many values fit beside (wide) or below (narrow) the hits."""
        from searchkit.render.screen import facet_depth

        return facet_depth(self.console.width)

    def result(self, result: SearchResult) -> None:
        """Print the page with numbered facet values."""
        from searchkit.render.screen import result_view

        if result.total:
            self.console.print(result_view(result, self.console.width, numbers=True))
        for text in remarks(result):
            self.say(text)

    def article(self, article: Article) -> None:
        """Print an article."""
        from searchkit.render.screen import article_view

        self.console.print(article_view(article, self.console.width))

    def explanation(self, hits: Iterable[Hit], sort: Sort) -> None:
        """Print a table for each hit."""
        from searchkit.render.explainscreen import explanation_view

        for hit in hits:
            self.console.print(explanation_view(hit, self.console.width, sort))

    def facets(self, lists: Mapping[str, Sequence[Numbered]]) -> None:
        """Print facets below each other."""
        from searchkit.render.screen import facets_view

        self.console.print(facets_view(lists, numbers=True))

    def rows(self, rows: Sequence[Row]) -> None:
        """Print a table of two columns."""
        from searchkit.render.screen import rows_view

        self.console.print(rows_view(rows))

    def say(self, text: str) -> None:
        """Print a message that stands out a little."""
        self._print(text, "yellow")

    def error(self, text: str) -> None:
        """Print an error in red."""
        self._print(text, "bold red")

    def _print(self, text: str, style: str) -> None:
        from rich.text import Text

        self.console.print(Text(printable(text), style))
