"""`searchkit eval`: how well the engine finds what was judged relevant."""

from __future__ import annotations

from pathlib import Path

import click

from searchkit.cli import options, showing
from searchkit.cli.program import Command
from searchkit.i18n import N_

variants = options.together(
    options.option("--unaccented", is_flag=True, help=N_("Also with queries without diacritics.")),
    options.option("--lower", is_flag=True, help=N_("Also with queries in lower case.")),
    options.option("--upper", is_flag=True, help=N_("Also with queries in capitals.")),
    options.option("--nfd", is_flag=True, help=N_("Also with queries in Unicode form NFD.")),
    options.option("--all-variants", is_flag=True, help=N_("All of these.")),
)


@click.command(
    "eval",
    cls=Command,
    help=N_(
        "Measure how well the queries of each set DIR find what was judged relevant: nDCG@10, MRR@10, "
        "Recall@10 and Recall@100.\n\n"
        "A set is a folder with corpus.jsonl (_id, title, text), queries.jsonl (_id, text) and qrels.tsv "
        "(query-id, corpus-id, score). It is indexed into a temporary folder. Needs ir_measures: pip install "
        '"searchkit[eval]".'
    ),
    examples=["searchkit eval sets/*", "searchkit eval --all-variants --format json sets/news"],
)
@click.argument("folders", metavar="DIR…", nargs=-1, required=True)
@variants
@options.option(
    "--index-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help=N_("Keep the indexes below this folder, for the next time."),
)
@options.option("--per-query", is_flag=True, help=N_("List the figures of every query, the worst first."))
@options.option(
    "--run",
    "run_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=N_(
        "Write what was found as a TREC run file; with several sets or variants one each, named after FILE."
    ),
)
@options.output(*options.DATA_FORMATS)
def eval(  # the command's file and function bear its name
    folders: tuple[str, ...],
    index_dir: Path | None,
    per_query: bool,
    run_file: Path | None,
    output: str | None,
    **variants: bool,
) -> None:
    """Measure the sets, say on stderr how far it is, and show the figures."""
    from searchkit.cli import evaluating
    from searchkit.cli.paths import expanded

    places = [Path(folder) for folder in expanded(folders)]
    reports = evaluating.measure_sets(places, evaluating.chosen(**variants), index_dir)
    if run_file is not None:
        evaluating.write_runs(reports, run_file)
    evaluating.show(reports, showing.chosen(output), per_query)
