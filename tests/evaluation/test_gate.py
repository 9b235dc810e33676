"""Floors: refused below, pinned above, lowered only where that is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from searchkit.errors import ConfigError
from searchkit.evaluation import gate

TYPED = "accented"


@pytest.fixture
def floors(farm: Path, tmp_path: Path) -> Path:
    """Return a file with empty floors for the little set."""
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"where": farm.parent.as_posix(), "sets": {"farm": {}}}), encoding="utf-8")
    return path


def run(path: Path, *arguments: str) -> int:
    """Run the gate over the samples alone."""
    return gate.main(["--floors", str(path), "--size", "sample", *arguments])


def pinned(path: Path) -> dict[str, Any]:
    """Return what is pinned for the little set."""
    return dict(json.loads(path.read_text(encoding="utf-8"))["sets"]["farm"])


def raise_floor(path: Path, value: float) -> None:
    """Put a floor that the set can't reach."""
    text = json.loads(path.read_text(encoding="utf-8"))
    text["sets"]["farm"]["sample"][TYPED] = value
    path.write_text(json.dumps(text), encoding="utf-8")


def test_what_is_pinned_holds(floors: Path) -> None:
    assert run(floors, "--update") == 0
    assert pinned(floors)["sample"] == {TYPED: 1.0, "unaccented": 1.0}
    assert run(floors) == 0


def test_a_figure_below_its_floor_fails_and_is_named(
    floors: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(floors, "--update")
    raise_floor(floors, 1.1)
    assert run(floors) == 1
    assert "farm (sample, accented): 1.0000 is below 1.1000" in capsys.readouterr().err


def test_a_floor_is_lowered_only_where_that_is_said(floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(floors, "--update")
    raise_floor(floors, 1.1)
    before = floors.read_bytes()
    assert run(floors, "--update") == 2
    assert "--allow-regression" in capsys.readouterr().err
    assert floors.read_bytes() == before
    assert run(floors, "--update", "--allow-regression") == 0
    assert pinned(floors)["sample"][TYPED] == 1.0


def test_small_steps_down_do_not_add_up(farm: Path) -> None:
    old = {"files": gate.fingerprint(farm), "full": {TYPED: 0.9}}
    kept = gate.repinned(old, farm, "full", {TYPED: 0.8995}, allow_regression=False)
    assert kept["full"] == {TYPED: 0.9}
    with pytest.raises(ConfigError, match="not pinned"):
        gate.repinned(old, farm, "full", {TYPED: 0.898}, allow_regression=False)


def test_floors_hold_for_the_files_that_they_were_made_from(
    floors: Path, farm: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(floors, "--update")
    raise_floor(floors, 1.1)
    with (farm / "corpus.jsonl").open("a", encoding="utf-8") as corpus:
        corpus.write('{"_id": "moi", "title": "", "text": "Bài mới."}\n')
    assert run(floors) == 2
    assert "pin it anew" in capsys.readouterr().err
    assert run(floors, "--update") == 0, "floors of other files say nothing"
    assert pinned(floors)["files"] == gate.fingerprint(farm)


def test_line_ends_of_another_system_are_no_other_files(farm: Path) -> None:
    before = gate.fingerprint(farm)
    path = farm / "qrels.tsv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert gate.fingerprint(farm) == before


def test_sets_that_are_not_there_are_an_error(floors: Path, farm: Path) -> None:
    farm.rename(farm.with_name("elsewhere"))
    assert run(floors) == 2
    assert gate.main(["--floors", str(floors.with_name("none.json"))]) == 2
