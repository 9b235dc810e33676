"""Writing to an index: one writer at a time, commit or cancel.

`IndexWriter` collects runs (made by worker processes, or here from a few articles) and deletions, and makes
them one new segment at the commit, merged with small ones. Nothing that a reader has open is ever changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import numpy as np

from searchkit.errors import IndexMissing
from searchkit.i18n import _
from searchkit.indexing.idsets import RunIds, hashes, joined
from searchkit.indexing.layout import Array, damaged
from searchkit.indexing.layout_write import SectionStream
from searchkit.indexing.merge import Source, merge
from searchkit.indexing.orphans import clear_orphans
from searchkit.indexing.run import Run, RunBuilder
from searchkit.indexing.schema import FILES
from searchkit.indexing.snapshot import Snapshot
from searchkit.indexing.store import load
from searchkit.indexing.terms import unpack_terms, utf8
from searchkit.indexing.toc import Toc, latest_generation, read_toc
from searchkit.indexing.whoosh_index import ArrayIndex, ArraySegmentWriter

if TYPE_CHECKING:
    from searchkit.indexing.pipeline import Prepared

_TOGETHER = 8
"""So many runs that follow each other are merged into one, so that few files are open at the end. Not more:
workers are at work at the same time, and the dictionaries of all of them are in memory. What comes of it is
merged again only when the last run is there."""
_MOST_RUNS = 24
"""At most so many become one segment at once."""
_RUN_DOCS = 2500


class IndexWriter:
    """Holds the index's write lock until it commits or is cancelled; a context manager that does either.

    The index is made where there is none. `IndexLocked` where another process is writing; `IndexOutdated` and
    `IndexCorrupt` as in `open_index`, unless `rebuild` is given: then the commit replaces whatever is there.
    """

    def __init__(self, path: Path, *, rebuild: bool = False) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self._writer = _begin(ArrayIndex(path, rebuild=rebuild))
        try:
            toc = read_toc(path) if not rebuild else Toc(latest_generation(path), ())
            self.snapshot: Snapshot = load(path, toc)
            kept = None if rebuild else {segment.name for segment in toc.segments}
            clear_orphans(path, self._writer.generation - 1, kept)
        except BaseException:
            self._writer.cancel()
            raise
        self._runs: list[Source] = []
        self._dead: list[set[int]] = []
        self._ids: list[RunIds] = []
        self._single = 0  # of the runs at the end, those that are not merged yet
        self._made = 0

    def __enter__(self) -> IndexWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer.is_closed:
            return
        if kind is None:
            self.commit()
        else:
            self.cancel()

    @property
    def scratch(self) -> Path:
        """A folder inside the index for unfinished runs; it is removed with the writer, or by the next
        one."""
        return self._writer.scratch

    @property
    def pending(self) -> int:
        """The number of articles that the commit will add."""
        return sum(run.doccount - len(dead) for run, dead in zip(self._runs, self._dead, strict=True))

    def add_run(self, run: Run) -> None:
        """Add the articles of a run; each replaces the one of its id.

        The run's files now belong to the writer.
        """
        self._take(run)
        self._single += 1
        if self._single == _TOGETHER:
            self._condense(len(self._runs) - _TOGETHER)
            self._single = 0

    def add_documents(self, prepared: Iterable[Prepared]) -> None:
        """Add some prepared articles; each replaces the one of its id."""
        builder = RunBuilder()
        for item in prepared:
            builder.add_prepared(item)
            if len(builder) >= _RUN_DOCS:
                self.add_run(builder.finish(self._new_prefix()))
                builder = RunBuilder()
        if len(builder):
            self.add_run(builder.finish(self._new_prefix()))

    def delete(self, ids: Iterable[str]) -> int:
        """Delete the articles of these ids, committed or added before; return how many there were."""
        ids = list(ids)
        names = [utf8(id) for id in ids]
        pending = self._may_be_pending(hashes(names))
        return sum(
            (pending[n] and self._delete_pending(names[n])) or self._delete_committed(ids[n])
            for n in range(len(ids))
        )

    def digest_of(self, id: str) -> int | None:
        """Return the digest of a committed article, or None where there is none or it is deleted since."""
        doc = self.snapshot.doc_of(id)
        if doc is None or self._writer.is_deleted(doc):
            return None
        return int(self.snapshot.column("digest").numbers[doc])

    def commit(self, *, optimize: bool = False) -> int:
        """Make everything since the start durable and visible, all at once; return the new generation.

        With `optimize` the index becomes one segment. An error cancels the whole.
        """
        try:
            self.snapshot.close()  # Windows removes no file that is mapped
            while len(self._runs) > _MOST_RUNS:
                for first in range(len(self._runs) // _TOGETHER):  # neighbours: the order stays
                    self._condense(first)
            self._writer.take([source for source in self._sources() if len(source.dead) < source.doccount])
            self._writer.commit(optimize=optimize or None)
        except BaseException:
            if not self._writer.is_closed:
                self._writer.cancel()
            raise
        finally:
            _remove(self._runs)
        generation: int = self._writer.generation
        return generation

    def cancel(self) -> None:
        """Forget everything since the start and let others write."""
        self.snapshot.close()
        try:
            self._writer.cancel()
        finally:
            _remove(self._runs)

    def _new_prefix(self) -> str:
        self._made += 1
        return str(self.scratch / f"own-{self._made}")

    def _take(self, run: Run) -> None:
        ids, dead = _check_run(run), set(run.dead)
        keys = hashes(ids)
        pending = self._may_be_pending(keys)
        for doc in range(len(ids)) if self.snapshot.max_doc else np.flatnonzero(pending).tolist():
            if doc not in dead and not (pending[doc] and self._delete_pending(ids[doc])):
                self._delete_committed(ids[doc].decode())
        self._runs.append(Source(Path(run.prefix), run.docs))
        self._dead.append(dead)
        self._ids.append(RunIds(keys))

    def _may_be_pending(self, keys: Array) -> Array:
        """Return which of the hashes `keys` are those of ids in the runs."""
        found = np.zeros(len(keys), bool)
        for ids in self._ids:
            found |= ids.holds(keys)
        return found

    def _delete_pending(self, id: bytes) -> bool:
        number = hash(id)
        for run, dead, ids in zip(self._runs, self._dead, self._ids, strict=True):
            for doc in ids.docs(number):
                if doc not in dead and _id_of(run, doc) == id:
                    dead.add(doc)
                    return True
        return False

    def _delete_committed(self, id: str) -> bool:
        doc = self.snapshot.doc_of(id)
        if doc is None or self._writer.is_deleted(doc):
            return False
        self._writer.delete_document(doc)
        return True

    def _sources(self) -> list[Source]:
        return [
            Source(run.prefix, run.doccount, tuple(sorted(dead)))
            for run, dead in zip(self._runs, self._dead, strict=True)
        ]

    def _condense(self, first: int) -> None:
        """Merge `_TOGETHER` runs, from the one of that number on, into one."""
        these = slice(first, first + _TOGETHER)
        prefix = Path(self._new_prefix())
        docs = merge(self._sources()[these], prefix, final=False)
        _remove(self._runs[these])
        self._runs[these] = [Source(prefix, docs)]
        self._ids[these] = [joined(self._ids[these], self._dead[these])]
        self._dead[these] = [set()]


def _remove(runs: Iterable[Source]) -> None:
    """Remove the files of `runs`."""
    for run in runs:
        for ending in FILES:
            Path(f"{run.prefix}{ending}").unlink(missing_ok=True)


def _begin(index: ArrayIndex) -> ArraySegmentWriter:
    """Return a writer, after making the index where there is none."""
    lock = index.lock("WRITELOCK")
    try:
        latest_generation(index.folder)
    except IndexMissing:
        # Under the lock, so that two who begin at once don't both write; one that can't have it will be told
        # so below.
        if lock.acquire():
            try:
                index.make()
            finally:
                lock.release()
    return index.writer()


def _check_run(run: Run) -> list[bytes]:
    """Return the id of every document of a run; `IndexCorrupt` where its files are not whole."""
    for ending in FILES:
        file = Path(run.prefix + ending)
        try:
            stream = SectionStream(file)
        except FileNotFoundError:
            raise damaged(file, _("the file is missing")) from None
        if ending == ".keys":
            ordinals = stream.read("id.ordinals")
            terms = unpack_terms(stream.read("id.terms").tobytes(), stream.read("id.offsets"))
        stream.close()
    if len(ordinals) != run.docs:
        raise damaged(Path(run.prefix), f"{len(ordinals)} != {run.docs}")
    return [terms[number] for number in ordinals.tolist()]


def _id_of(run: Source, doc: int) -> bytes:
    """Return the id of one document of a run."""
    with closing(SectionStream(Path(f"{run.prefix}.keys"))) as stream:
        number = int(stream.read("id.ordinals", doc, doc + 1)[0])
        start, end = stream.read("id.offsets", number, number + 2).tolist()
        return stream.read("id.terms", start, end).tobytes()
