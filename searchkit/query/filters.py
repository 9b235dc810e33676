"""Filters: from names as people type them to sets of documents, one set for each field."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from searchkit.i18n import _, ngettext
from searchkit.indexing.snapshot import Snapshot
from searchkit.models import SearchQuery
from searchkit.query.docset import DocSet, union
from searchkit.query.filtered import Filters
from searchkit.query.periods import parse_period
from searchkit.query.plan import Filter
from searchkit.query.tree import FieldValue, Period
from searchkit.query.values import Values, body_named, key_of
from searchkit.text import squeeze

COLUMNS = {
    "province": "province",
    "mentions": "provinces",
    "official": "official",
    "source": "source",
    "district": "district",
    "body": "body",
    "document": "doc",
    "doc": "doc",
    "issuer": "issuer",
}
"""The column of each filter on names."""
_REMEMBERED = 256
"""So many filter values are remembered with what they stand for."""
_KEPT_SETS = 64
"""The documents of so many choices of values are kept: who pages or adds words asks for the same ones."""
MERGER_DAY = dt.date(2025, 7, 1).toordinal()
"""The first day of the 34 provinces."""


class FilterReader:
    """Resolves filter values on one snapshot; folded forms of the values are kept between queries."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._values: dict[str, Values] = {}
        self._read: dict[tuple[str, str], list[int]] = {}
        self._sets: dict[tuple[str, tuple[int, ...]], DocSet] = {}

    def read(self, query: SearchQuery, parts: Iterable[Filter]) -> Filters:
        """Return the filters of `query` together with those written inside its text."""
        filters = Filters()
        named: dict[str, list[str]] = defaultdict(list)
        periods: list[tuple[int, int]] = []
        as_of = query.as_of
        for part in parts:
            if isinstance(part, FieldValue):
                named[part.field].append(part.value)
            else:
                periods.append(_days(part))
        for typed in named.pop("as_of", ()):
            as_of = parse_period(typed).until
        for name, stated in _stated(query):
            named[name].extend(stated)
        if as_of is not None and not {"province", "mentions"} & named.keys():
            filters.notices.append(_("as-of says how provinces are meant; give --province or --mentions"))
        for name, values in named.items():
            filters.asked[name] = values
            filters.sets[name] = self._named(name, values, filters, as_of)
        self._dates(query, periods, filters)
        return filters

    def ordinals(self, name: str, typed: str) -> list[int]:
        """Return which values of a column `typed` stands for, without regard to case and diacritics.

        A province is known by any of its spellings, an official also by a part of the name (`Bé Mười`), a
        body by its acronym, a document by a part of its number.
        """
        asked = (name, typed)
        if asked not in self._read:
            if len(self._read) >= _REMEMBERED:
                self._read.clear()
            self._read[asked] = self._meant(name, typed)
        return self._read[asked]

    def _meant(self, name: str, typed: str) -> list[int]:
        values = self._of(name)
        if name in ("document", "doc"):
            return values.document(typed)
        if found := values.exact(typed):
            return found
        if name in ("province", "mentions"):
            return [o for place in _provinces(typed) for o in values.exact(place)]
        if name in ("body", "issuer"):
            return values.body(typed)
        return values.district(typed) if name == "district" else values.part(typed)

    def documents(self, name: str, typed: str) -> DocSet:
        """Return the documents that hold the value that `typed` stands for."""
        return self._holding(name, self.ordinals(name, typed))

    def documents_of(self, parts: tuple[Filter, ...], as_of: dt.date | None = None) -> DocSet:
        """Return the documents that pass the filters written in a part of a query."""
        everything = DocSet(self.snapshot.max_doc, mask=np.ones(self.snapshot.max_doc, np.bool_))
        return self.read(SearchQuery(as_of=as_of), parts).allowed(everything)

    def nearest(self, name: str, typed: str, n: int = 3) -> list[str]:
        """Return the values of a column that resemble `typed` most."""
        from rapidfuzz import process  # only where a value is unknown

        values = self._of(name)
        found = process.extract(key_of(typed), list(values.by_key), limit=n, score_cutoff=60)
        return [values.column.values[values.by_key[key][0]] for key, _score, _place in found]

    def _named(self, name: str, values: list[str], filters: Filters, as_of: dt.date | None) -> DocSet:
        column = self.snapshot.column(COLUMNS[name])
        wanted: set[int] = set()
        dated = as_of if name in ("province", "mentions") else None
        for typed in values:
            ordinals = self._as_of(name, typed, dated, filters) if dated else self.ordinals(name, typed)
            if not ordinals:
                filters.notices.append(self._unknown(name, typed))
            wanted.update(ordinals)
        ordered = sorted(wanted)
        filters.values[name] = column.named(ordered)
        return self._holding(name, ordered)

    def _holding(self, name: str, ordinals: Sequence[int]) -> DocSet:
        """Return the documents that hold any of the values `ordinals`, in order."""
        key = name, tuple(ordinals)
        found = self._sets.get(key)
        if found is None:
            if len(self._sets) >= _KEPT_SETS:
                self._sets.clear()
            found = self._sets[key] = docs_with(self.snapshot, COLUMNS[name], ordinals)
        return found

    def _as_of(self, name: str, typed: str, day: dt.date, filters: Filters) -> list[int]:
        """Return the values for a province as it was on `day`, and say what needs saying."""
        from searchkit.query.asof import meant_on

        meant = meant_on(typed, day)
        filters.notices += meant.notices
        values = self._of(name)
        found = [ordinal for place in meant.names for ordinal in values.exact(place)]
        if meant.grown is not None:
            docs = docs_with(self.snapshot, COLUMNS[name], values.exact(meant.grown))
            later = int(np.count_nonzero(self.snapshot.column("published").numbers[docs.docs] >= MERGER_DAY))
            if later:
                text = ngettext(
                    "{n} article on {name} is of July 2025 or later and means the larger unit of today",
                    "{n} articles on {name} are of July 2025 or later and mean the larger unit of today",
                    later,
                )
                filters.notices.append(text.format(n=later, name=meant.grown))
        return found

    def _unknown(self, name: str, typed: str) -> str:
        if name in ("province", "mentions") and (places := _provinces(typed)):
            return _("no article has {value!r} as its {field}").format(value=places[0], field=name)
        if name in ("body", "issuer") and (known := body_named(typed)):
            return _("no article has {value!r} as its {field}").format(value=known, field=name)
        if near := self.nearest(name, typed):
            message = _("no article has {value!r} as its {field}; the nearest are: {near}")
            return message.format(value=squeeze(typed), field=name, near="; ".join(near))
        return _("no article has {value!r} as its {field}").format(value=squeeze(typed), field=name)

    def _of(self, name: str) -> Values:
        column = COLUMNS[name]
        if column not in self._values:
            self._values[column] = Values(self.snapshot.column(column))
        return self._values[column]

    def _dates(self, query: SearchQuery, periods: list[tuple[int, int]], filters: Filters) -> None:
        """Periods and years written side by side mean OR; `since` and `until` narrow whatever is left."""
        if not periods and not query.years and not query.since and not query.until:
            return
        days = self.snapshot.column("published").numbers
        periods = periods + [_days(_year(year)) for year in query.years]
        mask = days > 0
        if periods:
            filters.values["year"] = [str(year) for year in query.years]
            mask &= np.logical_or.reduce([(days >= since) & (days <= until) for since, until in periods])
            filters.sets["year"] = DocSet(self.snapshot.max_doc, mask=mask)
        if query.since or query.until:
            since, until = _days(Period(query.since, query.until))
            filters.sets["date"] = DocSet(
                self.snapshot.max_doc, mask=(days >= max(1, since)) & (days <= until)
            )


