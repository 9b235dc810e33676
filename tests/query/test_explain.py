"""What `--explain` shows adds up to the score, whatever the words and wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit import Article, SearchEngine
from searchkit.models import Hit

_OTHER = (
    "Người dân được báo trước qua loa của thôn và trên trang của huyện, ai chưa rõ thì hỏi tổ trưởng. " * 10
)
_LATER = "Cuộc họp còn bàn nhiều việc khác của các xã. " * 12
ARTICLES = (
    Article(id="a", title="Thu phí rác ở huyện", body="Huyện thu phí rác từ tháng sau. " + _LATER),
    Article(id="b", title="Họp giao ban", body=_LATER + "Cuối buổi có nhắc đến phí thu gom rác thải."),
    Article(id="c", body="Phí rác được thu theo hộ. " + _OTHER),
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    with SearchEngine.create(tmp_path_factory.mktemp("explain") / "index") as made:
        made.add(ARTICLES)
        yield made


def hits(engine: SearchEngine, text: str) -> dict[str, Hit]:
    return {hit.id: hit for hit in engine.search(text, explain=True).hits}


_PART = st.one_of(
    st.sampled_from(("rác", "phí", "thu", "thu phí rác", "rac", "phi thu", "họp", "huyện", "ra*", "nope")),
    st.sampled_from(
        ('"thu phí"', "RÁC OR họp", "(xã OR hộ) rác", "+rác", "tiêu_đề:rác", "-buổi", "HỌP giao ban")
    ),
)


def assert_adds_up(hit: Hit) -> None:
    explained = hit.explanation
    assert explained is not None
    words = sum(word.score for word in explained.words)
    total = words + explained.proximity + explained.compounds + explained.recency
    assert total == pytest.approx(hit.score, abs=1e-3)
    assert sum(word.proximity for word in explained.words) == pytest.approx(explained.proximity, abs=1e-4)


@given(
    parts=st.lists(_PART, min_size=1, max_size=4),
    order=st.sampled_from(({}, {"sort": "newest"}, {"sort": "oldest"}, {"recency": 365.0})),
)
def test_the_parts_shown_add_up_to_the_score(
    engine: SearchEngine, parts: list[str], order: dict[str, Any]
) -> None:
    for hit in engine.search(" ".join(parts), explain=True, **order).hits:
        assert_adds_up(hit)


def test_they_add_up_beyond_the_best_and_for_similar_articles(tmp_path: Path) -> None:
    many = (
        Article(id=str(n), title=f"Thu phí rác {n}", body="Huyện thu phí rác. " * (1 + n % 7))
        for n in range(230)
    )
    with SearchEngine.create(tmp_path / "index") as engine:
        engine.add(many)
        found = engine.search("thu phí rác", limit=20, offset=195, all_copies=True, explain=True)
        assert [hit.rank for hit in found.hits] == list(range(196, 216))
        for hit in (*found.hits, *engine.similar("1", explain=True, all_copies=True).hits):
            assert_adds_up(hit)


def test_each_word_says_in_how_many_articles_where_and_of_what_it_is_part(engine: SearchEngine) -> None:
    explained = hits(engine, "phí rác thải độc")["b"].explanation
    assert explained is not None
    words = {word.word: word for word in explained.words}
    assert (words["rác"].articles, words["rác"].frequency, words["rác"].in_title) == (3, 1, False)
    assert (words["độc"].matched, words["độc"].score, words["độc"].frequency) == ((), 0.0, 0)
    assert words["rác"].compound == "rác thải"
    titled = hits(engine, "phí rác")["a"].explanation
    assert titled is not None
    assert [(word.frequency, word.title_frequency) for word in titled.words] == [(2, 1), (2, 1)]


def test_a_word_is_worth_more_the_earlier_it_stands(engine: SearchEngine) -> None:
    scores = {}
    for hit in hits(engine, "phí rác").values():
        assert hit.explanation is not None
        scores[hit.id] = next(word.score for word in hit.explanation.words if word.word == "rác")
    assert scores["a"] > scores["c"] > scores["b"]
