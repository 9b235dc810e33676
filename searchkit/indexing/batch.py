"""Batches: how much of the input one worker takes at once, and what it makes of it.

The input is cut into batches by its size alone, never by what a worker does, so that the number of workers
changes nothing in the index. A batch becomes one run on disk (more where it is unusually long), so memory
holds one batch a worker whatever the length of the input.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.i18n import _
from searchkit.indexing.known import Known
from searchkit.indexing.ledger import NEW, TWICE, Row
from searchkit.indexing.pipeline import marked, prepare_all
from searchkit.ingest.readers import WorkItem, read_item
from searchkit.models import RawArticle, Skipped

if TYPE_CHECKING:
    from searchkit.indexing.pipeline import Prepared
    from searchkit.indexing.run import Run

FIRST_BYTES = 1 << 20
"""The first batch is small, so that the second worker soon has one too; the next grow to `BATCH_BYTES`."""
BATCH_BYTES = 4 << 20
RUN_CHARS = 8 << 20
"""A run is closed when its bodies have this many characters."""
_ITEM_BYTES = 2048  # opening a file costs about as much as reading this much more
_NOTE_EVERY = 50  # articles
_TOGETHER, _TOGETHER_CHARS = 64, 1 << 19
"""So many articles are prepared together, or as many as have so many characters."""

Tell = Callable[[tuple[int, int]], None]
"""Takes notes on the way: articles and bytes done since the last one."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Pieces of input for one worker; `articles` are what only the parent could read (standard input)."""

    number: int
    items: tuple[WorkItem, ...] = ()
    articles: tuple[RawArticle | Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Setup:
    """Where a worker writes its runs, and the file of digests that the index holds already."""

    folder: str
    known: str | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A run and the sum of its digests (modulo 2**64), by which the parent knows that it holds them all."""

    run: Run
    checksum: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a batch: its runs, every article in input order, and what had to be skipped."""

    number: int
    runs: tuple[Sealed, ...]
    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...]


def batches(
    plan: Iterable[WorkItem | Skipped], on_skip: Callable[[Skipped], None], size: int = BATCH_BYTES
) -> Iterator[Batch]:
    """Cut the planned input into batches of about `size` bytes; `on_skip` takes what can't be read."""
    number, items, weight = 0, list[WorkItem](), 0
    for item in plan:
        if isinstance(item, Skipped):
            on_skip(item)
            continue
        if items and (item.kind is None or weight + item.size > _limit(number, size)):
            yield Batch(number, tuple(items))
            number, items, weight = number + 1, [], 0
        if item.kind is None:
            for batch in _streamed(item, number, size):
                yield batch
                number = batch.number + 1
            continue
        items.append(item)
        weight += item.size + _ITEM_BYTES
    if items:
        yield Batch(number, tuple(items))


def _limit(number: int, size: int) -> int:
    return min(size, (number + 1) * FIRST_BYTES)


def _streamed(item: WorkItem, number: int, size: int) -> Iterator[Batch]:
    """Read what only this process can read, and cut it by the length of its texts."""
    found: list[RawArticle | Skipped] = []
    weight = 0
    for raw in read_item(item):
        found.append(raw)
        weight += len(raw.text) if isinstance(raw, RawArticle) else 0
        if weight > _limit(number, size):
            yield Batch(number, articles=tuple(found))
            number, found, weight = number + 1, [], 0
    if found:
        yield Batch(number, articles=tuple(found))


class Builder:
    """The worker: reads a batch, passes over what the index holds unchanged, makes runs of the rest."""

    def __init__(self, setup: Setup) -> None:
        self._folder = Path(setup.folder)
        self._known = Known.load(setup.known)

    def __call__(self, task: Batch, tell: Tell) -> Outcome:
        """Do one batch."""
        work = _Work(self._folder / f"run-{task.number:06d}", self._known)
        articles = size = 0
        for raw, read in _articles(task):
            if raw is not None:
                work.take(raw)
                articles += 1
            size += read
            if articles >= _NOTE_EVERY:
                tell((articles, size))
                articles = size = 0
        tell((articles, size))
        return work.finish(task.number)

    def close(self) -> None:
        """Let the file of known digests go."""
        self._known.close()


def _articles(task: Batch) -> Iterator[tuple[RawArticle | Skipped | None, int]]:
    """Yield the articles of a batch with the bytes read for each; after a piece None with its rest."""
    for raw in task.articles:
        yield raw, len(raw.text) if isinstance(raw, RawArticle) else 0
    for item in task.items:
        left = item.size
        for raw in read_item(item):
            told = min(left, len(raw.text)) if isinstance(raw, RawArticle) else 0
            left -= told
            yield raw, told
        yield None, left


