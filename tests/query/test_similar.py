"""More like this: articles compared by the words that tell what they are about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from searchkit import Article, NotFound, QueryError, SearchEngine
from searchkit.query.lexicon import Lexicon
from searchkit.query.similar import WORDS, telling_words

_FILLER = "Tin cho biết như vậy. Các bên liên quan sẽ tiếp tục theo dõi trong thời gian tới."
_TEXTS = {
    "mua1": ("Lúa hè thu được mùa", "Nông dân huyện Mẫu gặt lúa hè thu. Năng suất lúa đạt bảy tấn."),
    "mua2": ("Giá lúa tăng nhẹ", "Thương lái mua lúa hè thu của nông dân. Năng suất lúa năm nay cao."),
    "mua3": ("Gặt xong lúa hè thu", "Nông dân gặt xong lúa hè thu, năng suất lúa khá."),
    "cau1": ("Khánh thành cầu Sông Mẫu", "Cầu Sông Mẫu dài ba trăm mét. Xe tải qua cầu từ hôm nay."),
    "cau2": ("Cầu Sông Mẫu thông xe", "Xe tải được qua cầu Sông Mẫu. Cầu dài ba trăm mét."),
    "truong": ("Trường học đón năm mới", "Học sinh tới trường. Thầy cô đón học sinh."),
    "trong": (None, "Nội dung"),
}  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    engine = SearchEngine.create(tmp_path_factory.mktemp("similar") / "index")
    engine.add(
        Article(id, title=title, body=f"{body} {_FILLER}" if title else body, province="Bến Tre")
        for id, (title, body) in _TEXTS.items()
    )
    engine.add([Article("xa", title="Lúa ở Cà Mau", body=_TEXTS["mua1"][1], province="Cà Mau")])
    yield engine
    engine.close()


def ids(engine: SearchEngine, article_id: str, limit: int = 2) -> list[str]:
    """Return the ids of the best hits."""
    return [hit.id for hit in engine.similar(article_id, limit=limit).hits]


@pytest.mark.parametrize(
    ("article_id", "likely"), [("cau1", {"cau2"}), ("mua2", {"mua1", "mua3", "xa"}), ("mua1", {"xa"})]
)
def test_articles_on_the_same_matter_come_first(
    engine: SearchEngine, article_id: str, likely: set[str]
) -> None:
    assert set(ids(engine, article_id, limit=1)) <= likely


def test_the_article_itself_is_left_out(engine: SearchEngine) -> None:
    result = engine.similar("mua1", facets=["province"], limit=100)
    assert "mua1" not in [hit.id for hit in result.hits]
    assert len(result.hits) == result.total == sum(one.count for one in result.facets["province"])


def test_filters_narrow_and_pages_follow_each_other(engine: SearchEngine) -> None:
    assert [hit.id for hit in engine.similar("mua1", provinces=["Cà Mau"]).hits] == ["xa"]
    found = ids(engine, "mua1", limit=4)
    pages = [engine.similar("mua1", limit=2, offset=offset) for offset in (0, 2)]
    assert [hit.id for page in pages for hit in page.hits] == found
    assert [hit.rank for page in pages for hit in page.hits] == list(range(1, len(found) + 1))


def test_the_result_says_which_words_were_compared(engine: SearchEngine) -> None:
    result = engine.similar("cau1")
    assert "sông mẫu" in result.query.text or "cầu" in result.query.text
    assert result.notices[0].startswith("compared by its words: ")
    marked = {s.text[a:b].lower() for s in result.hits[0].snippets for a, b in s.highlights}
    assert any("cầu" in words for words in marked)
    marked = {
        s.text[a:b].lower()
        for hit in engine.similar("mua1").hits
        for s in hit.snippets
        for a, b in s.highlights
    }
    assert any("nông dân" in words for words in marked)


def test_an_article_without_words_of_others_finds_nothing_and_says_so(engine: SearchEngine) -> None:
    result = engine.similar("trong")
    assert (result.total, result.hits) == (0, ())
    assert "no words that others hold" in result.notices[0]


def test_an_unknown_article_and_words_are_errors(engine: SearchEngine) -> None:
    with pytest.raises(NotFound, match="no article 'nope'"):
        engine.similar("nope")
    with pytest.raises(QueryError, match="leave the text out"):
        engine.similar("mua1", text="lúa")


def test_compounds_take_the_place_of_their_syllables(engine: SearchEngine) -> None:
    snapshot = engine._snapshot
    doc = snapshot.doc_of("mua1")
    assert doc is not None
    words = telling_words(snapshot, doc, Lexicon(snapshot))
    texts = [leaf.text for leaf in words]
    assert len(texts) == len(set(texts)) <= WORDS
    assert "nông dân" in texts
    assert not {"nông", "dân"} & set(texts)
    worth = [leaf.weight for leaf in words]
    assert all(0 < weight < 1 for weight in worth)


def test_explained_parts_are_named_in_plain_words(engine: SearchEngine) -> None:
    explained = engine.similar("mua1", explain=True).hits[0].explanation
    assert explained is not None
    assert all("_" not in word.word for word in explained.words)
