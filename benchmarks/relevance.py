"""What the numbers of `searchkit/query/weights.py` do to relevance: try others, without editing anything.

    python benchmarks/relevance.py                                  the numbers as they stand
    python benchmarks/relevance.py --set PAIR=.8 --set NEAR=.2      one other setting
    python benchmarks/relevance.py --grid PAIR=.4,.6,.8 NEAR=.2,.3  all combinations, best first

Sets are folders as `searchkit eval` takes them (default: ../shared/ir/*), indexed once; `--keep DIR` keeps
the indexes for the next call. `--sample N` asks N queries of each set, evenly spread: quick, a first look.

A grid ends with the leave-one-set-out figure: for each set the setting that is best on the others, measured
on the one left out. Where it falls behind the best of the grid, the grid was tuned to its sets.

The modules of `searchkit.query` take their numbers when they are imported. So each setting imports them anew.
"""

from __future__ import annotations

import argparse
import functools
import gc
import importlib
import itertools
import math
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from searchkit.evaluation.measure import indexed
from searchkit.evaluation.qrels import TestSet, read_sets, spread
from searchkit.evaluation.variants import VARIANTS, varied
from searchkit.indexing.store import open_index
from searchkit.models import SearchQuery

SETS = Path(__file__).resolve().parents[2] / "shared" / "ir"
PACKAGE = "searchkit.query"
DEPTH = 10
Setting = tuple[tuple[str, float], ...]
"""Names of `weights.py` with the numbers to put there."""
Figures = dict[str, float]
"""Variant → mean nDCG@10 of one set."""


@dataclass(frozen=True)
class Tried:
    """A setting and its figures, a dict for each set."""

    setting: Setting
    figures: Mapping[str, Figures]
    seconds: float

    def mean(self, names: Sequence[str], variant: str | None = None) -> float:
        """Return the mean over the sets `names`, of one variant or of all."""
        values = [self.figures[n][v] for n in names for v in self.figures[n] if variant in (None, v)]
        return sum(values) / len(values)


def main() -> int:
    """Index, try every setting, print."""
    options = _options()
    folders = options.folders or sorted(p for p in SETS.iterdir() if p.is_dir())
    settings = _settings(options.set, options.grid)
    keep = nullcontext(options.keep) if options.keep else _temporary()
    with keep as place:
        lab = Lab(_prepared(folders, Path(place)), Path(place), options)
        with lab.at_work() as tried:
            found = [_told(one, lab.names) for one in map(tried, settings)]
    if len(found) > 1:
        _summary(found, lab.names)
    return 0


def _temporary() -> tempfile.TemporaryDirectory[str]:
    # Windows can't remove what is still mapped; with --jobs 1 that is this very process.
    return tempfile.TemporaryDirectory(prefix="searchkit-lab-", ignore_cleanup_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, metavar="DIR")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=NUMBER")
    parser.add_argument("--grid", nargs="+", default=[], metavar="NAME=NUMBER,…")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the indexes here")
    parser.add_argument("--sample", type=int, metavar="N", help="queries of each set")
    parser.add_argument("--variants", default="accented,unaccented", help=f"of {', '.join(VARIANTS)}")
    parser.add_argument("--jobs", type=int, default=2, help="processes; sets are shared out among them")
    return parser.parse_args()


def _settings(fixed: Sequence[str], grid: Sequence[str]) -> list[Setting]:
    """Return every combination of the grid, the fixed numbers with each."""
    same = [(name, _number(value)) for name, _, value in (one.partition("=") for one in fixed)]
    axes = [
        [(name, _number(value)) for value in values.split(",")]
        for name, _, values in (one.partition("=") for one in grid)
    ]
    _check({name for name, _ in same} | {axis[0][0] for axis in axes})
    return [(*same, *one) for one in itertools.product(*axes)]


def _number(text: str) -> float:
    return float(text) if set(text) & set(".e") else int(text)


def _check(names: set[str]) -> None:
    known = {name for name in vars(importlib.import_module(f"{PACKAGE}.weights")) if name.isupper()}
    if unknown := names - known:
        sys.exit(f"weights.py has no {', '.join(sorted(unknown))}; it has {', '.join(sorted(known))}")


def _prepared(folders: Sequence[Path], place: Path) -> list[TestSet]:
    sets = list(read_sets(folders))
    for one in sets:
        with indexed(one, place) as (engine, summary):
            lost = f"; {len(summary.skipped)} ARE MISSING" if summary.skipped else ""
            told = f"{one.name}: {engine.stats().articles} documents, {summary.seconds:.1f} s{lost}"
            print(told, file=sys.stderr)
    return sets


