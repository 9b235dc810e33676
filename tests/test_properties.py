"""What always holds of a search, whatever is indexed and asked."""

from __future__ import annotations

import contextlib
import datetime as dt
import unicodedata
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchkit import Article, Official, QueryError, SearchEngine

TEXT = "chỉ số hài lòng cải cách hành chính sipas huế bến tre tỉnh uỷ sở nội vụ đạt 88,35% năm 2020"
WORDS = TEXT.split()
PROVINCES = (None, "Bến Tre", "Huế", "Điện Biên")
PEOPLE = ("Lê Thị Hoa", "Trần Văn Bình", "Y Khoa Niê")


def article(n: int) -> Article:
    """Return the n-th of a fixed series of articles that differ in everything."""
    words = [WORDS[(n * 7 + i * (3 + n % 5)) % len(WORDS)] for i in range(12 + n % 17)]
    province = PROVINCES[n % len(PROVINCES)]
    return Article(
        id=f"bài-{n}",
        title=" ".join(words[:5]),
        body=" ".join(words[5:]) + ".",
        source=("Báo A", "Báo B", None)[n % 3],
        published=dt.date(2018 + n % 4, 1 + n % 12, 1 + n % 28) if n % 7 else None,
        province=province,
        provinces=(province,) if province else ("Hà Nội",),
        officials=tuple(Official(name) for name in PEOPLE[: n % 4]),
    )


ARTICLES = [article(n) for n in range(60)]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """Return an engine over the series."""
    with SearchEngine.create(tmp_path_factory.mktemp("index")) as made:
        made.add(ARTICLES)
        yield made


queries = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
some = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@some
@given(query=queries, size=st.integers(1, 7), sort=st.sampled_from(["relevance", "newest", "oldest"]))
def test_pages_joined_are_the_whole_list(engine: SearchEngine, query: str, size: int, sort: str) -> None:
    whole = engine.search(query, limit=1000, sort=sort, snippets=False)
    pages = [
        engine.search(query, limit=size, offset=at, sort=sort, snippets=False)
        for at in range(0, whole.total, size)
    ]
    assert [hit.id for page in pages for hit in page.hits] == [hit.id for hit in whole.hits]
    assert {page.total for page in pages} <= {whole.total}
    assert len(whole.hits) == whole.total


@some
@given(query=queries, province=st.sampled_from(PROVINCES[1:]), year=st.integers(2018, 2021))
def test_a_filter_never_adds_hits(engine: SearchEngine, query: str, province: str, year: int) -> None:
    def ids(**filters: object) -> set[str]:
        return {hit.id for hit in engine.search(query, limit=1000, snippets=False, **filters).hits}

    every = ids()
    by_province, by_year = ids(provinces=[province]), ids(years=[year])
    assert ids(provinces=[province], years=[year]) == by_province & by_year
    assert by_province | by_year <= every


@some
@given(query=queries, selected=st.lists(st.sampled_from(PROVINCES[1:]), max_size=2, unique=True))
def test_facets_count_what_counting_by_hand_counts(
    engine: SearchEngine, query: str, selected: list[str]
) -> None:
    facets = ["province", "official", "year", "source"]
    result = engine.search(query, provinces=selected, facets=facets, limit=1000, snippets=False)
    unfiltered = {hit.id for hit in engine.search(query, limit=1000, snippets=False).hits}
    matched = {hit.id for hit in result.hits}
    by_hand = {
        "province": Counter(a.province for a in ARTICLES if a.id in unfiltered and a.province),
        "official": Counter(o.name for a in ARTICLES if a.id in matched for o in a.officials),
        "year": Counter(str(a.published.year) for a in ARTICLES if a.id in matched and a.published),
        "source": Counter(a.source for a in ARTICLES if a.id in matched and a.source),
    }
    for name in facets:
        counted = {value.value: value.count for value in result.facets[name] if value.count}
        assert counted == by_hand[name], name
    assert {value.value for value in result.facets["province"] if value.selected} == set(selected)


@some
@given(query=queries)
def test_normal_forms_of_a_query_find_the_same(engine: SearchEngine, query: str) -> None:
    def found(text: str) -> list[tuple[str, float]]:
        return [(hit.id, hit.score) for hit in engine.search(text, snippets=False).hits]

    assert found(unicodedata.normalize("NFD", query)) == found(query)


@some
@given(query=queries)
def test_highlights_are_words_of_the_snippet(engine: SearchEngine, query: str) -> None:
    for hit in engine.search(query, limit=5).hits:
        for snippet in hit.snippets:
            for start, end in snippet.highlights:
                assert 0 <= start < end <= len(snippet.text)
                assert snippet.text[start:end].strip() == snippet.text[start:end] != ""


@some
@given(text=st.text(max_size=30))
def test_any_text_is_an_answer_or_a_query_error(engine: SearchEngine, text: str) -> None:
    with contextlib.suppress(QueryError):
        result = engine.search(text, limit=3)
        assert result.total >= len(result.hits)


@some
@given(query=queries)
def test_scores_fall_along_the_list(engine: SearchEngine, query: str) -> None:
    scores = [hit.score for hit in engine.search(query, limit=1000, snippets=False).hits]
    assert scores == sorted(scores, reverse=True)
