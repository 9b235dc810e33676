"""Merging stored articles: packed texts are copied as they lie, with the dictionaries they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.layout_write import SectionStream, SectionWriter
from searchkit.indexing.merge_source import Input
from searchkit.indexing.stored_write import KINDS
from searchkit.indexing.terms import offset_type

_COPY = 1 << 22
"""Bytes that are copied at a time."""


def merge_stored(inputs: Sequence[Input], prefix: Path, final: bool) -> None:
    """Write `prefix`.stored from the living articles of all inputs; forced to disk where it is `final`."""
    stores = {kind: _Store(inputs, kind) for kind in KINDS}
    plan = [entry for store in stores.values() for entry in store.plan()]
    with SectionWriter(Path(f"{prefix}.stored"), plan, sync=final) as out:
        for store in stores.values():
            store.write(out)


class _Store:
    """One store of all sources: packed texts are copied as they are, each with the dictionary it was
    packed against."""

    def __init__(self, inputs: Sequence[Input], kind: str) -> None:
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


def _living_stretches(one: Input) -> Iterator[tuple[int, int]]:
    """Yield the stretches of documents between the dead ones."""
    if one.alive is None:
        yield 0, one.doccount
        return
    edges = np.flatnonzero(np.diff(np.concatenate([[False], one.alive, [False]]).astype(np.int8)))
    yield from map(tuple, edges.reshape(-1, 2).tolist())
