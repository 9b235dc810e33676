"""Where the article ends, and which lines within it are not its own.

The end is looked for at the lines that close articles: a credit, `./.`, the headings of comments and of
lists of other articles, a footer. Such a line closes only where no running text follows it: two sentences'
lines in a row, or one before a credit. Teasers (a headline, one paragraph, often the headline again) are not
running text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from searchkit.ingest.dateline import is_bare_day
from searchkit.ingest.head import is_title_again
from searchkit.ingest.layout import PageLine
from searchkit.ingest.phrases import is_site_name

_COMMANDS = re.compile(r"(?:xem|đọc|tải|chọn|gửi|mời|nghe|theo dõi|chia sẻ)\b")
_FINAL = ("./.", "/.", ".//.", "./")
_RUN = 3
_NEAR_HEAD = 8
_SUBHEAD = 6
_HEADING = 8
_FIGURE = re.compile(r"\d[\d.,]{0,14}\s?%?")
_FEW_CELLS = 6
_MOST_ON = 40
_RECEIVERS = 8
"""So many lines may stand between a document's end and its signature."""
_MOST_ASIDE = 12
"""No page has more date lines and credits of its own; a crowd of them is no head or tail."""


@dataclass
class Verdict:
    """What becomes of the lines: reasons for those cut, and which go to the head or the tail."""

    cut: dict[int, str] = field(default_factory=dict)
    head: list[int] = field(default_factory=list)
    tail: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Outlook:
    """For each line number, the next line at or after it of a kind (the number of lines where there is
    none)."""

    run: list[int]
    resumes: list[int]
    list_: list[int]
    hard: list[int]


def judge(lines: list[PageLine], start: int, title: str | None) -> Verdict:
    """Decide which of the lines from number `start` on are the article's body."""
    verdict = Verdict()
    teasers = _teasers(lines, start)
    outlook = _outlook(lines, start, teasers)
    end, comments = _end(lines, start, outlook), _comments(lines, start)
    if comments < end:
        verdict.cut.update((line.number, "comments") for line in lines[comments:])
        end = comments
    _judge_inside(lines, start, end, outlook, teasers, title, verdict)
    end = _trim(lines, start, end, verdict)
    _judge_after(lines, end, verdict)
    for aside in (verdict.head, verdict.tail):
        verdict.cut.update(
            (number, "too many date lines or credits") for number in sorted(aside)[_MOST_ASIDE:]
        )
        aside[:] = sorted(aside)[:_MOST_ASIDE]
    return verdict


def _teasers(lines: list[PageLine], start: int) -> set[int]:
    """Return the numbers of headlines that stand twice and of single paragraphs between them."""
    seen = Counter(_same(line) for line in lines[start:] if line.headline and line.words >= 4)
    found: set[int] = set()
    last: dict[str, int] = {}
    for line in lines[start:]:
        if not line.headline or seen[text := _same(line)] < 2:
            continue
        found.add(line.number)
        before = last.get(text)
        if before is not None and line.number - before <= 3:
            found.update(n for n in range(before, line.number) if lines[n].words < 130)
        last[text] = line.number
    return found


def _same(line: PageLine) -> str:
    return "".join(c for c in line.text.casefold() if c.isalnum())


def _outlook(lines: list[PageLine], start: int, teasers: set[int]) -> _Outlook:
    """Look ahead from every line in one pass from the bottom."""
    count = len(lines)
    run, resumes, list_, hard = ([count] * (count + 1) for _ in range(4))
    following: PageLine | None = None
    for number in range(count - 1, start - 1, -1):
        line = lines[number]
        spoken = line.prose and not line.footer and number not in teasers
        paired = spoken and following is not None and _speaks(following, teasers)
        closes = spoken and (line.text.endswith(_FINAL) or (following is not None and following.author))
        run[number] = number if paired else run[number + 1]
        resumes[number] = number if paired or closes else resumes[number + 1]
        list_[number] = number if line.heading in ("list", "tags") else list_[number + 1]
        hard[number] = number if line.heading == "comments" or line.footer else hard[number + 1]
        if line.prose or not (line.button or (line.photo and not line.author)):
            following = line
    return _Outlook(run, resumes, list_, hard)


def _speaks(line: PageLine, teasers: set[int]) -> bool:
    return line.prose and not line.footer and line.number not in teasers


def _end(lines: list[PageLine], start: int, outlook: _Outlook) -> int:
    """Return the number of the first line after the article."""
    before = 0
    after = sum(line.words for line in lines[start:] if line.prose)
    spoken: PageLine | None = None
    for line in lines[start:]:
        number = line.number
        if line.prose and not line.footer:
            before, after, spoken = before + line.words, after - line.words, line
            if line.text.endswith(_FINAL) and outlook.run[number + 1] >= _barrier(outlook, number + 1):
                return _signature_end(lines, number + 1)
        elif before and _closes(lines, line, spoken, outlook, before > after):
            return number
    return len(lines)


