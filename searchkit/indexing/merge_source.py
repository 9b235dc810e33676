"""What is merged: runs and segments, read in slices, with the numbers that their documents get."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.layout_write import SectionStream
from searchkit.indexing.schema import FILES


@dataclass(frozen=True, slots=True)
class Source:
    """A run or segment to merge: `prefix` + ending are its files; `dead` its documents to leave out,
    ascending."""

    prefix: Path
    doccount: int
    dead: tuple[int, ...] = ()


class Input:
    """An open source, with the numbers that its documents get in the result."""

    def __init__(self, source: Source, base: int) -> None:
        self.base, self.doccount = base, source.doccount
        self.alive: Array | None = None
        self.count = source.doccount - len(source.dead)
        if source.dead:
            self.alive = np.ones(source.doccount, bool)
            self.alive[list(source.dead)] = False
            self._new = (np.cumsum(self.alive) + (base - 1)).astype(np.int32)
        self.streams = {ending: SectionStream(Path(f"{source.prefix}{ending}")) for ending in FILES}

    def renumber(self, docs: Array) -> Array:
        """Return the new numbers of `docs`, none of which may be dead."""
        return docs.astype(np.int32) + np.int32(self.base) if self.alive is None else self._new[docs]

    def living(self, values: Array) -> Array:
        """Return the values of the living documents, from one value a document."""
        return values if self.alive is None else values[self.alive]

    def before(self, doc: int) -> int:
        """Return how many living documents stand before `doc`."""
        return doc if self.alive is None else int(np.count_nonzero(self.alive[:doc]))

    def close(self) -> None:
        for stream in self.streams.values():
            stream.close()
