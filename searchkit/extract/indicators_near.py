"""What stands beside a figure in its sentence: in front of its brackets, before it, or behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from searchkit.extract.indicators_data import compiled
from searchkit.extract.indicators_figures import Figure
from searchkit.extract.indicators_parsed import Parsed, Placed

_P = TypeVar("_P", bound=Placed)

PLAIN_COMMA = compiled(
    r"(sở|tỉnh|ban|quận|huyện|bộ|ngành|thị xã|thành phố), "
    r"(?=ban|ngành|thành|huyện|thị|cơ quan|địa phương|đơn vị|quận)"
)
"""Commas inside `các sở, ban, ngành`, `quận, huyện, thị xã`: no clause ends there."""
SCORE_IN_BRACKETS = compiled(r" ?\((?:đạt |hạng \d+, )?\d[\d.,]*(?: ?%| điểm)?\)")
"""A score in brackets between two names of a list: `Quảng Ninh (91,04%), Hải Phòng`."""


def anchor_of(parsed: Parsed, figure: Figure, items: Sequence[_P]) -> _P | None:
    """Return the item right before the brackets that `figure` stands in, or None."""
    span = parsed.bracket(figure.start)
    if span is None:
        return None
    for item in reversed(items):
        if item.end <= span[0] and not parsed.gap(item.end, span[0]).strip(' \u00a0"”’'):
            return item
    return None


def last_before(parsed: Parsed, figure: Figure, items: Sequence[_P], fits: Callable[[_P], bool]) -> _P | None:
    """Return the last item before `figure` that counts for it."""
    for item in reversed(items):
        if item.end <= figure.start and fits(item) and parsed.visible(item, figure):
            return item
    return None


def previous_figure(parsed: Parsed, figure: Figure) -> Figure | None:
    """Return the last figure before `figure`, or None."""
    before = [one for one in parsed.figures if one.end <= figure.start]
    return before[-1] if before else None


def is_for_others(parsed: Parsed, figure: Figure, item: Placed) -> bool:
    """Say whether what is named after `figure` opens a clause of its own, with figures of its own."""
    if figure.role == "from":
        return False  # `từ vị trí 47 năm 2020, PCI vươn lên …`
    span = parsed.bracket(item.start)
    if span and not parsed.gap(figure.end, span[0]).strip():
        return False  # `86,9 điểm (thứ 15 về PAR INDEX năm 2021)`
    if ";" in parsed.gap(figure.end, item.start):
        return True
    return any(
        other.kind == figure.kind and other.start >= item.end and ";" not in parsed.gap(item.end, other.start)
        for other in parsed.figures
    )
