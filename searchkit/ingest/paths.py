"""Which files are meant by the PATHs on the command line, in which order, and under which ids.

An article's id is the path of its file below the PATH that was given, with `/` between folders: `tin/a.txt`
for the folder that holds `tin`, `a.txt` for the file itself. Where two PATHs of one call give the same id,
the later file takes the names of its parent folders in front until it is unique. `#n` is appended for the
n-th record of a file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from searchkit.i18n import _
from searchkit.models import Skipped

Kind = Literal["text", "html", "jsonl", "csv"]
STDIN = "-"
STDIN_ID = "stdin"
KINDS: dict[str, Kind] = {
    ".txt": "text", ".html": "html", ".htm": "html", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: its path as it was reached, its id, what it holds (None for standard input), its
    size."""

    path: str
    id: str
    kind: Kind | None
    size: int = 0


def find_files(
    paths: Iterable[str | os.PathLike[str]], *, recursive: bool = True
) -> Iterator[Found | Skipped]:
    """Yield the files that `paths` mean, folders sorted, each file once; what can't be read is named.

    Hidden files and folders are left out, and so is a folder's `README.md`. An ending that is not read is
    named once.
    """
    seen: set[str] = set()
    ids: set[str] = set()
    unknown: set[str] = set()
    for given in paths:
        if str(given) == STDIN:
            yield Found(STDIN, STDIN_ID, None)
            continue
        for found in _below(Path(given), recursive):
            if isinstance(found, Skipped):
                yield found
            elif found[0].suffix.lower() not in KINDS:
                yield from _name_ending(found[0], unknown)
            elif (real := os.path.realpath(found[0])) not in seen:
                seen.add(real)
                yield _found(*found, ids)


def _below(given: Path, recursive: bool) -> Iterator[tuple[Path, str] | Skipped]:
    """Yield the files at or below one given path, each with its id."""
    if given.is_file():
        yield given, given.name
    elif given.is_dir():
        yield from _walk(given, recursive)
    elif given.exists():
        yield Skipped(str(given), _("neither a file nor a folder"))
    else:
        yield Skipped(str(given), _("no such file or folder"))


def _walk(top: Path, recursive: bool) -> Iterator[tuple[Path, str] | Skipped]:
    trouble: list[OSError] = []
    empty = True
    for folder, folders, files in os.walk(top, onerror=trouble.append):
        folders[:] = sorted(f for f in folders if not _hidden(f)) if recursive else []
        for name in sorted(f for f in files if not _hidden(f)):
            path = Path(folder, name)
            empty = False
            if name.lower() != "readme.md":
                yield path, path.relative_to(top).as_posix()
    for error in trouble:
        yield Skipped(str(error.filename), _unreadable(error))
    if empty and not trouble:
        yield Skipped(str(top), _("the folder is empty"))


def _hidden(name: str) -> bool:
    return name.startswith((".", "~$"))


def _unreadable(error: OSError) -> str:
    return _("can't be read: {error}").format(error=error.strerror or error)


def _name_ending(path: Path, unknown: set[str]) -> Iterator[Skipped]:
    ending = path.suffix.lower()
    if ending in unknown:
        return
    unknown.add(ending)
    shown = f"*{ending}" if ending else _("files without an ending")
    known = " ".join(KINDS)
    yield Skipped(
        str(path), _("{shown} are not read; there are readers for {known}").format(shown=shown, known=known)
    )


def _found(path: Path, name: str, ids: set[str]) -> Found | Skipped:
    try:
        size = path.stat().st_size
    except OSError as error:
        return Skipped(str(path), _unreadable(error))
    for parent in path.absolute().parents:
        if name not in ids:
            break
        name = f"{parent.name}/{name}" if name == path.name or parent.name else name
    ids.add(name)
    return Found(str(path), name, KINDS[path.suffix.lower()], size)
