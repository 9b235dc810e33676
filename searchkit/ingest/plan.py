"""Dividing the input into pieces that can be read independently, in any process.

A page is one piece; a large record file is cut at line or row beginnings into pieces of about `PIECE_BYTES`.
The pieces are small picklable values, in input order; reading them in that order gives the articles of the
input in order.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from searchkit.config import MAX_FILE_BYTES
from searchkit.errors import ReadError
from searchkit.i18n import _
from searchkit.ingest.lines import Line, encoding_of, is_divisible, read_lines
from searchkit.ingest.paths import Found, Kind, find_files
from searchkit.ingest.records import Header, csv_header, csv_rows
from searchkit.models import Skipped

PIECE_BYTES = 4 * 1024 * 1024
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class WorkItem:
    """A page, a record file or a range of one.

    `kind` None is standard input, which only the process that owns it can read. `start` and `end` are bytes
    (`end` None: to the end of the file), `line` and `number` those of the first line and record in the
    range, from 1; `header` is known for ranges of a CSV file. `size` is the number of bytes to read.
    """

    path: str
    id: str
    kind: Kind | None
    size: int = 0
    start: int = 0
    end: int | None = None
    line: int = 1
    number: int = 1
    encoding: str | None = None
    header: Header | None = None


def plan(paths: Iterable[str | os.PathLike[str]], *, recursive: bool = True) -> Iterator[WorkItem | Skipped]:
    """Yield the pieces of work that `paths` mean, and what can't be read at all, in input order.

    Only record files larger than `PIECE_BYTES` are looked into.
    """
    for found in find_files(paths, recursive=recursive):
        if isinstance(found, Skipped):
            yield found
        elif found.kind in ("jsonl", "csv") and found.size > PIECE_BYTES:
            yield from _divide(found)
        elif found.size > MAX_FILE_BYTES:
            yield Skipped(found.path, too_large(found.size))
        else:
            yield WorkItem(found.path, found.id, found.kind, found.size)


def too_large(size: int) -> str:
    """Say why a page of `size` bytes is not read."""
    message = _("{size} MB; a page of more than {limit} MB is no article")
    return message.format(size=size >> 20, limit=MAX_FILE_BYTES >> 20)


def _divide(found: Found) -> Iterator[WorkItem | Skipped]:
    try:
        with open(found.path, "rb") as handle:
            encoding = encoding_of(handle, found.path)
            if not is_divisible(encoding):
                yield WorkItem(found.path, found.id, found.kind, found.size)
            elif found.kind == "jsonl":
                yield from _jsonl_pieces(found, handle, encoding)
            else:
                yield from _csv_pieces(found, handle, encoding)
    except OSError as error:
        yield Skipped(found.path, _("can't be read: {error}").format(error=error.strerror or error))
    except ReadError as error:
        yield Skipped(found.path, error.reason)


def _jsonl_pieces(found: Found, handle: BinaryIO, encoding: str) -> Iterator[WorkItem]:
    start, line = 0, 1
    while start < found.size:
        end, lines = _next_boundary(handle, start, found.size)
        yield WorkItem(found.path, found.id, "jsonl", end - start, start, end, line, line, encoding)
        start, line = end, line + lines


def _next_boundary(handle: BinaryIO, start: int, size: int) -> tuple[int, int]:
    """Return the end of the line that lies about `PIECE_BYTES` after `start`, and the number of lines before
    it."""
    handle.seek(start)
    lines, place = 0, start
    while place < size and (data := handle.read(_CHUNK)):
        if place + len(data) - start >= PIECE_BYTES:
            cut = data.find(b"\n", max(0, PIECE_BYTES - (place - start)))
            if cut >= 0:
                return place + cut + 1, lines + data.count(b"\n", 0, cut + 1)
        lines += data.count(b"\n")
        place += len(data)
    return size, lines


def _csv_pieces(found: Found, handle: BinaryIO, encoding: str) -> Iterator[WorkItem]:
    """Cut a CSV file between rows. Rows are read to find their ends: a quoted cell may hold line breaks."""
    head = _read_header(handle, encoding)
    if head is None:
        yield WorkItem(found.path, found.id, "csv", found.size)
        return
    header, start, line = head
    number = 1
    for row in csv_rows(read_lines(handle, encoding, start=start, number=line), header):
        if row.end - start >= PIECE_BYTES:
            size = row.end - start
            yield WorkItem(found.path, found.id, "csv", size, start, row.end, line, number, encoding, header)
            start, line, number = row.end, row.next_line, row.number + 1
    if start < found.size:
        size = found.size - start
        yield WorkItem(found.path, found.id, "csv", size, start, found.size, line, number, encoding, header)


def _read_header(handle: BinaryIO, encoding: str) -> tuple[Header, int, int] | None:
    """Return the header of a CSV file with the byte and the line after it, or None where it has none."""
    last: list[Line] = []

    def remembered() -> Iterator[Line]:
        for line in read_lines(handle, encoding):
            last[:] = [line]
            yield line

    header = csv_header(remembered())
    return (header, last[0].end, last[0].number + 1) if header else None