class Lab:
    """Tries settings over prepared sets, in one process or several."""

    def __init__(self, sets: Sequence[TestSet], place: Path, options: argparse.Namespace) -> None:
        cut = options.sample or max(len(one.queries) for one in sets)
        self._sets = [replace(one, queries=tuple(spread(one.queries, cut))) for one in sets]
        self._place = place
        self._variants = options.variants.split(",")
        self._jobs = options.jobs
        self.names = [one.name for one in sets]

    @contextmanager
    def at_work(self) -> Iterator[Any]:
        """Give the function that tries one setting."""
        if self._jobs == 1:
            yield lambda setting: self._try(setting, map)
            return
        with multiprocessing.get_context("spawn").Pool(self._jobs) as pool:
            yield lambda setting: self._try(setting, pool.imap)

    def _try(self, setting: Setting, spread_out: Any) -> Tried:
        start = time.perf_counter()
        # Pieces of like size, the long queries' set first: both processes end together.
        work = [
            (setting, self._place / one.name, one.judgements, one.queries[part::4], variant)
            for one in self._sets
            for variant in self._variants
            for part in range(4)
        ]
        sums: dict[tuple[str, str], list[float]] = {}
        for task, gains in zip(work, spread_out(_gains, work), strict=True):
            sums.setdefault((task[1].name, task[4]), []).extend(gains)
        figures = {
            name: {v: sum(sums[name, v]) / len(sums[name, v]) for v in self._variants} for name in self.names
        }
        return Tried(setting, figures, time.perf_counter() - start)


_loaded: list[Setting] = []
"""The setting whose numbers the modules of this process hold, if any."""
_searchers: dict[Path, Any] = {}


def _gains(task: Any) -> list[float]:
    """Return nDCG@10 of each query of one piece of work; a query that fails has 0."""
    setting, index, judgements, queries, variant = task
    searcher = _searcher(setting, index)
    return [_ndcg(searcher, varied(query.text, variant), judgements[query.id]) for query in queries]


def _searcher(setting: Setting, index: Path) -> Any:
    """Return a searcher over `index` whose modules hold the numbers of `setting`."""
    if _loaded != [setting]:
        _searchers.clear()
        _import_anew(setting)
        gc.collect()
        gc.freeze()  # what is remembered need not be walked through again and again
        _loaded[:] = [setting]
    if index not in _searchers:
        run = importlib.import_module(f"{PACKAGE}.run")
        _searchers[index] = run.Searcher(_snapshot(index))
    return _searchers[index]


def _import_anew(setting: Setting) -> None:
    for name in [name for name in sys.modules if name.startswith(f"{PACKAGE}.")]:
        del sys.modules[name]
    weights = importlib.import_module(f"{PACKAGE}.weights")
    for name, number in setting:
        setattr(weights, name, number)


@functools.cache
def _snapshot(index: Path) -> Any:
    """Open an index that remembers what was looked up: the next setting asks the same again.

    Bodies are empty: no figure depends on them, and hits without a headline would read them.
    """
    snapshot = open_index(index)
    remembering: Any = snapshot
    remembering.stored = functools.cache(snapshot.stored)
    remembering.body = lambda _doc: ""
    for name in ("text", "title", "compound"):
        view: Any = snapshot.field(name)
        for method in ("postings", "df", "folded", "occurrences", "in_title"):
            setattr(view, method, functools.cache(getattr(view, method)))
        view.pairs = _by_tuples(view.pairs)
        view.terms = functools.cache(functools.partial(list, view.terms()))
    return snapshot


def _by_tuples(pairs: Any) -> Any:
    remembered = functools.cache(pairs)
    return lambda firsts, seconds: remembered(tuple(firsts), tuple(seconds))


def _ndcg(searcher: Any, text: str, relevant: Mapping[str, int]) -> float:
    """Return nDCG@10 of one query, as trec_eval counts it."""
    try:
        hits = searcher.search(SearchQuery(text=text, limit=DEPTH, all_copies=True), with_snippets=False).hits
    except Exception as error:  # noqa: BLE001 - a setting that breaks a query is to be told, not to end the sweep
        print(f"{type(error).__name__}: {error}: {text[:60]}", file=sys.stderr)
        return 0.0
    best = sorted(relevant.values(), reverse=True)[:DEPTH]
    return _dcg([relevant.get(hit.id, 0) for hit in hits]) / _dcg(best)


def _dcg(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(rank + 2) for rank, grade in enumerate(grades))


def _told(tried: Tried, names: Sequence[str]) -> Tried:
    print(_label(tried.setting))
    for name in names:
        print(_line(name, tried.figures[name]))
    variants = tried.figures[names[0]]
    print(
        _line("mean", {v: tried.mean(names, v) for v in variants}), f"  ({tried.seconds:.1f} s)", flush=True
    )
    return tried


def _label(setting: Setting) -> str:
    return " ".join(f"{name}={number:g}" for name, number in setting) or "as they stand"


def _line(name: str, figures: Mapping[str, float]) -> str:
    return f"  {name:20}" + "  ".join(f"{variant} {value:.4f}" for variant, value in figures.items())


def _summary(found: Sequence[Tried], names: Sequence[str]) -> None:
    """Print the settings from best to worst, and what choosing without seeing a set would have given it."""
    print("\nbest first, mean of sets and variants")
    for one in sorted(found, key=lambda tried: -tried.mean(names)):
        print(f"  {one.mean(names):.4f}  {_label(one.setting)}")
    if len(names) < 2:
        return
    print("\nleave one set out: chosen on the others, measured on this one")
    apart = []
    for name in names:
        others = [other for other in names if other != name]
        chosen = max(found, key=lambda tried: tried.mean(others))
        best = max(found, key=lambda tried: tried.mean([name]))
        apart.append(chosen.figures[name])
        print(_line(name, chosen.figures[name]), f" best {best.mean([name]):.4f}  {_label(chosen.setting)}")
    means = {variant: sum(one[variant] for one in apart) / len(apart) for variant in apart[0]}
    print(_line("mean", means))


if __name__ == "__main__":
    sys.exit(main())
