"""Opening and making an index. Opening changes nothing: it never deletes, repairs or rebuilds."""

from __future__ import annotations

import time
from pathlib import Path

from searchkit.errors import IndexMissing, IndexOutdated
from searchkit.i18n import _
from searchkit.indexing.copies import CopiesFile
from searchkit.indexing.layout import damaged
from searchkit.indexing.schema import FILES, fingerprint
from searchkit.indexing.segment import Segment
from searchkit.indexing.snapshot import Snapshot
from searchkit.indexing.toc import INDEX_NAME, Toc, read_toc

_TRIES = 5
_PAUSE = 0.02
REBUILD = "searchkit index --rebuild"


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
        copies = CopiesFile(folder, toc.generation, sum(s.doccount for s in segments)) if segments else None
    except BaseException:
        for segment in segments:
            segment.close()
        raise
    return Snapshot(toc.generation, segments, toc.segments[0].made_with if toc.segments else "", copies)


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
                    path=folder, made=state.made_with, theirs=state.fingerprint, ours=wanted, command=REBUILD
                )
            )


def create_index(path: Path) -> None:
    """Make an empty index at `path`, with its folder; an index that is there is kept.

    `IndexLocked` while another writes.
    """
    from searchkit.indexing.writer import IndexWriter  # brings Whoosh, which reading does without

    IndexWriter(path).cancel()
