"""Whoosh's own queries over our arrays give what they give over a plain Whoosh index."""

from __future__ import annotations

import random
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import BEN_TRE, HUE, PLAIN, Sample, index
from whoosh import fields
from whoosh import index as whoosh_index
from whoosh import query as q
from whoosh.analysis import IDTokenizer
from whoosh.filedb.filestore import RamStorage
from whoosh.query import spans
from whoosh.scoring import BM25F, TF_IDF, Frequency

from searchkit.errors import IndexCorrupt, IndexError_
from searchkit.indexing.schema import TITLE_GAP
from searchkit.indexing.store import open_index
from searchkit.indexing.whoosh_index import ArrayIndex
from searchkit.indexing.writer import IndexWriter

WORDS = ("ba", "bà", "bá", "bán", "bàn", "cán", "cán_bộ", "tỉnh", "tinh", "tính")

samples = st.builds(
    lambda words, title, province, provinces: (words, title, province, provinces),
    st.lists(st.sampled_from(WORDS), max_size=12).map(tuple),
    st.lists(st.sampled_from(WORDS), max_size=4).map(tuple),
    st.sampled_from([None, "Bến Tre", "Huế"]),
    st.lists(st.sampled_from(["Bến Tre", "Huế", "Cà Mau"]), max_size=2).map(tuple),
)


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[list[Sample], list[str], bool]]:
    """Commits one after another: articles to add or replace, ids to delete, whether to merge all."""
    steps = []
    for _n in range(draw(st.integers(1, 3))):
        numbers = draw(st.lists(st.integers(0, 30), max_size=25, unique=True))
        added = [Sample(f"a{n}", *_parts(draw(samples))) for n in numbers]
        steps.append(
            (added, [f"a{n}" for n in draw(st.lists(st.integers(0, 30), max_size=6))], draw(st.booleans()))
        )
    return steps


def _parts(values):
    words, title, province, provinces = values
    return words, title, tuple(words[::2]), province, provinces


def plain_whoosh():
    """Return an empty index with Whoosh's own codec."""
    keyword = fields.KEYWORD(analyzer=IDTokenizer())
    schema = fields.Schema(
        text=fields.TEXT(),
        title=fields.TEXT(),
        compound=fields.TEXT(phrase=False),
        id=fields.ID(stored=True),
        province=keyword,
        provinces=keyword,
    )
    return whoosh_index.FileIndex.create(RamStorage(), schema)


def write_plain(ix, added: list[Sample], deleted: list[str], optimize: bool) -> None:
    """Do in plain Whoosh what a step of a history says, into the same documents and segments as ours."""
    writer = ix.writer()
    for sample in added:
        writer.delete_by_term("id", sample.id)
        writer.add_document(
            text=_Placed([*sample.title, *[None] * TITLE_GAP, *sample.words]),
            title=list(sample.title),
            compound=list(sample.compounds),
            id=sample.id,
            province=[sample.province] if sample.province else None,
            provinces=list(dict.fromkeys(sample.provinces)),
        )
    for id in deleted:
        writer.delete_by_term("id", id)
    writer.commit(merge=False, optimize=optimize)


class _Placed(list):
    """Words for Whoosh's list interface; None leaves a position empty."""


