"""`searchkit facts`: every figure that the articles tell, with the sentences it stands in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from searchkit.cli import failures, opening, options, showing, streams
from searchkit.cli.program import Command
from searchkit.i18n import N_, _


@click.command(
    cls=Command,
    help=N_(
        "List the figures of indicators with the sentences that tell them. Sources that agree are counted, "
        "those that contradict each other are all shown."
    ),
    examples=[
        'searchkit facts --indicator SIPAS --unit "Bến Tre"',
        "searchkit facts --year 2020 --format json",
    ],
)
@options.index_dir
@options.option("--indicator", metavar="I", help=N_("PAR INDEX, SIPAS, PAPI, PCI, ICT INDEX, DDCI or DTI."))
@options.option("--unit", metavar="U", help=N_("A province, ministry, department or district."))
@options.option(
    "--year", type=click.IntRange(1990, 2100), metavar="Y", help=N_("The year that figures are of.")
)
@options.any_unit_kind
@options.parent
@options.output("rich", "plain", "json", "csv")
def facts(
    index_dir: Path | None,
    indicator: str | None,
    unit: str | None,
    year: int | None,
    kind: str | None,
    parent: str | None,
    output: str | None,
) -> int:
    """List figures."""
    output = showing.chosen(output)
    with opening.open_engine(index_dir) as engine:
        found = engine.facts(indicator, unit, year, kind=kind, parent=parent)
    if not found:
        streams.note(_("No figures found."))
    from searchkit.render import facts as lines
    from searchkit.render import records

    if output == "json":
        for fact in found:
            showing.json_line(records.fact_record(fact))
    elif output == "csv":
        sys.stdout.write(records.csv_table(lines.table_rows(found)))
    elif output == "plain":
        streams.out_lines(lines.fact_lines(found))
    elif found:
        from searchkit.render import factscreen

        streams.screen().print(factscreen.facts_view(found))
    return failures.FOUND if found else failures.NOTHING
