"""The dictionary of a field: what stands beside a term that is looked up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.indexing.terms import TermTable, pack_terms, utf8

WORDS = st.lists(st.text("aâ_1", min_size=1, max_size=4), unique=True)


def table(words: list[str]) -> TermTable:
    blob, offsets = pack_terms(sorted(map(utf8, words)))
    return TermTable(blob.tobytes(), 0, memoryview(offsets))


@given(WORDS, st.text("aâ1", min_size=1, max_size=3))
def test_longer_words_are_never_overlooked(words: list[str], term: str) -> None:
    terms = table(words)
    number, found = terms.look(utf8(term), b"_")
    assert found >= any(word.startswith(term + "_") for word in words)
    if not any(word.startswith(term + "1") for word in words):
        assert found == any(word.startswith(term + "_") for word in words)
    assert (number >= 0) == (term in words)
    assert terms.find(utf8(term)) == number
    assert terms.look(utf8(term), b"_") == (number, found)


@given(words=WORDS, asked=st.lists(st.text("aâ_1", max_size=3)))
def test_terms_are_found_by_marks_as_without(words: list[str], asked: list[str]) -> None:
    plain, marked = table(words), table(words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("searchkit.indexing.terms._STRIDE", 2)
        patch.setattr("searchkit.indexing.terms._MARKED_AFTER", 1)
        marked.find(b"a")
        assert len(marked._marks) == (len(words) + 1) // 2
        for key in map(utf8, [*asked, *words]):
            assert marked.lower_bound(key) == plain.lower_bound(key)
            assert marked.find(key) == plain.find(key)
            assert marked.prefix_range(key) == plain.prefix_range(key)
