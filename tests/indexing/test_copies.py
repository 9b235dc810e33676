"""Reprints are known while articles are written: over segments, updates, deletions and merges."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import Sample, index

from searchkit.errors import IndexCorrupt
from searchkit.indexing.copies import copies_name
from searchkit.indexing.layout_write import write_sections
from searchkit.indexing.signatures import FIGURES, HASHES, NOTHING, ROW
from searchkit.indexing.snapshot import Snapshot
from searchkit.indexing.store import open_index
from searchkit.indexing.stories import LEAST_SHINGLES, Signatures, _verified, alike, join
from searchkit.indexing.verify import verify
from searchkit.indexing.writer import IndexWriter

VOCABULARY = tuple(f"{a}{b}" for a in ("t", "ng", "kh", "ch") for b in ("an", "inh", "ong", "ich", "oa"))


def text(seed: int, length: int = 200) -> list[str]:
    """A text of its own: words drawn by `seed`, a figure now and then."""
    rng = random.Random(seed)
    return [str(rng.randint(11, 9999)) if n % 20 == 19 else rng.choice(VOCABULARY) for n in range(length)]


def changed(words: list[str], figures: int) -> list[str]:
    """The same text with so many of its figures changed."""
    at = [n for n, word in enumerate(words) if word.isdigit()][:figures]
    return [f"{word}7" if n in at else word for n, word in enumerate(words)]


def sample(id: str, words: list[str], day: int = 0, **more) -> Sample:
    published = dt.date(2021, 6, day) if day else None
    return Sample(id, words=tuple(words), published=published, **more)


def stories(snapshot: Snapshot) -> list[list[str]]:
    """The ids of the members of every story, the earliest first."""
    copies = snapshot.copies
    return [
        [snapshot.stored(doc)["id"] for doc in copies.docs[first:end].tolist()]
        for first, end in zip(copies.starts[:-1].tolist(), copies.starts[1:].tolist(), strict=True)
    ]


def found(path: Path) -> list[list[str]]:
    with open_index(path) as snapshot:
        return sorted(stories(snapshot))


@pytest.fixture(params=[True, False], ids=["one by one", "in bands"])
def few(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare new articles in both ways: a few one by one, many by bands."""
    if not request.param:
        monkeypatch.setattr("searchkit.indexing.stories._FEW", -1)


BASE = text(1)
OTHER = text(2)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    "copy",
    [
        pytest.param(BASE, id="the same words"),
        pytest.param(BASE[:120], id="cut at the end"),
        pytest.param(text(3, 40) + BASE, id="a lead before it"),
        pytest.param(text(3, 30) + BASE + text(4, 40), id="boilerplate around it"),
        pytest.param(changed(BASE, 3), id="some figures changed"),
        pytest.param(text(3, 20) + changed(BASE, 2)[:150], id="a lead, a cut and changed figures"),
    ],
)
def test_a_reprint_belongs_to_the_story(tmp_path: Path, copy: list[str]) -> None:
    index(tmp_path, [sample("first", BASE, 1), sample("other", OTHER, 2), sample("copy", copy, 3)])
    assert found(tmp_path) == [["first", "copy"]]


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    "other",
    [
        pytest.param(changed(BASE, 10), id="a report from the same template with other figures"),
        pytest.param(BASE[:80] + text(5, 120), id="the same background"),
        pytest.param(BASE[:60], id="a short part"),
        pytest.param(list(reversed(BASE)), id="the same words in another order"),
    ],
)
def test_what_only_resembles_it_does_not(tmp_path: Path, other: list[str]) -> None:
    index(tmp_path, [sample("first", BASE, 1), sample("other", other, 3)])
    assert found(tmp_path) == []


