"""Files of sections as streams: written section by section, read in slices, checked from end to end.

`layout` says how such a file looks, and maps one; searching needs no more than that.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from searchkit.errors import IndexCorrupt
from searchkit.i18n import _
from searchkit.indexing.layout import ALIGN, ENTRY, FORMAT, HEAD, MAGIC, Array, Section, damaged, read_header

_NAME_BYTES = 24
_CHUNK = 1 << 22


def _bytes_of(data: Any) -> memoryview:
    """Return the bytes of an array; an empty one can't be cast."""
    return memoryview(data).cast("B") if len(data) else memoryview(b"")


class SectionStream:
    """An open file of sections, read in slices: for merging, where mapped pages would count as memory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle = path.open("rb", buffering=0)
        try:
            self.sections = read_header(path, self._handle)
        except IndexCorrupt:
            self._handle.close()
            raise

    def count(self, name: str) -> int:
        """Return how many numbers section `name` holds."""
        return self.sections[name].count

    def read(self, name: str, start: int = 0, stop: int | None = None) -> Array:
        """Return numbers `start:stop` of section `name`."""
        at = self.sections[name]
        stop = at.count if stop is None else stop
        values = np.empty(max(0, stop - start), at.dtype)
        self._handle.seek(at.offset + start * at.dtype.itemsize)
        view = _bytes_of(values)
        while len(view):
            got = self._handle.readinto(view)
            if not got:
                raise damaged(self.path, _("truncated, or longer than when it was written"))
            view = view[got:]
        return values

    def close(self) -> None:
        """Close the file."""
        self._handle.close()


class SectionWriter:
    """Writes a file of sections whose names, dtypes and counts are known beforehand.

    Each section is filled in order by `append`, sections in any order among each other. Leaving the context
    checks that all are full, writes the header and, with `sync`, waits until the disk has everything.
    """

    def __init__(self, path: Path, plan: Iterable[tuple[str, str, int]], *, sync: bool = False) -> None:
        self.path, self._sync = path, sync
        self._sections: dict[str, Section] = {}
        entries = list(plan)
        end = HEAD.size + len(entries) * ENTRY.size
        for name, code, count in entries:
            if len(name) > _NAME_BYTES:
                raise ValueError(f"section name {name} is longer than {_NAME_BYTES} bytes")
            dtype = np.dtype(code).newbyteorder("<")
            start = -(-end // ALIGN) * ALIGN
            self._sections[name] = Section(name, dtype, start, count)
            end = start + count * dtype.itemsize
        self._length = end
        self._done = dict.fromkeys(self._sections, 0)
        self._crc = dict.fromkeys(self._sections, 0)
        self._handle = path.open("wb", buffering=0)
        self._handle.truncate(end)

    def __enter__(self) -> SectionWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._write_header()
        finally:
            self._handle.close()

    def append(self, name: str, values: Array | bytes) -> None:
        """Write the next numbers of section `name`, converted to its dtype."""
        at = self._sections[name]
        data = values if isinstance(values, bytes) else np.ascontiguousarray(values, at.dtype)
        view = _bytes_of(data)
        done = self._done[name] + len(view) // at.dtype.itemsize
        if done > at.count:
            raise ValueError(f"section {name} of {self.path} is planned for {at.count} numbers, not {done}")
        self._handle.seek(at.offset + self._done[name] * at.dtype.itemsize)
        self._crc[name] = zlib.crc32(view, self._crc[name])
        self._done[name] = done
        while len(view):
            view = view[self._handle.write(view) :]

    def _write_header(self) -> None:
        for name, at in self._sections.items():
            if self._done[name] != at.count:
                raise ValueError(
                    f"{self.path}: section {name} holds {self._done[name]} of {at.count} numbers"
                )
        table = b"".join(_pack_entry(at, self._crc[name]) for name, at in self._sections.items())
        head = HEAD.pack(MAGIC, FORMAT, len(self._sections), self._length, zlib.crc32(table), 0)
        self._handle.seek(0)
        self._handle.write(head + table)
        if self._sync:
            os.fsync(self._handle.fileno())


def _pack_entry(at: Section, crc: int) -> bytes:
    code = at.dtype.str.replace("|", "<")
    return ENTRY.pack(at.name.encode(), code.encode(), crc, at.offset, at.count)


def write_sections(path: Path, arrays: dict[str, Array], *, sync: bool = False) -> None:
    """Write `arrays` as the sections of one file."""
    plan = [(name, values.dtype.str, len(values)) for name, values in arrays.items()]
    with SectionWriter(path, plan, sync=sync) as out:
        for name, values in arrays.items():
            out.append(name, values)


def check_content(path: Path) -> str | None:
    """Read the whole file and say what is wrong with it, or None. `FileNotFoundError` where it is missing."""
    try:
        stream = SectionStream(path)
    except IndexCorrupt as error:
        return str(error)
    try:
        for at in stream.sections.values():
            if _section_crc(stream, at) != at.crc:
                return str(damaged(path, _("section {name} is damaged").format(name=at.name)))
    finally:
        stream.close()
    return None


def _section_crc(stream: SectionStream, at: Section) -> int:
    crc = 0
    for start in range(0, at.count, _CHUNK):
        crc = zlib.crc32(_bytes_of(stream.read(at.name, start, min(at.count, start + _CHUNK))), crc)
    return crc
