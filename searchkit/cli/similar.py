"""`searchkit similar`: articles that tell of the same as one of the index."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from searchkit.cli import asking, failures, opening, options, showing
from searchkit.cli.program import Command
from searchkit.i18n import N_


@click.command(
    cls=Command,
    help=N_("List the articles most like the article ID, compared by the words that tell most about it."),
    examples=[
        "searchkit similar so-noi-vu.jsonl#3",
        'searchkit similar so-noi-vu.jsonl#3 --province "Bến Tre" --since 2021 --limit 5',
    ],
)
@click.argument("article_id", metavar="ID")
@options.index_dir
@options.filters
@options.page
@options.copies
@options.facets
@options.output(*options.RESULT_FORMATS)
@options.option("--explain", is_flag=True, help=N_("Show why each article stands where it does."))
def similar(article_id: str, index_dir: Path | None, output: str | None, explain: bool, **asked: Any) -> int:
    """Look for articles like one."""
    output = showing.chosen(output)
    wanted = asking.search_query((), output, **asked)
    with opening.open_engine(index_dir) as engine:
        result = engine.similar(article_id, wanted, explain=explain)
    showing.result(result, output)
    return failures.FOUND if result.total else failures.NOTHING
