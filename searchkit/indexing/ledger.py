"""The books of one indexing run: which articles came, which are new, which came twice, which have vanished.

Kept by the process that commits. It sees every article of the input once, in input order whatever the number
of workers, so that the outcome is the same each time. Costs 8 bytes an article, never its id or text.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from searchkit.i18n import _
from searchkit.indexing.idsets import HashSet, hashes
from searchkit.indexing.pipeline import STDIN, origin
from searchkit.models import Skipped

NEW = -1
"""`Row.doc` of an article that is not in the index as it is now."""
TWICE = -2
"""`Row.doc` of an article that was passed over because its id had come before in the same batch."""

if TYPE_CHECKING:

    class Holdings(Protocol):
        """What the books ask of the index as it was before the run (a `Snapshot` can answer)."""

        @property
        def max_doc(self) -> int:
            """The number of documents, deleted ones included."""

        @property
        def alive(self) -> npt.NDArray[Any] | None:
            """A mask of the documents that are not deleted, or None where none is."""

        def doc_of(self, id: str) -> int | None:
            """Return the living document of that id."""

        def column(self, name: str) -> Any:
            """Return the column of a field."""


@dataclass(frozen=True, slots=True)
class Row:
    """One article of the input: id, place, and the document that holds it unchanged (or `NEW`, `TWICE`)."""

    id: str
    path: str
    line: int | None
    doc: int


class Ledger:
    """Counts and decisions of one run over an index that held `before` (None: nothing that counts)."""

    def __init__(self, before: Holdings | None) -> None:
        self._before = before
        self._ids = HashSet()
        self._seen = np.zeros(before.max_doc if before else 0, bool)
        self.added = self.replaced = self.unchanged = 0
        self.skipped: list[Skipped] = []
        self.outdated: list[int] = []
        """Documents of the index that a new version replaces."""

    def enter(self, rows: Iterable[Row]) -> list[int]:
        """Enter articles in input order; return which of the new ones (0 the first of them) to leave out.

        Left out are articles whose id came before in this run: the first one stands, the later ones are named
        among the skipped. That holds for unchanged articles too: the id is taken by whichever comes first.
        """
        drop: list[int] = []
        number = 0
        rows = list(rows)
        keys = hashes([row.id for row in rows])
        before = set(keys[self._ids.holds(keys)].tolist())
        new: set[int] = set()
        for row, key in zip(rows, keys.tolist(), strict=True):
            taken = self._take(row, key not in before and key not in new)
            new.add(key)
            if row.doc >= 0:
                self.unchanged += taken
            elif row.doc == NEW:
                if not taken:
                    drop.append(number)
                number += 1
        self._ids.add(new - before)
        return drop

    def _take(self, row: Row, is_free: bool) -> bool:
        """Enter one article; return whether its id `is_free`."""
        if not is_free:
            reason = _("the id {id} came before in this run; only the first article of that id is kept")
            self.skipped.append(Skipped(row.path, reason.format(id=row.id), row.line))
            return False
        old = row.doc if row.doc >= 0 else self._doc_of(row.id)
        if old is not None:
            self._seen[old] = True
        if row.doc == NEW:
            self._count_new(old)
        return True

    def _doc_of(self, id: str) -> int | None:
        return self._before.doc_of(id) if self._before else None

    def _count_new(self, old: int | None) -> None:
        if old is None:
            self.added += 1
        else:
            self.replaced += 1
            self.outdated.append(old)

    def skip(self, skipped: Iterable[Skipped]) -> None:
        """Enter what could not be read."""
        self.skipped.extend(skipped)

    def vanished(self, paths: Iterable[str]) -> list[int]:
        """Return the documents that came from below `paths` in an earlier run but not in this one.

        A file that is there but could not be read, wholly or in part, has not vanished, nor has anything
        below a folder that could not be read; nor does anything count as vanished below a folder that is
        itself missing (an unmounted drive would empty the index). Standard input never vanishes.
        """
        if self._before is None:
            return []
        below = {_key(origin(path)) for path in paths if path != STDIN and os.path.lexists(path)}
        exactly = {_key(origin(path)) for path in paths if path != STDIN and _is_missing_file(path)}
        shields = {_key(origin(s.path)) for s in self.skipped if _is_hidden_by_error(s.path)}
        column = self._before.column("origin")
        gone = [
            (_key(name) in exactly or _is_below(name, below)) and not _is_below(name, shields)
            for name in column.values
        ]
        gone.append(False)  # taken by ordinal -1: no origin
        return self._unseen(np.array(gone)[column.ordinals])

    def _unseen(self, docs: npt.NDArray[np.bool_]) -> list[int]:
        """Return those of the marked documents that are alive and did not come in this run."""
        assert self._before is not None
        docs = docs & ~self._seen
        if self._before.alive is not None:
            docs &= self._before.alive
        found: list[int] = np.flatnonzero(docs).tolist()
        return found


def _is_missing_file(path: str) -> bool:
    """Say whether `path` is missing from a folder that is there."""
    return not os.path.lexists(path) and os.path.isdir(os.path.dirname(os.path.abspath(path)))


def _is_hidden_by_error(path: str) -> bool:
    """Say whether the skipped `path` may hold articles that were not seen: a file, an unreadable folder."""
    if not os.path.isdir(path):
        return os.path.lexists(path)
    try:
        os.scandir(path).close()
    except OSError:
        return True
    return False


def _key(name: str) -> str:
    return os.path.normcase(name)


def _is_below(name: str, roots: set[str]) -> bool:
    """Say whether the file `name` is one of `roots` or lies below one."""
    if name in ("", STDIN):
        return False
    key = _key(name)
    while key not in roots:
        parent = os.path.dirname(key)
        if parent == key:
            return False
        key = parent
    return True
