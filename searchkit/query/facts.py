"""Figures over the whole index: finding the articles that tell them, filtering, merging, ranking.

Figures are stored with their articles. Which articles may hold one is asked of the index first: the words of
the indicator's names, and of the unit's name, must stand in them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, reduce
from typing import Any

import numpy as np

from searchkit.i18n import _, language
from searchkit.indexing.layout import Array, distinct
from searchkit.indexing.snapshot import Snapshot
from searchkit.models import Fact, FactSource, Ranking
from searchkit.query.docset import DocSet, found_in
from searchkit.query.factnames import indicator_of, kind_of, words_of
from searchkit.records import Record

# Words of which an article that tells the indicator holds one set: the first of a row and, where there are
# more, one of those.
_RANKED = ("chỉ số", "xếp hạng", "xếp loại")
_WORDS = {
    "PAR INDEX": (
        ("par index",), ("parindex",), ("chỉ số par",), ("cchc", *_RANKED), ("cải cách hành chính", *_RANKED),
    ),
    "SIPAS": (("sipas",), ("chỉ số hài lòng",)),
    "PAPI": (("papi",), ("hiệu quả quản trị và hành chính công",)),
    "PCI": (("pci",), ("năng lực cạnh tranh",)),
    "ICT INDEX": (("ict index",), ("ictindex",), ("ứng dụng", "sẵn sàng", "chỉ số")),
    "DDCI": (("ddci",), ("năng lực cạnh tranh",)),
    "DTI": (("dti",), ("chuyển đổi số", "chỉ", "xếp hạng")),
}  # fmt: skip


class Found(Record):
    """One stored figure and the document that tells it, whose head is read when it is asked for."""

    values: dict[str, Any]
    snapshot: Snapshot
    doc: int

    @cached_property
    def head(self) -> dict[str, Any]:
        """Everything of the article but its body."""
        return self.snapshot.stored(self.doc)


def candidates(snapshot: Snapshot, indicator: str, within: DocSet | None = None) -> Array:
    """Return the documents (of `within`) that may tell figures of `indicator`, ascending."""
    sets = []
    for first, *others in _WORDS[indicator]:
        docs = _holding(snapshot, first, within.docs if within is not None else None)
        sets += [_holding(snapshot, other, docs) for other in others] if others else [docs]
    return distinct(np.concatenate(sets))


def _holding(snapshot: Snapshot, name: str, within: Array | None) -> Array:
    """Return the documents (of `within`) in whose text every word of `name` stands, in whatever order."""
    field = snapshot.field("text")
    lists = [] if within is None else [within]
    for word in dict.fromkeys(name.split()):
        postings = field.postings(word)
        if postings is None:
            return np.zeros(0, np.int32)
        lists.append(postings.docs)
    return reduce(lambda docs, other: docs[found_in(other, docs)[1]], sorted(lists, key=len))


def read(
    snapshot: Snapshot,
    docs: Iterable[int],
    indicators: Sequence[str],
    years: Sequence[int] = (),
    units: Sequence[str] = (),
) -> Iterator[Found]:
    """Yield the figures of `indicators` in the documents `docs`, of `years` where some are given.

    `units`: only documents with figures are read in which one of these names stands at all. What is stored is
    JSON, and is searched for what has to stand in it before it is parsed.
    """
    signs = [f'"indicator":"{name}","year":{year}' for name in indicators for year in years or ("",)]
    packed_signs = [sign.encode() for sign in signs]
    names = [name.encode() for name in units]
    for doc in docs:
        segment, local = snapshot.locate(doc)
        packed = segment.head(local)
        if not any(map(packed.__contains__, packed_signs)) or (
            names and not any(map(packed.__contains__, names))
        ):
            continue
        for values in json.loads(packed)["indicators"]:
            if values["indicator"] in indicators and (not years or values["year"] in years):
                yield Found(values, snapshot, doc)


def facts(
    snapshot: Snapshot,
    indicator: str | None = None,
    unit: str | None = None,
    year: int | None = None,
    kind: str | None = None,
    parent: str | None = None,
) -> tuple[Fact, ...]:
    """Return what the index knows of the given indicator, unit and year (None: any), newest year first.

    Names may be typed without diacritics. Raise `QueryError` for an unknown indicator or kind.
    """
    known = [indicator_of(indicator)] if indicator else list(_WORDS)
    wanted_kind = kind_of(kind) if kind else None
    docs = distinct(np.concatenate([candidates(snapshot, name) for name in known]))
    names = unit_names(unit) if unit else None
    home = unit_names(parent) if parent else None
    found = [
        one
        for one in read(snapshot, docs.tolist(), known, (year,) if year is not None else ())
        if (wanted_kind is None or one.values["unit_kind"] == wanted_kind)
        and (names is None or is_named(one.values, names))
        and (home is None or words_of(one.values["parent"] or "") in home)
    ]
    return merged(found)


def unit_names(typed: str) -> frozenset[str]:
    """Return the folded names that a unit typed by a person may bear: its own, and its province's."""
    from searchkit.extract.gazetteer import candidates as provinces

    return frozenset((words_of(typed), *map(words_of, provinces(typed))))


def is_named(values: dict[str, Any], names: frozenset[str]) -> bool:
    """Say whether the unit of a stored figure bears one of `names`; a district also without its kind."""
    name = words_of(values["unit"])
    if name in names:
        return True
    return values["unit_kind"] == "district" and any(name.endswith(f" {one}") for one in names if " " in one)


