"""Finding the copies of a commit: those known before that still hold, and those of what is new.

Written under the commit's own name before its table of contents, so that both become valid at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from searchkit.indexing.copies import copies_name
from searchkit.indexing.layout import Array, SectionFile
from searchkit.indexing.layout_write import SectionStream, write_sections
from searchkit.indexing.schema import SIGNATURES
from searchkit.indexing.stories import Signatures, alike, join
from searchkit.records import Record

_NO_DAY = np.int32(1 << 30)


class Part(Record):
    """One segment of the new commit: its files begin with `name`, `dead` are its deleted documents."""

    name: str
    doccount: int
    dead: Array


class Moved(Record):
    """Where the documents of the commit before went: `numbers` has a new number for each, -1 where it is
    gone; `old` is that commit."""

    old: int
    numbers: Array


def write_copies(folder: Path, generation: int, parts: Sequence[Part], moved: Moved) -> None:
    """Find the copies among the documents of `parts` and write the file of `generation`.

    What was known of the commit before is taken over; only what is new is compared, and what hung together
    with a document that is gone.
    """
    size = sum(part.doccount for part in parts)
    living, fresh = np.ones(size, bool), np.ones(size, bool)
    first = 0
    for part in parts:
        living[first + part.dead] = False
        first += part.doccount
    fresh[moved.numbers[moved.numbers >= 0]] = False
    docs, starts, order = _known(folder, moved)
    stories = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    broken = np.zeros(len(starts) - 1, bool)
    broken[stories[docs < 0]] = True
    fresh[docs[broken[stories] & (docs >= 0)]] = True
    whole = ~broken[stories]
    heads = np.repeat(docs[starts[:-1]], np.diff(starts))[whole]
    files = [SectionFile(folder / f"{part.name}.keys") for part in parts]
    try:
        one, other = alike(Signatures([file.array(SIGNATURES) for file in files]), living, fresh)
        found, story = join(np.concatenate([docs[whole], one]), np.concatenate([heads, other]))
        days = _days(files, found)
    finally:
        for file in files:
            file.close()
    arrival = np.arange(len(order), size + len(order))
    arrival[docs[docs >= 0]] = order[docs >= 0]
    by = np.lexsort((arrival[found], days, story))
    write_sections(folder / copies_name(generation), _sections(found[by], story[by]), sync=True)


def _known(folder: Path, moved: Moved) -> tuple[Array, Array, Array]:
    """Return the stories of the commit before in the new numbers, and the place of each document there."""
    if not len(moved.numbers):
        return np.zeros(0, np.int64), np.zeros(1, np.int64), np.zeros(0, np.int64)
    stream = SectionStream(folder / copies_name(moved.old))
    try:
        docs, starts = stream.read("docs"), stream.read("starts")
    finally:
        stream.close()
    return moved.numbers[docs], starts.astype(np.int64), np.arange(len(docs))


def _days(files: Sequence[SectionFile], docs: Array) -> Array:
    """Return the day of each document, a late one where it has none."""
    days = np.concatenate([np.zeros(0, np.int32), *(file.array("published") for file in files)])[docs]
    return np.where(days > 0, days, _NO_DAY)


def _sections(docs: Array, story: Array) -> dict[str, Array]:
    first = np.flatnonzero(np.diff(story, prepend=-1)) if len(docs) else docs
    return {"docs": docs.astype(np.int32), "starts": np.append(first, len(docs)).astype(np.int32)}
