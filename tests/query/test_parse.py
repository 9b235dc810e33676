"""The query language: what is an operator, what is text, and what is an error."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.errors import QueryError
from searchkit.query.parse import _Parser, _usual, parse
from searchkit.query.tree import All, AnyOf, FieldValue, Must, Node, Not, Period, Phrase, Prefix, Word


def words(text: str) -> tuple[Node, ...]:
    return tuple(Word(word) for word in text.split())


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("chỉ số SIPAS", words("chỉ số SIPAS")),
        ('"cải cách" tỉnh', (Phrase("cải cách"), Word("tỉnh"))),
        ("huyện -thị", (Word("huyện"), Not(Word("thị")))),
        ('huyện -"thị xã"', (Word("huyện"), Not(Phrase("thị xã")))),
        ("+huyện xã", (Must(Word("huyện")), Word("xã"))),
        ("kinh tế - xã hội", words("kinh tế - xã hội")),
        ("giảm -5 độ", words("giảm -5 độ")),
        ("hành chính*", (Word("hành"), Prefix("chính"))),
        ("lúc 12:19 năm 2020: Huế", words("lúc 12:19 năm 2020: Huế")),
        ("xem https://vi.example/a:b", words("xem https://vi.example/a:b")),
        ("Bến Tre OR Cà Mau", (AnyOf((All(words("Bến Tre")), All(words("Cà Mau")))),)),
        ("một AND hai", words("một hai")),
        ("một OR", words("một OR")),
        ("OR một", words("OR một")),
        ("(một hai) ba", (All(words("một hai")), Word("ba"))),
        ("một) hai", words("một hai")),
        ("mục a) và f(x)", words("mục a và f(x")),
        ('một " hai', words("một hai")),
        ('tỉnh:"Bến Tre"', (FieldValue("province", "Bến Tre", quoted=True),)),
        ("TINH:Huế", (FieldValue("province", "Huế"),)),
        ("nhac:Huế", (FieldValue("mentions", "Huế"),)),
        ("can_bo:Sơn", (FieldValue("official", "Sơn"),)),
        ("số:876/QĐ-BNV", (FieldValue("document", "876/QĐ-BNV"),)),
        ("-nguồn:VOV", (Not(FieldValue("source", "VOV")),)),
        ("ngày:2021", (Period(dt.date(2021, 1, 1), dt.date(2021, 12, 31)),)),
        ("năm:2020", (Period(dt.date(2020, 1, 1), dt.date(2020, 12, 31)),)),
        ("quý:2/2021", (Period(dt.date(2021, 4, 1), dt.date(2021, 6, 30)),)),
        ("date:2020-06..2021-06", (Period(dt.date(2020, 6, 1), dt.date(2021, 6, 30)),)),
        ("", ()),
        ("   ", ()),
    ],
)
def test_reads_the_language(text: str, nodes: tuple[Node, ...]) -> None:
    assert parse(text).nodes == nodes


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('tỉn:"Bến Tre"', "tỉnh (province)"),
        ("a:b:c", "unknown field 'a'"),
        ("ngày:32/13/2021", "ngày:32/13/2021"),
        ("ngày:2021-02-30", "is no date"),
        ("quý:5/2021", "is no date"),
        ("ngày:2022..2021", "is no date"),
        ("một (hai", "never closed"),
        ("((", "never closed"),
        ("(" * 3000, "nested"),
    ],
)
def test_names_what_it_cannot_read(text: str, part: str) -> None:
    with pytest.raises(QueryError, match=".") as caught:
        parse(text)
    assert part in str(caught.value)


def test_reads_both_normal_forms_alike() -> None:
    text = 'chỉ số tỉnh:"Bến Tre" -loại'
    assert parse(unicodedata.normalize("NFD", text)) == parse(text)


@given(st.text(alphabet='ab đệ "()+-:*\t.~1\x1b', max_size=40))
def test_only_ever_gives_a_tree_or_a_query_error(text: str) -> None:
    try:
        tree = parse(text)
    except QueryError:
        return
    assert isinstance(tree, All)


@given(
    st.lists(
        st.sampled_from(["Công", "bố", "“chỉ", "số”", "năm", "2020:", "-", "–", "12:19", "!", "91,04%", "?"])
    )
)
def test_never_fails_on_a_pasted_headline(headline: list[str]) -> None:
    assert [node.text for node in parse(" ".join(headline)).nodes if isinstance(node, Word)] == headline


_PARTS = st.sampled_from(
    ["một", "hai", "OR", "AND", '"', "+", "-", "(", ")", " ", " ", "\t", "50%", "năm:2020", "*"]
)


@given(st.lists(_PARTS).map("".join))
def test_usual_queries_read_at_one_go_as_part_by_part(text: str) -> None:
    usual = _usual(text)
    assert usual is None or repr(usual) == repr(_Parser(text).parse())


@pytest.mark.parametrize("part", ["a", "a(", '"', '+"'])
def test_long_queries_take_linear_time(takes_linear_time, part: str) -> None:  # type: ignore[no-untyped-def]
    assert takes_linear_time(parse, part * 40_000 + "*")
