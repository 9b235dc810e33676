"""The dictionary of a field: what stands beside a term that is looked up."""

from __future__ import annotations

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
