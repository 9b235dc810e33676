"""`searchkit doctor`: what is wrong with an index, and the way out. Reads everything, changes nothing."""

from __future__ import annotations

from pathlib import Path

from searchkit.errors import IndexError_
from searchkit.i18n import _
from searchkit.models import Fault

_NAMED = 3
"""So many of the useless files are named; the rest is counted."""


def examine(path: Path) -> tuple[Fault, ...]:
    """Return every fault of the index at `path`, those that make it unusable first; none where it is intact.

    Known are: no index, a missing, truncated, damaged or foreign file, a segment that plain Whoosh wrote, an
    index of another analyzer or schema, a lock left by a process that died, files that belong to nothing.
    """
    from searchkit.indexing.verify import verify

    if path.exists() and not path.is_dir():
        what = _("{path} is a file, not the folder of an index").format(path=path)
        return (Fault(what, _("give the folder with --index-dir")),)
    faults = (*verify(path), *_useless_files(path))
    return tuple(sorted(faults, key=lambda fault: not fault.fatal))


def _useless_files(path: Path) -> tuple[Fault, ...]:
    """Name what a run that broke off left behind. While somebody writes, nothing is useless."""
    from searchkit.indexing.locks import try_lock

    try:
        found = sorted(_orphans(path))
    except (IndexError_, OSError):
        return ()  # the table of contents can't be read, and `verify` says so: nobody knows what belongs
    if not found or not try_lock(path):
        return ()
    shown = ", ".join(found[:_NAMED]) + (" …" if len(found) > _NAMED else "")
    what = _("{path} holds files that belong to nothing ({names}; {n} in all), left by a run that broke off")
    way = _("`searchkit index PATH` removes them; the index can be used as it is")
    return (Fault(what.format(path=path, names=shown, n=len(found)), way, fatal=False),)


def _orphans(path: Path) -> set[str]:
    """Return the names in the folder that look like ours and are named by nothing."""
    from searchkit.indexing.copies import copies_name
    from searchkit.indexing.locks import LOCK_NAME
    from searchkit.indexing.schema import FILES
    from searchkit.indexing.toc import INDEX_NAME, read_toc, toc_name

    toc = read_toc(path)
    wanted = {toc_name(toc.generation), copies_name(toc.generation)}
    wanted |= {state.name + ending for state in toc.segments for ending in FILES}
    marks = (f"{INDEX_NAME}_", f"{INDEX_NAME}.", f"_{INDEX_NAME}_")
    names = {entry.name for entry in path.iterdir()}
    return {n for n in names - wanted if n.startswith(marks) and not n.startswith(LOCK_NAME)}
