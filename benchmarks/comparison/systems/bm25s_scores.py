"""bm25s: scores of all articles by numpy. It knows neither AND nor phrases; filter, facet and sorting are
what one would write around it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bm25s  # type: ignore[import-untyped]
import numpy as np

from benchmarks.comparison.articles import Query, read
from benchmarks.comparison.systems import PAGE, Searches

TITLE = "bm25s"
_TOKENS = r"(?u)\b\w+\b"


def version() -> str:
    """Return the version compared."""
    return str(bm25s.__version__)


def build(source: Path, folder: Path) -> None:
    """Index title and body as one text."""
    folder.mkdir()
    texts, rows = [], []
    for article in read(source):
        texts.append(f"{article['title']}\n{article['body']}")
        rows.append((article["id"], article["province"] or "", article["published"] or ""))
    tokens = bm25s.tokenize(texts, stopwords=None, token_pattern=_TOKENS, show_progress=False)
    model = bm25s.BM25(method="lucene")
    model.index(tokens, show_progress=False)
    model.save(folder)
    provinces, numbers = np.unique([row[1] for row in rows], return_inverse=True)
    np.savez(
        folder / "columns.npz", provinces=provinces, numbers=numbers, days=np.array([r[2] for r in rows])
    )
    (folder / "texts.json").write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")


class _Index:
    def __init__(self, folder: Path) -> None:
        self.model = bm25s.BM25.load(folder, load_corpus=False)
        columns = np.load(folder / "columns.npz")
        self.provinces, self.numbers = columns["provinces"].tolist(), columns["numbers"]
        self.newest_first = np.argsort(columns["days"], kind="stable")[::-1]
        self.recency = np.empty(len(self.newest_first), np.int64)
        self.recency[self.newest_first] = np.arange(len(self.newest_first))

    def ranked(self, words: Sequence[str], mask: Any = None) -> int:
        k = min(PAGE, len(self.numbers))
        _found, scores = self.model.retrieve([list(words)], k=k, show_progress=False, weight_mask=mask)
        return int(np.count_nonzero(scores))

    def filtered(self, query: Query) -> int:
        wanted = self.provinces.index(query.province) if query.province in self.provinces else -1
        return self.ranked(query.words, (self.numbers == wanted).astype(np.float32))

    def counted(self, query: Query) -> int:
        matched = self.model.get_scores(list(query.words)) > 0
        assert len(np.bincount(self.numbers[matched], minlength=len(self.provinces)))
        return self.ranked(query.words)

    def newest(self, query: Query) -> int:
        matched = np.flatnonzero(self.model.get_scores(list(query.words)) > 0)
        places = self.recency[matched]
        if len(places) > PAGE:
            places = np.partition(places, PAGE)[:PAGE]
        return len(self.newest_first[np.sort(places)])


def searches(folder: Path, folded: Path | None) -> Searches:
    """Return one search for each kind that scores alone can answer."""
    index = _Index(folder)
    bare = _Index(folded) if folded else None
    known: Searches = {
        "term": lambda query: index.ranked([query.term]),
        "OR": lambda query: index.ranked(query.words),
        "OR + province filter": index.filtered,
        "OR + province facet": index.counted,
        "sort by date": index.newest,
    }
    if bare:
        known["unaccented OR"] = lambda query: bare.ranked(query.folded.words)
    return known
