"""Writing to an index: one writer at a time, commit or cancel.

`IndexWriter` collects runs (made by worker processes, or here from a few articles) and deletions, and makes
them one new segment at the commit, merged with small ones. Nothing that a reader has open is ever changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from searchkit.errors import IndexMissing
from searchkit.i18n import _
from searchkit.indexing.layout import damaged
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

_MOST_RUNS = 24
"""So many runs are merged into one before the next comes: the number of open files stays small."""
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
        self._pending: dict[bytes, tuple[int, int]] = {}
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
        return len(self._pending)

    def add_run(self, run: Run) -> None:
        """Add the articles of a run; each replaces the one of its id.

        The run's files now belong to the writer.
        """
        if len(self._runs) >= _MOST_RUNS:
            self._condense()
        self._take(run)

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
        return sum(self._delete(utf8(id), id) for id in ids)

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
            self._writer.take([source for source in self._sources() if len(source.dead) < source.doccount])
            self._writer.commit(optimize=optimize or None)
        except BaseException:
            if not self._writer.is_closed:
                self._writer.cancel()
            raise
        finally:
            self._remove_runs()
        generation: int = self._writer.generation
        return generation

    def cancel(self) -> None:
        """Forget everything since the start and let others write."""
        self.snapshot.close()
        try:
            self._writer.cancel()
        finally:
            self._remove_runs()

    def _new_prefix(self) -> str:
        self._made += 1
        return str(self.scratch / f"own-{self._made}")

    def _take(self, run: Run) -> None:
        place = len(self._runs)
        ids = _check_run(run)
        self._runs.append(Source(Path(run.prefix), run.docs))
        self._dead.append(set(run.dead))
        for doc, id in enumerate(ids):
            if doc not in self._dead[place]:
                if self.snapshot.max_doc or id in self._pending:
                    self._delete(id, id.decode())
                self._pending[id] = (place, doc)

    def _delete(self, key: bytes, id: str) -> bool:
        where = self._pending.pop(key, None)
        if where is not None:
            self._dead[where[0]].add(where[1])
            return True
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

    def _condense(self) -> None:
        """Merge the runs taken so far into one."""
        prefix = self._new_prefix()
        docs = merge(self._sources(), Path(prefix), final=False)
        self._remove_runs()
        self._runs, self._dead, self._pending = [], [], {}
        self._runs.append(Source(Path(prefix), docs))
        self._dead.append(set())
        self._pending = {id: (0, doc) for doc, id in enumerate(_check_run(Run(prefix, docs)))}

    def _remove_runs(self) -> None:
        for run in self._runs:
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