def test_reports_on_other_places_are_other_stories(tmp_path: Path) -> None:
    words = text(6, 300)
    huế = [*words[:100], "huế", *words[100:]]
    index(
        tmp_path,
        [
            sample("a", words, 1, provinces=("Bến Tre", "Trà Vinh")),
            sample("b", huế, 1, provinces=("Thừa Thiên Huế",)),
            sample("c", words, 2, provinces=("Bến Tre",)),
        ],
    )
    assert found(tmp_path) == [["a", "c"]]


def test_texts_of_a_few_words_are_not_compared(tmp_path: Path) -> None:
    short = text(1, LEAST_SHINGLES)
    index(tmp_path, [sample("a", short), sample("b", short)])
    assert found(tmp_path) == []


def test_the_earliest_comes_first_and_what_has_no_day_last(tmp_path: Path) -> None:
    days = {"undated": 0, "late": 20, "early": 2, "late-too": 20, "undated-too": 0}
    index(tmp_path, [sample(id, BASE, day) for id, day in days.items()])
    assert found(tmp_path) == [["early", "late", "late-too", "undated", "undated-too"]]


@pytest.mark.usefixtures("few")
def test_copies_are_known_across_commits_and_survive_a_merge(tmp_path: Path) -> None:
    index(tmp_path, [sample("a", BASE), sample("x", OTHER)], [sample("b", BASE)], [sample("c", BASE)])
    index(tmp_path, [sample(f"n{n}", text(100 + n)) for n in range(40)], [sample("y", OTHER)])
    assert found(tmp_path) == [["a", "b", "c"], ["x", "y"]]
    with IndexWriter(tmp_path) as writer:
        writer.commit(optimize=True)
    assert found(tmp_path) == [["a", "b", "c"], ["x", "y"]]


def test_where_the_earliest_is_deleted_the_next_one_stands_for_the_story(tmp_path: Path) -> None:
    index(tmp_path, [sample("a", BASE, 1), sample("b", BASE, 2), sample("c", BASE, 3)])
    with IndexWriter(tmp_path) as writer:
        writer.delete(["a"])
    assert found(tmp_path) == [["b", "c"]]
    with IndexWriter(tmp_path) as writer:
        writer.delete(["c"])
    assert found(tmp_path) == []


def test_a_changed_article_leaves_its_story(tmp_path: Path) -> None:
    index(tmp_path, [sample("a", BASE, 1), sample("b", BASE, 2), sample("c", BASE, 3)])
    index(tmp_path, [sample("b", OTHER, 2)])
    assert found(tmp_path) == [["a", "c"]]
    index(tmp_path, [sample("a", OTHER, 9)])
    assert found(tmp_path) == [["b", "a"]]


@pytest.mark.usefixtures("few")
def test_what_held_two_texts_together_and_goes_parts_them(tmp_path: Path) -> None:
    begin, end = text(7, 200), text(8, 200)
    index(tmp_path, [sample("begin", begin, 1), sample("both", begin + end, 2), sample("end", end, 3)])
    assert found(tmp_path) == [["begin", "both", "end"]]
    with IndexWriter(tmp_path) as writer:
        writer.delete(["both"])
    assert found(tmp_path) == []


def test_a_rebuilt_index_knows_the_same_stories(tmp_path: Path) -> None:
    batches = [[sample(f"{n}-{k}", text(k), n + 1) for k in range(n + 1)] for n in range(4)]
    index(tmp_path / "one-by-one", *batches)
    index(tmp_path / "at-once", [one for batch in batches for one in batch])
    assert found(tmp_path / "one-by-one") == found(tmp_path / "at-once")
    assert len(found(tmp_path / "at-once")) == 3


