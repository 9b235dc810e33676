"""Pair statistics: what stands right before what, and how often."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchkit.indexing.pairs import Pairs, count_pairs, merge_pairs

Streams = st.lists(st.lists(st.integers(0, 5), max_size=12), min_size=1, max_size=4)


def flat(pairs: Pairs) -> dict[tuple[int, int], int]:
    firsts = np.repeat(np.arange(len(pairs.starts) - 1), np.diff(pairs.starts)).tolist()
    return dict(zip(zip(firsts, pairs.seconds.tolist(), strict=True), pairs.counts.tolist(), strict=True))


def by_hand(articles: list[list[int]]) -> Counter[tuple[int, int]]:
    return Counter(pair for words in articles for pair in zip(words, words[1:], strict=False))


def built(articles: list[list[int]], terms: int = 6) -> Pairs:
    stream = np.array([word for words in articles for word in words], np.uint32)
    positions = np.array([place for words in articles for place in range(len(words))], np.uint32)
    return count_pairs(stream, positions, terms)


@given(Streams)
def test_counts_neighbours_inside_each_article_only(articles: list[list[int]]) -> None:
    assert flat(built(articles)) == by_hand(articles)


@given(Streams)
def test_numbers_of_more_than_16_bits_count_alike(articles: list[list[int]]) -> None:
    spread = [[word * 20_000 for word in words] for words in articles]
    assert flat(built(spread, 100_001)) == by_hand(spread)


@given(Streams, Streams)
def test_merging_adds_up_and_follows_new_numbers(left: list[list[int]], right: list[list[int]]) -> None:
    numbers = [np.array([0, 2, 4, 6, 8, 10]), np.array([1, 2, 3, 4, 5, 6])]
    merged = merge_pairs([built(left), built(right)], numbers, 11)
    expected: Counter[tuple[int, int]] = Counter()
    for articles, mapping in zip((left, right), numbers, strict=True):
        for (a, b), n in by_hand(articles).items():
            expected[int(mapping[a]), int(mapping[b])] += n
    assert flat(merged) == expected


def test_leaves_out_terms_that_are_gone_and_rare_pairs() -> None:
    pairs = built([[0, 1, 2], [0, 1], [1, 2, 0]])
    kept = merge_pairs([pairs], [np.array([0, 1, -1, 2, 3, 4])], 5, least=2)
    assert flat(kept) == {(0, 1): 2}
