"""What `--explain` shows adds up to the score, whatever the words and wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

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
    return {hit.id: hit for hit in engine.search(text, explain=True, all_copies=True).hits}


@pytest.mark.parametrize(
    "text", ["rác", "thu phí rác", "thu phi rac", "RÁC OR họp", '"thu phí" rác huyện', "phí phí rác"]
)
def test_the_parts_shown_add_up_to_the_score(engine: SearchEngine, text: str) -> None:
    found = hits(engine, text)
    assert found
    for hit in found.values():
        assert hit.explanation is not None
        parts = [word.score for word in hit.explanation.words]
        total = sum(parts) + hit.explanation.proximity + hit.explanation.compounds
        assert total == pytest.approx(hit.score, abs=1e-4)


def test_a_word_is_worth_more_the_earlier_it_stands(engine: SearchEngine) -> None:
    scores = {}
    for hit in hits(engine, "phí rác").values():
        assert hit.explanation is not None
        scores[hit.id] = next(word.score for word in hit.explanation.words if word.word == "rác")
    assert scores["a"] > scores["c"] > scores["b"]
