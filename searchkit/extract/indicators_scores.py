"""Scores and changes of place in a sentence: numbers that an index's figures may be. Places: `_figures`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from searchkit.extract.indicators_data import SPACE, compiled, worded
from searchkit.extract.indicators_figures import COMPARED_LEFT, NUMBER, Figure, number

# ---------------------------------------------------------------- changes of place

_CHANGE = worded("figures_change", NUMBER=NUMBER)
_CHANGES = worded("figures_changes")
_SIGNED = worded("figures_signed")
_PLACES = re.compile(NUMBER)


def find_changes(low: str, start: int, end: int, listed: bool = False) -> list[Figure]:
    """Return the changes of place named in `low[start:end]`, up positive.

    `listed`: numbers that follow each other belong together (`tăng 5 bậc, 14 bậc và 3 bậc`).
    """
    found: list[Figure] = []
    if listed:
        found += (_change(match, _PLACES.findall(match["n"])) for match in _CHANGES.finditer(low, start, end))
    found += (_change(match, [match["n"]]) for match in _SIGNED.finditer(low, start, end))
    for match in _CHANGE.finditer(low, start, end):
        places = [number(match["n"]), *(map(number, _PLACES.findall(match["more"])) if listed else ())]
        end = match.end() if listed else match.start("more")
        if all(places):
            found.append(_change(match, map(str, places), end))
    return sorted(found, key=lambda f: f.start)


def _change(match: re.Match[str], places: Iterable[str], end: int | None = None) -> Figure:
    values = tuple(float(place if match["up"] else f"-{place}") for place in places)
    return Figure("change", match.start(), match.end() if end is None else end, values)


# ---------------------------------------------------------------- scores

_DIGITS = re.compile(r"(?<![\w.,/-])\d{1,4}(?:[.,]\d{1,4})?(?![\w/]|[.,]\d|-\d)")
_UNIT = worded("figures_unit")
_OUT_OF = re.compile(
    r"(?<![\w.,/-])(\d{1,4}(?:[.,]\d{1,4})?) */ *"
    r"(?:(?:100|80|1000|1\.000) *(?:điểm)?(?![\d/]|[.,]\d)|1 *điểm)"
)
_DELTA_LEFT = worded("figures_delta_left")
_THRESHOLD_LEFT = worded("figures_threshold_left")
_SCORE_LEFT = worded("figures_score_left")
# `nhóm các tỉnh đạt từ 80% - 90%`
_SPAN_LEFT = compiled(r"(?<!\w)(?<!tăng )(?<!giảm )(?<!nâng )từ $")
_SPAN_RIGHT = compiled(r" ?(?:%|điểm)? ?(?:-|–|đến dưới) ?\d")


def find_scores(low: str, start: int, end: int) -> list[Figure]:
    """Return the numbers in `low[start:end]` that may be scores, in order."""
    found = list(filter(None, (_score(low, start, match) for match in _DIGITS.finditer(low, start, end))))
    for match in _OUT_OF.finditer(low, start, end):
        found.append(Figure("score", match.start(), match.end(), (_value(match[1]),)))
    return sorted(found, key=lambda f: f.start)


def _score(low: str, start: int, match: re.Match[str]) -> Figure | None:
    left = low[max(start, match.start() - 40) : match.start()]
    unit = _UNIT.match(low, match.end())
    decimal = "," in match[0] or "." in match[0]
    if not (decimal or unit) or _OF_PEOPLE.match(low, unit.end() if unit else match.end()):
        return None
    if _is_difference(left, match[0]) or _THRESHOLD_LEFT.search(left):
        return None
    if _SPAN_LEFT.search(left) and _SPAN_RIGHT.match(low, match.end()):
        return None
    sure = (unit and (decimal or len(match[0]) == 3)) or _SHARE.match(match[0])
    if not sure and left.strip() and not _SCORE_LEFT.search(left):
        return None
    stop = unit.end() if unit else match.end()
    return Figure("score", match.start(), stop, (_value(match[0]),), _score_role(left))


_SHARE = re.compile(r"0[.,]\d{3,4}$")
"""The score of an index that is out of one: so many decimals are seldom anything else."""
_LEAST_LEVEL = 30


def _is_difference(left: str, written: str) -> bool:
    """Say whether a number tells how much more or less; not in `cao hơn năm 2020 (85,48%)`."""
    if not _DELTA_LEFT.search(left) or _LEVEL.search(left):
        return False
    level = _value(written) >= _LEAST_LEVEL or _SHARE.match(written)
    return not (level and left.endswith("("))


# After `tăng`: where it rose to or from, not by how much.
_LEVEL = compiled(
    r"(?:lên|xuống|còn|từ|tới mức|đến mức) ?(?:mức )?$"
    r"|(?:cả nước|toàn quốc|trung bình|trung vị|bình quân)(?: chung)? (?:là|chỉ đạt|đạt) ?$"
)
_OF_PEOPLE = worded("figures_of_people")


def _score_role(left: str) -> str:
    if COMPARED_LEFT.search(left):
        return "compared"
    if re.search(rf"(?:từ|từ{SPACE}mức) *$", left):
        return "from"
    return "to" if re.search(rf"(?:lên|xuống|còn|tới|đến)(?:{SPACE}mức)? *$", left) else ""


def _value(written: str) -> float:
    return float(written.replace(",", "."))
