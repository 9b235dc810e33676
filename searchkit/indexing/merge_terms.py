"""Merging a field: dictionary, postings, positions, a range of terms at a time, scattered to their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from searchkit.indexing.layout import Array, document_type
from searchkit.indexing.layout_write import SectionStream, SectionWriter
from searchkit.indexing.merge_source import Input
from searchkit.indexing.pairs import Pairs, merge_pairs
from searchkit.indexing.schema import TABLED, TABLED_FROM
from searchkit.indexing.terms import fold_arrays, offset_type, pack_terms, unpack_terms

Slice = tuple[Array | None, ...]
"""Of a range of terms documents, frequencies, these with titles counted more, positions, marks of the next
words; None for what a field lacks."""
_POSTINGS, _PLACES = ("docs", "tfs", "weights"), ("positions", "next")
"""Sections with a number for each posting, and for each occurrence."""
_RANGE = 1 << 19
"""Postings and positions that are merged at a time: about 12 MB of working memory."""


class _Part:
    """One field of one source: its dictionary in memory, its postings read in slices."""

    def __init__(self, one: Input, ending: str, name: str) -> None:
        self._input, self._stream, self._name = one, one.streams[ending], name
        self.has_tfs = f"{name}.tfs" in self._stream.sections
        self.has_positions = f"{name}.positions" in self._stream.sections
        self.whole = f"{name}.weights" in self._stream.sections
        self.terms = unpack_terms(self._read("terms").tobytes(), self._read("offsets"))
        self.starts = self._read("starts").astype(np.int64)
        self.position_starts = self._read("position_starts").astype(np.int64) if self.has_positions else None
        self.counts, self.position_counts = self._count()
        self.places = np.zeros(0, np.int64)

    def _read(self, part: str, start: int = 0, stop: int | None = None) -> Array:
        return self._stream.read(f"{self._name}.{part}", start, stop)

    def kind(self, part: str) -> str:
        """Return the dtype of a section."""
        return self._stream.sections[f"{self._name}.{part}"].dtype.str.replace("|", "<")

    def _count(self) -> tuple[Array, Array | None]:
        """Return the postings and the positions that each term keeps."""
        if self._input.alive is None:
            positions = None if self.position_starts is None else np.diff(self.position_starts)
            return np.diff(self.starts), positions
        counts = np.zeros(len(self.terms), np.int64)
        positions = np.zeros(len(self.terms), np.int64) if self.has_positions else None
        for first, end in _ranges(self.starts, _RANGE):
            kept = self._input.alive[self._read("docs", self.starts[first], self.starts[end])]
            counts[first:end] = self._sums(kept, first, end)
            if positions is not None:
                tfs = self._read("tfs", self.starts[first], self.starts[end])
                positions[first:end] = self._sums(tfs * kept, first, end)
        return counts, positions

    def _sums(self, values: Array, first: int, end: int) -> Array:
        sums = np.zeros(len(values) + 1, np.int64)
        np.cumsum(values, out=sums[1:])
        return np.diff(sums[self.starts[first : end + 1] - self.starts[first]])

    def read(self, first: int, end: int) -> Slice:
        """Return the postings of the terms `first:end`, documents renumbered, without the dead."""
        start, stop = int(self.starts[first]), int(self.starts[end])
        docs = self._read("docs", start, stop)
        tfs = self._read("tfs", start, stop) if self.has_tfs else None
        weights = self._read("weights", start, stop) if self.whole else None
        flat = marks = None
        if self.position_starts is not None:
            places = int(self.position_starts[first]), int(self.position_starts[end])
            flat, marks = self._read("positions", *places), self._read("next", *places)
        alive = self._input.alive
        if alive is not None:
            kept = alive[docs]
            if tfs is not None and flat is not None:
                here = np.repeat(kept, tfs)
                flat, marks = flat[here], _only(marks, here)
            docs, tfs, weights = docs[kept], _only(tfs, kept), _only(weights, kept)
        return self._input.renumber(docs), tfs, weights, flat, marks

    def pairs(self) -> Pairs:
        """Return the pairs of the words of a whole field, read in slices; those of dead articles leave by
        their share."""
        share = self._input.count / max(1, self._input.doccount)
        seconds = _Slices(self._stream, f"{self._name}.pair_seconds")
        counts = _Slices(self._stream, f"{self._name}.pair_counts", share)
        return Pairs(self._read("pair_starts").astype(np.int64), seconds, counts)


class _Slices:
    """A section that is read as it is sliced; of its counts a `share`, rounded."""

    def __init__(self, stream: SectionStream, section: str, share: float = 1.0) -> None:
        self._stream, self._section, self._share = stream, section, share

    def __getitem__(self, part: slice) -> Array:
        values = self._stream.read(self._section, int(part.start), int(part.stop))
        return values if self._share == 1.0 else np.rint(values * self._share)


def _only(values: Array | None, kept: Array) -> Array | None:
    return None if values is None else values[kept]


class MergedField:
    """One field of all sources, merged: dictionary, postings, positions."""

    def __init__(self, inputs: Sequence[Input], ending: str, name: str, *, folded: bool, final: bool) -> None:
        self._name = name
        self._size = sum(one.count for one in inputs)
        self._documents = document_type(self._size)
        self._parts = [_Part(one, ending, name) for one in inputs]
        terms = _union([part.terms for part in self._parts])
        place = {term: number for number, term in enumerate(terms)}
        for part in self._parts:
            part.places = np.fromiter(map(place.__getitem__, part.terms), np.int64, len(part.terms))
            part.terms = []
        self._counts = self._total([part.counts for part in self._parts], len(terms))
        self._position_counts: Array | None = None
        if self._parts[0].has_positions:
            positions = [part.position_counts for part in self._parts if part.position_counts is not None]
            self._position_counts = self._total(positions, len(terms))
        self._kept = self._counts > 0
        self._tabled = self._frequent() if final and self._parts[0].whole else None
        self._dictionary = self._make_dictionary(terms, folded and final)

    def _total(self, counts: Sequence[Array], size: int) -> Array:
        total = np.zeros(size, np.int64)
        for part, numbers in zip(self._parts, counts, strict=True):
            total[part.places] += numbers
        return total

    def _make_dictionary(self, terms: list[bytes], folded: bool) -> dict[str, Array]:
        if not self._kept.all():
            terms = [term for term, kept in zip(terms, self._kept.tolist(), strict=True) if kept]
        blob, offsets = pack_terms(terms)
        made = {"terms": blob, "offsets": offsets, "starts": self._starts(self._counts)}
        if self._position_counts is not None:
            made["position_starts"] = self._starts(self._position_counts)
        return made | fold_arrays(terms) if folded else made

    def _frequent(self) -> Array:
        """Return the terms that get a table, by their places among all of the sources."""
        if self._size < TABLED_FROM:
            return np.zeros(0, np.intp)
        return np.flatnonzero(self._counts * TABLED >= self._size)

    def _starts(self, counts: Array) -> Array:
        starts = np.concatenate([[0], np.cumsum(counts[self._kept])])
        return starts.astype(offset_type(int(starts[-1])))

    def mappings(self) -> Iterator[Array]:
        """Yield for each source the new number of each of its terms, and -1 for -1."""
        numbers = np.where(self._kept, np.cumsum(self._kept) - 1, -1)
        for part in self._parts:
            yield np.append(numbers[part.places], -1).astype(np.int32)

    def plan(self) -> list[tuple[str, str, int]]:
        """Return the sections that `write` fills."""
        sizes = [(part, values.dtype.str, len(values)) for part, values in self._dictionary.items()]
        postings = int(self._counts.sum())
        sizes.append(("docs", self._documents, postings))
        if self._parts[0].has_tfs:
            sizes.append(("tfs", self._widest("tfs"), postings))
        if self._parts[0].whole:
            sizes.append(("weights", self._widest("weights"), postings))
        if self._tabled is not None:
            sizes.append(("tabled", "<u4", len(self._tabled)))
            sizes.append(("tables", self._widest("weights"), len(self._tabled) * self._size))
        if self._position_counts is not None:
            sizes.append(("positions", self._widest("positions"), int(self._position_counts.sum())))
            sizes.append(("next", "<u1", int(self._position_counts.sum())))
        return [(f"{self._name}.{part}", kind, count) for part, kind, count in sizes]

    def _widest(self, section: str) -> str:
        return max(part.kind(section) for part in self._parts)

    def write(self, out: SectionWriter) -> None:
        """Fill the sections of this field."""
        for part, values in self._dictionary.items():
            out.append(f"{self._name}.{part}", values)
        if self._tabled is not None:
            out.append(f"{self._name}.tabled", np.cumsum(self._kept)[self._tabled] - 1)
        work = self._counts if self._position_counts is None else self._counts + self._position_counts
        for first, end in _ranges(np.concatenate([[0], np.cumsum(work)]), _RANGE):
            if end - first == 1:
                self._copy_term(first, out)
            else:
                self._scatter_terms(first, end, out)

    def _copy_term(self, term: int, out: SectionWriter) -> None:
        """Write one term, source after source (a frequent one, too large to be held with others)."""
        wanted = self._tabled is not None and term in self._tabled
        held: list[tuple[Array, Array]] = []
        for part in self._parts:
            first, end = np.searchsorted(part.places, (term, term + 1)).tolist()
            read = part.read(first, end)
            self._append(out, read)
            if wanted and read[0] is not None and read[2] is not None:
                held.append((read[0], read[2]))
        if held:
            docs, weights = map(np.concatenate, zip(*held, strict=True))
            self._append_tables(out, term, term + 1, docs, weights)

    def _scatter_terms(self, first: int, end: int, out: SectionWriter) -> None:
        """Write the terms `first:end`: every source's postings go to their places among those of the
        others."""
        counts = self._counts[first:end]
        places = counts if self._position_counts is None else self._position_counts[first:end]
        merged = [_Scatter(counts, len(_POSTINGS)), _Scatter(places, len(_PLACES))]
        for part in self._parts:
            low, high = np.searchsorted(part.places, (first, end)).tolist()
            if low == high:
                continue
            terms, own = part.places[low:high] - first, part.counts[low:high]
            read = part.read(low, high)
            merged[0].put(terms, own, read[: len(_POSTINGS)])
            if part.position_counts is not None:
                merged[1].put(terms, part.position_counts[low:high], read[len(_POSTINGS) :])
        self._append(out, (*merged[0].values, *merged[1].values))
        docs, _tfs, weights = merged[0].values
        if docs is not None and weights is not None:
            self._append_tables(out, first, end, docs, weights)

    def _append(self, out: SectionWriter, arrays: Slice) -> None:
        for section, values in zip(_POSTINGS + _PLACES, arrays, strict=True):
            if values is not None:
                out.append(f"{self._name}.{section}", values)

    def _append_tables(self, out: SectionWriter, first: int, end: int, docs: Array, weights: Array) -> None:
        """Write the tables of those of the terms `first:end` that get one, from the postings of all of
        them."""
        if self._tabled is None:
            return
        ends = np.cumsum(self._counts[first:end])
        for term in self._tabled[slice(*np.searchsorted(self._tabled, (first, end)))].tolist():
            stop = int(ends[term - first])
            here = slice(stop - int(self._counts[term]), stop)
            table = np.zeros(self._size, weights.dtype)
            table[docs[here]] = weights[here]
            out.append(f"{self._name}.tables", table)

    def pairs(self, least: int) -> dict[str, Array]:
        """Return the merged pairs of a whole field; those of fewer than `least` occurrences are left out."""
        parts = [part.pairs() for part in self._parts]
        merged = merge_pairs(parts, [m[:-1] for m in self.mappings()], int(self._kept.sum()), least)
        return {f"{self._name}.{part}": values for part, values in merged.sections().items()}


class _Scatter:
    """Collects `width` kinds of values of a range of terms from several sources, term by term, source by
    source."""

    def __init__(self, counts: Array, width: int) -> None:
        self._next = np.cumsum(counts) - counts
        self._size = int(counts.sum())
        self.values: list[Array | None] = [None] * width

    def put(self, terms: Array, counts: Array, values: Slice) -> None:
        """Take the next source's `values`, None for what it lacks: of each kind `counts[i]` belong to term
        `terms[i]`."""
        places = np.repeat(self._next[terms] - (np.cumsum(counts) - counts), counts)
        places += np.arange(len(places))
        for kind, given in enumerate(values):
            if given is not None:
                self._room(kind, given.dtype)[places] = given
        self._next[terms] += counts

    def _room(self, kind: int, dtype: np.dtype[Any]) -> Array:
        """Return the array for values of that kind, wide enough for `dtype`."""
        room = self.values[kind]
        if room is None:
            room = np.zeros(self._size, dtype)
        elif room.itemsize < dtype.itemsize:
            room = room.astype(dtype)
        self.values[kind] = room
        return room


def _union(dictionaries: Sequence[list[bytes]]) -> list[bytes]:
    if len(dictionaries) == 1:
        return dictionaries[0]
    known: set[bytes] = set()
    return sorted(known.union(*dictionaries))


def _ranges(starts: Array, limit: int) -> Iterator[tuple[int, int]]:
    """Cut 0:n into ranges of at most `limit` (of one where that is larger already); `starts` are n + 1
    running sums."""
    first, count = 0, len(starts) - 1
    while first < count:
        end = int(np.searchsorted(starts, starts[first] + limit, side="right")) - 1
        end = min(max(end, first + 1), count)
        yield first, end
        first = end
