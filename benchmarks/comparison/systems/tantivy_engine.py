"""tantivy: title and body as two fields, its own tokenizer, two indexing threads."""

from __future__ import annotations

import datetime as dt
from importlib import metadata
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.comparison.articles import Query, read
from benchmarks.comparison.systems import PAGE, Searches

TITLE = "tantivy"
THREADS, HEAP = 2, 256_000_000
FIELDS = ["title", "body"]
PROVINCES = 63


def version() -> str:
    """Return the version compared."""
    return metadata.version("tantivy")


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in FIELDS:
        builder.add_text_field(name, stored=True)
    builder.add_text_field("province", stored=True, tokenizer_name="raw", fast=True)
    builder.add_integer_field("published", stored=True, fast=True)
    return builder.build()


def build(source: Path, folder: Path) -> None:
    """Add every article and wait for the merges."""
    folder.mkdir()
    index = tantivy.Index(_schema(), path=str(folder))
    writer = index.writer(HEAP, THREADS)
    for article in read(source):
        day = article["published"]
        writer.add_document(
            tantivy.Document(
                id=article["id"],
                title=article["title"],
                body=article["body"],
                province=article["province"] or "",
                published=dt.date.fromisoformat(day).toordinal() if day else 0,
            )
        )
    writer.commit()
    writer.wait_merging_threads()


class _Index:
    def __init__(self, folder: Path) -> None:
        self.index = tantivy.Index.open(str(folder))
        self.searcher = self.index.searcher()

    def parsed(self, text: str) -> Any:
        return self.index.parse_query(text, FIELDS)

    def found(self, query: Any, **more: Any) -> int:
        return len(self.searcher.search(query, PAGE, **more).hits)

    def either(self, query: Query, **more: Any) -> int:
        return self.found(self.parsed(" ".join(query.words)), **more)

    def filtered(self, query: Query) -> int:
        province = tantivy.Query.term_query(self.index.schema, "province", query.province)
        parts = [self.parsed(" ".join(query.words)), province]
        return self.found(tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts]))

    def counted(self, query: Query) -> int:
        asked = self.parsed(" ".join(query.words))
        facet = {"province": {"terms": {"field": "province", "size": PROVINCES}}}
        assert self.searcher.aggregate(asked, facet)
        return self.found(asked)


def searches(folder: Path, folded: Path | None) -> Searches:
    """Return one search for each kind."""
    index = _Index(folder)
    bare = _Index(folded) if folded else None
    known: Searches = {
        "term": lambda query: index.found(index.parsed(query.term)),
        "OR": index.either,
        "AND": lambda query: index.found(index.parsed(" AND ".join(query.words))),
        "phrase": lambda query: index.found(index.parsed(f'"{" ".join(query.words[:2])}"')),
        "OR + province filter": index.filtered,
        "OR + province facet": index.counted,
        "sort by date": lambda query: index.either(query, order_by_field="published"),
    }
    if bare:
        known["unaccented OR"] = lambda query: bare.either(query.folded)
    return known
