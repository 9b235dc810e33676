"""Files to articles: pages (text, HTML) and records (JSONL, CSV), from paths, folders or standard input.

What can't be read becomes a `Skipped` with its reason, never an exception, and the rest goes on. Record
files of any size are read in bounded memory. How ids are made is said in `paths`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from searchkit.config import MAX_BODY_CHARS, MAX_FILE_BYTES
from searchkit.errors import ReadError
from searchkit.i18n import _
from searchkit.ingest.encoding import decode, sniff
from searchkit.ingest.lines import Line, encoding_of, read_lines, read_stream
from searchkit.ingest.paths import STDIN
from searchkit.ingest.plan import WorkItem, plan, too_large
from searchkit.ingest.records import csv_articles, csv_header, csv_rows, jsonl_articles
from searchkit.models import RawArticle, Skipped

__all__ = ["WorkItem", "plan", "read_item", "read_paths"]

_FIRST_BYTES = 1 << 16


def read_paths(
    paths: Iterable[str | os.PathLike[str]], *, recursive: bool = True
) -> Iterator[RawArticle | Skipped]:
    """Yield every article that `paths` hold (files, folders, `-`), in a stable order, and what had to be
    skipped."""
    for item in plan(paths, recursive=recursive):
        if isinstance(item, Skipped):
            yield item
        else:
            yield from read_item(item)


def read_item(item: WorkItem) -> Iterator[RawArticle | Skipped]:
    """Yield the articles of one piece of work that `plan` gave; nothing else need have been read before."""
    try:
        if item.kind is None:
            yield from _read_stdin(item)
            return
        with open(item.path, "rb") as handle:
            if item.kind in ("jsonl", "csv"):
                yield from _read_records(item, handle)
            else:
                yield _read_page(item, handle)
    except OSError as error:
        yield Skipped(item.path, _("can't be read: {error}").format(error=error.strerror or error))
    except ReadError as error:
        yield Skipped(item.path, error.reason, error.line)


def _read_page(item: WorkItem, handle: BinaryIO) -> RawArticle | Skipped:
    data = handle.read(MAX_FILE_BYTES + 1)
    if len(data) > MAX_FILE_BYTES:
        return Skipped(item.path, too_large(len(data)))
    return _page(item, data, html=item.kind == "html")


def _page(item: WorkItem, data: bytes, *, html: bool) -> RawArticle | Skipped:
    """Return the article of a page's bytes; raise `ReadError` where it can't be decoded."""
    if html:
        from searchkit.ingest.html import read_html  # loads lxml and trafilatura: only where there is HTML

        text, given = read_html(data, item.path)
    else:
        text, given = decode(data, item.path), {}
    if len(text) > MAX_BODY_CHARS:
        reason = _("the page has more than {limit} characters").format(limit=MAX_BODY_CHARS)
        return Skipped(item.path, reason)
    if not text.strip():
        return Skipped(item.path, _("the page holds no text"))
    return RawArticle(item.id, text, "html" if html else "text", item.path, None, given)


def _read_records(item: WorkItem, handle: BinaryIO) -> Iterator[RawArticle | Skipped]:
    encoding = item.encoding or encoding_of(handle, item.path)
    if handle.seek(0, os.SEEK_END) == 0:
        yield Skipped(item.path, _("the file is empty"))
        return
    handle.seek(0)
    lines = read_lines(handle, encoding, start=item.start, end=item.end, number=item.line)
    yield from _from_lines(item, lines)


def _from_lines(item: WorkItem, lines: Iterator[Line]) -> Iterator[RawArticle | Skipped]:
    if item.kind != "csv":
        yield from jsonl_articles(lines, item.path, item.id)
        return
    header = item.header or csv_header(lines)
    if header is None:
        yield Skipped(
            item.path, _("no known column in the first line; name them id,title,body,published,…"), 1
        )
        return
    yield from csv_articles(csv_rows(lines, header, item.number), header, item.path, item.id)


def _read_stdin(item: WorkItem) -> Iterator[RawArticle | Skipped]:
    """Read standard input: JSONL where it begins with `{`, HTML where with `<`, else one page of text."""
    stream = sys.stdin.buffer
    first = stream.read(_FIRST_BYTES)
    begin = first.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if begin == b"{":
        yield from jsonl_articles(read_stream(stream, first, sniff(first, STDIN)), STDIN, item.id)
        return
    data = first + stream.read(MAX_FILE_BYTES + 1 - len(first))
    if len(data) > MAX_FILE_BYTES:
        yield Skipped(STDIN, too_large(len(data)))
    else:
        yield _page(item, data, html=begin == b"<")
