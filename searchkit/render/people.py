"""Persons as plain lines, rows and records: offices with their days, provinces, articles, companions."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from searchkit.i18n import _, ngettext
from searchkit.models import OfficeHeld, Person
from searchkit.render.plain import office_text
from searchkit.render.records import Record
from searchkit.render.safe import day, number, one_line

_INDENT = "   "


def people_lines(people: Sequence[Person]) -> Iterator[str]:
    """Yield the persons, an empty line between them."""
    for place, person in enumerate(people):
        if place:
            yield ""
        yield from person_lines(person)


def person_lines(person: Person) -> Iterator[str]:
    """Yield one person: a heading, then what is known, a line each."""
    (_label, heading), *rows = person_rows(person)
    yield heading
    for label, value in rows:
        yield f"{_INDENT}{label}: {value}" if label else f"{_INDENT}{_INDENT}{value}"


def person_rows(person: Person) -> list[tuple[str, str]]:
    """Return a person as (label, value); rows that go on with the one above have no label."""
    rows = [(_("Name"), _heading(person))]
    rows += _labelled(_("Offices"), [held_text(office) for office in person.offices])
    if person.provinces:
        rows.append((_("Provinces"), ", ".join(map(one_line, person.provinces))))
    latest = [" | ".join(filter(None, (day(one.published), one_line(one.title), one_line(one.id))))
              for one in person.latest]  # fmt: skip
    rows += _labelled(_("Articles"), latest)
    if person.companions:
        named = ", ".join(f"{one_line(one.name)} ({number(one.articles)})" for one in person.companions)
        rows.append((_("Named together with"), named))
    if person.namesakes:
        text = ngettext(
            "{n} other person of this name is listed; it may be the same one",
            "{n} other persons of this name are listed; some may be the same one",
            person.namesakes,
        )
        rows.append((_("Namesakes"), text.format(n=number(person.namesakes))))
    return rows


def _heading(person: Person) -> str:
    articles = ngettext("{n} article", "{n} articles", person.articles).format(n=number(person.articles))
    return " | ".join(filter(None, (one_line(person.name), articles, span_text(person))))


def _labelled(label: str, values: Sequence[str]) -> list[tuple[str, str]]:
    return [(label if place == 0 else "", value) for place, value in enumerate(values)]


def held_text(office: OfficeHeld) -> str:
    """Return an office with its body, its days and the number of articles."""
    return " | ".join(filter(None, (office_text(office), span_text(office), number(office.articles))))


def span_text(one: Person | OfficeHeld) -> str:
    """Return the first and last day, once where they are the same."""
    return day(one.first) if one.first == one.last else f"{day(one.first)} – {day(one.last)}"


def people_record(name: str, people: Sequence[Person]) -> Record:
    """Return the JSON form of what was found for `name`."""
    return {"name": name, "persons": [dataclasses.asdict(person) for person in people]}
