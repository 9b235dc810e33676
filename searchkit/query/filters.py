"""Filters: from names as people type them to sets of documents, one set for each field."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from searchkit.i18n import _
from searchkit.indexing.snapshot import Column, Snapshot
from searchkit.models import SearchQuery
from searchkit.query.docset import DocSet, distinct
from searchkit.query.filtered import Filters
from searchkit.query.plan import Filter
from searchkit.query.tree import FieldValue, Period
from searchkit.text import fold, squeeze

COLUMNS = {
    "province": "province",
    "mentions": "provinces",
    "official": "official",
    "source": "source",
    "doc": "doc",
}
"""The column of each filter on names."""


class FilterReader:
    """Resolves filter values on one snapshot; folded forms of the values are kept between queries."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._folded: dict[str, Mapping[str, list[int]]] = {}

    def read(self, query: SearchQuery, parts: Iterable[Filter]) -> Filters:
        """Return the filters of `query` together with those written inside its text."""
        filters = Filters()
        named: dict[str, list[str]] = defaultdict(list)
        periods: list[tuple[int, int]] = []
        for part in parts:
            if isinstance(part, FieldValue):
                named[part.field].append(part.value)
            else:
                periods.append(_days(part))
        for name, stated in _stated(query):
            named[name].extend(stated)
        for name, values in named.items():
            filters.asked[name] = values
            filters.sets[name] = self._named(name, values, filters)
        self._dates(query, periods, filters)
        return filters

    def ordinals(self, name: str, typed: str) -> list[int]:
        """Return which values of a column `typed` stands for, without regard to case and diacritics.

        A province is known by any of its spellings; an official also by a part of the name (`Bé Mười`).
        """
        column = self.snapshot.column(COLUMNS[name])
        folded = self._fold(name, column)
        key = _key(typed)
        if key in folded:
            return folded[key]
        if name in ("province", "mentions"):
            return [o for place in _provinces(typed) for o in folded.get(_key(place), ())]
        padded = f" {key} "
        return [ordinal for value, found in folded.items() if padded in f" {value} " for ordinal in found]

    def documents(self, name: str, typed: str) -> DocSet:
        """Return the documents that hold the value that `typed` stands for."""
        column = self.snapshot.column(COLUMNS[name])
        return docs_with(column, self.ordinals(name, typed), self.snapshot.max_doc)

    def documents_of(self, parts: tuple[Filter, ...]) -> DocSet:
        """Return the documents that pass the filters written in a part of a query."""
        everything = DocSet(self.snapshot.max_doc, mask=np.ones(self.snapshot.max_doc, np.bool_))
        return self.read(SearchQuery(), parts).allowed(everything)

    def nearest(self, name: str, typed: str, n: int = 3) -> list[str]:
        """Return the values of a column that resemble `typed` most."""
        from rapidfuzz import process  # only where a value is unknown

        column = self.snapshot.column(COLUMNS[name])
        folded = self._fold(name, column)
        found = process.extract(_key(typed), list(folded), limit=n, score_cutoff=60)
        return [column.values[folded[value][0]] for value, _score, _place in found]

    def _named(self, name: str, values: list[str], filters: Filters) -> DocSet:
        column = self.snapshot.column(COLUMNS[name])
        wanted: set[int] = set()
        for typed in values:
            ordinals = self.ordinals(name, typed)
            if not ordinals:
                filters.notices.append(self._unknown(name, typed))
            wanted.update(ordinals)
        filters.values[name] = [column.values[ordinal] for ordinal in sorted(wanted)]
        return docs_with(column, wanted, self.snapshot.max_doc)

    def _unknown(self, name: str, typed: str) -> str:
        if name in ("province", "mentions") and (places := _provinces(typed)):
            return _("no article has {value!r} as its {field}").format(value=places[0], field=name)
        if near := self.nearest(name, typed):
            message = _("no article has {value!r} as its {field}; the nearest are: {near}")
            return message.format(value=squeeze(typed), field=name, near=", ".join(near))
        return _("no article has {value!r} as its {field}").format(value=squeeze(typed), field=name)

    def _fold(self, name: str, column: Column) -> Mapping[str, list[int]]:
        if name not in self._folded:
            folded: dict[str, list[int]] = defaultdict(list)
            for ordinal, value in enumerate(column.values):
                folded[_key(value)].append(ordinal)
            self._folded[name] = dict(folded)
        return self._folded[name]

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


def docs_with(column: Column, ordinals: Iterable[int], size: int) -> DocSet:
    """Return the documents that hold any of the values `ordinals` of a column, one value a document or
    several."""
    wanted = np.fromiter(ordinals, np.int64)
    if column.multi:
        docs, values = column.pairs
        return DocSet(size, docs=distinct(docs[np.isin(values, wanted)]))
    if len(wanted) == 1:
        return DocSet(size, mask=column.ordinals == wanted[0])
    return DocSet(size, mask=np.isin(column.ordinals, wanted))


def _stated(query: SearchQuery) -> list[tuple[str, tuple[str, ...]]]:
    stated = {
        "province": query.provinces,
        "mentions": query.mentions,
        "official": query.officials,
        "source": query.sources,
    }
    return [(name, values) for name, values in stated.items() if values]


def _provinces(typed: str) -> tuple[str, ...]:
    from searchkit.extract import gazetteer  # only where a name is not spelled as in the index

    return gazetteer.candidates(typed)


def _key(text: str) -> str:
    """Return the form in which spellings of a value agree: no case, diacritics, dashes or dots."""
    return squeeze(re.sub(r"[-–.]", " ", fold(text)))


def _days(period: Period) -> tuple[int, int]:
    since = period.since.toordinal() if period.since else 1
    until = period.until.toordinal() if period.until else 1 << 30
    return since, until


def _year(year: int) -> Period:
    return Period(dt.date(year, 1, 1), dt.date(year, 12, 31))
