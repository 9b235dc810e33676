"""The interactive search: a session through typed lines, without a terminal."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from cli_fakes import HOSTILE, FakeEngine

from searchkit.repl.commands import COMMANDS, find
from searchkit.repl.dispatch import Leave, execute
from searchkit.repl.session import Session
from searchkit.repl.views import PlainView

WORDS = "sipas tin là"
"""Finds all three articles."""


@pytest.fixture
def session() -> Session:
    return Session(FakeEngine(), PlainView())  # type: ignore[arg-type]


def type_lines(session: Session, *lines: str) -> list[bool]:
    """Type lines and return which of them went well."""
    return [execute(session, line) for line in lines]


def ids(session: Session) -> list[str]:
    """Return the ids on the page."""
    return [hit.id for hit in session.found().hits]


def test_words_search_and_a_number_opens_a_hit(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    assert all(type_lines(session, "sipas", "1"))
    out = capsys.readouterr().out
    assert out.startswith("1 article\n\n1. Tỉnh Mẫu")
    assert "Officials: Trần Văn Mẫu (Giám đốc Sở Nội vụ)" in out


def test_similar_looks_for_articles_like_a_hit(session: Session) -> None:
    type_lines(session, "sipas", ":similar 1")
    assert "so-noi-vu.jsonl#1" not in ids(session)
    assert "like so-noi-vu.jsonl#1" in session.status()
    type_lines(session, ":limit 1", ":next")
    assert (len(ids(session)), session.pages()) == (1, (2, 2))
    type_lines(session, ":narrow province Cà Mau")
    assert ids(session) == ["c.txt"]
    type_lines(session, ":widen", "sipas")
    assert ids(session) == ["so-noi-vu.jsonl#1"]
    assert "like" not in session.status()


def test_similar_takes_an_id_and_explain_and_export_follow(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "all.jsonl"
    assert all(type_lines(session, ":similar c.txt", ":limit 1", ":explain", f":export {file}"))
    found = [json.loads(line)["id"] for line in file.read_text(encoding="utf-8").splitlines()]
    assert len(found) == 2
    assert "c.txt" not in found
    assert "points" in capsys.readouterr().out


def test_similar_needs_a_hit(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    assert type_lines(session, ":similar", ":similar nope") == [False, False]
    assert "which hit? :similar 1" in capsys.readouterr().err


def test_all_values_of_one_facet_are_listed_where_asked(
    session: Session, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PlainView, "facet_depth", 1)
    type_lines(session, WORDS)
    capsys.readouterr()
    type_lines(session, ":facets province", ":facets")
    whole, short = capsys.readouterr().out.split("Province:\n")[1:]
    assert whole == "   f1       1  Bến Tre\n            1  Cà Mau\n"
    assert "Cà Mau" not in short


def test_a_number_that_is_no_hit_is_searched_for(session: Session) -> None:
    type_lines(session, WORDS, "2021")
    assert session.query.text == "2021"


def test_facet_values_narrow_and_widen_by_number(session: Session) -> None:
    type_lines(session, WORDS, "f1")
    assert session.filters() == [("province", "Bến Tre")]
    assert ids(session) == ["so-noi-vu.jsonl#1"]
    type_lines(session, "f1")
    assert session.filters() == []
    assert len(ids(session)) == 3


def test_literal_is_switched_on_and_off(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    assert all(type_lines(session, ":literal", "sipas"))
    assert session.query.literal
    assert "words as typed" in session.status()
    assert all(type_lines(session, ":literal"))
    assert not session.query.literal
    assert "read as usual" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "filters"),
    [
        (":narrow province Cà Mau", [("province", "Cà Mau")]),
        (":n tỉnh Cà Mau", [("province", "Cà Mau")]),
        (':narrow tinh: "Cà Mau"', [("province", "Cà Mau")]),
        (":narrow year 2020", [("year", "2020")]),
        (":narrow năm 2020", [("year", "2020")]),
    ],
)
def test_fields_narrow_by_value(session: Session, line: str, filters: list[tuple[str, str]]) -> None:
    assert all(type_lines(session, WORDS, line))
    assert session.filters() == filters
    assert ids(session) == ["c.txt"]


def test_filters_stay_until_they_are_widened(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    type_lines(session, WORDS, ":narrow province Cà Mau", "sipas")
    assert session.found().total == 0
    assert "Filters are active (Province: Cà Mau); :widen removes them." in capsys.readouterr().err
    type_lines(session, ":widen province")
    assert ids(session) == ["so-noi-vu.jsonl#1"]
    type_lines(session, ":n year 2021", ":n province Bến Tre", ":widen")
    assert session.filters() == []


def test_pages_turn_and_have_ends(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    assert all(type_lines(session, ":limit 2", WORDS, ":next"))
    assert ids(session) == ["c.txt"]
    assert type_lines(session, ":next") == [False]
    assert "there are pages 1 to 2" in capsys.readouterr().err
    assert all(type_lines(session, ":prev", ":page 2", ":-"))
    assert session.pages() == (1, 2)


def test_sort_explain_facets_results_and_stats_answer(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    type_lines(session, WORDS)
    capsys.readouterr()
    for line, answer in [
        (":sort new", "3 articles"),
        (":explain 1", "words close together | 0.50"),
        (":facets year", "Year:\n   f4       1  2021\n   f5       1  2020\n"),
        (":facets", "Province:\n   f1       1  Bến Tre\n"),
        (":results", "3 articles"),
        (":stats", "Distinct terms: 1,234"),
        (":fields", "tỉnh: province\n"),
        (":help", ":narrow :n fN | FIELD VALUE: keep only"),
        (":help sort", "order of the hits"),
        ("?", ":quit"),
    ]:
        assert type_lines(session, line) == [True], line
        assert answer in capsys.readouterr().out, line
    assert session.query.sort == "newest"


def test_every_result_is_exported_not_only_the_page(session: Session, tmp_path: Path) -> None:
    type_lines(session, ":limit 1", WORDS)
    for ending in ("json", "jsonl", "csv"):
        assert type_lines(session, f":export {tmp_path}/kết quả.{ending}") == [True]
    record = json.loads((tmp_path / "kết quả.json").read_text(encoding="utf-8"))
    assert len(record["hits"]) == 3
    assert (tmp_path / "kết quả.csv").read_bytes().startswith(b"\xef\xbb\xbfrank,")
    rows = list(csv.DictReader((tmp_path / "kết quả.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["rank"] for row in rows] == ["1", "2", "3"]
    assert len((tmp_path / "kết quả.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_an_export_never_overwrites(
    session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "bảng.csv"
    kept.write_text("của tôi", encoding="utf-8")
    assert type_lines(session, "sipas", f":export {kept}", f":export {tmp_path}/x.doc", ":export") == [
        True, False, False, False,
    ]  # fmt: skip
    assert kept.read_text(encoding="utf-8") == "của tôi"
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        ":zz", ":", ":s", ":open", ":open 9", ":open nope", ":narrow", ":narrow f99", ":narrow colour red",
        ":narrow year xx", ":page 0", ":page x", ":sort colour", ":limit 0", ":facets colour", "tỉn:x",
        ":export /no/such/folder/x.csv", ":explain 7", ":page 99999999999999999999",
    ],
)  # fmt: skip
def test_mistakes_are_told_and_change_nothing(
    session: Session, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    type_lines(session, WORDS)
    before = (session.query, session.result)
    assert type_lines(session, line) == [False]
    assert capsys.readouterr().err.startswith("Error: ")
    assert (session.query, session.result) == before


@pytest.mark.parametrize(
    "line", [":next", ":facets", ":explain", ":export x.csv", ":open 1", ":results", ":page 1"]
)
def test_commands_before_the_first_search_say_so(
    session: Session, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert type_lines(session, line) == [False]
    assert "search for something first" in capsys.readouterr().err


def test_the_status_line_names_filters_page_and_order(session: Session) -> None:
    assert "type words" in session.status()
    type_lines(session, ":limit 1", WORDS, ":sort newest", ":narrow year 2021")
    assert session.status() == "sipas tin là  ·  1 found  ·  page 1 of 1  ·  sorted by newest  ·  Year: 2021"


@pytest.mark.parametrize("line", [":quit", ":q", "exit", "quit"])
def test_quit_leaves(session: Session, line: str) -> None:
    with pytest.raises(Leave):
        execute(session, line)


def test_names_and_short_names_are_unique() -> None:
    names = [name for one in COMMANDS.values() for name in (one.name, *one.short)]
    assert len(names) == len(set(names))
    assert all(find(name).help for name in names)


def test_an_interrupted_search_leaves_the_session(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(session.engine, "search", interrupted)
    assert type_lines(session, "sipas") == [False]


def test_hostile_text_is_shown_safely(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    type_lines(session, "tin", "1", ":facets", f":open {HOSTILE}", ":\x1b[31m", ":explain")
    shown = capsys.readouterr()
    for text in (shown.out, shown.err):
        assert not any(c in text for c in "\x1b\x9b\u202e")


def test_recency_is_set_and_taken_away(session: Session) -> None:
    assert all(type_lines(session, ":recency 365", "sipas"))
    assert session.query.recency == 365
    assert "365 days" in session.status()
    assert all(type_lines(session, ":sort newest"))
    assert (session.query.sort, session.query.recency) == ("newest", None)
    assert all(type_lines(session, ":recency 30", ":recency off"))
    assert (session.query.sort, session.query.recency) == ("relevance", None)
