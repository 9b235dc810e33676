"""Where words stand behind others, in a sample of the articles."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from corpora import Document, Step, write

from searchkit.indexing.snapshot import Snapshot
from searchkit.indexing.store import open_index
from searchkit.query.places import behind

_ARTICLES = 450
"""More than are looked through."""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """`sở nội vụ tỉnh họp` in the even articles, `sở nội vụ huyện họp` twice in the odd ones; two segments,
    some articles deleted."""
    folder = tmp_path_factory.mktemp("places") / "index"
    numbers = range(_ARTICLES)
    texts = [("sở", "nội", "vụ", ("tỉnh", "huyện")[n % 2], "họp") * (1 + n % 2) for n in numbers]
    made = tuple(Document(f"a{n}", body=text) for n, text in zip(numbers, texts, strict=True))
    gone = tuple(f"a{n}" for n in range(0, 20, 2))
    write(folder, [Step(made[:300]), Step(made[300:], deleted=gone)])
    with open_index(folder) as found:
        yield found


def test_what_follows_is_counted_in_a_sample_of_the_articles(snapshot: Snapshot) -> None:
    places = behind(snapshot.field("text"), ("nội", "vụ"))
    even, odd = places.followed("tỉnh"), places.followed("huyện")
    assert places.count == even.count + odd.count == places.at_most("tỉnh") + places.at_most("huyện")
    assert 100 <= even.count + odd.count // 2 <= 200 < _ARTICLES
    assert (even.followed("họp").count, odd.followed("họp").count) == (even.count, odd.count)
    assert odd.followed("họp").followed("sở").count == odd.count // 2
    most = places.most_followed(["tỉnh", "huyện", "xã"])
    assert most is not None
    assert (most[0], most[1].count) == max(("tỉnh", even.count), ("huyện", odd.count), key=lambda one: one[1])


def test_nothing_stands_where_words_never_meet(snapshot: Snapshot) -> None:
    view = snapshot.field("text")
    for terms in (("vụ", "nội"), ("nội", "xã"), ("xã",)):
        places = behind(view, terms)
        assert places.count == places.followed("tỉnh").count == places.at_most("tỉnh") == 0
        assert places.most_followed(["tỉnh"]) is None
