"""Figures as plain lines, records and tables: rankings, all facts, a trend (one figure: `facttext`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from searchkit.i18n import N_, _
from searchkit.models import Fact, FactSource, Ranking
from searchkit.render.facttext import change_text, rank_text, score_text, source_text, unit_text, values_text
from searchkit.render.plain import reprints
from searchkit.render.records import Record, fact_record
from searchkit.render.safe import day, one_line

_INDENT = "   "
KIND_LABELS = {
    "province": N_("{known} of {expected} provinces have figures"),
    "district": N_("{known} of {expected} districts have figures"),
}
_KNOWN_ONLY = {
    "province": N_("{known} provinces have figures"),
    "ministry": N_("{known} ministries have figures"),
    "department": N_("{known} departments have figures"),
    "district": N_("{known} districts have figures"),
    "nation": N_("{known} averages"),
}


def fact_lines(facts: Iterable[Fact]) -> Iterator[str]:
    """Yield every figure with the sentences of all its sources."""
    for fact in facts:
        mark = _("sources disagree") + " · " if fact.conflict else ""
        yield f"{fact.indicator} {fact.year} · {unit_text(fact)}: {mark}{values_text(fact)}"
        for source in fact.sources:
            yield f"{_INDENT}“{one_line(source.evidence)}”"
            yield f"{_INDENT}— {' | '.join(filter(None, _about(source)))}"


def _about(source: FactSource) -> tuple[str, ...]:
    return one_line(source.title), day(source.published), one_line(source.id), reprints(source)


def heading(ranking: Ranking) -> str:
    """Return what a ranking is of, and how much of it is known."""
    name = f"{ranking.indicator} {ranking.year}"
    if ranking.parent:
        name += f" · {one_line(ranking.parent)}"
    if ranking.expected and ranking.kind in KIND_LABELS:
        label = _(KIND_LABELS[ranking.kind])
        return f"{name}: {label.format(known=ranking.known, expected=ranking.expected)}"
    return f"{name}: {_(_KNOWN_ONLY[ranking.kind]).format(known=ranking.known)}"


def ranking_lines(ranking: Ranking) -> Iterator[str]:
    """Yield a ranking: its heading, a unit a line, a line for each gap between known places."""
    yield heading(ranking)
    for gap, fact in with_gaps(ranking.facts):
        if gap:
            yield f"{'':>4}  {gap}"
        place = str(fact.rank) if fact.rank is not None else "–"
        mark = [_("sources disagree")] if fact.conflict else []
        parts = [unit_text(fact), score_text(fact), change_text(fact), *mark, source_text(fact)]
        yield f"{place:>4}  " + " | ".join(filter(None, parts))


def ranking_rows(ranking: Ranking) -> list[tuple[str, str]]:
    """Return a ranking as (place, what is known), its heading first."""
    first, *lines = ranking_lines(ranking)
    name, _sign, known = first.partition(": ")
    return [(name, known), *((line[:4].strip() or "…", line[6:]) for line in lines)]


def trend_rows(facts: Sequence[Fact]) -> list[tuple[str, str]]:
    """Return one unit's figures as (year, what is known), oldest first."""
    return [(line[:4], line[6:]) for line in trend_lines(facts)]


def with_gaps(facts: Sequence[Fact]) -> Iterator[tuple[str, Fact]]:
    """Yield each fact of a ranking with what is missing before it (`4–19: no figures`), else ''."""
    last = 0
    for fact in facts:
        gap = ""
        if fact.rank is not None:
            if fact.rank == last + 2:
                gap = _("{place}: no figures").format(place=last + 1)
            elif fact.rank > last + 2:
                gap = _("{first}–{last}: no figures").format(first=last + 1, last=fact.rank - 1)
            last = max(last, fact.rank)
        yield gap, fact


def ranking_record(ranking: Ranking) -> Record:
    """Return the JSON form of a ranking: its rows, then the articles that they name by id."""
    return {
        "indicator": ranking.indicator,
        "year": ranking.year,
        "kind": ranking.kind,
        "parent": ranking.parent,
        "known": ranking.known,
        "expected": ranking.expected,
        "rows": [_row(fact) | {"articles": [one.id for one in fact.sources]} for fact in ranking.facts],
        "articles": {
            one.id: {"title": one.title, "published": one.published, "source": one.source}
            for fact in ranking.facts
            for one in fact.sources
        },
        "notices": ranking.notices,
    }


def _row(fact: Fact) -> Record:
    return {
        "rank": fact.rank,
        "unit": fact.unit,
        "unit_kind": fact.unit_kind,
        "parent": fact.parent,
        "score": fact.score,
        "rank_of": fact.rank_of,
        "change": fact.change,
        "sources": len(fact.sources),
        "conflict": fact.conflict,
    }


def table_rows(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    """Return figures as rows of a CSV table, one a fact, with its first source."""
    rows = []
    for fact in facts:
        record = fact_record(fact)
        record["articles"] = [one.id for one in fact.sources]
        rows.append({key: record[key] for key in _COLUMNS})
    return rows


_COLUMNS = (
    "indicator", "year", "rank", "unit", "unit_kind", "parent", "score", "rank_of", "change", "conflict",
    "sources", "id", "title", "published", "evidence", "articles",
)  # fmt: skip


def trend_lines(facts: Sequence[Fact]) -> Iterator[str]:
    """Yield one unit's figures over the years, oldest first, a line for each year without any."""
    for year, told in by_year(facts):
        if not told:
            yield f"{year}  –"
        for fact in told:
            mark = [_("sources disagree")] if fact.conflict else []
            parts = [score_text(fact), rank_text(fact), change_text(fact), *mark, source_text(fact)]
            yield f"{year}  " + " | ".join(filter(None, parts))


def by_year(facts: Sequence[Fact]) -> list[tuple[int, list[Fact]]]:
    """Return every year from the first to the last with its facts, those without any included."""
    if not facts:
        return []
    years = range(min(fact.year for fact in facts), max(fact.year for fact in facts) + 1)
    return [(year, [fact for fact in facts if fact.year == year]) for year in years]
