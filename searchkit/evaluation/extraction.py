"""How well metadata are read: precision, recall and F1 of every field against labels made by reading.

    python -m searchkit.evaluation.extraction tests/quality/pages/gold.jsonl
    python -m searchkit.evaluation.extraction tests/quality/articles.jsonl --articles ../shared/news
    python -m searchkit.evaluation.extraction --half develop --faults GOLD…

A gold file holds one JSON object a line. One with `file` labels a page that lies beside the gold file; one
with `id`, `source` and `sha256` labels a record of SOURCE.jsonl.gz in the folder given by --articles. Keys
are the fields of `docs/METADATA.md`; `contains` and `excludes` are strings that the body must and must not
hold; what is `optional_…` may be there or not, what is `…_also` is right as well; a key that is missing
is not judged. The half is told by the name: rules are developed on one, the other is held out.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from searchkit.errors import ConfigError, SearchkitError
from searchkit.evaluation.fields import FIELDS, SHARES, Scores, compare, empty, figure
from searchkit.extract.article import extract_article
from searchkit.ingest.clean import clean_page
from searchkit.ingest.readers import read_paths
from searchkit.models import Article, RawArticle

HALVES = ("develop", "held out")
Gold = Mapping[str, Any]


def half(name: str) -> str:
    """Return the half that a page or record belongs to, told by its name alone."""
    return HALVES[hashlib.sha256(name.encode()).digest()[0] % 2]


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Return the labels of one file. Raises ConfigError where a line is no JSON object or names no text."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = _json(line)
        if not isinstance(row, dict) or not ("file" in row or {"id", "source"} <= row.keys()):
            raise ConfigError(f"{path}, line {number}: no label; file, or id and source, must be given")
        rows.append(row)
    return rows


def _json(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


def extracted(path: Path, golds: Sequence[Gold], articles: Path | None) -> Iterator[tuple[Gold, Article]]:
    """Yield each label of the gold file `path` with what is extracted from its text.

    Raises ConfigError where a text is missing, is not the one that was labelled, or can't be read.
    """
    records = _records(golds, articles)
    for gold in golds:
        raw = _page(path.parent / gold["file"]) if "file" in gold else records[gold["id"]]
        yield gold, extract_article(raw, clean_page(raw))


def _page(path: Path) -> RawArticle:
    (raw,) = read_paths([path])
    if isinstance(raw, RawArticle):
        return raw
    raise ConfigError(f"{path} can't be scored: {raw.reason}")


def _records(golds: Sequence[Gold], articles: Path | None) -> dict[str, RawArticle]:
    """Return the labelled records of all sources by their id."""
    wanted = {gold["id"]: gold for gold in golds if "id" in gold}
    found: dict[str, RawArticle] = {}
    if wanted and articles is None:
        raise ConfigError("The labels are of records: say where they lie by --articles FOLDER")
    for source in sorted({gold["source"] for gold in wanted.values()}):
        assert articles is not None
        with gzip.open(articles / f"{source}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                # A line begins with its id: only the labelled records are decoded.
                if line[8:60].partition('"')[0] in wanted:
                    record = json.loads(line)
                    found[record["id"]] = _record(record, wanted[record["id"]])
    for missing in wanted.keys() - found.keys():
        raise ConfigError(f"No record {missing} in {articles}")
    return found


def _record(record: Mapping[str, Any], gold: Gold) -> RawArticle:
    text = f"{record['title']}\n{record['body']}"
    if hashlib.sha256(text.encode()).hexdigest() != gold["sha256"]:
        raise ConfigError("Record {id} is not the text that was labelled".format(id=gold["id"]))
    given = {name: record[name] for name in ("title", "published", "source", "url") if record.get(name)}
    return RawArticle(gold["id"], record["body"], "record", given=given)


def score(pairs: Iterable[tuple[Gold, Article]]) -> dict[str, Scores]:
    """Return the tallies of each half."""
    scores = {name: empty() for name in HALVES}
    for gold, article in pairs:
        compare(scores[half(gold.get("file") or gold["id"])], gold, article)
    return scores


def report(scores: Scores, *, faults: bool = True) -> Iterator[str]:
    """Yield the lines of a table, a field a line, then every fault."""
    yield f"{'field':<18}{'precision':>10}{'recall':>10}{'figure':>10}{'judged':>8}"
    for name in FIELDS:
        tally = scores[name]
        shown = "      -" if name in SHARES else f"{tally.precision:.4f}"
        judged = tally.right + tally.missed
        yield f"{name:<18}{shown:>10}{tally.recall:>10.4f}{figure(name, tally):>10.4f}{judged:>8}"
    if faults:
        for name in FIELDS:
            yield from (f"  {fault}" for fault in scores[name].faults)


def _together(parts: Sequence[Scores]) -> Scores:
    """Return the sum of several gold files' tallies."""
    whole = empty()
    for part in parts:
        for name, tally in part.items():
            total = whole[name]
            total.right += tally.right
            total.extra += tally.extra
            total.missed += tally.missed
            total.faults += tally.faults
    return whole


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table of each half over all gold files named."""
    parser = argparse.ArgumentParser(prog="python -m searchkit.evaluation.extraction", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("gold", nargs="+", type=Path, help="files of labels")
    parser.add_argument("--articles", type=Path, help="folder of the records' .jsonl.gz files")
    parser.add_argument("--half", choices=HALVES, help="only this half")
    parser.add_argument("--faults", action="store_true", help="list every miss")
    chosen = parser.parse_args(arguments)
    try:
        scored = [score(extracted(path, read_gold(path), chosen.articles)) for path in chosen.gold]
    except (OSError, SearchkitError) as error:
        print(error, file=sys.stderr)
        return 2
    for name in HALVES if chosen.half is None else (chosen.half,):
        print(f"\n{name}")
        print("\n".join(report(_together([part[name] for part in scored]), faults=chosen.faults)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
