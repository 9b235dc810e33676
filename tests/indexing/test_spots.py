from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from samples import Sample, index, positions

from searchkit.indexing.layout import document_type
from searchkit.indexing.snapshot import Snapshot
from searchkit.indexing.spots import POSITION, marked_places_of, places, places_of
from searchkit.indexing.store import open_index
from searchkit.indexing.terms import mark, utf8
from searchkit.indexing.writer import IndexWriter

NAMES = ("cải", "cách", "hành", "chính", "ở", "huế", "và", "bến", "tre")
MANY = [
    Sample(
        f"bài {n}",
        words=tuple(NAMES[(n * k + k * k) % len(NAMES)] for k in range(5 + n)),
        title=NAMES[n % 4 : n % 4 + n % 3],
    )
    for n in range(12)
]


@pytest.fixture(params=["one run", "merged", "segments", "deleted", "deleted and merged", "wide"])
def snapshot(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Snapshot]:
    """The same articles as one run, merged, in three segments, less two of them, merged without these, and
    merged as in an index of very many."""
    if request.param in ("segments", "deleted"):
        monkeypatch.setattr("searchkit.indexing.whoosh_index.choose", lambda segments, new: [])
    if request.param == "wide":
        monkeypatch.setattr("searchkit.indexing.merge_terms.document_type", lambda count: "<i4")
    index(tmp_path, *([MANY] if request.param == "one run" else (MANY[:5], MANY[5:6], MANY[6:])))
    if request.param.startswith("deleted"):
        with IndexWriter(tmp_path) as writer:
            writer.delete(["bài 3", "bài 8"])
            writer.commit(optimize=request.param.endswith("merged"))
    with open_index(tmp_path) as snapshot:
        yield snapshot


def test_documents_are_numbered_in_as_few_bytes_as_their_number_takes() -> None:
    assert document_type(65_536) == "<u2"
    assert document_type(65_537) == "<i4"


@pytest.mark.parametrize("name", ["text", "title"])
def test_beside_each_occurrence_lies_the_mark_of_the_next_word(snapshot: Snapshot, name: str) -> None:
    view = snapshot.field(name)
    standing = {
        (doc, position): term
        for term, _df in view.terms()
        for doc, found in zip(view.postings(term).docs.tolist(), positions(view, term), strict=True)
        for position in found
    }
    seen = 0
    for term, _df in view.terms():
        for part in filter(None, view.spots(term)):
            docs = np.repeat(part.docs, part.tfs).tolist()
            keys = places([part], part.docs, part.docs[np.newaxis].astype(np.int64) << POSITION).tolist()
            for doc, key, beside in zip(docs, keys, part.next.tolist(), strict=True):
                if part.alive is not None and not part.alive[doc]:
                    continue
                follower = standing.get((doc + part.base, (key & ((1 << POSITION) - 1)) + 1))
                assert beside == (mark(utf8(follower)) if follower else 0), (term, doc)
                seen += 1
    assert seen == len(standing) > 0


def test_what_stands_before_a_mark_is_found_in_articles_that_are_alive(snapshot: Snapshot) -> None:
    view = snapshot.field("text")
    for term, _df in view.terms():
        for part in filter(None, view.spots(term)):
            every = places([part], part.docs, part.docs[np.newaxis].astype(np.int64) << POSITION)
            for byte in {*part.next.tolist(), 7}:
                keys = every[part.next == byte]
                alive = keys if part.alive is None else keys[part.alive[keys >> POSITION]]
                assert part.before(byte).tolist() == alive.tolist()


def test_several_terms_are_found_with_their_marks_in_all_segments(snapshot: Snapshot) -> None:
    view = snapshot.field("text")
    alive = np.arange(snapshot.max_doc) if snapshot.alive is None else snapshot.alive.nonzero()[0]
    docs = alive[::2].astype(np.int32)
    terms = ["hành", "nope", "huế", "cách"]
    spots = [view.spots(term) for term in terms]
    bases = np.arange(len(terms) * len(docs)).reshape(len(terms), len(docs)) << POSITION
    keys, marks = marked_places_of(spots, docs, bases)
    assert keys.tolist() == sorted(keys.tolist()) == places_of(spots, docs, bases).tolist()
    wanted = []
    for row, parts in enumerate(spots):
        for part in filter(None, parts):
            all_docs = part.docs[np.newaxis].astype(np.int64) + part.base
            found = places([part], part.docs, all_docs << POSITION).tolist()
            for key, beside in zip(found, part.next.tolist(), strict=True):
                if (key >> POSITION) in docs:
                    rank = docs.tolist().index(key >> POSITION) + row * len(docs)
                    wanted.append((rank << POSITION | key & ((1 << POSITION) - 1), beside))
    assert list(zip(keys.tolist(), marks.tolist(), strict=True)) == sorted(wanted)
