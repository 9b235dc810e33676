"""Merging runs and segments by their arrays: in term order, in bounded memory, deleted documents dropped.

Documents of the sources follow each other in the result, so a term's postings are those of the first source,
then those of the second, and so on. For a range of terms at a time each posting's place is computed and the
arrays are scattered there; nothing is sorted and no posting is looked at in Python.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from searchkit.indexing.layout import Array, SectionStream, SectionWriter
from searchkit.indexing.schema import FILES, KEY_FIELDS, NUMBERS, TEXT_FIELDS, KeyField, TextField
from searchkit.indexing.stored import KINDS
from searchkit.indexing.terms import fold_arrays, offset_type, pack_terms, unpack_terms

_RANGE = 1 << 21
"""Postings and positions that are merged at a time: about 50 MB of working memory."""
_COPY = 1 << 22


@dataclass(frozen=True, slots=True)
class Source:
    """A run or segment to merge: `prefix` + ending are its files; `dead` its documents to leave out,
    ascending."""

    prefix: Path
    doccount: int
    dead: tuple[int, ...] = ()


class _Input:
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
        return docs + np.int32(self.base) if self.alive is None else self._new[docs]

    def living(self, values: Array) -> Array:
        """Return the values of the living documents, from one value a document."""
        return values if self.alive is None else values[self.alive]

    def before(self, doc: int) -> int:
        """Return how many living documents stand before `doc`."""
        return doc if self.alive is None else int(np.count_nonzero(self.alive[:doc]))

    def close(self) -> None:
        for stream in self.streams.values():
            stream.close()


def merge(sources: Sequence[Source], prefix: Path, *, final: bool) -> int:
    """Write the documents of `sources` that are not dead as one, and return their number.

    With `final` the result gets folded dictionaries and is on the disk on return; without, it is one more
    run.
    """
    inputs: list[_Input] = []
    try:
        base = 0
        for source in sources:
            inputs.append(_Input(source, base))
            base += inputs[-1].count
        for field in TEXT_FIELDS:
            _merge_words(inputs, field, prefix, final)
        _merge_keys(inputs, prefix, final)
        _merge_stored(inputs, prefix, final)
    finally:
        for opened in inputs:
            opened.close()
    return base


def _merge_words(inputs: Sequence[_Input], field: TextField, prefix: Path, final: bool) -> None:
    name = field.name
    inverted = _Inverted(inputs, f".{name}", name, final and field.folded)
    lengths = np.concatenate([i.living(i.streams[f".{name}"].read(f"{name}.lengths")) for i in inputs])
    plan = [*inverted.plan(), (f"{name}.lengths", "<i4", len(lengths)), (f"{name}.total", "<i8", 1)]
    with SectionWriter(Path(f"{prefix}.{name}"), plan, sync=final) as out:
        inverted.write(out)
        out.append(f"{name}.lengths", lengths)
        out.append(f"{name}.total", np.array([lengths.sum(dtype=np.int64)]))


def _merge_keys(inputs: Sequence[_Input], prefix: Path, final: bool) -> None:
    columns: dict[str, Array] = {}
    for name in NUMBERS:
        columns[name] = np.concatenate([i.living(i.streams[".keys"].read(name)) for i in inputs])
    inverted = [_Inverted(inputs, ".keys", key.name, final and key.folded) for key in KEY_FIELDS]
    for key, merged in zip(KEY_FIELDS, inverted, strict=True):
        columns |= _merge_column(inputs, key, merged)
    plan = [entry for merged in inverted for entry in merged.plan()]
    plan += [(name, values.dtype.str, len(values)) for name, values in columns.items()]
    with SectionWriter(Path(f"{prefix}.keys"), plan, sync=final) as out:
        for merged in inverted:
            merged.write(out)
        for name, values in columns.items():
            out.append(name, values)


def _merge_column(inputs: Sequence[_Input], key: KeyField, merged: _Inverted) -> dict[str, Array]:
    docs: list[Array] = []
    ordinals: list[Array] = []
    for one, mapping in zip(inputs, merged.mappings(), strict=True):
        keys = one.streams[".keys"]
        if key.single:
            ordinals.append(mapping[one.living(keys.read(f"{key.name}.ordinals"))])
            continue
        of, values = keys.read(f"{key.name}.pair_docs"), keys.read(f"{key.name}.pair_ordinals")
        if one.alive is not None:
            kept = one.alive[of]
            of, values = of[kept], values[kept]
        docs.append(one.renumber(of))
        ordinals.append(mapping[values])
    if key.single:
        return {f"{key.name}.ordinals": np.concatenate(ordinals)}
    return {
        f"{key.name}.pair_docs": np.concatenate(docs),
        f"{key.name}.pair_ordinals": np.concatenate(ordinals),
    }


class _Part:
    """One field of one source: its dictionary in memory, its postings read in slices."""

    def __init__(self, one: _Input, ending: str, name: str) -> None:
        self._input, self._stream, self._name = one, one.streams[ending], name
        self.has_tfs = f"{name}.tfs" in self._stream.sections
        self.has_positions = f"{name}.positions" in self._stream.sections
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

    def read(self, first: int, end: int) -> tuple[Array, Array | None, Array | None]:
        """Return documents (renumbered), frequencies and positions of the terms `first:end`, without the
        dead."""
        start, stop = int(self.starts[first]), int(self.starts[end])
        docs = self._read("docs", start, stop)
        tfs = self._read("tfs", start, stop) if self.has_tfs else None
        flat = None
        if self.position_starts is not None:
            flat = self._read("positions", int(self.position_starts[first]), int(self.position_starts[end]))
        alive = self._input.alive
        if alive is not None:
            kept = alive[docs]
            flat = None if flat is None else flat[np.repeat(kept, tfs)]  # type: ignore[arg-type]
            docs, tfs = docs[kept], None if tfs is None else tfs[kept]
        return self._input.renumber(docs), tfs, flat


class _Inverted:
    """One field of all sources, merged: dictionary, postings, positions."""

    def __init__(self, inputs: Sequence[_Input], ending: str, name: str, folded: bool) -> None:
        self._name = name
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
        self._dictionary = self._make_dictionary(terms, folded)

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
        sizes.append(("docs", "<i4", postings))
        if self._parts[0].has_tfs:
            sizes.append(("tfs", self._widest("tfs"), postings))
        if self._position_counts is not None:
            sizes.append(("positions", self._widest("positions"), int(self._position_counts.sum())))
        return [(f"{self._name}.{part}", kind, count) for part, kind, count in sizes]

    def _widest(self, section: str) -> str:
        return max(part.kind(section) for part in self._parts)

    def write(self, out: SectionWriter) -> None:
        """Fill the sections of this field."""
        for part, values in self._dictionary.items():
            out.append(f"{self._name}.{part}", values)
        work = self._counts if self._position_counts is None else self._counts + self._position_counts
        for first, end in _ranges(np.concatenate([[0], np.cumsum(work)]), _RANGE):
            if end - first == 1:
                self._copy_term(first, out)
            else:
                self._scatter_terms(first, end, out)

    def _copy_term(self, term: int, out: SectionWriter) -> None:
        """Write one term, source after source (a frequent one, too large to be held with others)."""
        for part in self._parts:
            first, end = np.searchsorted(part.places, (term, term + 1)).tolist()
            self._append(out, part.read(first, end))

    def _scatter_terms(self, first: int, end: int, out: SectionWriter) -> None:
        """Write the terms `first:end`: every source's postings go to their places among those of the
        others."""
        counts = self._counts[first:end]
        docs, tfs, flat = _Scatter(counts), _Scatter(counts), None
        if self._position_counts is not None:
            flat = _Scatter(self._position_counts[first:end])
        for part in self._parts:
            low, high = np.searchsorted(part.places, (first, end)).tolist()
            if low == high:
                continue
            terms, own = part.places[low:high] - first, part.counts[low:high]
            read = part.read(low, high)
            docs.put(terms, own, read[0])
            tfs.put(terms, own, read[1])
            if flat is not None and part.position_counts is not None:
                flat.put(terms, part.position_counts[low:high], read[2])
        self._append(out, (docs.values, tfs.values, None if flat is None else flat.values))

    def _append(self, out: SectionWriter, arrays: tuple[Array | None, Array | None, Array | None]) -> None:
        for section, values in zip(("docs", "tfs", "positions"), arrays, strict=True):
            if values is not None:
                out.append(f"{self._name}.{section}", values)


class _Scatter:
    """Collects the values of a range of terms from several sources, term by term, source by source."""

    def __init__(self, counts: Array) -> None:
        self._next = np.cumsum(counts) - counts
        self._size = int(counts.sum())
        self.values: Array | None = None

    def put(self, terms: Array, counts: Array, values: Array | None) -> None:
        """Take the next source's `values`: `counts[i]` of them belong to term `terms[i]`."""
        if values is None:
            return
        if self.values is None:
            self.values = np.zeros(self._size, values.dtype)
        elif self.values.itemsize < values.itemsize:
            self.values = self.values.astype(values.dtype)
        places = np.repeat(self._next[terms] - (np.cumsum(counts) - counts), counts)
        places += np.arange(len(values))
        self.values[places] = values
        self._next[terms] += counts


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


