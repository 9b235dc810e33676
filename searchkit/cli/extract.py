"""`searchkit extract`: what is read out of files, without an index."""

from __future__ import annotations

import click

from searchkit.cli import failures, options, showing, streams
from searchkit.cli.program import Command
from searchkit.i18n import N_
from searchkit.models import Skipped
from searchkit.render import plain


@click.command(
    cls=Command,
    help=N_(
        "Show title, date, provinces, officials and text that are read out of each FILE "
        "(or folder, or - for stdin)."
    ),
    examples=["searchkit extract trang.txt", "searchkit extract --format json *.html > metadata.jsonl"],
)
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@options.output(*options.DATA_FORMATS)
@options.option(
    "--explain",
    is_flag=True,
    help=N_("Show also what was cut and why, and what speaks for a province."),
)
def extract(files: tuple[str, ...], output: str | None, explain: bool) -> int:
    """Extract each file; an unreadable one is named on stderr, and the rest is done."""
    from searchkit.cli import extraction

    output, code = showing.chosen(output), failures.FOUND
    for found in extraction.read(files):
        if isinstance(found, Skipped):
            streams.note(plain.skipped_line(found))
            code = failures.FAILED
        else:
            extraction.show(found, output, explain)
    return code
