"""Sentences of an article's lines, with offsets: what an indicator's figure is read from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from searchkit.extract.provinces_matcher import UPPER
from searchkit.text import lower, tone_place

_LONGEST = 1500
"""Characters of a sentence that are read; more is no sentence but a page without stops."""
_STOP = re.compile(r"[.!?…]+[\"”’)\]]{0,2}[ \t\u00a0]+(?=[\"“‘(\[]{0,2}[" + UPPER + r"0-9*+•-])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"])(?:tp|tx|tt|t|q|h|p|x|ts|ths|gs|pgs|bs|ks|đ/c|st|stt|v\.v|mr|ms|[a-zđ])\.$"
)
_NUMBERING = re.compile(r"^[\s(]{0,4}\d{1,3}\.$")


class Sentence(NamedTuple):
    """A sentence of a text: its place, the number of its line, whether it is the first of its line."""

    start: int
    end: int
    line: int
    first: bool


def searchable(text: str) -> str:
    """Return `text` (NFC) as patterns expect it, same length: lower case, plain blanks, one tone style."""
    plain = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2007", " ").replace("\t", " ")
    return lower(tone_place(plain))


_NO_END = re.compile(r"\s*(?:\d{1,3}[.)]|[-+*•])\s*|.*(?:^|[\s(])(?:TP|Tp|TX|Tx|TT|P|Q|H)\.")
"""A line that can't end there: a number alone, or an abbreviation at its end."""
_GOES_ON = re.compile(
    r"(?:,|(?<!\w)(?:và|của|là|với|đứng|về|trong|các|cho|từ|lên|xuống|do|tại|được|cũng|còn"
    r"|của (?:tỉnh|thành phố|huyện|thị xã)))$"
)
_WIDTHS = range(40, 131)
"""Of how many characters the lines of a text are that was broken at a fixed width."""


def unbroken(text: str) -> str:
    """Return `text` with blanks for the line ends that stand within sentences, same length.

    >>> unbroken("1.|TP.|Huế: 46,04 điểm|2.|Bắc Ninh".replace("|", chr(10))).split(chr(10))
    ['1. TP. Huế: 46,04 điểm', '2. Bắc Ninh']
    """
    lines = text.split("\n")
    full = _full_lines(lines)
    ends = [
        " " if line.strip() and after.strip() and (full[at] or _NO_END.fullmatch(line)) else "\n"
        for at, (line, after) in enumerate(zip(lines, lines[1:], strict=False))
    ]
    return "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))


def _full_lines(lines: list[str]) -> list[bool]:
    """Return which lines of a text broken at a fixed width go on in the next one.

    These are long ones without an end before a small letter or after a word that needs another, and, where
    nearly all lines without an end are full, every line in which the next one's first word had no room.
    """
    width = max(map(len, lines))
    pairs = list(zip(lines, lines[1:], strict=False))
    tight = [len(line) + 1 + len(after.split(" ", 1)[0]) > width for line, after in pairs]
    is_open = [bool(line.strip()) and line.rstrip()[-1] not in ".:;!?…" for line, _after in pairs]
    opened = [full for full, end in zip(tight, is_open, strict=True) if end]
    broken = width in _WIDTHS and len(opened) > 1 and sum(opened) >= 0.8 * len(opened)
    return [
        (broken and full) or (end and len(line) >= _WIDTHS.start and _runs_on(line.rstrip(), after))
        for (line, after), full, end in zip(pairs, tight, is_open, strict=True)
    ]


def _runs_on(line: str, after: str) -> bool:
    return (line[-1:].isalpha() and after[:1].islower()) or _GOES_ON.search(line) is not None


def sentences(text: str, low: str) -> Iterator[Sentence]:
    """Yield the sentences of `text`; `low` is its searchable form.

    >>> text = "Ở TP. Huế đạt 91.04 điểm. Tỉnh xếp thứ 3."
    >>> [text[s.start:s.end] for s in sentences(text, searchable(text))]
    ['Ở TP. Huế đạt 91.04 điểm.', 'Tỉnh xếp thứ 3.']
    """
    at = 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            yield from _of_line(text, low, at, at + len(line), number)
        at += len(line) + 1


def _of_line(text: str, low: str, start: int, end: int, number: int) -> Iterator[Sentence]:
    begin = start
    for stop in _STOP.finditer(text, start, end):
        left = low[max(begin, stop.start() - 8) : stop.start() + 1]
        if _ABBREVIATION.search(left) or _NUMBERING.match(low[begin : min(stop.start() + 1, begin + 12)]):
            continue
        yield _trimmed(text, begin, stop.end(), number, begin == start)
        begin = stop.end()
    if text[begin:end].strip():
        yield _trimmed(text, begin, end, number, begin == start)


def _trimmed(text: str, start: int, end: int, number: int, first: bool) -> Sentence:
    end = min(end, start + _LONGEST)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Sentence(start, end, number, first)
