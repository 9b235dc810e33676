"""The smaller commands, help texts, and what a stranger's text can do to a terminal: nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import pytest
from cli_fakes import HOSTILE, Run

from searchkit.cli import COMMANDS, cli
from searchkit.cli.opening import is_due

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def test_show_prints_metadata_and_text(run: Run) -> None:
    result = run("show", "so-noi-vu.jsonl#1")
    assert result.exit_code == 0
    assert result.stdout == (
        "Title: Tỉnh Mẫu công bố chỉ số hài lòng năm 2020\n"
        "Published: 09/05/2021\n"
        "Province: Bến Tre\n"
        "Mentions: Bến Tre, Cà Mau\n"
        "Officials: Trần Văn Mẫu (Giám đốc Sở Nội vụ)\n"
        "Source: Báo Mẫu\n"
        "File: so-noi-vu.jsonl\n"
        "Id: so-noi-vu.jsonl#1\n"
        "\n"
        "Sở Nội vụ tỉnh Mẫu công bố chỉ số SIPAS.\n"
        "Tỷ lệ hài lòng đạt 81,20%.\n"
    )


def test_show_as_json_is_the_whole_article(run: Run) -> None:
    record = json.loads(run("show", "--format", "json", "so-noi-vu.jsonl#1").stdout)
    assert record["officials"] == [
        {"name": "Trần Văn Mẫu", "titles": ["Giám đốc Sở Nội vụ"], "mentions": [[0, 3]], "offices": []}
    ]
    assert (record["published"], record["source"]) == ("2021-05-09", "Báo Mẫu")


def test_show_of_an_unknown_id_is_an_error(run: Run) -> None:
    result = run("show", "nope")
    assert (result.exit_code, result.stderr) == (2, "Error: no article 'nope'\n")


def test_similar_lists_other_articles_as_a_query_does(run: Run) -> None:
    result = run("similar", "c.txt", "--format", "json", "--limit", "1")
    record = json.loads(result.stdout)
    assert (result.exit_code, record["total"], len(record["hits"])) == (0, 2, 1)
    assert "c.txt" not in [hit["id"] for hit in record["hits"]]
    assert run("similar", "c.txt", "--format", "plain").stdout.startswith("2 articles\n\n1. ")
    assert run("similar", "c.txt", "--province", "Huế").exit_code == 1


def test_similar_to_an_unknown_id_is_an_error(run: Run) -> None:
    result = run("similar", "nope")
    assert (result.exit_code, result.stderr) == (2, "Error: no article 'nope'\n")


def test_copies_lists_reprints_with_the_figures_they_changed(run: Run) -> None:
    result = run("copies", "so-noi-vu.jsonl#1")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "2 articles tell this story\n"
        "\n"
        "1. Tỉnh Mẫu công bố chỉ số hài lòng năm 2020\n"
        "   09/05/2021 | Báo Mẫu\n"
        "   so-noi-vu.jsonl#1\n"
        "\n"
        "2. Tin "
    )
    assert "   changed: 81,20% → 82,10%; 5 → Tin " in result.stdout
    assert not CONTROLS.search(result.stdout)
    rich = run("copies", "so-noi-vu.jsonl#1", "--format", "rich").stdout
    assert "81,20% → 82,10%" in rich
    assert not CONTROLS.search(rich)


def test_copies_as_json_are_one_line(run: Run) -> None:
    result = run("copies", "so-noi-vu.jsonl#1", "--format", "json")
    record = json.loads(result.stdout)
    assert result.stdout.count("\n") == 1
    assert record["id"] == "so-noi-vu.jsonl#1"
    assert record["copies"][0] == {
        "id": "so-noi-vu.jsonl#1",
        "title": "Tỉnh Mẫu công bố chỉ số hài lòng năm 2020",
        "published": "2021-05-09",
        "source": "Báo Mẫu",
        "url": None,
        "path": "so-noi-vu.jsonl",
        "changes": [],
    }
    assert record["copies"][1]["changes"][0] == {"before": "81,20%", "after": "82,10%", "start": 3, "end": 9}


def test_an_article_without_reprints_is_said_to_have_none(run: Run) -> None:
    result = run("copies", "c.txt")
    assert (result.exit_code, result.stderr) == (1, "The article has no reprints.\n")
    assert run("copies", "nope").exit_code == 2


def test_facets_tell_people_that_there_are_more_values(run: Run) -> None:
    cut = run("facets", "province", "--format", "rich", "--limit", "1")
    assert "Bến Tre" in cut.stdout
    assert "Cà Mau" not in cut.stdout
    assert "There are more values: --limit 10" in cut.stderr
    assert run("facets", "province", "--format", "rich").stderr == ""
    assert run("facets", "province", "--limit", "1").stdout == "1\tBến Tre\n"


def test_facets_of_the_index_and_of_a_query(run: Run) -> None:
    assert run("facets", "province").stdout == "1\tBến Tre\n1\tCà Mau\n"
    assert run("facets", "province", "sipas").stdout == "1\tBến Tre\n"
    nothing = run("facets", "province", "xyzzy")
    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (1, "", "Nothing found.\n")
    assert json.loads(run("facets", "year", "--format", "json").stdout) == {
        "field": "year",
        "values": [
            {"value": "2021", "count": 1, "selected": False},
            {"value": "2020", "count": 1, "selected": False},
        ],
    }
    assert run("facets", "colour").exit_code == 2


def test_stats_name_the_figures(run: Run) -> None:
    assert "Articles: 3\nwith a date: 2 (67 %)\n" in run("stats").stdout
    assert json.loads(run("stats", "--format", "json").stdout)["terms"] == 1234


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert re.search(rf"^ +(.* )?searchkit {name}", result.stdout, re.M)
    assert "Examples:" in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name


def test_help_speaks_the_readers_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    english = run("query", "--help").stdout
    monkeypatch.setenv("SEARCHKIT_LANG", "vi")
    vietnamese = run("query", "--help").stdout
    assert "Only articles about this province" in english
    assert "Only articles" not in vietnamese
    assert "tỉnh" in vietnamese
    assert "Lệnh" in run("--help").stdout


@pytest.mark.parametrize("output", ["plain", "rich", "json", "jsonl", "csv"])
@pytest.mark.parametrize("explain", [[], ["--explain"]])
def test_hostile_text_never_steers_the_terminal(run: Run, output: str, explain: list[str]) -> None:
    result = run("query", "--format", output, *explain, "tin", "sipas", "là")
    assert result.exit_code == 0
    assert not CONTROLS.search(result.stdout)
    assert not CONTROLS.search(result.stderr)
    assert "[red]" in result.stdout  # shown as it is, not obeyed
    assert ":smile:" in result.stdout


def test_json_keeps_hostile_text_as_it_is(run: Run) -> None:
    record = json.loads(run("query", "--format", "json", "tin").stdout)
    assert record["hits"][0]["title"] == HOSTILE


@pytest.mark.parametrize("output", ["plain", "rich", "json"])
def test_hostile_articles_and_values_are_shown_safely(run: Run, output: str) -> None:
    for arguments in (["show", f"trang/{HOSTILE}.txt"], ["facets", "source"]):
        result = run(*arguments, "--format", output)
        assert result.exit_code == 0
        assert not CONTROLS.search(result.stdout)


def test_hostile_arguments_come_back_safely(run: Run) -> None:
    for arguments in (
        ["show", "\x1b[31m"],
        ["\x1b[31m"],
        ["query", "--\x1b[31m"],
        ["query", "xyzzy \x1b[31m"],
    ):
        assert not CONTROLS.search(run(*arguments).stderr)


def test_the_sample_index_is_built_only_at_the_default_place_of_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert not is_due(Path("index"))
    (tmp_path / "corpus").mkdir()
    assert is_due(Path("index"))
    assert not is_due(Path("elsewhere"))
    monkeypatch.setenv("SEARCHKIT_INDEX", "index")
    assert not is_due(Path("index"))
    monkeypatch.delenv("SEARCHKIT_INDEX")
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "_MAIN_1.toc").touch()
    assert not is_due(Path("index"))


def test_completion_knows_provinces_without_diacritics(run: Run) -> None:
    from searchkit.cli.options import complete_province

    command = cli.get_command(click.Context(cli), "query")
    assert command is not None
    context = click.Context(command)
    assert [one.value for one in complete_province(context, command.params[0], "ben")] == ["Bến Tre"]
