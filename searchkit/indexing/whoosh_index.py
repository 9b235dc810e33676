"""The index as Whoosh knows it: its folder, lock, table of contents and commit, with our segments in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, LockError
from whoosh.writing import SegmentWriter

from searchkit import __version__
from searchkit.errors import IndexError_, IndexMissing
from searchkit.i18n import _
from searchkit.indexing.copies import copies_name
from searchkit.indexing.copies_write import Moved, Part, write_copies
from searchkit.indexing.locks import clear_owner, locked, write_owner
from searchkit.indexing.merge import Source, merge
from searchkit.indexing.orphans import clear_orphans
from searchkit.indexing.policy import choose
from searchkit.indexing.schema import FILES, build_schema, fingerprint
from searchkit.indexing.store import check_fingerprint
from searchkit.indexing.toc import INDEX_NAME, Toc, latest_generation, read_toc, toc_name
from searchkit.indexing.whoosh_codec import ArrayCodec, ArraySegment

SCRATCH = f"{INDEX_NAME}.tmp"
"""The folder inside the index where unfinished work lies; whoever writes next clears it."""


class DurableStorage(FileStorage):  # type: ignore[misc]
    """A folder whose files are on the disk when they are closed: Whoosh itself never waits for that."""

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **options: Any) -> Any:
        return super().create_file(name, excl=excl, mode=mode, onclose=_sync_file, **options)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        super().rename_file(oldname, newname, safe=safe)
        sync_folder(Path(self.folder))


def _sync_file(stream: Any) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in `folder` are on the disk, where the system can do that (Windows can't)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class ArrayIndex(FileIndex):  # type: ignore[misc]
    """A Whoosh index of array segments: nothing in it is unpickled but segments of ours, the schema comes
    from code.

    With `rebuild` the segments that are there don't count: a writer replaces them, whatever they are.
    """

    def __init__(self, folder: Path, *, rebuild: bool = False) -> None:
        self.storage = DurableStorage(str(folder))
        self.indexname = INDEX_NAME
        self.folder, self._rebuild = folder, rebuild
        self._schema = build_schema()

    def _read_toc(self) -> TOC:
        found = Toc(latest_generation(self.folder), ()) if self._rebuild else read_toc(self.folder)
        check_fingerprint(self.folder, found)
        segments = list(map(ArraySegment.from_state, found.segments))
        return TOC(self._schema, segments, found.generation)

    def writer(self, procs: int = 1, **_options: Any) -> ArraySegmentWriter:
        """Return the one kind of writer that keeps our arrays."""
        return ArraySegmentWriter(self)

    def make(self) -> None:
        """Write an empty table of contents where there is none yet; the caller holds the lock."""
        try:
            latest_generation(self.folder)
        except IndexMissing:
            TOC(self._schema, [], 0).write(self.storage, INDEX_NAME)


class ArraySegmentWriter(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer (lock, generation, commit, clean-up) fed with runs instead of documents."""

    def __init__(self, index: ArrayIndex) -> None:
        self.folder = index.folder
        self._sources: list[Source] = []
        self._merged: list[ArraySegment] = []
        try:
            super().__init__(index, codec=ArrayCodec(), compound=False)
        except LockError:
            raise locked(self.folder) from None
        except BaseException:
            self._release()
            raise
        write_owner(self.folder)

    @property
    def scratch(self) -> Path:
        """The folder for unfinished work; it goes with the writer."""
        return self.folder / SCRATCH

    def take(self, sources: Sequence[Source]) -> None:
        """Set the runs that the commit makes a segment of."""
        self._sources = list(sources)
        self._added = any(source.doccount > len(source.dead) for source in sources)

    def add_document(self, **_fields: Any) -> None:
        raise IndexError_(_("articles are written through searchkit's own writer; use SearchEngine.add"))

    def add_reader(self, reader: Any) -> None:
        raise IndexError_(_("segments of other kinds can't be merged into this index; use SearchEngine.add"))

    def _merge_segments(
        self, mergetype: Any, optimize: bool | None, merge: bool | None
    ) -> list[ArraySegment]:
        """Add the segments that `policy` names (all of them with `optimize`) to the sources; return the
        others."""
        new = sum(source.doccount - len(source.dead) for source in self._sources)
        sizes = [(segment.doc_count(), segment.doc_count_all()) for segment in self.segments]
        places = range(len(sizes)) if optimize else choose(sizes, new)
        chosen = [self.segments[place] for place in places]
        self._sources[:0] = [
            Source(self.folder / s.segment_id(), s.doc_count_all(), tuple(s.dead().tolist())) for s in chosen
        ]
        self._merged = chosen
        self._added = self._added or any(segment.doc_count() for segment in chosen)
        return [segment for segment in self.segments if segment not in chosen]

    def _commit_toc(self, segments: list[ArraySegment]) -> None:
        """Make the new state the valid one, by Whoosh's rename; then remove what only the old one named.

        Whoosh's own cleaning would take every file whose name begins like a segment's.
        """
        parts = [Part(s.segment_id(), s.doc_count_all(), s.dead()) for s in segments]
        write_copies(self.folder, self.generation, parts, self._moved(segments))
        TOC(self.schema, segments, self.generation).write(self.storage, self.indexname)
        clear_orphans(self.folder, self.generation, {segment.segment_id() for segment in segments})

    def _moved(self, segments: list[ArraySegment]) -> Moved:
        """Say which numbers the documents of the commit before have in `segments`."""
        sizes = [segment.doc_count_all() for segment in segments]
        first = dict(zip(segments, accumulate(sizes, initial=0), strict=False))
        after = first.get(self.newsegment, 0)
        for segment in self._merged:
            first[segment] = after
            after += segment.doc_count()
        numbers = [np.zeros(0, np.int64)]
        for segment in self.segments:
            living = np.ones(segment.doc_count_all(), bool)
            living[segment.dead()] = False
            new = np.cumsum(living) - 1 if segment in self._merged else np.arange(len(living))
            numbers.append(np.where(living, new + first.get(segment, 0), -1))
        return Moved(self.generation - 1, np.concatenate(numbers))

    def _finalize_segment(self) -> ArraySegment:
        new: ArraySegment = self.newsegment
        new.set_doc_count(merge(self._sources, self.folder / new.segment_id(), final=True))
        new.fingerprint, new.made_with = fingerprint(), __version__
        sync_folder(self.folder)
        return new

    def cancel(self) -> None:
        committed = (self.folder / toc_name(self.generation)).exists()  # then an error came after the rename
        super().cancel()
        if not committed:
            (self.folder / copies_name(self.generation)).unlink(missing_ok=True)
            for ending in FILES:
                (self.folder / self.newsegment.make_filename(ending)).unlink(missing_ok=True)

    def _finish(self) -> None:
        try:
            remove_scratch(self.folder)
        finally:
            self._release()
            self.is_closed = True

    def _release(self) -> None:
        if self.writelock and self.writelock.fd is not None:
            clear_owner(self.folder)
            self.writelock.release()


def remove_scratch(folder: Path) -> None:
    """Remove unfinished work. What another process still has open (Windows) stays for the next writer."""
    shutil.rmtree(folder / SCRATCH, ignore_errors=True)
