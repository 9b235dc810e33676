"""`searchkit rank`: the units of one kind by their places in one year of an index."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from searchkit.cli import failures, opening, options, showing, streams
from searchkit.cli.program import Command
from searchkit.i18n import N_, _

FORMATS = ("rich", "plain", "json", "csv")


@click.command(
    cls=Command,
    help=N_(
        "Show the ranking of INDICATOR (PAR INDEX, SIPAS, PAPI, PCI, ICT INDEX, DDCI, DTI) in YEAR as far as "
        "the articles tell it, each row with its source; what is missing stays missing."
    ),
    examples=[
        'searchkit rank "PAR INDEX" 2020',
        'searchkit rank DDCI 2022 --kind district --parent "Bến Tre"',
    ],
)
@click.argument("indicator")
@click.argument("year", type=click.IntRange(1990, 2100))
@options.index_dir
@options.unit_kind
@options.parent
@options.output(*FORMATS)
def rank(
    indicator: str, year: int, index_dir: Path | None, kind: str, parent: str | None, output: str | None
) -> int:
    """Rank the units of one kind."""
    output = showing.chosen(output)
    with opening.open_engine(index_dir) as engine:
        found = engine.ranking(indicator, year, kind=kind, parent=parent)
    if not found.facts:
        streams.note(_("No figures of {indicator} for {year}.").format(indicator=found.indicator, year=year))
    from searchkit.render import facts

    if output == "json":
        showing.json_line(facts.ranking_record(found))
    elif output == "csv":
        from searchkit.render.records import csv_table

        sys.stdout.write(csv_table(facts.table_rows(found.facts)))
    elif found.facts and output == "plain":
        streams.out_lines(facts.ranking_lines(found))
    elif found.facts:
        from searchkit.render import factscreen

        streams.screen().print(factscreen.ranking_view(found))
    return failures.FOUND if found.facts else failures.NOTHING
