"""The two streams of the program: results to stdout, the rest to stderr, whatever the console can show."""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from searchkit.text import printable, strip_marks

if TYPE_CHECKING:
    from rich.console import Console

_HANDLER = "searchkit.unmarked"
_LOOKALIKES = str.maketrans({"·": "-", "–": "-", "—": "-", "…": "...", "“": '"', "”": '"', "‘": "'", "’": "'",
                             "●": "*", "×": "x", "→": "->", "✓": "+", "▸": ">"})  # fmt: skip


def _unmarked(error: UnicodeError) -> tuple[str, int]:
    """Encode what the console lacks without diacritics: `chi so` reads better than `ch? s?`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    piece = error.object[error.start : error.end]
    plain = strip_marks(piece.translate(_LOOKALIKES)).encode("ascii", "replace").decode("ascii")
    return plain, error.end


def prepare() -> None:
    """Make both streams unable to fail on a character."""
    codecs.register_error(_HANDLER, _unmarked)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def out(text: str) -> None:
    """Write one line (or block) of results."""
    sys.stdout.write(text + "\n")


def out_lines(lines: Iterable[str]) -> None:
    """Write lines of results."""
    sys.stdout.writelines(f"{line}\n" for line in lines)


def note(text: str) -> None:
    """Write a message for people to stderr; what strangers put into it can't steer the terminal."""
    if sys.stderr is None:
        return
    sys.stdout.flush()
    sys.stderr.write("\n".join(printable(line) for line in text.split("\n")) + "\n")
    sys.stderr.flush()


def shortened(text: str, limit: int = 300) -> str:
    """Return `text`, cut off where a message would flood the terminal."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def json_is_ascii() -> bool:
    """Say whether stdout can't hold every character, so that JSON must escape."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return not codecs.lookup(encoding).name.startswith("utf")


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether a person looks at `stream`."""
    return stream is not None and stream.isatty()


def screen() -> Console:
    """Return a rich console on stdout; colours follow the terminal and `NO_COLOR`."""
    return _console(sys.stdout)


def side() -> Console:
    """Return a rich console on stderr."""
    return _console(sys.stderr)


def _console(file: TextIO) -> Console:
    from rich.console import Console

    # No markup, no emoji codes, no guessing of what a word might be: texts are shown as they are.
    return Console(file=file, markup=False, emoji=False, highlight=False)


class ReaderGone(Exception):
    """The reader of stdout went away (`| head`)."""


def is_closed_pipe(error: OSError) -> bool:
    """Say whether the reader of stdout went away (Windows reports it as an invalid argument)."""
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def give_up_stdout() -> None:
    """Point stdout at nothing, so that what is still buffered can't fail at exit."""
    try:
        handle = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, handle)
    os.close(nowhere)
