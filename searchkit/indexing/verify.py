"""Reading a whole index to name its faults. Changes nothing, as opening does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from searchkit.errors import IndexCorrupt, IndexError_, IndexMissing
from searchkit.i18n import _
from searchkit.indexing.copies import CopiesFile, copies_name
from searchkit.indexing.layout_write import check_content
from searchkit.indexing.locks import read_owner, try_lock
from searchkit.indexing.schema import FILES
from searchkit.indexing.segment import Segment
from searchkit.indexing.store import REBUILD, check_fingerprint
from searchkit.indexing.toc import SegmentState, Toc, read_toc
from searchkit.models import Fault


def verify(path: Path) -> tuple[Fault, ...]:
    """Read the whole index and name every fault with the way out; an intact index has none."""
    faults = _stale_lock(path)
    try:
        toc = read_toc(path)
        check_fingerprint(path, toc)
    except IndexMissing as error:
        return (*faults, Fault(str(error), "searchkit index PATH"))
    except (IndexError_, OSError) as error:
        return (*faults, Fault(str(error), REBUILD))
    for state in toc.segments:
        faults += _segment_faults(path, state)
    if toc.segments:
        faults += _copies_faults(path, toc)
    return faults


def _copies_faults(path: Path, toc: Toc) -> tuple[Fault, ...]:
    found = _file_faults([path / copies_name(toc.generation)])
    if found:
        return found
    file = CopiesFile(path, toc.generation, sum(state.doccount for state in toc.segments))
    try:
        _known = file.copies
    except IndexCorrupt as error:
        return (Fault(str(error), REBUILD),)
    finally:
        file.close()
    return ()


def _segment_faults(path: Path, state: SegmentState) -> tuple[Fault, ...]:
    return _file_faults([path / (state.name + ending) for ending in FILES]) or _count_faults(path, state)


def _file_faults(files: Sequence[Path]) -> tuple[Fault, ...]:
    found = []
    for file in files:
        try:
            fault = check_content(file)
        except FileNotFoundError:
            fault = _("{path} is missing").format(path=file)
        except OSError as error:
            fault = _("{path} can't be read ({error})").format(path=file, error=error)
        if fault:
            found.append(Fault(fault, REBUILD))
    return tuple(found)


def _count_faults(path: Path, state: SegmentState) -> tuple[Fault, ...]:
    try:
        Segment(path, state.name, state.doccount, state.deleted).close()
    except (IndexCorrupt, OSError) as error:
        return (Fault(str(error), REBUILD),)
    return ()


def _stale_lock(path: Path) -> tuple[Fault, ...]:
    """Name a lock that a process left behind when it died. It hinders nobody: the system gave it free."""
    owner = read_owner(path)
    if owner is None or not try_lock(path):
        return ()
    what = _("process {pid} died while writing to {path}; what it had not committed is not in the index")
    return (Fault(what.format(pid=owner, path=path), "searchkit index PATH", fatal=False),)
