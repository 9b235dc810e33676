"""The names that scripts import: there, documented, typed, and loaded late."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pickle
import pkgutil
import subprocess
import sys
import typing
from importlib.metadata import version

import pytest

import searchkit
from searchkit import errors, models

CALLABLE = [name for name in searchkit.__all__ if callable(getattr(searchkit, name))]

# Scripts call these; a parameter may be added, never renamed or dropped.
ENGINE = {
    "open": {"path"},
    "create": {"path"},
    "add": {"articles"},
    "index": {"paths"},
    "search": {"query", "snippets", "explain"},
    "similar": {"article_id", "query", "snippets", "explain"},
    "complete": {"prefix", "limit"},
    "get": {"article_id"},
    "official": {"name", "latest", "companions"},
    "facet_values": {"field", "prefix", "limit"},
    "stats": set(),
    "close": set(),
}
FIELDS = {
    "Article": "id title body url source path published published_at province provinces officials byline "
    "province_now province_confidence districts bodies documents",
    "SearchQuery": "text provinces mentions officials sources since until years sort limit offset facets "
    "districts bodies documents issuers as_of",
    "Hit": "rank id score title published province provinces officials source url path snippets match "
    "province_now",
    "Snippet": "text highlights",
    "Completion": "text kind count start",
    "Facet": "name values",
    "FacetValue": "value count selected",
    "SearchResult": "query total took_ms hits facets suggestions notices",
    "Official": "name titles mentions offices",
    "Office": "title body province former acting",
    "Document": "number issuers",
    "Person": "name offices provinces first last articles latest companions namesakes",
    "IndexSummary": "added replaced unchanged removed skipped seconds",
}


def _run(code: str) -> str:
    """Run code in a Python of its own and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.strip()


def test_every_public_name_is_there_and_documented() -> None:
    assert len(searchkit.__all__) == len(set(searchkit.__all__))
    assert [name for name in searchkit.__all__ if not hasattr(searchkit, name)] == []
    assert [name for name in CALLABLE if not (inspect.getdoc(getattr(searchkit, name)) or "").strip()] == []
    assert dir(searchkit) == sorted(searchkit.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="SearchEngin"):
        searchkit.SearchEngin  # noqa: B018 - the access itself is what is tested


def test_all_error_types_are_public() -> None:
    defined = {name for name, value in vars(errors).items() if inspect.isclass(value)}
    assert defined <= set(searchkit.__all__)
    assert all(issubclass(getattr(searchkit, name), searchkit.SearchkitError) for name in defined)


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_result_types_keep_their_fields(name: str) -> None:
    kind = getattr(searchkit, name)
    assert set(FIELDS[name].split()) <= {field.name for field in dataclasses.fields(kind)}
    assert kind.__dataclass_params__.frozen


def test_models_are_frozen() -> None:
    kinds = [kind for name in models.__all__ if dataclasses.is_dataclass(kind := getattr(models, name))]
    assert kinds
    for kind in kinds:
        assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
        assert typing.get_type_hints(kind).keys() >= {field.name for field in dataclasses.fields(kind)}


def test_models_of_every_file_are_to_be_had_in_one_place() -> None:
    for info in pkgutil.iter_modules(models.__path__):
        home = importlib.import_module(f"searchkit.models.{info.name}")
        own = {
            name for name, value in vars(home).items() if getattr(value, "__module__", "") == home.__name__
        }
        assert {name for name in own if not name.startswith("_")} <= set(models.__all__)
    with pytest.raises(AttributeError, match="Hitt"):
        models.Hitt  # noqa: B018 - the access itself is what is tested


@pytest.mark.parametrize("method", sorted(ENGINE))
def test_engine_keeps_its_methods(method: str) -> None:
    function = getattr(searchkit.SearchEngine, method)
    assert inspect.getdoc(function)
    assert set(inspect.signature(function).parameters) >= ENGINE[method]


def test_public_functions_are_typed() -> None:
    for name, function in inspect.getmembers(searchkit.SearchEngine, inspect.isfunction):
        if not name.startswith("_"):
            signature = inspect.signature(function)
            given = [p.annotation for p in signature.parameters.values() if p.name != "self"]
            assert inspect.Signature.empty not in (*given, signature.return_annotation), name


def test_version_is_the_installed_one() -> None:
    assert version("searchkit") == searchkit.__version__


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = "numpy whoosh pyvi sklearn scipy rich click trafilatura prompt_toolkit rapidfuzz"
    code = "import sys, searchkit; searchkit.Article, searchkit.QueryError; print(*sys.modules)"
    assert not set(heavy.split()) & set(_run(code).split())


def test_star_import_gives_the_public_names() -> None:
    assert _run("from searchkit import *; print(SearchEngine.__name__, __version__)").startswith(
        "SearchEngine "
    )


def test_result_types_are_equal_hashed_and_shown_by_their_fields() -> None:
    one = searchkit.Snippet("tỉnh Bến Tre", ((5, 12),))
    assert one == searchkit.Snippet(text="tỉnh Bến Tre", highlights=((5, 12),)) != searchkit.Snippet("tỉnh")
    assert hash(one) == hash(dataclasses.replace(one))
    assert repr(one) == "Snippet(text='tỉnh Bến Tre', highlights=((5, 12),))"
    assert searchkit.Official("Lê A") != searchkit.FacetValue("Lê A", 0)
    assert pickle.loads(pickle.dumps(one)) == one
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.text = "khác"  # type: ignore[misc]
