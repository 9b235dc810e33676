"""SQLite's FTS5: title and body as two columns, the rest in a table beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.comparison.articles import Query, read
from benchmarks.comparison.systems import PAGE, Searches

TITLE = "SQLite FTS5"
_TABLES = """
    CREATE VIRTUAL TABLE text USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 0');
    CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT, province TEXT, published TEXT);
"""
_RANKED = "SELECT rowid FROM text WHERE text MATCH ? ORDER BY rank LIMIT ?"
_COUNT = "SELECT count(*) FROM text WHERE text MATCH ?"
_FROM_BOTH = "FROM text JOIN article ON number = text.rowid WHERE text MATCH ?"
_FILTERED = f"SELECT number {_FROM_BOTH} AND province = ? ORDER BY rank LIMIT ?"
_FACET = f"SELECT province, count(*) {_FROM_BOTH} GROUP BY province"
_NEWEST = f"SELECT number {_FROM_BOTH} ORDER BY published DESC LIMIT ?"


def version() -> str:
    """Return the version compared."""
    return sqlite3.sqlite_version


def build(source: Path, folder: Path) -> None:
    """Insert every article in one transaction, then merge the index into one."""
    folder.mkdir()
    base = sqlite3.connect(folder / "articles.db")
    base.executescript(_TABLES)
    with base:
        for number, article in enumerate(read(source), 1):
            text = (number, article["title"], article["body"])
            base.execute("INSERT INTO text (rowid, title, body) VALUES (?, ?, ?)", text)
            row = (number, article["id"], article["province"], article["published"])
            base.execute("INSERT INTO article VALUES (?, ?, ?, ?)", row)
        base.execute("INSERT INTO text (text) VALUES ('optimize')")
        base.execute("CREATE INDEX by_province ON article (province)")
    base.close()


def _quoted(words: Iterable[str], joint: str) -> str:
    return joint.join(f'"{word}"' for word in words)


def searches(folder: Path, folded: Path | None) -> Searches:
    """Return one search for each kind; totals are counted too, as the others do."""
    base = sqlite3.connect(folder / "articles.db")
    bare = sqlite3.connect(folded / "articles.db") if folded else None

    def ranked(text: str, source: Any = base) -> int:
        source.execute(_COUNT, (text,)).fetchone()
        return len(source.execute(_RANKED, (text, PAGE)).fetchall())

    def either(query: Query) -> str:
        return _quoted(query.words, " OR ")

    def counted(query: Query) -> int:
        assert base.execute(_FACET, (either(query),)).fetchall() is not None
        return ranked(either(query))

    def filtered(query: Query) -> int:
        return len(base.execute(_FILTERED, (either(query), query.province, PAGE)).fetchall())

    known: Searches = {
        "term": lambda query: ranked(f'"{query.term}"'),
        "OR": lambda query: ranked(either(query)),
        "AND": lambda query: ranked(_quoted(query.words, " AND ")),
        "phrase": lambda query: ranked(f'"{" ".join(query.words[:2])}"'),
        "OR + province filter": filtered,
        "OR + province facet": counted,
        "sort by date": lambda query: len(base.execute(_NEWEST, (either(query), PAGE)).fetchall()),
    }
    if bare:
        known["unaccented OR"] = lambda query: ranked(either(query.folded), bare)
    return known
