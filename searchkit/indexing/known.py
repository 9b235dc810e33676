"""The digests of what an index holds: by them a worker knows an article that need not be made again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.indexing.ledger import NEW

if TYPE_CHECKING:
    from searchkit.indexing.snapshot import Snapshot


class Known:
    """The digests of the living documents of an index, mapped from a file of 12 bytes a document."""

    def __init__(self, path: Path | None) -> None:
        import numpy as np

        self._file = None
        self._digests, self._docs = np.zeros(0, "<u8"), np.zeros(0, "<i4")
        if path is not None:
            from searchkit.indexing.layout import SectionFile

            self._file = SectionFile(path)
            self._digests, self._docs = self._file.array("digests"), self._file.array("docs")

    @classmethod
    def load(cls, path: str | None) -> Known:
        """Open a file that `save` wrote; None stands for an empty index."""
        return cls(Path(path) if path else None)

    @staticmethod
    def save(snapshot: Snapshot, path: Path) -> None:
        """Write the digests of `snapshot`, sorted, each with its document."""
        import numpy as np

        from searchkit.indexing.layout_write import write_sections

        digests = np.asarray(snapshot.column("digest").numbers)
        docs = np.arange(len(digests), dtype=np.int32)
        if snapshot.alive is not None:
            digests, docs = digests[snapshot.alive], docs[snapshot.alive]
        order = np.argsort(digests)
        write_sections(path, {"digests": digests[order], "docs": docs[order]})

    def find(self, mark: int) -> int:
        """Return the document whose digest is `mark`, or `NEW`."""
        place = int(self._digests.searchsorted(self._digests.dtype.type(mark))) if len(self._digests) else 0
        if place < len(self._digests) and int(self._digests[place]) == mark:
            return int(self._docs[place])
        return NEW

    def close(self) -> None:
        """Unmap the file, so that it can be removed on Windows too."""
        if self._file is not None:
            del self._digests, self._docs
            self._file.close()
            self._file = None
