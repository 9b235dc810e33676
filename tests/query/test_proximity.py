"""What pairs add to a score: as counted one by one over the words of each article."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest

from searchkit import Article, SearchEngine
from searchkit.indexing.store import open_index
from searchkit.query.bm25 import gain, idf
from searchkit.query.leaves import LeafReader
from searchkit.query.occurrences import occurrences_of
from searchkit.query.plan import Leaf, Option
from searchkit.query.proximity import proximity
from searchkit.query.weights import K1, NEAR, PAIR, TOGETHER, WINDOW

WORDS = ("thu", "phí", "rác", "của", "các", "xã", "ở", "huyện", "này")


def texts(seed: int) -> list[list[str]]:
    draw = Random(seed)  # noqa: S311 - no secret
    return [draw.choices(WORDS, k=draw.randint(1, 60)) for _ in range(12)]


def counted(text: list[str], first: str, second: str) -> tuple[int, int]:
    """Return how often `second` follows `first`, and how often it stands within the window of one."""
    places = {word: [n for n, here in enumerate(text) if here == word] for word in (first, second)}
    beside = sum(n + 1 in places[second] for n in places[first])
    near = sum(any(abs(n - other) <= WINDOW for other in places[second]) for n in places[first])
    return beside, near


@pytest.mark.parametrize(
    "query", [("thu", "phí"), ("thu", "phí", "rác", "huyện"), ("xã", "xã", "của", "xã"), ("phí", "không")]
)
def test_pairs_add_what_their_occurrences_are_worth(query: tuple[str, ...], tmp_path: Path) -> None:
    written = texts(len(query))
    with SearchEngine.create(tmp_path / "index") as engine:
        engine.add(Article(id=f"{n:02}", body=" ".join(text)) for n, text in enumerate(written))
    with open_index(tmp_path / "index") as snapshot:
        reader = LeafReader(snapshot)
        order = [int(snapshot.stored(doc)["id"]) for doc in range(len(written))]
        docs = np.arange(0, len(written), 2)
        norms = reader.norms(docs)
        leaves = tuple(Leaf(word, (Option((word,)),)) for word in query)
        added = proximity(reader, (leaves,), occurrences_of(reader, (leaves,), docs), norms)
        expected = np.zeros(len(docs))
        for first, second in dict.fromkeys(zip(query, query[1:], strict=False)):
            if first == second:
                continue
            together = sum(counted(text, first, second)[0] for text in written)
            weight = idf(len(written), min(max(together, 1), len(written)))
            for place, doc in enumerate(docs):
                beside, near = counted(written[order[doc]], first, second)
                expected[place] += PAIR * gain(weight, beside, norms[place] * TOGETHER / K1)
                expected[place] += NEAR * gain(weight, near, norms[place])
    assert added == pytest.approx(expected, abs=1e-5)


def test_articles_that_were_replaced_make_no_pair_more_common(tmp_path: Path) -> None:
    written = texts(1)
    with SearchEngine.create(tmp_path / "index") as engine:
        for word in ("sau", "trước"):
            engine.add(Article(id=str(n), body=" ".join([*text, word])) for n, text in enumerate(written))
        explained = [hit.explanation for hit in engine.search("thu phí", explain=True).hits]
    with SearchEngine.create(tmp_path / "fresh") as engine:
        engine.add(Article(id=str(n), body=" ".join([*text, "trước"])) for n, text in enumerate(written))
        fresh = [hit.explanation for hit in engine.search("thu phí", explain=True).hits]
    added = [one.proximity for one in explained if one is not None]
    assert added == pytest.approx([one.proximity for one in fresh if one is not None])
