"""From a raw article to its page: head, body and tail, what was cut and why, and the way back to the
original.

A record's body is taken whole and only brought into normal form. Of a page the headline and date lines go to
the head, the credit to the tail, the article to the body, and everything else to the cuts.
"""

from __future__ import annotations

from itertools import groupby

from searchkit.ingest.boilerplate import judge
from searchkit.ingest.dateline import stated_moments
from searchkit.ingest.head import find_head
from searchkit.ingest.layout import PageLine, page_lines
from searchkit.ingest.normal import joined, tidy_text
from searchkit.models import Cut, Page, RawArticle

_CLOCK_REACH = 3


def clean_page(raw: RawArticle) -> Page:
    """Return the cleaned page of `raw`; the time is linear in its length.

    `Page.cuts` hold the stretches left out with their offsets in `raw.text`, `Page.origin` the way from the
    body to it (see `normal.joined`).
    """
    if raw.kind == "record":
        body, origin = tidy_text(raw.text)
        return Page(body=body, origin=origin)
    lines = page_lines(raw.text)
    title = raw.given.get("title")
    head = find_head(lines, title if isinstance(title, str) else None)
    shown = lines[head.title].text if head.title is not None else None
    verdict = judge(lines, head.body, shown)
    above = _above(lines, head.title, head.body)
    kept_head = [*above, *([head.title] if head.title is not None else []), *sorted(verdict.head)]
    aside = {*kept_head, *verdict.tail}
    reasons = {n: "before the headline" for n in range(head.body) if n not in aside}
    reasons |= {n: reason for n, reason in verdict.cut.items() if n not in aside}
    body_lines = [
        line for line in lines[head.body :] if line.number not in reasons and line.number not in aside
    ]
    body, origin = joined(raw.text, [(line.start, line.end) for line in body_lines])
    return Page(
        body=body,
        head=tuple(lines[n].text for n in kept_head),
        tail=tuple(lines[n].text for n in sorted(verdict.tail)),
        cuts=_cuts(raw.text, lines, reasons),
        origin=origin,
    )


def _above(lines: list[PageLine], title: int | None, body: int) -> list[int]:
    """Return the date lines before the headline that belong to it: right above it, or labelled as
    publication.

    A date further up is the site's clock.
    """
    if title is None:
        return []
    return [
        line.number
        for line in lines[:title]
        if line.dateline and (title - line.number <= _CLOCK_REACH or _labelled(line))
    ]


def _labelled(line: PageLine) -> bool:
    return any(stated.role == "published" for stated in stated_moments(line.text))


def _cuts(text: str, lines: list[PageLine], reasons: dict[int, str]) -> tuple[Cut, ...]:
    """Return the cuts, lines in a row with the same reason as one."""
    cuts = []
    order = sorted(reasons)
    for (_, reason), group in groupby(enumerate(order), lambda pair: (pair[1] - pair[0], reasons[pair[1]])):
        numbers = [number for _, number in group]
        start, end = lines[numbers[0]].start, lines[numbers[-1]].end
        cuts.append(Cut(text[start:end], reason, start, end))
    return tuple(cuts)
