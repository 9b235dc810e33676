from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from samples import BEN_TRE, HUE, PLAIN, Sample, index, positions

from searchkit.errors import IndexCorrupt, IndexMissing, IndexOutdated
from searchkit.indexing.snapshot import Snapshot
from searchkit.indexing.store import create_index, open_index
from searchkit.indexing.stored import article_of
from searchkit.indexing.verify import verify
from searchkit.indexing.writer import IndexWriter
from searchkit.models import Article, Indicator, Official
from searchkit.text import fold


@pytest.fixture(params=[1, 2, 3])
def snapshot(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    """The same three articles in one, two and three segments."""
    monkeypatch.setattr("searchkit.indexing.whoosh_index.choose", lambda segments, new: [])
    batches = {1: [[BEN_TRE, HUE, PLAIN]], 2: [[BEN_TRE, HUE], [PLAIN]], 3: [[BEN_TRE], [HUE], [PLAIN]]}
    snapshot = open_index(index(tmp_path, *batches[request.param]))
    assert snapshot.segment_count == request.param
    return snapshot


def test_positions_count_the_title_then_a_gap_then_the_body(snapshot: Snapshot) -> None:
    found = snapshot.field("text").postings("chỉ")
    assert found is not None
    assert (found.docs.tolist(), found.tfs.tolist()) == ([0], [3])
    assert positions(snapshot.field("text"), "chỉ") == [[4, 106, 119]]
    assert snapshot.field("title").postings("huế").docs.tolist() == [1]


def test_lengths_count_title_and_body(snapshot: Snapshot) -> None:
    assert snapshot.field("text").lengths.tolist() == [21, 13, 3]
    assert snapshot.field("text").total_length == 37
    assert snapshot.field("compound").postings("chỉ_số").tfs.tolist() == [2]
    assert snapshot.field("text").postings("không có") is None


def test_prefixes_and_folded_forms(snapshot: Snapshot) -> None:
    text = snapshot.field("text")
    assert text.prefix("t", 3) == ["thiên", "thừa", "tinh"]
    assert text.folded("tinh") == ["tinh", "tình", "tỉnh"]
    assert snapshot.field("province").folded("ben tre") == ["Bến Tre"]
    assert text.folded("khong") == []
    assert dict(text.terms())["chỉ"] == 1
    assert text.df("tỉnh") == 2


def test_what_stands_beside_each_other_is_counted(snapshot: Snapshot) -> None:
    text = snapshot.field("text")
    samples = (BEN_TRE, HUE, PLAIN)
    beside = Counter(pair for one in samples for words in (one.title, one.words) for pair in pairwise(words))
    terms = [term for term, _df in text.terms()]
    counts = text.pairs([*terms, "nope"], ["nope", *terms])
    assert not counts[-1].any()
    assert not counts[:, 0].any()
    for row, first in enumerate(terms):
        after = {
            second: count for second, count in zip(terms, counts[row, 1:].tolist(), strict=True) if count
        }
        assert after == {second: count for (one, second), count in beside.items() if one == first}
        assert {second: text.pair(first, second) for second in after} == after
        assert text.followers([first], most=100) == after
        assert text.followers([first], most=100, least=2) == {
            second: count for second, count in after.items() if count >= 2
        }
        for letters in ("t", "ti", "tinh"):
            begun = {second: count for second, count in after.items() if fold(second).startswith(letters)}
            assert text.followers([first], letters, most=100) == begun
    assert text.pair("nope", "chỉ") == text.pair("chỉ", "nope") == 0
    assert text.followers(["nope"]) == {}


def test_words_are_found_by_their_beginning_and_their_letters(snapshot: Snapshot) -> None:
    text = snapshot.field("text")
    often = {"tinh": 1, "tình": 1, "tỉnh": 2}
    assert text.beginning("tin", 10) == often
    assert text.beginning("tin", 1) == {"tỉnh": 2}
    assert text.beginning("tỉ", folded=False) == {"tỉnh": 2}
    assert text.beginning("tỉ") == text.beginning("nope") == {}
    assert text.forms("tinh") == {term: text.occurrences(term) for term in text.folded("tinh")}
    assert text.forms("nope") == {}


def test_columns(snapshot: Snapshot) -> None:
    province, official = snapshot.column("province"), snapshot.column("official")
    assert [province.values[o] if o >= 0 else None for o in province.ordinals] == [
        "Bến Tre",
        "Thừa Thiên Huế",
        None,
    ]
    docs, ordinals = official.pairs
    assert [(int(d), official.values[o]) for d, o in zip(docs, ordinals, strict=True)] == [
        (0, "Nguyễn Thị An"),
        (0, "Trần Văn Bình"),
        (1, "Nguyễn Thị An"),
    ]
    assert snapshot.column("published").numbers.tolist() == [
        dt.date(2021, 6, 24).toordinal(),
        dt.date(2020, 5, 19).toordinal(),
        0,
    ]
    assert snapshot.column("digest").numbers.tolist() == [2**64 - 1, 7, 0]
    assert snapshot.field("official").postings("Nguyễn Thị An").docs.tolist() == [0, 1]


def test_articles_come_back_as_they_were(tmp_path: Path) -> None:
    article = Article(
        id="a/b.txt#2",
        title="Bến Tre",
        body="Ông Nguyễn Văn A\nnói.",
        url="https://example.vn/1",
        source="Báo Mẫu",
        path="a/b.txt",
        published=dt.date(2021, 6, 24),
        published_at="2021-06-24T19:40+07:00",
        event_dates=(dt.date(2021, 6, 23),),
        province="Bến Tre",
        provinces=("Bến Tre", "Huế"),
        officials=(Official("Nguyễn Văn A", ("Chủ tịch", "Bí thư"), ((4, 16),)),),
        byline="Minh Tâm",
        document_numbers=("876/QĐ-BNV",),
        indicators=(Indicator("SIPAS", 2020, "Bến Tre", "province", score=88.35),),
    )
    with IndexWriter(tmp_path) as writer:
        writer.add_documents([_prepared(article), _prepared(Article(id="empty"))])
    snapshot = open_index(tmp_path)
    for wanted in (article, Article(id="empty")):
        doc = snapshot.doc_of(wanted.id)
        assert doc is not None
        assert article_of(snapshot.stored(doc), snapshot.body(doc)) == wanted
    assert snapshot.doc_of("a/b.txt") is None


def _prepared(article: Article):
    sample = Sample("x").prepared
    sample.article = article
    return sample


def test_an_empty_index_answers_everything_with_nothing(tmp_path: Path) -> None:
    create_index(tmp_path)
    snapshot = open_index(tmp_path)
    assert (snapshot.doc_count, snapshot.max_doc, snapshot.alive) == (0, 0, None)
    assert snapshot.field("text").postings("a") is None
    assert snapshot.field("text").lengths.tolist() == []
    assert list(snapshot.column("province").values) == []
    assert snapshot.column("official").pairs[0].tolist() == []
    assert snapshot.doc_of("a") is None
    assert verify(tmp_path) == ()


def test_no_index_is_named_with_the_way_to_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="searchkit index"):
        open_index(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("ending", [".text", ".title", ".compound", ".keys", ".stored"])
@pytest.mark.parametrize("harm", ["missing", "shorter", "longer", "other content"])
def test_a_harmed_file_is_named(tmp_path: Path, ending: str, harm: str) -> None:
    index(tmp_path, [BEN_TRE, HUE])
    (file,) = tmp_path.glob(f"MAIN_*{ending}")
    data = file.read_bytes()
    file.unlink() if harm == "missing" else file.write_bytes(
        {"shorter": data[:-1], "longer": data + b"\0", "other content": b"x" * len(data)}[harm]
    )
    with pytest.raises(IndexCorrupt, match="--rebuild") as caught:
        open_index(tmp_path)
    assert file.name in str(caught.value)
    (fault,) = verify(tmp_path)
    assert file.name in fault.what
    assert fault.fatal


def test_a_flipped_bit_is_found_by_verify(tmp_path: Path) -> None:
    index(tmp_path, [BEN_TRE, HUE])
    (file,) = tmp_path.glob("MAIN_*.stored")
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    (fault,) = verify(tmp_path)
    assert file.name in fault.what
    assert "body.blob" in fault.what


def test_an_index_of_another_analyzer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index(tmp_path, [BEN_TRE])
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr("searchkit.analysis.fingerprint", lambda: "other rules")
    with pytest.raises(IndexOutdated, match="--rebuild"):
        open_index(tmp_path)
    with pytest.raises(IndexOutdated):
        IndexWriter(tmp_path)
    assert [fault.fix for fault in verify(tmp_path)] == ["searchkit index --rebuild"]
    assert sorted(tmp_path.iterdir()) == before  # refusing changes nothing
    with IndexWriter(tmp_path, rebuild=True) as writer:
        writer.add_documents([HUE.prepared])
    snapshot = open_index(tmp_path)
    assert (snapshot.doc_count, snapshot.doc_of("hue"), snapshot.doc_of("ben-tre")) == (1, 0, None)


def test_a_table_of_contents_that_names_other_code_is_refused(tmp_path: Path) -> None:
    import os
    import pickle

    class Evil:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "ran"),)

    create_index(tmp_path)
    (toc,) = tmp_path.glob("_MAIN_*.toc")
    data = toc.read_bytes()
    for segments in ([Evil()], Evil(), {"a": 1}, [1]):
        toc.write_bytes(data[: data.rindex(pickle.dumps([], -1))] + pickle.dumps(segments, -1))
        with pytest.raises(IndexCorrupt):
            open_index(tmp_path)
    for end in [*range(0, len(data), 97), *range(len(data) - 60, len(data))]:
        toc.write_bytes(data[:end])
        with pytest.raises(IndexCorrupt):
            open_index(tmp_path)
    assert not (tmp_path / "ran").exists()


