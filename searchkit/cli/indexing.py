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
from searchkit.render.safe import number

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from searchkit.indexing.bulk import Progress


def index_with_progress(place: Path, paths: Sequence[str | Path], **settings: Any) -> IndexSummary:
    """Index `paths` into the index at `place`; a progress bar runs on stderr where that is a terminal."""
    from searchkit.indexing.bulk import index_paths

    with progress_listener() as listener:
        return index_paths(place, list(paths), progress=listener, **settings)


@contextmanager
def progress_listener() -> Iterator[Callable[[Progress], None] | None]:
    """Give the function that moves the bar, or None where nobody watches."""
    if not streams.is_terminal(sys.stderr):
        yield None
        return
    with _bar() as bar:
        task = bar.add_task(_("Indexing"), total=None, state="")

        def move(now: Progress) -> None:
            phase = _("Indexing") if now.phase == "read" else _("Writing")
            bar.update(task, description=phase, completed=now.done, total=now.total, state=_state(now))

        yield move


def _state(now: Progress) -> str:
    """Return articles done, their rate, and the time that remains: `1,200 articles  640/s  0:12`."""
    state = _("{n} articles  {rate}/s").format(n=number(now.articles), rate=number(round(now.rate)))
    if now.remaining is None or now.phase != "read":
        return state
    minutes, seconds = divmod(round(now.remaining), 60)
    return f"{state}  " + _("{minutes}:{seconds:02d} left").format(minutes=minutes, seconds=seconds)


def _bar() -> Bar:
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[state]}", markup=False),
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
