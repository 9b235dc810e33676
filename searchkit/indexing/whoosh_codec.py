"""The codec that lets Whoosh work on our arrays: segments in its table of contents, readers, matchers.

Everything that Whoosh reads goes through here: `whoosh.searching.Searcher` runs its own queries (fuzzy,
wildcard, phrase, spans) over the same files that the array executor maps.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.columns import ColumnReader

from searchkit.indexing.layout import Array
from searchkit.indexing.schema import KEY_FIELDS, NUMBERS, TEXT_FIELDS
from searchkit.indexing.segment import Segment, is_single
from searchkit.indexing.toc import INDEX_NAME, SegmentState
from searchkit.indexing.whoosh_terms import ArrayTerms

_TEXTS = {field.name for field in TEXT_FIELDS}


class ArraySegment(base.Segment):  # type: ignore[misc]
    """A segment of ours, as Whoosh's table of contents pickles it: plain strings, numbers and bytes."""

    def __init__(
        self,
        *,
        segid: str = "",
        doccount: int = 0,
        deleted: Array | None = None,
        fingerprint: str = "",
        made_with: str = "",
    ) -> None:
        self.indexname, self.compound = INDEX_NAME, False
        self.segid = segid or self._random_id()
        self.fingerprint, self.made_with = fingerprint, made_with
        self._doccount = doccount
        self._deleted: set[int] = set() if deleted is None else set(deleted.tolist())

    @classmethod
    def from_state(cls, state: SegmentState) -> ArraySegment:
        """Return the segment that a table of contents describes."""
        return cls(
            segid=state.segid,
            doccount=state.doccount,
            deleted=state.deleted,
            fingerprint=state.fingerprint,
            made_with=state.made_with,
        )

    def __getstate__(self) -> dict[str, Any]:
        return {
            "segid": self.segid,
            "doccount": self._doccount,
            "deleted": self.dead().astype("<i4").tobytes(),
            "fingerprint": self.fingerprint,
            "made_with": self.made_with,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(**{**state, "deleted": np.frombuffer(state["deleted"], "<i4")})  # type: ignore[misc]

    def dead(self) -> Array:
        """Return the numbers of the deleted documents, ascending."""
        return np.array(sorted(self._deleted), np.int32)

    def codec(self, **_options: Any) -> ArrayCodec:
        return ArrayCodec()

    def should_assemble(self) -> bool:
        return False  # a compound file can't be mapped

    def set_doc_count(self, count: int) -> None:
        self._doccount = count

    def doc_count_all(self) -> int:
        return self._doccount

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(sorted(self._deleted))

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        (self._deleted.add if delete else self._deleted.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted


class _NoWriter:
    """Whoosh asks a codec for writers of single postings; ours takes whole runs instead and has none."""

    is_closed = True

    def close(self) -> None:
        """Nothing was opened."""


class ArrayCodec(base.Codec):  # type: ignore[misc]
    """Reads array segments. Writing goes through `searchkit.indexing.writer`."""

    length_stats = False

    def per_document_writer(self, storage: Any, segment: ArraySegment) -> _NoWriter:
        return _NoWriter()

    def field_writer(self, storage: Any, segment: ArraySegment) -> _NoWriter:
        return _NoWriter()

    def terms_reader(self, storage: Any, segment: ArraySegment) -> ArrayTerms:
        return ArrayTerms(_open(storage, segment))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> ArrayDocuments:
        return ArrayDocuments(_open(storage, segment))

    def new_segment(self, storage: Any, indexname: str) -> ArraySegment:
        return ArraySegment()


def _open(storage: Any, segment: ArraySegment) -> Segment:
    return Segment(Path(storage.folder), segment.segment_id(), segment.doc_count_all(), segment.dead())


class ArrayDocuments(base.PerDocumentReader):  # type: ignore[misc]
    """Lengths, columns, deletions and stored fields of a segment, as Whoosh reads them."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._dead = frozenset(segment.deleted.tolist())

    def close(self) -> None:
        self._segment.close()

    def doc_count(self) -> int:
        return self._segment.doccount - len(self._segment.deleted)

    def doc_count_all(self) -> int:
        return self._segment.doccount

    def has_deletions(self) -> bool:
        return self._segment.alive is not None

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._dead

    def deleted_docs(self) -> Iterator[int]:
        return iter(self._segment.deleted.tolist())

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname in NUMBERS or (fieldname not in _TEXTS and is_single(fieldname))

    def list_columns(self) -> list[str]:
        return [*NUMBERS, *(key.name for key in KEY_FIELDS if key.single)]

    def column_reader(self, fieldname: str, column: Any) -> ArrayColumn:
        return ArrayColumn(self._segment, fieldname)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        return int(self._lengths(fieldname)[docnum]) if fieldname in _TEXTS else default

    def field_length(self, fieldname: str) -> int:
        return int(self._segment.field(fieldname).array("total")[0]) if fieldname in _TEXTS else 0

    def min_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).min(initial=0)) if fieldname in _TEXTS else 0

    def max_field_length(self, fieldname: str) -> int:
        return int(self._lengths(fieldname).max(initial=0)) if fieldname in _TEXTS else 0

    def _lengths(self, fieldname: str) -> Array:
        return self._segment.field(fieldname).lengths

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return self._segment.stored(docnum)


class ArrayColumn(ColumnReader):  # type: ignore[misc]
    """One value a document: bytes of a key field, or a number."""

    def __init__(self, segment: Segment, name: str) -> None:
        self._count = segment.doccount
        self._terms = None if name in NUMBERS else segment.field(name).terms
        self._numbers = segment.numbers(name) if name in NUMBERS else segment.ordinals(name)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, docnum: int) -> bytes | int:
        number = int(self._numbers[docnum])
        if self._terms is None:
            return number
        return self._terms.raw(number) if number >= 0 else b""
