"""Spellings that mean the same."""

from __future__ import annotations

import pytest

from searchkit.analysis.tokens import syllables
from searchkit.analysis.variants import spellings, variants

PAIRS = (
    "kỷ kỉ",
    "lý lí",
    "quý quí",
    "mỹ mĩ",
    "sỹ sĩ",
    "tỷ tỉ",
    "hy hi",
    "ly li",
    "kỳ kì",
    "quỳ quì",
    "kỹ kĩ",
)


@pytest.mark.parametrize("pair", PAIRS)
def test_i_and_y(pair: str) -> None:
    first, second = pair.split()
    assert variants(first) == (second,)
    assert variants(second) == (first,)


@pytest.mark.parametrize(
    "term", ["thuý", "thúi", "kinh", "vy", "vi", "y", "gì", "bí", "quyết", "88", "sipas", ""]
)
def test_no_variant(term: str) -> None:
    assert variants(term) == ()


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Bắc Kạn", "bắc cạn"),
        ("Bắc Cạn", "bắc kạn"),
        ("Đắk Lắk", "đắc lắc"),
        ("Đắc Lắc", "đắk lắk"),
        ("Daklak", "đắk lắk"),
        ("đắklắk", "đắk lắk"),
        ("Đak Lak", "đắk lắk"),
        ("Đắk Nông", "đắc nông"),
        ("Kontum", "kon tum"),
        ("TP Hồ Chí Minh", "tphcm"),
        ("TPHCM", "tp hồ chí minh"),
        ("TP.HCM", "tp hồ chí minh"),
    ],
)
def test_place_names(name: str, other: str) -> None:
    assert tuple(syllables(other)) in spellings(tuple(syllables(name)))


def test_other_words_have_one_spelling() -> None:
    assert spellings(("bến", "tre")) == ()