def _signature_end(lines: list[PageLine], end: int) -> int:
    """Return the end of the signature that stands below the last line `./.` of a document, or `end`."""
    first = next((n for n in range(end, min(end + _RECEIVERS, len(lines))) if lines[n].signature), None)
    if first is None or any(line.heading or line.footer or line.headline for line in lines[end:first]):
        return end
    while first < len(lines) and lines[first].signature:
        first += 1
    return first


def _comments(lines: list[PageLine], start: int) -> int:
    """Return the number of the first line of comments that no known heading announces: two or more times a
    name, what was said, and when; or the number of lines where there are none."""
    blocks = [line.number for line in lines[start:] if line.author and _is_comment(lines, line.number)]
    if len(blocks) < 2 or not any(line.prose for line in lines[start : blocks[0]]):
        return len(lines)
    above = lines[blocks[0] - 1]
    return above.number if above.words <= _HEADING and not (above.prose or above.author) else blocks[0]


def _is_comment(lines: list[PageLine], number: int) -> bool:
    """Say whether below a name stand one to three sentences' lines and then a moment."""
    below = number + 1
    while below < len(lines) and below - number <= 3 and lines[below].prose:
        below += 1
    if below == number + 1 or below == len(lines):
        return False
    return lines[below].dateline or lines[below].low.endswith(" trước")


def _barrier(outlook: _Outlook, number: int) -> int:
    return min(outlook.list_[number], outlook.hard[number])


def _closes(
    lines: list[PageLine], line: PageLine, spoken: PageLine | None, outlook: _Outlook, mostly: bool
) -> bool:
    """Say whether a line that is no sentence closes the article. `mostly`: most of the text lies before
    it."""
    number = line.number
    if line.heading == "list":
        return outlook.resumes[number + 1] >= outlook.hard[number + 1] and not _last_paragraph(lines, number)
    if line.heading == "tags":
        return outlook.run[number + 1] >= _barrier(outlook, number + 1)
    if line.footer and _goes_on(lines, number):
        return False  # a call for subscribers between two paragraphs
    if line.heading == "comments" or line.footer:
        return mostly or outlook.run[number + 1] == len(lines)
    if spoken is not None and line.author:
        close = all(
            not between.headline or between.caption or _ends_well(between)
            for between in lines[spoken.number + 1 : number]
        )
        return close and outlook.run[number + 1] >= _barrier(outlook, number + 1)
    return False


def _goes_on(lines: list[PageLine], number: int) -> bool:
    """Say whether right below a line of the site's own stand two or more paragraphs and then their writer."""
    below = number + 1
    while below < len(lines) and below - number <= 2 and not lines[below].prose:
        below += 1
    first = below
    while below < len(lines) and below - first < _MOST_ON and lines[below].prose and not lines[below].footer:
        below += 1
    return below - first >= 2 and below < len(lines) and lines[below].author


def _last_paragraph(lines: list[PageLine], number: int) -> bool:
    """Say whether two or more headlines stand below a list's heading and then one paragraph: the article's
    last.

    Lists give a paragraph to each headline or to none.
    """
    below = [line for line in lines[number + 1 : number + 14] if not line.button]
    items = next((place for place, line in enumerate(below) if line.prose), 0)
    if items < 2 or any(line.heading or line.footer or line.dateline or line.dated for line in below[:items]):
        return False
    after = below[items + 1 : items + 2]
    return not after or bool(after[0].heading or after[0].footer)


def _judge_inside(
    lines: list[PageLine],
    start: int,
    end: int,
    outlook: _Outlook,
    teasers: set[int],
    title: str | None,
    verdict: Verdict,
) -> None:
    """Judge the lines between the headline and the end."""
    spoken = False
    listing = ""
    last = max((line.number for line in lines[start:end] if line.prose), default=start)
    cells = _cells(lines[start:last])
    for line in lines[start:end]:
        number = line.number
        if line.dateline and not line.prose:
            place = verdict.head if number - start < _NEAR_HEAD else verdict.tail if number > last else None
            _put(place, line, "date line", verdict)
            continue
        if number in cells and spoken and not listing:
            continue
        if line.author and not line.prose and number - start < _NEAR_HEAD and _beside_date(lines, number):
            _put(verdict.head, line, "credit", verdict)
            continue
        reason = _reason(line, number in teasers, title) or ("" if spoken else _before_text(line))
        listing = _listing(line, listing)
        if listing and _is_subhead(lines, line):
            listing = ""
        if reason == "credit":
            _put(verdict.head if not spoken else verdict.tail, line, "credit", verdict)
        elif reason or listing:
            verdict.cut[number] = reason or f"{listing} of other articles"
        spoken = spoken or (line.prose and number not in verdict.cut)
    _cut_runs(lines, start, end, verdict)


def _cells(lines: list[PageLine]) -> set[int]:
    """Return the numbers of the lines that are a figure and nothing else where there are many: the cells of a
    table that was saved a cell a line. A counter stands alone."""
    found = {line.number for line in lines if _FIGURE.fullmatch(line.text)}
    return found if len(found) >= _FEW_CELLS else set()


