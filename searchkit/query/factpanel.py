"""The figures that a query asks for by name, shown above its hits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from searchkit.indexing.snapshot import Snapshot
from searchkit.models import Fact
from searchkit.query.docset import DocSet, union
from searchkit.query.factnames import Asked, asked, without_fillers, words_of
from searchkit.query.facts import Found, candidates, merged, read

_MOST_ARTICLES = 600
"""Articles that are looked through for one indicator, the latest ones in the index."""
_MOST_FACTS = 12
_KIND_ORDER = {"province": 0, "ministry": 1, "nation": 2, "department": 3, "district": 4}
_WIDE = ("province", "ministry", "nation")
"""The kinds that a query means which names none: departments and districts are of many provinces."""


def panel(
    snapshot: Snapshot,
    text: str,
    docs: DocSet,
    provinces: tuple[str, ...] = (),
    allowed: Callable[[DocSet], DocSet] | None = None,
) -> tuple[Fact, ...]:
    """Return the figures that `text` asks for, out of the articles `docs` that it finds.

    It asks for them where it names an indicator and a unit, a year or a kind of units. Articles that name the
    province or year asked for count as well, if in other words than `text`, where they are `allowed` (None:
    they don't count).
    `provinces` are those of the filters.
    """
    wanted = asked(text, provinces)
    if wanted is None or not wanted.is_narrow:
        return ()
    places = _places(snapshot, wanted.rest) if wanted.told else ()
    if allowed and places:
        docs = allowed(_alive(snapshot, _naming(snapshot, places)))  # a province with figures is named there
    elif allowed and not wanted.told:
        docs = docs | allowed(_alive(snapshot, _of_years(snapshot, wanted)))
    found: list[Found] = []
    for indicator in wanted.indicators:
        near = candidates(snapshot, indicator, docs)[-_MOST_ARTICLES:]
        found += read(snapshot, near.tolist(), [indicator], wanted.years, places)
    facts = sorted(merged(_chosen(found, wanted)), key=lambda fact: _order(fact, wanted))
    if wanted.top and not wanted.lowest:
        facts = [fact for fact in facts if fact.rank and fact.rank <= wanted.top]
    return tuple(facts[: min(wanted.top or _MOST_FACTS, _MOST_FACTS)])


def _places(snapshot: Snapshot, rest: str) -> tuple[str, ...]:
    """Return the provinces of the index that `rest` names as they are spelled there."""
    values = {*snapshot.column("province").values, *snapshot.column("provinces").values}
    return tuple(value for value in values if _stands_in(_short(words_of(value)), rest))


def _naming(snapshot: Snapshot, places: tuple[str, ...]) -> DocSet:
    """Return the articles on or naming one of `places`."""
    return _holding(snapshot, [(name, place) for name in ("province", "provinces") for place in places])


def _of_years(snapshot: Snapshot, wanted: Asked) -> DocSet:
    """Return the articles in which a year that is asked for stands."""
    return _holding(snapshot, [("text", str(year)) for year in wanted.years])


def _holding(snapshot: Snapshot, terms: Iterable[tuple[str, str]]) -> DocSet:
    postings = (snapshot.field(name).postings(term) for name, term in terms)
    found = [DocSet(snapshot.max_doc, docs=one.docs.astype(np.intp)) for one in postings if one]
    return union(found, snapshot.max_doc)


def _alive(snapshot: Snapshot, docs: DocSet) -> DocSet:
    return docs if snapshot.alive is None else DocSet(docs.size, mask=docs.mask & snapshot.alive)


def _order(fact: Fact, wanted: Asked) -> tuple[float, ...]:
    """Newest first, then by kind and place; without place by score."""
    rank = fact.rank if fact.rank is not None else 999 - (fact.score or 0) / 1000
    if wanted.lowest:
        rank = -(fact.rank or 0) if fact.rank else (fact.score or 0) / 1000
    nation_first = fact.unit_kind == "nation" and _stands_in("ca nuoc", wanted.rest)
    return (-fact.year, -1 if nation_first else _KIND_ORDER[fact.unit_kind], rank)


# ---------------------------------------------------------------- which units are meant


def _chosen(found: list[Found], wanted: Asked) -> Iterable[Found]:
    """Return those figures whose units `wanted` means."""
    if wanted.kinds:
        found = [one for one in found if one.values["unit_kind"] in wanted.kinds]
    if not wanted.told:
        wide = [one for one in found if one.values["unit_kind"] in _WIDE]
        return found if wanted.kinds else wide or found
    return list(_of_unit(found, wanted.rest, bool(wanted.kinds)))


def _of_unit(found: list[Found], rest: str, of_kind: bool) -> Iterator[Found]:
    """Yield the figures whose unit `rest` names; `of_kind`: all of a kind in the province that it names."""
    named = [one for one in found if _names_office(one, rest)]
    homes = _homes(found, rest)
    if named:
        yield from (one for one in named if not homes or _parent(one) in homes or not _parent(one))
        return
    local = of_kind or all(one.values["indicator"] == "DDCI" for one in found)
    for one in found:
        if one.values["unit_kind"] == "province":
            meant = _unit(one) in homes
        else:
            meant = (local and _parent(one) in homes) or _names_bare_district(one, rest)
        if meant:
            yield one


def _unit(one: Found) -> str:
    return words_of(one.values["unit"])


def _parent(one: Found) -> str:
    return words_of(one.values["parent"] or "")


_SHORTER = {
    "ngan hang nha nuoc viet nam": ("ngan hang nha nuoc", "nhnn"),
    "bao hiem xa hoi viet nam": ("bao hiem xa hoi", "bhxh viet nam"),
    "van phong chinh phu": ("vpcp",),
}


def _names_office(one: Found, rest: str) -> bool:
    """Say whether `rest` names a ministry, department or district in full or by its initials: `sở gtvt`."""
    if one.values["unit_kind"] not in ("ministry", "department", "district"):
        return False
    name = _unit(one)
    if _stands_in(name, rest) or any(_stands_in(short, rest) for short in _SHORTER.get(name, ())):
        return True
    kind, _space, proper = name.partition(" ")
    words = [word for word in proper.split() if word != "va"]
    if kind not in ("so", "bo") or len(words) < 2:
        return False
    initials = "".join(word[0] for word in words)
    return f"{kind}{initials}" in rest.replace(" ", "")


def _names_bare_district(one: Found, rest: str) -> bool:
    """Say whether `rest` is the name of a district without its kind, with or without its province."""
    bare = _without_kind(_unit(one))
    if one.values["unit_kind"] != "district" or " " not in bare or not _stands_in(bare, rest):
        return False
    if bare == _short(_parent(one)):
        return False  # the province is meant
    more = _cut(rest, bare)
    return _stands_in(_short(_parent(one)), more) or not without_fillers(more)


_KINDS = ("thanh pho", "tp", "huyen", "thi xa", "quan")
_CENTRAL = ("ha noi", "da nang", "hai phong", "can tho", "hue", "ho chi minh")


def _homes(found: list[Found], rest: str) -> set[str]:
    """Return the provinces, out of those that figures are of, that `rest` names."""
    units = {_unit(one) for one in found if one.values["unit_kind"] == "province"}
    known = units | {_parent(one) for one in found} - {""}
    homes = {name for name in known if _names_province(name, rest)}
    if homes:
        whole = {one for one in homes if not any(one != other and _stands_in(one, other) for other in homes)}
        return whole | ({"thua thien hue"} & known if "hue" in whole else set())
    told = without_fillers(rest)
    return {name for name in known if " " in told and _stands_in(told, name)} or _by_alias(known, rest)


def _names_province(name: str, rest: str) -> bool:
    short = _short(name)
    if not _stands_in(short, rest):
        return False
    if name != short or short in _CENTRAL:
        return True
    return not any(_stands_in(f"{kind} {short}", rest) for kind in _KINDS)


def _by_alias(known: set[str], rest: str) -> set[str]:
    """Return those of `known` that other spellings in `rest` mean: `sài gòn`, `đắc lắc`, `tphcm`."""
    from searchkit.extract.gazetteer import candidates as provinces

    words = rest.split()
    if any(_stands_in(kind, rest) for kind in _KINDS if kind != "tp"):
        return set()
    pieces = (" ".join(words[at : at + size]) for size in (4, 3, 2, 1) for at in range(len(words) - size + 1))
    for piece in pieces:
        if names := {words_of(one) for one in provinces(piece)} & known:
            return names
    return set()


def _short(name: str) -> str:
    return name.removeprefix("tp ").removeprefix("thanh pho ")


def _without_kind(name: str) -> str:
    return next((name[len(kind) + 1 :] for kind in _KINDS if name.startswith(f"{kind} ")), name)


def _stands_in(part: str, whole: str) -> bool:
    return f" {part} " in f" {whole} "


def _cut(whole: str, part: str) -> str:
    return " ".join(f" {whole} ".replace(f" {part} ", " ").split())
