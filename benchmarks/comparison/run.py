"""The whole comparison: agreement first, then indexing, then searching, as one record of plain numbers."""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.comparison import articles as data
from benchmarks.comparison.agreement import agree
from benchmarks.comparison.building import Built, build
from benchmarks.comparison.systems import KINDS, NAMES, Searches, system
from benchmarks.comparison.timing import Times, measure

SMALLER = 5
"""The smaller size is this part of the larger one."""
NO_BARE_INDEX = ("ours",)

Record = dict[str, Any]


@dataclass
class Comparison:
    """One run over `articles`, in `folder`; `say` tells what is going on."""

    articles: data.Articles
    folder: Path
    say: Callable[[str], None]
    sizes: tuple[int, int] = field(init=False)
    queries: list[data.Query] = field(init=False)

    def __post_init__(self) -> None:
        self.sizes = (len(self.articles) // SMALLER, len(self.articles))
        self.queries = data.draw(self.articles[: self.sizes[0]])

    def run(self) -> Record:
        """Return the record of everything measured."""
        self.say(f"agreement with tantivy on {len(self.articles)} articles")
        agreement = agree(self.articles, self.queries, self.folder / "agreement")
        indexing = self._index()
        searching = {str(size): self._search(size) for size in self.sizes}
        return {
            "date": dt.date.today().isoformat(),
            "machine": {
                "python": platform.python_version(),
                "system": platform.system(),
                "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
            },
            "versions": {system(name).TITLE: system(name).version() for name in NAMES},
            "articles": len(self.articles),
            "text_bytes": {str(size): data.text_bytes(self.articles[:size]) for size in self.sizes},
            "queries": len(self.queries),
            "agreement": agreement.overlap,
            "literal": _plain(agreement.times),
            "indexing": indexing,
            "searching": {size: _plain(times) for size, times in searching.items()},
            "beside": {size: _beside(times) for size, times in searching.items()},
        }

    def _index(self) -> Record:
        """Index with every system at both sizes, searchkit also at half of the larger one."""
        made: Record = {}
        for size in self.sizes:
            chosen = self.articles[:size]
            source = data.write(chosen, self.folder / f"{size}.jsonl")
            bare = data.write(data.without_marks(chosen), self.folder / f"{size}-bare.jsonl")
            for name in NAMES:
                built = self._build(name, source, size)
                made.setdefault(system(name).TITLE, {})[str(size)] = _described(built)
                if _has_bare(name):
                    self._build(name, bare, size, "-bare")
        half = self.sizes[1] // 2
        source = data.write(self.articles[:half], self.folder / f"{half}.jsonl")
        made[system("ours").TITLE][str(half)] = _described(self._build("ours", source, half))
        return made

    def _build(self, name: str, source: Path, size: int, ending: str = "") -> Built:
        self.say(f"{system(name).TITLE}: indexing {size} articles{ending and ' without diacritics'}")
        return build(name, source, self._place(name, size, ending), size)

    def _place(self, name: str, size: int, ending: str = "") -> Path:
        return self.folder / f"{name}-{size}{ending}"

    def _search(self, size: int) -> dict[str, dict[str, Times]]:
        known: dict[str, Searches] = {}
        for name in NAMES:
            bare = self._place(name, size, "-bare") if _has_bare(name) else None
            known[system(name).TITLE] = system(name).searches(self._place(name, size), bare)
        times = {}
        for kind in KINDS:
            self.say(f"searching {size} articles: {kind}")
            times[kind] = measure(kind, known, self.queries)
        return times


def _has_bare(name: str) -> bool:
    """Say whether a system gets an index without diacritics."""
    return name not in NO_BARE_INDEX


def _described(built: Built) -> Record:
    return {"rate": built.rate, "seconds": built.seconds, "bytes": built.bytes, "memory": built.memory}


def _plain(times: dict[str, dict[str, Times]]) -> Record:
    return {
        kind: {name: {"p50": t.p50, "p95": t.p95, "queries": len(t.best)} for name, t in row.items()}
        for kind, row in times.items()
    }


def _beside(times: dict[str, dict[str, Times]]) -> Record:
    """Return searchkit's times as multiples of every other system's, over the queries that both answered."""
    ours = system("ours").TITLE
    return {
        kind: {
            name: dict(zip(("p50", "p95"), row[ours].beside(other), strict=True))
            for name, other in row.items()
            if name != ours
        }
        for kind, row in times.items()
    }


def to_stderr(text: str) -> None:
    """Tell what is going on."""
    print(text, file=sys.stderr, flush=True)