def _beside_date(lines: list[PageLine], number: int) -> bool:
    """Say whether a date line stands right above or below: the names between belong to the head."""
    return any(line.dateline for line in (*lines[number - 1 : number], *lines[number + 1 : number + 2]))


def _put(place: list[int] | None, line: PageLine, reason: str, verdict: Verdict) -> None:
    if place is None:
        verdict.cut[line.number] = reason
    else:
        place.append(line.number)


def _listing(line: PageLine, listing: str) -> str:
    """Return the kind of list that the line stands in: it begins with a heading and ends with a sentence."""
    if line.heading in ("list", "tags"):
        return line.heading
    return "" if line.prose or line.photo else listing


def _is_subhead(lines: list[PageLine], line: PageLine) -> bool:
    """Say whether the last and short line of a list is the text's next subheading rather than a headline."""
    before, after = lines[line.number - 1], lines[line.number + 1 : line.number + 2]
    return line.words <= _SUBHEAD and bool(
        before.headline and not before.heading and after and after[0].prose
    )


def _reason(line: PageLine, teaser: bool, title: str | None) -> str:
    """Say why a line between the headline and the end is cut, wherever it stands; empty where it stays."""
    if line.button:
        return "button"
    if line.footer:
        return "site notice"
    if line.heading:
        return f"heading of {line.heading}"
    if line.glued:
        return "headlines without a break"
    if line.dated:
        return "dated headline"
    if teaser:
        return "teaser"
    if title and line.words < 60 and is_title_again(line.text, title):
        return "headline again"
    if line.credit:
        return "credit"
    return ""


def _before_text(line: PageLine) -> str:
    """Say why a line between the headline and the first sentence is cut; empty where it stays."""
    if line.prose or line.caption or line.bullet:
        return ""
    if line.author:
        return "credit"
    if line.section or (line.words <= 14 and is_site_name(line.low)):
        return "section or site"
    if is_bare_day(line.text):
        return "date line without a year"
    return "short line before the text" if line.words <= 4 and not line.low.startswith("số:") else ""


def _cut_runs(lines: list[PageLine], start: int, end: int, verdict: Verdict) -> None:
    """Cut runs of headlines in the middle: three or more in a row that no colon announces."""
    run: list[PageLine] = []
    before: PageLine | None = None
    for line in [*lines[start:end], None]:
        if line is not None and line.number not in verdict.cut and _like_related(line):
            run.append(line)
            continue
        if line is not None and line.number in verdict.cut:
            continue
        if len(run) >= _RUN and not (before and before.text.rstrip().endswith(":")):
            verdict.cut.update((item.number, "run of headlines") for item in run)
        run, before = [], line


# A row of a table: `Sở Công Thương 85,17 1`.
_ROW_OF_FIGURES = re.compile(r"(?: \d[\d.,/]*){2,}$|[^/.,\d]\d{1,3}[.,]\d{1,4}$")


def _like_related(line: PageLine) -> bool:
    if not line.headline or line.bullet or line.caption or line.words < 6:
        return False
    if _ROW_OF_FIGURES.search(line.text):
        return False
    return "%" not in line.text and not line.text[0].isdigit() and ":" not in line.text[-40:-1]


def _trim(lines: list[PageLine], start: int, end: int, verdict: Verdict) -> int:
    """Return the end without short lines that trail after the last sentence; a single one may stay."""
    last = end - 1
    while last >= start and (last in verdict.cut or _trails(lines[last])):
        last -= 1
    aside = verdict.cut.keys() | set(verdict.tail)
    trailing = [number for number in range(last + 1, end) if number not in aside]
    if last < start or not trailing:
        return end
    first = lines[trailing[0]]
    alone = all(lines[number].author for number in trailing[1:])
    if alone and not (first.author or _COMMANDS.match(first.low)):
        return first.number + 1
    return first.number


def _trails(line: PageLine) -> bool:
    if line.prose or line.caption or line.bullet or line.wraps or line.signature or _ends_well(line):
        return False
    return bool(line.dateline) or not _ROW_OF_FIGURES.search(line.text)


def _ends_well(line: PageLine) -> bool:
    """Say whether a short line ends like speech or a sentence (`Xin cảm ơn bà!`), as headlines seldom do."""
    return line.trails_off or line.text.rstrip("”\"’')").endswith((".", "!"))


def _judge_after(lines: list[PageLine], end: int, verdict: Verdict) -> None:
    """Cut what follows the end; credits and date lines right after it are the article's tail."""
    near = True
    for line in lines[end:]:
        near = near and verdict.cut.get(line.number) != "comments"
        if near and (line.credit or line.author or (line.dateline and line.words < 20)):
            verdict.tail.append(line.number)
            verdict.cut.pop(line.number, None)
            continue
        near = near and not (line.heading or line.footer) and (line.button or line.number - end < 2)
        verdict.cut.setdefault(line.number, "after the end")
