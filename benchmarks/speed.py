"""searchkit beside tantivy, SQLite FTS5, bm25s and plain Whoosh: indexing and searching, in one run.

    python benchmarks/speed.py [--articles FILE.jsonl[.gz]] [--n N] [--results FOLDER | --no-results]

Needs the dependency group `bench`. Prints the tables and keeps them, with the numbers, in
`benchmarks/results/` under the date. README.md beside this file says how it is measured and how to read it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NEWS = ROOT.parent / "shared" / "news" / "vietnews-50k.jsonl.gz"
RESULTS = ROOT / "benchmarks" / "results"


def main() -> int:
    """Compare, print, keep."""
    options = _options()
    sys.path.insert(0, str(ROOT))
    from benchmarks.comparison.articles import read
    from benchmarks.comparison.report import markdown
    from benchmarks.comparison.run import Comparison, to_stderr

    if not options.articles.is_file():
        print(f"{options.articles} is not there; name a file of articles with --articles", file=sys.stderr)
        return 2
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        record = Comparison(list(read(options.articles, options.n)), Path(folder), to_stderr).run()
    text = markdown(record)
    print(text)
    to_stderr(f"{(time.perf_counter() - start) / 60:.1f} minutes")
    if not options.no_results:
        _keep(options.results, record, text)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=Path, default=NEWS, help="JSON lines, packed or not")
    parser.add_argument("--n", type=int, help="take only the first N articles")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where to keep what was measured")
    parser.add_argument("--no-results", action="store_true", help="keep nothing")
    return parser.parse_args()


def _keep(folder: Path, record: dict[str, object], text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{dt.date.today().isoformat()}-speed"
    (folder / f"{name}.json").write_text(
        json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    (folder / f"{name}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