texts = st.integers(0, 4)
steps = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(0, 9), texts), max_size=6), st.lists(st.integers(0, 9), max_size=3)
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=25)
@given(steps, st.booleans())
def test_whatever_is_written_and_deleted_equal_texts_are_one_story(
    tmp_path_factory, history, optimize
) -> None:
    path = tmp_path_factory.mktemp("index")
    state: dict[str, int] = {}
    for added, deleted in history:
        with IndexWriter(path) as writer:
            writer.add_documents(sample(f"d{n}", text(kind, 60), n % 3).prepared for n, kind in added)
            state.update({f"d{n}": kind for n, kind in added})
            writer.delete([f"d{n}" for n in deleted])
            for n in deleted:
                state.pop(f"d{n}", None)
            writer.commit(optimize=optimize)
    kinds = {kind: {id for id, one in state.items() if one == kind} for kind in state.values()}
    assert {frozenset(one) for one in found(path)} == {
        frozenset(ids) for ids in kinds.values() if len(ids) > 1
    }
    assert verify(path) == ()


def test_only_the_file_of_the_last_commit_is_kept(tmp_path: Path) -> None:
    index(tmp_path, [sample("a", BASE)], [sample("b", BASE)])
    with open_index(tmp_path) as snapshot:
        assert [file.name for file in tmp_path.glob("*.copies")] == [copies_name(snapshot.generation)]


def test_a_commit_that_fails_leaves_the_copies_as_they_were(tmp_path: Path, monkeypatch) -> None:
    index(tmp_path, [sample("a", BASE), sample("b", BASE)])
    before = sorted(file.name for file in tmp_path.iterdir())
    monkeypatch.setattr("searchkit.indexing.copies_write.alike", _fail)
    with pytest.raises(OSError, match="disk"):
        index(tmp_path, [sample("c", BASE)])
    assert sorted(file.name for file in tmp_path.iterdir()) == before
    assert found(tmp_path) == [["a", "b"]]


def _fail(*_args: object) -> None:
    raise OSError("disk full")


def test_a_missing_or_damaged_file_is_named(tmp_path: Path) -> None:
    index(tmp_path, [sample("a", BASE), sample("b", BASE)])
    (file,) = tmp_path.glob("*.copies")
    whole = file.read_bytes()
    file.write_bytes(whole[:-4])
    with pytest.raises(IndexCorrupt, match="copies"):
        open_index(tmp_path)
    file.unlink()
    with pytest.raises(IndexCorrupt, match="copies"):
        open_index(tmp_path)
    assert [fault.what for fault in verify(tmp_path)] == [f"{file} is missing"]


@pytest.mark.parametrize(
    ("docs", "starts"),
    [([0, 7], [0, 2]), ([0, -1], [0, 2]), ([0, 0], [0, 2]), ([0, 1], [0, 1]), ([0, 1], [1, 2]), ([0, 1], [])],
)
def test_a_file_that_names_what_is_not_there_is_refused(tmp_path: Path, docs, starts) -> None:
    index(tmp_path, [sample("a", BASE), sample("b", BASE)])
    (file,) = tmp_path.glob("*.copies")
    write_sections(file, {"docs": np.array(docs, np.int32), "starts": np.array(starts, np.int32)})
    with open_index(tmp_path) as snapshot, pytest.raises(IndexCorrupt, match="copies"):
        _asked = snapshot.copies
    assert [fault.fatal for fault in verify(tmp_path)] == [True]


@pytest.mark.parametrize("figures_agree", [True, False])
def test_pairs_to_look_at_grow_with_the_articles_and_not_with_their_square(figures_agree: bool) -> None:
    """Thousands of articles in the same words: copies of one, or reports from one template."""
    rows = np.zeros(3000, ROW)
    rows["shingles"], rows["names"], rows["words"] = 400, NOTHING, np.arange(HASHES)
    rows["figures"] = np.arange(FIGURES) if figures_agree else np.arange(3000 * FIGURES).reshape(3000, -1)
    every = np.ones(3000, bool)
    looked_at = []

    def verified(signatures: Signatures, pairs: np.ndarray) -> np.ndarray:
        looked_at.append(len(pairs))
        return _verified(signatures, pairs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("searchkit.indexing.stories._verified", verified)
        one, other = alike(Signatures([rows.view(np.uint8)]), every, every)
    assert sum(looked_at) < 2 * 3000
    assert len(set(join(one, other)[1].tolist())) == int(figures_agree)
