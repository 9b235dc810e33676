"""Batches: cut by size alone, and each article of one accounted for."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from searchkit.indexing import batch as module
from searchkit.indexing.batch import Batch, Builder, Setup, batches
from searchkit.indexing.known import Known
from searchkit.indexing.ledger import NEW, TWICE
from searchkit.indexing.pipeline import Prepared, digest, marked
from searchkit.ingest.readers import WorkItem, plan
from searchkit.models import Article, RawArticle, Skipped


@pytest.fixture(autouse=True)
def _fake_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put splitting at spaces in place of cleaning, extraction and analysis; "hỏng" fails."""

    def prepare(raw: RawArticle, mark: int) -> Prepared:
        if "hỏng" in raw.text:
            raise ValueError("một bước hỏng")
        words: Any = SimpleNamespace(syllables=raw.text.split(), compounds=[])
        return Prepared(Article(raw.id, body=raw.text), words, words, mark, "/a")

    monkeypatch.setattr(module, "prepare_all", lambda raws, marks: list(map(prepare, raws, marks)))


def ignore(note: Any) -> None:
    """Take a note and do nothing."""


def items(*sizes: int) -> list[WorkItem | Skipped]:
    return [WorkItem(f"{n}.txt", f"{n}.txt", "text", size) for n, size in enumerate(sizes)]


def test_batches_are_cut_by_size_and_keep_the_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ITEM_BYTES", 0)
    cut = list(batches(items(*[1 << 20] * 10), ignore, size=3 << 20))
    assert [len(b.items) for b in cut] == [1, 2, 3, 3, 1]
    assert [b.number for b in cut] == [0, 1, 2, 3, 4]
    assert [i.path for b in cut for i in b.items] == [f"{n}.txt" for n in range(10)]


def test_an_item_larger_than_a_batch_is_one_of_its_own() -> None:
    cut = list(batches(items(10, 50 << 20, 10), ignore))
    assert [len(b.items) for b in cut] == [1, 1, 1]


def test_what_the_plan_can_not_read_is_handed_on() -> None:
    told: list[Skipped] = []
    missing = Skipped("x.txt", "no such file")
    cut = list(batches([missing, *items(1)], told.append))
    assert told == [missing]
    assert len(cut) == 1


def test_standard_input_is_read_here_and_cut_too(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "".join(json.dumps({"id": str(n), "body": "tin " * 300_000}) + "\n" for n in range(4))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines.encode())))
    cut = list(batches(plan(["-"]), ignore, size=1 << 20))
    assert [b.number for b in cut] == [0, 1, 2, 3]
    assert [a.id for b in cut for a in b.articles if isinstance(a, RawArticle)] == ["0", "1", "2", "3"]


def raws(*pairs: tuple[str, str]) -> tuple[RawArticle, ...]:
    return tuple(RawArticle(id, text, "record", "a.jsonl", n) for n, (id, text) in enumerate(pairs, 1))


def build(tmp_path: Path, *articles: RawArticle | Skipped, known: str | None = None) -> Any:
    return Builder(Setup(str(tmp_path), known))(Batch(3, articles=articles), ignore)


def test_every_article_is_new_or_named(tmp_path: Path) -> None:
    bad = Skipped("b.jsonl", "broken JSON", 7)
    outcome = build(tmp_path, *raws(("a", "một hai"), ("b", "hỏng"), ("a", "ba"), ("c", "bốn")), bad)
    assert [(r.id, r.doc) for r in outcome.rows] == [("a", NEW), ("a", TWICE), ("c", NEW)]
    assert [(s.path, s.line) for s in outcome.skipped] == [("a.jsonl", 2), ("b.jsonl", 7)]
    assert "ValueError: một bước hỏng" in outcome.skipped[0].reason
    (sealed,) = outcome.runs
    assert (sealed.run.docs, sealed.run.dead) == (2, ())


def test_where_an_article_fails_a_later_one_of_its_id_stands(tmp_path: Path) -> None:
    bad = Skipped("b.jsonl", "broken JSON", 7)
    outcome = build(tmp_path, *raws(("a", "hỏng"), ("a", "một")), bad, *raws(("b", "hỏng"), ("a", "hai")))
    assert [(r.id, r.doc) for r in outcome.rows] == [("a", NEW), ("a", TWICE)]
    assert [(s.path, s.line) for s in outcome.skipped] == [("a.jsonl", 1), ("b.jsonl", 7), ("a.jsonl", 1)]


