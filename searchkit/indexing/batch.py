"""Batches: how much of the input one worker takes at once, and what it makes of it.

The input is cut into batches by its size alone, never by what a worker does, so that the number of workers
changes nothing in the index. A batch becomes one run on disk (more where it is unusually long), so memory
holds one batch a worker whatever the length of the input.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.i18n import _
from searchkit.indexing.ledger import NEW, TWICE, Row
from searchkit.indexing.pipeline import digest, prepare, sound
from searchkit.ingest.readers import WorkItem, read_item
from searchkit.models import RawArticle, Skipped

if TYPE_CHECKING:
    from searchkit.indexing.pipeline import Prepared
    from searchkit.indexing.run import Run
    from searchkit.indexing.snapshot import Snapshot

FIRST_BYTES = 1 << 20
"""The first batch is small, so that the second worker soon has one too; the next grow to `BATCH_BYTES`."""
BATCH_BYTES = 4 << 20
RUN_CHARS = 8 << 20
"""A run is closed when its bodies have this many characters."""
_ITEM_BYTES = 2048  # opening a file costs about as much as reading this much more
_NOTE_EVERY = 50  # articles

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

    def take(self, raw: RawArticle | Skipped) -> None:
        """Enter one article and, where it is new, prepare it and add it to the run."""
        if isinstance(raw, Skipped):
            self._skipped.append(raw)
            return
        raw = sound(raw)
        if raw.id in self._ids:
            self._rows.append(Row(raw.id, raw.path, raw.record, TWICE))
            return
        mark = digest(raw)
        doc = self._known.find(mark)
        if doc == NEW:
            try:
                prepared = prepare(raw, mark)
            except (MemoryError, ImportError):
                raise
            except Exception as error:  # noqa: BLE001 - one article must never end a run of thousands
                self._skipped.append(_failed(raw, error))
                return
            self._add(prepared)
        self._ids.add(raw.id)
        self._rows.append(Row(raw.id, raw.path, raw.record, doc))

    def _add(self, prepared: Prepared) -> None:
        title, body = prepared.title, prepared.body
        self._builder.add(
            prepared.article,
            title.syllables,
            body.syllables,
            [*title.compounds, *body.compounds],
            prepared.digest,
            prepared.origin,
        )
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
        if len(self._builder):
            self._seal()
        return Outcome(number, tuple(self._runs), tuple(self._rows), tuple(self._skipped))


def _failed(raw: RawArticle, error: Exception) -> Skipped:
    """Name an article on which a step of ours failed."""
    reason = _("the article could not be processed ({kind}: {error})")
    return Skipped(raw.path, reason.format(kind=type(error).__name__, error=error), raw.record)


class Known:
    """The digests of the living documents of an index, mapped from a file of 12 bytes a document."""

    def __init__(self, path: Path | None) -> None:
        import numpy as np

        self._file = None
        self._digests, self._docs = np.zeros(0, "<u8"), np.zeros(0, "<i4")
        if path is not None:
            from searchkit.indexing.layout import SectionFile

            self._file = SectionFile(path)
            self._digests, self._docs = self._file.array("digests"), self._file.array("docs")

    @classmethod
    def load(cls, path: str | None) -> Known:
        """Open a file that `save` wrote; None stands for an empty index."""
        return cls(Path(path) if path else None)

    @staticmethod
    def save(snapshot: Snapshot, path: Path) -> None:
        """Write the digests of `snapshot`, sorted, each with its document."""
        import numpy as np

        from searchkit.indexing.layout_write import write_sections

        digests = np.asarray(snapshot.column("digest").numbers)
        docs = np.arange(len(digests), dtype=np.int32)
        if snapshot.alive is not None:
            digests, docs = digests[snapshot.alive], docs[snapshot.alive]
        order = np.argsort(digests)
        write_sections(path, {"digests": digests[order], "docs": docs[order]})

    def find(self, mark: int) -> int:
        """Return the document whose digest is `mark`, or `NEW`."""
        place = int(self._digests.searchsorted(self._digests.dtype.type(mark))) if len(self._digests) else 0
        if place < len(self._digests) and int(self._digests[place]) == mark:
            return int(self._docs[place])
        return NEW

    def close(self) -> None:
        """Unmap the file, so that it can be removed on Windows too."""
        if self._file is not None:
            del self._digests, self._docs
            self._file.close()
            self._file = None


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
