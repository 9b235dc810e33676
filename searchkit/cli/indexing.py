"""Running the indexer for the commands: progress on a terminal, the report at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from searchkit.cli import failures, streams
from searchkit.i18n import _
from searchkit.models import IndexSummary
from searchkit.render import plain

if TYPE_CHECKING:
    from rich.progress import Progress

Report = Callable[[int, int | None], None]
"""Called with the number of articles done and, where it is known, their total."""


def index_with_progress(place: Path, paths: Sequence[str | Path], **settings: Any) -> IndexSummary:
    """Index `paths` into the index at `place`; a progress bar runs on stderr where that is a terminal."""
    from searchkit.indexing.bulk import index_paths

    with progress_report() as report:
        return index_paths(place, list(paths), progress=report, **settings)


@contextmanager
def progress_report() -> Iterator[Report | None]:
    """Give the function that moves the bar, or None where nobody watches."""
    if not streams.is_terminal(sys.stderr):
        yield None
        return
    with _bar() as bar:
        task = bar.add_task(_("Indexing"), total=None, rate="")

        def report(done: int, total: int | None) -> None:
            speed = bar.tasks[task].speed
            rate = _("{n} articles/s").format(n=round(speed)) if speed else ""
            bar.update(task, completed=done, total=total, rate=rate)

        yield report


def _bar() -> Progress:
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
        console=streams.side(),
        transient=True,
    )


def report(summary: IndexSummary) -> None:
    """Write what was done to stderr: a line for each skipped file, then the numbers."""
    for skipped in summary.skipped:
        streams.note(plain.skipped_line(skipped))
    streams.note(plain.summary_line(summary))


def exit_code(summary: IndexSummary) -> int:
    """Return 2 where nothing could be read, 1 where there was nothing, else 0."""
    if summary.added or summary.replaced or summary.unchanged or summary.removed:
        return failures.FOUND
    return failures.FAILED if summary.skipped else failures.NOTHING
