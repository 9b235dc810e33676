"""The figures that a query asks for by name, shown above its hits."""

from __future__ import annotations

from collections.abc import Iterator

from searchkit.indexing.snapshot import Snapshot
from searchkit.models import Fact
from searchkit.query.docset import DocSet
from searchkit.query.factnames import Asked, asked, words_of
from searchkit.query.facts import Found, candidates, merged, read

_MOST_ARTICLES = 600
"""Articles that are looked through for one query, the latest ones in the index."""
_MOST_FACTS = 12


def panel(snapshot: Snapshot, text: str, docs: DocSet) -> tuple[Fact, ...]:
    """Return the figures that `text` asks for, out of the articles `docs` that it finds.

    It asks for them where it names an indicator and a unit, or an indicator and a year and nothing else.
    """
    wanted = asked(text)
    if wanted is None or not (wanted.told or wanted.years):
        return ()
    found: list[Found] = []
    for indicator in wanted.indicators:
        near = docs.keep(candidates(snapshot, indicator))[-_MOST_ARTICLES:]
        found += (one for one in read(snapshot, near.tolist(), [indicator]) if _is_of_year(one, wanted))
    return merged(_of_unit(found, wanted.rest) if wanted.told else found)[:_MOST_FACTS]


def _is_of_year(one: Found, wanted: Asked) -> bool:
    return not wanted.years or one.values["year"] in wanted.years


def _of_unit(found: list[Found], rest: str) -> Iterator[Found]:
    """Yield those figures whose unit `rest` names."""
    names = [words_of(one.values["unit"]) for one in found]
    spelled = any(_stands_in(name, rest) for name in names)
    for name, one in zip(names, found, strict=True):
        if _names_unit(name, one.values["unit_kind"], rest, spelled):
            yield one


def _names_unit(name: str, kind: str, rest: str, spelled: bool) -> bool:
    """Say whether `rest` names a unit: with its kind for a district called like a province.

    Where a unit is spelled out in `rest`, that is no alias of another one, if not a part of its name (`Huế`).
    """
    if kind == "district":
        return _stands_in(name, rest) or (_bare(name) == rest and not _provinces(rest))
    if kind == "province":
        return _names_province(name, rest, aliased=not spelled or _stands_in(rest, name))
    return _stands_in(name, rest) or (" " in rest and _stands_in(rest, name))


def _stands_in(part: str, whole: str) -> bool:
    return f" {part} " in f" {whole} "


_KINDS = ("thanh pho", "tp", "huyen", "thi xa", "quan")


def _names_province(name: str, rest: str, *, aliased: bool) -> bool:
    short = name.removeprefix("tp ").removeprefix("thanh pho ")
    if _stands_in(short, rest):
        return name != short or not any(_stands_in(f"{kind} {short}", rest) for kind in _KINDS)
    return aliased and any(words_of(one) == name for one in _provinces(rest))


def _provinces(rest: str) -> tuple[str, ...]:
    from searchkit.extract.gazetteer import candidates as provinces

    return provinces(rest)


def _bare(name: str) -> str:
    return next((name[len(kind) + 1 :] for kind in _KINDS if name.startswith(f"{kind} ")), name)
