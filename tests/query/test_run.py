"""What a whole search tells of itself."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from searchkit import Article, SearchEngine
from searchkit.query import facets, filters


def test_the_time_told_is_that_of_the_whole_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = facets.count_facet

    def slowly(*args, **named):
        time.sleep(0.02)
        return count(*args, **named)

    monkeypatch.setattr(facets, "count_facet", slowly)
    with SearchEngine.create(tmp_path / "index") as engine:
        engine.add([Article(id="a", title="Bến Tre công bố chỉ số hài lòng", body="Chỉ số đạt 88,35%.")])
        started = time.perf_counter()
        result = engine.search("chỉ số", facets=["year", "province"])
        assert 40 <= result.took_ms <= (time.perf_counter() - started) * 1000


@pytest.mark.parametrize("query", ["sở OR xã", "sở OR sở", "sở", '"sở xã" OR huyện', "-sở OR x*"])
def test_an_empty_index_finds_nothing_of_any_query(tmp_path: Path, query: str) -> None:
    with SearchEngine.create(tmp_path / "index") as engine:
        result = engine.search(query, facets=["province", "year"])
        assert (result.total, result.hits) == (0, ())


@pytest.mark.parametrize("query", ["sở OR xã", "sở", "sở xã", ""])
@pytest.mark.parametrize("offset", [0, 1, 7])
def test_a_page_of_no_hits_still_counts_them(tmp_path: Path, query: str, offset: int) -> None:
    with SearchEngine.create(tmp_path / "index") as engine:
        engine.add([Article(id=name, title="Sở và xã", body=f"Sở {name} ở xã.") for name in "abc"])
        result = engine.search(query, limit=0, offset=offset)
        assert (result.total, result.hits) == (3, ())


@pytest.mark.parametrize("times", [0xFFFE, 0x10000])  # with title or without, 16 bits begin anew at 0
def test_a_word_written_65536_times_is_found(tmp_path: Path, times: int) -> None:
    title = None if times == 0x10000 else "Sở"
    with SearchEngine.create(tmp_path / "index") as engine:
        long = Article(id="long", title=title, body="sở " * times, source="a.vn", provinces=("Huế",))
        engine.add([long, Article(id="short", title=None, body="Sở có thư.")])
        assert [hit.id for hit in engine.search("sở", snippets=False).hits] == ["long", "short"]


def test_documents_kept_for_filters_are_few_and_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filters, "_KEPT_SETS", 4)
    with SearchEngine.create(tmp_path / "index") as engine:
        engine.add(
            [
                Article(id=f"{n}", title=None, body="Sở họp.", source=f"báo {n}", province="Huế")
                for n in range(5)
            ]
        )
        for sources in (
            ["báo 1"],
            ["báo 3"],
            ["báo 2", "báo 1"],
            ["báo 4"],
            ["báo 1", "báo 2"],
            ["báo 1"],
        ) * 2:
            found = engine.search("sở", sources=sources, provinces=["Huế"], snippets=False)
            assert {hit.source for hit in found.hits} == set(sources)
            assert len(engine._open_searcher()._filters._sets) <= 4
        engine.add([Article(id="new", title=None, body="Sở họp.", source="báo 1", province="Huế")])
        assert engine.search("sở", sources=["báo 1"], all_copies=True).total == 2
