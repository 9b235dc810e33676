"""Keystrokes in a query: what is read as meant otherwise, over the whole query and beside an index."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit import Article, SearchEngine
from searchkit.query.accents import Accents
from searchkit.query.keyboard import hints, without_keystrokes
from searchkit.query.lexicon import Lexicon
from searchkit.query.parse import parse
from searchkit.query.tree import texts_of, words_of

TEXT = """chỉ số hài lòng của người dân tỉnh bến tre được bán ở hán hồ sơ đất sẽ tạp chí car post has list of
SIPAS index COVID-19 876/QĐ-BNV A1 U23 top is air này"""


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lexicon]:
    with SearchEngine.create(tmp_path_factory.mktemp("keys") / "index") as engine:
        engine.add([Article(id="a", title="Một bài", body=TEXT)])
        yield Lexicon(engine._snapshot)


def read(text: str, lexicon: Lexicon) -> str:
    return " ".join(texts_of(without_keystrokes(parse(text), lexicon)))


def hint(text: str, lexicon: Lexicon) -> bool:
    tree = parse(text)
    return hints(tree, words_of(tree), lexicon)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chir soos", "chỉ số"),
        ("chi3 so61 hai2 lo2ng", "chỉ số hài lòng"),
        ("tinhr", "tỉnh"),
        ("Tinhr Beesn Tre.", "Tỉnh Bến Tre."),
        ("BEESN TRE", "BẾN TRE"),
        ("hoof sow ddaats", "hồ sơ đất"),
        ("chỉ soos", "chỉ số"),
        ("bans ddaats", "bán đất"),
        ("has ddaats", "has đất"),
        ("-ddaats", "đất"),
        ("post of hồ soos", "post of hồ số"),
        ("đất o73 soos", "đất ở số"),
        ("chi3 a7 bans", "chỉ a7 bán"),
        ("(chir OR soos)", "chỉ số"),
    ],
)
def test_keystrokes_are_read(typed: str, meant: str, lexicon: Lexicon) -> None:
    assert read(typed, lexicon) == meant


@pytest.mark.parametrize(
    "text",
    [
        "bans", "hans zimmer", "Hans tre", "cars bans", "car post has", "index A1 U23", "876/QĐ-BNV COVID-19",
        "so61/QĐ chi-soos", "www.tinhr.vn", "SOOS", "chỉ số hài lòng", "chi so hai long", "xeps", "khoongr",
        "số:tinhr", "tinhr*", "post bans list", "o73", "chi a3",
    ],
)  # fmt: skip
def test_other_words_stand(text: str, lexicon: Lexicon) -> None:
    tree = parse(text)
    assert without_keystrokes(tree, lexicon) is tree


@given(st.lists(st.sampled_from(TEXT.split() + ["xyz", "-", "3"])).map(" ".join))
def test_words_of_the_index_are_never_touched(text: str) -> None:
    class Everything:
        def df(self, _field: str, _term: str) -> int:
            return 1

    lexicon = Everything()
    tree = parse(text)
    assert without_keystrokes(tree, lexicon) is tree  # type: ignore[arg-type]


def test_a_usual_query_is_looked_at_once(lexicon: Lexicon) -> None:
    assert not hint("chi so hai long nguoi dan tinh Ben Tre nam 2021", lexicon)
    assert not hint("chỉ số SIPAS của tỉnh", lexicon)
    assert hint("chir so", lexicon)
    assert hint("giá -ddaats", lexicon)


def test_long_words_take_linear_time(takes_linear_time, lexicon: Lexicon) -> None:  # type: ignore[no-untyped-def]
    assert takes_linear_time(lambda text: hint(text, lexicon), "a" * 400_000)
    assert takes_linear_time(lambda text: hint(text, lexicon), "as" * 100_000)


def test_beside_keystrokes_a_word_without_any_is_meant_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    with SearchEngine.create(tmp_path_factory.mktemp("plain") / "index") as engine:
        engine.add(
            [Article(id="a", title="Tin", body="Mùa này, mùa nọ, mùa kia. Ai mua? Được mùa lúa, mùa lúa.")]
        )
        accents = Accents(engine._snapshot)
        assert [one.form for one in accents.restore(["mua"])] == ["mùa"]
        assert [one.form for one in accents.restore(["mua"], plain=30)] == ["mua"]
        # Where the neighbours speak against it clearly, a key was forgotten.
        assert [one.form for one in accents.restore(["mua", "lúa"], plain=2)] == ["mùa", "lúa"]
