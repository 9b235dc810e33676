"""`searchkit copies`: the reprints of an article, and which figures they changed."""

from __future__ import annotations

from pathlib import Path

import click

from searchkit.cli import failures, opening, options, showing, streams
from searchkit.cli.program import Command
from searchkit.i18n import N_, _


@click.command(
    cls=Command,
    help=N_(
        "List the reprints of the article ID, the earliest first, "
        "with the figures in which each differs from the earliest."
    ),
    examples=["searchkit copies so-noi-vu.jsonl#3", "searchkit copies --format json so-noi-vu.jsonl#3"],
)
@click.argument("article_id", metavar="ID")
@options.index_dir
@options.output(*options.DATA_FORMATS)
def copies(article_id: str, index_dir: Path | None, output: str | None) -> int:
    """List the articles that tell the story of one."""
    from searchkit.render import copies as lines

    output = showing.chosen(output)
    with opening.open_engine(index_dir) as engine:
        found = engine.copies(article_id)
    if len(found) == 1:
        streams.note(_("The article has no reprints."))
    if output == "json":
        showing.json_line(lines.copies_record(article_id, found))
    elif output == "plain":
        streams.out_lines(lines.copy_lines(found))
    else:
        from searchkit.render.copyscreen import copies_view

        streams.screen().print(copies_view(found, article_id))
    return failures.FOUND if len(found) > 1 else failures.NOTHING
