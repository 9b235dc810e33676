"""`searchkit query --batch`: a query a line in, a JSON result a line out, in order."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searchkit.cli import asking, failures, opening, showing
from searchkit.errors import QueryError, SearchkitError
from searchkit.i18n import _
from searchkit.models import SearchQuery
from searchkit.render.records import Record, result_record

if TYPE_CHECKING:
    from searchkit.engine import SearchEngine


def answer(file: str, index_dir: Path | None, acronyms: Path | None, words: tuple[str, ...], output: str |
None,
           explain: bool, asked: Mapping[str, Any]) -> int:  # fmt: skip
    """Answer every line of `file`; an erroneous one gets an object with `error`, and the run goes on.

    The exit code tells the worst: 2 where a line failed, else 0 where anything was found, else 1.
    """
    _refuse(words, output)
    base = asking.search_query((), "jsonl", **asked)
    found = failed = False
    with opening.open_engine(index_dir, acronyms) as engine:
        for number, line in enumerate(_lines(file), start=1):
            record = _answer_line(engine, base, line, number, explain)
            failed |= "error" in record
            found |= bool(record.get("total"))
            showing.json_line(record)
            if file == "-":  # whoever feeds us may wait for the answer
                sys.stdout.flush()
    if failed:
        return failures.FAILED
    return failures.FOUND if found else failures.NOTHING


def _refuse(words: tuple[str, ...], output: str | None) -> None:
    context = click.get_current_context()
    if words:
        context.fail(_("give words or --batch, not both"))
    if output not in (None, "json", "jsonl"):
        context.fail(_("--batch writes JSON; leave --format {format} out").format(format=output))


def _lines(file: str) -> Iterator[bytes]:
    """Yield the lines of a file or of stdin as they come."""
    if file == "-":
        yield from sys.stdin.buffer
        return
    with Path(file).open("rb") as handle:
        yield from handle


def _answer_line(engine: SearchEngine, base: SearchQuery, line: bytes, number: int, explain: bool) -> Record:
    head: Record = {}
    try:
        text = _decoded(line, number)
        if "\t" in text:
            head["id"], text = text.split("\t", 1)
        if not text.strip():
            raise QueryError(_("an empty line is no query"))
        return head | result_record(engine.search(dataclasses.replace(base, text=text), explain=explain))
    except SearchkitError as error:
        return head | {"line": number, "error": str(error)}


def _decoded(line: bytes, number: int) -> str:
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise QueryError(_("the line is not UTF-8; save the file as UTF-8")) from error
    return text.rstrip("\r\n")
