"""Provinces named in an article, each mention with its offsets; and the districts, for finer filters.

docs/METADATA.md says what counts. Names are found by `provinces_matcher`, judged by
`provinces_context`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from searchkit.extract import gazetteer
from searchkit.extract.provinces_context import Form, has_namesake, is_chinese, judge
from searchkit.extract.provinces_left import follows_name
from searchkit.extract.provinces_matcher import Hit, scan
from searchkit.extract.provinces_persons import is_hue_place, names_a_woman

__all__ = ["ProvinceMention", "extract_provinces", "province_names"]


@dataclass(frozen=True, slots=True)
class ProvinceMention:
    """A province named: its name on the day of publication, offsets into the title or else the body."""

    name: str
    start: int
    end: int
    in_title: bool = False
    form: Form = "bare"


def extract_provinces(title: str | None, body: str, published: dt.date | None) -> tuple[ProvinceMention, ...]:
    """Return every mention of a province in title and body (both NFC, any tone placement), in that order.

    Names are those of the day of `published` (None: before 2025): `TP. Huế` is Thừa Thiên Huế before 2025
    and Huế since; old names in later articles stay as named.
    """
    in_body = _in_text(body, published, False)
    in_title = _in_text(title or "", published, True)
    return tuple(_supported(in_title + in_body, title or "", body))


def _in_text(text: str, published: dt.date | None, in_title: bool) -> list[ProvinceMention]:
    mentions: list[ProvinceMention] = []
    woman: bool | None = None
    abroad: dict[str, bool] = {}
    last = -1
    for hit in scan(text):
        listed = last >= 0 and follows_name(text, last, hit.start)
        form = judge(text, hit, listed)
        if form == "bare" and hit.entry.key == "huế":
            woman = names_a_woman(text) if woman is None else woman
            form = None if woman and not is_hue_place(hit) else form
        if form and has_namesake(hit):
            name = hit.entry.province or ""
            if name not in abroad:
                abroad[name] = is_chinese(text, name)
            form = None if abroad[name] else form
        if form:
            last = hit.end
            mentions.append(ProvinceMention(_name(hit, published), hit.start, hit.end, in_title, form))
    return mentions


def _name(hit: Hit, published: dt.date | None) -> str:
    name = hit.entry.province or hit.entry.parents[0]
    if "thừa" in hit.entry.key or name != "Thừa Thiên Huế":
        return name
    return gazetteer.lookup("Huế", published) or name


def _supported(mentions: Sequence[ProvinceMention], title: str, body: str) -> Iterable[ProvinceMention]:
    """Drop HÒA BÌNH in capitals where no other mention says that it is the province: it may be peace."""
    if all(m.name != "Hòa Bình" for m in mentions):
        return mentions
    sure = {
        m.name
        for m in mentions
        if m.form != "bare" or not (title if m.in_title else body)[m.start : m.end].isupper()
    }
    return (m for m in mentions if m.name != "Hòa Bình" or m.name in sure)


def province_names(
    given: tuple[str, ...] | None, mentions: Iterable[ProvinceMention], published: dt.date | None
) -> tuple[str, ...]:
    """Return the distinct provinces of an article: those of the title first, then in the order of the text.

    `given` names win where there are any; known ones are put into their canonical form.
    """
    if given is not None:
        names: Iterable[str] = (gazetteer.lookup(name, published) or name for name in given)
    else:
        names = (m.name for m in sorted(mentions, key=lambda m: (not m.in_title, m.start)))
    return tuple(dict.fromkeys(names))
