"""Index terms and whole tokens: the table of cases, offsets, and forms that must not matter."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.analysis import analyze
from searchkit.analysis.tokens import syllable_spans, syllables, tokenize, unglue
from searchkit.text import canonical, lower, nfc

TABLE = Path(__file__).parent / "cases.tsv"
CASES = [
    tuple(line.split("\t"))
    for line in TABLE.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
# Letters whose order, case or composition is delicate, and the signs that bind tokens.
TEXTS = st.text(
    st.one_of(
        st.sampled_from(
            "aàạăâđeéêioòôơuúưyýAÀĐEOÔƠUƯYhHnNtTqQ09 .,-/&%_:\n\u0301\u0323\u0302\u200d\u00a0ΣσςİßǅÅ"
        ),
        st.characters(),
    ),
    max_size=60,
)


def test_the_table_is_long_enough() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize(("text", "tokens"), CASES)
def test_whole_tokens(text: str, tokens: str) -> None:
    assert [token.text for token in tokenize(text)] == tokens.split(" ")


@pytest.mark.parametrize(("text", "tokens"), CASES)
def test_terms_are_the_words_of_the_tokens(text: str, tokens: str) -> None:
    assert syllables(text) == syllables(tokens)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("876/QĐ-BNV", ["876", "qđ", "bnv"]),
        ("88,35%", ["88", "35"]),
        ("Hòa Bình, Thúy", ["hoà", "bình", "thuý"]),
        ("TP.HCM. T.Ư", ["tp", "hcm", "t", "ư"]),
        ("lớnHiệu hòaBình", ["lớn", "hiệu", "hoà", "bình"]),
        ("Bến\u00a0Tre\u200bBến", ["bến", "tre", "bến"]),
        ("", []),
        (" \n\t…", []),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert syllables(text) == terms


@given(TEXTS)
def test_spans_carry_the_same_terms(text: str) -> None:
    assert [term for term, _, _ in syllable_spans(text)] == syllables(text)
    assert analyze(text).syllables == syllables(text)


@given(TEXTS)
def test_spans_slice_back_to_their_terms(text: str) -> None:
    plain = nfc(text)
    last = 0
    for term, start, end in syllable_spans(text):
        assert lower(canonical(plain[start:end])) == term
        assert last <= start < end
        last = end


@given(TEXTS)
def test_composition_does_not_matter(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    composed = unicodedata.normalize("NFC", text)
    assert syllables(decomposed) == syllables(composed)
    assert analyze(decomposed) == analyze(composed)


@given(TEXTS)
def test_tokens_slice_the_text_and_hold_all_terms(text: str) -> None:
    plain = nfc(text)
    tokens = tokenize(text)
    assert [plain[token.start : token.end] for token in tokens] == [token.text for token in tokens]
    assert [term for token in tokens for term in syllables(token.text)] == syllables(text)


@given(TEXTS)
def test_compounds_are_made_of_terms(text: str) -> None:
    analysis = analyze(text)
    terms = set(analysis.syllables)
    for compound in analysis.compounds:
        assert compound.count("_") >= 1
        # A number's letters (`5abc`) and an address are cut by the model's tokens in another way.
        assert all(any(part in term for term in terms) for part in compound.split("_"))


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("lớnHiệu", ["lớn", "Hiệu"]),
        ("NguyễnVănAn", ["Nguyễn", "Văn", "An"]),
        ("BacNinh", ["BacNinh"]),
        ("VietNam", ["VietNam"]),
        ("đâuXyz", ["đâuXyz"]),
        ("HÀNỘI", ["HÀNỘI"]),
        ("hà", ["hà"]),
    ],
)
def test_unglue(word: str, pieces: list[str]) -> None:
    assert unglue(word) == pieces
