"""The lines of a page and what their form says: sentence, short line, glued headlines, date line, credit.

Form is judged here line by line; what a line means in its place is decided in `head` and `boilerplate`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, TypeVar

from searchkit.ingest.credits import is_credit, read_credit
from searchkit.ingest.dateline import is_dateline
from searchkit.ingest.legacy import is_syllable
from searchkit.ingest.normal import line_spans, tidy_line
from searchkit.ingest.pennames import read_names
from searchkit.ingest.phrases import (
    COMMENTS,
    LISTS,
    SECTIONS,
    TAGS,
    is_button,
    is_crumbs,
    is_footer,
    is_menu,
    is_read_also,
    is_site_notice,
    key,
    low,
)
from searchkit.text import nfc

_CLOSING = "\"”’»)]'* "
_VOWELS = "aăâeêioôơuưy"
_SMALL = "a-zđ" + "".join(nfc(v + t) for v in _VOWELS for t in ("", *"\u0300\u0301\u0309\u0303\u0323"))
_CAPITAL = _SMALL.upper()
_JOINT = re.compile(
    rf"([{_CAPITAL}]?[{_SMALL}]{{1,7}}|[A-Z]{{2,5}}(?=[{_CAPITAL}][{_SMALL}])|\d{{1,4}}|"
    rf"(?<=[{_SMALL}\d])[”\"’'!?)%])([“\"(]?[{_CAPITAL}][{_SMALL}]{{0,7}})"
)
_GLUE = re.compile(rf"[{_SMALL}\d”\"’'!?)%][“\"(]?[{_CAPITAL}]|[A-Z][{_CAPITAL}][{_SMALL}]")
_INNER_STOP = re.compile(rf"(?:[{_SMALL}]{{2}}|[\d%)”\"])[.!?…][”\")]?\s+[“\"(]?[{_CAPITAL}]")
_INNER_PERIOD = re.compile(rf"(?:[{_SMALL}]{{2}}|[\d%)”\"])[.…][”\")]?\s+[“\"(]?[{_CAPITAL}]")
_PUNCTUATED = re.compile(r"[,;:.]\s")
_BULLET = re.compile(r"^(?:[-–—•+*·●▪o]\s|\(?(?:\d{1,2}|[a-zđ]|[IVX]{1,5})[.)/]\s?[^\W\d])")
_PHOTO = re.compile(
    r"(?:\bảnh\s?(?:minh hoạ|tư liệu)?\s?:|\(ảnh|\bảnh minh h|^(?:ảnh|hình ảnh|clip|đồ họa|infographic)\b|"
    r"^(?:quang cảnh|toàn cảnh|khung cảnh|các đại biểu|đại biểu|chụp ảnh)\b|\bchụp ảnh lưu niệm)"
)
_SCENE = re.compile(
    r"^(?:một góc|lãnh đạo|người dân|cán bộ)\b|\b(?:phát biểu|trao|tặng|thăm|kiểm tra|chủ trì|tham quan|"
    r"làm việc|báo cáo|"
    r"tham luận|kết luận)\b.{0,40}\b(?:tại|cho|trong)\b"
)
_DATED_END = re.compile(
    r"\(\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?(?:[\s,|-]{0,3}\d{1,2}[:h]\d{2}(?:\s?(?:SA|CH|AM|PM))?)?\)$",
    re.IGNORECASE,
)
_SIGNING = re.compile(
    r"(?:(?:KT|TM|TL|TUQ|Q|T/M|T/L)\s?\.?\s)?(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|GIÁM ĐỐC|BÍ THƯ|CHÁNH VĂN PHÒNG|"
    r"CHÁNH THANH TRA|TRƯỞNG BAN|TRƯỞNG PHÒNG|(?:CHI )?CỤC TRƯỞNG|VỤ TRƯỞNG|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|"
    r"CHỦ NHIỆM|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND)(?: [A-ZĐÀ-Ỹ]+){0,4}$"
)
_SIGNED = re.compile(r"[(\[]?\s?(?:[Đđ]ã ký|ĐÃ KÝ)[^.]{0,20}[)\]]?")
LONG = 30
"""A line of so many words is a sentence, whatever it ends with."""


T = TypeVar("T")


class _once(Generic[T]):
    """A property that is computed when it is first read; without the lock that `functools` takes before
    Python 3.12."""

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute, self._name, self.__doc__ = compute, compute.__name__, compute.__doc__

    def __get__(self, line: Any, owner: type) -> T:
        value: T = self._compute(line)
        line.__dict__[self._name] = value
        return value


@dataclass(eq=False)
class PageLine:
    """One line of a page: tidied text, place in the original, and the next line's first letter for wrapped
    text."""

    text: str
    start: int
    end: int
    number: int
    wraps: bool = False
    signed: bool = False

    @_once
    def low(self) -> str:
        """The text in lower case with new-style tones, in which phrases are looked for."""
        return low(self.text)

    @_once
    def words(self) -> int:
        """The number of words."""
        return self.text.count(" ") + 1

    @_once
    def key(self) -> str:
        """The form in which phrases are compared; empty for long lines."""
        return key(self.low) if len(self.text) < 100 else ""

    @_once
    def stops(self) -> bool:
        """Whether the line ends as a sentence or an item of an enumeration does."""
        bare = self.text.rstrip(_CLOSING)
        if bare.endswith(("…", "...")) and self.words < 25:
            return bool(_INNER_STOP.search(self.text))  # else a headline that a list cut short
        return bare.endswith((".", "…", ":", ";", ".,")) or (
            bare.endswith(("!", "?")) and bool(_INNER_STOP.search(self.text))
        )

    @_once
    def prose(self) -> bool:
        """Whether the line is running text: one full sentence or more, or a piece of a wrapped one."""
        if self.button or self.heading or self.dated or self.dateline:
            return False
        if self.wraps:
            return self.words >= 4
        if self.words < 6:
            return False
        if self.glued:
            return False
        if self.words >= LONG and not self.stops:
            return bool(_PUNCTUATED.search(self.text))  # else a menu in one line
        return self.stops or (self.words >= 15 and bool(_INNER_STOP.search(self.text)))

    @_once
    def glued(self) -> bool:
        """Whether several headlines or menu words stand in the line without anything between them."""
        if self.stops:
            return self.words < 40 and joints(self.text) >= 3 and not _INNER_STOP.search(self.text)
        return joints(self.text) >= 1 and not (self.words > 60 and _INNER_STOP.search(self.text))

    @_once
    def button(self) -> bool:
        """Whether the line is site furniture wherever it stands."""
        if len(self.text) < 120 and (is_button(self.low) or self.crumbs or is_read_also(self.low)):
            return True
        return self.words >= 4 and len(self.text) < 500 and is_menu(self.text)

    @_once
    def crumbs(self) -> bool:
        """Whether the line is a path of sections or a menu in one line."""
        return len(self.text) < 200 and is_crumbs(self.low) and not self.dateline

    @_once
    def footer(self) -> bool:
        """Whether the line belongs to a footer or a form, or is a sentence of the site's own."""
        if len(self.text) > 400:
            return False
        return is_site_notice(self.low) if self.prose else is_footer(self.low)

    @_once
    def dateline(self) -> bool:
        """Whether the line states a date and little else."""
        return is_dateline(self.text)

    @_once
    def author(self) -> bool:
        """Whether the line names the writer, with a label or as bare names."""
        if self.words > 16 or self.signed:
            return False
        credit = read_credit(self.text)
        return credit.kind == "author" if credit else read_names(self.text) is not None

    @_once
    def signature(self) -> bool:
        """Whether the line belongs to the signature below a document: the office, or who signs."""
        return self.signed or is_signing_office(self.text)

    @_once
    def credit(self) -> bool:
        """Whether the line names, with a label, who wrote or photographed."""
        return is_credit(self.text)

    @_once
    def heading(self) -> str:
        """`list`, `tags` or `comments` where the line heads such a block, else empty."""
        if self.words > 8:
            return ""
        if self.key in LISTS:
            return "list"
        if self.key in TAGS:
            return "tags"
        return "comments" if self.key in COMMENTS else ""

    @_once
    def section(self) -> bool:
        """Whether the line is the name of a section."""
        return self.words <= 9 and self.key in SECTIONS

    @_once
    def bullet(self) -> bool:
        """Whether the line is an item of a list in the text."""
        return bool(_BULLET.match(self.text))

    @_once
    def photo(self) -> bool:
        """Whether the line speaks of a photo, or of what only photos show."""
        return self.words < 60 and bool(_PHOTO.search(self.low))

    @_once
    def caption(self) -> bool:
        """Whether the line reads like the words below a photo; headlines may read so, too."""
        return self.photo or (self.words < 60 and bool(_SCENE.search(self.low)))

    @_once
    def trails_off(self) -> bool:
        """Whether the line ends in dots: a headline that a list cut short, or a short paragraph's end."""
        return self.words >= 6 and self.text.rstrip(_CLOSING).endswith(("…", "..."))

    @_once
    def dated(self) -> bool:
        """Whether the line is a headline with its date in brackets, as in lists of news."""
        return self.text.endswith(")") and bool(_DATED_END.search(self.text)) and not self.dateline

    @_once
    def headline(self) -> bool:
        """Whether the line could be a headline by its form."""
        if not 3 <= self.words <= 50 or len(self.text) > 280 or self.glued:
            return False
        if self.prose and (self.stops or self.wraps or _INNER_PERIOD.search(self.text)):
            return False
        first = next((c for c in self.text if c.isalnum()), "a")
        return not (
            first.islower() or self.button or self.heading or self.dateline or self.footer or self.credit
        )


