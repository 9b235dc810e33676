"""`searchkit facts`: all figures with their sentences; and the panel of `searchkit query`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from facts_index import BODIES, build

from searchkit.cli import cli

Invoke = Callable[..., Result]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("facts"))


@pytest.fixture
def invoke(place: Path) -> Invoke:
    def run(command: str, *arguments: str) -> Result:
        return CliRunner().invoke(
            cli, [command, *arguments, "--index-dir", str(place)], prog_name="searchkit"
        )

    return run


def test_facts_come_with_the_sentences_of_all_sources(invoke: Invoke) -> None:
    shown = invoke("facts", "--indicator", "SIPAS", "--unit", "ca mau", "--year", "2020", "--format", "plain")
    assert shown.exit_code == 0
    assert shown.stdout.splitlines() == [
        "SIPAS 2020 · Cà Mau: 88.35 % · rank 20 of 63 · up 1 place",
        f"   “{BODIES['a']}”",
        "   — Bài a | 24/06/2021 | a",
        f"   “{BODIES['b'].split('. ')[0]}.”",
        "   — Bài b | 24/06/2021 | b",
    ]


def test_json_gives_a_line_for_each_fact(invoke: Invoke) -> None:
    lines = invoke("facts", "--unit", "Cà Mau", "--format", "json").stdout.splitlines()
    records = [json.loads(line) for line in lines]
    assert [(one["indicator"], one["year"]) for one in records] == [
        ("PAPI", 2019),
        ("PAPI", 2017),
        ("SIPAS", 2020),
        ("SIPAS", 2018),
    ]
    assert records[2]["sources"] == 2
    assert [one["id"] for one in records[2]["articles"]] == ["a", "b"]


@pytest.mark.parametrize("form", ["rich", "csv"])
def test_other_forms_hold_the_values(invoke: Invoke, form: str) -> None:
    shown = invoke("facts", "--indicator", "SIPAS", "--format", form).stdout
    assert "An Giang" in shown
    assert "Cà Mau" in shown


def test_no_facts_end_with_one(invoke: Invoke) -> None:
    result = invoke("facts", "--unit", "Bến Tre")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "No figures found." in result.stderr


def test_a_query_that_names_a_figure_shows_it_first(invoke: Invoke) -> None:
    plain = invoke("query", "chi so sipas ca mau 2020", "--format", "plain").stdout.splitlines()
    assert plain[0] == "SIPAS 2020 · Cà Mau: 88.35 % · rank 20 of 63 · up 1 place"
    assert plain[1] == "   Bài a (24/06/2021); Bài b (24/06/2021)"
    rich = invoke("query", "chi so sipas ca mau 2020", "--format", "rich").stdout
    assert rich.index("88.35 %") < rich.index("articles")
    facts = json.loads(invoke("query", "chi so sipas ca mau 2020", "--format", "json").stdout)["facts"]
    assert [(one["score"], one["rank"], one["change"], one["sources"]) for one in facts] == [
        (88.35, 20, 1, 2)
    ]
