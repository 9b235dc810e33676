"""Where the article begins: the headline among menus, tickers, section names and captions.

Every short line that could be a headline by its form is weighed by its place: beside a date line, before
running text, repeated from the page's title, not among the items of a list, not after the text has begun.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from searchkit.ingest.dateline import is_bare_day
from searchkit.ingest.layout import PageLine
from searchkit.ingest.phrases import is_site_name, key, low

_SITE_BEHIND = re.compile(r"\s[-–—|»]\s")
_SITES = ("cổng thông tin", "cổng ttđt", "trang thông tin", "trang tin", "báo điện tử")
_ENOUGH = 1.5
_SEARCHED = 600
"""Lines from the top that are weighed; no site has longer menus."""
_NEAR = 3
_AHEAD = 7
_SHORT = 6
"""Sections and menu items have rarely more words, headlines rarely fewer."""
_SPOKEN = 12
"""A sentence of so many words counts as running text."""


@dataclass(frozen=True, slots=True)
class Head:
    """The number of the headline's line (None: there is none) and of the first line that may be body."""

    title: int | None
    body: int


def find_head(lines: list[PageLine], stated: str | None = None) -> Head:
    """Return where the headline stands; `stated` is the headline as the page's head gives it."""
    top = lines[:_SEARCHED]
    if stated is not None:
        wanted = _plain(stated)
        for line in top:
            if line.words < 60 and _plain(line.text) == wanted:
                return Head(line.number, line.number + 1)
    weights = _weigh(top)
    best = max(weights, key=lambda number: weights[number], default=None)
    if best is None or weights[best] < _ENOUGH:
        return Head(None, 0)
    return Head(best, best + 1)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" .")


def _weigh(lines: list[PageLine]) -> dict[int, float]:
    """Return the weight of each line that could be the headline."""
    seen: Counter[str] = Counter(_plain(line.text) for line in lines if line.words < 60)
    first = [_plain(line.text) for line in lines[:3]]
    weights: dict[int, float] = {}
    spoken, listed = 0.0, 0.0
    for line in lines:
        if line.heading == "list" and not line.section:
            listed = 2.5
        elif line.crumbs or line.dateline or line.section:
            listed = 0.0
        elif line.headline:
            titled = line.words >= 3 and _opens(first, line)
            repeated = line.words >= 5 and (seen[_plain(line.text)] > 1 or titled)
            again = 3.0 if titled else (2.0 if line.words > _SHORT else 1.0) if repeated else 0.0
            weight = _form(line) + _place(lines, line.number) + again
            weights[line.number] = weight - spoken - listed
        elif line.prose and not line.footer and line.words >= _SPOKEN:
            spoken, listed = (2.5 if spoken == 0 else spoken + 1), 0.0
            if spoken > 12:
                break
    return weights


def _opens(first: list[str], line: PageLine) -> bool:
    """Say whether one of the page's first lines is this one with the site's name behind it."""
    text = _plain(line.text)
    return any(
        f.startswith(text) and _SITE_BEHIND.match(f, len(text)) for f in first if len(f) < len(text) + 80
    )


def _form(line: PageLine) -> float:
    weight = 1.0 if 6 <= line.words <= 30 else 0.0
    if line.words < 5:
        weight -= 1.5
    if line.section:
        weight -= 3
    if line.words <= 14 and is_site_name(line.low):
        weight -= 8 if line.text.isupper() and line.low.startswith(_SITES) else 4
    if line.caption:
        weight -= 1.5
    if line.bullet or line.dated:
        weight -= 2
    return weight


def _place(lines: list[PageLine], number: int) -> float:
    weight = 0.0
    after = lines[number + 1 : number + 1 + _AHEAD]
    if _dated_after(after):
        weight += 1 if lines[number].words <= _SHORT and _longer_below(after) else 3
    elif _dated_before(lines, number):
        weight += 2
    spoken = next((i for i, line in enumerate(after) if line.prose and line.words >= _SPOKEN), None)
    if any(line.crumbs for line in lines[max(0, number - 2) : number]):
        weight += 1.5
    if spoken is None:
        weight -= 1
    else:
        weight += 2 - 0.15 * sum(line.headline and not line.caption for line in after[:spoken])
    if _listed(lines, number):
        weight -= 1
    if lines[number].words <= _SHORT and _among_menu(lines, number):
        weight -= 2
    return weight


def _dated_after(after: list[PageLine]) -> bool:
    """Say whether a date line follows, with at most names, buttons or a section between."""
    for line in after[:_NEAR]:
        if line.dateline or is_bare_day(line.text):
            return True
        if line.prose or line.crumbs or _is_bar(line.text) or (line.headline and line.words > 6):
            return False
    return False


def _is_bar(text: str) -> bool:
    """Say whether sections stand in a row: what is above them is the site's own head."""
    return text.count(" | ") >= 2 and not any(letter.isdigit() for letter in text)


def _longer_below(after: list[PageLine]) -> bool:
    """Say whether a longer headline follows the date line: then the short line above it names a section."""
    dated = next((i for i, line in enumerate(after) if line.dateline), len(after))
    below = [line for line in after[dated + 1 : dated + 3] if not line.button]
    return bool(below) and below[0].headline and below[0].words >= _SHORT + 2 and not below[0].caption


def _dated_before(lines: list[PageLine], number: int) -> bool:
    for line in reversed(lines[max(0, number - 2) : number]):
        if line.dateline or is_bare_day(line.text):
            return True
        if not (line.button or line.section or line.words <= 4):
            return False
    return False


def _among_menu(lines: list[PageLine], number: int) -> bool:
    """Say whether a short line stands beside sections, buttons or other very short lines on both sides."""
    sides = [lines[number - 1] if number else None, lines[number + 1] if number + 1 < len(lines) else None]
    return all(
        side is not None
        and not side.crumbs
        and not side.dateline
        and (side.section or side.button or side.words <= 4)
        for side in sides
    )


def _listed(lines: list[PageLine], number: int) -> bool:
    """Say whether the line is in the middle of a run of headlines."""
    around = lines[max(0, number - 1) : number + 2]
    return len(around) == 3 and all(line.headline and line.words >= 5 and not line.caption for line in around)


def is_title_again(text: str, title: str) -> bool:
    """Say whether a line repeats the headline, alone or with the site's name."""
    mine, other = key(text), key(title)
    return bool(other) and (
        mine == other or (mine.startswith(other) and len(mine) - len(other) < 60 and len(other) > 30)
    )


_SUFFIX = re.compile(r"\s+[-–—|»:]+\s+")


def without_site(title: str, site: str = "") -> str:
    """Return `title` without the name of the site at its end; `site` is the name where it is known.

    >>> without_site("Công bố chỉ số SIPAS năm 2020 - Cổng thông tin điện tử Bến Tre")
    'Công bố chỉ số SIPAS năm 2020'
    """
    for mark in reversed(list(_SUFFIX.finditer(title))):
        suffix = title[mark.end() :]
        if len(suffix.split()) > 12 or not (is_site_name(low(suffix)) or (site and key(suffix) == key(site))):
            break
        title = title[: mark.start()]
    return title
