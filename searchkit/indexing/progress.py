"""Telling how far an indexing run is, for whoever draws it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

_EVERY = 0.1  # seconds


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: articles done, bytes read of all (`total` None: not known), seconds since its start.

    `phase` is "read" while articles are worked on and "write" while the index is written.
    """

    articles: int
    done: int
    total: int | None
    seconds: float
    phase: str = "read"

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds if self.seconds > 0 else 0.0

    @property
    def remaining(self) -> float | None:
        """Seconds left at the pace so far, or None where that can't be told."""
        if not self.total or not self.done:
            return None
        return max(0.0, self.seconds * (self.total - self.done) / self.done)


ProgressListener = Callable[[Progress], None]
Clock = Callable[[], float]


class Meter:
    """Adds up what workers tell and passes it on, ten times a second at most."""

    def __init__(self, listener: ProgressListener | None, clock: Clock = time.monotonic) -> None:
        self._listener, self._clock = listener, clock
        self._articles = self._bytes = 0
        self._total: int | None = None
        self._start = clock()
        self._last = float("-inf")

    def start(self, measure: Callable[[], int | None]) -> None:
        """Begin; `measure` gives the bytes of the input and is only asked where somebody listens."""
        if self._listener is not None:
            self._total = measure()
            self._tell("read")

    def add(self, note: tuple[int, int]) -> None:
        """Take a worker's note: articles and bytes done since its last one."""
        self._articles += note[0]
        self._bytes += note[1]
        if self._clock() - self._last >= _EVERY:
            self._tell("read")

    def finish(self) -> None:
        """Tell that all is read and the index is written now."""
        self._tell("write")

    def _tell(self, phase: str) -> None:
        if self._listener is None:
            return
        self._last = self._clock()
        # Standard input is counted in characters, and a file may have grown since it was measured.
        done = self._bytes if self._total is None else min(self._bytes, self._total)
        self._listener(Progress(self._articles, done, self._total, self._last - self._start, phase))
