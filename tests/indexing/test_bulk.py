"""A whole run of indexing: files of every kind in, one commit out, whatever happens on the way."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from input_files import body_of, generation, ids, picture, record, write_jsonl, write_page

from searchkit.errors import ConfigError, IndexingFailed, IndexLocked, ReadError
from searchkit.indexing import batch, bulk, workers
from searchkit.indexing.bulk import Progress, index_articles, index_paths
from searchkit.indexing.doctor import examine
from searchkit.indexing.store import open_index
from searchkit.models import Article, Skipped

posix_only = pytest.mark.skipif(os.name == "nt", reason="kills processes as POSIX does")


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut the input so small that a few pages make several batches, which start workers."""
    monkeypatch.setattr(batch, "FIRST_BYTES", 1 << 12)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A folder of 24 pages."""
    for number in range(24):
        write_page(tmp_path / "tin" / f"{number:02d}.txt", number)
    return tmp_path / "tin"


def test_a_folder_of_pages_and_records_becomes_an_index(tmp_path: Path) -> None:
    write_page(tmp_path / "tin" / "a.txt", 1)
    write_jsonl(tmp_path / "tin" / "b.jsonl", [record(2, province="Cà Mau"), {"body": "Tin không tên."}])
    table = "id,title,body,published,officials\nbảng-1,Đề mục,Nội dung,20/10/2021,Lê Thị Hoa;Trần Văn Nam\n"
    (tmp_path / "tin" / "c.csv").write_text(table, encoding="utf-8-sig")
    html = "<html><head><title>Trang tin</title></head><body><article><h1>Bản tin HTML</h1>"
    html += "<p>Uỷ ban nhân dân tỉnh Sơn La họp bàn về cải cách hành chính trong năm 2021.</p>" * 5
    (tmp_path / "tin" / "d.html").write_text(html + "</article></body></html>", encoding="utf-8")
    summary = index_paths(tmp_path / "index", [tmp_path / "tin"])
    assert (summary.added, summary.skipped) == (5, ())
    assert ids(tmp_path / "index") == ["a.txt", "tin-2", "b.jsonl#2", "bảng-1", "d.html"]
    with open_index(tmp_path / "index") as snapshot:
        table_doc = snapshot.doc_of("bảng-1")
        assert table_doc is not None
        head = snapshot.stored(table_doc)
        assert (head["title"], head["published"]) == ("Đề mục", "2021-10-20")
        assert [official["name"] for official in head["officials"]] == ["Lê Thị Hoa", "Trần Văn Nam"]
        assert snapshot.field("text").df("sơn") == 1
        assert list(snapshot.column("province").values).count("Cà Mau") == 1
        origins = list(snapshot.column("origin").values)
        assert origins == [
            (tmp_path / "tin" / name).as_posix() for name in ("a.txt", "b.jsonl", "c.csv", "d.html")
        ]
    assert examine(tmp_path / "index") == ()


def test_standard_input_is_indexed_and_never_pruned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "".join(json.dumps(record(n), ensure_ascii=False) + "\n" for n in range(3))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines.encode())))
    assert index_paths(tmp_path / "index", ["-"]).added == 3
    write_page(tmp_path / "a.txt", 9)
    assert index_paths(tmp_path / "index", [tmp_path / "a.txt"], prune=True).removed == 0
    assert len(ids(tmp_path / "index")) == 4


def test_bad_input_in_the_middle_is_named_and_the_rest_indexed(tmp_path: Path) -> None:
    good = [json.dumps(record(n), ensure_ascii=False) for n in range(4)]
    lines = [good[0], '{"id": "x", "body": ', good[1], "[1, 2]", good[2], '{"id": "y"}', good[3]]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_bytes(bytes(range(256)) * 20)
    write_page(tmp_path / "d.txt", 8)
    told: list[Skipped] = []
    summary = index_paths(tmp_path / "index", [tmp_path, tmp_path / "gone.txt"], on_skip=told.append)
    assert ids(tmp_path / "index") == ["tin-0", "tin-1", "tin-2", "tin-3", "d.txt"]
    named = {(Path(s.path).name, s.line) for s in summary.skipped}
    assert named >= {("a.jsonl", 2), ("a.jsonl", 4), ("a.jsonl", 6), ("b.txt", None), ("gone.txt", None)}
    assert "c.txt" in {name for name, _line in named}
    assert sorted(map(repr, told)) == sorted(map(repr, summary.skipped))


def test_an_article_on_which_a_step_fails_is_named_and_the_rest_indexed(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = batch.prepare_all

    def failing(raws: Any, marks: Any) -> Any:
        if any(raw.id == "07.txt" for raw in raws):
            raise ZeroDivisionError("chia cho không")
        return real(raws, marks)

    monkeypatch.setattr(batch, "prepare_all", failing)
    summary = index_paths(tmp_path / "index", [pages])
    assert summary.added == 23
    (skipped,) = summary.skipped
    assert skipped.path.endswith("07.txt")
    assert "ZeroDivisionError: chia cho không" in skipped.reason


def test_names_that_are_no_plain_latin_stay_as_they_are(tmp_path: Path) -> None:
    write_page(tmp_path / "báo Bến Tre" / "tin  tức (1)#2.txt", 1)
    write_page(tmp_path / "báo Bến Tre" / "Thu\u031b\u0301 hai.txt", 2)
    index_paths(tmp_path / "index", [tmp_path / "báo Bến Tre"])
    assert set(ids(tmp_path / "index")) == {"tin  tức (1)#2.txt", "Thu\u031b\u0301 hai.txt"}
    assert index_paths(tmp_path / "index", [tmp_path / "báo Bến Tre"]).unchanged == 2


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_a_file_name_that_is_no_text_does_not_stop_the_run(tmp_path: Path) -> None:
    write_page(tmp_path / "tin" / "a.txt", 1)
    Path(os.fsdecode(os.fsencode(tmp_path / "tin") + b"/b\xff.txt")).write_text("Tin về Bến Tre.\n", "utf-8")
    assert index_paths(tmp_path / "index", [tmp_path / "tin"]).added == 2
    assert ids(tmp_path / "index") == ["a.txt", "b\\udcff.txt"]
    assert index_paths(tmp_path / "index", [tmp_path / "tin"], prune=True).unchanged == 2


@pytest.mark.usefixtures("small_batches")
def test_any_number_of_jobs_makes_the_same_index(pages: Path, tmp_path: Path) -> None:
    write_jsonl(pages / "x.jsonl", [record(n) for n in range(5)] + [record(3)])
    one = index_paths(tmp_path / "one", [pages], jobs=1)
    two = index_paths(tmp_path / "two", [pages], jobs=2)
    assert (one.added, two.added, len(one.skipped), len(two.skipped)) == (29, 29, 1, 1)
    assert picture(tmp_path / "one") == picture(tmp_path / "two")
    assert index_paths(tmp_path / "two", [pages], jobs=2).unchanged == 29


def test_batches_are_entered_in_input_order_whoever_is_faster() -> None:
    arriving = [batch.Outcome(number, (), (), ()) for number in (2, 0, 3, 1, 4)]
    assert [outcome.number for outcome in bulk._in_order(arriving)] == [0, 1, 2, 3, 4]


@pytest.mark.usefixtures("small_batches")
def test_duplicates_across_batches_are_named_and_the_first_stands(pages: Path, tmp_path: Path) -> None:
    twice = [record(n, body=f"Bản {part}, tin {n}. " + "đầy " * 300) for part in (1, 2) for n in range(6)]
    for number, one in enumerate(twice):
        write_jsonl(pages / f"r{number:02d}.jsonl", [one])
    summary = index_paths(tmp_path / "index", [pages], jobs=2)
    assert (summary.added, len(summary.skipped)) == (30, 6)
    assert [Path(s.path).name for s in summary.skipped] == [f"r{n:02d}.jsonl" for n in range(6, 12)]
    assert len(ids(tmp_path / "index")) == 30
    assert body_of(tmp_path / "index", "tin-5").startswith("Bản 1")


def test_one_job_and_small_input_need_no_worker(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_spawn", lambda: pytest.fail("a worker was started"))
    assert index_paths(tmp_path / "a", [pages]).added == 24
    monkeypatch.setattr(batch, "FIRST_BYTES", 1 << 12)
    assert index_paths(tmp_path / "b", [pages], jobs=1).added == 24


def test_progress_rises_to_the_end(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchkit.indexing.progress._EVERY", 0.0)
    monkeypatch.setattr(batch, "_NOTE_EVERY", 5)
    told: list[Progress] = []
    index_paths(tmp_path / "index", [pages], progress=told.append)
    assert [p.articles for p in told] == sorted(p.articles for p in told)
    assert (told[0].articles, told[-1].articles) == (0, 24)
    assert told[-1].done == told[-1].total == sum(f.stat().st_size for f in pages.iterdir())
    assert [p.phase for p in told[-2:]] == ["read", "write"]
    assert len(told) > 5
    assert told[-1].rate > 0
    assert told[-1].remaining == 0


@pytest.mark.parametrize(("paths", "jobs"), [([], None), (["x"], 0), (["x"], -2)])
def test_settings_that_make_no_sense_are_refused(tmp_path: Path, paths: list[str], jobs: int | None) -> None:
    with pytest.raises(ConfigError):
        index_paths(tmp_path / "index", paths, jobs=jobs)
    assert not (tmp_path / "index").exists()


def test_a_second_writer_is_told_who_writes(pages: Path, tmp_path: Path) -> None:
    def second(progress: Progress) -> None:
        with pytest.raises(IndexLocked, match=str(os.getpid())):
            index_paths(tmp_path / "index", [pages])

    assert index_paths(tmp_path / "index", [pages], progress=second).added == 24


def whole(index: Path, articles: int) -> None:
    """Check that the index is intact, holds so many articles, and that nothing unfinished lies in it."""
    assert len(ids(index)) == articles
    assert [fault for fault in examine(index) if fault.fatal] == []


@pytest.fixture
def built(pages: Path, tmp_path: Path) -> Path:
    """An index of the pages, before a run that goes wrong."""
    index_paths(tmp_path / "index", [pages])
    for number in range(100, 130):
        write_page(pages / f"{number}.txt", number)
    return tmp_path / "index"


@posix_only
@pytest.mark.usefixtures("small_batches")
def test_a_killed_worker_is_an_error_and_the_index_stays(
    pages: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    spawn = workers._spawn

    def watched() -> Any:
        process = spawn()
        started.append(process.pid)
        return process

    def kill_first(progress: Progress) -> None:
        if len(started) == 2:
            os.kill(started[0], signal.SIGKILL)

    monkeypatch.setattr("searchkit.indexing.progress._EVERY", 0.0)
    monkeypatch.setattr(workers, "_spawn", watched)
    before = generation(built)
    with pytest.raises(IndexingFailed, match=r"signal 9.*start the same command again"):
        index_paths(built, [pages], jobs=2, progress=kill_first)
    assert generation(built) == before
    whole(built, 24)
    assert examine(built) == ()
    assert index_paths(built, [pages], jobs=2).added == 30


@pytest.mark.usefixtures("small_batches")
def test_ctrl_c_is_an_error_that_says_what_is_left(pages: Path, built: Path) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.articles:
            raise KeyboardInterrupt

    with pytest.raises(IndexingFailed, match="interrupted"):
        index_paths(built, [pages], jobs=2, progress=interrupt)
    whole(built, 24)
    assert examine(built) == ()


def test_a_full_disk_is_an_error_that_names_the_place(
    pages: Path, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("searchkit.indexing.run.write_sections", full)
    with pytest.raises(IndexingFailed, match=rf"{re.escape(str(built))} \(No space left"):
        index_paths(built, [pages])
    whole(built, 24)
    assert examine(built) == ()


def test_what_a_killed_run_left_is_gone_before_the_next_writes(pages: Path, built: Path) -> None:
    (built / "MAIN.tmp").mkdir()
    (built / "MAIN.tmp" / "run-000099-0.text").write_bytes(b"half")
    seen: list[set[str]] = []

    def look(progress: Progress) -> None:
        if progress.phase == "write":
            seen.append({p.name for p in (built / "MAIN.tmp").glob("*.text")})

    assert index_paths(built, [pages], progress=look).added == 30
    assert seen == [{"run-000000-0.text"}]
    assert not (built / "MAIN.tmp").exists()


@pytest.mark.parametrize("damage", ["lost", "changed", "empty"])
def test_a_run_that_is_not_what_the_worker_wrote_is_never_committed(
    pages: Path, built: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    def damaged(*arguments: Any) -> Iterator[Any]:
        for outcome in real(*arguments):
            sealed = outcome.runs[0]
            if damage == "empty":
                outcome = batch.Outcome(outcome.number, (), outcome.rows, ())
            if damage == "changed":
                outcome = batch.Outcome(outcome.number, (batch.Sealed(sealed.run, 1),), outcome.rows, ())
            if damage != "lost":
                yield outcome

    real = workers.run_here
    monkeypatch.setattr(workers, "run_here", damaged)
    with pytest.raises(IndexingFailed, match="nothing was committed"):
        index_paths(built, [pages])
    whole(built, 24)


SCRIPT = """
import sys
from pathlib import Path
from searchkit.indexing import batch, bulk
batch.FIRST_BYTES = 1 << 12
def tell(progress):
    print(progress.phase, flush=True)
