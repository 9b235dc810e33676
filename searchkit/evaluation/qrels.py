"""A set to measure with: a folder with documents, queries, and who judged what relevant.

    corpus.jsonl    {"_id": "d1", "title": "…", "text": "…"}
    queries.jsonl   {"_id": "q1", "text": "…"}
    qrels.tsv       query-id <TAB> corpus-id <TAB> score    (the head line may be missing)

Whatever is broken in them is an error that names file and line: a figure over half a set is worth nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from searchkit.errors import ConfigError, ReadError
from searchkit.i18n import _

CORPUS, QUERIES, QRELS = FILES = ("corpus.jsonl", "queries.jsonl", "qrels.tsv")
T = TypeVar("T")
Judgements = Mapping[str, Mapping[str, int]]
"""Query id → document id → how relevant (0: not)."""


@dataclass(frozen=True, slots=True)
class Query:
    """One query of a set, its text raw."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a set."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class TestSet:
    """A set: its queries that have a relevant document, and all judgements on them.

    `unjudged` counts the queries of the file that no document is relevant for: they can't be scored.
    """

    name: str
    folder: Path
    queries: tuple[Query, ...]
    judgements: Judgements
    unjudged: int = 0

    __test__ = False  # pytest takes it for tests by its name


def read_sets(folders: Sequence[Path]) -> tuple[TestSet, ...]:
    """Return the sets in `folders`, each under a name of its own; raise `ReadError` or `ConfigError`."""
    names = _names(folders)
    return tuple(replace(read_set(folder), name=name) for folder, name in zip(folders, names, strict=True))


def read_set(folder: Path) -> TestSet:
    """Return queries and judgements of the set in `folder`; the documents stay on disk."""
    for name in FILES:
        if not (folder / name).is_file():
            message = _("{folder} is no set to measure with: it has no {name}; it needs {names}")
            raise ConfigError(message.format(folder=folder, name=name, names=", ".join(FILES)))
    judged = _judgements(folder / QRELS)
    relevant = {query: found for query, found in judged.items() if max(found.values()) > 0}
    queries = [Query(_text(row, "_id"), _text(row, "text")) for row in _rows(folder / QUERIES, "_id", "text")]
    _refuse_repeated([query.id for query in queries], folder / QUERIES)
    if missing := sorted(relevant.keys() - {query.id for query in queries}):
        message = _("judges the query {query!r}, which {name} does not hold")
        raise ReadError(str(folder / QRELS), message.format(query=missing[0], name=QUERIES))
    kept = tuple(query for query in queries if query.id in relevant)
    if not kept:
        raise ReadError(
            str(folder / QRELS), _("no query has a relevant document; there is nothing to measure")
        )
    return TestSet(folder.resolve().name, folder, kept, relevant, len(queries) - len(kept))


def read_documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of the set in `folder`, one after another."""
    for row in _rows(folder / CORPUS, "_id", "text"):
        yield Document(_text(row, "_id"), _text(row, "title") if row.get("title") else "", _text(row, "text"))


def write_sample(folder: Path, target: Path, queries: int, documents: int) -> None:
    """Write a small set into `target`: `queries` of the queries in `folder`, evenly spread, the documents
    judged for them, and evenly spread others up to `documents` in all."""
    whole = read_set(folder)
    chosen = {query.id for query in spread(whole.queries, queries)}
    every = list(read_documents(folder))
    needed = {doc for query in chosen for doc in whole.judgements[query]}
    others = spread([doc.id for doc in every if doc.id not in needed], max(0, documents - len(needed)))
    wanted = needed.union(others)
    target.mkdir(parents=True, exist_ok=True)
    _write_json(
        target / CORPUS,
        ({"_id": d.id, "title": d.title, "text": d.text} for d in every if d.id in wanted),
    )
    _write_json(target / QUERIES, ({"_id": q.id, "text": q.text} for q in whole.queries if q.id in chosen))
    with (target / QRELS).open("w", encoding="utf-8", newline="\n") as out:
        for query in whole.queries:
            if query.id in chosen:
                out.writelines(f"{query.id}\t{doc}\t{n}\n" for doc, n in whole.judgements[query.id].items())


def spread(items: Sequence[T], count: int) -> list[T]:
    """Return `count` of `items`, evenly spread over them; all where there are fewer.

    >>> spread("abcdefghij", 3)
    ['a', 'd', 'g']
    """
    if count >= len(items):
        return list(items)
    return [items[n * len(items) // count] for n in range(count)]


def _names(folders: Sequence[Path]) -> list[str]:
    """Return a name for each folder: its own, with its parent's before it where two are alike."""
    places = [folder.resolve() for folder in folders]
    plain = [place.name for place in places]
    names = [p.name if plain.count(p.name) == 1 else f"{p.parent.name}-{p.name}" for p in places]
    for name in names:
        if names.count(name) > 1:
            message = _("two sets are called {name}; rename a folder or measure them one by one")
            raise ConfigError(message.format(name=name))
    return names


def _judgements(path: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        cells = line.split("\t")
        if number == 1 and len(cells) == 3 and not _is_number(cells[2]):
            continue  # the head line
        if len(cells) != 3 or not _is_number(cells[2]):
            reason = _("not `query-id<TAB>corpus-id<TAB>score`")
            raise ReadError(str(path), reason, number)
        found.setdefault(cells[0], {})[cells[1]] = int(cells[2])
    return found


def _is_number(cell: str) -> bool:
    return cell.strip().lstrip("-").isdecimal()


def _rows(path: Path, *keys: str) -> Iterator[dict[str, Any]]:
    for number, line in _lines(path):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise ReadError(str(path), _("broken JSON: {error}").format(error=error), number) from error
        if not isinstance(row, dict) or any(not isinstance(row.get(key), str | int) for key in keys):
            reason = _("not a JSON object with {keys}").format(keys=", ".join(keys))
            raise ReadError(str(path), reason, number)
        yield row


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that are not blank, with their numbers from 1. Only line feeds end a line."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                reason = _("the line is not UTF-8; save the file as UTF-8")
                raise ReadError(str(path), reason, number) from error
            if text.strip():
                yield number, text


def _text(row: Mapping[str, Any], key: str) -> str:
    return str(row[key])


def _refuse_repeated(ids: Sequence[str], path: Path) -> None:
    if len(set(ids)) < len(ids):
        twice = next(one for n, one in enumerate(ids) if one in ids[:n])
        raise ReadError(str(path), _("the id {id!r} stands there twice").format(id=twice))


def _write_json(path: Path, rows: Iterator[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