def test_nothing_new_makes_no_run(tmp_path: Path) -> None:
    assert build(tmp_path).runs == ()


def test_a_long_batch_becomes_several_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RUN_CHARS", 10)
    outcome = build(tmp_path, *raws(*[(str(n), "sáu chữ") for n in range(5)]))
    assert [s.run.docs for s in outcome.runs] == [2, 2, 1]
    assert len({s.run.prefix for s in outcome.runs}) == 3


@pytest.fixture
def save_known(tmp_path: Path) -> Callable[..., str]:
    """Write a file of known digests for an index of these articles."""

    def save(articles: tuple[RawArticle, ...], alive: list[bool] | None = None) -> str:
        numbers = np.array([digest(a) for a in articles], np.uint64)
        mask = np.array(alive) if alive else None
        snapshot: Any = SimpleNamespace(column=lambda name: SimpleNamespace(numbers=numbers), alive=mask)
        Known.save(snapshot, tmp_path / "known")
        return str(tmp_path / "known")

    return save


def test_unchanged_articles_are_known_by_their_digest(tmp_path: Path, save_known: Callable[..., str]) -> None:
    old = raws(("a", "một"), ("b", "hai"), ("c", "ba"))
    known = save_known(old, [True, True, False])
    outcome = build(tmp_path, old[0], RawArticle("b", "đổi", "record", "a.jsonl", 2), old[2], known=known)
    assert [(r.id, r.doc) for r in outcome.rows] == [("a", 0), ("b", NEW), ("c", NEW)]


def test_notes_add_up_to_all_articles_and_bytes(tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text("chữ " * 100, encoding="utf-8")
    notes: list[tuple[int, int]] = []
    for task in batches(plan([tmp_path]), ignore):
        Builder(Setup(str(tmp_path)))(task, notes.append)
    assert sum(n for n, _b in notes) == 3
    assert sum(b for _n, b in notes) == sum((tmp_path / f"{n}.txt").stat().st_size for n in range(3))


CHANGES = {
    "id": RawArticle("y", "chữ", "record", "a.jsonl", 1, {"title": "T"}),
    "text": RawArticle("x", "chữ.", "record", "a.jsonl", 1, {"title": "T"}),
    "given": RawArticle("x", "chữ", "record", "a.jsonl", 1, {"title": "T", "url": "u"}),
    "path": RawArticle("x", "chữ", "record", "b.jsonl", 1, {"title": "T"}),
    "kind": RawArticle("x", "chữ", "text", "a.jsonl", 1, {"title": "T"}),
}


@pytest.mark.parametrize("changed", CHANGES)
def test_a_digest_changes_with_every_part(changed: str) -> None:
    assert digest(CHANGES[changed]) != digest(RawArticle("x", "chữ", "record", "a.jsonl", 1, {"title": "T"}))


def test_a_digest_does_not_depend_on_how_the_path_was_typed_or_the_order_of_values() -> None:
    one = RawArticle("x", "chữ", "record", "a.jsonl", 1, {"title": "T", "url": "u"})
    two = RawArticle("x", "chữ", "record", "./d/../a.jsonl", 9, {"url": "u", "title": "T"})
    assert digest(one) == digest(two)
    assert 0 < digest(one) < 2**64


def test_half_characters_become_question_marks(tmp_path: Path) -> None:
    broken = RawArticle(
        "i\ud83d", "chữ \ud83d", "record", "a\udcff.jsonl", 1, {"title": "\ud83d", "n": ["\ud83d"]}
    )
    raw, mark = marked(broken)
    assert mark == digest(raw)
    assert raw.id == "i\\ud83d"
    assert raw.path == "a\\udcff.jsonl"
    assert raw.text == "chữ ?"
    assert raw.given == {"title": "?", "n": ["?"]}
    outcome = build(tmp_path, broken)
    assert outcome.runs[0].run.docs == 1
    assert outcome.rows[0].id == raw.id
