"""One engine answers several threads at once as it answers one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from searchkit import Article, SearchEngine, SearchResult

TEXT = "lúa ngô khoai sắn chợ phiên tỉnh huyện xã cầu đường sông núi nước gạo muối cá tôm"
WORDS = TEXT.split()
QUERIES = ("lúa OR ngô OR khoai", '"chợ phiên"', "tỉnh huyện", "cau duong", "+sông +núi", "gạo", '"lúa ngô"')


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    draw = random.Random(5)
    articles = [
        Article(id=f"a{n}", title=" ".join(draw.sample(WORDS, 4)), body=" ".join(draw.choices(WORDS, k=40)))
        for n in range(400)
    ]
    with SearchEngine.create(tmp_path_factory.mktemp("threads") / "index") as made:
        made.add(articles)
        yield made


def told(result: SearchResult) -> tuple[object, ...]:
    return result.total, [(hit.id, hit.score, hit.snippets) for hit in result.hits]


def test_threads_get_the_answers_that_one_gets(engine: SearchEngine) -> None:
    alone = {query: told(engine.search(query)) for query in QUERIES}
    with SearchEngine.open(engine.path) as shared, ThreadPoolExecutor(8) as pool:
        asked = list(QUERIES) * 12
        for query, answer in zip(asked, pool.map(lambda q: told(shared.search(q)), asked), strict=True):
            assert answer == alone[query], query
