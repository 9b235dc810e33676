"""`searchkit doctor`: is the index whole, and what to do where it is not."""

from __future__ import annotations

from pathlib import Path

import click

from searchkit import config
from searchkit.cli import failures, options, showing, streams
from searchkit.cli.program import Command
from searchkit.i18n import N_, _
from searchkit.render import records
from searchkit.render.safe import one_line


@click.command(
    cls=Command,
    help=N_("Examine the index: name each fault and the way out. Nothing is changed."),
    examples=["searchkit doctor", "searchkit doctor --index-dir /srv/searchkit/index"],
)
@options.index_dir
@options.output(*options.DATA_FORMATS)
def doctor(index_dir: Path | None, output: str | None) -> int:
    """Examine the index at its place, which need not be readable."""
    from searchkit.indexing.doctor import examine

    place = config.index_dir(index_dir)
    faults = examine(place)
    if showing.chosen(output) == "json":
        showing.json_line({"path": str(place), "faults": [records.fault_record(one) for one in faults]})
    elif not faults:
        streams.out(_("The index at {path} is intact.").format(path=one_line(str(place))))
    for fault in faults if output != "json" else ():
        streams.out(_("Fault: {what}").format(what=one_line(fault.what)))
        streams.out(_("  way out: {fix}").format(fix=one_line(fault.fix)))
    return failures.FAILED if faults else failures.FOUND
