"""Persons: what all articles together tell of the holders of offices of one name.

Every article that names the person is one sighting. Sightings are put together where they share an office or
a place that two people of one name hardly share (`namesakes`); what shares nothing stays apart.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from searchkit.extract.officeplaces import is_vietnamese, offices_of
from searchkit.indexing.snapshot import Snapshot
from searchkit.models import Companion, Office, OfficeHeld, Person, PersonArticle
from searchkit.query.filters import docs_with
from searchkit.query.namesakes import Sighting, apart
from searchkit.query.values import Values

MOST_NAMES = 20
"""A part of a name stands for at most so many names, those in most articles."""


class PeopleFinder:
    """Finds the persons of one snapshot; folded names are kept between calls."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._names = Values(snapshot.column("official"))

    def find(self, typed: str, latest: int, companions: int) -> tuple[Person, ...]:
        """Return the persons named `typed` (or of whose name it is a part), those in most articles first."""
        snapshot, names = self.snapshot, self._names
        found: list[Person] = []
        for ordinal, docs in _most_frequent(snapshot, names.exact(typed) or names.part(typed)):
            name = names.column.values[ordinal]
            sightings = [_sighting(snapshot, doc, name) for doc in docs]
            # Articles seldom say of a foreigner whose offices they name where these are.
            groups = apart(sightings) if is_vietnamese(name) else [sightings]
            about = _About(snapshot, ordinal, name, len(groups) - 1)
            found += [about.person(group, latest, companions) for group in groups]
        return tuple(sorted(found, key=lambda person: (-person.articles, person.name)))


def _most_frequent(snapshot: Snapshot, ordinals: Iterable[int]) -> list[tuple[int, list[int]]]:
    """Return the names with the articles that hold them, deleted ones left out."""
    rows = []
    for ordinal in ordinals:
        docs = docs_with(snapshot, "official", [ordinal]).docs
        if len(docs):
            rows.append((ordinal, docs.tolist()))
    return sorted(rows, key=lambda row: -len(row[1]))[:MOST_NAMES]


def _sighting(snapshot: Snapshot, doc: int, name: str) -> Sighting:
    stored = snapshot.stored(doc)
    published = dt.date.fromisoformat(stored["published"]) if stored["published"] else None
    offices = _offices(stored, name, published)
    return Sighting(doc, stored["id"], stored["title"] or "", published, stored["province"], offices)


def _offices(stored: dict[str, Any], name: str, published: dt.date | None) -> tuple[Office, ...]:
    titles = next((one["titles"] for one in stored["officials"] if one["name"] == name), ())
    return offices_of(name, titles, stored["province"], published)


class _About(NamedTuple):
    """What the persons of one name share: the index, the name and its number, how many others there are."""

    snapshot: Snapshot
    ordinal: int
    name: str
    namesakes: int

    def person(self, group: Sequence[Sighting], latest: int, companions: int) -> Person:
        """Return the person whom the sightings of `group` show."""
        days = [one.published for one in group if one.published]
        newest = sorted(group, key=lambda one: (one.published or dt.date.min, one.id), reverse=True)
        offices = _held(group)
        return Person(
            name=self.name,
            offices=offices,
            provinces=tuple(dict.fromkeys(office.province for office in offices if office.province)),
            first=min(days, default=None),
            last=max(days, default=None),
            articles=len(group),
            latest=tuple(PersonArticle(one.id, one.title, one.published) for one in newest[:latest]),
            companions=_companions(self.snapshot, self.ordinal, [one.doc for one in group], companions),
            namesakes=self.namesakes,
        )


def _held(group: Sequence[Sighting]) -> tuple[OfficeHeld, ...]:
    """Return the offices of the sightings, each once with its first and last day, latest first."""
    seen: dict[Office, list[Sighting]] = defaultdict(list)
    for one in group:
        for office in dict.fromkeys(one.offices):
            seen[office].append(one)
    held = [_office_held(office, sightings) for office, sightings in _without_shorter(seen).items()]
    return tuple(sorted(held, key=lambda one: (one.last or dt.date.min, one.articles), reverse=True))


def _without_shorter(seen: dict[Office, list[Sighting]]) -> dict[Office, list[Sighting]]:
    """Drop bare ranks (`Bộ trưởng`) that begin one office of the person, and count them for it."""
    kept = {office: list(sightings) for office, sightings in seen.items()}
    for office, sightings in seen.items():
        longer = [
            other
            for other in seen
            if other.title.startswith(f"{office.title} ") and other.former == office.former
        ]
        if office.body is None and len(longer) == 1 and longer[0] in kept:
            kept[longer[0]] += [one for one in sightings if one not in kept[longer[0]]]
            del kept[office]
    return kept


def _office_held(office: Office, sightings: Sequence[Sighting]) -> OfficeHeld:
    days = [one.published for one in sightings if one.published]
    return OfficeHeld(
        office.title,
        office.body,
        office.province,
        office.former,
        office.acting,
        min(days, default=None),
        max(days, default=None),
        len(sightings),
    )


def _companions(snapshot: Snapshot, ordinal: int, docs: Sequence[int], most: int) -> tuple[Companion, ...]:
    """Return who else is named in `docs`, most often first."""
    column = snapshot.column("official")
    holders, ordinals = column.pairs
    wanted = np.zeros(snapshot.max_doc, np.bool_)
    wanted[list(docs)] = True
    counts = np.bincount(ordinals[wanted[holders]], minlength=len(column.values))
    counts[ordinal] = 0
    present = np.flatnonzero(counts)
    top = present[np.lexsort((present, -counts[present]))[:most]]
    return tuple(Companion(column.values[one], int(counts[one])) for one in top.tolist())
