"""What a whole search tells of itself."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from searchkit import Article, SearchEngine
from searchkit.query import facets


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
