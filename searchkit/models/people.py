"""Holders of public offices as the whole corpus tells of them."""

from __future__ import annotations

import datetime as dt

from searchkit.records import Value


class OfficeHeld(Value):
    """An office that a person was named with: when first and last (days of publication), in how many
    articles."""

    title: str
    body: str | None = None
    province: str | None = None
    former: bool = False
    acting: bool = False
    first: dt.date | None = None
    last: dt.date | None = None
    articles: int = 0


class Companion(Value):
    """Somebody who is named together with a person, and in how many articles."""

    name: str
    articles: int


class PersonArticle(Value):
    """An article that names a person; `title` is empty where it has none."""

    id: str
    title: str
    published: dt.date | None = None


class Person(Value):
    """A holder of public offices as articles tell of them, as far as office and place show it to be one.

    Offices come latest first, `provinces` are those of the offices, `latest` the newest of `articles`.
    `namesakes` is the number of other persons of this name: they may be the same one, but nothing says so.
    """

    name: str
    offices: tuple[OfficeHeld, ...] = ()
    provinces: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    articles: int = 0
    latest: tuple[PersonArticle, ...] = ()
    companions: tuple[Companion, ...] = ()
    namesakes: int = 0
