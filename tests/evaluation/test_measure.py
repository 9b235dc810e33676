"""Indexing a set and putting its queries: what counts, what is kept, what is named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from searchkit import SearchEngine, Skipped
from searchkit.errors import ConfigError, IndexingFailed, QueryError
from searchkit.evaluation import report
from searchkit.evaluation.measure import SetReport, indexed, measure, run_lines
from searchkit.evaluation.qrels import read_set


@dataclass
class Answer:
    hits: list[Any]


@dataclass
class Id:
    id: str


class Stubborn:
    """An engine that finds `lua` twice and breaks on other queries."""

    asked: list[str]

    def __init__(self) -> None:
        self.asked = []

    def search(self, query: str, *, limit: int, snippets: bool, all_copies: bool) -> Any:
        self.asked.append(query)
        if "lúa" in query:
            return Answer([Id("lua"), Id("lua"), Id("hoc")])
        if ":" in query:
            raise QueryError("no such field")
        raise ZeroDivisionError("of a bug")


def test_a_query_that_fails_counts_nothing_and_is_named(farm: Path) -> None:
    engine = Stubborn()
    outcome = measure(engine, read_set(farm))
    assert engine.asked == ["thu hoạch lúa", "Cây cầu: thông xe"], "raw, and only those that are judged"
    assert outcome.mean["nDCG@10"] == 0.5
    assert outcome.per_query["q2"]["nDCG@10"] == 0.0
    assert [(one.query.id, one.message) for one in outcome.failures] == [("q2", "no such field")]
    assert outcome.run == {"q1": ["lua", "hoc"]}, "a document counts once"


def test_a_bug_of_the_engine_is_named_like_any_failure(farm: Path) -> None:
    outcome = measure(Stubborn(), read_set(farm), "unaccented")
    assert [one.message for one in outcome.failures] == ["ZeroDivisionError: of a bug", "no such field"]
    told = list(report.remarks([SetReport(read_set(farm), 3, (outcome,))]))
    assert told[0] == "farm: 1 query has no relevant document and is left out"
    assert told[1] == "farm: query q1 failed and counts 0 (unaccented): ZeroDivisionError: of a bug"


def test_the_listener_hears_of_every_query(farm: Path) -> None:
    heard: list[tuple[int, int]] = []
    measure(Stubborn(), read_set(farm), listener=lambda *now: heard.append(now))
    assert heard == [(1, 2), (2, 2)]


def test_a_kept_index_follows_the_set(farm: Path, tmp_path: Path) -> None:
    place = tmp_path / "kept"
    with indexed(read_set(farm), place) as (engine, summary):
        assert (summary.added, engine.stats().articles) == (3, 3)
    with indexed(read_set(farm), place) as (_engine, summary):
        assert (summary.added, summary.unchanged) == (0, 3)
    corpus = farm / "corpus.jsonl"
    corpus.write_text("".join(corpus.read_text(encoding="utf-8").splitlines(True)[1:]), encoding="utf-8")
    with indexed(read_set(farm), place) as (engine, summary):
        assert (summary.removed, engine.stats().articles) == (1, 2)


def test_a_kept_index_that_can_not_be_read_is_made_anew(farm: Path, tmp_path: Path) -> None:
    place = tmp_path / "kept"
    with indexed(read_set(farm), place):
        pass
    for file in (place / "farm").glob("_MAIN_*.toc"):
        file.write_bytes(b"broken")
    with indexed(read_set(farm), place) as (engine, _summary):
        assert engine.stats().articles == 3


def test_the_users_own_index_is_not_touched(farm: Path, tmp_path: Path) -> None:
    SearchEngine.create(tmp_path / "own").close()
    before = sorted(file.name for file in (tmp_path / "own").iterdir())
    with pytest.raises(ConfigError, match="is an index"), indexed(read_set(farm), tmp_path / "own"):
        pass
    assert sorted(file.name for file in (tmp_path / "own").iterdir()) == before


def test_documents_that_are_not_in_the_index_are_named_up_to_a_number(farm: Path) -> None:
    outcome = measure(Stubborn(), read_set(farm))
    skipped = tuple(Skipped("corpus.jsonl", "the record has no body", line) for line in range(1, 13))
    told = list(report.remarks([SetReport(read_set(farm), 3, (outcome,), skipped)]))
    assert told[1:3] == [
        "farm: 12 documents are not in the index; the first 10 of them:",
        "farm: a document is not in the index (line 1): the record has no body",
    ]
    assert len(told) == 1 + 1 + 10 + 1


def test_a_set_of_which_nothing_can_be_indexed_has_no_figures(farm: Path, tmp_path: Path) -> None:
    (farm / "corpus.jsonl").write_text('{"_id": "lua", "text": " "}\n', encoding="utf-8")
    with (
        pytest.raises(IndexingFailed, match="no document could be indexed: the record has no body"),
        indexed(read_set(farm), tmp_path / "kept"),
    ):
        pass


def test_a_run_file_keeps_the_order_for_tools_that_sort_by_score() -> None:
    lines = list(run_lines({"q1": ["b", "a"]}, "tag"))
    assert lines == ["q1 Q0 b 1 100 tag\n", "q1 Q0 a 2 99 tag\n"]