def is_signing_office(text: str) -> bool:
    """Say whether a line is the office that signs a document.

    >>> is_signing_office("KT. CHỦ TỊCH"), is_signing_office("Chủ tịch nói")
    (True, False)
    """
    return text.isupper() and _SIGNING.match(text) is not None


def is_signed(text: str) -> bool:
    """Say whether a name below the line signs a document: the line is the office, or `(Đã ký)`."""
    return is_signing_office(text) or _SIGNED.fullmatch(text) is not None


def joints(text: str) -> int:
    """Count the places where a word goes over into a capitalised one without a space (`lớnHiệu`).

    >>> joints("dữ liệu lớnHiệu ứng từ đô thịPhạt nguội"), joints("YouTube và TikTok của VNeID")
    (2, 0)
    """
    if _GLUE.search(text) is None:
        return 0
    return sum(_is_joint(m[1], m[2]) for m in _JOINT.finditer(text))


def _is_joint(left: str, right: str) -> bool:
    bare = right.lstrip('“"(').lower()
    if not is_syllable(bare) or ((left + bare).isascii() and not (len(bare) > 2 and not left.isalpha())):
        return False
    if left.isupper():
        return not bare.isascii()
    return not left.isalpha() or (len(left) > 1 and is_syllable(left.lower()))


def page_lines(text: str) -> list[PageLine]:
    """Return the lines of a page, empty ones left out."""
    lines: list[PageLine] = []
    for start, end in line_spans(text):
        line = tidy_line(text[start:end])
        if line:
            lines.append(PageLine(line, start, end, len(lines)))
    office = False
    for above, below in pairwise(lines):
        if below.text[0].islower() and len(above.text) > 40 and not above.stops:
            above.wraps = below.wraps = text.count("\n", above.end, below.start) == 1
        office = is_signing_office(above.text) or (office and _SIGNED.fullmatch(above.text) is not None)
        below.signed = office and not is_signing_office(below.text)
    return lines
