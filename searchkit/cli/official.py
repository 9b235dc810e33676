"""`searchkit official`: the persons of a name, their offices, places, articles and companions."""

from __future__ import annotations

from pathlib import Path

import click

from searchkit.cli import failures, opening, options, showing, streams
from searchkit.cli.program import Command
from searchkit.i18n import N_, _


@click.command(
    cls=Command,
    help=N_(
        "Show who bears NAME and holds a public office: offices with the first and last day seen, provinces, "
        "the latest articles, who is named together with them. Diacritics may be left out. Namesakes are "
        "kept apart by office and place."
    ),
    examples=['searchkit official "Nguyễn Thị Bé Mười"', 'searchkit official --format json "tran van mau"'],
)
@click.argument("name")
@options.index_dir
@options.option(
    "--limit",
    type=click.IntRange(0),
    default=5,
    show_default=True,
    metavar="N",
    help=N_("Articles to list of each person."),
)
@options.output(*options.DATA_FORMATS)
def official(name: str, index_dir: Path | None, limit: int, output: str | None) -> int:
    """Show the persons of one name."""
    output = showing.chosen(output)
    with opening.open_engine(index_dir) as engine:
        found = engine.official(name, latest=limit)
    if not found:
        streams.note(_("no official is named {name!r} here").format(name=name))
    from searchkit.render import people

    if output == "json":
        showing.json_line(people.people_record(name, found))
    elif output == "plain":
        streams.out_lines(people.people_lines(found))
    else:
        from searchkit.render import screen

        for person in found:
            streams.screen().print(screen.rows_view(people.person_rows(person)), "")
    return failures.FOUND if found else failures.NOTHING
