"""Reprints are one hit: the earliest that matches stands for its story; nothing is lost or counted twice."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchkit import Article, NotFound, SearchEngine
from searchkit.query.browse import everything
from searchkit.query.facets import count_facet

TEXT = "chỉ số hài lòng cải cách hành chính huế bến tre tỉnh uỷ sở nội vụ hồ sơ người dân phục vụ"
WORDS = TEXT.split()
SOURCES = ("Báo A", "Báo B", "Cổng C", None)
PROVINCES = ("Bến Tre", "Huế")


def body(story: int) -> list[str]:
    """The words of a story, with a word of its own."""
    rng = random.Random(story)
    return [f"chuyện{story}", *(rng.choice(WORDS) for _n in range(60))]


def article(n: int) -> Article:
    """The n-th article: 24 of them tell 8 stories, some with a lead or cut; the others stand alone."""
    rng = random.Random(n)
    story = n % 8 if n < 24 else n
    words = body(story)
    if n % 3 == 1:
        words = words[:45]
    if n % 3 == 2:
        words = [*(rng.choice(WORDS) for _n in range(8)), *words]
    return Article(
        id=f"bài-{n}",
        title=f"Tin {n}",
        body=" ".join(words) + ".",
        source=SOURCES[rng.randrange(4)],
        published=dt.date(2020 + rng.randrange(2), 1, 1 + rng.randrange(20)) if n % 5 else None,
        province=PROVINCES[story % 2],
        provinces=(PROVINCES[story % 2],),
    )


ARTICLES = {one.id: one for one in map(article, range(40))}
STORY = {id: int(id[4:]) % 8 if int(id[4:]) < 24 else int(id[4:]) for id in ARTICLES}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    """An engine over all articles, written in two commits."""
    with SearchEngine.create(tmp_path_factory.mktemp("index")) as made:
        made.add(list(ARTICLES.values())[:30])
        made.add(list(ARTICLES.values())[30:])
        yield made


def order(id: str) -> tuple[dt.date, int]:
    """What makes an article earlier than another one: its day, then when it came into the index."""
    return ARTICLES[id].published or dt.date.max, int(id[4:])


asked = st.fixed_dictionaries(
    {
        "query": st.one_of(
            st.lists(st.sampled_from([*WORDS, "chuyện3", "-huế"]), max_size=3).map(" ".join),
            st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(" OR ".join),
        ),
        "provinces": st.lists(st.sampled_from(PROVINCES), max_size=1),
        "sources": st.lists(st.sampled_from(SOURCES[:3]), max_size=2, unique=True),
        "years": st.lists(st.sampled_from([2020, 2021]), max_size=1),
        "sort": st.sampled_from(["relevance", "newest", "oldest"]),
    }
)
some = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@some
@given(asked)
def test_every_story_that_matches_is_there_once_under_its_earliest_article(engine, asked) -> None:
    every = [hit.id for hit in engine.search(**asked, limit=1000, snippets=False, all_copies=True).hits]
    result = engine.search(**asked, limit=1000, snippets=False)
    stories: dict[int, list[str]] = {}
    for id in every:
        stories.setdefault(STORY[id], []).append(id)
    expected = {min(ids, key=order): len(ids) - 1 for ids in stories.values()}
    assert {hit.id: hit.copies for hit in result.hits} == expected
    assert result.total == len(result.hits) == len(stories)


@some
@given(asked)
def test_a_facet_counts_the_stories_that_a_search_for_its_value_finds(engine, asked) -> None:
    fields = {"province": "provinces", "source": "sources", "year": "years"}
    result = engine.search(**asked, facets=list(fields), limit=0)
    for name, values in result.facets.items():
        for one in values:
            value = int(one.value) if name == "year" else one.value
            narrowed = engine.search(**(asked | {fields[name]: [value]}), limit=0)
            assert one.count == narrowed.total, one


def test_facets_of_many_values_count_stories(engine) -> None:
    snapshot = engine._snapshot
    found = count_facet(snapshot, "mentions", everything(snapshot), [], copies=snapshot.copies)
    by_hand = Counter(PROVINCES[story % 2] for story in set(STORY.values()))
    assert {one.value: one.count for one in found} == by_hand


def test_values_of_the_whole_index_are_counted_as_an_empty_search_counts_them(engine) -> None:
    result = engine.search("", facets=["source", "year"], limit=0)
    for name, facet in result.facets.items():
        assert sorted(engine.facet_values(name), key=str) == sorted(facet, key=str)


@some
@given(asked, st.integers(1, 5))
def test_pages_joined_are_the_whole_list(engine, asked, size) -> None:
    whole = engine.search(**asked, limit=1000, snippets=False)
    pages = [
        engine.search(**asked, limit=size, offset=at, snippets=False) for at in range(0, whole.total, size)
    ]
    assert [(hit.id, hit.copies) for page in pages for hit in page.hits] == [
        (hit.id, hit.copies) for hit in whole.hits
    ]


def test_where_the_earliest_is_filtered_out_the_next_one_stands_for_the_story(engine) -> None:
    every = [hit.id for hit in engine.search("chuyện3", all_copies=True).hits]
    first, second, *_others = sorted(every, key=order)
    assert [hit.id for hit in engine.search("chuyện3").hits] == [first]
    assert [hit.copies for hit in engine.search("chuyện3").hits] == [2]
    (hit,) = engine.search(f'chuyện3 -tiêu_đề:"{ARTICLES[first].title}"').hits
    assert (hit.id, hit.copies) == (second, 1)


def test_where_the_earliest_is_removed_the_next_one_stands_for_the_story(tmp_path) -> None:
    with SearchEngine.create(tmp_path / "index") as engine:
        engine.add(ARTICLES.values())
        first, second, third = sorted((id for id, story in STORY.items() if story == 3), key=order)
        engine.remove([first])
        assert [(hit.id, hit.copies) for hit in engine.search("chuyện3").hits] == [(second, 1)]
        engine.remove([third])
        assert [(hit.id, hit.copies) for hit in engine.search("chuyện3").hits] == [(second, 0)]


def test_what_is_like_an_article_is_none_of_its_reprints(engine) -> None:
    alike = {hit.id for hit in engine.similar("bài-3", limit=100).hits}
    assert not alike & {"bài-3", "bài-11", "bài-19"}
    assert {"bài-11", "bài-19"} <= {
        hit.id for hit in engine.similar("bài-3", limit=100, all_copies=True).hits
    }


def test_the_copies_of_an_article_are_told_from_the_earliest_on(tmp_path) -> None:
    told = (
        "Sở Nội vụ tỉnh Mẫu công bố chỉ số hài lòng đạt 88,35%, tăng 2,1 điểm so với năm 2020. "
        + " ".join(body(99))
    )
    articles = {
        "sửa": told.replace("88,35%", "88,53%"),
        "gốc": told,
        "cắt": "Tin từ Bến Tre. " + told[:250],
        "khác": " ".join(body(98)),
    }
    with SearchEngine.create(tmp_path / "index") as engine:
        engine.add(
            Article(id=id, title=f"Tin {id}", body=text, source=f"Báo {id}", published=dt.date(2021, 6, day))
            for (id, text), day in zip(articles.items(), (3, 1, 2, 4), strict=True)
        )
        found = engine.copies("sửa")
        assert found == engine.copies("gốc")
        assert [(one.id, one.title, one.source) for one in found] == [
            (id, f"Tin {id}", f"Báo {id}") for id in ("gốc", "cắt", "sửa")
        ]
        assert [[(one.before, one.after) for one in copy.changes] for copy in found] == [
            [],
            [],
            [("88,35%", "88,53%")],
        ]
        assert [one.id for one in engine.copies("khác")] == ["khác"]
        with pytest.raises(NotFound):
            engine.copies("không có")


def test_years_are_listed_the_latest_first(engine) -> None:
    years = [one.value for one in engine.search("", facets=["year"], limit=0).facets["year"]]
    assert years == ["2021", "2020"]
