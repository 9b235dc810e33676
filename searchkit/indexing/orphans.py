"""Files that a writer left behind when it died: removed by the next one, and nothing else with them."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from searchkit.indexing.toc import INDEX_NAME

_OURS = re.compile(rf"({INDEX_NAME}_[0-9a-z]+)\.(?:text|title|compound|keys|stored|seg|trm|pst|[a-z_]+\.col)")
_COMMIT = re.compile(rf"_{INDEX_NAME}_([0-9]+)\.(?:copies|toc(\.[0-9.]+)?)")


def clear_orphans(folder: Path, generation: int, kept: Collection[str] | None) -> None:
    """Remove files of segments other than `kept`, and tables of contents and copies of other generations or
    unfinished.

    Only for who holds the lock. Without `kept` (a rebuild) segments stay until the commit. What another
    process has mapped can't be removed on Windows and stays for a later writer.
    """
    for entry in list(folder.iterdir()):
        segment, table = _OURS.fullmatch(entry.name), _COMMIT.fullmatch(entry.name)
        orphan = segment and kept is not None and segment[1] not in kept
        if orphan or (table and (table[2] or int(table[1]) != generation)):
            _remove(entry)


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except PermissionError:
        return  # mapped by a reader on Windows; the next writer tries again