def test_reading_needs_neither_whoosh_nor_the_segmentation_model(tmp_path: Path) -> None:
    import subprocess
    import sys

    index(tmp_path, [BEN_TRE])
    program = (
        "import sys, pathlib; from searchkit.indexing.store import open_index\n"
        "s = open_index(pathlib.Path(sys.argv[1]))\n"
        "s.field('text').spots('chỉ'), s.stored(0)\n"
        "print([m for m in ('whoosh', 'pyvi', 'sklearn', 'scipy', 'multiprocessing') if m in sys.modules])"
    )
    out = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == "[]"


def test_lone_surrogates_do_no_harm(tmp_path: Path) -> None:
    index(tmp_path, [Sample("đ\ud800", words=("a\udfff", "b"), officials=("\ud800",))])
    snapshot = open_index(tmp_path)
    assert snapshot.doc_of("đ\ud800") == 0
    assert snapshot.body(0) == "a? b"
    assert snapshot.field("text").postings("b").docs.tolist() == [0]


def test_a_very_long_document_keeps_its_positions(tmp_path: Path) -> None:
    words = tuple(f"w{n % 700}" for n in range(70_000))
    index(tmp_path, [Sample("long", words=words), Sample("short", words=("w1", "w1"))])
    snapshot = open_index(tmp_path)
    assert positions(snapshot.field("text"), "w1") == [[*range(101, 70_100, 700)], [100, 101]]
    assert snapshot.segments[0].field("text").array("positions").dtype == np.uint32


def test_a_card_holds_what_a_list_shows(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchkit.indexing.segment._MOST_SHOWN", 1)
    for docs in ([0], [2, 0], [1, 2], [0, 1, 2], []):
        for doc, card in zip(docs, snapshot.cards(docs), strict=True):
            stored = snapshot.stored(doc)
            assert card.published == article_of(stored, "").published
            assert card.officials == tuple(one["name"] for one in stored["officials"])
            assert card.provinces == tuple(stored["provinces"])
            for name in ("id", "title", "province", "source", "url", "path", "province_now"):
                assert getattr(card, name) == stored[name]
