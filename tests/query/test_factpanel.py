"""The figures above the hits: those of the unit that the query names, however it is spelled."""

from __future__ import annotations

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
        ("SIPAS 2020", {*PLACES, "huyện Điện Biên"}),
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
