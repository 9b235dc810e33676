"""`searchkit query`: arguments, forms of output, exit codes."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from dataclasses import replace

import pytest
from cli_fakes import FakeEngine, Run

from searchkit.models import FACETS, SearchQuery

HIT_KEYS = [
    "rank", "id", "score", "title", "published", "province", "province_now", "provinces", "officials",
    "source", "url", "path", "snippets", "match", "copies",
]  # fmt: skip


def test_plain_output_is_complete_and_stable(run: Run) -> None:
    result = run("query", "sipas")
    assert result.exit_code == 0
    assert result.stdout == (
        "1 article\n"
        "\n"
        "1. Tỉnh Mẫu công bố chỉ số hài lòng năm 2020\n"
        "   09/05/2021 | Bến Tre | Trần Văn Mẫu | Báo Mẫu\n"
        "   Sở Nội vụ tỉnh Mẫu công bố chỉ số SIPAS.\n"
        "   exact words | so-noi-vu.jsonl#1\n"
    )
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["kinh", "tế", "-loại"], "kinh tế -loại"),
        (["-loại", "--limit", "3", "sipas"], "-loại sipas"),
        (["sipas", "--limit=3", "-h"], "sipas -h"),
        (["sipas", "--", "--limit", "3"], "sipas --limit 3"),
        (["kinh tế", "-", "xã hội"], "kinh tế - xã hội"),
        (["sipas", "---"], "sipas ---"),
        (["sipas", "--province", "-x"], "sipas"),
    ],
)
def test_only_two_dashes_make_an_option(
    run: Run, engine: FakeEngine, arguments: list[str], text: str
) -> None:
    run("query", *arguments)
    assert engine.asked[0].text == text


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["sipas", "--provnce", "Bến Tre"], "--provnce"),
        (["sipas", "--format", "xml"], "xml"),
        (["sipas", "--limit", "-1"], "-1"),
        (["sipas", "--limit"], "--limit"),
        (["sipas", "--since", "32/13/2021"], "32/13/2021"),
        (["sipas", "--since", "2022", "--until", "2021"], "2022"),
        ([], "give words"),
        (['tỉn:"Bến Tre"'], "the fields are: tỉnh"),
    ],
)
def test_usage_errors_end_with_2_and_name_the_part(run: Run, arguments: list[str], complaint: str) -> None:
    result = run("query", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert complaint in result.stderr
    assert "Traceback" not in result.stderr
    assert "\x1b" not in result.stderr


def test_options_reach_the_engine(run: Run, engine: FakeEngine) -> None:
    run(
        *(
            "query",
            "x",
            "--province",
            "Bến Tre",
            "--province",
            "Cà Mau",
            "--mentions",
            "Huế",
            "--official",
            "An",
        ),
        *("--source", "Báo", "--since", "2021-06", "--until", "24/06/2021", "--year", "2021"),
        *("--sort", "newest", "--limit", "3", "--offset", "6", "--facet", "year"),
    )
    asked = engine.asked[0]
    assert (asked.provinces, asked.mentions, asked.officials, asked.sources) == (
        ("Bến Tre", "Cà Mau"),
        ("Huế",),
        ("An",),
        ("Báo",),
    )
    assert (asked.since, asked.until, asked.years) == (dt.date(2021, 6, 1), dt.date(2021, 6, 24), (2021,))
    assert (asked.sort, asked.limit, asked.offset, asked.facets) == ("newest", 3, 6, ("year",))


def test_literal_reaches_the_engine(run: Run, engine: FakeEngine) -> None:
    run("query", "--literal", "sipas")
    run("query", "sipas")
    assert [asked.literal for asked in engine.asked] == [True, False]


def test_words_read_otherwise_are_told_with_the_way_out(
    run: Run, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = engine.search(SearchQuery("sipas"))
    said = replace(found, read_as="chỉ số", notices=("read as: chỉ số", "few articles"))
    monkeypatch.setattr(engine, "search", lambda query, **_options: said)
    told = run("query", "sipas").stderr
    assert "read as: chỉ số\n--literal searches for the words as typed\nfew articles\n" in told
    assert json.loads(run("query", "--format", "json", "sipas").stdout)["read_as"] == "chỉ số"


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("2021", dt.date(2021, 1, 1), dt.date(2021, 12, 31)),
        ("2021-06", dt.date(2021, 6, 1), dt.date(2021, 6, 30)),
        ("2021-06-24", dt.date(2021, 6, 24), dt.date(2021, 6, 24)),
        ("24/06/2021", dt.date(2021, 6, 24), dt.date(2021, 6, 24)),
    ],
)
def test_dates_mean_their_first_and_last_day(
    run: Run, engine: FakeEngine, typed: str, since: dt.date, until: dt.date
) -> None:
    run("query", "--since", typed, "--until", typed)
    assert (engine.asked[0].since, engine.asked[0].until) == (since, until)


def test_json_has_the_contracted_keys(run: Run) -> None:
    result = run("query", "--format", "json", "sipas")
    record = json.loads(result.stdout)
    assert result.stdout.count("\n") == 1
    keys = ["query", "total", "took_ms", "hits", "facets", "suggestions", "notices", "facts", "read_as"]
    assert list(record) == keys
    assert list(record["hits"][0]) == HIT_KEYS
    assert record["hits"][0]["snippets"] == [
        {"text": "Sở Nội vụ tỉnh Mẫu công bố chỉ số SIPAS.", "highlights": [[34, 39]]}
    ]
    assert record["hits"][0]["published"] == "2021-05-09"
    assert record["hits"][0]["officials"] == ["Trần Văn Mẫu"]
    assert list(record["facets"]) == list(FACETS)
    assert record["facets"]["province"] == [{"value": "Bến Tre", "count": 1, "selected": False}]


def test_json_of_nothing_carries_notices_and_leaves_stderr_alone(run: Run) -> None:
    result = run("query", "--format", "json", "xyzzy")
    assert result.exit_code == 1
    assert result.stderr == ""
    assert json.loads(result.stdout)["suggestions"] == ["chỉ số"]


def test_nothing_found_says_so_on_stderr(run: Run) -> None:
    result = run("query", "xyzzy")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Nothing found.\n3 articles mention it")
    assert "Did you mean: chỉ số" in result.stderr


def test_jsonl_is_a_hit_a_line(run: Run) -> None:
    lines = run("query", "--format", "jsonl", "--source", "Báo Mẫu").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["so-noi-vu.jsonl#1"]


def test_csv_gives_no_formula_to_a_spreadsheet(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("query", "--format", "csv", "sipas", "tin", "là").stdout)))
    assert [row["rank"] for row in rows] == ["1", "2", "3"]
    assert rows[0]["provinces"] == "Bến Tre; Cà Mau"
    assert rows[2]["title"] == "'=SUM(A1:A9) là tiêu đề"


def test_offset_and_limit_are_told(run: Run) -> None:
    result = run("query", "--limit", "1", "--offset", "1", "sipas", "tin", "là")
    assert result.stdout.startswith("number 2 of 3 articles\n\n2. ")


def test_how_a_hit_matched_is_said_where_words_were_asked_for(run: Run) -> None:
    assert "   exact words | so-noi-vu.jsonl#1\n" in run("query", "sipas").stdout
    assert "\n   so-noi-vu.jsonl#1\n" in run("query", "--province", "Bến Tre").stdout


def test_explanation_as_json_and_as_lines(run: Run) -> None:
    record = json.loads(run("query", "--explain", "--format", "json", "sipas").stdout)
    assert record["hits"][0]["explanation"]["proximity"] == 0.5
    plain = run("query", "--explain", "sipas").stdout
    assert "   It holds 1 of the 2 words of the search, in its headline. Missing: x.\n" in plain
    assert "   chỉ | as typed | headline, 2× | 3.50\n" in plain


def test_facets_are_plain_lines_where_asked(run: Run) -> None:
    assert run("query", "--facet", "province", "--province", "Cà Mau").stdout.endswith(
        "Province:\n*      1  Cà Mau\n"
    )


def test_an_unexpected_error_is_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("query", "hỏng")
    assert result.exit_code == 2
    assert "RuntimeError: thứ gì đó hỏng" in result.stderr
    assert "SEARCHKIT_DEBUG=1" in result.stderr
    assert "Traceback" not in result.stderr
    monkeypatch.setenv("SEARCHKIT_DEBUG", "1")
    assert "Traceback" in run("query", "hỏng").stderr


def test_words_without_a_command_are_told_to_be_a_query(run: Run) -> None:
    result = run("chỉ số SIPAS")
    assert result.exit_code == 2
    assert "searchkit query chỉ số SIPAS" in result.stderr


def test_the_engine_is_closed(run: Run, engine: FakeEngine) -> None:
    run("query", "hỏng")
    assert engine.closed
