"""What an indexing run remembers of ids: right as a set is, and small whatever the number of articles."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import Sample, make_run

from searchkit.indexing import idsets, writer
from searchkit.indexing.idsets import HashSet, RunIds, joined
from searchkit.indexing.ledger import NEW, Ledger, Row
from searchkit.indexing.store import open_index
from searchkit.indexing.writer import IndexWriter

numbers = st.integers(-4, 30).map(lambda n: n * (2**58))
batches = st.lists(st.lists(numbers, max_size=8), max_size=8)


@given(batches, st.lists(numbers))
def test_a_hash_set_holds_what_was_added(added: list[list[int]], asked: list[int]) -> None:
    ours, known = HashSet(), set[int]()
    for batch in added:
        ours.add(set(batch) - known)
        known |= set(batch)
    assert len(ours) == len(known)
    assert ours.holds(np.array(asked, np.int64)).tolist() == [key in known for key in asked]


def test_few_arrays_hold_many_hashes() -> None:
    ours = HashSet()
    for n in range(1000):
        ours.add(range(n * 10, n * 10 + 10))
    assert len(ours) == 10_000
    assert len(ours._parts) <= 14


@given(batches.map(lambda runs: [run for run in runs if run]), st.data())
def test_joined_runs_are_numbered_anew(runs: list[list[int]], data: st.DataObject) -> None:
    dead = [data.draw(st.sets(st.integers(0, len(run) - 1))) for run in runs]
    kept = [key for run, gone in zip(runs, dead, strict=True) for n, key in enumerate(run) if n not in gone]
    if not runs:
        return
    both = joined([RunIds(np.array(run, np.int64)) for run in runs], dead)
    for key in {key for run in runs for key in run}:
        assert sorted(both.docs(key)) == [n for n, other in enumerate(kept) if other == key]


def test_the_books_take_few_bytes_an_article() -> None:
    ledger = Ledger(None)
    tracemalloc.start()
    try:
        for n in range(20):
            ledger.enter(Row(f"article-{n}-{i}", "news.jsonl", i, NEW) for i in range(1000))
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert ledger.added == 20_000
    assert held / 20_000 < 12  # a set of the hashes took 70, one of the ids 120


def _same_number(_id: object) -> int:
    return 7


@pytest.mark.parametrize("together", [2, 8])
def test_ids_whose_hashes_are_equal_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr(writer, "_TOGETHER", together)
    for module in (idsets, writer):
        monkeypatch.setattr(module, "hash", _same_number, raising=False)
    with IndexWriter(tmp_path / "index") as ours:
        for n in range(5):
            run = [Sample(f"{n}-{i}", words=(f"w{n}",)) for i in range(3)]
            ours.add_run(make_run([*run, Sample("same", words=(f"v{n}",))], tmp_path / f"run{n}"))
        assert ours.delete(["0-1", "4-2", "0-1", "none"]) == 2
        assert ours.pending == 14
    with open_index(tmp_path / "index") as snapshot:
        assert snapshot.doc_count == 14
        assert snapshot.body(snapshot.doc_of("same")) == "v4"
        assert snapshot.doc_of("0-1") is None
        assert snapshot.doc_of("0-2") is not None
