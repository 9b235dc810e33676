"""Who wrote the article, as written, without the label."""

from __future__ import annotations

import re

from searchkit.ingest.credits import read_credit, read_names
from searchkit.ingest.dateline import is_dateline
from searchkit.models import Page

_NAME = r"[^\W\d_]+(?:\s[^\W\d_]+){1,4}"
_AT_END = re.compile(
    rf"(?:\./\.|[.!?…][”\"]?)\s{{1,4}}\(?(?P<names>{_NAME}(?:\s?(?:,|-|–|&|và)\s?{_NAME}){{0,2}})\)?\s?\.?$"
)
_REACH = 120
_PIECES = re.compile(r"\s*[|•·,;]\s*|\s[-–—]\s")


def extract_byline(page: Page) -> str | None:
    """Return the names of a labelled credit, else of a closing line of names, else of a credit in the head;
    or None.

    `Bài, ảnh: …`, `Tin: …` and the like name the author; `Ảnh: …` and `Nguồn: …` alone do not.
    """
    return (
        _labelled(page.tail)
        or _bare(page.tail)
        or _at_end(page.body)
        or _labelled(page.head)
        or _in_head(page.head)
    )


def _labelled(lines: tuple[str, ...]) -> str | None:
    for line in lines:
        credit = read_credit(line)
        if credit is not None and credit.kind == "author":
            return credit.names
    return None


def _bare(lines: tuple[str, ...]) -> str | None:
    return next((names for line in lines if not read_credit(line) and (names := read_names(line))), None)


def _at_end(body: str) -> str | None:
    """Return names that stand behind the last sentence on its own line."""
    last = body[-_REACH:].rpartition("\n")[2]
    match = _AT_END.search(last)
    return read_names(match["names"]) if match else None


def _in_head(lines: tuple[str, ...]) -> str | None:
    """Return names beside or below the headline: a line of their own, or a labelled piece of the date
    line."""
    for place, line in enumerate(lines):
        if is_dateline(line):
            for piece in _PIECES.split(line):
                credit = read_credit(piece)
                if credit is not None and credit.kind == "author":
                    return credit.names
        elif place and (names := read_names(line)):
            return names
    return None
