"""`searchkit repl`: search interactively, or line by line from a pipe."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from searchkit import config
from searchkit.cli import opening, options, streams
from searchkit.cli.program import Command
from searchkit.i18n import N_


@click.command(
    cls=Command,
    help=N_(
        "Search interactively: type words, open hits by their number, narrow by facets; "
        ":help lists the commands.\n\n"
        "With no terminal on stdin, lines are read and plain results written."
    ),
    examples=["searchkit repl", "printf 'chỉ số SIPAS\\n:open 1\\n' | searchkit repl"],
)
@options.index_dir
@options.acronyms
def repl(index_dir: Path | None, acronyms: Path | None) -> int:
    """Run the session over one open index."""
    from searchkit.repl import run

    interactive = streams.is_terminal(sys.stdin) and streams.is_terminal(sys.stdout)
    with opening.open_engine(index_dir, config.acronyms_file(acronyms)) as engine:
        return run(engine, streams.screen() if interactive else None)
