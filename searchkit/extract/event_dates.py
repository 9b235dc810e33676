"""The days on which what an article tells took place.

A day counts where the text names its day and month as a point in time. It does not count as a document's
date, a birth, a deadline, a commemoration, the bound of a period, or where it lies after the day of
publication.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from searchkit.ingest.when import make_day, month_number

_PART = r"(?:rạng\s)?(?:sáng|trưa|chiều|tối|đêm|khuya)"
_WEEKDAY = r"(?:thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\snhật)"
_CANDIDATE = re.compile(
    r"\d(?<![\w/.,-]\d)\d?(?=\s?[/.-]\s?\d|\s?(?:,|và|-|–|đến|tới)\s?\d|\s(?:và|đến|tới)\sngày|\stháng\s)"
)
_DAY = re.compile(
    r"""(?P<d>\d{1,2})
    (?P<more>(?:\s?(?:,|và|-|–|đến|tới)\s?(?:ngày\s)?\d{1,2}(?![\d/.-]*\d{4}[/.]))?)
    (?:\s?(?P<sep>[/.-])\s?(?P<m>\d{1,2})(?:(?P=sep)(?P<y>\d{4}))?(?![\d/%])(?![.,]\d)
      |\stháng\s(?P<mw>\d{1,2}|giêng|tư|chạp)(?:\s?(?:,|/)?\s?(?:năm\s)?(?P<yw>\d{4}))?(?!\d))""",
    re.IGNORECASE | re.VERBOSE,
)
_LEAD = re.compile(
    rf"(?<!\w)(?:{_PART}|ngày|hôm|các\sngày|{_WEEKDAY}|mùng|mồng)(?:[^\d.;:!?\n]{{0,24}})?[\s,(]$",
    re.IGNORECASE,
)
_LEAD_REACH = 40
_BEFORE = 90
_CLAUSE_END = re.compile(r"[.;!?]\s|\n")
_DOCUMENT_NUMBER = (
    r"(?:\d+[a-z]?\s?[/-]\s?(?:\d{4}\s?/\s?)?(?-i:[A-ZĐƯ]{2,})[\wĐƯ&./-]*(?:\s?-\s?(?-i:[A-ZĐƯ]+))*|số\s\d+)"
)
_DOCUMENT = (
    r"quyết\sđịnh|nghị\squyết|nghị\sđịnh|chỉ\sthị|công\svăn|thông\stư|luật|văn\sbản|"
    r"tờ\strình|công\sđiện|thông\sbáo\ssố|kế\shoạch\ssố|hướng\sdẫn\ssố|kết\sluận\ssố|giấy\sphép|hợp\sđồng|"
    r"biên\sbản|pháp\slệnh|giấy\smời|thông\stri|sắc\slệnh|hiến\spháp"
)
# What a document's number, or a word that takes the day for something else, may have between it and the day.
# Three expressions, because each can be ruled out at a glance: no digit, no such word, no dash.
_AFTER_NUMBER = re.compile(
    rf"{_DOCUMENT_NUMBER}[\s,(]*(?:(?:được\s)?(?:ban\shành|ký|đề|phê\sduyệt)\s)?(?:vào\s)?(?:ngày\s)?$",
    re.IGNORECASE,
)
_AFTER_WORD = re.compile(  # of a text in lower case
    rf"""\b(?:(?:{_DOCUMENT})(?:\s[^\s.,;:()]+){{0,5}}[\s,(]+(?:ký\s|ban\shành\s|ra\s|đề\s)?ngày\s
    |(?:sinh|sn|ra\sđời|chào\sđời)\b[^.;]{{0,16}}
    |(?:trước|sau|từ|đến|tới|hết|cuối|nhất|chót|kể\stừ|tính\sđến)(?:\s(?:là|vào|hết|cuối|thời\sđiểm|ngày|hôm|rạng|sáng|trưa|chiều|tối|đêm)){{0,3}}\s
    |(?:hạn|thời\shạn)\b[^.;,\d]{{0,36}}
    |(?:hiệu\slực|thi\shành|áp\sdụng|bắt\sđầu\stừ)\b[^.;\d]{{0,24}}
    |(?:dự\skiến|sẽ|kế\shoạch\sđến|hẹn)\b[^.;\d]{{0,50}}
    |(?:giai\sđoạn|thời\sgian\stừ|đợt|tuần|khoá|khóa|nhiệm\skỳ)\b[^.;\d]{{0,16}}
    )$""",
    re.VERBOSE,
)
# `kỷ niệm 70 năm thành lập 25/3`; but a part of the day makes it a point in time: `tại lễ công bố sáng 25/3`.
_AFTER_OCCASION = re.compile(
    r"\b(?:kỷ\sniệm|chào\smừng|hướng\stới|nhân\sdịp|nhân|"
    r"lễ(?=\s(?:tết|hội|giáng|quốc|phật|vu\slan|noel|\d))|tết|quốc\skhánh|thành\slập|truyền\sthống)\b[^.;\d]{0,70}$"
)
_IN_THE_DAY = re.compile(_PART, re.IGNORECASE)
_AFTER_DASH = re.compile(r"(?:[-–]|đến|tới)\s?$", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_NOT_AFTER = re.compile(
    r"\s{0,2}(?:[-–]\s?(?:ngày\s)?\d|(?:đến|tới)\s(?:hết\s)?(?:ngày\s)?\d|\s?tới\b|\s?sắp tới)", re.IGNORECASE
)
# `Ngày Chuyển đổi số quốc gia 10/10` is a day of every year; `ngày Chủ nhật (8/3)`, `ngày khai mạc 8/3` not.
_COMMEMORATION = re.compile(
    r"[Nn]gày\s(?:(?!Thứ|Chủ)[A-ZĐÀ-Ỵ]|(?:hội|lễ|sinh|mất|giỗ|thành\slập|truyền\sthống|quốc\stế|"
    r"quốc\skhánh)\b)"
)
_RANGE = re.compile(r"[-–]|đến|tới", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}")


def extract_event_dates(body: str, published: dt.date | None) -> tuple[dt.date, ...]:
    """Return the days told of, ascending, each once. A missing year is the one nearest before `published`.

    >>> extract_event_dates("Sáng 19/5, hội nghị khai mạc.", dt.date(2020, 5, 19))
    (datetime.date(2020, 5, 19),)
    """
    found: set[dt.date] = set()
    for candidate in _CANDIDATE.finditer(body):
        match = _DAY.match(body, candidate.start())
        if match and _tells(body, match):
            found.update(_days(match, published))
    return tuple(sorted(day for day in found if published is None or day <= published))


def _tells(body: str, match: re.Match[str]) -> bool:
    """Say whether a written day is a point in time at which something happened."""
    start = match.start()
    led = _LEAD.search(body, max(0, start - _LEAD_REACH), start)
    lead = led[0] if led else ""
    if not lead and not (match["y"] or match["yw"] or match["mw"]):
        return False
    if _RANGE.search(match["more"]) or _COMMEMORATION.match(lead):
        return False
    before = _CLAUSE_END.split(body[max(0, start - _BEFORE) : start])[-1]
    aside = before.endswith(", ngày ") and body[match.end() : match.end() + 1] == ","
    if not aside and not _IN_THE_DAY.match(lead) and _AFTER_OCCASION.search(before.lower()):
        return False
    return not _is_something_else(before) and not _NOT_AFTER.match(body, match.end())


def _is_something_else(before: str) -> bool:
    """Say whether the words before a day, in its clause, make it a document's, a deadline, a birthday …"""
    return (
        _AFTER_WORD.search(before.lower()) is not None
        or _AFTER_DASH.search(before, max(0, len(before) - 5)) is not None
        or (_DIGIT.search(before) is not None and _AFTER_NUMBER.search(before) is not None)
    )


def _days(match: re.Match[str], published: dt.date | None) -> Iterator[dt.date]:
    month = month_number(match["m"] or match["mw"])
    year = match["y"] or match["yw"]
    for day in [match["d"], *_NUMBER.findall(match["more"])]:
        found = make_day(int(year), month, int(day)) if year else _nearest(month, int(day), published)
        if found:
            yield found


def _nearest(month: int, day: int, published: dt.date | None) -> dt.date | None:
    """Return the day in the year in which it lies nearest to the day of publication; None without one."""
    if published is None:
        return None
    days = [make_day(published.year + shift, month, day) for shift in (-1, 0, 1)]
    known = [found for found in days if found]
    return min(known, key=lambda found: abs((found - published).days), default=None)
