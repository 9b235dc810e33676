"""A chart of one unit's score and rank over the years as SVG, written by hand: standard library only."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from searchkit.i18n import _
from searchkit.models import Fact
from searchkit.render.facts import by_year
from searchkit.render.facttext import decimal, rank_text
from searchkit.render.safe import one_line

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 360, 60, 30, 60, 60
_INK, _LINE, _DIM = "#222222", "#1f6fb2", "#777777"


def trend_svg(facts: Sequence[Fact], title: str) -> str:
    """Return a chart: a point for each year's score, its rank below it; years without figures stay empty."""
    years = [year for year, _told in by_year(facts)]
    scores = [fact.score for fact in facts if fact.score is not None]
    low, high = (min(scores), max(scores)) if scores else (0.0, 1.0)
    pad = (high - low) * 0.15 or 1.0
    parts = [_text(_LEFT, 30, one_line(title), 18, "start"), *_axis(years)]
    points = [
        (_x(fact.year, years), _y(fact.score, low - pad, high + pad), fact)
        for fact in facts
        if fact.score is not None
    ]
    parts += _lines(sorted(points, key=lambda point: point[0]))
    parts += [mark for point in points for mark in _mark(*point)]
    parts += [
        _text(_x(fact.year, years), _HEIGHT - _BOTTOM + 40, rank_text(fact), 12, color=_DIM)
        for fact in facts
        if fact.rank is not None and not fact.conflict
    ]
    parts.append(_text(_WIDTH - _RIGHT, 30, _("score and rank"), 12, "end", _DIM))
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif">\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def _x(year: int, years: Sequence[int]) -> float:
    space = _WIDTH - _LEFT - _RIGHT - 60
    return _LEFT + 30 + (space * (year - years[0]) / (years[-1] - years[0]) if len(years) > 1 else space / 2)


def _y(score: float, low: float, high: float) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (high - score) / (high - low)


def _axis(years: Sequence[int]) -> list[str]:
    base = _HEIGHT - _BOTTOM
    line = f'<line x1="{_LEFT}" y1="{base}" x2="{_WIDTH - _RIGHT}" y2="{base}" stroke="{_DIM}"/>'
    return [line, *(_text(_x(year, years), base + 20, str(year), 13) for year in years)]


def _lines(points: Sequence[tuple[float, float, Fact]]) -> list[str]:
    """Return the lines between neighbouring years; a year without figures parts them."""
    return [
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{_LINE}" stroke-width="2"/>'
        for (x1, y1, a), (x2, y2, b) in zip(points, points[1:], strict=False)
        if b.year == a.year + 1
    ]


def _mark(x: float, y: float, fact: Fact) -> tuple[str, str]:
    color = "#c0392b" if fact.conflict else _LINE
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{color}"/>'
    return dot, _text(x, y - 10, decimal(fact.score or 0.0), 13)


def _text(x: float, y: float, text: str, size: int, anchor: str = "middle", color: str = _INK) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}" fill="{color}">'
        f"{escape(text)}</text>"
    )