# ---------------------------------------------------------------- merging

_COMPARED = ("score", "rank", "change")
_FILLED = ("score", "rank", "rank_of", "change")


def merged(found: Iterable[Found]) -> tuple[Fact, ...]:
    """Return one fact for each indicator, year and unit, several where the articles contradict each other."""
    groups: dict[tuple[Any, ...], list[Found]] = {}
    for one in found:
        v = one.values
        key = (v["indicator"], v["year"], v["unit_kind"], words_of(v["unit"]), words_of(v["parent"] or ""))
        groups.setdefault(key, []).append(one)
    made = [fact for group in groups.values() for fact in _agreed(group)]
    return tuple(sorted(made, key=_order))


def _order(fact: Fact) -> tuple[Any, ...]:
    score = -fact.score if fact.score is not None else 0.0
    return (
        fact.indicator,
        -fact.year,
        fact.unit_kind,
        fact.rank or 999,
        score,
        fact.unit,
        -len(fact.sources),
    )


def _agreed(group: list[Found]) -> list[Fact]:
    """Return the facts that the figures of one unit and year make: those that contradict none of each other
    go together, the surest and fullest first."""
    clusters: list[tuple[dict[str, Any], list[Found]]] = []
    for one in sorted(group, key=_sureness):
        for values, members in clusters:
            if all(_fits(values[name], one.values[name]) for name in _COMPARED):
                members.append(one)
                values.update({n: one.values[n] for n in _FILLED if values[n] is None})
                break
        else:
            clusters.append((dict(one.values), [one]))
    return [_fact(values, members, len(clusters) > 1) for values, members in clusters]


def _sureness(one: Found) -> tuple[float, int, str]:
    told = sum(one.values[name] is not None for name in _COMPARED)
    return -one.values["confidence"], -told, one.head["id"]


def _fits(one: float | None, other: float | None) -> bool:
    return one is None or other is None or abs(one - other) < 1e-6


def _fact(values: dict[str, Any], members: list[Found], conflict: bool) -> Fact:
    return Fact(
        indicator=values["indicator"],
        year=values["year"],
        unit=values["unit"],
        unit_kind=values["unit_kind"],
        parent=values["parent"],
        score=values["score"],
        rank=values["rank"],
        rank_of=values["rank_of"],
        change=values["change"],
        sources=_sources(members),
        conflict=conflict,
    )


def _sources(members: Iterable[Found]) -> tuple[FactSource, ...]:
    """Return the articles that tell a figure, those with a headline first; a text and its reprints are one
    source, the earliest of them."""
    told: dict[tuple[str, int], list[Found]] = {}
    for one in sorted(members, key=lambda one: not one.head.get("title")):
        told.setdefault(_story(one), []).append(one)
    return tuple(
        _source(min(group, key=_place), len({one.doc for one in group}) - 1) for group in told.values()
    )


def _story(one: Found) -> tuple[str, int]:
    place = _place(one)
    return ("alone", one.doc) if place < 0 else ("story", int(one.snapshot.copies.stories[place]))


def _place(one: Found) -> int:
    """Return where the document stands among all that have copies, the earliest of a story first; -1 for
    none."""
    return int(one.snapshot.copies.places[one.doc])


def _source(one: Found, copies: int) -> FactSource:
    head, values = one.head, one.values
    published = head.get("published")
    return FactSource(
        id=head["id"],
        title=head.get("title") or "",
        published=dt.date.fromisoformat(published) if published else None,
        source=head.get("source"),
        evidence=values["evidence"],
        start=values["start"],
        end=values["end"],
        copies=copies,
    )


# ---------------------------------------------------------------- ranking


def ranking(
    snapshot: Snapshot, indicator: str, year: int, kind: str = "province", parent: str | None = None
) -> Ranking:
    """Return the units of one kind by rank, those without one by score after them.

    `parent` keeps departments or districts of one province.
    """
    known = facts(snapshot, indicator, year=year, kind=kind, parent=parent)
    units = {(words_of(fact.unit), words_of(fact.parent or "")) for fact in known}
    name = indicator_of(indicator)
    return Ranking(name, year, kind, parent, known, len(units), expected(kind, year, parent), ())


def expected(kind: str, year: int, parent: str | None) -> int | None:
    """Return how many units of a kind there were in `year` (districts: of `parent`), None where not known."""
    from searchkit.extract import gazetteer

    if kind == "province":
        return len(gazetteer.canonical_names(dt.date(year, 6, 30)))
    home = gazetteer.lookup(parent) if parent else None
    if kind == "district" and home:
        return sum(district.province == home for district in gazetteer.districts()) or None
    return None


def method_notices(indicator: str, years: Iterable[int]) -> tuple[str, ...]:
    """Return a sentence for each change of method that parts `years`: their figures are not of one kind."""
    from searchkit.extract.indicators_data import method_changes

    told = sorted(set(years))
    return tuple(
        _("{indicator}: {note}; figures before and after are not comparable (source: {source})").format(
            indicator=change.indicator,
            note=change.vi if language() == "vi" else change.note,
            source=change.source,
        )
        for change in method_changes()
        if change.indicator == indicator and told and told[0] < change.year <= told[-1]
    )
