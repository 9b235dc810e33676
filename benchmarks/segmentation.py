"""Segmentation alone, beside pyvi's, in one run: the ratio of their times over the same texts, outputs equal.

    python benchmarks/segmentation.py [--articles 150] [--rounds 3] [FILE.jsonl[.gz]]

Times are processor time, so that other work on the machine counts little; each figure is the best of the
rounds. `first pass` has nothing remembered yet. Where no file is given and the shared news is absent,
articles are made from the test suite's own word material.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from searchkit.analysis import analyze
from searchkit.analysis.segment import ModelSegmenter, segmenter
from searchkit.analysis.tokens import syllable_spans, syllables

ROOT = Path(__file__).resolve().parents[1]
NEWS = ROOT.parent / "shared" / "news" / "vietnews-50k.jsonl.gz"
PAGE_BYTES = 3000
GOAL = 8.0


def main() -> int:
    """Compare, print a table, and fail where outputs differ or the goal is missed."""
    options = _options()
    texts = _texts(options.file, options.articles)
    ready, ours = _timed(segmenter)
    assert isinstance(ours, ModelSegmenter), "pyvi's model is not the known one: there is nothing to compare"
    first, own_output = _timed(lambda: list(map(ours.tokenize, texts)))
    imported, pyvi = _timed(_import_pyvi)
    theirs, output = _timed(lambda: list(map(pyvi, texts)))
    assert own_output == output, "outputs differ"
    fast, _ = _best(options.rounds, lambda: list(map(ours.tokenize, texts)))
    pages = sum(len(text.encode()) for text in texts) / PAGE_BYTES
    print(f"{len(texts)} articles, {pages:.0f} pages of {PAGE_BYTES} bytes; outputs equal")
    print(f"ready: searchkit {ready * 1e3:.0f} ms, pyvi {imported * 1e3:.0f} ms of processor time")
    rows = [("pyvi", theirs), ("searchkit, first pass", first), ("searchkit", fast)]
    for name, work in (("analyze", analyze), ("syllables", syllables), ("syllable_spans", syllable_spans)):
        rows.append((name, _best(options.rounds, partial(_all, work, texts))[0]))
    for name, seconds in rows:
        print(f"{name:22s} {seconds / pages * 1e3:8.3f} ms a page {theirs / seconds:7.1f} x pyvi")
    print(f"ratio {theirs / fast:.1f}, goal {GOAL}")
    return int(theirs / fast < GOAL)


def _all(work: Callable[[str], Any], texts: list[str]) -> list[Any]:
    return list(map(work, texts))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def _texts(file: Path | None, count: int) -> list[str]:
    """Return the bodies of the first `count` records of `file`, of the shared news, or made-up ones."""
    if file is None and not NEWS.is_file():
        sys.path.insert(0, str(ROOT / "tests" / "analysis"))
        from segment_texts import sentences  # type: ignore[import-not-found]  # beside the tests

        return ["\n".join(sentences(24, seed)) for seed in range(count)]
    path = file or NEWS
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in itertools.islice(lines, count)]
    return [record.get("body") or record["text"] for record in records]


def _import_pyvi() -> Callable[[str], str]:
    from pyvi import ViTokenizer  # here, because its import is part of what is compared

    return ViTokenizer.tokenize  # type: ignore[no-any-return]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def _best(rounds: int, work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the least time of `rounds` calls, and the last result."""
    times = []
    for _ in range(rounds):
        seconds, result = _timed(work)
        times.append(seconds)
    return min(times), result


if __name__ == "__main__":
    sys.exit(main())
