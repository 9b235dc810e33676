"""The gazetteer: provinces and districts under every spelling, old units and those of today.

The tables are `data/provinces.toml` (63 provinces of before July 2025, Huế since January 2025, units
abolished earlier) and `data/districts.tsv`. They are read on first use, each by itself; nothing here scans
articles, so the query layer can look names up cheaply.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from searchkit.text import fold, is_folded, lower, nfc, tone_place

DATA = Path(__file__).parent / "data"
MERGER = dt.date(2025, 7, 1)
"""First day of the 34 units (resolution 202/2025/QH15); districts ceased the same day."""
HUE_CITY = dt.date(2025, 1, 1)
"""First day on which Huế is a centrally run city and Thừa Thiên Huế is no more."""

DistrictKind = Literal["quận", "huyện", "thị xã", "thành phố"]
_KINDS: dict[str, DistrictKind] = {"q": "quận", "h": "huyện", "x": "thị xã", "p": "thành phố"}


@dataclass(frozen=True, slots=True)
class Province:
    """A province. `now`: the units of today on its land; `since`, `until`: first and last day."""

    name: str
    kind: str
    code: str
    region: str
    seat: str
    now: tuple[str, ...]
    since: dt.date | None = None
    until: dt.date | None = None
    aliases: tuple[str, ...] = ()
    press: tuple[str, ...] = ()
    former: bool = False
    bare: bool = True


@dataclass(frozen=True, slots=True)
class District:
    """A district-level unit of before July 2025: parent province (name of before 2025), spellings."""

    name: str
    kind: DistrictKind
    province: str
    aliases: tuple[str, ...] = ()


def read_data(name: str) -> str:
    """Return the text of a file in `data/`."""
    return (DATA / name).read_text(encoding="utf-8")


def _province(name: str, row: dict[str, Any], regions: dict[str, str]) -> Province:
    now = row.get("now", name)
    return Province(
        name=name,
        kind=row.get("kind", "tỉnh"),
        code=row.get("code", ""),
        region=regions.get(row.get("region", ""), ""),
        seat=row.get("seat", ""),
        now=(now,) if isinstance(now, str) else tuple(now),
        since=row.get("from"),
        until=row.get("until"),
        aliases=tuple(row.get("aliases", ())),
        press=tuple(row.get("press", ())),
        former="code" not in row,
        bare=row.get("bare", "code" in row),
    )


@cache
def provinces() -> MappingProxyType[str, Province]:
    """Return every unit by its canonical name: the 63, Huế, then those abolished before 2025."""
    table = tomllib.loads(read_data("provinces.toml"))
    rows = {**table["unit"], **table["former"]}
    return MappingProxyType({name: _province(name, row, table["regions"]) for name, row in rows.items()})


@cache
def districts() -> tuple[District, ...]:
    """Return the district-level units of before July 2025."""
    found = []
    for line in read_data("districts.tsv").splitlines():
        if line.startswith("#"):
            continue
        province, kind, names = line.split("\t")
        for entry in names.split(", "):
            name, *aliases = entry.split("=")
            found.append(District(name, _KINDS[kind], province, tuple(aliases)))
    return tuple(found)


def canonical_names(day: dt.date | None = None) -> tuple[str, ...]:
    """Return the units that exist on `day`: 63 names before July 2025 (and for None), 34 since then."""
    when = day or dt.date(2024, 12, 31)
    return tuple(p.name for p in provinces().values() if not p.former and exists(p, when))


def exists(province: Province, day: dt.date) -> bool:
    """Say whether the unit bore its name on `day`."""
    return (province.since is None or province.since <= day) and (
        province.until is None or day <= province.until
    )


_PREFIX = re.compile(r"^(?:tinh|thanh pho|tp|t\.p)\b[\s.]*(?=\w)")
_NOT_LETTERS = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def name_key(spelling: str) -> str:
    """Return the form in which spellings of one unit agree: letters only, folded, without `tỉnh`, `TP.`.

    >>> name_key("tỉnh Thừa Thiên – Huế"), name_key("TP.HCM")
    ('thuathienhue', 'hcm')
    """
    plain = " ".join(fold(spelling).split())
    return _NOT_LETTERS.sub("", _PREFIX.sub("", plain))


@cache
def _by_key() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for unit in provinces().values():
        for spelling in (unit.name, *unit.aliases):
            names = table.setdefault(name_key(spelling), [])
            if unit.name not in names:
                names.append(unit.name)
    # "Huế" alone was the usual short name of Thừa Thiên Huế as well.
    table["hue"] = ["Thừa Thiên Huế", "Huế"]
    return {key: tuple(names) for key, names in table.items()}


def candidates(spelling: str) -> tuple[str, ...]:
    """Return every unit that `spelling` may mean, oldest name first; () where unknown.

    Case, diacritics, dashes and `tỉnh`/`TP.` before the name don't matter; former spellings count.

    >>> candidates("dak lac"), candidates("hue")
    (('Đắk Lắk',), ('Thừa Thiên Huế', 'Huế'))
    """
    return _by_key().get(name_key(spelling), ())


def lookup(spelling: str, day: dt.date | None = None) -> str | None:
    """Return the canonical name of `spelling` as of `day` (None: before 2025), or None where unknown.

    >>> lookup("TP. Huế"), lookup("TP. Huế", dt.date(2025, 3, 1)), lookup("Bac Can")
    ('Thừa Thiên Huế', 'Huế', 'Bắc Kạn')
    """
    names = candidates(spelling)
    if len(names) < 2:
        return names[0] if names else None
    return names[-1] if day and day >= HUE_CITY else names[0]


def present_day(name: str) -> tuple[str, ...]:
    """Return the units of today on the land of `name` (several for some old ones); () where unknown.

    >>> present_day("Bến Tre"), present_day("Thừa Thiên Huế"), present_day("Hà Nội")
    (('Vĩnh Long',), ('Huế',), ('Hà Nội',))
    """
    known = lookup(name)
    return provinces()[known].now if known else ()


@lru_cache(maxsize=1024)
def unit_now(name: str) -> str | None:
    """Return the one unit of today on the land of `name`; None where there are several, or it is unknown.

    >>> unit_now("Bến Tre"), unit_now("Nghĩa Bình"), unit_now("Huế")
    ('Vĩnh Long', None, 'Huế')
    """
    units = present_day(name)
    return units[0] if len(units) == 1 else None


def current(name: str, day: dt.date | None) -> str:
    """Return the unit that the land of the canonical name `name` belongs to on `day` (None: before 2025).

    >>> current("Bến Tre", dt.date(2025, 8, 1)), current("Bến Tre", None)
    ('Vĩnh Long', 'Bến Tre')
    """
    unit = provinces().get(name)
    if day is None or unit is None or unit.until is None or day <= unit.until:
        return name
    return unit.now[0]


def units_of(name: str) -> tuple[str, ...]:
    """Return the provinces of before July 2025 that a unit of today is made of, its namesake first.

    >>> units_of("Vĩnh Long"), units_of("Huế")
    (('Vĩnh Long', 'Bến Tre', 'Trà Vinh'), ('Thừa Thiên Huế',))
    """
    known = lookup(name, MERGER)
    old = [
        p.name
        for p in provinces().values()
        if not p.former and p.now == (known,) and exists(p, dt.date(2024, 12, 31))
    ]
    return tuple(sorted(old, key=lambda unit: unit != known))


def nearest(name: str, limit: int = 3, among: Iterable[str] | None = None) -> tuple[str, ...]:
    """Return the units (or those of `among`) spelled most like `name`, best first, for suggestions."""
    from rapidfuzz import fuzz, process  # only after a miss

    pool = {name_key(unit): unit for unit in (provinces() if among is None else among)}
    hits = process.extract(name_key(name), list(pool), scorer=fuzz.ratio, limit=limit, score_cutoff=55)
    return tuple(pool[key] for key, _score, _index in hits)


@cache
def _districts_by_key() -> dict[str, tuple[District, ...]]:
    table: dict[str, list[District]] = {}
    for district in districts():
        for spelling in (district.name, *district.aliases):
            table.setdefault(fold(spelling), []).append(district)
    return {key: tuple(found) for key, found in table.items()}


def find_districts(name: str) -> tuple[District, ...]:
    """Return the districts of that name (several provinces may have one); case and diacritics don't matter.

    >>> [d.province for d in find_districts("phong dien")]
    ['Thừa Thiên Huế', 'Cần Thơ']
    """
    return _districts_by_key().get(" ".join(fold(name).split()), ())


@cache
def _press() -> dict[str, str]:
    table = {}
    for unit in provinces().values():
        if unit.former:
            continue
        key = name_key(unit.name) if unit.name != "TP. Hồ Chí Minh" else "hochiminhcity"
        table.update(dict.fromkeys((f"bao{key}", f"{key}.gov.vn", f"bao {fold(unit.name)}"), unit.name))
        table.update({fold(name): unit.name for name in unit.press})
    return table


_HOST = re.compile(r"^(?:https?://)?(?:www\.)?([a-z0-9.-]+\.[a-z]{2,})(?:[/:].*)?$")
_PRESS_NAME = re.compile(r"(?<!\w)(bao|dai|cong|trang)\b[^|·•\n]*")


@lru_cache(maxsize=1024)
def publisher(source: str, day: dt.date | None = None) -> str | None:
    """Return the province whose paper, station or portal `source` (a name, host or address) is, or None.

    >>> publisher("baodongkhoi.vn"), publisher("https://sonoivu.dienbien.gov.vn/tin")
    ('Bến Tre', 'Điện Biên')
    """
    plain = " ".join(fold(source).split())
    host = _HOST.match(plain)
    found = _host_province(host[1]) if host else _named_province(plain, source)
    return lookup(found, day) if found in ("Thừa Thiên Huế", "Huế") else found


def _host_province(host: str) -> str | None:
    labels = host.split(".")
    if host.endswith(".gov.vn"):
        return _press().get(".".join(labels[-3:]))
    return next((unit for label in labels if (unit := _press().get(label.replace("-", "")))), None)


def _named_province(plain: str, source: str) -> str | None:
    exact = _press().get(plain)
    if exact or not (named := _PRESS_NAME.match(plain)):
        return exact
    words = re.findall(r"\w+", named[0])
    for size in (4, 3, 2, 1):
        for at in range(1, len(words) - size + 1):
            units = _by_key().get("".join(words[at : at + size]))
            if units and (size > 1 or words[at] == "hue") and is_written(units[0], source):
                return units[0]
    return None


def is_written(name: str, text: str) -> bool:
    """Say whether `text`, where it has diacritics at all, names the unit with its own: the district
    `Quang Bình` is not `Quảng Bình`."""
    if is_folded(text):
        return True
    plain = _plain(text)
    unit = provinces()[name]
    spellings = (*unit.aliases, name, *(("Huế",) if name == "Thừa Thiên Huế" else ()))
    return any(_plain(spelling) in plain for spelling in spellings)


def _plain(text: str) -> str:
    return _NOT_LETTERS.sub(" ", tone_place(lower(nfc(text))))
