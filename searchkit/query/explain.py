"""Why a hit stands where it does: what each part of its score is."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.models import Explanation, Match, WordScore
from searchkit.query.docset import Docs, found_in
from searchkit.query.early import early
from searchkit.query.interpret import Reading
from searchkit.query.leaves import LeafReader
from searchkit.query.occurrences import Sequences, occurrences_of
from searchkit.query.plan import Leaf, Option
from searchkit.query.proximity import pairs_of, proximity
from searchkit.query.rank import compound_gain
from searchkit.query.recency import Recency
from searchkit.query.tiers import TIERS
from searchkit.records import replace


def explain(
    reader: LeafReader, reading: Reading, doc: int, recency: float | None = None, *, lifted: bool = True
) -> Explanation:
    """Return each word's share of the score of `doc`, and what proximity, compounds and recency add.

    What depends on where words stand counts only for hits that were `lifted` by it.
    """
    docs = np.array([doc])
    norms = reader.norms(docs)
    sequences = reading.sequences if lifted else ()
    near = _shares(reader, sequences, docs, norms)
    wholes = _wholes(reader, reading)
    placed = {leaf for sequence in sequences for leaf in sequence}
    words = tuple(
        replace(
            _word(reader, leaf, docs, leaf in placed),
            proximity=near.get(leaf, 0.0),
            compound=wholes.get(leaf, ""),
        )
        for leaf in reading.plan.leaves()
    )
    beside = sum(near.values())
    compounds = float(compound_gain(reader, reading, docs)[0]) if sequences else 0.0
    factor = 1.0 if recency is None else float(Recency(reader.snapshot, recency)(docs)[0])
    newer = (factor - 1) * (sum(word.score for word in words) + beside + compounds)
    return Explanation(words, beside, compounds, newer)


def _shares(reader: LeafReader, sequences: Sequences, docs: Docs, norms: Array) -> dict[Leaf, float]:
    """Return for each word half of what each pair adds that it is part of."""
    shares: dict[Leaf, float] = defaultdict(float)
    for pair in pairs_of(sequences):
        found = occurrences_of(reader, (pair,), docs)
        gained = float(proximity(reader, (pair,), found, norms)[0])
        for leaf in pair:
            shares[leaf] += gained / 2
    return shares


def _wholes(reader: LeafReader, reading: Reading) -> dict[Leaf, str]:
    """Return for each word of the query the compound that it is part of, the most frequent one."""
    wholes: dict[Leaf, str] = {}
    for compound in sorted(reading.compounds, key=lambda leaf: reader.holding(leaf).sure.count):
        parts = compound.text.split("_")
        for sequence in reading.sequences:
            for start in range(len(sequence) - len(parts) + 1):
                run = sequence[start : start + len(parts)]
                if [leaf.text for leaf in run] == parts:
                    wholes |= dict.fromkeys(run, " ".join(parts))
    return wholes


def _word(reader: LeafReader, leaf: Leaf, docs: Docs, placed: bool) -> WordScore:
    """Return the share of one word by itself; where it stands counts only for those that are `placed`."""
    options = [option for option in leaf.options if _count(reader, leaf.field, option, docs)]
    held = reader.holding(leaf)
    tier: Match = min((option.tier for option in options), key=TIERS.index, default="exact")
    opening = early(reader, occurrences_of(reader, ((leaf,),) if placed else (), docs), docs)
    in_title = (
        [_count(reader, "title", option, docs) for option in options] if leaf.field != "compound" else []
    )
    return WordScore(
        word=leaf.text,
        matched=tuple(" ".join(option.terms).replace("_", " ") for option in options),
        tier=tier,
        idf=held.idf,
        frequency=sum(_count(reader, leaf.field, option, docs) for option in options),
        in_title=any(in_title),
        score=float(reader.gains_at(held, docs)[0] + opening[0]),
        articles=held.sure.count,
        title_frequency=sum(in_title),
    )


def _count(reader: LeafReader, name: str, option: Option, docs: Docs) -> int:
    """Return how often the one document of `docs` holds an option."""
    if len(option.terms) > 1:
        counted = reader.counted(name, option.terms)
        return int(counted.at(docs)[0]) if counted is not None else 0
    postings = reader.snapshot.field(name).postings(option.terms[0])
    if postings is None:
        return 0
    at, there = found_in(postings.docs, docs)
    return int(postings.tfs[at[0]]) if there[0] else 0
