"""Who wrote the article, as written, without the label."""

from __future__ import annotations

import re

from searchkit.extract.gazetteer import candidates, find_districts, lookup
from searchkit.ingest.credits import Kind, read_credit
from searchkit.ingest.dateline import besides_moments, is_dateline
from searchkit.ingest.layout import is_signed
from searchkit.ingest.pennames import read_names
from searchkit.models import Page

_NAME = r"[^\W\d_]+(?:\s[^\W\d_]+){1,4}"
_AT_END = re.compile(
    rf"(?:\./\.|[.!?…][”\"]?)\s{{1,4}}\(?(?P<names>{_NAME}(?:\s?(?:,|-|–|&|và)\s?{_NAME}){{0,2}})\)?\s?\.?$"
)
_LABELLED_END = re.compile(r"(?:./\.|[.!?…][”\"]?)\s{1,4}(?=\(?[^\W\d_][^.:!?…]{1,40}:\s?[^:]{2,60}$)")
_REACH = 120
_PLACE = re.compile(r"(?:(?!thứ\s|chủ\s)[^,|•\d()]){2,40},\s{1,3}(?:ngày|thứ)\s", re.IGNORECASE)
"""`Trần Đề, ngày 08 tháng 4 năm 2022`: looks like a name and is none."""
_WEEKDAY = re.compile(r"\s(?:thứ\s\w{2,4}|chủ\snhật)$", re.IGNORECASE)
_EDITORS = re.compile(r"BBT|B\.B\.T")
_PIECES = re.compile(r"\s*[|•·,;]\s*|\s[-–—]\s")


def extract_byline(page: Page, stated: str | None = None) -> str | None:
    """Return the names of a labelled credit, else of a closing line of names, else of a credit in the head,
    else the agency that the text is taken from; or None.

    `Bài, ảnh: …`, `Tin: …` and the like name the author; `Ảnh: …` and `Nguồn: …` alone do not. `stated` is
    the author that the head of an HTML page states.
    """
    return (
        _labelled(page.tail, "author")
        or _bare(page.tail)
        or _at_end(page.body)
        or _labelled(page.head, "author")
        or stated
        or _in_head(page.head)
        or _labelled((*page.tail, *page.head), "poster")
        or next((line for line in page.tail if _EDITORS.fullmatch(line)), None)
        or _agency(page.tail)
    )


def _labelled(lines: tuple[str, ...], kind: Kind) -> str | None:
    for line in lines:
        credit = read_credit(line)
        if credit is not None and credit.kind == kind and not is_dateline(line):
            return credit.names
    return None


def _bare(lines: tuple[str, ...]) -> str | None:
    """Return names that stand alone on a line; the name of a province alone is a key word."""
    for line in lines:
        if read_credit(line) or _EDITORS.fullmatch(line):
            continue
        if (names := read_names(line)) and not lookup(names):
            return names
    return None


def _agency(lines: tuple[str, ...]) -> str | None:
    """Return the agency or paper that the article is taken from (`Theo TTXVN`), where nobody is named."""
    credits = filter(None, map(read_credit, lines))
    return next((credit.names for credit in credits if credit.kind == "agency"), None)


def _at_end(body: str) -> str | None:
    """Return names that stand behind the last sentence on its line, or alone on the last line of a record."""
    above, _, last = body[-_REACH:].rpartition("\n")
    match = _AT_END.search(last)
    if match:
        return read_names(match["names"])
    if last.count(":") == 1 and (sentence := _LABELLED_END.search(last)):
        return _labelled((last[sentence.end() :],), "author")
    if not above or is_signed(above.rpartition("\n")[2].strip()):
        return None
    return read_names(last) or _agency((last,))


def _person(text: str) -> str | None:
    """Return the names of a line, unless it is the name of a province."""
    names = read_names(text)
    return None if names is None or candidates(names) or find_districts(names) else names


def _in_head(lines: tuple[str, ...]) -> str | None:
    """Return names beside or below the headline: a line of their own, or a labelled piece of the date
    line."""
    for place, line in enumerate(lines):
        if is_dateline(line):
            for piece in _PIECES.split(line):
                credit = read_credit(piece)
                if credit is not None and credit.kind == "author":
                    return _WEEKDAY.sub("", credit.names)
            if _PLACE.match(line):
                continue
            if names := next(filter(None, map(_person, besides_moments(line))), None):
                return names
        elif place and (names := read_names(line)):
            return names
    return None
