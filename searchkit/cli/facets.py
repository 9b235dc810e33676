"""`searchkit facets`: the values of a field, in the whole index or among the articles that a query finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from searchkit.cli import asking, failures, opening, options, showing, streams
from searchkit.cli.program import WordsCommand
from searchkit.i18n import N_, _


@click.command(
    cls=WordsCommand,
    help=N_(
        "List the values of FIELD with the number of articles of each, among those that TEXT and "
        "filters find."
    ),
    examples=["searchkit facets province", 'searchkit facets official "cải cách hành chính" --year 2021'],
)
@click.argument("field", type=click.Choice(options.FIELDS))
@click.argument("words", metavar="[TEXT]…", nargs=-1)
@options.index_dir
@options.filters
@options.listed
@options.output(*options.DATA_FORMATS, "csv")
def facets(
    field: str, words: tuple[str, ...], index_dir: Path | None, limit: int, output: str | None, **asked: Any
) -> int:
    """Count the values of one field."""
    output = showing.chosen(output)
    wanted = asking.search_query(words, "plain", [field], limit=0, **asked)
    with opening.open_engine(index_dir) as engine:
        if asking.is_open(wanted):
            values = list(engine.facet_values(field, limit=limit + 1))
        else:
            values = list(engine.search(wanted, snippets=False).facets[field])
    showing.values(field, values[:limit], output)
    if output == "rich" and len(values) > limit:
        streams.note(_("There are more values: --limit {n} shows more of them.").format(n=10 * limit))
    return failures.FOUND if values else failures.NOTHING
