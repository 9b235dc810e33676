from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from samples import BEN_TRE, HUE, PLAIN, Sample, index, make_run, positions

from searchkit.errors import IndexCorrupt, IndexLocked
from searchkit.indexing.locks import LOCK_NAME
from searchkit.indexing.policy import MAX_SEGMENTS, choose
from searchkit.indexing.run import Run
from searchkit.indexing.store import create_index, open_index
from searchkit.indexing.verify import verify
from searchkit.indexing.writer import IndexWriter


def ids(path: Path) -> list[str]:
    """The ids of the living articles, in document order."""
    with open_index(path) as snapshot:
        alive = snapshot.alive
        docs = [d for d in range(snapshot.max_doc) if alive is None or alive[d]]
        return [snapshot.stored(doc)["id"] for doc in docs]


def names(path: Path) -> set[str]:
    return {entry.name for entry in path.iterdir()}


def test_an_article_replaces_the_one_of_its_id(tmp_path: Path) -> None:
    index(tmp_path, [BEN_TRE, HUE], [Sample("hue", words=("mới",), digest=9)])
    with open_index(tmp_path) as snapshot:
        assert snapshot.doc_count == 2
        doc = snapshot.doc_of("hue")
        assert snapshot.body(doc) == "mới"
        assert snapshot.field("text").df("cải") == 0
        assert snapshot.field("text").postings("cải") is None
        assert snapshot.column("digest").numbers[doc] == 9


def test_the_last_of_an_id_counts_within_one_commit(tmp_path: Path) -> None:
    first, second, third = (Sample("a", words=(word,)) for word in ("một", "hai", "ba"))
    with IndexWriter(tmp_path / "index") as writer:
        writer.add_run(make_run([first, second], tmp_path / "run1"))
        writer.add_run(make_run([third, PLAIN], tmp_path / "run2"))
        assert writer.pending == 2
    assert ids(tmp_path / "index") == ["a", "plain"]
    with open_index(tmp_path / "index") as snapshot:
        assert snapshot.body(0) == "ba"
        assert [term for term, _df in snapshot.field("text").terms()] == ["ba", "tinh", "tình", "tỉnh"]


def test_deleting_counts_what_was_there(tmp_path: Path) -> None:
    index(tmp_path, [BEN_TRE, HUE])
    with IndexWriter(tmp_path) as writer:
        writer.add_documents([PLAIN.prepared])
        assert writer.delete(["hue", "hue", "nobody", "plain"]) == 2
        assert writer.digest_of("hue") is None
        assert writer.digest_of("ben-tre") == BEN_TRE.digest
    assert ids(tmp_path) == ["ben-tre"]
    with IndexWriter(tmp_path) as writer:
        assert writer.delete(["ben-tre"]) == 1
    assert ids(tmp_path) == []
    assert verify(tmp_path) == ()


def test_deleted_documents_are_left_out_of_every_count(tmp_path: Path) -> None:
    many = [Sample(f"s{n}", words=("chung", f"w{n}"), title=("đề",)) for n in range(20)]
    index(tmp_path, many)
    with IndexWriter(tmp_path) as writer:
        writer.delete(["s3", "s7"])
    with open_index(tmp_path) as snapshot:
        text = snapshot.field("text")
        common = text.postings("chung")
        assert snapshot.doc_count == 18
        assert snapshot.max_doc == 20
        assert (common.df, text.df("chung"), text.total_length) == (18, 18, 54)
        assert common.docs.tolist() == [d for d in range(20) if d not in (3, 7)]
        assert positions(text, "chung") == [[101]] * 18
        assert (text.df("w3"), text.postings("w3"), text.prefix("w3", 5)) == (0, None, [])
        assert "w7" not in dict(text.terms())


def test_readers_keep_the_state_they_opened(tmp_path: Path) -> None:
    index(tmp_path, [BEN_TRE, HUE])
    with open_index(tmp_path) as before:
        with IndexWriter(tmp_path) as writer:
            writer.add_documents([PLAIN.prepared])
            writer.delete(["hue"])
            writer.commit(optimize=True)
        assert before.doc_of("hue") == 1
        assert before.body(1) == HUE.article.body
        assert before.field("text").postings("cải").df == 1
        assert before.doc_of("plain") is None
    assert ids(tmp_path) == ["ben-tre", "plain"]


