"""`searchkit show`: one article of the index, whole."""

from __future__ import annotations

from pathlib import Path

import click

from searchkit.cli import opening, options, showing, streams
from searchkit.cli.program import Command
from searchkit.i18n import N_
from searchkit.render import plain, records


@click.command(
    cls=Command,
    help=N_("Show the article ID with its metadata and text."),
    examples=["searchkit show so-noi-vu.jsonl#3", "searchkit show --format json so-noi-vu.jsonl#3"],
)
@click.argument("article_id", metavar="ID")
@options.index_dir
@options.output(*options.DATA_FORMATS)
def show(article_id: str, index_dir: Path | None, output: str | None) -> None:
    """Look an article up by its id."""
    output = showing.chosen(output)
    with opening.open_engine(index_dir) as engine:
        article = engine.get(article_id)
    if output == "json":
        showing.json_line(records.stored_record(article))
    elif output == "plain":
        streams.out_lines(plain.article_lines(article))
    else:
        from searchkit.render import screen

        console = streams.screen()
        console.print(screen.article_view(article, console.width))
