"""Names of provinces as of a day: which names in articles the unit of that day stands for, what to explain.

On a day since July 2025 `Vĩnh Long` is also what was Bến Tre and Trà Vinh; on a day before, `Huế` is the Thừa
Thiên Huế of then.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from searchkit.extract import gazetteer
from searchkit.extract.gazetteer import MERGER, Province, exists
from searchkit.i18n import _


class Meant(NamedTuple):
    """The names that articles may use for a unit, and sentences for the user.

    `grown` is the unit's name where articles since the merger mean a larger one by it.
    """

    names: tuple[str, ...]
    notices: tuple[str, ...] = ()
    grown: str | None = None


def meant_on(typed: str, day: dt.date) -> Meant:
    """Return what the province `typed` stands for on `day`; no names where nobody knows it."""
    units = gazetteer.provinces()
    known = [units[name] for name in gazetteer.candidates(typed)]
    if not known:
        return Meant(())
    there = [unit for unit in known if not unit.former and exists(unit, day)]
    if not there:
        return _gone(known[0], day)
    unit = there[-1]
    names = tuple(dict.fromkeys((unit.name, *_parts_of(unit, day))))
    asked = known[-1] if gazetteer.name_key(typed) == gazetteer.name_key(known[-1].name) else known[0]
    if asked.name != unit.name and asked.since is not None:
        said = _("on {day} {name} was called {other}; searched for that")
        return Meant(names, (said.format(day=_day(day), name=asked.name, other=unit.name),))
    grown = day < MERGER and len(gazetteer.units_of(unit.name)) > 1 and unit.now == (unit.name,)
    return Meant(names, (), unit.name if grown else None)


def _parts_of(unit: Province, day: dt.date) -> list[str]:
    """Return the units, gone by `day`, whose land `unit` holds then."""
    gone = [one for one in gazetteer.provinces().values() if one.until is not None and one.until < day]
    if day >= MERGER:
        return [one.name for one in gone if one.now == (unit.name,)]
    if gazetteer.units_of(unit.now[0]) != (unit.name,):
        return []  # which of today's parts an earlier unit went to is not known
    return [one.name for one in gone if one.now == unit.now]


def _gone(unit: Province, day: dt.date) -> Meant:
    """Return the articles that name a unit which is no more, or not yet, on `day`."""
    now = ", ".join(unit.now)
    if unit.until is not None and unit.until < day:
        said = _(
            "{name} has been part of {now} since {since}; articles that call it {name} were searched, "
            "{now} finds all of them"
        )
        since = unit.until + dt.timedelta(days=1)
        return Meant((unit.name,), (said.format(name=unit.name, now=now, since=_day(since)),))
    said = _("there was no {name} on {day}; articles that call it so were searched")
    return Meant((unit.name,), (said.format(name=unit.name, day=_day(day)),))


def _day(day: dt.date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
