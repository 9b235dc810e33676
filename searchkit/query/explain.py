"""Why a hit stands where it does: what each part of its score is."""

from __future__ import annotations

import numpy as np

from searchkit.models import Explanation, WordScore
from searchkit.query.docset import found_in
from searchkit.query.early import early
from searchkit.query.interpret import Reading
from searchkit.query.leaves import LeafReader
from searchkit.query.occurrences import occurrences_of
from searchkit.query.plan import Leaf, Option
from searchkit.query.proximity import proximity
from searchkit.query.rank import compound_gain
from searchkit.query.recency import Recency
from searchkit.query.tiers import TIERS


def explain(reader: LeafReader, reading: Reading, doc: int, recency: float | None = None) -> Explanation:
    """Return each word's share of the score of `doc`, and what proximity, compounds and recency add."""
    docs = np.array([doc])
    norms = reader.norms(docs)
    found = occurrences_of(reader, reading.sequences, docs)
    ranked = frozenset(found.words)
    words = tuple(
        word
        for leaf in reading.plan.leaves()
        if (word := _word(reader, leaf, doc, leaf in ranked)) is not None
    )
    near = float(proximity(reader, reading.sequences, found, norms)[0])
    compounds = float(compound_gain(reader, reading, docs, norms)[0]) if reading.sequences else 0.0
    factor = 1.0 if recency is None else float(Recency(reader.snapshot, recency)(docs)[0])
    newer = (factor - 1) * (sum(word.score for word in words) + near + compounds)
    return Explanation(words, near, compounds, newer)


def _word(reader: LeafReader, leaf: Leaf, doc: int, ranked: bool) -> WordScore | None:
    """Return the share of one word; where its place counts, because it is `ranked` by it, that included."""
    options = _held(reader, leaf, doc)
    if not options:
        return None
    docs = np.array([doc])
    held = reader.holding(leaf)
    best = min(options, key=lambda o: TIERS.index(o.tier))
    titles = reader.snapshot.field("title")
    opening = early(reader, occurrences_of(reader, ((leaf,),) if ranked else (), docs), docs)
    return WordScore(
        word=leaf.text,
        matched=tuple(" ".join(o.terms) for o in options),
        tier=best.tier,
        idf=held.idf,
        frequency=sum(_count(reader, leaf.field, o, doc) for o in options),
        in_title=any(
            bool((p := titles.postings(o.terms[0])) and found_in(p.docs, docs)[1][0]) for o in options
        ),
        score=float(reader.gains_at(held, docs, reader.norms(docs))[0] + opening[0]),
    )


def _held(reader: LeafReader, leaf: Leaf, doc: int) -> list[Option]:
    """Return the options of a leaf that `doc` meets."""
    return [option for option in leaf.options if _count(reader, leaf.field, option, doc)]


def _count(reader: LeafReader, name: str, option: Option, doc: int) -> int:
    """Return how often `doc` holds an option."""
    counted = reader.counted(name, option.terms)
    if counted is None:
        return 0
    docs = np.array([doc])
    if len(option.terms) > 1:
        return int(counted.at(docs)[0])
    postings = reader.snapshot.field(name).postings(option.terms[0])
    if postings is None:
        return 0
    at, there = found_in(postings.docs, docs)
    return int(postings.tfs[at[0]]) if there[0] else 0