@pytest.fixture(autouse=True)
def _empty_positions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Whoosh number the positions of a list of words with gaps in it."""
    from whoosh import formats

    plain = formats.tokens

    def tokens(value, analyzer, options):
        found = plain(value, analyzer, options)
        return (t for t in found if t.text is not None) if isinstance(value, _Placed) else found

    monkeypatch.setattr(formats, "tokens", tokens)


def queries(rng: random.Random) -> list[q.Query]:
    """Queries of every kind but Not, AndNot, Require, SpanNot, DisjunctionMax.

    What Whoosh itself answers to those depends on where the documents lie: its matchers compare with postings
    that they have not moved to yet, and with the last one of a list that has ended.
    """
    a, b, c = (rng.choice(WORDS) for _n in range(3))
    term = [q.Term("text", word) for word in (a, b, c)]
    near = [
        spans.SpanNear(term[0], term[1], slop=slop, ordered=ordered) for slop in (1, 4) for ordered in (0, 1)
    ]
    return [
        term[0],
        q.And(term[:2]),
        q.Or(term),
        q.AndMaybe(term[0], q.Term("title", b)),
        q.And([term[2], q.Or([q.Term("provinces", "Huế"), q.Term("provinces", "Cà Mau")])]),
        q.Phrase("text", [a, b]),
        q.Phrase("text", [a, b, c], slop=3),
        q.Phrase("title", [a, b]),
        q.FuzzyTerm("text", a, maxdist=1),
        q.FuzzyTerm("text", b, maxdist=2, prefixlength=1),
        q.Wildcard("text", "b?n*"),
        q.Prefix("compound", "c"),
        q.Regex("text", "t[iỉ]nh"),
        q.TermRange("text", "b", "bá"),
        q.Variations("text", a),
        q.Every("text"),
        q.Every(),
        spans.SpanFirst(term[0], limit=2),
        spans.SpanOr(term[:2]),
        spans.SpanContains(near[1], term[2]),
        *near,
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories(), st.randoms(use_true_random=False))
def test_whoosh_finds_the_same_in_both(history, rng: random.Random) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr("searchkit.indexing.whoosh_index.choose", lambda segments, new: [])
        path, theirs = Path(folder), plain_whoosh()
        for added, deleted, optimize in history:
            # Whoosh can't delete what the same writer has added.
            kept = [sample for sample in added if sample.id not in deleted]
            with IndexWriter(path) as writer:
                writer.add_documents(sample.prepared for sample in kept)
                writer.delete(deleted)
                writer.commit(optimize=optimize)
            write_plain(theirs, kept, deleted, optimize)
        compare(ArrayIndex(path), theirs, rng)


def compare(ours, theirs, rng: random.Random) -> None:
    """Ask both the same; Whoosh's own codec counts deleted documents in idf, ours does not."""
    weightings = [Frequency()]
    if not any(segment.has_deletions() for segment in theirs._segments()):
        weightings += [TF_IDF(), BM25F(B=0.0)]  # Whoosh keeps lengths to within a tenth, ours exactly
    for weighting in weightings:
        with ours.searcher(weighting=weighting) as here, theirs.searcher(weighting=weighting) as there:
            assert (here.doc_count(), here.doc_count_all()) == (there.doc_count(), there.doc_count_all())
            for query in queries(rng):
                assert _found(here, query) == pytest.approx(_found(there, query)), query
                assert _top(here, query) == pytest.approx(_top(there, query)), query


def _found(searcher, query) -> dict[str, float]:
    """Every match with its score; some span queries of Whoosh fail where a word is in no document."""
    try:
        found = searcher.search(query, limit=None)
    except NotImplementedError:
        return {"not implemented": 0.0}
    return {hit["id"]: hit.score for hit in found}


def _top(searcher, query) -> list[float]:
    """The best scores, found with Whoosh's own skipping of blocks."""
    try:
        return [hit.score for hit in searcher.search(query, limit=3)]
    except NotImplementedError:
        return []


def test_blocks_are_skipped_without_losing_the_best(tmp_path: Path) -> None:
    rng = random.Random(5)
    many = [
        Sample(f"a{n}", words=("bà",) * rng.choice([1, 1, 1, 9]) + ("x",) * rng.randint(1, 40))
        for n in range(900)
    ]
    index(tmp_path, many)
    with ArrayIndex(tmp_path).searcher() as searcher:
        full = [hit.score for hit in searcher.search(q.Term("text", "bà"), limit=None)][:5]
        assert [hit.score for hit in searcher.search(q.Term("text", "bà"), limit=5)] == full
        both = q.Or([q.Term("text", "bà"), q.Term("text", "x")])
        full = [hit.score for hit in searcher.search(both, limit=None)][:5]
        assert [hit.score for hit in searcher.search(both, limit=5)] == pytest.approx(full)


