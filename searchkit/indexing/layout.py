"""Files of named sections: one small header, then little-endian numbers that can be mapped as they lie.

    header   magic, format, number of sections, length of the whole file, CRC-32 of the section table
    table    per section: name, dtype, CRC-32 of its content, offset, count of numbers
    sections each aligned to 64 bytes

The length in the header makes a truncated file known without reading it; the CRC of every section is for
`verify`. A file is written with its header last, so an unfinished one never passes for whole.
"""

from __future__ import annotations

import mmap
import os
import struct
import zlib
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from searchkit.errors import IndexCorrupt
from searchkit.i18n import _
from searchkit.records import Record

Array = np.ndarray[Any, np.dtype[Any]]  # what `NDArray` of `numpy.typing` stands for, without loading that
Numbers = memoryview  # of unsigned numbers of some width

MAGIC = b"SKARRAYS"
FORMAT = 1
HEAD = struct.Struct("<8sIIQII")
ENTRY = struct.Struct("<24s4sIQQ")
ALIGN = 64


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


def read_header(path: Path, handle: BinaryIO) -> dict[str, Section]:
    """Return the sections of an open file by name; `IndexCorrupt` where header, table or length are wrong."""
    head = handle.read(HEAD.size)
    if len(head) < HEAD.size or not head.startswith(MAGIC):
        raise damaged(path, _("not a file of searchkit, or cut off"))
    _magic, version, sections, length, crc, _unused = HEAD.unpack(head)
    if version != FORMAT:
        raise damaged(path, _("file format {version} is not {known}").format(version=version, known=FORMAT))
    if os.fstat(handle.fileno()).st_size != length:
        raise damaged(path, _("truncated, or longer than when it was written"))
    table = handle.read(sections * ENTRY.size)
    if zlib.crc32(table) != crc or len(table) != sections * ENTRY.size:
        raise damaged(path, _("damaged header"))
    return _parse_table(path, table, length)


@cache
def _dtype(code: bytes) -> np.dtype[Any]:
    return np.dtype(code.rstrip(b"\0").decode("ascii"))


def _parse_table(path: Path, table: bytes, length: int) -> dict[str, Section]:
    found = {}
    for name, code, crc, offset, count in ENTRY.iter_unpack(table):
        section = Section(
            name.rstrip(b"\0").decode("ascii"),
            _dtype(code),
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
            self.sections = read_header(path, handle)
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


def smallest(top: int) -> str:
    """Return the dtype of the narrowest unsigned integer that holds `top`."""
    for code in ("<u1", "<u2", "<u4"):
        if top <= np.iinfo(code).max:
            return code
    return "<u8"


def document_type(count: int) -> str:
    """Return the dtype of the numbers of `count` documents."""
    return "<u2" if count <= 1 << 16 else "<i4"


def distinct(numbers: Array) -> Array:
    """Return the different ones of `numbers`, none of them negative, ascending. (`np.unique` loads numpy's
    masked arrays for that.)"""
    ordered: Array = np.sort(numbers)
    return ordered[np.flatnonzero(np.diff(ordered, prepend=-1))]
