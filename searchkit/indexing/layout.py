"""Files of named sections: one small header, then little-endian numbers that can be mapped as they lie.

    header   magic, format, number of sections, length of the whole file, CRC-32 of the section table
    table    per section: name, dtype, CRC-32 of its content, offset, count of numbers
    sections each aligned to 64 bytes

The length in the header makes a truncated file known without reading it; the CRC of every section is for
`store.verify`. A file is written with its header last, so an unfinished one never passes for whole.
"""

from __future__ import annotations

import mmap
import os
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import numpy as np

from searchkit.errors import IndexCorrupt
from searchkit.i18n import _
from searchkit.records import Record

Array = np.ndarray[Any, np.dtype[Any]]  # what `NDArray` of `numpy.typing` stands for, without loading that
Numbers = memoryview  # of unsigned numbers of some width

MAGIC = b"SKARRAYS"
FORMAT = 1
_HEAD = struct.Struct("<8sIIQII")
_ENTRY = struct.Struct("<24s4sIQQ")
_NAME_BYTES = 24
_ALIGN = 64
_CHUNK = 1 << 22


class Section(Record):
    """Where one array lies in a file: `count` numbers of `dtype` from byte `offset`, with their CRC-32."""

    name: str
    dtype: np.dtype[Any]
    offset: int
    count: int
    crc: int = 0

    @property
    def nbytes(self) -> int:
        return self.count * self.dtype.itemsize


def damaged(path: Path, why: str) -> IndexCorrupt:
    """Return the error for a file of the index that can't be used."""
    return IndexCorrupt(
        _("{path}: {why}; rebuild the index with `searchkit index --rebuild`").format(path=path, why=why)
    )


def _read_header(path: Path, handle: BinaryIO) -> dict[str, Section]:
    """Return the sections of an open file by name; `IndexCorrupt` where header, table or length are wrong."""
    head = handle.read(_HEAD.size)
    if len(head) < _HEAD.size or not head.startswith(MAGIC):
        raise damaged(path, _("not a file of searchkit, or cut off"))
    _magic, version, sections, length, crc, _unused = _HEAD.unpack(head)
    if version != FORMAT:
        raise damaged(path, _("file format {version} is not {known}").format(version=version, known=FORMAT))
    if os.fstat(handle.fileno()).st_size != length:
        raise damaged(path, _("truncated, or longer than when it was written"))
    table = handle.read(sections * _ENTRY.size)
    if zlib.crc32(table) != crc or len(table) != sections * _ENTRY.size:
        raise damaged(path, _("damaged header"))
    return _parse_table(path, table, length)


def _bytes_of(data: Any) -> memoryview:
    """Return the bytes of an array; an empty one can't be cast."""
    return memoryview(data).cast("B") if len(data) else memoryview(b"")


def _parse_table(path: Path, table: bytes, length: int) -> dict[str, Section]:
    found = {}
    for name, code, crc, offset, count in _ENTRY.iter_unpack(table):
        section = Section(
            name.rstrip(b"\0").decode("ascii"),
            np.dtype(code.rstrip(b"\0").decode("ascii")),
            offset,
            count,
            crc,
        )
        if section.offset + section.nbytes > length:
            raise damaged(path, _("damaged header"))
        found[section.name] = section
    return found


class SectionFile:
    """A mapped file of sections, read-only. `FileNotFoundError` where it is missing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as handle:
            self.sections = _read_header(path, handle)
            self.map = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
        self._arrays: dict[str, Array] = {}

    def section(self, name: str) -> Section:
        """Return where section `name` lies."""
        try:
            return self.sections[name]
        except KeyError:
            raise damaged(self.path, _("section {name} is missing").format(name=name)) from None

    def array(self, name: str) -> Array:
        """Return section `name` as a read-only view of the map."""
        known = self._arrays.get(name)
        if known is None:
            at = self.section(name)
            known = self._arrays[name] = np.frombuffer(self.map, at.dtype, at.count, at.offset)
        return known

    def numbers(self, name: str) -> Numbers:
        """Return section `name` as a memory view: single numbers come out of it faster than out of an
        array."""
        at = self.section(name)
        code: Any = at.dtype.char
        return memoryview(self.map)[at.offset : at.offset + at.nbytes].cast(code)

    def close(self) -> None:
        """Unmap the file. Where arrays of it are still in use, it is unmapped when the last of them goes."""
        self._arrays.clear()
        try:
            self.map.close()
        except BufferError:
            return


class SectionStream:
    """An open file of sections, read in slices: for merging, where mapped pages would count as memory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle = path.open("rb", buffering=0)
        try:
            self.sections = _read_header(path, self._handle)
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
        end = _HEAD.size + len(entries) * _ENTRY.size
        for name, code, count in entries:
            if len(name) > _NAME_BYTES:
                raise ValueError(f"section name {name} is longer than {_NAME_BYTES} bytes")
            dtype = np.dtype(code).newbyteorder("<")
            start = -(-end // _ALIGN) * _ALIGN
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
        head = _HEAD.pack(MAGIC, FORMAT, len(self._sections), self._length, zlib.crc32(table), 0)
        self._handle.seek(0)
        self._handle.write(head + table)
        if self._sync:
            os.fsync(self._handle.fileno())


def _pack_entry(at: Section, crc: int) -> bytes:
    code = at.dtype.str.replace("|", "<")
    return _ENTRY.pack(at.name.encode(), code.encode(), crc, at.offset, at.count)


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


def smallest(top: int) -> str:
    """Return the dtype of the narrowest unsigned integer that holds `top`."""
    for code in ("<u1", "<u2", "<u4"):
        if top <= np.iinfo(code).max:
            return code
    return "<u8"
