"""Term dictionaries and postings of a segment, as Whoosh reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.reading import TermInfo, TermNotFound

from searchkit.indexing.matcher import ArrayMatcher
from searchkit.indexing.schema import KEY_FIELDS, TEXT_FIELDS
from searchkit.indexing.segment import Segment, SegmentField
from searchkit.indexing.terms import utf8

_INDEXED = sorted(field.name for field in (*TEXT_FIELDS, *KEY_FIELDS))


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
