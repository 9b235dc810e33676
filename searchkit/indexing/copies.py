"""Which documents of one commit are copies of each other: one small file beside the table of contents.

It names the documents of every story that has more than one, a story after another, each story by the day of
publication (articles without one last), then in the order in which the articles came.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np

from searchkit.i18n import _
from searchkit.indexing.holders import Holders, grouped
from searchkit.indexing.layout import Array, SectionFile, damaged
from searchkit.indexing.toc import INDEX_NAME


def copies_name(generation: int) -> str:
    """Return the file name of a generation's copies."""
    return f"_{INDEX_NAME}_{generation}.copies"


class Copies:
    """The stories of an index: story `s` are the documents `docs[starts[s]:starts[s + 1]]`, the earliest
    first."""

    def __init__(self, docs: Array, starts: Array, max_doc: int) -> None:
        self.docs, self.starts, self._max_doc = docs, starts, max_doc
        self._shared: dict[str, Holders] = {}

    @classmethod
    def none(cls, max_doc: int) -> Copies:
        """Return those of an index where every document is a story of its own."""
        return cls(np.zeros(0, np.intp), np.zeros(1, np.int32), max_doc)

    @cached_property
    def places(self) -> Array:
        """The place in `docs` of every document of the index, -1 where it has no copy."""
        places = np.full(self._max_doc, -1, np.int32)
        places[self.docs] = np.arange(len(self.docs), dtype=np.int32)
        return places

    @cached_property
    def copied(self) -> Array:
        """A flag for every document of the index: whether it has a copy, as few have."""
        return self.places >= 0

    @cached_property
    def stories(self) -> Array:
        """The story of each of `docs`."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))

    def shared(self, name: str, holders: Holders) -> Holders:
        """Return the documents that hold what others of their story hold as well, of those of the column
        `name`: a group for each story and value, its number the place of the value among `holders`. Found
        once."""
        if name not in self._shared:
            places = self.places[holders.docs]
            held = np.flatnonzero(places >= 0)
            both = self.stories[places[held]].astype(np.int64) << 32 | holders.places[held]
            order = np.argsort(both, kind="stable")
            both, docs = both[order], holders.docs[held][order]
            same = np.concatenate([[False], both[1:] == both[:-1], [False]])
            several = (same[1:] | same[:-1])[: len(both)]
            found = grouped(both[several], docs[several])
            self._shared[name] = found._replace(groups=found.groups & 0xFFFFFFFF)
        return self._shared[name]

    def story(self, doc: int) -> Array:
        """Return the documents of the story of `doc`, the earliest first; `doc` alone where it has no
        copy."""
        place = int(self.places[doc])
        if place < 0:
            return np.array([doc], np.intp)
        story = int(self.stories[place])
        return self.docs[self.starts[story] : self.starts[story + 1]]


class CopiesFile:
    """The mapped file of copies of a commit. `FileNotFoundError` where it is missing, `IndexCorrupt` where
    it is damaged."""

    def __init__(self, folder: Path, generation: int, max_doc: int) -> None:
        self._file = SectionFile(folder / copies_name(generation))
        self._max_doc = max_doc

    @cached_property
    def copies(self) -> Copies:
        """What the file says, checked: it may come from anyone."""
        docs, starts = self._file.array("docs").astype(np.intp), self._file.array("starts")
        ends_fit = len(starts) > 0 and starts[0] == 0 and starts[-1] == len(docs)
        inside = not len(docs) or (docs.min() >= 0 and docs.max() < self._max_doc)
        if ends_fit and inside and bool((np.diff(starts) > 1).all()):
            copies = Copies(docs, starts, self._max_doc)
            if (copies.places[docs] == np.arange(len(docs))).all():  # each document once
                return copies
        raise damaged(self._file.path, _("cannot be read"))

    def close(self) -> None:
        """Unmap the file."""
        self.__dict__.pop("copies", None)
        self._file.close()
