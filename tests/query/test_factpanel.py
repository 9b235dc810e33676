"""The figures above the hits: those of the unit that the query names, however it is spelled."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from searchkit import Article, Indicator, SearchEngine
from searchkit.query.factnames import asked

PLACES = ("Bến Tre", "TP. Hồ Chí Minh", "Huế", "Thừa Thiên Huế", "Quảng Trị", "Điện Biên")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """An index with one article that tells the SIPAS of several provinces."""
    made = SearchEngine.create(tmp_path_factory.mktemp("figures"))
    told = [Indicator("SIPAS", 2020, name, "province", score=80.0 + n) for n, name in enumerate(PLACES)]
    told.append(Indicator("SIPAS", 2020, "huyện Điện Biên", "district", parent="Điện Biên", score=70.0))
    body = (
        "Chỉ số SIPAS năm 2020 của các tỉnh: " + ", ".join(PLACES) + ", hcm, sài gòn, tỉnh, huyện, dien bien."
    )
    made.add([Article(id="a", title="Chỉ số SIPAS năm 2020", body=body, indicators=tuple(told))])
    with made:
        yield made


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("chỉ số SIPAS Bến Tre", {"Bến Tre"}),
        ("sipas tinh ben tre 2020", {"Bến Tre"}),
        ("SIPAS hcm", {"TP. Hồ Chí Minh"}),
        ("sipas Huế", {"Huế", "Thừa Thiên Huế"}),
        ("SIPAS Điện Biên", {"Điện Biên"}),
        ("SIPAS huyện Điện Biên", {"huyện Điện Biên"}),
        ("SIPAS 2020", set(PLACES)),
        ("SIPAS 2019", set()),
        ("Bến Tre", set()),
    ],
)
def test_the_panel_shows_the_unit_that_was_asked_for(
    engine: SearchEngine, text: str, units: set[str]
) -> None:
    assert {fact.unit for fact in engine.search(text).facts} == units


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("chỉ số cải cách hành chính Huế", ("PAR INDEX",)),
        ("PAR INDEX và SIPAS", ("PAR INDEX", "SIPAS")),
        ("năng lực cạnh tranh cấp tỉnh", ("PCI",)),
    ],
)
def test_indicators_are_known_by_their_names(text: str, indicators: tuple[str, ...]) -> None:
    found = asked(text)
    assert found is not None
    assert found.indicators == indicators


def test_a_word_that_contains_a_name_is_no_indicator() -> None:
    assert asked("papier xếp hạng trường") is None


def _figure(
    unit: str,
    kind: str = "province",
    year: int = 2021,
    *,
    index: str = "PAR INDEX",
    rank: int | None = None,
    of: str | None = None,
) -> Indicator:
    return Indicator(index, year, unit, kind, parent=of, rank=rank, score=80.0)


TOLD = {
    "tinh": [_figure("Bến Tre", rank=26), _figure("Quảng Ninh", rank=1), _figure("Đắk Lắk", rank=53)],
    "nam truoc": [_figure("Bến Tre", year=year, rank=year - 1990) for year in (2018, 2019, 2020)],
    "bo": [_figure("Bộ Giao thông vận tải", "ministry", rank=9), _figure("Bộ Y tế", "ministry", rank=16)],
    "ca nuoc": [_figure("cả nước", "nation")],
    "so": [
        _figure("Sở Nội vụ", "department", rank=2, of="Bến Tre"),
        _figure("Sở Nội vụ", "department", rank=5, of="Quảng Ninh"),
        _figure("huyện Ba Tri", "district", rank=1, of="Bến Tre"),
        _figure("thành phố Bến Tre", "district", rank=3, of="Bến Tre"),
    ],
    "ddci": [_figure("Sở Tư pháp", "department", index="DDCI", rank=1, of="Bến Tre")],
    "vung tau": [_figure("Bà Rịa - Vũng Tàu", index="PCI", rank=9), _figure("Hà Nam", index="PCI", rank=30)],
}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """An index whose articles tell figures of all kinds of units."""
    made = SearchEngine.create(tmp_path_factory.mktemp("kinds"))
    articles = []
    for name, figures in TOLD.items():
        units = ", ".join(f"{one.unit} {one.parent or ''} năm {one.year}" for one in figures)
        body = f"Kết quả PAR INDEX, chỉ số cải cách hành chính, DDCI và PCI: {units}."
        named = {one.unit for one in figures if one.unit_kind == "province"} | {one.parent for one in figures}
        about = "Bến Tre" if name == "tinh" else None
        article = Article(id=name, title=name, body=body, province=about, indicators=tuple(figures))
        articles.append(dataclasses.replace(article, provinces=tuple(filter(None, named))))
    articles.append(
        Article(id="x", title="Kế hoạch", body="Kế hoạch nâng cao chỉ số PCI của sài gòn năm 2021, top 10.")
    )
    made.add(articles)
    with made:
        yield made


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "PAR INDEX 2021",
            ["Quảng Ninh", "Bến Tre", "Đắk Lắk", "Bộ Giao thông vận tải", "Bộ Y tế", "cả nước"],
        ),
        ("xếp hạng CCHC các bộ năm 2021", ["Bộ Giao thông vận tải", "Bộ Y tế"]),
        ("PAR INDEX 2021 top 10", ["Quảng Ninh", "Bộ Giao thông vận tải"]),
        ("tỉnh nào dẫn đầu PAR INDEX 2021", ["Quảng Ninh", "Bến Tre", "Đắk Lắk"]),
        ("các tỉnh par index thấp nhất 2021", ["Đắk Lắk", "Bến Tre", "Quảng Ninh"]),
        ("PAR INDEX trung bình cả nước 2021", ["cả nước"]),
        ("par index 2018-2020 bến tre", ["Bến Tre"] * 3),
        ("PAR INDEX Sở Nội vụ Bến Tre", ["Sở Nội vụ"]),
        ("chỉ số cải cách hành chính Sở Nội vụ Hà Nam", []),
        ("par index bộ gtvt", ["Bộ Giao thông vận tải"]),
        ("chỉ số cchc các huyện Bến Tre", ["huyện Ba Tri", "thành phố Bến Tre"]),
        ("par index ba tri", ["huyện Ba Tri"]),
        ("par index bến tre 2021", ["Bến Tre"]),
        ("par index thành phố bến tre 2021", ["thành phố Bến Tre"]),
        ("DDCI Bến Tre", ["Sở Tư pháp"]),
        ("PAR INDEX Đắc Lắc 2021", ["Đắk Lắk"]),
        ("pci vũng tàu", ["Bà Rịa - Vũng Tàu"]),
        ("pci hà nam", ["Hà Nam"]),
        ('PAR INDEX 2021 tỉnh:"Bến Tre"', ["Bến Tre"]),
        ("kế hoạch nâng cao chỉ số PCI", []),
    ],
)
def test_the_panel_shows_the_kind_place_and_years_that_were_asked_for(
    mixed: SearchEngine, text: str, units: list[str]
) -> None:
    assert [fact.unit for fact in mixed.search(text).facts] == units


def test_a_filter_by_province_names_the_unit(mixed: SearchEngine) -> None:
    facts = mixed.search("PAR INDEX 2021", provinces=["Bến Tre"]).facts
    assert [fact.unit for fact in facts] == ["Bến Tre"]


def test_articles_that_name_the_province_but_not_the_other_words_count(mixed: SearchEngine) -> None:
    assert [fact.rank for fact in mixed.search("PAR INDEX bến tre 2020 vì sao lại như vậy").facts] == [30]


def test_departments_elsewhere_are_not_shown_for_a_province(mixed: SearchEngine) -> None:
    facts = mixed.search("PAR INDEX Sở Nội vụ Quảng Ninh").facts
    assert [(fact.unit, fact.parent) for fact in facts] == [("Sở Nội vụ", "Quảng Ninh")]
