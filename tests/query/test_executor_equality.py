"""The array executor and Whoosh's own search give the same documents and scores; pruning loses nothing."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import numpy as np
import pytest
from corpora import big_history, histories, leaves, plans, write
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.indexing import merge_terms
from searchkit.indexing.schema import TABLED
from searchkit.indexing.snapshot import Snapshot
from searchkit.indexing.store import open_index
from searchkit.indexing.whoosh_index import ArrayIndex
from searchkit.query import top
from searchkit.query.compile import compile_plan
from searchkit.query.docset import DocSet, union
from searchkit.query.execute import Executor
from searchkit.query.filters import FilterReader
from searchkit.query.leaves import LeafReader
from searchkit.query.plan import Leaf, Option, Plan
from searchkit.query.top import best, score_all, top_of_union
from searchkit.query.weighting import TitleBM25F

ALMOST = {"rel": 1e-5, "abs": 1e-5}


def by_arrays(snapshot: Snapshot, plan: Plan) -> dict[str, float]:
    """Return the score of every id that the array executor finds."""
    reader = LeafReader(snapshot)
    docs = Executor(reader, FilterReader(snapshot).documents_of).match(plan)
    scores = score_all(reader, [reader.holding(leaf) for leaf in plan.leaves()], docs)
    return {
        snapshot.stored(doc)["id"]: score
        for doc, score in zip(docs.docs.tolist(), scores.tolist(), strict=True)
    }


@settings(max_examples=30, deadline=None)
@given(histories(), st.lists(plans, min_size=6, max_size=12), st.booleans())
def test_whoosh_finds_and_scores_the_same(history, asked: list[Plan], tabled: bool) -> None:
    with TemporaryDirectory() as folder, patch.object(merge_terms, "TABLED_FROM", 1 if tabled else 1 << 30):
        write(Path(folder), history)
        index = ArrayIndex(Path(folder))
        with open_index(Path(folder)) as snapshot, index.searcher(weighting=TitleBM25F()) as searcher:
            for plan in asked:
                query = compile_plan(plan, FilterReader(snapshot))
                found = {hit["id"]: hit.score for hit in searcher.search(query, limit=None)}
                assert found == pytest.approx(by_arrays(snapshot, plan), **ALMOST), plan
                top = [hit.score for hit in searcher.search(query, limit=3)]
                assert top == pytest.approx(sorted(found.values(), reverse=True)[:3], **ALMOST), plan
                docs = set(searcher.docs_for_query(query))
                assert docs == {snapshot.doc_of(id) for id in found}, plan


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 5),
    asked=st.lists(leaves, min_size=1, max_size=6, unique=True),
    k=st.sampled_from([1, 3, 10, 200]),
    part=st.sampled_from([1.0, 0.7, 0.1]),
    soon=st.booleans(),
)
def test_pruning_gives_the_best_of_all(seed: int, asked: list[Leaf], k: int, part: float, soon: bool) -> None:
    snapshot = big(seed)
    reader = LeafReader(snapshot)
    held = [reader.holding(leaf) for leaf in asked]
    docs = union([DocSet(snapshot.max_doc, docs=one.docs) for one in held], snapshot.max_doc)
    within = None
    if part < 1:
        within = DocSet(snapshot.max_doc, mask=np.random.default_rng(seed).random(snapshot.max_doc) < part)
        docs = docs & within
    every = score_all(reader, held, docs)
    expected, expected_scores = best(docs.docs, every, k)
    with patch.multiple(top, _LOOK=1 if soon else 3, _FEW=1 if soon else 32):
        found, scores = top_of_union(reader, held, k, within)
    assert scores.tolist() == pytest.approx(expected_scores.tolist(), **ALMOST)
    exact = dict(zip(docs.docs.tolist(), every.tolist(), strict=True))
    assert [exact[doc] for doc in found.tolist()] == pytest.approx(scores.tolist(), **ALMOST)
    assert len(set(found.tolist())) == len(expected)


_BIG: dict[int, Snapshot] = {}


@pytest.fixture(scope="module", autouse=True)
def _big_indexes(tmp_path_factory: pytest.TempPathFactory):
    for seed in range(6):
        folder = tmp_path_factory.mktemp("big")
        with patch.object(merge_terms, "TABLED_FROM", 1 if seed % 2 else 1 << 30):
            write(folder, big_history(seed, 600))
        _BIG[seed] = open_index(folder)
    yield
    while _BIG:
        _BIG.popitem()[1].close()


def big(seed: int) -> Snapshot:
    return _BIG[seed]


@settings(max_examples=20, deadline=None)
@given(histories(), st.sampled_from([1, 1 << 19]))
def test_tables_of_frequent_words_say_what_their_postings_say(history, at_a_time: int) -> None:
    patched = patch.multiple(merge_terms, TABLED_FROM=1, _RANGE=at_a_time)
    with TemporaryDirectory() as folder, patched:
        write(Path(folder), history)
        with open_index(Path(folder)) as snapshot:
            view = snapshot.field("text")
            for term, df in view.terms():
                docs, weights = view.weights(term)
                if (found := view.table(term)) is None:
                    assert df * TABLED < snapshot.max_doc
                    continue
                table, count = found
                assert count == df == len(docs)
                assert (np.flatnonzero(table).tolist(), table[docs].tolist()) == (
                    docs.tolist(),
                    weights.tolist(),
                )


def test_frequent_words_are_only_looked_up_in_the_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(top, "_LOOK", 1)  # in an index so small adding up would be the quicker way
    monkeypatch.setattr(top, "_FEW", 1)
    reader = LeafReader(big(0))
    held = [reader.holding(Leaf(word, (Option((word,)),))) for word in ("ba", "tính", "tinh")]
    read = []
    add = LeafReader.add_gains
    monkeypatch.setattr(
        LeafReader, "add_gains", lambda self, part, to: read.append(part.idf) or add(self, part, to)
    )
    top_of_union(reader, held, 5)
    assert read
    assert held[0].idf not in read
