"""Whoosh's own search answers compiled plans, and its other queries stand beside them."""

from __future__ import annotations

import datetime as dt

import pytest
from corpora import Document, Step, write
from whoosh import query as q
from whoosh.query import spans
from whoosh.scoring import Frequency

from searchkit.indexing.store import open_index
from searchkit.indexing.whoosh_index import ArrayIndex
from searchkit.query.compile import compile_plan
from searchkit.query.filters import FilterReader
from searchkit.query.interpret import interpret
from searchkit.query.leaves import LeafReader
from searchkit.query.lexicon import Lexicon
from searchkit.query.parse import parse
from searchkit.query.plan import Leaf, Option
from searchkit.query.weighting import TitleBM25F
from searchkit.query.whoosh_nodes import LeafQuery, Without


def article(
    id: str, title: str, body: str, province: str | None = None, day: dt.date | None = None
) -> Document:
    return Document(id, tuple(title.split()), tuple(body.split()), province, day)


STEPS = [
    Step(
        (
            article(
                "cau", "cầu mới qua sông", "cây cầu nối hai bờ sông của huyện", "Bến Tre", dt.date(2021, 6, 1)
            ),
            article("cho", "chợ nổi", "chợ nổi trên sông đông khách cả năm", "Cà Mau", dt.date(2020, 3, 1)),
            article("cu", "tin cũ", "sông cầu sông cầu", "Bến Tre"),
        )
    ),
    Step(
        (
            article(
                "lua", "mùa lúa", "lúa chín vàng hai bên sông lớn của tỉnh", "Cà Mau", dt.date(2021, 9, 2)
            ),
            article("truong", "trường học", "trường học mới của huyện khánh thành", "Bến Tre"),
        ),
        deleted=("cu",),
    ),
]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("index")
    write(folder, STEPS)
    with open_index(folder) as snapshot:
        snapshot.folder = folder
        yield snapshot


@pytest.fixture
def searcher(snapshot):
    with ArrayIndex(snapshot.folder).searcher(weighting=TitleBM25F()) as searcher:
        yield searcher


def compiled(snapshot, text: str) -> q.Query:
    return compile_plan(interpret(parse(text), Lexicon(snapshot)).plan, FilterReader(snapshot))


def ids(results) -> list[str]:
    return [hit["id"] for hit in results]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cầu sông", {"cau"}),
        ("cau song", {"cau"}),
        ("cầu OR lúa", {"cau", "lua"}),
        ("sông -lúa -cầu", {"cho"}),
        ('"chợ nổi"', {"cho"}),
        ('"nổi chợ"', set()),
        ("kh*", {"cho", "truong"}),
        ("tiêu_đề:lúa", {"lua"}),
        ('tỉnh:"bến tre"', {"cau", "truong"}),
        ('sông tỉnh:"Bến Tre" tỉnh:"Cà Mau"', {"cau", "cho", "lua"}),
        ('sông tỉnh:"Huế"', set()),
        ("năm:2021", {"cau", "lua"}),
        ("ngày:2020-01..2021-06", {"cau", "cho"}),
        ('(cầu OR lúa) -tỉnh:"Cà Mau"', {"cau"}),
        ("-sông", {"truong"}),
        ("", {"cau", "cho", "lua", "truong"}),
    ],
)
def test_whoosh_finds_what_a_query_asks(snapshot, searcher, text: str, found: set[str]) -> None:
    query = compiled(snapshot, text)
    assert set(ids(searcher.search(query, limit=None))) == found
    assert set(ids(searcher.search(query, limit=2))) <= found
    assert {searcher.stored_fields(doc)["id"] for doc in searcher.docs_for_query(query)} == found


def test_the_title_counts_more(snapshot, searcher) -> None:
    assert ids(searcher.search(compiled(snapshot, "cầu OR sông")))[0] == "cau"
    assert ids(searcher.search(q.Term("text", "sông")))[0] == "cau"
    assert ids(searcher.search(q.Or([q.Term("text", "lúa"), q.Term("text", "sông")])))[0] == "lua"


