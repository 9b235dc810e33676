"""What recency does to scores: its formula, its explanation, its place in the ranking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from searchkit import Article, SearchEngine
from searchkit.query.recency import Recency
from searchkit.query.weights import RECENT

NEWEST = dt.date(2024, 5, 1)


def _article(number: int) -> Article:
    day = None if number % 7 == 0 else NEWEST - dt.timedelta(days=number)
    return Article(id=f"a{number}", title="Giá lúa", body="Giá lúa " + "ngô " * (number % 5), published=day)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    with SearchEngine.create(tmp_path_factory.mktemp("recency") / "index") as engine:
        misdated = Article(id="sai-ngay", title="Tin", body="Tin vắn", published=dt.date(2999, 1, 1))
        engine.add([*map(_article, range(1, 300)), misdated])
        yield engine


def factor(age: float, half_life: float) -> float:
    return 1 + RECENT * 2 ** (-age / half_life)


def test_the_formula(tmp_path_factory: pytest.TempPathFactory) -> None:
    with SearchEngine.create(tmp_path_factory.mktemp("formula") / "index") as engine:
        engine.add([Article(id="neu", body="Tin", published=NEWEST), *map(_article, (7, 10, 20))])
        snapshot = engine._snapshot
        docs = [snapshot.doc_of(name) for name in ("neu", "a10", "a20", "a7")]
        found = Recency(snapshot, 10)(docs)  # type: ignore[arg-type]
        assert found.tolist() == pytest.approx([1.5, factor(10, 10), factor(20, 10), 1.0])


def test_scores_are_those_without_it_times_the_factor(engine: SearchEngine) -> None:
    plain = {hit.id: hit.score for hit in engine.search("lúa", snippets=False, limit=400).hits}
    # One misdated article does not make all others old: the newest day is today at the latest.
    today = dt.date.today()
    for hit in engine.search("lúa", snippets=False, limit=400, recency=1000, explain=True).hits:
        boost = factor((today - hit.published).days, 1000) if hit.published else 1.0
        assert hit.score == pytest.approx(plain[hit.id] * boost, rel=1e-4)
        assert hit.explanation is not None
        assert hit.explanation.recency == pytest.approx(plain[hit.id] * (boost - 1), rel=1e-3)


@pytest.mark.parametrize("query", ["giá lúa", "lúa OR ngô"])
def test_pages_put_together_are_the_whole_list(engine: SearchEngine, query: str) -> None:
    whole = [hit.id for hit in engine.search(query, snippets=False, limit=400, recency=1000).hits]
    paged = [
        h.id
        for at in range(0, 400, 97)
        for h in engine.search(query, snippets=False, limit=97, offset=at, recency=1000).hits
    ]
    assert paged == whole
    assert len(set(whole)) == 299


def test_scores_never_rise_down_the_list(engine: SearchEngine) -> None:
    scores = [hit.score for hit in engine.search("giá lúa ngô", snippets=False, limit=400, recency=1000).hits]
    assert scores == sorted(scores, reverse=True)