def _merge_stored(inputs: Sequence[_Input], prefix: Path, final: bool) -> None:
    stores = {kind: _Store(inputs, kind) for kind in KINDS}
    plan = [entry for store in stores.values() for entry in store.plan()]
    with SectionWriter(Path(f"{prefix}.stored"), plan, sync=final) as out:
        for store in stores.values():
            store.write(out)


class _Store:
    """One store of all sources: packed texts are copied as they are, each with the dictionary it was
    packed against."""

    def __init__(self, inputs: Sequence[_Input], kind: str) -> None:
        self._inputs, self._kind = inputs, kind
        self._ends = [one.streams[".stored"].read(f"{kind}.ends").astype(np.int64) for one in inputs]
        sizes = np.concatenate([one.living(np.diff(e)) for one, e in zip(inputs, self._ends, strict=True)])
        ends = np.concatenate([[0], np.cumsum(sizes)])
        self._small = {"ends": ends.astype(offset_type(int(ends[-1]))), **self._dictionaries()}
        self._bytes = int(ends[-1])

    def _dictionaries(self) -> dict[str, Array]:
        texts: list[Array] = []
        first: list[int] = []
        for one in self._inputs:
            stream = one.streams[".stored"]
            text, ends = stream.read(f"{self._kind}.dicts"), stream.read(f"{self._kind}.dict_ends").tolist()
            starts = [one.before(doc) for doc in stream.read(f"{self._kind}.dict_first").tolist()]
            for i, (start, end) in enumerate(zip(starts, [*starts[1:], one.count], strict=True)):
                if start < end:
                    texts.append(text[ends[i] : ends[i + 1]])
                    first.append(one.base + start)
        return {
            "dicts": np.concatenate([np.zeros(0, np.uint8), *texts]),
            "dict_ends": np.cumsum([0, *map(len, texts)]).astype(np.uint32),
            "dict_first": np.array(first, np.uint32),
        }

    def plan(self) -> list[tuple[str, str, int]]:
        """Return the sections that `write` fills."""
        sizes = [
            (f"{self._kind}.{part}", values.dtype.str, len(values)) for part, values in self._small.items()
        ]
        return [*sizes, (f"{self._kind}.blob", "<u1", self._bytes)]

    def write(self, out: SectionWriter) -> None:
        """Fill the sections of this store."""
        for part, values in self._small.items():
            out.append(f"{self._kind}.{part}", values)
        for one, ends in zip(self._inputs, self._ends, strict=True):
            for first, end in _living_stretches(one):
                self._copy(one.streams[".stored"], int(ends[first]), int(ends[end]), out)

    def _copy(self, stream: SectionStream, start: int, end: int, out: SectionWriter) -> None:
        for at in range(start, end, _COPY):
            out.append(f"{self._kind}.blob", stream.read(f"{self._kind}.blob", at, min(end, at + _COPY)))


def _living_stretches(one: _Input) -> Iterator[tuple[int, int]]:
    """Yield the stretches of documents between the dead ones."""
    if one.alive is None:
        yield 0, one.doccount
        return
    edges = np.flatnonzero(np.diff(np.concatenate([[False], one.alive, [False]]).astype(np.int8)))
    yield from map(tuple, edges.reshape(-1, 2).tolist())