def test_stored_fields_columns_and_sorting_work_through_whoosh(tmp_path: Path) -> None:
    index(tmp_path, [BEN_TRE, HUE, PLAIN])
    with ArrayIndex(tmp_path).searcher() as searcher:
        (hit,) = searcher.search(q.Term("official", "Trần Văn Bình"))
        assert (hit["id"], hit["province"], hit["title"]) == ("ben-tre", "Bến Tre", "bến tre công bố chỉ số")
        newest = searcher.search(q.Every(), sortedby="published")
        assert [hit["id"] for hit in newest] == ["plain", "hue", "ben-tre"]
        grouped = searcher.search(q.Every(), groupedby="province").groups()
        assert {name: len(docs) for name, docs in grouped.items()} == {
            "Bến Tre": 1,
            "Thừa Thiên Huế": 1,
            "": 1,
        }
        assert searcher.document(id="hue")["province"] == "Thừa Thiên Huế"


def test_whoosh_suggests_from_the_terms(tmp_path: Path) -> None:
    index(tmp_path, [BEN_TRE, HUE, PLAIN])
    with ArrayIndex(tmp_path).reader() as reader:
        assert list(reader.terms_within("text", "thừ", 1)) == ["thừa"]
        assert list(reader.terms_within("text", "bếm", 1, prefix=1)) == ["bến"]
        assert b"t\xe1\xbb\x89nh" in list(reader.expand_prefix("text", "tỉ"))
        assert ("text", "huế") in reader
        assert reader.doc_frequency("text", "tỉnh") == 2
        assert {"acronym", "compound", "text"} <= set(reader.indexed_field_names())


def test_plain_whoosh_opens_the_index_through_our_codec(tmp_path: Path) -> None:
    index(tmp_path, [BEN_TRE, HUE])
    with whoosh_index.open_dir(str(tmp_path)).searcher() as searcher:
        assert [hit["id"] for hit in searcher.search(q.Phrase("text", ["hành", "chính"]))] == ["hue"]


def test_whoosh_s_vietnamese_analyzer_reads_queries(tmp_path: Path) -> None:
    from whoosh.qparser import QueryParser

    index(tmp_path, [BEN_TRE, HUE])
    ix = ArrayIndex(tmp_path)
    with ix.searcher() as searcher:
        query = QueryParser("text", ix.schema).parse('"CẢI CÁCH" AND huế')
        assert [hit["id"] for hit in searcher.search(query)] == ["hue"]


@pytest.mark.parametrize("optimize", [False, True])
def test_an_index_that_plain_whoosh_wrote_to_is_refused(tmp_path: Path, optimize: bool) -> None:
    index(tmp_path, [BEN_TRE, HUE])
    writer = whoosh_index.open_dir(str(tmp_path)).writer()
    writer.add_document(id="x", text="một hai")
    writer.commit(optimize=optimize)
    before = {entry.name for entry in tmp_path.iterdir()}
    with pytest.raises(IndexCorrupt, match=r"W3Segment.*--rebuild"):
        open_index(tmp_path)
    with pytest.raises(IndexCorrupt):
        IndexWriter(tmp_path)
    assert {entry.name for entry in tmp_path.iterdir()} == before
    with IndexWriter(tmp_path, rebuild=True) as rebuilt:
        rebuilt.add_documents([PLAIN.prepared])
    with open_index(tmp_path) as snapshot:
        assert snapshot.doc_count == 1
    assert (
        len({entry.name.split(".")[0] for entry in tmp_path.glob("MAIN_*.*") if entry.suffix != ".owner"})
        == 1
    )


def test_whoosh_s_ways_to_write_single_documents_are_closed(tmp_path: Path) -> None:
    index(tmp_path, [BEN_TRE])
    writer = ArrayIndex(tmp_path).writer()
    with pytest.raises(IndexError_, match="SearchEngine"):
        writer.add_document(id="x")
    with pytest.raises(IndexError_, match="SearchEngine"):
        writer.add_reader(None)
    writer.cancel()
    ArrayIndex(tmp_path).optimize()
    assert open_index(tmp_path).doc_count == 1