def test_cancel_leaves_no_trace(tmp_path: Path) -> None:
    index(tmp_path, [BEN_TRE])
    (tmp_path / "README.md").write_text("mine")
    before = names(tmp_path)
    writer = IndexWriter(tmp_path)
    writer.add_documents([HUE.prepared])
    writer.delete(["ben-tre"])
    writer.cancel()
    with pytest.raises(TypeError), IndexWriter(tmp_path) as writer:
        writer.add_documents([HUE.prepared, Sample("bad", words=(None,)).prepared])  # type: ignore[arg-type]
    assert names(tmp_path) == before
    assert ids(tmp_path) == ["ben-tre"]


def test_a_commit_that_fails_cancels_and_gives_the_lock_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(tmp_path, [BEN_TRE])
    before = names(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("searchkit.indexing.merge.merge_stored", _disk_full)
        with pytest.raises(OSError, match="full"), IndexWriter(tmp_path) as writer:
            writer.add_documents([HUE.prepared])
    assert names(tmp_path) == before
    index(tmp_path, [PLAIN])
    assert ids(tmp_path) == ["ben-tre", "plain"]


def test_an_error_right_after_the_commit_leaves_it_valid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(tmp_path, [BEN_TRE])
    with monkeypatch.context() as patch:
        patch.setattr("searchkit.indexing.whoosh_index.clear_orphans", _disk_full)
        with pytest.raises(OSError, match="full"), IndexWriter(tmp_path) as writer:
            writer.add_documents([HUE.prepared])
    assert ids(tmp_path) == ["ben-tre", "hue"]
    index(tmp_path, [PLAIN])
    assert ids(tmp_path) == ["ben-tre", "hue", "plain"]
    assert verify(tmp_path) == ()


def _disk_full(*_arguments: object) -> None:
    raise OSError("disk full")


def test_a_bad_article_does_not_wedge_the_writer(tmp_path: Path) -> None:
    with IndexWriter(tmp_path) as writer:
        with pytest.raises(TypeError):
            writer.add_documents([Sample("bad", words=(None,)).prepared])  # type: ignore[arg-type]
        writer.add_documents([HUE.prepared])
    assert ids(tmp_path) == ["hue"]


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    create_index(tmp_path)
    holder = (
        "import sys, pathlib; from searchkit.indexing.writer import IndexWriter\n"
        "w = IndexWriter(pathlib.Path(sys.argv[1])); print('ready', flush=True); sys.stdin.read(); w.cancel()"
    )
    command = [sys.executable, "-c", holder, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "ready\n"
        with pytest.raises(IndexLocked, match=f"process {other.pid}.*try again"):
            IndexWriter(tmp_path)
        assert verify(tmp_path) == ()  # a lock that is held is no fault
        open_index(tmp_path).close()
        other.kill()
    (fault,) = verify(tmp_path)
    assert str(other.pid) in fault.what
    assert not fault.fatal
    index(tmp_path, [HUE])  # what the dead process left is no obstacle
    assert verify(tmp_path) == ()


def test_two_writers_in_one_process_exclude_each_other(tmp_path: Path) -> None:
    with IndexWriter(tmp_path), pytest.raises(IndexLocked):
        IndexWriter(tmp_path)


def test_leftovers_go_and_foreign_files_stay(tmp_path: Path) -> None:
    index(tmp_path, [BEN_TRE])
    foreign = {"README.md", "MAIN_notes.txt", "_MAIN_plan.doc", "thư mục", "MAIN_abc.text.bak"}
    ours = {
        "MAIN_0123456789abcdef.text",
        "MAIN_0123456789abcdef.keys",
        "_MAIN_99.toc.1700000000.25",
        "_MAIN_0.toc",
    }
    for name in foreign | ours:
        (tmp_path / name).write_text("x")
    (tmp_path / "MAIN.tmp").mkdir()
    (tmp_path / "MAIN.tmp" / "run-1.text").write_text("x")
    before = names(tmp_path) - ours - {"MAIN.tmp"}
    assert ids(tmp_path) == ["ben-tre"]
    IndexWriter(tmp_path).cancel()
    assert names(tmp_path) == before
    index(tmp_path, [HUE, PLAIN])
    assert foreign <= names(tmp_path)
    assert len(list(tmp_path.glob("MAIN_*.keys"))) == 1


def test_runs_that_are_not_whole_are_refused(tmp_path: Path) -> None:
    run = make_run([BEN_TRE, HUE], tmp_path / "run")
    with IndexWriter(tmp_path / "index") as writer:
        with pytest.raises(IndexCorrupt):
            writer.add_run(Run(run.prefix, 3))
        (tmp_path / "run.stored").write_bytes((tmp_path / "run.stored").read_bytes()[:-1])
        with pytest.raises(IndexCorrupt, match=r"run\.stored"):
            writer.add_run(run)
        (tmp_path / "run.stored").unlink()
        with pytest.raises(IndexCorrupt, match=r"run\.stored"):
            writer.add_run(run)
    assert ids(tmp_path / "index") == []


def test_many_runs_become_one_segment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchkit.indexing.writer._TOGETHER", 2)
    monkeypatch.setattr("searchkit.indexing.writer._MOST_RUNS", 3)
    with IndexWriter(tmp_path / "index") as writer:
        for n in range(11):
            samples = [Sample(f"{n}-{i}", words=("a", f"b{n}")) for i in range(3)]
            writer.add_run(make_run([*samples, Sample("same", words=(f"v{n}",))], tmp_path / f"run{n}"))
        assert writer.delete(["0-1", "10-2"]) == 2
    assert list(tmp_path.glob("run*")) == []
    with open_index(tmp_path / "index") as snapshot:
        assert snapshot.segment_count == 1
        assert snapshot.doc_count == 32
        assert snapshot.field("text").df("a") == 31
        assert snapshot.body(snapshot.doc_of("same")) == "v10"
        assert snapshot.field("text").folded("v9") == []


def test_runs_merged_on_the_way_make_the_same_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for name, together in (("at-once", 100), ("by-pairs", 2)):
        monkeypatch.setattr("searchkit.indexing.writer._TOGETHER", together)
        monkeypatch.setattr("searchkit.indexing.writer._MOST_RUNS", max(3, together))
        folder = tmp_path / name
        with IndexWriter(folder) as writer:
            for n in range(11):
                samples = [Sample(f"{n}-{i}", words=("a", f"b{n}", "c")) for i in range(3)]
                writer.add_run(make_run(samples, tmp_path / f"run{n}"))
        files = (*folder.glob("*.text"), *folder.glob("*.title"), *folder.glob("*.compound"))
        made.append({file.suffix: file.read_bytes() for file in files})
        assert ids(folder) == [f"{n}-{i}" for n in range(11) for i in range(3)]
    assert len(made[0]) == 3
    assert made[0] == made[1]


def test_segments_stay_few_and_every_article_is_there(tmp_path: Path) -> None:
    index(tmp_path, [Sample(f"old{n}") for n in range(200)])
    for n in range(40):
        index(tmp_path, [Sample(f"new{n}"), Sample("again", digest=n)])
    with open_index(tmp_path) as snapshot:
        assert snapshot.segment_count <= MAX_SEGMENTS
        assert snapshot.doc_count == 241
        assert snapshot.column("digest").numbers[snapshot.doc_of("again")] == 39
    with IndexWriter(tmp_path) as writer:
        writer.commit(optimize=True)
    with open_index(tmp_path) as snapshot:
        assert (snapshot.segment_count, snapshot.max_doc) == (1, 241)


@pytest.mark.parametrize(
    ("segments", "new", "chosen"),
    [
        ([], 5, []),
        ([(50_000, 50_000)], 1, []),
        ([(50_000, 50_000), (1, 1)], 1, [1]),
        ([(50_000, 50_000), (3, 3)], 0, []),
        ([(60, 100), (50_000, 50_000)], 0, [0]),  # mostly deleted
        ([(0, 10)], 0, [0]),
        ([(20_000, 20_000), (700, 700)], 5_000, [0, 1]),  # a bulk run leaves one segment
    ],
)
def test_which_segments_are_merged(segments: list[tuple[int, int]], new: int, chosen: list[int]) -> None:
    assert choose(segments, new) == chosen


def test_never_more_segments_than_agreed() -> None:
    segments = [(10**n, 10**n) for n in range(1, 12)]
    assert len(segments) - len(choose(segments, 1)) + 1 == MAX_SEGMENTS


def test_lock_file_names_its_owner(tmp_path: Path) -> None:
    import os

    with IndexWriter(tmp_path):
        assert json.loads((tmp_path / f"{LOCK_NAME}.owner").read_text())["pid"] == os.getpid()
    assert not (tmp_path / f"{LOCK_NAME}.owner").exists()
