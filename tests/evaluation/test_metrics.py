"""The measures against figures worked out by hand, and the queries' variants."""

from __future__ import annotations

import math
import sys
import unicodedata

import pytest

from searchkit.errors import ConfigError
from searchkit.evaluation import metrics
from searchkit.evaluation.variants import VARIANTS, varied


def test_measures_are_those_of_trec_eval() -> None:
    run = {"q1": ["x", "good", "y", "best"], "q2": [f"n{n}" for n in range(10)] + ["late"]}
    found = metrics.score({"q1": {"best": 2, "good": 1}, "q2": {"late": 1}, "q3": {"lost": 1}}, run)
    gained = 1 / math.log2(3) + 2 / math.log2(5)
    ideal = 2 / math.log2(2) + 1 / math.log2(3)
    assert found["q1"] == pytest.approx(
        {"nDCG@10": gained / ideal, "MRR@10": 0.5, "Recall@10": 1.0, "Recall@100": 1.0}
    )
    assert found["q2"] == {"nDCG@10": 0.0, "MRR@10": 0.0, "Recall@10": 0.0, "Recall@100": 1.0}
    assert set(found["q3"].values()) == {0.0}, "a query without an answer counts"
    assert metrics.mean(found.values())["Recall@100"] == pytest.approx(2 / 3)


def test_documents_count_in_the_order_of_the_hits_whatever_their_names() -> None:
    for docs in (["a", "z"], ["z", "a"]):
        assert metrics.score({"q": {"a": 1}}, {"q": docs})["q"]["MRR@10"] == 1 / (docs.index("a") + 1)


def test_without_the_library_the_way_to_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    with pytest.raises(ConfigError, match=r'ir_measures.*pip install "searchkit\[eval\]"'):
        metrics.require_library()


@pytest.mark.parametrize(
    ("variant", "typed"),
    [
        ("accented", "Đồng Nai: 88,35%"),
        ("unaccented", "Dong Nai: 88,35%"),
        ("lower", "đồng nai: 88,35%"),
        ("upper", "ĐỒNG NAI: 88,35%"),
        ("nfd", unicodedata.normalize("NFD", "Đồng Nai: 88,35%")),
    ],
)
def test_a_variant_changes_letters_and_nothing_else(variant: str, typed: str) -> None:
    assert varied("Đồng Nai: 88,35%", variant) == typed


def test_variants_of_decomposed_queries_lose_their_marks_too() -> None:
    assert varied(unicodedata.normalize("NFD", "Bến Tre"), "unaccented") == "Ben Tre"
    assert list(VARIANTS)[0] == "accented"
