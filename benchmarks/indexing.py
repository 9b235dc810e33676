"""Where the time of indexing goes: articles a second for each step, on one core, and for the whole on all.

    python benchmarks/indexing.py [--articles 2000] [--jobs 2] [--profile STEP] [FILE.jsonl[.gz]]

Steps are timed one after another over the same articles, in processor time (so that other work on the machine
counts little); the whole run is timed by the clock. Every step's result is counted, so that nothing gets fast
by doing less.
"""

from __future__ import annotations

import argparse
import cProfile
import gzip
import itertools
import json
import pstats
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from searchkit.analysis.bulk import encode
from searchkit.extract.byline import extract_byline
from searchkit.extract.dates import extract_event_dates, extract_published, read_published
from searchkit.extract.documents import extract_document_numbers
from searchkit.extract.given import given_text
from searchkit.extract.indicators import extract_indicators
from searchkit.extract.officials import extract_officials
from searchkit.extract.place import decide_province
from searchkit.extract.provinces import extract_provinces, province_names
from searchkit.extract.title import extract_title
from searchkit.indexing.bulk import index_paths
from searchkit.indexing.merge import Source, merge
from searchkit.indexing.pipeline import Prepared, digest, prepare
from searchkit.indexing.run import RunBuilder
from searchkit.indexing.store import open_index
from searchkit.ingest.clean import clean_page
from searchkit.ingest.readers import plan, read_item
from searchkit.models import Page, RawArticle

NEWS = Path(__file__).resolve().parents[2] / "shared" / "news" / "vietnews-50k.jsonl.gz"
RUNS = 4


