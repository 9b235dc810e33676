"""Many texts at once give the same terms and compounds as one by one, whichever way they are decided."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from segment_texts import LETTERS, WORDS, noise, sentences

from searchkit.analysis import Analysis, analyze, lexicon, model, table
from searchkit.analysis.bulk import Coded, encode, read_all
from searchkit.analysis.segment import ModelSegmenter, PyviSegmenter, segmenter


def read(texts: list[str]) -> list[Analysis]:
    """Return what `read_all` says of the texts, in words."""
    coded = encode(*texts)
    tables = {one.table for one in coded if isinstance(one, Coded)}
    (known,) = tables
    words = read_all(known, [one.numbers for one in coded if isinstance(one, Coded)])
    terms = iter([known.lexicon.terms[n] for n in words.terms])
    compounds = iter([known.lexicon.compounds[n] for n in words.compounds])
    counts = zip(words.term_counts.tolist(), words.compound_counts.tolist(), strict=True)
    found = [
        Analysis([next(terms) for _ in range(a)], [next(compounds) for _ in range(b)]) for a, b in counts
    ]
    assert (next(terms, None), next(compounds, None)) == (None, None)
    return found


def test_many_texts_are_read_as_each_alone() -> None:
    texts = [
        "",
        "Bến",
        *sentences(200, seed=21),
        "",
        " \n ",
        *noise(200, seed=22),
        " ".join(sentences(60)),
        "",
    ]
    assert read(texts) == [analyze(text) for text in texts]


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), min_size=1, max_size=6))
def test_any_words(texts: list[str]) -> None:
    assert read(texts) == [analyze(text) for text in texts]


@given(st.lists(st.text(LETTERS, max_size=40), min_size=1, max_size=4))
def test_any_letters(texts: list[str]) -> None:
    assert read(texts) == [analyze(text) for text in texts]


def test_long_texts_are_decided_as_short_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = segmenter()
    texts = [*sentences(150, seed=31), *noise(150, seed=32), " ".join(sentences(80, seed=33))]
    one_by_one, at_once = [], []
    for found, limit in ((one_by_one, 10**9), (at_once, 2)):
        monkeypatch.setattr(table, "_LONG", limit)
        found += [(ours.tokenize(text), ours.words(text), analyze(text)) for text in texts]
    assert at_once == one_by_one


@pytest.fixture
def fresh_segmenter() -> Iterable[None]:
    segmenter.cache_clear()
    yield
    segmenter.cache_clear()


@pytest.mark.parametrize("kept", [0, 60, 100])
@pytest.mark.usefixtures("fresh_segmenter")
def test_a_full_lexicon_gives_way_between_texts_and_stays_readable(
    kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexicon, "SIZE", 100)
    monkeypatch.setattr(lexicon, "KEPT", kept)
    ours = segmenter()
    assert isinstance(ours, ModelSegmenter)
    texts = list(sentences(30, seed=9))
    coded = [one for text in texts for one in encode(text) if isinstance(one, Coded)]
    assert len({one.table for one in coded}) > 1
    for one, text in zip(coded, texts, strict=True):
        words = read_all(one.table, [one.numbers])
        assert [one.table.lexicon.terms[n] for n in words.terms] == analyze(text).syllables


@pytest.mark.usefixtures("fresh_segmenter")
def test_what_came_first_need_not_be_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "SIZE", 220)
    monkeypatch.setattr(lexicon, "KEPT", 100)
    chunks = [f"{first}{second}" for first in "abcdeghikl" for second in "mnopqrstuvxy"]
    ours = segmenter()
    assert isinstance(ours, ModelSegmenter)
    full = ours.canonical_table().lexicon
    encode(" ".join(chunks), " ".join(chunk.upper() for chunk in chunks))
    new = ours.canonical_table().lexicon
    assert new is not full
    assert list(new) == chunks[:100]
    assert new.numbers(chunks) == full.numbers(chunks)
    assert len(new.parts) < len(full.parts)


@pytest.mark.usefixtures("fresh_segmenter")
def test_pyvi_itself_analyses_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Cải cách hành chính ở tỉnh Bến Tre"
    expected = analyze(text)
    segmenter.cache_clear()
    size, _ = model.KNOWN_FILES[model.MODEL_FILE]
    monkeypatch.setitem(model.KNOWN_FILES, model.MODEL_FILE, (size, "0" * 64))
    assert isinstance(segmenter(), PyviSegmenter)
    assert encode(text, "") == [expected, Analysis([], [])]
