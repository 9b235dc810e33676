"""Merging runs and segments by their arrays: in term order, in bounded memory, deleted documents dropped.

Documents of the sources follow each other in the result, so a term's postings are those of the first source,
then those of the second, and so on. For a range of terms at a time each posting's place is computed and the
arrays are scattered there; nothing is sorted and no posting is looked at in Python.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.layout_write import SectionWriter
from searchkit.indexing.merge_source import Input, Source
from searchkit.indexing.merge_stored import merge_stored
from searchkit.indexing.merge_terms import MergedField
from searchkit.indexing.pairs import PRUNE_FROM
from searchkit.indexing.schema import KEY_FIELDS, NUMBERS, SIGNATURES, TEXT_FIELDS, KeyField, TextField
from searchkit.indexing.signatures import ROW

__all__ = ["Source", "merge"]

_ROWS = 1 << 14
"""Rows of signatures that are copied at a time."""


def merge(sources: Sequence[Source], prefix: Path, *, final: bool) -> int:
    """Write the documents of `sources` that are not dead as one, and return their number.

    With `final` the result gets folded dictionaries and is on the disk on return; without, it is one more
    run.
    """
    inputs: list[Input] = []
    try:
        base = 0
        for source in sources:
            inputs.append(Input(source, base))
            base += inputs[-1].count
        for field in TEXT_FIELDS:
            _merge_words(inputs, field, prefix, final)
        _merge_keys(inputs, prefix, final)
        merge_stored(inputs, prefix, final)
    finally:
        for opened in inputs:
            opened.close()
    return base


def _merge_words(inputs: Sequence[Input], field: TextField, prefix: Path, final: bool) -> None:
    name = field.name
    inverted = MergedField(inputs, f".{name}", name, folded=field.folded, final=final)
    lengths = np.concatenate([i.living(i.streams[f".{name}"].read(f"{name}.lengths")) for i in inputs])
    sums = {f"{name}.lengths": lengths, f"{name}.total": np.array([lengths.sum(dtype=np.int64)])}
    if field.whole:
        sums |= inverted.pairs(least=2 if final and len(lengths) >= PRUNE_FROM else 1)
    plan = [*inverted.plan(), *((section, values.dtype.str, len(values)) for section, values in sums.items())]
    with SectionWriter(Path(f"{prefix}.{name}"), plan, sync=final) as out:
        inverted.write(out)
        for section, values in sums.items():
            out.append(section, values)


def _merge_keys(inputs: Sequence[Input], prefix: Path, final: bool) -> None:
    columns: dict[str, Array] = {}
    for name in NUMBERS:
        columns[name] = np.concatenate([i.living(i.streams[".keys"].read(name)) for i in inputs])
    inverted = [MergedField(inputs, ".keys", key.name, folded=key.folded, final=final) for key in KEY_FIELDS]
    for key, merged in zip(KEY_FIELDS, inverted, strict=True):
        columns |= _merge_column(inputs, key, merged)
    plan = [entry for merged in inverted for entry in merged.plan()]
    plan += [(name, values.dtype.str, len(values)) for name, values in columns.items()]
    plan.append((SIGNATURES, "<u1", sum(one.count for one in inputs) * ROW.itemsize))
    with SectionWriter(Path(f"{prefix}.keys"), plan, sync=final) as out:
        for merged in inverted:
            merged.write(out)
        for name, values in columns.items():
            out.append(name, values)
        _copy_signatures(inputs, out)


def _copy_signatures(inputs: Sequence[Input], out: SectionWriter) -> None:
    """Copy the rows of living documents, some at a time."""
    for one in inputs:
        for first in range(0, one.doccount, _ROWS):
            last = min(one.doccount, first + _ROWS)
            rows = one.streams[".keys"].read(SIGNATURES, first * ROW.itemsize, last * ROW.itemsize)
            if one.alive is not None:
                rows = rows.reshape(-1, ROW.itemsize)[one.alive[first:last]].reshape(-1)
            out.append(SIGNATURES, rows)


def _merge_column(inputs: Sequence[Input], key: KeyField, merged: MergedField) -> dict[str, Array]:
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
