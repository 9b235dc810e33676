"""Persons: what all articles together tell of the holders of offices of one name.

Every article that names the person is one sighting. Sightings are put together where they share an office or
a place that two people of one name hardly share (`namesakes`); what shares nothing stays apart.
"""

from __future__ import annotations

import datetime as dt
import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from searchkit.extract.officeplaces import is_vietnamese, offices_of
from searchkit.indexing.snapshot import Snapshot
from searchkit.models import Companion, Office, OfficeHeld, Person, PersonArticle
from searchkit.query.namesakes import Sighting, apart
from searchkit.query.values import Values, key_of

MOST_NAMES = 20
"""A part of a name stands for at most so many names, those in most articles."""
_SEPARATORS = "-–."
"""What may part the words of a name beside blanks, as `key_of` takes it."""


class PeopleFinder:
    """Finds the persons of one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def find(self, typed: str, latest: int, companions: int) -> tuple[Person, ...]:
        """Return the persons named `typed` (or of whose name it is a part), those in most articles first."""
        snapshot = self.snapshot
        found: list[Person] = []
        for name in self._most_frequent(self._exact(typed) or self._part(typed)):
            sightings = sightings_of(snapshot, name)
            # Articles seldom say of a foreigner whose offices they name where these are.
            groups = apart(sightings) if is_vietnamese(name) else [sightings]
            about = _About(snapshot, name, len(groups) - 1)
            found += [about.person(group, latest, companions) for group in groups]
        return tuple(sorted(found, key=lambda person: (-person.articles, person.name)))

    def _exact(self, typed: str) -> list[str]:
        """Return the names that `typed` spells in full, without regard to case, diacritics, dashes and dots.

        Those that begin so are asked of the index, which has them folded and in order.
        """
        key = key_of(typed)
        first, _blank, rest = key.partition(" ")
        if not first:
            return []
        field = self.snapshot.field("official")
        beginnings = [first + one for one in _SEPARATORS]
        if rest:
            beginnings.append(f"{first} {rest.partition(' ')[0]}")
        names = (name for begun in beginnings for name in field.folded_prefix(begun, self.snapshot.max_doc))
        return sorted({*field.folded(key), *(name for name in names if key_of(name) == key)})

    def _part(self, typed: str) -> list[str]:
        values = self._values
        return [values.column.values[ordinal] for ordinal in values.part(typed)]

    @cached_property
    def _values(self) -> Values:
        return Values(self.snapshot.column("official"))

    def _most_frequent(self, names: Iterable[str]) -> list[str]:
        """Return the names that articles hold, those in most of them."""
        view = self.snapshot.field("official")
        counts = {name: df for name in names if (df := view.df(name))}
        return sorted(counts, key=counts.__getitem__, reverse=True)[:MOST_NAMES]


def sightings_of(snapshot: Snapshot, name: str) -> list[Sighting]:
    """Return what each article that names the official `name` says of him or her."""
    held = snapshot.field("official").postings(name)
    docs = [] if held is None else held.docs.tolist()
    days, provinces = snapshot.column("published").numbers, snapshot.column("province")
    places = [provinces.ordinals[doc] for doc in docs]
    offices = _Offices(name)
    found = []
    for doc, day, place, head in zip(docs, days[docs].tolist(), places, snapshot.heads(docs), strict=True):
        published = dt.date.fromordinal(day) if day else None
        province = provinces.named([place])[0] if place >= 0 else None
        found.append(Sighting(doc, published, province, offices.of(head, province, published)))
    return found


class _Offices:
    """Finds the offices of one person in heads; many say them in the same words."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._begins = f'{{"name":{json.dumps(name, ensure_ascii=False)},"titles":'.encode()
        self._titles: dict[bytes, list[str]] = {}
        self._known: dict[tuple[bytes, str | None, dt.date | None], tuple[Office, ...]] = {}

    def of(self, head: bytes, province: str | None, published: dt.date | None) -> tuple[Office, ...]:
        """Return the offices that the article with `head` names."""
        at = head.find(self._begins)
        if at < 0:
            return ()
        start = at + len(self._begins)
        packed = head[start : head.find(b',"mentions":', start)]
        key = packed, province, published
        known = self._known.get(key)
        if known is None:
            titles = self._titles.get(packed) or self._titles.setdefault(packed, json.loads(packed))
            known = self._known[key] = offices_of(self._name, titles, province, published)
        return known


class _About(NamedTuple):
    """What the persons of one name share: the index, the name, how many others there are."""

    snapshot: Snapshot
    name: str
    namesakes: int

    def person(self, group: Sequence[Sighting], latest: int, companions: int) -> Person:
        """Return the person whom the sightings of `group` show."""
        days = [one.published for one in group if one.published]
        offices = _held(group)
        return Person(
            name=self.name,
            offices=offices,
            provinces=tuple(dict.fromkeys(office.province for office in offices if office.province)),
            first=min(days, default=None),
            last=max(days, default=None),
            articles=len(group),
            latest=_latest(self.snapshot, group, latest),
            companions=_companions(self.snapshot, self.name, [one.doc for one in group], companions),
            namesakes=self.namesakes,
        )


def _latest(snapshot: Snapshot, group: Sequence[Sighting], most: int) -> tuple[PersonArticle, ...]:
    """Return the newest articles of `group`, of one day by their ids."""
    if not most:
        return ()
    newest = sorted(group, key=_day, reverse=True)
    last = _day(newest[min(most, len(newest)) - 1])
    near = [one for one in newest if _day(one) >= last]
    cards = snapshot.cards([one.doc for one in near])
    found = [
        PersonArticle(card.id, card.title or "", one.published) for card, one in zip(cards, near, strict=True)
    ]
    found.sort(key=lambda one: (one.published or dt.date.min, one.id), reverse=True)
    return tuple(found[:most])


def _day(one: Sighting) -> dt.date:
    return one.published or dt.date.min


def _held(group: Sequence[Sighting]) -> tuple[OfficeHeld, ...]:
    """Return the offices of the sightings, each once with its first and last day, latest first."""
    alike: dict[int, list[Sighting]] = defaultdict(list)
    for one in group:
        alike[id(one.offices)].append(one)  # sightings share what was read of the same words
    seen: dict[Office, list[Sighting]] = defaultdict(list)
    for sightings in alike.values():
        for office in dict.fromkeys(sightings[0].offices):
            seen[office] += sightings
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
            counted = {one.doc for one in kept[longer[0]]}
            kept[longer[0]] += [one for one in sightings if one.doc not in counted]
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


def _companions(snapshot: Snapshot, name: str, docs: Sequence[int], most: int) -> tuple[Companion, ...]:
    """Return who else is named in `docs`, most often first."""
    column = snapshot.column("official")
    holders, ordinals = column.pairs
    wanted = np.array(docs, holders.dtype)
    ranges = zip(
        holders.searchsorted(wanted).tolist(), holders.searchsorted(wanted, "right").tolist(), strict=True
    )
    counts = np.bincount(np.concatenate([ordinals[start:end] for start, end in ranges]))
    counts[bisect_left(column.values, name)] = 0
    present = np.flatnonzero(counts)
    top = present[np.lexsort((present, -counts[present]))[:most]]
    return tuple(Companion(column.values[one], int(counts[one])) for one in top.tolist())
