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
from whoosh.reading import TermInfo, TermNotFound

from searchkit.indexing.layout import Array
from searchkit.indexing.matcher import ArrayMatcher
from searchkit.indexing.schema import KEY_FIELDS, NUMBERS, TEXT_FIELDS
from searchkit.indexing.segment import Segment, SegmentField, is_single
from searchkit.indexing.terms import utf8
from searchkit.indexing.toc import INDEX_NAME, SegmentState

_TEXTS = {field.name for field in TEXT_FIELDS}
_INDEXED = sorted(_TEXTS | {key.name for key in KEY_FIELDS})


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


class _UnknownTerm(TermNotFound, KeyError):  # type: ignore[misc]
    """Whoosh expects the one error for counts and the other for postings."""


class ArrayTerms(base.TermsReader):  # type: ignore[misc]
    """Term dictionaries and postings of a segment, as Whoosh reads them (terms are UTF-8 bytes)."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def close(self) -> None:
        self._segment.close()

    def _find(self, fieldname: str, text: bytes) -> tuple[SegmentField, int]:
        if fieldname in _INDEXED:
            field = self._segment.field(fieldname)
            number = field.terms.find(text)
            if number >= 0:
                return field, number
        raise _UnknownTerm(f"no term {fieldname}:{text!r}")

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        fieldname, text = term
        return fieldname in _INDEXED and self._segment.field(fieldname).terms.find(text) >= 0

    def indexed_field_names(self) -> list[str]:
        return list(_INDEXED)

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayCursor:
        return ArrayCursor(self._segment.field(fieldname), self._segment)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for name in _INDEXED:
            yield from ((name, term) for term in self._raw_from(name, b""))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        for name in _INDEXED:
            if name >= fieldname:
                yield from (
                    (name, term) for term in self._raw_from(name, prefix if name == fieldname else b"")
                )

    def _raw_from(self, name: str, prefix: bytes) -> Iterator[bytes]:
        terms = self._segment.field(name).terms
        return map(terms.raw, range(terms.lower_bound(prefix), len(terms)))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        field, number = self._find(fieldname, text)
        return _term_info(self._segment, field, number)

    def frequency(self, fieldname: str, text: bytes) -> float:
        return self.term_info(fieldname, text).weight()  # type: ignore[no-any-return]

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return how many documents that are not deleted hold the term (Whoosh's own codec counts those
        too)."""
        field, number = self._find(fieldname, text)
        alive = self._segment.alive
        return field.df(number) if alive is None else int(np.count_nonzero(alive[field.docs(number)]))

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        field, number = self._find(fieldname, text)
        return ArrayMatcher(field, number, (fieldname, text), format_, scorer)


def _term_info(segment: Segment, field: SegmentField, number: int) -> TermInfo:
    docs, tfs = field.docs(number), field.tfs(number)
    df = len(docs) if segment.alive is None else int(np.count_nonzero(segment.alive[docs]))
    lengths = field.lengths[docs] if field.has_tfs else np.ones(1, np.int32)
    return TermInfo(
        weight=float(tfs.sum()),
        df=df,
        minlength=int(lengths.min()),
        maxlength=int(lengths.max()),
        maxweight=float(tfs.max()),
        minid=int(docs[0]),
        maxid=int(docs[-1]),
    )


class ArrayCursor(base.FieldCursor):  # type: ignore[misc]
    """Walks the terms of a field, as Whoosh's fuzzy search does."""

    def __init__(self, field: SegmentField, segment: Segment) -> None:
        self._field, self._segment, self._at = field, segment, 0

    def first(self) -> str | None:
        self._at = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        self._at = self._field.terms.lower_bound(term if isinstance(term, bytes) else utf8(term))
        return self.text()

    def next(self) -> str | None:
        self._at += 1
        return self.text()

    def text(self) -> str | None:
        return self._field.terms.raw(self._at).decode() if self.is_valid() else None

    term = text

    def term_info(self) -> TermInfo | None:
        return _term_info(self._segment, self._field, self._at) if self.is_valid() else None

    def is_valid(self) -> bool:
        return self._at < len(self._field.terms)


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