def main() -> int:
    """Run the steps, then the whole, and print a table."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="searchkit-bench-"))
    try:
        source = _sample(options.file, folder, options.articles)
        bench = Bench(options.profile)
        _steps(bench, source, folder)
        bench.print_table()
        _whole(source, folder, options.articles, options.jobs)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--profile", metavar="STEP", help="show where this step spends its time")
    return parser.parse_args()


def _sample(file: Path, folder: Path, count: int) -> Path:
    """Write the first `count` records of `file` to a JSONL file of their own."""
    read = gzip.open if file.suffix == ".gz" else open
    with (
        read(file, "rt", encoding="utf-8") as lines,
        (folder / "news.jsonl").open("w", encoding="utf-8") as out,
    ):
        for line in itertools.islice(lines, count):
            record = json.loads(line)
            record["published"] = record.pop("date", None) or record.get("published")
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return folder / "news.jsonl"


class Bench:
    """Times steps over all articles and keeps a row for each."""

    def __init__(self, profiled: str | None) -> None:
        self._profiled = profiled
        self._rows: list[tuple[str, float, int]] = []

    def step(self, name: str, work: Callable[[], list[Any]]) -> list[Any]:
        """Do `work` and note its processor time; it returns one value for each article."""
        profile = cProfile.Profile() if name == self._profiled else None
        start = time.process_time()
        found = profile.runcall(work) if profile else work()
        self._rows.append((name, time.process_time() - start, len(found)))
        if profile:
            pstats.Stats(profile, stream=sys.stdout).sort_stats("tottime").print_stats(25)
        return found

    def print_table(self) -> None:
        """Print the time of each step for one article, its share, and the sum."""
        total = sum(seconds for _name, seconds, _count in self._rows)
        print(f"{'step':22s} {'ms/article':>10s} {'share':>7s} {'articles/s':>11s}")
        for name, seconds, count in self._rows:
            speed = count / seconds if seconds else float("inf")
            print(f"{name:22s} {seconds / count * 1e3:10.3f} {seconds / total:7.1%} {speed:11.0f}")
        count = self._rows[0][2]
        print(f"{'sum, one core':22s} {total / count * 1e3:10.3f} {'':7s} {count / total:11.0f}")


def _steps(bench: Bench, source: Path, folder: Path) -> None:
    prepare(next(iter(_read(source))))  # loads word tables and the segmentation model
    raws = bench.step("read", lambda: _read(source))
    bench.step("digest", lambda: [digest(raw) for raw in raws])
    pages = bench.step("clean", lambda: [clean_page(raw) for raw in raws])
    titles = _fields(bench, raws, pages)
    # Before `prepare`: what the analyser remembers of words must not come from another step.
    words = bench.step(
        "encode words", lambda: [encode(t or "", p.body) for t, p in zip(titles, pages, strict=True)]
    )
    articles = [prepare(raw).article for raw in raws]
    ready = [
        Prepared(article, title, body, number, "news.jsonl")
        for number, (article, (title, body)) in enumerate(zip(articles, words, strict=True))
    ]
    prefixes = [folder / f"run-{n}" for n in range(RUNS)]
    bench.step("build runs", lambda: _build(ready, prefixes))
    bench.step("merge runs", lambda: _merge(len(ready), prefixes, folder / "merged"))


def _read(source: Path) -> list[RawArticle]:
    found = itertools.chain.from_iterable(map(read_item, plan([source])))
    articles = [raw for raw in found if isinstance(raw, RawArticle)]
    assert articles, "nothing was read"
    return articles


def _fields(bench: Bench, raws: list[RawArticle], pages: list[Page]) -> list[str | None]:
    """Time the extraction of each field, as `extract_metadata` calls them; return the titles."""
    both = list(zip(raws, pages, strict=True))
    titles = bench.step("title", lambda: [given_text(r.given, "title") or extract_title(p) for r, p in both])
    dates = bench.step("published", lambda: [_published(r, p) for r, p in both])
    each = list(zip(titles, pages, dates, strict=True))
    bench.step("event dates", lambda: [extract_event_dates(p.body, d) for _t, p, d in each])
    named = bench.step("provinces", lambda: [extract_provinces(t, p.body, d) for t, p, d in each])
    bench.step(
        "province names", lambda: [province_names(None, m, d) for m, d in zip(named, dates, strict=True)]
    )
    rows = list(zip(titles, pages, named, dates, strict=True))
    bench.step("province", lambda: [decide_province(t, p, m, None, d) for t, p, m, d in rows])
    bench.step("officials", lambda: [extract_officials(t, p.body) for t, p, _d in each])
    bench.step("byline", lambda: [extract_byline(p) for p in pages])
    bench.step("document numbers", lambda: [extract_document_numbers(t, p.body) for t, p, _d in each])
    bench.step("indicators", lambda: [extract_indicators(t, p.body, None, d, m) for t, p, m, d in rows])
    return titles


def _published(raw: RawArticle, page: Page) -> Any:
    found = read_published(given_text(raw.given, "published")) or extract_published(page)
    return found.day if found else None


def _build(ready: Iterable[Prepared], prefixes: list[Path]) -> list[int]:
    every = list(ready)
    size = -(-len(every) // len(prefixes))
    for number, prefix in enumerate(prefixes):
        builder = RunBuilder()
        for one in every[number * size : (number + 1) * size]:
            builder.add_prepared(one)
        builder.finish(prefix)
    return [one.digest for one in every]


def _merge(count: int, prefixes: list[Path], target: Path) -> list[int]:
    size = -(-count // len(prefixes))
    sources = [Source(p, min(size, count - n * size)) for n, p in enumerate(prefixes)]
    merged = merge(sources, target, final=True)
    assert merged == count
    return [0] * merged


def _whole(source: Path, folder: Path, count: int, jobs: int) -> None:
    for number in sorted({1, jobs}):
        place = folder / f"index-{number}"
        start = time.perf_counter()
        summary = index_paths(place, [source], jobs=number)
        seconds = time.perf_counter() - start
        with open_index(place) as snapshot:
            assert snapshot.doc_count == summary.added == count - len(summary.skipped), summary
        print(f"whole, {number} job{'s' * (number > 1)}: {count / seconds:.0f} articles/s ({seconds:.1f} s)")


if __name__ == "__main__":
    sys.exit(main())
