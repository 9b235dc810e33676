"""`searchkit trend`: one unit's score and rank over the years, on the screen or as a chart in a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click

from searchkit.cli import failures, opening, options, showing, streams
from searchkit.cli.program import Command
from searchkit.errors import ConfigError
from searchkit.i18n import N_, _
from searchkit.models import Fact


@click.command(
    cls=Command,
    help=N_(
        "Show how score and rank of UNIT in INDICATOR went over the years. Years without figures stay empty; "
        "a change of the index's method is pointed out."
    ),
    examples=[
        'searchkit trend SIPAS "Bến Tre"',
        'searchkit trend "PAR INDEX" "Quảng Ninh" --output chart.svg',
    ],
)
@click.argument("indicator")
@click.argument("unit")
@options.index_dir
@options.any_unit_kind
@options.parent
@options.option("--output", "file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
                help=N_("Write a chart to FILE (.svg, or .png where cairosvg is installed)."))  # fmt: skip
@options.output("rich", "plain", "json", "csv")
def trend(
    indicator: str,
    unit: str,
    index_dir: Path | None,
    kind: str | None,
    parent: str | None,
    file: Path | None,
    output: str | None,
) -> int:
    """Show one unit's years."""
    output = showing.chosen(output)
    with opening.open_engine(index_dir) as engine:
        found = _one_unit(engine.facts(indicator, unit, kind=kind, parent=parent))
    if not found:
        streams.note(_("No figures of {indicator} for {unit}.").format(indicator=indicator, unit=unit))
        return failures.NOTHING
    from searchkit.query.facts import method_notices

    for notice in method_notices(found[0].indicator, [fact.year for fact in found]):
        streams.note(notice)
    if file is not None:
        write_chart(found, file)
    else:
        _show(found, output)
    return failures.FOUND


def _one_unit(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the facts of the unit that has most of them, oldest first: a name may be a province's and a
    city's."""
    units = [(fact.unit_kind, fact.unit, fact.parent) for fact in facts]
    if not units:
        return ()
    best = max(dict.fromkeys(units), key=lambda unit: (units.count(unit), unit[0] == "province"))
    for other in dict.fromkeys(units):
        if other != best:
            streams.note(_("There are also figures of {unit}; --kind chooses.").format(unit=other[1]))
    kept = (fact for fact in facts if (fact.unit_kind, fact.unit, fact.parent) == best)
    return tuple(sorted(kept, key=lambda fact: fact.year))


def _show(found: Sequence[Fact], output: str) -> None:
    from searchkit.render import facts, records
    from searchkit.render.facttext import unit_text

    if output == "json":
        for fact in found:
            showing.json_line(records.fact_record(fact))
    elif output == "csv":
        sys.stdout.write(records.csv_table(facts.table_rows(found)))
    elif output == "plain":
        streams.out_lines([f"{found[0].indicator} · {unit_text(found[0])}", *facts.trend_lines(found)])
    else:
        from searchkit.render import factscreen

        console = streams.screen()
        console.print(f"{found[0].indicator} · {unit_text(found[0])}", style="bold")
        console.print(factscreen.trend_view(found, console.width))


def write_chart(found: Sequence[Fact], file: Path) -> None:
    """Write the chart to `file`; raise `ConfigError` for a kind of file that can't be made."""
    from searchkit.render.factchart import trend_svg
    from searchkit.render.facttext import unit_text

    svg = trend_svg(found, f"{found[0].indicator} · {unit_text(found[0])}")
    if file.suffix.lower() == ".svg":
        file.write_text(svg, encoding="utf-8")
    elif file.suffix.lower() == ".png":
        _write_png(svg, file)
    else:
        raise ConfigError(_("{file}: a chart is written as .svg or .png").format(file=file))
    streams.note(_("Chart written to {file}.").format(file=file))


def _write_png(svg: str, file: Path) -> None:
    try:
        svg2png = import_module("cairosvg").svg2png
    except ImportError as error:
        message = _('{file}: PNG needs cairosvg (pip install "searchkit[png]"); .svg works without it')
        raise ConfigError(message.format(file=file)) from error
    svg2png(bytestring=svg.encode(), write_to=str(file))
