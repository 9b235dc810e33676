"""Who is writing: Whoosh's own lock file, with the owner's process id in a file beside it."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from searchkit.errors import IndexLocked
from searchkit.i18n import _
from searchkit.indexing.toc import INDEX_NAME

LOCK_NAME = f"{INDEX_NAME}_WRITELOCK"
_OWNER = LOCK_NAME + ".owner"


def write_owner(folder: Path) -> None:
    """Note this process as the writer; only for who holds the lock."""
    import socket  # readers of the index do without it

    owner = {"pid": os.getpid(), "host": socket.gethostname(), "since": int(time.time())}
    (folder / _OWNER).write_text(json.dumps(owner), "utf-8")


def clear_owner(folder: Path) -> None:
    """Forget the writer; only for who holds the lock."""
    (folder / _OWNER).unlink(missing_ok=True)


def read_owner(folder: Path) -> int | None:
    """Return the process id that is noted as the writer, or None.

    It may be long dead: only the lock itself counts.
    """
    try:
        pid = json.loads((folder / _OWNER).read_text("utf-8"))["pid"]
    except (OSError, ValueError, KeyError, TypeError):
        return None  # half written or never: then nobody is known by number
    return pid if isinstance(pid, int) else None


def locked(folder: Path) -> IndexLocked:
    """Return the error for a second writer."""
    pid = read_owner(folder)
    owner = _("process {pid}").format(pid=pid) if pid else _("another process")
    return IndexLocked(
        _("{owner} is writing to {path}; wait until it has finished, or end it, and try again").format(
            owner=owner, path=folder
        )
    )


def try_lock(folder: Path) -> bool:
    """Say whether nobody is writing just now; takes the lock for a moment."""
    from whoosh.util.filelock import FileLock  # only asked by `searchkit doctor`

    lock = FileLock(str(folder / LOCK_NAME))
    try:
        if not lock.acquire():
            return False
    except OSError:
        return False  # a folder that can't be written to has no writer of ours either
    lock.release()
    return True
