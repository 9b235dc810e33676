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
_DAY = re.compile(
    rf"""(?<![\w/.,-])(?P<lead>(?:{_PART}|ngày|hôm|các\sngày|{_WEEKDAY}|mùng|mồng)[^\d.;:!?\n]{{0,24}}?[\s,(])?
    (?P<d>\d{{1,2}})
    (?P<more>(?:\s?(?:,|và|-|–|đến|tới)\s?(?:ngày\s)?\d{{1,2}}(?![\d/.-]*\d{{4}}[/.]))?)
    (?:\s?(?P<sep>[/.-])\s?(?P<m>\d{{1,2}})(?:(?P=sep)(?P<y>\d{{4}}))?(?![\d/%])(?![.,]\d)
      |\stháng\s(?P<mw>\d{{1,2}}|giêng|tư|chạp)(?:\s?(?:,|/)?\s?(?:năm\s)?(?P<yw>\d{{4}}))?(?!\d))""",
    re.IGNORECASE | re.VERBOSE,
)
_BEFORE, _AFTER = 90, 60
_DOCUMENT_NUMBER = r"(?:\d+[\w.]*\s?[/-]\s?(?:\d{4}/)?[A-ZĐƯ][\wĐƯ&.]*(?:\s?-\s?[\wĐƯ&.]+){0,3}|số\s\d+)"
_DOCUMENT = (
    r"(?:quyết định|nghị quyết|nghị định|chỉ thị|kế hoạch|công văn|thông tư|luật|văn bản|tờ trình|thông báo|công điện|"
    r"hướng dẫn|chương trình|đề án|kết luận|giấy phép|hợp đồng|biên bản|pháp lệnh|quy định|giấy mời|thông tri|sắc lệnh|hiến pháp)"
)
_NOT_BEFORE = re.compile(
    rf"""(?:{_DOCUMENT_NUMBER}(?-i:[\s,(]*)(?:(?:được\s)?(?:ban\shành|ký|đề|phê\sduyệt)\s)?(?:vào\s)?(?:ngày\s)?
    |(?:{_DOCUMENT})(?:\s[^\s.,;:()]+){{0,3}}[\s,(]+(?:ký\s|ban\shành\s|ra\s|đề\s)?ngày\s
    |\b(?:sinh|sn|ra\sđời|chào\sđời)\b[^.;]{{0,16}}
    |\b(?:trước|sau|từ|đến|tới|hết|qua|hạn|chậm\snhất|muộn\snhất|kể\stừ|tính\sđến|trễ\snhất|cho\sđến|cuối)\b[^.;,\d]{{0,24}}
    |\b(?:kỷ\sniệm|chào\smừng|hướng\stới|nhân\sdịp|nhân|lễ|tết|quốc\skhánh|thành\slập|truyền\sthống)\b[^.;\d]{{0,70}}
    |\b(?:hiệu\slực|thi\shành|áp\sdụng|bắt\sđầu\stừ)\b[^.;\d]{{0,24}}
    |\b(?:dự\skiến|sẽ|kế\shoạch\sđến|hẹn)\b[^.;\d]{{0,50}}
    |\b(?:giai\sđoạn|thời\sgian|trong\scác|những|đợt|tuần|khoá|khóa|nhiệm\skỳ)\b[^.;\d]{{0,16}}
    |(?:[-–]|đến|tới)\s?)$""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_AFTER = re.compile(
    r"\s{0,2}(?:[-–]\s?(?:ngày\s)?\d|(?:đến|tới)\s(?:hết\s)?(?:ngày\s)?\d|\s?tới\b|\s?sắp tới)", re.IGNORECASE
)
_COMMEMORATION = re.compile(r"\bNgày\s(?:[^\d.;:,()]{3,80})$")
_RANGE = re.compile(r"[-–]|đến|tới", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,2}")


def extract_event_dates(body: str, published: dt.date | None) -> tuple[dt.date, ...]:
    """Return the days told of, ascending, each once. A missing year is the one nearest before `published`.

    >>> extract_event_dates("Sáng 19/5, hội nghị khai mạc.", dt.date(2020, 5, 19))
    (datetime.date(2020, 5, 19),)
    """
    found: set[dt.date] = set()
    for match in _DAY.finditer(body):
        if _tells(body, match):
            found.update(_days(match, published))
    return tuple(sorted(day for day in found if published is None or day <= published))


def _tells(body: str, match: re.Match[str]) -> bool:
    """Say whether a written day is a point in time at which something happened."""
    lead = match["lead"] or ""
    year = match["y"] or match["yw"]
    if not lead and not year and not match["mw"]:
        return False
    if _RANGE.search(match["more"]):
        return False
    start = match.start("d")
    before = body[max(0, start - _BEFORE) : start]
    if lead.startswith("Ngày") and _COMMEMORATION.search(before) and not _opens_sentence(body, match.start()):
        return False
    return not _NOT_BEFORE.search(before) and not _NOT_AFTER.match(body, match.end())


def _opens_sentence(body: str, start: int) -> bool:
    return body[max(0, start - 6) : start].rstrip(' “"(')[-1:] in ("", ".", "\n", "!", "?", ":", ";")


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
