"""Bulk indexing: files in, one commit out, whatever happens on the way.

    plan → batches → workers (read, pass over unchanged, extract, analyse, write runs) → ledger → one commit

The writer's lock is held from beginning to end. The index changes in one moment, by the writer's commit, and
only after every run has been counted against what the workers said they wrote; whatever a killed process
leaves lies in the writer's scratch folder and goes when the next one begins. Where nothing is new, nothing is
committed.

Ids: within one run the first article of an id stands; later ones are skipped and named. Against the index the
new version replaces the old one.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.errors import ConfigError, IndexingFailed
from searchkit.i18n import _
from searchkit.indexing.articles import index_articles
from searchkit.indexing.progress import Meter, Progress, ProgressListener
from searchkit.models import IndexSummary, Skipped

if TYPE_CHECKING:
    from searchkit.indexing.batch import Batch, Outcome, Sealed, Setup
    from searchkit.indexing.run import Run
    from searchkit.indexing.workers import Listener
    from searchkit.indexing.writer import IndexWriter

__all__ = ["Progress", "ProgressListener", "index_articles", "index_paths"]

WORKER = "searchkit.indexing.batch:Builder"
SkipListener = Callable[[Skipped], None]


def index_paths(
    index_dir: str | os.PathLike[str],
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int | None = None,
    rebuild: bool = False,
    prune: bool = False,
    progress: ProgressListener | None = None,
    on_skip: SkipListener | None = None,
) -> IndexSummary:
    """Bring the index at `index_dir` (made where there is none) up to date with the files at `paths`.

    Unchanged articles are passed over, changed ones replaced, new ones added. `jobs` worker processes share
    the work (None: one for each core; input that makes a single batch is done in this process). `prune` drops
    articles that came from below `paths` and are there no more. `rebuild` replaces the whole index by what
    `paths` hold, also one that can't be read; the old one stays readable until the commit. `progress` is told
    how far the run is, `on_skip` what can't be read, as it turns up.

    Raises `IndexLocked`, `IndexOutdated`, `IndexCorrupt`, or `IndexingFailed` where a worker dies, articles
    don't arrive or the user interrupts; the index is then in its last committed state.
    """
    places = [os.fspath(path) for path in paths]
    if not places:
        raise ConfigError(_("nothing to index; name files or folders, or - for standard input"))
    if jobs is not None and jobs < 1:
        raise ConfigError(_("--jobs must be at least 1, not {jobs}").format(jobs=jobs))
    from searchkit.indexing.writer import IndexWriter

    started = time.monotonic()
    with _named_failures(Path(index_dir)), IndexWriter(Path(index_dir), rebuild=rebuild) as writer:
        run = _Indexing(writer, Meter(progress), on_skip)
        run.read(places, jobs)
        if rebuild:
            run.check_rebuild(places)
        elif prune:
            run.prune(places)
        if run.has_changes or rebuild:
            writer.commit()
        else:
            writer.cancel()
    return replace(run.summary(), seconds=time.monotonic() - started)


@contextmanager
def _named_failures(folder: Path) -> Iterator[None]:
    """Turn Ctrl-C and a full or read-only disk into errors that say what is left."""
    try:
        yield
    except KeyboardInterrupt:
        message = _("interrupted; the index is as it was last committed, start the same command to go on")
        raise IndexingFailed(message) from None
    except BrokenPipeError:
        raise  # of a listener that writes somewhere; input that can't be read is skipped, not raised
    except OSError as error:
        message = _("can't write to {path} ({error}); the index is as it was last committed")
        raise IndexingFailed(message.format(path=folder, error=error.strerror or error)) from error


class _Indexing:
    """One run of `index_paths`, from the first file to the commit's door."""

    def __init__(self, writer: IndexWriter, meter: Meter, on_skip: SkipListener | None) -> None:
        from searchkit.indexing.ledger import Ledger

        self._writer, self._meter = writer, meter
        self._on_skip = on_skip or _ignore
        self._ledger = Ledger(writer.snapshot if writer.snapshot.max_doc else None)
        self._told = 0
        self._removed = 0
        self._has_runs = False

    @property
    def has_changes(self) -> bool:
        """Say whether a commit would change anything."""
        return self._has_runs or self._removed > 0

    def read(self, paths: Sequence[str], jobs: int | None) -> None:
        """Read, prepare and hand to the writer everything at `paths` that is new or changed."""
        from searchkit.indexing.batch import batches, input_bytes
        from searchkit.ingest.readers import plan

        self._meter.start(lambda: input_bytes(paths))
        _make_empty(self._writer.scratch)
        counted = _Counted(batches(plan(paths), self._skip_planned))
        with closing(_work(counted, self._setup(), self._meter.add, jobs)) as outcomes:
            arrived = 0
            for outcome in _in_order(outcomes):
                self._enter(outcome)
                arrived += 1
        if arrived != counted.drawn:
            raise _incomplete(_("{n} of {m} batches came back").format(n=arrived, m=counted.drawn))
        self._meter.finish()

    def _setup(self) -> Setup:
        from searchkit.indexing.batch import Setup
        from searchkit.indexing.known import Known

        snapshot, folder = self._writer.snapshot, self._writer.scratch
        if not snapshot.doc_count:
            return Setup(str(folder))
        known = folder / "known"
        Known.save(snapshot, known)
        return Setup(str(folder), str(known))

    def _skip_planned(self, skipped: Skipped) -> None:
        self._ledger.skip([skipped])
        self._tell_skipped()

    def _tell_skipped(self) -> None:
        for skipped in self._ledger.skipped[self._told :]:
            self._on_skip(skipped)
        self._told = len(self._ledger.skipped)

    def _enter(self, outcome: Outcome) -> None:
        """Enter a batch's articles in the books and its runs in the writer, less those whose id was taken."""
        from searchkit.indexing.ledger import NEW

        new = sum(row.doc == NEW for row in outcome.rows)
        held = sum(sealed.run.docs for sealed in outcome.runs)
        if new != held:
            raise _incomplete(_("a run holds {n} of {m} articles").format(n=held, m=new))
        drop = self._ledger.enter(outcome.rows)
        self._ledger.skip(outcome.skipped)
        self._tell_skipped()
        first = 0
        for sealed in outcome.runs:
            _check_sum(sealed)
            self._add(sealed.run, [n - first for n in drop if first <= n < first + sealed.run.docs])
            first += sealed.run.docs

    def _add(self, run: Run, dead: list[int]) -> None:
        if len(dead) < run.docs:
            self._writer.add_run(replace(run, dead=tuple(dead)))
            self._has_runs = True

    def prune(self, paths: Sequence[str]) -> None:
        """Delete what came from below `paths` and is there no more."""
        gone = self._ledger.vanished(paths)
        ids = self._writer.snapshot.column("id")
        self._removed = self._writer.delete([ids.values[ids.ordinals[doc]] for doc in gone])

    def check_rebuild(self, paths: Sequence[str]) -> None:
        """Refuse to put nothing in the place of an index because nothing could be read."""
        if self._ledger.added or not self._ledger.skipped:
            return
        first = self._ledger.skipped[0]
        message = _("no article could be read ({path}: {reason}); the index was not rebuilt and is as it was")
        raise IndexingFailed(message.format(path=first.path, reason=first.reason))

    def summary(self) -> IndexSummary:
        """Return the numbers of the run, its time left out."""
        books = self._ledger
        skipped = tuple(books.skipped)
        return IndexSummary(books.added, books.replaced, books.unchanged, self._removed, skipped)