bulk.index_paths(sys.argv[1], [sys.argv[2]], jobs=2, progress=tell)
"""


@posix_only
@pytest.mark.parametrize("phase", ["read", "write"])
def test_a_killed_parent_leaves_the_old_index_and_no_lock(pages: Path, built: Path, phase: str) -> None:
    command = [sys.executable, "-c", SCRIPT, str(built), str(pages)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        for line in parent.stdout:
            if line.strip() == phase:
                break
        parent.kill()
    assert parent.returncode == -signal.SIGKILL
    whole(built, 24)
    assert index_paths(built, [pages]).added == 30
    whole(built, 54)
    assert examine(built) == ()


def article(number: int, **more: Any) -> Article:
    one = record(number)
    return Article(one["id"], one["title"], one["body"], **more)


def test_articles_of_a_program_get_the_metadata_they_lack(tmp_path: Path) -> None:
    own = article(1, province="Cà Mau", provinces=("Cà Mau", "Hậu Giang"), source="Nguồn riêng")
    summary = index_articles(tmp_path / "index", [own, article(2)])
    assert (summary.added, summary.replaced, summary.unchanged) == (2, 0, 0)
    with open_index(tmp_path / "index") as snapshot:
        first, second = snapshot.stored(0), snapshot.stored(1)
    assert (first["province"], first["source"]) == ("Cà Mau", "Nguồn riêng")
    assert first["provinces"] == ["Cà Mau", "Hậu Giang"]
    assert "Đắk Lắk" in second["provinces"]


def test_articles_of_a_program_replace_and_repeat(tmp_path: Path) -> None:
    index_articles(tmp_path / "index", [article(1), article(2)])
    before = generation(tmp_path / "index")
    assert index_articles(tmp_path / "index", [article(1), article(2)]).unchanged == 2
    assert generation(tmp_path / "index") == before
    changed = Article("tin-1", "Đề mục mới", "Nội dung mới.")
    summary = index_articles(
        tmp_path / "index", [changed, article(3), Article("tin-3", "Lần hai", "Sửa lại.")]
    )
    assert (summary.added, summary.replaced) == (1, 2)
    assert body_of(tmp_path / "index", "tin-1") == "Nội dung mới."
    assert body_of(tmp_path / "index", "tin-3") == "Sửa lại."
    assert len(ids(tmp_path / "index")) == 3


@pytest.mark.parametrize(
    ("id", "body"), [("", "x"), ("  ", "x"), (7, "x"), ("a", b"x"), ("a", "x" * 2_000_001)]
)
def test_what_is_no_article_is_refused_and_nothing_written(tmp_path: Path, id: Any, body: Any) -> None:
    index_articles(tmp_path / "index", [article(1)])
    with pytest.raises(ReadError):
        index_articles(tmp_path / "index", [article(2), Article(id, body=body)])
    whole(tmp_path / "index", 1)
    assert index_articles(tmp_path / "index", [article(2)]).added == 1
