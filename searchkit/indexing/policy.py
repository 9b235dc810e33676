"""Which segments a commit merges into the new one: few segments, and no article rewritten often."""

from __future__ import annotations

from collections.abc import Sequence

MAX_SEGMENTS = 8
"""A query looks into every segment: never more than so many."""
_BULK = 1000
"""From so many new articles on, a commit takes the time to merge far larger segments."""
_MOSTLY_DEAD = 0.3


def choose(segments: Sequence[tuple[int, int]], new: int) -> list[int]:
    """Return which segments to merge with `new` documents, as places in `segments` (living, all documents),
    ascending.

    A segment is taken while it is not much larger than what is merged already, so that each article is
    rewritten about log(n) times in its life; and where a third of it is deleted.
    """
    order = sorted(range(len(segments)), key=lambda place: segments[place][0])
    chosen = {place for place, (alive, total) in enumerate(segments) if total - alive > total * _MOSTLY_DEAD}
    size = new + sum(segments[place][0] for place in chosen)
    reach = 16 if new >= _BULK else 2
    for place in order:
        if place not in chosen and new and segments[place][0] <= reach * size:
            chosen.add(place)
            size += segments[place][0]
    spare = [place for place in order if place not in chosen]
    while len(spare) + bool(new or chosen) > MAX_SEGMENTS:
        chosen.add(spare.pop(0))
    return sorted(chosen)