class _Work:
    """The state of one batch."""

    def __init__(self, prefix: Path, known: Known) -> None:
        from searchkit.indexing.run import RunBuilder

        self._new_builder = RunBuilder
        self._prefix, self._known = prefix, known
        self._builder = RunBuilder()
        self._chars = self._checksum = 0
        self._runs: list[Sealed] = []
        self._ids: set[str] = set()
        self._rows: list[Row] = []
        self._skipped: list[Skipped] = []
        self._waiting: dict[str, tuple[RawArticle, int]] = {}
        """New articles by id with their digests, to be prepared together."""
        self._waiting_chars = 0

    def take(self, raw: RawArticle | Skipped) -> None:
        """Enter one article; where it is new, it is prepared and added to the run, now or with others."""
        if isinstance(raw, Skipped):
            self._prepare_waiting()  # what is skipped is told in the order of the input
            self._skipped.append(raw)
            return
        raw, mark = marked(raw)
        if raw.id in self._waiting:
            self._prepare_waiting()  # only where that one fails may this one stand
        if raw.id in self._ids:
            self._enter(raw, TWICE)
            return
        doc = self._known.find(mark)
        if doc != NEW:
            self._enter(raw, doc)
            return
        self._waiting[raw.id] = raw, mark
        self._waiting_chars += len(raw.text)
        if len(self._waiting) >= _TOGETHER or self._waiting_chars > _TOGETHER_CHARS:
            self._prepare_waiting()

    def _enter(self, raw: RawArticle, doc: int) -> None:
        if self._waiting:
            self._prepare_waiting()  # rows come in the order of the input
        self._ids.add(raw.id)
        self._rows.append(Row(raw.id, raw.path, raw.record, doc))

    def _prepare_waiting(self) -> None:
        """Prepare the articles that wait and add them to the run, less those on which a step fails."""
        waiting = list(self._waiting.values())
        self._waiting, self._waiting_chars = {}, 0
        if waiting:
            for (raw, _mark), prepared in zip(waiting, self._prepared(waiting), strict=True):
                if isinstance(prepared, Skipped):
                    self._skipped.append(prepared)
                    continue
                self._add(prepared)
                self._enter(raw, NEW)

    def _prepared(self, waiting: Sequence[tuple[RawArticle, int]]) -> Iterable[Prepared | Skipped]:
        try:
            return prepare_all([raw for raw, _mark in waiting], [mark for _raw, mark in waiting])
        except (MemoryError, ImportError):
            raise
        except Exception:  # noqa: BLE001 - one of them fails: which one, is found by taking each alone
            return (_prepared_alone(raw, mark) for raw, mark in waiting)

    def _add(self, prepared: Prepared) -> None:
        self._builder.add_prepared(prepared)
        self._checksum = (self._checksum + prepared.digest) % 2**64
        self._chars += len(prepared.article.body)
        if self._chars > RUN_CHARS:
            self._seal()

    def _seal(self) -> None:
        run = self._builder.finish(f"{self._prefix}-{len(self._runs)}")
        self._runs.append(Sealed(run, self._checksum))
        self._builder, self._chars, self._checksum = self._new_builder(), 0, 0

    def finish(self, number: int) -> Outcome:
        """Write what is left and say what came of the batch."""
        self._prepare_waiting()
        if len(self._builder):
            self._seal()
        return Outcome(number, tuple(self._runs), tuple(self._rows), tuple(self._skipped))


def _prepared_alone(raw: RawArticle, mark: int) -> Prepared | Skipped:
    try:
        return prepare_all([raw], [mark])[0]
    except (MemoryError, ImportError):
        raise
    except Exception as error:  # noqa: BLE001 - one article must never end a run of thousands
        return _failed(raw, error)


def _failed(raw: RawArticle, error: Exception) -> Skipped:
    """Name an article on which a step of ours failed."""
    reason = _("the article could not be processed ({kind}: {error})")
    return Skipped(raw.path, reason.format(kind=type(error).__name__, error=error), raw.record)


def input_bytes(paths: Iterable[str | os.PathLike[str]]) -> int | None:
    """Return the size of all files that `paths` mean, or None where standard input is among them."""
    from searchkit.ingest.paths import find_files

    total = 0
    for found in find_files(paths):
        if isinstance(found, Skipped):
            continue
        if found.kind is None:
            return None
        total += found.size
    return total
