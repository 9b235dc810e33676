"""Times of searches: systems take turns query by query, so that other work on the machine meets them all."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.comparison.articles import Query
from benchmarks.comparison.systems import Searches

ROUNDS = 3
BUDGET = 12.0
"""Seconds that a system gets for one kind of query. A slow one answers fewer queries, the first ones."""
_WARM = 5
_SHARE_FOUND = 0.5


@dataclass(frozen=True)
class Times:
    """The best time of each query in milliseconds, in order; a system that ran out of time has fewer."""

    best: tuple[float, ...]

    @property
    def p50(self) -> float:
        return statistics.median(self.best)

    @property
    def p95(self) -> float:
        return sorted(self.best)[int(len(self.best) * 0.95)]

    def beside(self, other: Times) -> tuple[float, float]:
        """Return the ratios of the medians and of the 95th percentiles to those of `other`, over the queries
        that both answered."""
        common = min(len(self.best), len(other.best))
        mine, theirs = Times(self.best[:common]), Times(other.best[:common])
        return mine.p50 / theirs.p50, mine.p95 / theirs.p95


class _Clock:
    """One system's times of one kind."""

    def __init__(self, name: str, kind: str, searches: Searches) -> None:
        self.name, self.kind, self.search = name, kind, searches[kind]
        self.best: list[float] = []
        self.spent, self.found = 0.0, 0

    def warm(self, queries: Sequence[Query]) -> None:
        for query in queries:
            self.search(query)

    def ask(self, number: int, query: Query) -> None:
        """Time a query, unless there is no time left or it was left out before."""
        if self.spent > BUDGET or number > len(self.best):
            return
        start = time.perf_counter()
        hits = self.search(query)
        taken = time.perf_counter() - start
        self.spent += taken
        if number == len(self.best):
            self.best.append(taken * 1e3)
            self.found += hits > 0
        self.best[number] = min(self.best[number], taken * 1e3)

    def times(self) -> Times:
        assert self.found >= _SHARE_FOUND * len(self.best), f"{self.name} finds too little: {self.kind}"
        return Times(tuple(self.best))


def measure(kind: str, systems: Mapping[str, Searches], queries: Sequence[Query]) -> dict[str, Times]:
    """Return the times of every system that knows `kind`: the best of `ROUNDS` for each query.

    A round asks all queries before the next one asks them again, so that nothing is answered from what the
    same query has just left behind. Every other round goes through the systems backwards, so that none always
    follows the slowest, which leaves the processor's caches full of its own.
    """
    clocks = [_Clock(name, kind, known) for name, known in systems.items() if kind in known]
    for clock in clocks:
        clock.warm(queries[-_WARM:])
    gc.collect()
    for turn in range(ROUNDS):
        for number, query in enumerate(queries):
            for clock in clocks[::-1] if turn % 2 else clocks:
                clock.ask(number, query)
    return {clock.name: clock.times() for clock in clocks}
