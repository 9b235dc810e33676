"""`searchkit index`: files in, an index out."""

from __future__ import annotations

from pathlib import Path

import click

from searchkit import config
from searchkit.cli import options
from searchkit.cli.paths import expanded
from searchkit.cli.program import Command
from searchkit.i18n import N_


@click.command(
    cls=Command,
    help=N_(
        "Read the articles at PATH (files, folders, - for stdin) into the index.\n\n"
        "Pages: .txt, .html. Records: .jsonl, .csv with id, title, body, published, url, source, province, "
        "provinces, officials. What has not changed is left as it is; what can't be read is "
        "named and skipped."
    ),
    examples=["searchkit index corpus/", "searchkit index --prune --jobs 4 tin-tuc/ records.jsonl"],
)
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@options.index_dir
@options.option("--rebuild", is_flag=True, help=N_("Start from an empty index."))
@options.jobs
@options.option("--prune", is_flag=True, help=N_("Drop the articles whose files have vanished."))
def index(
    paths: tuple[str, ...], index_dir: Path | None, rebuild: bool, jobs: int | None, prune: bool
) -> int:
    """Index the paths with a progress bar on a terminal, and report what was done."""
    from searchkit.cli import indexing

    place = config.index_dir(index_dir)
    given = expanded(paths)
    summary = indexing.index_with_progress(place, given, rebuild=rebuild, jobs=jobs, prune=prune)
    indexing.report(summary)
    return indexing.exit_code(summary)
