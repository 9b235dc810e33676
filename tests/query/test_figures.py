"""Figures over an index: merged, contradicting, ranked, beside a query's hits, gone with their article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchkit import Article, QueryError, SearchEngine
from searchkit.query.factnames import asked
from searchkit.query.facts import method_notices

ARTICLES = (
    Article(
        id="a",
        title="Công bố SIPAS 2020",
        body="Chỉ số SIPAS năm 2020: An Giang dẫn đầu với 90,1%, Cà Mau xếp thứ 20 với 88,35%, tăng 1 bậc.",
        published=dt.date(2021, 6, 24),
    ),
    Article(
        id="b",
        title="Cà Mau: SIPAS xếp thứ 20",
        body="Chỉ số hài lòng (SIPAS) năm 2020 của Cà Mau xếp thứ 20/63. PAR INDEX năm 2020 xếp thứ 44.",
        published=dt.date(2021, 6, 25),
    ),
    Article(
        id="c",
        title="SIPAS nhìn lại",
        body="SIPAS năm 2020 của Cà Mau xếp thứ 21. SIPAS năm 2018 của Cà Mau đạt 80,5%.",
        published=dt.date(2022, 1, 5),
    ),
    Article(
        id="d",
        title="Chỉ số CCHC cấp huyện",
        body="Chỉ số CCHC năm 2020 tỉnh Cà Mau: thành phố Cà Mau xếp thứ 1, huyện Năm Căn xếp thứ 2.",
        published=dt.date(2021, 2, 1),
        province="Cà Mau",
    ),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    with SearchEngine.create(tmp_path_factory.mktemp("facts") / "index") as made:
        made.add(ARTICLES)
        yield made


def test_sources_that_agree_make_one_fact_and_those_that_disagree_stay_apart(engine: SearchEngine) -> None:
    agreed, other = engine.facts("SIPAS", "Cà Mau", 2020)
    assert (agreed.rank, agreed.rank_of, agreed.score, agreed.change) == (20, 63, 88.35, 1)
    assert [source.id for source in agreed.sources] == ["a", "b"]
    assert (other.rank, [source.id for source in other.sources]) == (21, ["c"])
    assert agreed.conflict
    assert other.conflict


TEXT = (
    "Ủy ban nhân dân tỉnh vừa công bố kết quả đo lường sự hài lòng của người dân đối với sự phục vụ của các "
    "cơ quan hành chính. Chỉ số SIPAS năm 2020 của Cà Mau đạt {score}%, xếp thứ 20. Lãnh đạo tỉnh yêu cầu "
    "các sở khắc phục ngay những hạn chế trong giải quyết hồ sơ, công khai thời gian trả kết quả và tiếp tục "
    "rà soát những thủ tục mà người dân còn phải đi lại nhiều lần trong năm tới."
)


@pytest.mark.parametrize("segments", [1, 2])
def test_an_article_and_its_reprints_are_one_source(tmp_path: Path, segments: int) -> None:
    other = "Chỉ số SIPAS năm 2020 của Cà Mau đạt 88,35%, theo báo cáo gửi tới kỳ họp cuối năm."
    told = {
        "tinlai": (TEXT.format(score="88,35"), 26),
        "goc": (TEXT.format(score="88,35"), 24),
        "khac": (other, 25),
        "tinlai2": (TEXT.format(score="88,35"), None),
        "suaso": (TEXT.format(score="98,35"), 27),
    }
    articles = [
        Article(id, title=f"Bài {id}", body=body, published=dt.date(2021, 6, day) if day else None)
        for id, (body, day) in told.items()
    ]
    with SearchEngine.create(tmp_path / "index") as engine:
        for part in range(segments):
            engine.add(articles[part::segments])
        assert {copy.id for copy in engine.copies("goc")} == {"goc", "tinlai", "tinlai2", "suaso"}
        for facts in (engine.facts("SIPAS", "Cà Mau", 2020), engine.search("SIPAS Cà Mau 2020").facts):
            sources = {fact.score: {one.id: one.copies for one in fact.sources} for fact in facts}
            assert sources == {88.35: {"goc": 2, "khac": 0}, 98.35: {"suaso": 0}}
            assert [fact.conflict for fact in facts] == [True, True]
        engine.remove(["goc"])
        left = {fact.score: fact.sources for fact in engine.facts("SIPAS", "Cà Mau", 2020)}
        assert {one.id: one.copies for one in left[88.35]} == {"tinlai": 1, "khac": 0}


def test_reprints_of_a_source_are_said(tmp_path: Path) -> None:
    from searchkit.render.facts import fact_lines
    from searchkit.render.facttext import source_text
    from searchkit.render.records import fact_record

    with SearchEngine.create(tmp_path / "index") as engine:
        engine.add(
            Article(id, title=f"Bài {id}", body=TEXT.format(score="88,35"), published=dt.date(2021, 6, day))
            for day, id in enumerate("abc", 1)
        )
        (fact,) = engine.facts("SIPAS", "Cà Mau", 2020)
    assert source_text(fact) == "Bài a (01/06/2021, 2 reprints)"
    assert [*fact_lines([fact])][-1].endswith("— Bài a | 01/06/2021 | a | 2 reprints")
    record = fact_record(fact)
    assert (record["sources"], record["id"], record["articles"][0]["copies"]) == (1, "a", 2)


def test_a_fact_names_its_article_and_sentence(engine: SearchEngine) -> None:
    (fact,) = engine.facts("SIPAS", "an giang")
    (source,) = fact.sources
    assert not fact.conflict
    assert (source.title, source.published) == ("Công bố SIPAS 2020", dt.date(2021, 6, 24))
    assert source.evidence == ARTICLES[0].body[source.start : source.end]


@pytest.mark.parametrize("typed", ["ca mau", "tỉnh Cà Mau", "CÀ MAU"])
def test_units_are_found_however_they_are_typed(engine: SearchEngine, typed: str) -> None:
    assert {fact.year for fact in engine.facts("sipas", typed)} == {2018, 2020}


def test_filters_narrow_the_facts(engine: SearchEngine) -> None:
    assert {fact.indicator for fact in engine.facts(year=2020)} == {"SIPAS", "PAR INDEX"}
    assert {fact.unit for fact in engine.facts(kind="district")} == {"thành phố Cà Mau", "huyện Năm Căn"}
    assert engine.facts(kind="district", parent="An Giang") == ()
    assert engine.facts("PCI") == ()


def test_unknown_indicators_and_kinds_are_named(engine: SearchEngine) -> None:
    with pytest.raises(QueryError, match="'CPI'.*PAR INDEX"):
        engine.facts("CPI")
    with pytest.raises(QueryError, match="'village'.*province"):
        engine.ranking("PCI", 2020, kind="village")


def test_a_ranking_is_in_order_and_knows_its_gaps(engine: SearchEngine) -> None:
    ranking = engine.ranking("sipas", 2020)
    assert [(fact.rank, fact.unit) for fact in ranking.facts] == [
        (1, "An Giang"),
        (20, "Cà Mau"),
        (21, "Cà Mau"),
    ]
    assert (ranking.indicator, ranking.known, ranking.expected) == ("SIPAS", 2, 63)
    districts = engine.ranking("PAR INDEX", 2020, kind="district", parent="Cà Mau")
    assert (districts.known, districts.expected) == (2, 9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chỉ số SIPAS Cà Mau", [(2020, "Cà Mau"), (2020, "Cà Mau"), (2018, "Cà Mau")]),
        ("chi so sipas ca mau 2018", [(2018, "Cà Mau")]),
        ("SIPAS năm 2020", [(2020, "An Giang"), (2020, "Cà Mau"), (2020, "Cà Mau")]),
        ("chỉ số CCHC huyện Năm Căn", [(2020, "huyện Năm Căn")]),
        ("SIPAS", []),
        ("SIPAS 2020 Bến Tre", []),
        ("Cà Mau xếp thứ 20", []),
    ],
)
def test_a_query_that_names_an_index_and_a_unit_or_year_gets_figures(
    engine: SearchEngine, text: str, expected: list[tuple[int, str]]
) -> None:
    assert [(fact.year, fact.unit) for fact in engine.search(text).facts] == expected


def test_further_pages_carry_no_figures(engine: SearchEngine) -> None:
    assert engine.search("SIPAS Cà Mau", limit=1, offset=1).facts == ()


def test_figures_come_and_go_with_their_article(tmp_path: Path) -> None:
    first = Article(id="x", title="PCI", body="PCI năm 2020 của Cà Mau xếp thứ 40.")
    with SearchEngine.create(tmp_path / "index") as engine:
        engine.add([first])
        assert [fact.rank for fact in engine.facts("PCI")] == [40]
        engine.add([Article(id="x", title="PCI", body="PCI năm 2020 của Cà Mau xếp thứ 41.")])
        assert [fact.rank for fact in engine.facts("PCI")] == [41]
        engine.remove(["x"])
        assert engine.facts("PCI") == ()


def test_a_change_of_method_between_two_years_is_told() -> None:
    assert len(method_notices("PAPI", [2017, 2019])) == 1
    assert method_notices("PAPI", [2018, 2019]) == ()
    assert method_notices("PAPI", []) == ()


def test_words_that_name_no_indicator_ask_for_nothing() -> None:
    assert asked("chỉ số giá tiêu dùng Cà Mau") is None
    found = asked("PAR INDEX và SIPAS Quảng Nam năm 2020")
    assert found
    assert (found.indicators, found.years, found.rest) == (("PAR INDEX", "SIPAS"), (2020,), "va quang nam")
