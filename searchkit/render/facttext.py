"""One figure in words, and the panel of figures above the hits of a query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from searchkit.i18n import _, language, ngettext
from searchkit.models import Fact, FactSource
from searchkit.render.plain import reprints, shortened
from searchkit.render.safe import day, number, one_line

_INDENT = "   "
_SHOWN = 3
_PERCENT = frozenset({"PAR INDEX", "SIPAS"})


def decimal(value: float) -> str:
    """Return a number with the decimal sign of the reader's language.

    >>> decimal(88.35), decimal(91.0)
    ('88.35', '91')
    """
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language() == "vi" else text


def score_text(fact: Fact) -> str:
    """Return the score, with its unit where the index has one; empty where it is not known."""
    if fact.score is None:
        return ""
    return f"{decimal(fact.score)} %" if fact.indicator in _PERCENT else decimal(fact.score)


def rank_text(fact: Fact) -> str:
    """Return the rank (`rank 20 of 63`), empty where it is not known."""
    if fact.rank is None:
        return ""
    if fact.rank_of is None:
        return _("rank {rank}").format(rank=fact.rank)
    return _("rank {rank} of {of}").format(rank=fact.rank, of=fact.rank_of)


def change_text(fact: Fact) -> str:
    """Return the change of place in words, empty where it is not told."""
    if fact.change is None:
        return ""
    places = abs(fact.change)
    if not places:
        return _("same place")
    if fact.change > 0:
        return ngettext("up {n} place", "up {n} places", places).format(n=places)
    return ngettext("down {n} place", "down {n} places", places).format(n=places)


def unit_text(fact: Fact) -> str:
    """Return the unit, a department or district with its province."""
    return f"{one_line(fact.unit)} ({one_line(fact.parent)})" if fact.parent else one_line(fact.unit)


def values_text(fact: Fact) -> str:
    """Return score, rank and change in one line, those that are known."""
    return " · ".join(filter(None, (score_text(fact), rank_text(fact), change_text(fact))))


def source_text(fact: Fact) -> str:
    """Return the sources, each with its day: the first three, and how many further ones agree."""
    text = "; ".join(_short(source) for source in fact.sources[:_SHOWN])
    more = len(fact.sources) - _SHOWN
    if more > 0:
        text += " " + ngettext("and {n} more", "and {n} more", more).format(n=number(more))
    return text


def _short(source: FactSource) -> str:
    """Return a source in a few words: its headline, or its id where it has none, its day and reprints."""
    name = shortened(one_line(source.title), 72) if source.title else one_line(source.id)
    about = ", ".join(filter(None, (day(source.published), reprints(source))))
    return f"{name} ({about})" if about else name


def panel_lines(facts: Iterable[Fact]) -> Iterator[str]:
    """Yield the panel above the hits: a figure a line with its source below it."""
    for fact in facts:
        mark = _("sources disagree") + " · " if fact.conflict else ""
        yield f"{fact.indicator} {fact.year} · {unit_text(fact)}: {mark}{values_text(fact)}"
        yield _INDENT + source_text(fact)
