"""What a reader sees of an index: the state of one commit, all segments as one, numbers as arrays.

Document numbers are global: segments follow each other. With one segment every array is a view of the mapped
file; with several, arrays are put together for each term. Deleted documents are left out of postings and
counts, but stay in `lengths` and columns, which are addressed by document number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np

from searchkit.indexing.column import Column
from searchkit.indexing.copies import Copies, CopiesFile
from searchkit.indexing.field_view import FieldView
from searchkit.indexing.layout import Array
from searchkit.indexing.segment import Segment
from searchkit.indexing.stored import Card
from searchkit.indexing.terms import utf8


class Snapshot:
    """The state of one commit. Stays readable while others write; close it to let its files go."""

    def __init__(
        self,
        generation: int,
        segments: Sequence[Segment],
        created_with: str = "",
        copies: CopiesFile | None = None,
    ) -> None:
        self.generation, self.created_with = generation, created_with
        self.segments = tuple(segments)
        self.bases = list(accumulate((s.doccount for s in self.segments), initial=0))[:-1]
        self.max_doc = sum(s.doccount for s in self.segments)
        self.doc_count = self.max_doc - sum(len(s.deleted) for s in self.segments)
        self._fields: dict[str, FieldView] = {}
        self._columns: dict[str, Column] = {}
        self._copies = copies

    def __enter__(self) -> Snapshot:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def segment_count(self) -> int:
        """The number of segments."""
        return len(self.segments)

    @cached_property
    def alive(self) -> Array | None:
        """A mask of the documents that are not deleted, or None where none is."""
        if self.doc_count == self.max_doc:
            return None
        return np.concatenate(
            [np.ones(s.doccount, bool) if s.alive is None else s.alive for s in self.segments]
        )

    @cached_property
    def copies(self) -> Copies:
        """Which documents tell the same story; `IndexCorrupt` where their file is damaged."""
        if self._copies is None:
            return Copies.none(self.max_doc)
        return self._copies.copies

    def field(self, name: str) -> FieldView:
        """Return an indexed field; `KeyError` where there is none of that name."""
        if name not in self._fields:
            self._fields[name] = FieldView(self.segments, self.bases, name)
        return self._fields[name]

    def column(self, name: str) -> Column:
        """Return a column; `KeyError` where there is none of that name."""
        if name not in self._columns:
            self._columns[name] = Column(self.segments, self.bases, name)
        return self._columns[name]

    def locate(self, doc: int) -> tuple[Segment, int]:
        """Return the segment of a document, and its number there."""
        place = bisect_right(self.bases, doc) - 1
        return self.segments[place], doc - self.bases[place]

    def stored(self, doc: int) -> dict[str, Any]:
        """Return everything of an article but its body: keys as in METADATA, days in ISO form."""
        segment, local = self.locate(doc)
        return segment.stored(local)

    def heads(self, docs: Sequence[int]) -> Iterator[bytes]:
        """Yield what is stored of articles beside card and body, as JSON."""
        if len(self.segments) == 1:
            return map(self.segments[0].head, docs)
        return (segment.head(local) for segment, local in map(self.locate, docs))

    def cards(self, docs: Sequence[int]) -> list[Card]:
        """Return what a list of hits shows of articles."""
        if len(self.segments) == 1:
            return self.segments[0].cards(docs)
        return [segment.cards([local])[0] for segment, local in map(self.locate, docs)]

    def body(self, doc: int) -> str:
        """Return the body of an article."""
        segment, local = self.locate(doc)
        return segment.body(local).decode()

    def doc_of(self, id: str) -> int | None:
        """Return the document of article `id`, or None."""
        key = utf8(id)
        for segment, base in zip(self.segments, self.bases, strict=True):
            field = segment.field("id")
            number = field.terms.find(key)
            if number >= 0:
                for doc in field.docs(number).tolist():
                    if segment.alive is None or segment.alive[doc]:
                        return base + int(doc)
        return None

    def close(self) -> None:
        """Unmap the files; arrays that are still in use stay readable."""
        self._fields.clear()
        self._columns.clear()
        self.__dict__.pop("copies", None)
        if self._copies is not None:
            self._copies.close()
        for segment in self.segments:
            segment.close()
