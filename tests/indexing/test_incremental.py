"""What a second run does: nothing where nothing changed, and exactly what changed where something did."""

from __future__ import annotations

from pathlib import Path

import pytest
from input_files import body_of, generation, ids, record, write_jsonl, write_page

from searchkit.errors import IndexCorrupt, IndexingFailed, IndexOutdated
from searchkit.indexing.bulk import index_paths
from searchkit.indexing.store import open_index
from searchkit.models import IndexSummary


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder of two pages and a file of three records."""
    write_page(tmp_path / "tin" / "a.txt", 1)
    write_page(tmp_path / "tin" / "huyện" / "b.txt", 2)
    write_jsonl(tmp_path / "tin" / "c.jsonl", [record(n) for n in (10, 11, 12)])
    return tmp_path / "tin"


@pytest.fixture
def index(tree: Path, tmp_path: Path) -> Path:
    """An index of that folder."""
    assert index_paths(tmp_path / "index", [tree]).added == 5
    return tmp_path / "index"


def counts(summary: IndexSummary) -> tuple[int, int, int, int, int]:
    return summary.added, summary.replaced, summary.unchanged, summary.removed, len(summary.skipped)


def test_a_second_run_over_the_same_files_commits_nothing(tree: Path, index: Path) -> None:
    before, files = generation(index), sorted(index.iterdir())
    assert counts(index_paths(index, [tree])) == (0, 0, 5, 0, 0)
    assert generation(index) == before
    assert sorted(index.iterdir()) == files


def test_the_path_may_be_typed_in_another_way(
    tree: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tree.parent)
    assert counts(index_paths(index, ["tin/../tin"])) == (0, 0, 5, 0, 0)


def test_a_changed_page_is_replaced_and_a_new_one_added(tree: Path, index: Path) -> None:
    write_page(tree / "a.txt", 7)
    write_page(tree / "d.txt", 8)
    assert counts(index_paths(index, [tree])) == (1, 1, 4, 0, 0)
    assert sorted(ids(index)) == ["a.txt", "d.txt", "huyện/b.txt", "tin-10", "tin-11", "tin-12"]
    assert "kỳ họp thứ 7" in body_of(index, "a.txt")


def test_one_changed_record_of_a_file_is_replaced_alone(tree: Path, index: Path) -> None:
    write_jsonl(tree / "c.jsonl", [record(10), record(11, body="Bản tin đã sửa."), record(12), record(13)])
    assert counts(index_paths(index, [tree])) == (1, 1, 4, 0, 0)
    assert body_of(index, "tin-11") == "Bản tin đã sửa."


def test_a_changed_given_value_counts_as_a_change(tree: Path, index: Path) -> None:
    write_jsonl(tree / "c.jsonl", [record(10), record(11, province="Cà Mau"), record(12)])
    assert counts(index_paths(index, [tree])) == (0, 1, 4, 0, 0)


def test_other_paths_add_to_the_index(index: Path, tmp_path: Path) -> None:
    write_page(tmp_path / "khác" / "x.txt", 3)
    assert counts(index_paths(index, [tmp_path / "khác"])) == (1, 0, 0, 0, 0)
    assert len(ids(index)) == 6


def test_vanished_files_stay_without_prune(tree: Path, index: Path) -> None:
    (tree / "a.txt").unlink()
    assert counts(index_paths(index, [tree])) == (0, 0, 4, 0, 0)
    assert "a.txt" in ids(index)


def test_prune_drops_what_vanished_below_the_paths_and_nothing_else(
    tree: Path, index: Path, tmp_path: Path
) -> None:
    write_page(tmp_path / "khác" / "x.txt", 3)
    index_paths(index, [tmp_path / "khác"])
    (tmp_path / "khác" / "x.txt").unlink()
    (tree / "huyện" / "b.txt").unlink()
    write_jsonl(tree / "c.jsonl", [record(10), record(12)])
    assert counts(index_paths(index, [tree], prune=True)) == (0, 0, 3, 2, 0)
    assert sorted(ids(index)) == ["a.txt", "tin-10", "tin-12", "x.txt"]
    before = generation(index)
    assert counts(index_paths(index, [tree], prune=True)) == (0, 0, 3, 0, 0)
    assert generation(index) == before


def test_prune_follows_a_file_that_moved(tree: Path, index: Path) -> None:
    (tree / "a.txt").rename(tree / "mới.txt")
    assert counts(index_paths(index, [tree], prune=True)) == (1, 0, 4, 1, 0)
    assert "mới.txt" in ids(index)


def test_prune_keeps_what_can_not_be_read_any_more(tree: Path, index: Path) -> None:
    (tree / "a.txt").write_bytes(b"")
    (tree / "c.jsonl").write_text('{"id": "tin-10", "body": "hỏng\n', encoding="utf-8")
    summary = index_paths(index, [tree], prune=True)
    assert (summary.removed, len(summary.skipped)) == (0, 2)
    assert len(ids(index)) == 5


def test_prune_of_a_missing_folder_empties_nothing(tree: Path, index: Path, tmp_path: Path) -> None:
    tree.rename(tmp_path / "đi nơi khác")
    summary = index_paths(index, [tree], prune=True)
    assert (summary.removed, len(summary.skipped)) == (0, 1)
    assert len(ids(index)) == 5


def test_prune_of_an_emptied_folder_drops_all_of_it(tree: Path, index: Path) -> None:
    for file in [*tree.rglob("*.txt"), tree / "c.jsonl"]:
        file.unlink()
    assert index_paths(index, [tree], prune=True).removed == 5
    assert ids(index) == []


def test_rebuild_holds_what_the_paths_hold_and_nothing_else(tree: Path, index: Path) -> None:
    (tree / "c.jsonl").unlink()
    assert counts(index_paths(index, [tree], rebuild=True)) == (2, 0, 0, 0, 0)
    assert sorted(ids(index)) == ["a.txt", "huyện/b.txt"]


def test_the_old_index_stays_readable_while_and_after_it_is_rebuilt(tree: Path, index: Path) -> None:
    with open_index(index) as old:
        index_paths(index, [tree], rebuild=True)
        doc = old.doc_of("tin-11")
        assert doc is not None
        assert "kỳ họp thứ 11" in old.body(doc)
    assert len(ids(index)) == 5


def test_a_rebuild_that_reads_nothing_leaves_the_index_alone(index: Path, tmp_path: Path) -> None:
    with pytest.raises(IndexingFailed, match="no such file"):
        index_paths(index, [tmp_path / "gõ nhầm"], rebuild=True)
    assert len(ids(index)) == 5


def test_an_index_of_other_word_rules_is_refused_until_it_is_rebuilt(
    tree: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("searchkit.indexing.schema.SCHEMA_VERSION", 99)
    with pytest.raises(IndexOutdated, match="--rebuild"):
        index_paths(index, [tree])
    assert index_paths(index, [tree], rebuild=True).added == 5
    assert len(ids(index)) == 5


def test_a_broken_index_is_refused_until_it_is_rebuilt(tree: Path, index: Path) -> None:
    next(index.glob("*.keys")).write_bytes(b"x")
    with pytest.raises(IndexCorrupt, match="--rebuild"):
        index_paths(index, [tree])
    assert index_paths(index, [tree], rebuild=True).added == 5
    assert len(ids(index)) == 5


def test_a_rebuild_leaves_other_files_in_the_folder_alone(tree: Path, index: Path) -> None:
    (index / "README.md").write_text("Nơi đặt mục lục.", encoding="utf-8")
    index_paths(index, [tree], rebuild=True)
    assert (index / "README.md").exists()


def test_the_first_article_of_an_id_stands_however_often_it_is_run(tree: Path, index: Path) -> None:
    write_jsonl(tree / "d.jsonl", [record(10, body="Tin khác cùng số."), record(20)])
    for added in (1, 0):
        summary = index_paths(index, [tree])
        assert (summary.added, summary.replaced, summary.removed) == (added, 0, 0)
        (skipped,) = summary.skipped
        assert skipped.path.endswith("d.jsonl")
        assert skipped.line == 1
        assert "tin-10" in skipped.reason
        assert "kỳ họp thứ 10" in body_of(index, "tin-10")
