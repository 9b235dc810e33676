"""One indexed field of a commit: dictionary and postings of all segments as one.

Document numbers are global: segments follow each other. With one segment every array is a view of the mapped
file; with several, arrays are put together for each term, without deleted documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from heapq import merge
from typing import Any

import numpy as np

from searchkit.indexing.kept import Kept
from searchkit.indexing.layout import Array
from searchkit.indexing.segment import Segment, SegmentField
from searchkit.indexing.spots import Spots
from searchkit.indexing.terms import utf8

_KEPT_BYTES = 64_000_000
"""Postings of a field, and where its terms stand, are kept up to so many bytes of what was computed."""


class Postings:
    """The postings of one term: `docs` (ascending, of a narrow type), `tfs` beside them, `df` of them."""

    __slots__ = ("df", "docs", "tfs")

    def __init__(self, docs: Array, tfs: Array) -> None:
        self.docs, self.tfs, self.df = docs, tfs, len(docs)

    @property
    def nbytes(self) -> int:
        """What documents and frequencies take where they had to be put together, and the rest about."""
        return 200 + (self.docs.nbytes + self.tfs.nbytes if self.docs.base is None else 0)


class FieldView:
    """One indexed field over all segments."""

    def __init__(self, segments: Sequence[Segment], bases: Sequence[int], name: str) -> None:
        self.name = name
        self._parts = [(s.field(name), base, s.alive) for s, base in zip(segments, bases, strict=True)]
        self._alone = self._parts[0][0] if len(self._parts) == 1 and self._parts[0][2] is None else None
        self._made: Kept[Postings | None] = Kept(_KEPT_BYTES)
        self._spots: Kept[tuple[Spots | None, ...]] = Kept(_KEPT_BYTES)

    @cached_property
    def lengths(self) -> Array:
        """The number of words of every document, deleted ones included (int32)."""
        return joined([field.array("lengths") for field, _base, _alive in self._parts], np.int32)

    @cached_property
    def total_length(self) -> int:
        """The number of words of all documents that are not deleted."""
        return sum(
            int(field.array("total")[0]) if alive is None else int(field.array("lengths")[alive].sum())
            for field, _base, alive in self._parts
        )

    @cached_property
    def term_count(self) -> int:
        """The number of terms, those of deleted documents included."""
        if len(self._parts) == 1:
            return len(self._parts[0][0].terms)
        return len({term for field, _base, _alive in self._parts for term in field.terms})

    def postings(self, term: str) -> Postings | None:
        """Return the postings of `term` without deleted documents, or None where no document holds it."""
        return self._made.get(term, lambda: self._postings(utf8(term)), lambda p: p.nbytes if p else 0)

    def _postings(self, key: bytes) -> Postings | None:
        alone = self._alone
        if alone is None:
            return self._put_together(key)
        number = alone.terms.find(key)
        return None if number < 0 else Postings(alone.docs(number), alone.tfs(number))

    def _put_together(self, key: bytes) -> Postings | None:
        docs, tfs = [], []
        for field, number, here, kept in self._living(key):
            docs.append(here)
            tfs.append(field.tfs(number)[kept])
        if not any(map(len, docs)):
            return None
        return Postings(joined(docs, np.int32), joined(tfs, np.uint8))

    def _living(self, key: bytes) -> Iterator[tuple[SegmentField, int, Array, Array | slice]]:
        """Yield each segment's field that knows the term, its number there, the documents that hold it and
        are not deleted, by their numbers in the index, and which of the postings these are."""
        for field, base, alive in self._parts:
            number = field.terms.find(key)
            if number >= 0:
                local = field.docs(number)
                kept = slice(None) if alive is None else alive[local]
                here = local[kept]
                yield field, number, here + np.int32(base) if base else here, kept

    def spots(self, term: str) -> tuple[Spots | None, ...]:
        """Return where `term` stands in each segment, None for one without it; only for fields with
        positions."""
        return self._spots.get(term, lambda: self._find_spots(utf8(term)), _spots_bytes)

    def _find_spots(self, key: bytes) -> tuple[Spots | None, ...]:
        numbers = [(part, part[0].terms.find(key)) for part in self._parts]
        return tuple(
            Spots(field, number, base, alive) if number >= 0 else None
            for (field, base, alive), number in numbers
        )

    def df(self, term: str) -> int:
        """Return how many documents that are not deleted hold `term`."""
        key = utf8(term)
        count = 0
        for field, _base, alive in self._parts:
            number = field.terms.find(key)
            if number >= 0:
                count += _df(field, number, alive)
        return count

    def look(self, term: str, sign: str) -> tuple[int, bool]:
        """Return the `df` of `term`, and whether terms may begin with it and `sign`: a look at its place and
        the next."""
        key, end = utf8(term), utf8(sign)
        count, longer = 0, False
        for field, _base, alive in self._parts:
            number, more = field.terms.look(key, end)
            longer = longer or more
            if number >= 0:
                count += _df(field, number, alive)
        return count, longer

    def prefix(self, prefix: str, limit: int) -> list[str]:
        """Return up to `limit` terms that begin with `prefix`, in order."""
        key = utf8(prefix)
        found: set[bytes] = set()
        for field, _base, alive in self._parts:
            first, end = field.terms.prefix_range(key)
            numbers = (n for n in range(first, end) if alive is None or _df(field, n, alive))
            found.update(field.terms.raw(n) for n, _i in zip(numbers, range(limit), strict=False))
        return [term.decode() for term in sorted(found)[:limit]]

    def folded(self, key: str) -> list[str]:
        """Return the terms whose `text.fold` is `key`, in order; some may stand in deleted documents only."""
        if len(self._parts) == 1:
            return self._parts[0][0].folded(key)
        return sorted({term for field, _base, _alive in self._parts for term in field.folded(key)})

    def folded_prefix(self, prefix: str, limit: int) -> list[str]:
        """Return terms whose folded forms begin with the folded `prefix`, of up to `limit` forms a
        segment."""
        key = utf8(prefix)
        found = {term for field, _base, _alive in self._parts for term in field.folded_prefix(key, limit)}
        return [term.decode() for term in sorted(found)]

    def weights(self, term: str) -> tuple[Array, Array]:
        """Return the documents that hold `term` (ascending, of a narrow type), deleted ones left out, and
        what it counts in each (whole numbers): occurrences, in `text` those of the title more."""
        docs, weights = [], []
        for field, number, here, kept in self._living(utf8(term)):
            docs.append(here)
            weights.append(field.weights(number)[kept])
        return joined(docs, np.int32), joined(weights, np.uint8)

    def table(self, term: str) -> tuple[Array, int] | None:
        """Return the weights of `term` as a table of all documents, and how many hold it; None where no
        segment keeps such a table."""
        key = utf8(term)
        numbers = [field.terms.find(key) for field, _base, _alive in self._parts]
        alone = self._alone
        if alone is not None:
            table = alone.table(numbers[0])
            return None if table is None else (table, alone.df(numbers[0]))
        tables = [part[0].table(number) for part, number in zip(self._parts, numbers, strict=True)]
        if not any(table is not None for table in tables):
            return None
        whole = np.concatenate(list(map(_living_table, self._parts, numbers, tables)))
        return whole, int(np.count_nonzero(whole))

    def occurrences(self, term: str) -> int:
        """Return how often `term` occurs, in deleted documents too; only for fields with positions."""
        numbers = [(field, field.terms.find(utf8(term))) for field, _base, _alive in self._parts]
        return sum(field.occurrences(number) for field, number in numbers if number >= 0)

    def pairs(self, firsts: Sequence[str], seconds: Sequence[str]) -> Array:
        """Return how often each of `seconds` (columns) stands right after each of `firsts` (rows), int64.

        Only for the field `text`. Large segments leave out pairs that occur once.
        """
        counts = np.zeros((len(firsts), len(seconds)), np.int64)
        for row, column, count in self.beside(firsts, seconds):
            counts[row, column] = count
        return counts

    def beside(self, firsts: Sequence[str], seconds: Sequence[str]) -> list[tuple[int, int, int]]:
        """Return `(row, column, count)` of the counts of `pairs` that are not 0, row by row."""
        found = []
        for field, _base, _alive in self._parts:
            rows = [field.terms.find(utf8(term)) for term in firsts]
            found += field.pair_counts(rows, [field.terms.find(utf8(term)) for term in seconds])
        if len(self._parts) == 1:
            return found
        total: Counter[tuple[int, int]] = Counter()
        for row, column, count in found:
            total[row, column] += count
        return sorted((row, column, count) for (row, column), count in total.items())

    def pair(self, first: str, second: str) -> int:
        """Return how often `second` stands right after `first`; as `pairs` for one of each."""
        return sum(count for _row, _column, count in self.beside((first,), (second,)))

    def followers(
        self, firsts: Sequence[str], prefix: str = "", most: int = 10, least: float = 1
    ) -> dict[str, int]:
        """Return the terms that stand right after any of `firsts` most often, with how often; of those whose
        folded forms begin with the folded `prefix`, seen `least` times in one segment.

        Only for the field `text`; statistics as in `pairs`.
        """
        key = utf8(prefix)
        found = [
            field.followers([field.terms.find(utf8(first)) for first in firsts], key, most, least)
            for field, _base, _alive in self._parts
        ]
        return _most(found, most)

    def beginning(self, prefix: str, most: int = 10, *, folded: bool = True) -> dict[str, int]:
        """Return the terms that begin with `prefix` (their folded forms, unless not `folded`) and that the
        most documents hold, with their number, deleted documents included."""
        key = utf8(prefix)
        found = [field.beginning(key, most, folded=folded) for field, _base, _alive in self._parts]
        return _most(found, most)

    def forms(self, key: str) -> dict[str, int]:
        """Return the terms whose `text.fold` is `key`, in order, with how often each occurs, in deleted
        documents too; only for fields with positions."""
        if len(self._parts) == 1:
            return self._parts[0][0].forms(key)
        total: Counter[str] = Counter()
        for field, _base, _alive in self._parts:
            total.update(field.forms(key))
        return dict(sorted(total.items()))

    def terms(self) -> Iterator[tuple[str, int]]:
        """Yield every term that a document holds with its document frequency, in order."""
        last, count = None, 0
        for term, df in merge(*(_terms(field, alive) for field, _base, alive in self._parts)):
            if term != last:
                if last is not None and count:
                    yield last, count
                last, count = term, 0
            count += df
        if last is not None and count:
            yield last, count


def _most(found: Sequence[dict[bytes, int]], most: int) -> dict[str, int]:
    """Return the sums of several counts, the largest first."""
    total = found[0] if len(found) == 1 else Counter[bytes]()
    for counts in found if len(found) > 1 else ():
        total.update(counts)
    ordered = sorted(total.items(), key=lambda item: (-item[1], item[0]))
    return {term.decode(): count for term, count in ordered[:most]}


def _spots_bytes(spots: tuple[Spots | None, ...]) -> int:
    return sum(part.nbytes for part in spots if part)


def _df(field: SegmentField, number: int, alive: Array | None) -> int:
    return field.df(number) if alive is None else int(np.count_nonzero(alive[field.docs(number)]))


def _terms(field: SegmentField, alive: Array | None) -> Iterator[tuple[str, int]]:
    return ((term, _df(field, number, alive)) for number, term in enumerate(field.terms))


def _living_table(part: tuple[SegmentField, int, Array | None], number: int, table: Array | None) -> Array:
    """Return the weights of term `number` (-1: of none) of a segment as a table, those of deleted documents
    0."""
    field, _base, alive = part
    if table is None:
        weights = field.weights(number) if number >= 0 else np.zeros(0, np.uint8)
        table = np.zeros(len(field.lengths), weights.dtype)
        if number >= 0:
            table[field.docs(number)] = weights
    return table if alive is None else table * alive


def joined(arrays: Sequence[Array], kind: Any) -> Array:
    """Return `arrays` after each other; an empty one of dtype `kind` for none."""
    if len(arrays) == 1:
        return arrays[0]
    return np.concatenate(arrays) if arrays else np.zeros(0, kind)
