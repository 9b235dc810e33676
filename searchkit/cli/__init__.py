"""The command line: `searchkit COMMAND …`. One command a file; a command's file is read when it is called.

Results go to stdout, everything else to stderr. Exit code 0: found or done, 1: nothing found, 2: usage
or error.
"""

from __future__ import annotations

import gc
import os
import sys

import click

from searchkit.cli.program import Option, Program
from searchkit.i18n import N_

COMMANDS = {
    "index": N_("Read articles into the index."),
    "query": N_("Search the index."),
    "similar": N_("List the articles most like one."),
    "copies": N_("List the reprints of an article."),
    "show": N_("Show one article of the index."),
    "facets": N_("List the values of a field with their counts."),
    "rank": N_("Show the ranking of an index (PAR INDEX, SIPAS, …) in a year."),
    "facts": N_("List figures of indexes with the sentences that tell them."),
    "trend": N_("Show a unit's score and rank over the years."),
    "official": N_("Show a person's offices, places and articles."),
    "extract": N_("Show what is read out of files, without an index."),
    "stats": N_("Show size and span of the index."),
    "doctor": N_("Examine the index for faults."),
    "repl": N_("Search interactively."),
    "eval": N_("Measure how well searches find what was judged relevant."),
}
"""Every command with its line in the list of commands; it lives in the module of its name."""


@click.group(
    cls=Program,
    summaries=COMMANDS,
    help=N_("Full-text search for Vietnamese administrative news."),
    examples=["searchkit index corpus/", 'searchkit query "chỉ số SIPAS Bến Tre"'],
)
@click.version_option(package_name="searchkit", cls=Option, help=N_("Show the version and exit."))
def cli() -> None:
    """Hand over to the command that was named."""


def main() -> int:
    """Run the program with the arguments of the process; return the exit code."""
    _hasten_start()
    try:
        return int(cli.main(args=sys.argv[1:], prog_name="searchkit", standalone_mode=False))
    finally:
        gc.freeze()  # the process ends now: its memory need not be searched for cycles once more


def _hasten_start() -> None:
    """Spare a process that lives for a moment what it has no use for.

    numpy's linear algebra, of which nothing is asked here, would start a thread for every core, and the
    search for garbage in cycles would run dozens of times over what the imports make, and find none.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(50_000)
