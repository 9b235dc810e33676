"""The Whoosh analyzer gives the same terms as the arrays, with positions and offsets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchkit.analysis import vietnamese_analyzer
from searchkit.analysis.filters import FoldFilter
from searchkit.analysis.tokens import syllable_spans, syllables

TEXT = "Quyết định số 876/QĐ-BNV: lớnHiệu quả, đạt 88,35% ở Hòa Bình."


def test_terms_positions_and_offsets() -> None:
    analyzer = vietnamese_analyzer()
    found = [(t.text, t.startchar, t.endchar) for t in analyzer(TEXT, positions=True, chars=True)]
    assert found == syllable_spans(TEXT)
    assert [t.pos for t in analyzer(TEXT, positions=True)] == list(range(len(found)))


def test_start_shifts_positions_and_offsets() -> None:
    shifted = [
        (t.pos, t.startchar)
        for t in vietnamese_analyzer()("Bến Tre", positions=True, chars=True, start_pos=5, start_char=100)
    ]
    assert shifted == [(5, 100), (6, 104)]


@given(st.text(max_size=40))
def test_same_terms_as_the_arrays(text: str) -> None:
    assert [t.text for t in vietnamese_analyzer()(text)] == syllables(text)


def test_folding() -> None:
    folded = vietnamese_analyzer() | FoldFilter()
    assert [t.text for t in folded("Đắk Lắk, Hòa Bình")] == ["dak", "lak", "hoa", "binh"]


def test_works_in_a_whoosh_index() -> None:
    from whoosh.fields import ID, Schema
    from whoosh.fields import TEXT as TEXT_FIELD
    from whoosh.filedb.filestore import RamStorage
    from whoosh.query import Phrase

    schema = Schema(id=ID(stored=True), text=TEXT_FIELD(analyzer=vietnamese_analyzer(), phrase=True))
    index = RamStorage().create_index(schema)
    writer = index.writer()
    writer.add_document(id="1", text=TEXT)
    writer.commit()
    with index.searcher() as searcher:
        assert len(searcher.search(Phrase("text", ["876", "qđ", "bnv"]))) == 1
        assert len(searcher.search(Phrase("text", ["876", "bnv"]))) == 0
