"""Whoosh 2.7.4 with its own codec: title and body as one field, which is the quicker way for it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import whoosh
from whoosh import fields, index, query, sorting
from whoosh.analysis import LowercaseFilter, RegexTokenizer

from benchmarks.comparison.articles import Query, read
from benchmarks.comparison.systems import PAGE, Searches

TITLE = "plain Whoosh"
MEMORY = 256


def version() -> str:
    """Return the version compared."""
    return ".".join(map(str, whoosh.__version__))


def build(source: Path, folder: Path) -> None:
    """Add every article with one writer and commit."""
    folder.mkdir()
    schema = fields.Schema(
        id=fields.ID(stored=True, unique=True),
        text=fields.TEXT(analyzer=RegexTokenizer(r"\w+") | LowercaseFilter(), stored=True),
        province=fields.ID(stored=True, sortable=True),
        published=fields.NUMERIC(stored=True, sortable=True),
    )
    writer = index.create_in(folder, schema).writer(limitmb=MEMORY)
    for article in read(source):
        day = article["published"]
        writer.add_document(
            id=article["id"],
            text=f"{article['title']}\n{article['body']}",
            province=article["province"] or "",
            published=dt.date.fromisoformat(day).toordinal() if day else 0,
        )
    writer.commit()


def searches(folder: Path, folded: Path | None) -> Searches:
    """Return one search for each kind; it is not asked for the number of matches, which it counts anew."""
    searcher = index.open_dir(folder).searcher()
    bare = index.open_dir(folded).searcher() if folded else None

    def terms(asked: Query) -> list[Any]:
        return [query.Term("text", word) for word in asked.words]

    def found(asked: Any, source: Any = searcher, **more: Any) -> int:
        return source.search(asked, limit=PAGE, **more).scored_length()  # type: ignore[no-any-return]

    known: Searches = {
        "term": lambda asked: found(query.Term("text", asked.term)),
        "OR": lambda asked: found(query.Or(terms(asked))),
        "AND": lambda asked: found(query.And(terms(asked))),
        "phrase": lambda asked: found(query.Phrase("text", list(asked.words[:2]))),
        "OR + province filter": lambda asked: found(
            query.Or(terms(asked)), filter=query.Term("province", asked.province)
        ),
        "OR + province facet": lambda asked: found(
            query.Or(terms(asked)), groupedby="province", maptype=sorting.Count
        ),
        "sort by date": lambda asked: found(
            query.Or(terms(asked)), sortedby=sorting.FieldFacet("published", reverse=True)
        ),
    }
    if bare:
        known["unaccented OR"] = lambda asked: found(query.Or(terms(asked.folded)), bare)
    return known
