"""A record of the comparison as tables in Markdown, with the goals that searchkit has set itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.comparison.timing import BUDGET, ROUNDS

OURS, COMPILED, PLAIN = "searchkit", "tantivy", "plain Whoosh"
P50_GOALS = {
    "term": 2.0,
    "OR": 1.5,
    "AND": 1.5,
    "phrase": 2.0,
    "OR + province filter": 1.5,
    "OR + province facet": 1.2,
}
P95_GOAL = 3.0
TERM_ENOUGH_MS = 0.5
WHOOSH_GOAL = 50
BARE_GOAL = 3.0
GROWTH_GOAL = 5.0
RATE_GOAL, RATE_SHARE_GOAL, SIZE_GOAL, MEMORY_GOAL = 600, 0.10, 1.6, 1.5e9

Record = dict[str, Any]


def markdown(record: Record) -> str:
    """Return the whole report."""
    sizes = sorted(record["searching"], key=int)
    large = sizes[-1]
    few, many = (f"{int(size):,}" for size in (sizes[0], large))
    parts = [
        f"# {record['date']}: {record['articles']:,} articles, {record['queries']} queries\n",
        _setting(record),
        f"## Agreement with tantivy, literal mode\n\n{_agreement(record)}",
        f"## Indexing\n\n{_indexing(record)}",
        *(
            f"## Searching {int(size):,} articles: p50 / p95 in ms\n\n{_searching(record, size)}"
            for size in sizes[::-1]
        ),
        f"## searchkit as a multiple of tantivy, {many} articles\n\n{_ratios(record, large)}",
        f"## Plain Whoosh as a multiple of searchkit\n\n{_whoosh(record, sizes)}",
        f"## Growth of the median from {few} to {many} articles\n\n{_growth(record, sizes)}",
        f"## Other goals\n\n{_others(record, large)}",
    ]
    return "\n".join(parts)


def _setting(record: Record) -> str:
    machine = record["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in record["versions"].items())
    return (
        f"{machine['cores']} cores, {machine['system']}, Python {machine['python']}; {versions}. Best of "
        f"{ROUNDS} rounds a query, systems taking turns; a system that used up {BUDGET:.0f} s for one kind "
        "of query answered only the first queries (their number in brackets).\n"
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _agreement(record: Record) -> str:
    rows = [
        [
            kind,
            "all equal",
            f"{overlap:.3f}",
            *(_ms(record["literal"][kind][name]) for name in (OURS, COMPILED)),
        ]
        for kind, overlap in record["agreement"].items()
    ]
    return _table(["kind", "totals", "top 10 in both", "searchkit's executor, ms", "tantivy, ms"], rows)


def _indexing(record: Record) -> str:
    rows = []
    for name, sizes in record["indexing"].items():
        for size, built in sorted(sizes.items(), key=lambda item: int(item[0])):
            raw = record["text_bytes"].get(size)
            share = f" ({built['bytes'] / raw:.2f} x text)" if raw else ""
            rows.append(
                [
                    name,
                    f"{int(size):,}",
                    f"{built['rate']:.0f}",
                    f"{built['bytes'] / 1e6:.0f} MB{share}",
                    _mb(built["memory"]),
                ]
            )
    return _table(["system", "articles", "articles/s", "index", "peak memory"], rows)


def _mb(memory: int | None) -> str:
    return f"{memory / 1e6:.0f} MB" if memory else "not seen"


def _ms(times: Record) -> str:
    return f"{times['p50']:.2f} / {times['p95']:.2f}"


def _searching(record: Record, size: str) -> str:
    names = [name for name in record["versions"] if name in record["searching"][size]["OR"]]
    rows = []
    for kind, row in record["searching"][size].items():
        cells = [_ms(row[name]) + _left(row[name], record) if name in row else "–" for name in names]
        rows.append([kind, *cells])
    return _table(["kind", *names], rows)


def _left(times: Record, record: Record) -> str:
    return f" ({times['queries']})" if times["queries"] < record["queries"] else ""


def _ratios(record: Record, size: str) -> str:
    rows = []
    for kind, goal in P50_GOALS.items():
        ratio, own = record["beside"][size][kind][COMPILED], record["searching"][size][kind][OURS]["p50"]
        enough = kind == "term" and own <= TERM_ENOUGH_MS
        met = (ratio["p50"] <= goal or enough) and (ratio["p95"] <= P95_GOAL or kind == "term")
        wanted = f"{goal}" + (f" or {TERM_ENOUGH_MS} ms" if kind == "term" else f", {P95_GOAL}")
        rows.append([kind, f"{ratio['p50']:.2f}", f"{ratio['p95']:.2f}", wanted, _verdict(met)])
    return _table(["kind", "p50", "p95", "goal", ""], rows)


def _verdict(met: bool) -> str:
    return "reached" if met else "**missed**"


def _whoosh(record: Record, sizes: Sequence[str]) -> str:
    """Compare at every size; the goal is that of the largest one at which Whoosh was asked."""
    rows = []
    for kind in record["searching"][sizes[-1]]:
        rows_of_kind = [record["beside"][size][kind].get(PLAIN) for size in sizes]
        times = [1 / row["p50"] if row else None for row in rows_of_kind]
        cells = ["–" if one is None else f"{one:.0f}" for one in times]
        last = next((one for one in reversed(times) if one is not None), 0.0)
        rows.append([kind, *cells, str(WHOOSH_GOAL), _verdict(last >= WHOOSH_GOAL)])
    return _table(["kind", *(f"{int(size):,} articles" for size in sizes), "goal", ""], rows)


def _growth(record: Record, sizes: Sequence[str]) -> str:
    small, large = record["searching"][sizes[0]], record["searching"][sizes[-1]]
    names = [name for name in record["versions"] if name in large["OR"]]
    rows = []
    for kind in large:
        cells = [
            f"{large[kind][name]['p50'] / small[kind][name]['p50']:.1f}" if name in large[kind] else "–"
            for name in names
        ]
        rows.append([kind, *cells])
    return _table(["kind", *names], rows)


def _others(record: Record, large: str) -> str:
    built, theirs = record["indexing"][OURS], record["indexing"][COMPILED][large]
    times = record["searching"][large]
    bare = times["unaccented OR"][OURS]["p50"] / times["OR"][OURS]["p50"]
    small = min(record["searching"], key=int)
    growth = max(
        row[OURS]["p50"] / record["searching"][small][kind][OURS]["p50"] for kind, row in times.items()
    )
    half, memory = str(int(large) // 2), built[large]["memory"]
    share = built[large]["rate"] / theirs["rate"]
    size = built[large]["bytes"] / record["text_bytes"][large]
    rows = [
        [
            "indexing, articles/s",
            f"{built[large]['rate']:.0f}",
            f"≥ {RATE_GOAL}",
            built[large]["rate"] >= RATE_GOAL,
        ],
        [
            "indexing, share of tantivy's rate",
            f"{share:.2f}",
            f"≥ {RATE_SHARE_GOAL}",
            share >= RATE_SHARE_GOAL,
        ],
        ["index, multiple of the text", f"{size:.2f}", f"≤ {SIZE_GOAL}", size <= SIZE_GOAL],
        ["unaccented words, multiple of accented", f"{bare:.2f}", f"≤ {BARE_GOAL}", bare <= BARE_GOAL],
        ["largest growth of a median", f"{growth:.1f}", f"≤ {GROWTH_GOAL}", growth <= GROWTH_GOAL],
    ]
    if memory:
        rows.append(["peak memory", _mb(memory), f"≤ {_mb(int(MEMORY_GOAL))}", memory <= MEMORY_GOAL])
        more = memory / built[half]["memory"]
        rows.append(["peak memory, multiple of that at half the size", f"{more:.2f}", "1", more <= 1.1])
    return _table(["what", "measured", "goal", ""], [[*row[:3], _verdict(bool(row[3]))] for row in rows])
