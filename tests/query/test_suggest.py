"""Did you mean: the nearest words for those that are not in the index, tones before letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit import Article, SearchEngine
from searchkit.indexing.field_view import FieldView
from searchkit.query.suggest import nearest, suggest
from searchkit.text import is_folded

Linear = Callable[[Callable[[str], object], str], bool]

TEXT = """Sở Nội vụ công bố chỉ số hài lòng của người dân về sự phục vụ hành chính. Bến Tre đứng đầu cả nước
về cải cách hành chính. Ngành giáo dục và doanh nghiệp nhỏ được biểu dương; Facebook của tỉnh có nhiều
người theo dõi. Hải Phòng, Hải Dương và hải quân.
Đường về xã được mở, con đường của tỉnh. Tre xanh, trẻ em, trê phi.
Số liệu của bộ."""
WORDS = sorted({word.strip(".,;").lower() for word in TEXT.split()})


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    with SearchEngine.create(tmp_path_factory.mktemp("suggest") / "index") as engine:
        engine.add([Article(id="a", title="Một bài", body=TEXT)])
        yield engine


@pytest.fixture(scope="module")
def view(engine: SearchEngine) -> FieldView:
    return engine._snapshot.field("text")


@pytest.mark.parametrize(
    ("word", "before", "after", "meant"),
    [
        ("hánh", "", "chính", "hành"),  # a tone
        ("hanh", "", "chính", "hành"),
        ("chich", "hành", "", "chính"),  # a letter
        ("hàng", "cách", "chính", "hành"),
        ("nghành", "", "giáo", "ngành"),  # as many spell it
        ("nghiệm", "doanh", "", "nghiệp"),
        ("xố", "chỉ", "", "số"),  # sounds that are confused
        ("nguời", "", "dân", "người"),
        ("ngừơi", "", "dân", "người"),
        ("duờng", "con", "", "đường"),
        ("facebok", "", "", "facebook"),
        ("fcaebok", "", "", "facebook"),  # two slips
        ("bếntre", "", "", "bến tre"),
        ("soos", "chỉ", "", "số"),  # keystrokes
        ("treee", "bến", "", "tre"),
        ("trể", "", "em", "trẻ"),
        ("trể", "bến", "", "tre"),  # the neighbour tells
    ],
)
def test_nearest(view: FieldView, word: str, before: str, after: str, meant: str) -> None:
    assert view.df(word) == 0
    assert nearest(view, word, before, after) == meant


@pytest.mark.parametrize("word", ["qwertz", "xyz", "zz", "ăằẳ", "wwwwwwwww"])
def test_nothing_is_near(view: FieldView, word: str) -> None:
    assert nearest(view, word) is None


def test_the_query_keeps_its_form(view: FieldView) -> None:
    typed = 'Chỉ SÔÔ "hài lonng", tỉnh!'
    words = [["chỉ", "sôô"], ["hài", "lonng"]]
    assert suggest(view, typed, ["sôô", "lonng"], words, bare=False) == 'Chỉ SỐ "hài lòng", tỉnh!'
    assert suggest(view, "hai lonng", ["lonng"], [["hài", "lonng"]], bare=True) == "hai long"
    assert suggest(view, "xyz", ["xyz"], [["xyz"]], bare=False) is None
    assert suggest(view, "U24 1234", ["u24", "1234"], [["u24", "1234"]], bare=False) is None


@given(st.lists(st.sampled_from([*WORDS, "xyz", "hànnh", "chínhh", "bếntre"]), min_size=1, max_size=5))
def test_a_word_that_exists_is_never_turned_into_another(engine: SearchEngine, words: list[str]) -> None:
    result = engine.search(" ".join(words), snippets=False)
    if is_folded(" ".join(words)):  # such a query is read with diacritics anyway
        return
    for meant in result.suggestions:
        said = meant.split()
        for word in words:
            assert word not in WORDS or word in said


def test_a_word_known_only_without_diacritics_is_doubted(tmp_path_factory: pytest.TempPathFactory) -> None:
    with SearchEngine.create(tmp_path_factory.mktemp("doubt") / "index") as engine:
        engine.add(
            [
                Article(id="a", title="Hành chính", body="Thủ tục hành chính của tỉnh."),
                Article(id="b", title="Hanh chinh", body="Thu tuc hanh chinh cua tinh."),
            ]
        )
        result = engine.search("hảnh chính")
        assert result.suggestions == ("hành chính",)
        assert not any("not in the index" in notice for notice in result.notices)


def test_what_a_stranger_types_costs_little(engine: SearchEngine, takes_linear_time: Linear) -> None:
    assert takes_linear_time(lambda text: engine.search(text), "hànhh" * 40_000)
    assert engine.search(" ".join(f"hành{letter}x" for letter in "abcdefghijklm")).total == 0
