"""The books of a run: what counts as new, as a second of the same id, as vanished."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from searchkit.indexing.ledger import NEW, Ledger, Row
from searchkit.indexing.pipeline import origin
from searchkit.models import Skipped


@dataclass
class Holdings:
    """An index as the books see it: ids, the file of each, and which are deleted."""

    ids: list[str]
    origins: list[str]
    dead: tuple[int, ...] = ()

    @property
    def max_doc(self) -> int:
        return len(self.ids)

    @property
    def alive(self) -> Any:
        mask = np.ones(len(self.ids), bool)
        mask[list(self.dead)] = False
        return mask

    def doc_of(self, id: str) -> int | None:
        return self.ids.index(id) if id in self.ids else None

    def column(self, name: str) -> Any:
        assert name == "origin"
        values = sorted(set(self.origins) - {""})
        ordinals = [values.index(o) if o else -1 for o in self.origins]
        return SimpleNamespace(values=values, ordinals=np.array(ordinals, np.int32))


def row(id: str, doc: int = NEW, path: str = "a.jsonl", line: int | None = 1) -> Row:
    return Row(id, path, line, doc)


def test_new_changed_and_unchanged_articles_are_counted() -> None:
    ledger = Ledger(Holdings(["a", "b"], ["", ""]))
    assert ledger.enter([row("a", 0), row("b"), row("c")]) == []
    assert (ledger.added, ledger.replaced, ledger.unchanged) == (1, 1, 1)
    assert ledger.outdated == [1]


def test_the_first_of_an_id_stands_and_the_later_are_named() -> None:
    ledger = Ledger(None)
    assert ledger.enter([row("a"), row("b"), row("a", line=3)]) == [2]
    assert ledger.enter([row("c", path="z.csv"), row("b", path="z.csv", line=9)]) == [1]
    assert ledger.added == 3
    assert [(s.path, s.line) for s in ledger.skipped] == [("a.jsonl", 3), ("z.csv", 9)]
    assert "the id b came before" in ledger.skipped[1].reason


def test_an_unchanged_article_after_a_new_one_of_its_id_is_a_duplicate_too() -> None:
    ledger = Ledger(Holdings(["a"], [""]))
    assert ledger.enter([row("a"), row("a", 0)]) == []
    assert (ledger.added, ledger.replaced, ledger.unchanged, len(ledger.skipped)) == (0, 1, 0, 1)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A folder of two that are there (of five files known) beside one that was not given."""
    for name in ("in/a.txt", "in/sub/b.txt", "in2/c.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    return tmp_path


def known(tree: Path, *names: str, dead: tuple[int, ...] = ()) -> Holdings:
    return Holdings([f"id{n}" for n in range(len(names))], [origin(str(tree / n)) for n in names], dead)


def test_only_what_lies_below_the_paths_and_did_not_come_has_vanished(tree: Path) -> None:
    before = known(tree, "in/a.txt", "in/gone.txt", "in/sub/gone.txt", "in2/gone.txt")
    ledger = Ledger(before)
    ledger.enter([row("id0", 0)])
    assert ledger.vanished([str(tree / "in")]) == [1, 2]


def test_a_record_that_left_its_file_has_vanished(tree: Path) -> None:
    ledger = Ledger(known(tree, "in/a.txt", "in/a.txt"))
    ledger.enter([row("id1", 1)])
    assert ledger.vanished([str(tree / "in/a.txt")]) == [0]


def test_what_could_not_be_read_has_not_vanished(tree: Path) -> None:
    ledger = Ledger(known(tree, "in/a.txt", "in/sub/b.txt", "in/gone.txt"))
    ledger.skip([Skipped(str(tree / "in/a.txt"), "broken", 3)])
    assert ledger.vanished([str(tree / "in")]) == [1, 2]


def test_nothing_below_a_folder_that_can_not_be_read_has_vanished(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(path)

    ledger = Ledger(known(tree, "in/a.txt", "in/sub/b.txt", "in/gone.txt"))
    ledger.skip([Skipped(str(tree / "in/sub"), "unreadable")])
    assert ledger.vanished([str(tree / "in")]) == [0, 1, 2]
    monkeypatch.setattr("searchkit.indexing.ledger.os.scandir", refuse)
    assert ledger.vanished([str(tree / "in")]) == [0, 2]


def test_a_missing_file_has_vanished_but_a_missing_folder_empties_nothing(tree: Path) -> None:
    ledger = Ledger(known(tree, "in/gone.txt", "drive/a.txt"))
    ledger.skip([Skipped(str(tree / "in/gone.txt"), "missing"), Skipped(str(tree / "drive"), "missing")])
    assert ledger.vanished([str(tree / "in/gone.txt"), str(tree / "drive")]) == [0]


def test_deleted_documents_and_the_standard_input_never_vanish(tree: Path) -> None:
    before = Holdings(["a", "b", "c"], ["-", origin(str(tree / "in/gone.txt")), ""], dead=(1,))
    assert Ledger(before).vanished([str(tree), "-"]) == []


def test_windows_paths_compare_without_case_and_by_either_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    import ntpath

    from searchkit.indexing import ledger as module
    from searchkit.indexing import pipeline

    monkeypatch.setattr(module.os, "path", ntpath)
    monkeypatch.setattr(pipeline.os, "sep", "\\")
    monkeypatch.setattr(ntpath, "lexists", lambda path: "gone" not in path)
    monkeypatch.setattr(ntpath, "isdir", lambda path: True)
    pipeline.origin.cache_clear()
    assert origin("C:\\Báo\\2021\\a.txt") == "C:/Báo/2021/a.txt"
    before = Holdings(["a", "b", "c"], ["C:/Báo/2021/a.txt", "C:/Báo/gone.txt", "D:/x.txt"])
    assert Ledger(before).vanished(["c:\\báo"]) == [0, 1]
    pipeline.origin.cache_clear()
