"""`searchkit rank`: the table in every form, its gaps, its exit codes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from facts_index import build

from searchkit.cli import cli

Rank = Callable[..., Result]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("rank"))


@pytest.fixture
def rank(place: Path) -> Rank:
    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(cli, ["rank", *arguments, "--index-dir", str(place)], prog_name="searchkit")

    return invoke


def test_a_ranking_shows_places_gaps_and_sources(rank: Rank) -> None:
    result = rank("sipas", "2020", "--format", "plain")
    assert result.exit_code == 0
    assert result.stdout == (
        "SIPAS 2020: 2 of 63 provinces have figures\n"
        "   1  An Giang | 90.1 % | Bài a (24/06/2021)\n"
        "      2–19: no figures\n"
        "  20  Cà Mau | 88.35 % | up 1 place | Bài a (24/06/2021); Bài b (24/06/2021)\n"
    )


def test_json_has_the_rows_and_then_their_articles(rank: Rank) -> None:
    record = json.loads(rank("SIPAS", "2020", "--format", "json").stdout)
    assert [(row["rank"], row["unit"], row["articles"]) for row in record["rows"]] == [
        (1, "An Giang", ["a"]),
        (20, "Cà Mau", ["a", "b"]),
    ]
    assert (record["known"], record["expected"]) == (2, 63)
    assert record["articles"]["b"]["title"] == "Bài b"


def test_csv_has_a_row_for_each_unit(rank: Rank) -> None:
    rows = list(csv.DictReader(io.StringIO(rank("SIPAS", "2020", "--format", "csv").stdout)))
    assert [(row["rank"], row["unit"], row["score"]) for row in rows] == [
        ("1", "An Giang", "90.1"),
        ("20", "Cà Mau", "88.35"),
    ]


def test_the_screen_shows_the_same_table(rank: Rank) -> None:
    shown = rank("SIPAS", "2020", "--format", "rich").stdout
    assert "2 of 63 provinces have figures" in shown
    assert "2–19: no figures" in shown
    assert "▲ 1" in shown


def test_nothing_known_ends_with_one_and_a_wrong_index_with_two(rank: Rank) -> None:
    nothing = rank("SIPAS", "2003", "--format", "plain")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    assert "No figures of SIPAS for 2003." in nothing.stderr
    wrong = rank("CPI", "2020")
    assert wrong.exit_code == 2
    assert "unknown indicator 'CPI'" in wrong.stderr
