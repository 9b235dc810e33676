"""Words as they are read beside others, and again when they are known already."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit import Article, QueryError, SearchEngine
from searchkit.analysis import questions, variants
from searchkit.analysis.acronyms import table
from searchkit.analysis.phrases import openings
from searchkit.query import wordbook
from searchkit.query.accents import Accents
from searchkit.query.interpret import interpret
from searchkit.query.lexicon import Lexicon
from searchkit.query.parse import parse
from searchkit.query.readings import Readings
from searchkit.query.shortforms import ShortForms

TEXT = "Cải cách hành chính (CCHC) ở Bắc Kạn: chỉ số hài lòng là bao nhiêu? Kỷ luật, COVID-19 và 88,35%."
TYPED = [
    *TEXT.split(),
    "CCHC",
    "cchc",
    "kỉ",
    "nào",
    "gì",
    "Cạn",
    "chi",
    "XYZ",
    "hành",
    "chính",
    "luât",
    "CA",
    "ca",
    "OR",
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    with SearchEngine.create(tmp_path_factory.mktemp("words") / "index") as made:
        made.add([Article(id="a", title="Tin", body=TEXT), Article(id="b", title="Cai cach", body="ki luat")])
        yield made


@pytest.fixture(scope="module")
def known(engine: SearchEngine) -> Lexicon:
    return Lexicon(engine._snapshot)


@given(
    words=st.lists(st.sampled_from(TYPED), max_size=6),
    literal=st.booleans(),
    sign=st.sampled_from(" +"),
    shouted=st.booleans(),
)
def test_known_words_are_read_as_when_they_were_new(
    words: list[str], literal: bool, sign: str, shouted: bool, engine: SearchEngine, known: Lexicon
) -> None:
    text = " ".join(sign.strip() + word for word in words)
    tree = parse(text.upper() if shouted else text)
    new = interpret(tree, Lexicon(engine._snapshot), literal=literal)
    assert interpret(tree, known, literal=literal) == new
    assert interpret(tree, known, literal=literal) == new


def test_what_is_kept_is_bounded(engine: SearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchkit.query.remembered._MOST", 3)
    lexicon = Lexicon(engine._snapshot)
    for n in range(10):
        interpret(parse(f"từ{n} số"), lexicon)
    book = wordbook.book(lexicon, unaccented=False, literal=False)
    assert len(book._entries) <= 3
    assert len(lexicon._leaves) <= 3
    assert len(lexicon._compounds) <= 3


def test_too_many_words_are_an_error(known: Lexicon) -> None:
    with pytest.raises(QueryError):
        interpret(parse(" ".join(f"từ{n}" for n in range(wordbook.MAX_LEAVES + 1))), known)
    interpret(parse("từ " * (wordbook.MAX_LEAVES + 1)), known)


def test_every_known_sequence_begins_with_an_opening(engine: SearchEngine) -> None:
    forms = ShortForms(engine._snapshot)
    for sequences in (
        table()._alternatives,
        forms.explained._alternatives,
        variants.place_names()._alternatives,
    ):
        for terms in sequences:
            assert not forms.openings.isdisjoint(openings(("và", *terms, "và"))), terms
    for terms in questions.QUESTIONS:
        assert not questions.OPENINGS.isdisjoint(openings(("và", *terms, "và"))), terms


@given(
    syllables=st.lists(st.sampled_from(["chi", "so", "hai", "cai", "cach", "luat", "xyz", "số"]), max_size=5)
)
def test_known_syllables_get_the_diacritics_that_new_ones_got(
    syllables: list[str], engine: SearchEngine, known: Lexicon
) -> None:
    new = Accents(engine._snapshot).restore(syllables)
    assert known.accents.restore(syllables) == new
    assert known.accents.restore(syllables) == new
    assert len(new) == len(syllables)


def test_readings_asked_for_last_are_kept(engine: SearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchkit.query.readings._KEPT_CHARACTERS", 200)
    readings = Readings(Lexicon(engine._snapshot))
    first = readings.of("số")
    assert readings.of("số") is first
    assert readings.of("số", literal=True) is not first
    assert readings.of("số " * 2) is not readings.of("số " * 2)  # too long
    for n in range(100):
        readings.of(f"n{n}")
    assert readings.of("số") is not first
    assert readings.of("số") == first


def test_what_is_said_of_a_reading_is_said_in_the_language_of_each_search(
    engine: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchkit.query.interpret.MAX_PREFIX", 1)
    readings, said = Readings(Lexicon(engine._snapshot)), set()
    for language in ("en", "vi"):
        monkeypatch.setenv("SEARCHKIT_LANG", language)
        said.add(readings.of("c*").notices)
    assert len(said) == 2


def test_a_query_that_cannot_be_read_is_never_kept(engine: SearchEngine) -> None:
    readings = Readings(Lexicon(engine._snapshot))
    for _attempt in range(2):
        with pytest.raises(QueryError):
            readings.of("(số")
