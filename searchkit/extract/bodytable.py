"""The table of bodies of state and party: their names, spellings, and letters in numbers of documents.

`data/bodies.toml` holds it; ministries and departments share their spellings with the indicators'. Nothing
here scans articles, so the query layer can look names up cheaply.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

from searchkit.extract import gazetteer
from searchkit.extract.wordlists import load
from searchkit.text import fold

Kind = Literal["national", "department", "local", "party", "none"]


class Body(NamedTuple):
    """A kind of body: its name, whether there is one, one in each province (and district), or it is none.

    `common`: other countries have one of that name as well.
    """

    name: str
    kind: Kind
    common: bool = False


class Row(NamedTuple):
    """A line of the table: a body, its letters in numbers of documents, its further spellings."""

    body: Body
    letters: tuple[str, ...]
    spellings: tuple[str, ...]


@cache
def rows() -> tuple[Row, ...]:
    """Return the whole table."""
    data = load("bodies")
    common = frozenset(_parts(data["national"]["common"]))
    found = [row for kind in ("national", "department", "local") for row in _rows(kind, data[kind]["names"])]
    found += [Row(Body(name, "party"), (), ()) for name in _parts(data["local"]["party"])]
    found += [Row(Body(name, "none"), (), ()) for name in _parts(data["national"]["none"])]
    spelled = _spellings()
    return tuple(
        Row(
            row.body._replace(common=row.body.name in common),
            row.letters,
            tuple(dict.fromkeys(_spaced((row.body.name, *row.spellings, *spelled.get(row.body.name, ()))))),
        )
        for row in found
    )


def _spaced(spellings: Iterable[str]) -> Iterator[str]:
    """Yield each spelling, and with blanks around `&` as some papers have it (`GD & ĐT`)."""
    for spelling in spellings:
        yield spelling
        if "&" in spelling:
            yield spelling.replace("&", " & ")


def _parts(block: str) -> list[str]:
    return [part for line in block.strip().splitlines() for part in map(str.strip, line.split(";")) if part]


def _rows(kind: Kind, block: str) -> Iterator[Row]:
    for line in block.strip().splitlines():
        name, letters, spellings = (*map(str.strip, line.split("|")), "", "")[:3]
        yield Row(Body(name, kind), tuple(letters.split()), tuple(_parts(spellings)))


def _spellings() -> dict[str, tuple[str, ...]]:
    """Return how ministries and departments are spelled, by their names."""
    data = load("indicators")
    found = {name: tuple(_parts(others)) for name, others in data["ministry"].items()}
    for line in data["department"]["names"].strip().splitlines():
        name, *others = map(str.strip, line.split(" = "))
        found[name] = tuple(others)
    return found


@cache
def by_letters() -> dict[str, Body]:
    """Return the bodies by their letters in numbers of documents (`BNV`, `UBND`), in capitals."""
    return {letters.upper(): row.body for row in rows() for letters in row.letters}


@cache
def by_typed() -> dict[str, str]:
    """Return the names of bodies by what people type for them, folded: spellings and letters.

    >>> by_typed()["bnv"], by_typed()["so nv"], by_typed()["uy ban nhan dan"]
    ('Bộ Nội vụ', 'Sở Nội vụ', 'UBND')
    """
    found: dict[str, str] = {}
    for row in rows():
        for spelling in row.spellings:
            found.setdefault(_folded(spelling), row.body.name)
    for row in rows():
        for letters in row.letters:
            if len(letters) > 1:
                found.setdefault(_folded(letters), row.body.name)
    return found


def _folded(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").replace(".", " ").split())


@cache
def place_label(province: str) -> str:
    """Return a province as names of its bodies have it.

    >>> place_label("Bến Tre"), place_label("Đà Nẵng"), place_label("TP. Hồ Chí Minh")
    ('tỉnh Bến Tre', 'TP. Đà Nẵng', 'TP. Hồ Chí Minh')
    """
    unit = gazetteer.provinces().get(province)
    if unit is None or province.startswith("TP. "):
        return province
    return f"{'tỉnh' if unit.kind == 'tỉnh' else 'TP.'} {province}"


def name_in(body: Body, province: str | None) -> str | None:
    """Return the name of a body, that of a province with its place; None where the place is not known.

    >>> name_in(Body("Sở Nội vụ", "department"), "Bến Tre"), name_in(Body("UBND", "local"), "Bến Tre")
    ('Sở Nội vụ Bến Tre', 'UBND tỉnh Bến Tre')
    """
    if body.kind == "national":
        return body.name
    if province is None or body.kind == "none":
        return None
    if body.kind == "local" and not body.name.endswith("ủy"):
        return f"{body.name} {place_label(province)}"
    return f"{body.name} {province}"
