"""The lines of a record file, with their numbers and places, in bounded memory."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from searchkit.errors import ReadError
from searchkit.ingest.encoding import decode_as, sniff

MAX_LINE_BYTES = 16 * 1024 * 1024
"""A longer line holds no article that would be taken: it is read over in pieces and reported as None."""
_UTF8 = ("utf-8", "utf-8-sig")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, its text without the line end (None: too long or not decodable), where it
    ends."""

    number: int
    text: str | None
    end: int


def encoding_of(handle: BinaryIO, path: str) -> str:
    """Return the encoding of an open record file from its first bytes; it is left at its start."""
    sample = handle.read(1 << 16)
    handle.seek(0)
    return sniff(sample, path)


def is_divisible(encoding: str) -> bool:
    """Say whether a file in `encoding` may be read from any line start (UTF-16 and UTF-32 may not)."""
    return not encoding.startswith(("utf-16", "utf-32"))


def read_lines(
    handle: BinaryIO, encoding: str, *, start: int = 0, end: int | None = None, number: int = 1
) -> Iterator[Line]:
    """Yield the lines of `handle` from byte `start`, a line's beginning, up to byte `end`; `number` is the
    first one's."""
    if not is_divisible(encoding):
        yield from _wide_lines(handle, encoding)
        return
    handle.seek(start)
    place = start
    while end is None or place < end:
        data = handle.readline(MAX_LINE_BYTES)
        if not data:
            return
        place += len(data)
        whole = True
        while not data.endswith(b"\n") and len(data) == MAX_LINE_BYTES:
            whole = False
            data = handle.readline(MAX_LINE_BYTES)
            place += len(data)
        yield Line(number, _text(data, encoding, first=number == 1) if whole else None, place)
        number += 1


def read_stream(handle: BinaryIO, first: bytes, encoding: str) -> Iterator[Line]:
    """Yield the lines of a stream that can't be wound back; `first` are its bytes read so far."""
    yield from read_lines(_Joined(first, handle), encoding)  # type: ignore[arg-type]


class _Joined:
    """Bytes already read, then the rest of a stream, with the two methods that `read_lines` needs."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first, self._rest = io.BytesIO(first), rest

    def seek(self, place: int) -> None:
        """Only the start is ever asked for."""

    def readline(self, limit: int) -> bytes:
        line = self._first.readline(limit)
        if line.endswith(b"\n") or len(line) == limit:
            return line
        return line + self._rest.readline(limit - len(line))


def _text(data: bytes, encoding: str, *, first: bool) -> str | None:
    try:
        if encoding in _UTF8:
            text = data.decode("utf-8")
            return text[1:] if first and text.startswith("\ufeff") else text
        return decode_as(data, encoding)
    except (UnicodeDecodeError, ReadError):
        return None


def _wide_lines(handle: BinaryIO, encoding: str) -> Iterator[Line]:
    """Yield the lines of a UTF-16 or UTF-32 file, which has no single byte for a line's end."""
    reader = io.TextIOWrapper(handle, encoding=encoding, errors="replace", newline="\n")
    try:
        number = 0
        while text := reader.readline(MAX_LINE_BYTES):
            number += 1
            whole = True
            while len(text) == MAX_LINE_BYTES and not text.endswith("\n"):
                whole, text = False, reader.readline(MAX_LINE_BYTES)
            yield Line(number, text.removeprefix("\ufeff") if whole else None, 0)
    finally:
        reader.detach()