def docs_with(snapshot: Snapshot, name: str, ordinals: Iterable[int]) -> DocSet:
    """Return the documents that hold any of the values `ordinals` of the column `name`."""
    values, view = snapshot.column(name).values, snapshot.field(name)
    found = [held.docs for ordinal in ordinals if (held := view.postings(values[ordinal]))]
    sets = [DocSet(snapshot.max_doc, docs=docs.astype(np.intp)) for docs in found]
    return sets[0] if len(sets) == 1 else union(sets, snapshot.max_doc)


def _stated(query: SearchQuery) -> list[tuple[str, tuple[str, ...]]]:
    stated = {
        "province": query.provinces,
        "mentions": query.mentions,
        "official": query.officials,
        "source": query.sources,
        "district": query.districts,
        "body": query.bodies,
        "document": query.documents,
        "issuer": query.issuers,
    }
    return [(name, values) for name, values in stated.items() if values]


def _provinces(typed: str) -> tuple[str, ...]:
    from searchkit.extract import gazetteer  # only where a name is not spelled as in the index

    return gazetteer.candidates(typed)


def _days(period: Period) -> tuple[int, int]:
    since = period.since.toordinal() if period.since else 1
    until = period.until.toordinal() if period.until else 1 << 30
    return since, until


def _year(year: int) -> Period:
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))
