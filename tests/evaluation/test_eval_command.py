"""`searchkit eval` as a user runs it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchkit.cli import cli


def run(*arguments: str | Path) -> Result:
    """Run the program in this process."""
    return CliRunner().invoke(cli, ["eval", *map(str, arguments)], prog_name="searchkit")


def test_the_table_names_set_variant_and_measures(farm: Path) -> None:
    done = run(farm, "--unaccented")
    assert done.exit_code == 0, done.stderr
    head, typed, unaccented = done.stdout.splitlines()
    assert " ".join(head.split()) == "set documents queries typed nDCG@10 MRR@10 Recall@10 Recall@100"
    assert " ".join(typed.split()) == "farm 3 2 as typed 1.0000 1.0000 1.0000 1.0000"
    assert " ".join(unaccented.split()).startswith("farm 3 2 unaccented ")
    assert "farm: 3 documents indexed" in done.stderr


def test_several_sets_are_averaged_set_by_set(farm: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    farm_files = {file.name: file.read_bytes() for file in farm.iterdir()}
    other.mkdir()
    for name, data in farm_files.items():
        (other / name).write_bytes(data)
    (other / "qrels.tsv").write_text("q1\tcau\t1\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("about the sets", encoding="utf-8")
    done = run(farm, other, tmp_path / "README.md")
    assert done.stdout.splitlines()[-1].startswith("mean of 2 sets")
    assert "0.5000" in done.stdout.splitlines()[-1]
    assert "README.md is a file, not a set" in done.stderr


def test_json_holds_everything(farm: Path) -> None:
    done = run(farm, "--all-variants", "--per-query", "--format", "json")
    found = json.loads(done.stdout)
    (one,) = found["sets"]
    assert list(one["variants"]) == ["accented", "unaccented", "lower", "upper", "nfd"]
    assert found["mean"]["accented"]["nDCG@10"] == one["variants"]["accented"]["nDCG@10"] == 1.0
    assert one["per_query"]["lower"][0]["text"] == "thu hoạch lúa"
    assert (one["documents"], one["queries"], one["unjudged"], one["failed"]) == (3, 2, 1, [])


def test_single_queries_are_listed_the_worst_first(farm: Path) -> None:
    (farm / "qrels.tsv").write_text("q1\tlua\t1\nq2\thoc\t1\n", encoding="utf-8")
    lines = run(farm, "--per-query").stdout.splitlines()
    assert [line.split()[3] for line in lines[-2:]] == ["q2", "q1"]
    assert lines[-1].endswith("thu hoạch lúa")


@pytest.mark.parametrize("output", ["rich", "plain"])
def test_a_query_can_not_steer_the_terminal(farm: Path, output: str) -> None:
    text = json.dumps({"_id": "q1", "text": "lúa \x1b[31m [bold]đỏ"}) + "\n"
    (farm / "queries.jsonl").write_text(text, encoding="utf-8")
    (farm / "qrels.tsv").write_text("q1\tlua\t1\n", encoding="utf-8")
    done = run(farm, "--per-query", "--format", output)
    assert "\x1b[31m" not in done.stdout
    assert "[bold]" in done.stdout


def test_run_files_hold_the_hits(farm: Path, tmp_path: Path) -> None:
    run(farm, "--run", tmp_path / "one.trec")
    assert (
        (tmp_path / "one.trec").read_text(encoding="utf-8").startswith("q1 Q0 lua 1 100 searchkit-accented\n")
    )
    run(farm, "--lower", "--run", tmp_path / "two.trec")
    assert {file.name for file in tmp_path.glob("two*")} == {"two.farm.accented.trec", "two.farm.lower.trec"}


def test_indexes_are_kept_where_asked(farm: Path, tmp_path: Path) -> None:
    assert run(farm, "--index-dir", tmp_path / "kept").exit_code == 0
    found = CliRunner().invoke(cli, ["query", "--index-dir", str(tmp_path / "kept" / "farm"), "cây cầu"])
    assert found.exit_code == 0


@pytest.mark.parametrize("places", [["nowhere"], []])
def test_nothing_to_measure_is_an_error(places: list[str]) -> None:
    assert run(*places).exit_code == 2


def test_without_the_library_nothing_is_indexed(
    farm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    done = run(farm, "--index-dir", tmp_path / "kept")
    assert done.exit_code == 2
    assert "searchkit[eval]" in done.stderr
    assert not (tmp_path / "kept").exists()
