"""`searchkit trend`: years on the screen and in a chart, years without figures, changes of method."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from facts_index import build

from searchkit.cli import cli

Trend = Callable[..., Result]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("trend"))


@pytest.fixture
def trend(place: Path) -> Trend:
    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(
            cli, ["trend", *arguments, "--index-dir", str(place)], prog_name="searchkit"
        )

    return invoke


def test_years_come_in_order_and_gaps_stay_gaps(trend: Trend) -> None:
    result = trend("SIPAS", "ca mau", "--format", "plain")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "SIPAS · Cà Mau",
        "2018  80.5 % | Bài c (24/06/2021)",
        "2019  –",
        "2020  88.35 % | rank 20 of 63 | up 1 place | Bài a (24/06/2021); Bài b (24/06/2021)",
    ]


def test_the_screen_draws_bars(trend: Trend) -> None:
    shown = trend("SIPAS", "Cà Mau", "--format", "rich").stdout
    bars = {line.split()[0]: line.count("█") for line in shown.splitlines() if line[:2] == "20"}
    assert 0 < bars["2018"] < bars["2020"]
    assert bars["2019"] == 0


def test_json_has_a_line_for_each_year(trend: Trend) -> None:
    lines = trend("SIPAS", "Cà Mau", "--format", "json").stdout.splitlines()
    assert [json.loads(line)["year"] for line in lines] == [2018, 2020]


def test_a_change_of_method_is_pointed_out(trend: Trend) -> None:
    told = trend("PAPI", "Cà Mau", "--format", "plain")
    assert "PAPI: since 2018" in told.stderr
    assert "not comparable" in told.stderr
    assert "comparable" not in trend("SIPAS", "Cà Mau", "--format", "plain").stderr


def test_a_chart_is_sound_svg_with_every_score(trend: Trend, tmp_path: Path) -> None:
    file = tmp_path / "chart.svg"
    result = trend("SIPAS", "Cà Mau", "--output", str(file))
    assert (result.exit_code, result.stdout) == (0, "")
    texts = [node.text for node in ElementTree.fromstring(file.read_text(encoding="utf-8")).iter()]
    assert {"SIPAS · Cà Mau", "2018", "2019", "2020", "80.5", "88.35", "rank 20 of 63"} <= set(texts)


@pytest.mark.parametrize("name", ["chart.png", "chart.gif"])
def test_charts_that_cannot_be_made_say_why(
    trend: Trend, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "cairosvg", None)
    result = trend("SIPAS", "Cà Mau", "--output", str(tmp_path / name))
    assert result.exit_code == 2
    assert ".svg" in result.stderr
    assert not (tmp_path / name).exists()


def test_an_unknown_unit_ends_with_one(trend: Trend) -> None:
    result = trend("SIPAS", "Bến Tre")
    assert (result.exit_code, result.stdout) == (1, "")
