"""Signatures are those of each document alone, however many are made at a time."""

from __future__ import annotations

import numpy as np
import pytest

from searchkit.indexing import signatures
from searchkit.indexing.signatures import NOTHING, sign
from searchkit.indexing.words import Words


@pytest.mark.parametrize("at_a_time", [1, 7, 90])
def test_documents_signed_in_pieces_are_signed_as_at_once(
    monkeypatch: pytest.MonkeyPatch, at_a_time: int
) -> None:
    rng = np.random.default_rng(3)
    terms = [f"t{n}" for n in range(40)] + [str(n) for n in range(20)]
    lengths = np.array([0, 30, 4, 5, 0, 61, 1, 44, 0], np.uint32)
    body = rng.integers(0, len(terms), int(lengths.sum())).astype(np.uint32)
    names = Words()
    for _doc in lengths:
        names.add(["An", "Bình"][: rng.integers(0, 3)])
    whole = sign(body, lengths, terms, [names])
    monkeypatch.setattr(signatures, "_WORDS", at_a_time)
    assert (sign(body, lengths, terms, [names]) == whole).all()
    assert (whole["figures"][5] != NOTHING).any()
    assert whole["shingles"].any()


def test_no_documents_have_no_signatures() -> None:
    assert len(sign(np.zeros(0, np.uint32), np.zeros(0, np.uint32), [], [Words()])) == 0
