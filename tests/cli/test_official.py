"""Persons over all articles: offices with their days, namesakes kept apart; on the command line and typed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchkit import Article, Official, SearchEngine
from searchkit.cli import cli
from searchkit.repl.dispatch import execute
from searchkit.repl.session import Session
from searchkit.repl.views import PlainView

Invoke = Callable[..., Result]

ARTICLES = [
    # One career in Bến Tre: a department, then the committee; the third article ties both together.
    ("a", 2019, "Bến Tre",
     "Giám đốc Sở Nội vụ tỉnh Bến Tre Lò Văn Mẫu họp. Bà Ngô Thị Thử, Chủ tịch UBND xã An Mẫu, dự."),
    ("b", 2021, "Bến Tre", "Phó Chủ tịch UBND tỉnh Lò Văn Mẫu phát biểu với Bí thư Tỉnh ủy Ngô Thị Thử."),
    ("c", 2020, "Bến Tre",
     "Ông Lò Văn Mẫu, nguyên Giám đốc Sở Nội vụ tỉnh Bến Tre, Phó Chủ tịch UBND tỉnh Bến Tre, dự."),
    # Namesakes: in another province, in a district of the same province, of one rank that says no place.
    ("d", 2020, "Hà Giang", "Chủ tịch UBND tỉnh Hà Giang Lò Văn Mẫu dự."),
    ("e", 2022, "Bến Tre", "Trưởng Công an huyện Ba Tri Lò Văn Mẫu nói."),
    ("f", 2022, None, "Chánh Thanh tra Lò Văn Mẫu nói."),
    # The same person in other words, and a bare rank that only one of them has.
    ("g", 2023, "Hà Giang",
     "PCT Ủy ban nhân dân tỉnh Hà Giang Lò Văn Mẫu ký. Ông Mẫu là quyền Bí thư Tỉnh ủy."),
    ("h", 2021, None, "Bộ trưởng Bộ Y tế Lã Thị Hai họp."),
    ("i", 2022, None, "Bộ trưởng Lã Thị Hai trả lời."),
    ("j", 2022, None, "Bộ trưởng Lã Thị Hai họp ở Bộ Y tế."),
    ("k", 2022, None, "Tổng thống Joe Smith gặp Ngoại trưởng John Doe."),
    ("l", 2023, "Hà Nội", "Cựu Tổng thống Mỹ Joe Smith đến Hà Nội."),
]  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people") / "index"
    with SearchEngine.create(folder) as engine:
        engine.add(
            Article(id=key, title=f"Bài {key}", body=body, published=dt.date(year, 3, 1), province=province)
            for key, year, province, body in ARTICLES
        )
    return folder


@pytest.fixture(scope="module")
def engine(place: Path) -> Iterator[SearchEngine]:
    with SearchEngine.open(place) as opened:
        yield opened


@pytest.fixture
def invoke(place: Path) -> Invoke:
    return lambda *words: CliRunner().invoke(cli, ["official", *words, "--index-dir", str(place)])


def groups(engine: SearchEngine, name: str) -> list[set[str]]:
    return [{one.id for one in person.latest} for person in engine.official(name)]


def test_namesakes_are_kept_apart_by_office_and_place(engine: SearchEngine) -> None:
    assert groups(engine, "Lò Văn Mẫu") == [{"a", "b", "c"}, {"d", "g"}, {"e"}, {"f"}]
    assert [person.namesakes for person in engine.official("Lò Văn Mẫu")] == [3, 3, 3, 3]


@pytest.mark.parametrize("typed", ["lo van mau", "LÒ VĂN MẪU", "lò văn mẫu", "văn mẫu"])
def test_names_may_be_typed_as_people_do(engine: SearchEngine, typed: str) -> None:
    assert engine.official(typed) == engine.official("Lò Văn Mẫu")


def test_offices_have_the_first_and_last_day_seen(engine: SearchEngine) -> None:
    person = engine.official("Lò Văn Mẫu")[0]
    offices = {(one.title, one.body, one.former): (one.first, one.last) for one in person.offices}
    assert offices == {
        ("Giám đốc Sở Nội vụ", "Sở Nội vụ Bến Tre", False): (dt.date(2019, 3, 1), dt.date(2019, 3, 1)),
        ("Giám đốc Sở Nội vụ", "Sở Nội vụ Bến Tre", True): (dt.date(2020, 3, 1), dt.date(2020, 3, 1)),
        ("Phó Chủ tịch UBND tỉnh", "UBND tỉnh Bến Tre", False): (dt.date(2020, 3, 1), dt.date(2021, 3, 1)),
    }
    assert person.offices[0].title == "Phó Chủ tịch UBND tỉnh"
    assert (person.provinces, person.articles) == (("Bến Tre",), 3)
    assert (person.first, person.last) == (dt.date(2019, 3, 1), dt.date(2021, 3, 1))
    assert [one.id for one in person.latest] == ["b", "c", "a"]
    assert [(one.name, one.articles) for one in person.companions] == [("Ngô Thị Thử", 2)]


def test_a_commune_and_a_province_s_party_are_no_one_s_single_career(engine: SearchEngine) -> None:
    assert groups(engine, "Ngô Thị Thử") == [{"a"}, {"b"}]


def test_a_bare_rank_joins_the_one_person_who_has_it(engine: SearchEngine) -> None:
    (person,) = engine.official("Lã Thị Hai")
    assert [(one.title, one.articles) for one in person.offices] == [("Bộ trưởng Bộ Y tế", 3)]


def test_a_foreigner_is_one_person(engine: SearchEngine) -> None:
    assert groups(engine, "Joe Smith") == [{"k", "l"}]


def test_deleted_articles_tell_nothing(place: Path, tmp_path: Path) -> None:
    with SearchEngine.create(tmp_path / "index") as engine:
        engine.add([Article(id="x", body="Chủ tịch UBND tỉnh Hà Giang Lò Văn Mẫu dự.")])
        assert len(engine.official("Lò Văn Mẫu")) == 1
        engine.remove(["x"])
        assert engine.official("Lò Văn Mẫu") == ()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jean pierre mau", {"Jean-Pierre Mẫu", "Jean Pierre Mẫu"}),
        ("Jean–Pierre Mẫu", {"Jean-Pierre Mẫu", "Jean Pierre Mẫu"}),
        ("g thu", {"G. Thử"}),
        ("g. thử", {"G. Thử"}),
        ("mẫu", {"Mẫu"}),
        ("pierre", {"Jean-Pierre Mẫu", "Jean Pierre Mẫu"}),
        ("jean", {"Jean-Pierre Mẫu", "Jean Pierre Mẫu"}),
        ("jea", set()),
        ("-", set()),
        ("ma van thu", {"Ma Văn-Thử", "Ma Văn Thử"}),
    ],
)
def test_dashes_and_dots_of_names_do_not_matter(tmp_path: Path, typed: str, found: set[str]) -> None:
    with SearchEngine.create(tmp_path / "index") as engine:
        names = ("Jean-Pierre Mẫu", "Jean Pierre Mẫu", "G. Thử", "Mẫu", "Ma Văn-Thử", "Ma Văn Thử")
        engine.add(
            Article(id=str(n), body="Có mặt.", officials=(Official(name, ("Chủ tịch",)),))
            for n, name in enumerate(names)
        )
        assert {person.name for person in engine.official(typed)} == found


def test_the_newest_articles_are_shown_those_of_one_day_by_their_ids(tmp_path: Path) -> None:
    days = {"a": 1, "b": 2, "c": 2, "d": 2, "e": None}
    with SearchEngine.create(tmp_path / "index") as engine:
        for id, day in days.items():  # a segment each
            published = dt.date(2024, 5, day) if day else None
            people = (Official("Lò Văn Mẫu", ("Bộ trưởng Bộ Y tế",)),)
            engine.add([Article(id, title=f"Bài {id}", body="Họp.", published=published, officials=people)])
        for most, shown in ((0, ""), (1, "d"), (2, "dc"), (4, "dcba"), (9, "dcbae")):
            (person,) = engine.official("lo van mau", latest=most)
            assert "".join(one.id for one in person.latest) == shown
            assert [one.title for one in person.latest] == [f"Bài {id}" for id in shown]
        assert (person.articles, person.offices[0].articles) == (5, 5)


def test_shown_as_lines(invoke: Invoke) -> None:
    shown = invoke("Lã Thị Hai", "--format", "plain")
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert lines[0] == "Lã Thị Hai | 3 articles | 01/03/2021 – 01/03/2022"
    assert any("Bộ trưởng Bộ Y tế | 01/03/2021 – 01/03/2022 | 3" in line for line in lines)
    assert "Tổng thống Mỹ (former)" in invoke("joe smith", "--format", "plain").stdout
    several = invoke("lo van mau", "--format", "plain", "--limit", "1").stdout
    assert several.count("may be the same one") == 4
    assert "Lò Văn Mẫu" in invoke("lo van mau", "--format", "rich").stdout


def test_shown_as_json_and_nobody_found(invoke: Invoke) -> None:
    record = json.loads(invoke("joe smith", "--format", "json").stdout)
    assert record["name"] == "joe smith"
    assert record["persons"][0]["articles"] == 2
    assert set(record["persons"][0]["offices"][0]) == {
        "title", "body", "province", "former", "acting", "first", "last", "articles",
    }  # fmt: skip
    nobody = invoke("không ai cả", "--format", "plain")
    assert (nobody.exit_code, nobody.stdout) == (1, "")
    assert "no official is named" in nobody.stderr


def test_narrower_facets_are_counted_when_asked_for(
    engine: SearchEngine, capsys: pytest.CaptureFixture[str]
) -> None:
    session = Session(engine, PlainView())
    assert execute(session, "họp")
    assert "Body:" not in capsys.readouterr().out
    assert execute(session, ":facets body")
    out = capsys.readouterr().out
    assert "Body:" in out
    number = next(line.split()[0] for line in out.splitlines() if line.endswith("Sở Nội vụ Bến Tre"))
    assert execute(session, number)
    assert session.query.bodies == ("Sở Nội vụ Bến Tre",)
    assert {hit.id for hit in session.found().hits} == {"a"}
    assert execute(session, ":narrow district Ba Tri")
    assert session.query.districts == ("Ba Tri",)
    assert execute(session, ":widen")
    assert session.filters() == []


def test_typed_in_the_interactive_search(engine: SearchEngine, capsys: pytest.CaptureFixture[str]) -> None:
    session = Session(engine, PlainView())
    assert execute(session, ":official lã thị hai")
    assert "Bộ trưởng Bộ Y tế" in capsys.readouterr().out
    assert not execute(session, ":official")
    assert not execute(session, ":official không ai")