def _make_empty(folder: Path) -> None:
    """Make the scratch folder, without what a killed run left there: that may be large."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(exist_ok=True)


def _ignore(skipped: Skipped) -> None:
    """Tell nobody: the summary names it all the same."""


class _Counted:
    """Passes batches on and counts them."""

    def __init__(self, tasks: Iterator[Batch]) -> None:
        self._tasks = tasks
        self.drawn = 0

    def __iter__(self) -> Iterator[Batch]:
        for task in self._tasks:
            self.drawn += 1
            yield task


def _work(
    tasks: Iterable[Batch], setup: Setup, on_note: Listener, jobs: int | None
) -> Generator[Outcome, None, None]:
    """Do all batches: here where there is one only or one job is asked for, else in worker processes."""
    from searchkit.indexing import workers

    jobs = jobs or workers.cores()
    remaining = iter(tasks)
    first = list(islice(remaining, 2))
    if jobs == 1 or len(first) < 2:
        yield from workers.run_here(chain(first, remaining), WORKER, setup, on_note)
    else:
        yield from workers.run(chain(first, remaining), WORKER, setup, on_note, jobs)


def _in_order(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Yield outcomes by their number: the order of articles must not depend on which worker was faster."""
    early: dict[int, Outcome] = {}
    number = 0
    for outcome in outcomes:
        early[outcome.number] = outcome
        while number in early:
            yield early.pop(number)
            number += 1


def _check_sum(sealed: Sealed) -> None:
    """Compare the digests in a run's file with what the worker had put in."""
    from searchkit.indexing.layout_write import SectionStream

    with closing(SectionStream(Path(f"{sealed.run.prefix}.keys"))) as keys:
        digests = keys.read("digest")
    if len(digests) != sealed.run.docs or int(digests.sum(dtype=digests.dtype)) != sealed.checksum:
        raise _incomplete(_("the run {run} is not what was written").format(run=sealed.run.prefix))


def _incomplete(what: str) -> IndexingFailed:
    message = _("articles were lost on the way ({what}); nothing was committed, start the same command again")
    return IndexingFailed(message.format(what=what))
