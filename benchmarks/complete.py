"""How long completing what is being typed takes: every beginning of headlines, with and without diacritics.

    python benchmarks/complete.py INDEX [--headlines 60] [--prefixes 500]

For each prefix what the index remembers of terms is forgotten first. Times are processor time, so that other
work on the machine counts less.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from searchkit import SearchEngine
from searchkit.text import strip_marks

WORDS = 5
"""Of a headline so many words are typed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; the exit code is 1 where nothing was completed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("index", type=Path)
    parser.add_argument("--headlines", type=int, default=60)
    parser.add_argument("--prefixes", type=int, default=500)
    chosen = parser.parse_args(arguments)
    with SearchEngine.open(chosen.index) as engine:
        prefixes = typed(headlines(engine, chosen.headlines), chosen.prefixes)
        measure(engine, prefixes[:50])  # maps the files
        times, found = measure(engine, prefixes)
    half, most = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"{len(prefixes)} prefixes, {found} completed")
    print(f"p50 {half:.2f} ms, p95 {most:.2f} ms, longest {max(times):.2f} ms")
    return 0 if found else 1


def headlines(engine: SearchEngine, count: int) -> list[str]:
    """Return headlines of the index, picked with a fixed seed."""
    found = engine.search("", limit=engine.stats().articles, sort="newest", snippets=False).hits
    return [hit.title for hit in Random(7).sample(found, min(count, len(found)))]  # noqa: S311 - a sample


def typed(titles: Sequence[str], count: int) -> list[str]:
    """Return beginnings of the first words of `titles`, every length, as typed and without diacritics."""
    starts = [" ".join(title.split()[:WORDS]) for title in titles]
    every = dict.fromkeys(
        form[:size]
        for start in starts
        for form in (start, strip_marks(start))
        for size in range(1, len(start) + 1)
    )
    return Random(7).sample(list(every), min(count, len(every)))  # noqa: S311 - a sample


def measure(engine: SearchEngine, prefixes: Sequence[str]) -> tuple[list[float], int]:
    """Return the milliseconds that each prefix took, and how many were completed."""
    times, completed = [], 0
    for prefix in prefixes:
        forget_terms(engine)
        start = time.process_time()
        completed += bool(engine.complete(prefix))
        times.append((time.process_time() - start) * 1000)
    return times, completed


def forget_terms(engine: SearchEngine) -> None:
    """Let the index forget the places of the terms that were looked up, and what followed them."""
    engine._completer = None
    for segment in engine._snapshot.segments:
        for field in segment._fields.values():
            field.terms._found.clear()
            field.__dict__.pop("_folded", None)


if __name__ == "__main__":
    sys.exit(main())
