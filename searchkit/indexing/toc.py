"""Whoosh's table of contents, read without running anything from it.

Whoosh keeps the state of an index in `_MAIN_<generation>.toc`: a pickled schema and pickled segments. Here
the schema is skipped (it comes from code) and the segments pass an unpickler that knows one class, ours.
"""

from __future__ import annotations

import io
import pickle
import re
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from searchkit.errors import IndexCorrupt, IndexMissing
from searchkit.i18n import _
from searchkit.indexing.layout import Array, damaged
from searchkit.records import Record

INDEX_NAME = "MAIN"
_TOC = re.compile(r"_MAIN_([0-9]+)\.toc")
_SEGMENT_ID = re.compile(r"[0-9a-z]{1,32}")
_WHOOSH_VERSION = -111
_SEGMENT_CLASS = ("searchkit.indexing.whoosh_codec", "ArraySegment")
_FIELDS = {"segid": str, "doccount": int, "deleted": bytes, "fingerprint": str, "made_with": str}


class SegmentState(Record):
    """What the table of contents says of one segment; `deleted` are the numbers of its deleted documents,
    ascending."""

    segid: str
    doccount: int
    deleted: Array
    fingerprint: str
    made_with: str

    @property
    def name(self) -> str:
        """The beginning of the names of its files."""
        return f"{INDEX_NAME}_{self.segid}"

    @property
    def alive(self) -> int:
        """The number of documents that are not deleted."""
        return self.doccount - len(self.deleted)


class Toc(Record):
    """The state of an index after one commit."""

    generation: int
    segments: tuple[SegmentState, ...]


class _Stub:
    """Stands for a pickled segment of ours: takes its state and nothing else."""

    state: Any = None

    def __setstate__(self, state: Any) -> None:
        self.state = state


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == _SEGMENT_CLASS:
            return _Stub
        raise pickle.UnpicklingError(f"{module}.{name}")


def generations(names: Iterable[str]) -> list[int]:
    """Return the generations of the tables of contents among file names."""
    return [int(found[1]) for found in map(_TOC.fullmatch, names) if found]


def toc_name(generation: int) -> str:
    """Return the file name of a generation's table of contents."""
    return f"_{INDEX_NAME}_{generation}.toc"


def latest_generation(folder: Path) -> int:
    """Return the generation committed last; `IndexMissing` where there is none."""
    found = generations(entry.name for entry in folder.iterdir()) if folder.is_dir() else []
    if not found:
        raise IndexMissing(_("no index in {path}; make one with `searchkit index PATH`").format(path=folder))
    return max(found)


def read_toc(folder: Path, generation: int | None = None) -> Toc:
    """Return the last committed state (or that of `generation`).

    `IndexMissing` where there is none, `IndexCorrupt` where it can't be read or holds segments of others,
    `FileNotFoundError` where a commit has just replaced it.
    """
    generation = latest_generation(folder) if generation is None else generation
    path = folder / toc_name(generation)
    data = path.read_bytes()
    try:
        return Toc(generation, tuple(_segment(path, stub) for stub in _stubs(path, data, generation)))
    except (EOFError, struct.error, IndexError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise damaged(path, _("cannot be read")) from error


def _stubs(path: Path, data: bytes, generation: int) -> list[Any]:
    stream = io.BytesIO(data)
    sizes = [_varint(stream) for _n in range(3)]
    mark, version = struct.unpack("!ii", stream.read(8))
    if sizes != [4, 8, 4] or mark != -12345 or version != _WHOOSH_VERSION:
        raise damaged(path, _("written by another version of Whoosh"))
    for _part in range(3):
        _varint(stream)  # Whoosh's release
    stream.seek(_varint(stream), io.SEEK_CUR)  # the pickled schema
    (written, _unused) = struct.unpack("!ii", stream.read(8))
    if written != generation:
        raise damaged(path, _("written for another generation"))
    return _load(path, stream)


def _load(path: Path, stream: io.BytesIO) -> list[Any]:
    try:
        stubs = _Unpickler(stream).load()
    except pickle.UnpicklingError as error:
        raise IndexCorrupt(
            _(
                "{path} holds a segment that searchkit did not write ({kind}); "
                "rebuild the index with `searchkit index --rebuild`"
            ).format(path=path, kind=error)
        ) from error
    if not isinstance(stubs, list):
        raise TypeError(type(stubs))
    return stubs


def _segment(path: Path, stub: Any) -> SegmentState:
    """Return a segment's state after checking every value: the file may come from anyone."""
    state = stub.state
    values = {name: state[name] for name in _FIELDS}
    if any(type(values[name]) is not kind for name, kind in _FIELDS.items()):
        raise TypeError(state)
    deleted = np.frombuffer(values.pop("deleted"), "<i4")
    count = values["doccount"]
    ordered = not len(deleted) or (
        deleted[0] >= 0 and deleted[-1] < count and bool(np.all(np.diff(deleted) > 0))
    )
    if not _SEGMENT_ID.fullmatch(values["segid"]) or count < 0 or not ordered:
        raise ValueError(state)
    return SegmentState(**values, deleted=deleted)


def _varint(stream: io.BytesIO) -> int:
    value = shift = 0
    while True:
        byte = stream.read(1)[0]
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value
        shift += 7
