"""Search behaviour as data: every folder of tests/cases is an index and the searches it must answer.

How to add a case, without programming, is said in docs/CONTRIBUTING.md.
"""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from searchkit import QueryError, SearchEngine, SearchResult
from searchkit.text import fold, nfc, strip_marks

CASES = Path(__file__).parent / "cases"
GIVEN = ("sort", "limit", "offset", "literal", "recency", "all_copies")
ASKS = {"query", "why", "forms", "filters", *GIVEN}
FILTERS = {
    "provinces", "mentions", "officials", "sources", "since", "until", "years", "districts", "bodies",
    "documents", "issuers", "as_of",
}  # fmt: skip

FORMS: dict[str, Callable[[str], str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "unaccented": strip_marks,
}


def _ids(result: SearchResult) -> list[str]:
    return [hit.id for hit in result.hits]


def _finds(result: SearchResult, ids: list[str]) -> None:
    assert sorted(_ids(result)) == sorted(ids)
    assert result.total == len(ids)


def _ranked(result: SearchResult, ids: list[str]) -> None:
    assert _ids(result) == ids


def _first(result: SearchResult, id_: str) -> None:
    assert _ids(result)[:1] == [id_]


def _includes(result: SearchResult, ids: list[str]) -> None:
    assert set(ids) <= set(_ids(result))


def _excludes(result: SearchResult, ids: list[str]) -> None:
    assert not set(ids) & set(_ids(result))


def _total(result: SearchResult, total: int) -> None:
    assert result.total == total


def _title(result: SearchResult, title: str) -> None:
    assert title in result.hits[0].title


def _match(result: SearchResult, tier: str) -> None:
    assert result.hits[0].match == tier


def _highlights(result: SearchResult, words: list[str]) -> None:
    marked = " ".join(s.text[a:b] for s in result.hits[0].snippets for a, b in s.highlights)
    assert [word for word in words if fold(word) not in fold(marked)] == []
    assert [word for word in words if nfc(word).lower() not in marked.lower()] == []


def _notices(result: SearchResult, parts: list[str]) -> None:
    assert result.notices
    assert [part for part in parts if part not in " ".join(result.notices)] == []


def _suggests(result: SearchResult, parts: list[str]) -> None:
    assert [part for part in parts if part not in " ".join(result.suggestions)] == []


def _counts(result: SearchResult, name: str) -> dict[str, int]:
    return {value.value: value.count for value in result.facets[name]}


def _facets(result: SearchResult, wanted: dict[str, dict[str, int]]) -> None:
    for name, values in wanted.items():
        counts = _counts(result, name)
        assert {value: counts.get(value) for value in values} == values


def _facets_without(result: SearchResult, unwanted: dict[str, list[str]]) -> None:
    for name, values in unwanted.items():
        assert not set(values) & set(_counts(result, name))


def _selected(result: SearchResult, wanted: dict[str, list[str]]) -> None:
    for name, values in wanted.items():
        assert sorted(v.value for v in result.facets[name] if v.selected) == sorted(values)


CHECKS: dict[str, Callable[[SearchResult, Any], None]] = {
    "finds": _finds,
    "ranked": _ranked,
    "first": _first,
    "includes": _includes,
    "excludes": _excludes,
    "total": _total,
    "title": _title,
    "match": _match,
    "highlights": _highlights,
    "notices": _notices,
    "suggests": _suggests,
    "facets": _facets,
    "facets_without": _facets_without,
    "selected": _selected,
}
KEYS = ASKS | set(CHECKS) | {"error", "pages"}


def _cases() -> list[Path]:
    return sorted(path for path in CASES.iterdir() if path.is_dir())


def _searches(case: Path) -> list[dict[str, Any]]:
    data: dict[str, Any] = json.loads((case / "searches.json").read_text(encoding="utf-8"))
    searches: list[dict[str, Any]] = data["searches"]
    return searches


def _parameters() -> Iterator[Any]:
    for case in _cases():
        for number, search in enumerate(_searches(case), 1):
            for form in (None, *search.get("forms", ())):
                label = f"{case.name}-{number}" + (f"-{form}" if form else "")
                yield pytest.param(case, search, form, id=label)


def _filters(search: dict[str, Any]) -> dict[str, Any]:
    """Return the keyword arguments of a search; days are written as ISO strings."""
    given = dict(search.get("filters", {}))
    assert set(given) <= FILTERS, f"unknown filter among {sorted(given)}; there are {sorted(FILTERS)}"
    for name in {"since", "until"} & set(given):
        given[name] = dt.date.fromisoformat(given[name])
    given |= {name: search[name] for name in GIVEN if name in search}
    if wanted := {*search.get("facets", {}), *search.get("facets_without", {}), *search.get("selected", {})}:
        given["facets"] = sorted(wanted)
    return given


@pytest.fixture(scope="module")
def engine_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], SearchEngine]]:
    """Return a function that gives the engine over a case's articles, indexed once."""
    engines: dict[Path, SearchEngine] = {}

    def get(case: Path) -> SearchEngine:
        if case not in engines:
            engines[case] = SearchEngine.create(tmp_path_factory.mktemp(case.name) / "index")
            summary = engines[case].index([case / "articles.jsonl"])
            assert not summary.skipped
        return engines[case]

    yield get
    for engine in engines.values():
        engine.close()


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case.name)
def test_case_is_well_formed(case: Path) -> None:
    data = json.loads((case / "searches.json").read_text(encoding="utf-8"))
    assert data["about"].endswith(".")
    ids = [
        json.loads(line)["id"] for line in (case / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert len(ids) == len(set(ids))
    for search in data["searches"]:
        unknown = set(search) - KEYS
        assert not unknown, f"{search['query']}: unknown {sorted(unknown)}; there are {sorted(KEYS)}"
        assert set(search) - ASKS, f"{search['query']}: says nothing that must come out"
        named = {*search.get("finds", ()), *search.get("ranked", ()), *search.get("includes", ())}
        assert named <= set(ids)


@pytest.mark.parametrize(("case", "search", "form"), list(_parameters()))
def test_search(
    case: Path, search: dict[str, Any], form: str | None, engine_of: Callable[[Path], SearchEngine]
) -> None:
    engine = engine_of(case)
    query = FORMS[form](search["query"]) if form else search["query"]
    if "error" in search:
        with pytest.raises(QueryError) as caught:
            engine.search(query, **_filters(search))
        assert [part for part in search["error"] if part not in str(caught.value)] == []
    elif "pages" in search:
        _check_pages(engine, query, search)
    else:
        result = engine.search(query, **_filters(search))
        for name in CHECKS.keys() & search.keys():
            CHECKS[name](result, search[name])


def _check_pages(engine: SearchEngine, query: str, search: dict[str, Any]) -> None:
    """Pages of `limit` hits, put together, are the whole list once; the total is the same on each."""
    step = search["limit"]
    given = {**_filters(search), "limit": step}
    pages = [engine.search(query, **given | {"offset": i * step}) for i in range(search["pages"])]
    joined = [id_ for page in pages for id_ in _ids(page)]
    assert joined == _ids(engine.search(query, **given | {"limit": len(joined)}))
    assert {page.total for page in pages} == {search["total"]} == {len(joined)}
