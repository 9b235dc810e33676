"""Running and showing an evaluation for the command: progress on stderr, figures on stdout."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.cli import showing, streams
from searchkit.cli.indexing import progress_listener
from searchkit.errors import ConfigError
from searchkit.evaluation import report
from searchkit.evaluation.measure import Listener, Outcome, SetReport, indexed, measure, run_lines
from searchkit.evaluation.metrics import require_library
from searchkit.evaluation.qrels import FILES, TestSet, read_sets
from searchkit.evaluation.variants import ACCENTED, VARIANTS
from searchkit.i18n import _
from searchkit.render.safe import number, one_line

if TYPE_CHECKING:
    from rich.table import Table

    from searchkit.engine import SearchEngine


def chosen(*, all_variants: bool = False, **flags: bool) -> list[str]:
    """Return the variants to measure, in fixed order: the queries as they are, then those asked for."""
    return [name for name in VARIANTS if name == ACCENTED or all_variants or flags.get(name)]


def measure_sets(
    folders: Sequence[Path], variants: Sequence[str], index_dir: Path | None
) -> tuple[SetReport, ...]:
    """Index and measure each set; the indexes go with the temporary folder unless `index_dir` keeps them."""
    require_library()
    sets = read_sets(_without_files(folders))
    keep = nullcontext(index_dir) if index_dir else tempfile.TemporaryDirectory(prefix="searchkit-eval-")
    with keep as place:
        return tuple(_measure_set(tested, variants, Path(place)) for tested in sets)


def _without_files(places: Sequence[Path]) -> list[Path]:
    """Leave out plain files, named: `sets/*` may hold a README beside the sets."""
    for place in places:
        if place.is_file():
            streams.note(_("{path} is a file, not a set; it is left out").format(path=place))
    folders = [place for place in places if not place.is_file()]
    if not folders:
        raise ConfigError(_("nothing to measure; name folders with {names}").format(names=", ".join(FILES)))
    return folders


def _measure_set(tested: TestSet, variants: Sequence[str], place: Path) -> SetReport:
    with progress_listener() as listener, indexed(tested, place, listener) as (engine, summary):
        documents = engine.stats().articles
        text = _("{set}: {n} documents indexed in {seconds:.1f} s")
        streams.note(text.format(set=tested.name, n=number(documents), seconds=summary.seconds))
        outcomes = tuple(_measure_variant(engine, tested, variant) for variant in variants)
    return SetReport(tested, documents, outcomes, summary.skipped)


def _measure_variant(engine: SearchEngine, tested: TestSet, variant: str) -> Outcome:
    with _asking(f"{tested.name}: {_(report.VARIANT_LABELS[variant])}") as listener:
        return measure(engine, tested, variant, listener)


@contextmanager
def _asking(label: str) -> Iterator[Listener | None]:
    """Give a function that moves a bar on the terminal; elsewhere one line says what is being done."""
    if not streams.is_terminal(sys.stderr):
        streams.note(f"{label} …")
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    label_column = TextColumn("{task.description}", markup=False)
    columns = (label_column, BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=streams.side(), transient=True) as bar:
        task = bar.add_task(one_line(label), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def write_runs(reports: Sequence[SetReport], file: Path) -> None:
    """Write a TREC run file for each set and variant; one alone goes to `file` itself."""
    runs = [(one.set.name, outcome) for one in reports for outcome in one.outcomes]
    for name, outcome in runs:
        target = file
        if len(runs) > 1:
            target = file.with_name(f"{file.stem}.{name}.{outcome.variant}{file.suffix}")
        with target.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(run_lines(outcome.run, f"searchkit-{outcome.variant}"))


def show(reports: Sequence[SetReport], output: str, per_query: bool) -> None:
    """Write the figures to stdout, and to stderr what is to be known of them."""
    for remark in report.remarks(reports):
        streams.note(remark)
    if output == "json":
        showing.json_line(report.record(reports, per_query))
        return
    _table(report.header(), report.rows(reports), output, words=(0, 3))
    if per_query:
        streams.out("")
        _table(report.query_header(), list(report.query_rows(reports)), output, words=(0, 1, 2, 7))


def _table(head: report.Row, rows: Sequence[report.Row], output: str, words: Sequence[int]) -> None:
    if output == "rich":
        streams.screen().print(_view(head, rows, words))
    else:
        streams.out_lines(report.lines(head, rows, words))


def _view(head: report.Row, rows: Sequence[report.Row], words: Sequence[int]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for place, name in enumerate(head):
        table.add_column(name, justify="left" if place in words else "right", overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in row))
    return table
