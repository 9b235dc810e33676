"""Records (JSONL and CSV) to articles: one line or row each, in bounded memory, a broken one named and
passed over."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from searchkit.config import MAX_BODY_CHARS
from searchkit.i18n import _
from searchkit.ingest.lines import MAX_LINE_BYTES, Line
from searchkit.models import RawArticle, Skipped

_BODY_KEYS = ("body", "text")
_ALIASES = {"date": "published"}
GIVEN_KEYS = ("title", "published", "date", "url", "source", "province", "provinces", "officials", "byline")
COLUMNS = frozenset(("id", *_BODY_KEYS, *GIVEN_KEYS))
_DELIMITERS = ",;\t|"
_QUOTE = '"'


@dataclass(frozen=True, slots=True)
class Header:
    """A CSV file's columns (lower case) and the character between them."""

    columns: tuple[str, ...]
    delimiter: str


@dataclass(frozen=True, slots=True)
class Row:
    """One CSV record: its number and first line from 1, its cells, and the byte and line at which the next
    begins.

    `cells` is None where the record is broken; `reason` says why.
    """

    number: int
    line: int
    cells: list[str] | None
    end: int
    next_line: int
    reason: str = ""


def jsonl_articles(lines: Iterable[Line], path: str, name: str) -> Iterator[RawArticle | Skipped]:
    """Yield one article for each line that holds a JSON object; `name` is the file's id. Blank lines are
    passed over.

    The n-th record is the one on line n.
    """
    loads = json.loads
    for line in lines:
        text = line.text
        if text is None:
            yield Skipped(path, _("the line is too long or not valid text"), line.number)
            continue
        if text.isspace():
            continue
        try:
            record = loads(text)
        except (ValueError, RecursionError) as error:
            yield Skipped(path, _("broken JSON: {error}").format(error=_brief(error)), line.number)
            continue
        if not isinstance(record, dict):
            yield Skipped(path, _("not a JSON object"), line.number)
            continue
        if "\\ud" in text or "\\uD" in text:
            record = _without_surrogates(record)
        yield article(record, path, name, line.number, line.number)


def _brief(error: ValueError | RecursionError) -> str:
    return (
        error.msg if isinstance(error, json.JSONDecodeError) else _("nested too deeply or a number too large")
    )


def _without_surrogates(value: Any) -> Any:
    """Replace halves of surrogate pairs, which JSON can escape but no file can hold."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_without_surrogates(v) for v in value]
    if isinstance(value, dict):
        return {_without_surrogates(k): _without_surrogates(v) for k, v in value.items()}
    return value


def article(record: Mapping[str, Any], path: str, name: str, number: int, line: int) -> RawArticle | Skipped:
    """Return the article that a record holds: `id`, `body` or `text`, and what it states about itself."""
    body = record.get("body") or record.get("text")
    if not isinstance(body, str) or not body.strip():
        return Skipped(path, _("the record has no body (or text)"), line)
    if len(body) > MAX_BODY_CHARS:
        reason = _("the body has more than {limit} characters").format(limit=MAX_BODY_CHARS)
        return Skipped(path, reason, line)
    given = {_ALIASES.get(k, k): v for k in reversed(GIVEN_KEYS) if (v := record.get(k)) not in (None, "")}
    own = record.get("id")
    own_id = str(own).strip() if isinstance(own, (str, int)) and not isinstance(own, bool) else ""
    return RawArticle(own_id or f"{name}#{number}", body, "record", path, number, given)


def csv_header(lines: Iterator[Line]) -> Header | None:
    """Return the columns from the first line that is not blank, or None where it names no known column.

    Excel's `sep=;` line is honoured.
    """
    stated = None
    for line in lines:
        text = (line.text or "").strip("\r\n\ufeff")
        if text.lower().startswith("sep=") and len(text) == 5:
            stated = text[4]
        elif text.strip():
            return _header(text, stated)
    return None


def _header(text: str, stated: str | None) -> Header | None:
    best: Header | None = None
    for delimiter in stated or _DELIMITERS:
        cells = _parse(text, delimiter)
        columns = tuple(cell.strip().lower() for cell in cells or ())
        if best is None or len(COLUMNS.intersection(columns)) > len(COLUMNS.intersection(best.columns)):
            best = Header(columns, delimiter)
    return best if best and COLUMNS.intersection(best.columns) else None


def _parse(text: str, delimiter: str) -> list[str] | None:
    """Return the cells of one record, or None where its quotes do not fit."""
    try:
        rows = list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return rows[0] if len(rows) == 1 else None


def csv_rows(lines: Iterator[Line], header: Header, number: int = 1) -> Iterator[Row]:
    """Yield the records of a CSV file after its header; `number` is that of the first.

    A cell in quotes may go over several lines. Where its quote is never closed, only its first line is given
    up.
    """
    csv.field_size_limit(MAX_LINE_BYTES)
    pending: list[Line] = []
    for line in _again(pending, lines):
        if line.text is not None and not line.text.strip():
            continue
        yield _row(line, _again(pending, lines), pending, header, number)
        number += 1


def _again(pending: list[Line], lines: Iterator[Line]) -> Iterator[Line]:
    """Yield lines that were put back, then new ones."""
    while True:
        line = pending.pop() if pending else next(lines, None)
        if line is None:
            return
        yield line


def _row(first: Line, more: Iterator[Line], pending: list[Line], header: Header, number: int) -> Row:
    if first.text is None:
        reason = _("the line is too long or not valid text")
        return Row(number, first.number, None, first.end, first.number + 1, reason)
    taken, size, odd = [first], len(first.text), first.text.count(_QUOTE) % 2 == 1
    cells = _parse(first.text, header.delimiter)
    while cells is None and odd and size < MAX_LINE_BYTES and (line := next(more, None)) is not None:
        taken.append(line)
        text = line.text or ""
        size += len(text)
        if text.count(_QUOTE) % 2:
            odd = False
            cells = _parse("".join(t.text or "" for t in taken), header.delimiter)
    if cells is None or len(cells) > len(header.columns):
        pending.extend(reversed(taken[1:]))
        return Row(number, first.number, None, first.end, first.number + 1, _misfit(cells, header))
    return Row(number, first.number, cells, taken[-1].end, taken[-1].number + 1)


def _misfit(cells: list[str] | None, header: Header) -> str:
    if cells is None:
        return _("broken CSV: a quote is not closed or not doubled")
    message = _("broken CSV: {n} cells in a table of {m} columns; put cells with {mark} in quotes")
    return message.format(n=len(cells), m=len(header.columns), mark=repr(header.delimiter))


def csv_articles(rows: Iterable[Row], header: Header, path: str, name: str) -> Iterator[RawArticle | Skipped]:
    """Yield one article for each CSV record."""
    for row in rows:
        if row.cells is None:
            yield Skipped(path, row.reason, row.line)
        else:
            record = dict(zip(header.columns, row.cells, strict=False))
            yield article(record, path, name, row.number, row.line)
