"""`searchkit stats`: size and span of the index."""

from __future__ import annotations

from pathlib import Path

import click

from searchkit.cli import opening, options, showing
from searchkit.cli.program import Command
from searchkit.i18n import N_
from searchkit.render import plain, records


@click.command(
    cls=Command,
    help=N_("Show how many articles the index holds, of which days, and how large it is."),
    examples=["searchkit stats", "searchkit stats --format json"],
)
@options.index_dir
@options.output(*options.DATA_FORMATS)
def stats(index_dir: Path | None, output: str | None) -> None:
    """Describe the index."""
    output = showing.chosen(output)
    with opening.open_engine(index_dir) as engine:
        found = engine.stats()
    if output == "json":
        showing.json_line(records.stats_record(found))
    else:
        showing.rows(plain.stats_rows(found), output)
