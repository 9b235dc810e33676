"""From matching documents to a ranked page: BM25F first, then for the best of them what depends on where the
words stand."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.models import SearchQuery
from searchkit.query.counts import is_crowded
from searchkit.query.docset import Docs, DocSet
from searchkit.query.early import early
from searchkit.query.interpret import Reading
from searchkit.query.leaves import Holding, LeafReader
from searchkit.query.occurrences import occurrences_of
from searchkit.query.plan import Leaf, Plan
from searchkit.query.proximity import proximity
from searchkit.query.recency import Recency
from searchkit.query.top import best, score_all, top_of_union
from searchkit.query.weights import COMPOUND, RERANK

Ranked = tuple[Docs, Array]


class Matches(NamedTuple):
    """What is ranked: `docs` less the few of `later`, which only tell again what others of them tell.

    `whole` says that `docs` are all that match the words, nothing filtered or excluded.
    """

    docs: DocSet
    later: Docs
    whole: bool = False

    @property
    def total(self) -> int:
        """The number of documents to rank."""
        return self.docs.count - len(self.later)

    def sunk(self, values: Array, lowest: Any) -> Array:
        """Return `values`, one for each of `docs`, with `lowest` for those of `later`."""
        if len(self.later):
            values[self.docs.docs.searchsorted(self.later)] = lowest
        return values


def rank(
    reader: LeafReader, reading: Reading, leaves: list[Leaf], matches: Matches, query: SearchQuery
) -> Ranked:
    """Return the documents of the page that `query` asks for, best first, and their scores; `leaves` are
    those of the plan."""
    wanted = query.offset + query.limit
    held = [reader.holding(leaf) for leaf in leaves]
    if query.sort != "relevance" or not held:
        found, scores = _by_day(reader, held, matches, wanted, oldest=query.sort == "oldest")
    else:
        found, scores = _by_score(reader, reading, held, matches, query)
    return found[query.offset : wanted], scores[query.offset : wanted]


def _by_score(
    reader: LeafReader, reading: Reading, held: list[Holding], matches: Matches, query: SearchQuery
) -> Ranked:
    """Rank by BM25F, then lift the best `RERANK` by what stands together.

    Nothing that is added is negative, so the order stays one by score across the edge of the reranked part.
    """
    wanted, reranked = query.offset + query.limit, bool(reading.sequences)
    k = min(max(wanted, RERANK) if reranked else wanted, matches.total)
    newer = None if query.recency is None else Recency(reader.snapshot, query.recency)
    if newer is None and is_crowded(matches.docs.count, matches.docs.size) and _is_union(reading.plan, held):
        within = None if matches.whole else matches.docs
        found, scores = top_of_union(reader, held, k, within, matches.later)
    else:
        found, scores = _top(reader, held, matches, k, newer)
    if not reranked or not len(found):
        return found[:wanted], scores[:wanted]
    ascending = np.argsort(found[:RERANK])
    head = found[ascending]
    added = bonus(reader, reading, head) if newer is None else bonus(reader, reading, head) * newer(head)
    lifted = scores[ascending] + added
    order = np.argsort(-lifted, kind="stable")
    docs_out = np.concatenate([head[order], found[RERANK:]])
    return docs_out[:wanted], np.concatenate([lifted[order], scores[RERANK:]])[:wanted]


def bonus(reader: LeafReader, reading: Reading, docs: Docs) -> Array:
    """Return what standing together, standing early and compounds add to each of `docs` (ascending)."""
    norms = reader.norms(docs)
    found = occurrences_of(reader, reading.sequences, docs)
    total = proximity(reader, reading.sequences, found, norms)
    total += early(reader, found, docs)
    total += compound_gain(reader, reading, docs)
    return total


def compound_gain(reader: LeafReader, reading: Reading, docs: Docs) -> Array:
    """Return what the compounds of the query add to each of `docs` (ascending)."""
    total = np.zeros(len(docs), np.float32)
    for leaf in reading.compounds:
        total += np.float32(COMPOUND) * reader.gains_at(reader.holding(leaf), docs)
    return total


def _top(reader: LeafReader, held: list[Holding], matches: Matches, k: int, newer: Recency | None) -> Ranked:
    """Return the `k` best of `matches`, all of them scored, `newer` ones lifted: age knows no bounds by
    word."""
    docs = matches.docs
    scores = score_all(reader, held, docs)
    if newer is not None:
        scores = scores * newer(docs.docs)
    return best(docs.docs, matches.sunk(scores, -1), k)


def _is_union(plan: Plan, held: list[Holding]) -> bool:
    """Say whether what matches is all that holds any leaf: `a OR b OR c`, or one word as it was read."""
    if plan.single:
        return held[0].sure is held[0].counts
    return bool(plan.alternatives)


def _by_day(
    reader: LeafReader, held: list[Holding], matches: Matches, wanted: int, *, oldest: bool
) -> Ranked:
    """Order by day, articles without one last; scores are still those of relevance, for the page alone."""
    docs = matches.docs
    days = reader.snapshot.column("published").numbers[docs.docs].astype(np.int64)
    far = np.int64(1) << 40
    order_by = matches.sunk(np.where(days > 0, -days, -far) if oldest else days, -2 * far)
    found, _ = best(docs.docs, order_by, min(wanted, matches.total))
    ascending = np.sort(found)
    scores = score_all(reader, held, DocSet(docs.size, docs=ascending))
    return found, scores[np.searchsorted(ascending, found)]
