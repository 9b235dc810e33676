"""Opening and making an index. Opening changes nothing: it never deletes, repairs or rebuilds."""

from __future__ import annotations

import time
from pathlib import Path

from searchkit.errors import IndexCorrupt, IndexError_, IndexMissing, IndexOutdated
from searchkit.i18n import _
from searchkit.indexing.layout import check_content, damaged
from searchkit.indexing.locks import read_owner, try_lock
from searchkit.indexing.schema import FILES, fingerprint
from searchkit.indexing.segment import Segment
from searchkit.indexing.snapshot import Snapshot
from searchkit.indexing.toc import INDEX_NAME, SegmentState, Toc, read_toc
from searchkit.models import Fault

_TRIES = 5
_PAUSE = 0.02
_REBUILD = "searchkit index --rebuild"


def open_index(path: Path) -> Snapshot:
    """Map the last committed state of the index at `path`.

    `IndexMissing` where there is none; `IndexOutdated` where another analyzer or schema made it;
    `IndexCorrupt` where a file is missing, truncated or foreign. A commit that replaces files while they are
    opened leads to another try.
    """
    for attempt in range(_TRIES):
        try:
            return load(path, read_toc(path))
        except IndexMissing:
            # Listing a folder while a file in it is renamed may show neither the old name nor the new one.
            if attempt + 1 == _TRIES or not _has_segments(path):
                raise
        except FileNotFoundError as error:
            if attempt + 1 == _TRIES:
                raise damaged(Path(error.filename or path), _("the file is missing")) from error
        time.sleep(_PAUSE)  # a commit has just replaced what this generation names
    raise AssertionError("unreachable")


def _has_segments(path: Path) -> bool:
    return path.is_dir() and any(path.glob(f"{INDEX_NAME}_*{FILES[0]}"))


def load(folder: Path, toc: Toc) -> Snapshot:
    """Map the segments that `toc` names."""
    check_fingerprint(folder, toc)
    segments: list[Segment] = []
    try:
        for state in toc.segments:
            segments.append(Segment(folder, state.name, state.doccount, state.deleted))
    except BaseException:
        for segment in segments:
            segment.close()
        raise
    return Snapshot(toc.generation, segments, toc.segments[0].made_with if toc.segments else "")


def check_fingerprint(folder: Path, toc: Toc) -> None:
    """Raise `IndexOutdated` where a segment was made with another analyzer or schema than this program's."""
    wanted = fingerprint()
    for state in toc.segments:
        if state.fingerprint != wanted:
            raise IndexOutdated(
                _(
                    "the index in {path} was made by searchkit {made} with other word rules "
                    "({theirs}, here {ours}); make it anew with `{command}`"
                ).format(
                    path=folder, made=state.made_with, theirs=state.fingerprint, ours=wanted, command=_REBUILD
                )
            )


def create_index(path: Path) -> None:
    """Make an empty index at `path`, with its folder; an index that is there is kept.

    `IndexLocked` while another writes.
    """
    from searchkit.indexing.writer import IndexWriter  # brings Whoosh, which reading does without

    IndexWriter(path).cancel()


def verify(path: Path) -> tuple[Fault, ...]:
    """Read the whole index and name every fault with the way out; an intact index has none."""
    faults = _stale_lock(path)
    try:
        toc = read_toc(path)
        check_fingerprint(path, toc)
    except IndexMissing as error:
        return (*faults, Fault(str(error), "searchkit index PATH"))
    except (IndexError_, OSError) as error:
        return (*faults, Fault(str(error), _REBUILD))
    for state in toc.segments:
        faults += _segment_faults(path, state)
    return faults


def _segment_faults(path: Path, state: SegmentState) -> tuple[Fault, ...]:
    found = []
    for ending in FILES:
        file = path / (state.name + ending)
        try:
            fault = check_content(file)
        except FileNotFoundError:
            fault = _("{path} is missing").format(path=file)
        except OSError as error:
            fault = _("{path} can't be read ({error})").format(path=file, error=error)
        if fault:
            found.append(Fault(fault, _REBUILD))
    return tuple(found) or _count_faults(path, state)


def _count_faults(path: Path, state: SegmentState) -> tuple[Fault, ...]:
    try:
        Segment(path, state.name, state.doccount, state.deleted).close()
    except (IndexCorrupt, OSError) as error:
        return (Fault(str(error), _REBUILD),)
    return ()


def _stale_lock(path: Path) -> tuple[Fault, ...]:
    """Name a lock that a process left behind when it died. It hinders nobody: the system gave it free."""
    owner = read_owner(path)
    if owner is None or not try_lock(path):
        return ()
    what = _("process {pid} died while writing to {path}; what it had not committed is not in the index")
    return (Fault(what.format(pid=owner, path=path), "searchkit index PATH", fatal=False),)
