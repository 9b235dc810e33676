"""`searchkit query`: words and filters in, articles out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from searchkit import config
from searchkit.cli import asking, failures, opening, options, showing
from searchkit.cli.program import WordsCommand
from searchkit.i18n import N_


@click.command(
    cls=WordsCommand,
    help=N_(
        "Search the index for TEXT and filters.\n\n"
        'Words; "a phrase"; -without; +must; OR; ( ); begin*; tỉnh:"Bến Tre", cán_bộ:, nguồn:, tiêu_đề:, '
        "số:, ngày:2021, ngày:24/06/2021, date:2020-06..2021-06, quý:2/2021. Diacritics may be left out."
    ),
    examples=[
        'searchkit query "chỉ số SIPAS Bến Tre"',
        'searchkit query "cải cách hành chính" -xã --province "Bến Tre" --since 2021',
        "searchkit query --format json 'cán_bộ:\"Nguyễn Thị Bé Mười\"'",
    ],
)
@click.argument("words", metavar="TEXT…", nargs=-1)
@options.index_dir
@options.filters
@options.page
@options.recency
@options.reading
@options.copies
@options.acronyms
@options.facets
@options.output(*options.RESULT_FORMATS)
@options.batch
@options.option("--explain", is_flag=True, help=N_("Show why each article stands where it does."))
def query(words: tuple[str, ...], index_dir: Path | None, output: str | None, batch: str | None,
          explain: bool, acronyms: Path | None, **asked: Any) -> int:  # fmt: skip
    """Search once, or once for every line of a file."""
    own = config.acronyms_file(acronyms)
    if batch is not None:
        from searchkit.cli import batch as lines

        return lines.answer(batch, index_dir, own, words, output, explain, asked)
    output = showing.chosen(output)
    wanted = asking.search_query(words, output, **asked)
    asking.require_something(wanted)
    with opening.open_engine(index_dir, own) as engine:
        result = engine.search(wanted, explain=explain)
    showing.result(result, output)
    return failures.FOUND if result.total else failures.NOTHING
