"""The doctor: an intact index has no fault, each damage is named with its way out, nothing is changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from samples import BEN_TRE, HUE, index

from searchkit.indexing import schema
from searchkit.indexing.doctor import examine
from searchkit.indexing.layout import SectionFile
from searchkit.indexing.schema import FILES
from searchkit.indexing.store import open_index
from searchkit.indexing.writer import IndexWriter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An intact index of two articles."""
    return index(tmp_path / "mục lục", [BEN_TRE, HUE])


def content(folder: Path) -> dict[str, bytes]:
    """Return every file of an index but its lock, which examining may take for a moment."""
    files = (p for p in folder.rglob("*") if p.is_file() and "WRITELOCK" not in p.name)
    return {str(p.relative_to(folder)): p.read_bytes() for p in files}


def segment_file(folder: Path, ending: str) -> Path:
    (found,) = folder.glob(f"MAIN_*{ending}")
    return found


def test_an_intact_index_has_no_fault(folder: Path) -> None:
    assert examine(folder) == ()


def test_an_intact_index_with_a_readme_beside_it_has_no_fault(folder: Path) -> None:
    (folder / "README.md").write_text("Nơi đặt mục lục.", encoding="utf-8")
    assert examine(folder) == ()


@pytest.mark.parametrize("ending", FILES)
def test_a_missing_file_is_named(folder: Path, ending: str) -> None:
    file = segment_file(folder, ending)
    file.unlink()
    (fault,) = examine(folder)
    assert fault.fatal
    assert file.name in fault.what
    assert "missing" in fault.what
    assert "--rebuild" in fault.fix


@pytest.mark.parametrize("ending", FILES)
def test_a_truncated_file_is_named(folder: Path, ending: str) -> None:
    file = segment_file(folder, ending)
    file.write_bytes(file.read_bytes()[:-1])
    faults = examine(folder)
    assert len(faults) == 1
    assert file.name in faults[0].what
    assert "truncated" in faults[0].what


@pytest.mark.parametrize("ending", FILES)
def test_one_changed_byte_is_found(folder: Path, ending: str) -> None:
    file = segment_file(folder, ending)
    opened = SectionFile(file)
    place = max(opened.sections.values(), key=lambda section: section.nbytes).offset
    opened.close()
    data = bytearray(file.read_bytes())
    data[place] ^= 0xFF
    file.write_bytes(data)
    (fault,) = examine(folder)
    assert file.name in fault.what
    assert fault.fatal


def test_a_broken_table_of_contents_is_named(folder: Path) -> None:
    toc = next(folder.glob("_MAIN_*.toc"))
    toc.write_bytes(toc.read_bytes()[:40])
    (fault,) = examine(folder)
    assert toc.name in fault.what
    assert "--rebuild" in fault.fix


def test_an_index_of_another_analyzer_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchkit.indexing.store.fingerprint", lambda: "1/other-words")
    (fault,) = examine(folder)
    assert "other-words" in fault.what
    assert "--rebuild" in fault.fix


def test_an_index_of_another_schema_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 99)
    (fault,) = examine(folder)
    assert "99/" in fault.what
    assert fault.fatal


def test_a_segment_of_plain_whoosh_is_named(tmp_path: Path) -> None:
    from whoosh import fields
    from whoosh.index import create_in

    with create_in(tmp_path, fields.Schema(id=fields.ID(stored=True))).writer() as writer:
        writer.add_document(id="a")
    (fault,) = [fault for fault in examine(tmp_path) if fault.fatal]
    assert "searchkit did not write" in fault.what
    assert "--rebuild" in fault.fix


def test_no_index_is_named(tmp_path: Path) -> None:
    (fault,) = examine(tmp_path / "nowhere")
    assert "no index" in fault.what
    assert "searchkit index" in fault.fix


def test_a_file_in_the_place_of_the_index_is_named(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x", encoding="utf-8")
    (fault,) = examine(tmp_path / "x")
    assert "is a file" in fault.what
    assert "--index-dir" in fault.fix


def leave_lock(folder: Path) -> None:
    owner = folder / "MAIN_WRITELOCK.owner"
    owner.write_text(json.dumps({"pid": 4_000_000}), encoding="utf-8")


def leave_segment(folder: Path) -> None:
    (folder / "MAIN_0orphan0.text").write_bytes(b"half")


def leave_scratch(folder: Path) -> None:
    (folder / "MAIN.tmp").mkdir()
    (folder / "MAIN.tmp" / "run-000000-0.text").write_bytes(b"half")


@pytest.mark.parametrize(
    ("leave", "said"),
    [(leave_lock, "4000000 died"), (leave_segment, "MAIN_0orphan0.text"), (leave_scratch, "MAIN.tmp")],
)
def test_what_a_dead_writer_left_is_named_and_does_no_harm(
    folder: Path, leave: Callable[[Path], None], said: str
) -> None:
    leave(folder)
    before = content(folder)
    (fault,) = examine(folder)
    assert said in fault.what
    assert not fault.fatal
    assert "searchkit index PATH" in fault.fix
    assert content(folder) == before
    open_index(folder).close()
    IndexWriter(folder).cancel()
    assert examine(folder) == ()


def test_files_of_a_writer_at_work_are_no_fault(folder: Path) -> None:
    writer = IndexWriter(folder)
    writer.scratch.mkdir(exist_ok=True)
    assert examine(folder) == ()
    writer.cancel()


def test_faults_that_make_the_index_unusable_come_first(folder: Path) -> None:
    leave_lock(folder)
    segment_file(folder, ".keys").unlink()
    assert [fault.fatal for fault in examine(folder)] == [True, False]


def test_examining_changes_nothing(folder: Path) -> None:
    segment_file(folder, ".stored").write_bytes(b"")
    before = content(folder)
    assert examine(folder)
    assert content(folder) == before