def test_a_term_scores_the_same_as_whoosh_s_and_as_a_leaf(snapshot, searcher) -> None:
    plain = searcher.search(q.Term("text", "sông"))
    leaf = LeafQuery(Leaf("sông", (Option(("sông",)),)))
    assert [(hit["id"], hit.score) for hit in searcher.search(leaf)] == [
        (hit["id"], pytest.approx(hit.score)) for hit in plain
    ]
    reader = LeafReader(snapshot)
    held = reader.holding(leaf.leaf)
    assert sorted(reader.gains_at(held, held.docs).tolist()) == pytest.approx(
        sorted(hit.score for hit in plain)
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (q.Wildcard("text", "tr?ờng"), {"truong"}),
        (q.FuzzyTerm("text", "sộng", maxdist=1), {"cau", "cho", "lua"}),
        (q.Prefix("text", "kh"), {"cho", "truong"}),
        (q.Phrase("text", ["lúa", "vàng"], slop=2), {"lua"}),
        (q.Every("province"), {"cau", "cho", "lua", "truong"}),
    ],
)
def test_whoosh_s_own_queries_rank_by_our_model_alone_and_with_plans(
    snapshot, searcher, query: q.Query, found: set[str]
) -> None:
    alone = searcher.search(query, limit=None)
    assert set(ids(alone)) == found
    with_plan = searcher.search(q.And([query, compiled(snapshot, "mới OR sông")]), limit=None)
    assert set(ids(with_plan)) == found
    assert all(hit.score > 0 for hit in with_plan)


def test_span_queries_run(searcher) -> None:
    near = spans.SpanNear(q.Term("text", "lúa"), q.Term("text", "vàng"), slop=2)
    assert ids(searcher.search(near)) == ["lua"]


def test_plans_serve_as_filters_and_are_grouped_and_sorted(snapshot, searcher) -> None:
    only = compiled(snapshot, 'tỉnh:"Cà Mau"')
    assert set(ids(searcher.search(q.Term("text", "sông"), filter=only))) == {"cho", "lua"}
    found = searcher.search(compiled(snapshot, "sông"), groupedby="province", sortedby="published")
    assert ids(found) == ["cho", "cau", "lua"]
    assert {name: len(docs) for name, docs in found.groups().items()} == {"Bến Tre": 1, "Cà Mau": 2}
    found = searcher.search(compiled(snapshot, "sông chợ"), terms=True)
    assert ("text", "chợ".encode()) in found.matched_terms()


def test_another_model_sees_a_leaf_s_frequency(snapshot) -> None:
    leaf = LeafQuery(Leaf("chợ", (Option(("chợ",)), Option(("chợ", "nổi"), 0.5))))
    with ArrayIndex(snapshot.folder).searcher(weighting=Frequency()) as searcher:
        (hit,) = searcher.search(leaf)
        assert hit.score == 5.0  # twice, once of it in the title, where it counts two more; the phrase twice


def test_equal_queries_are_equal(snapshot) -> None:
    text = 'sông "chợ nổi" (cầu OR lúa) -vàng tỉnh:"Cà Mau" năm:2021'
    one, two = compiled(snapshot, text), compiled(snapshot, text)
    assert one == two
    assert hash(one) == hash(two)
    assert repr(one) == repr(two)
    assert one != compiled(snapshot, "sông")
    assert list(one.leaves())[0].field() == "text"


def test_deleted_articles_count_for_nothing(snapshot, searcher) -> None:
    assert searcher.doc_count_all() == 5
    everything = Without(q.Every(), q.NullQuery)
    assert len(searcher.search(everything)) == 4
    alone = searcher.search(q.Term("text", "cầu"))
    assert ids(alone) == ["cau"]
    reader = LeafReader(snapshot)
    held = reader.holding(Leaf("cầu", (Option(("cầu",)),)))
    assert alone[0].score == pytest.approx(float(reader.gains_at(held, held.docs)[0]))
