"""Why a hit stands where it does: the tier of its words, and what each part of its score is."""

from __future__ import annotations

import numpy as np

from searchkit.models import Explanation, Match, WordScore
from searchkit.query.docset import found_in
from searchkit.query.interpret import Reading
from searchkit.query.leaves import LeafReader, phrase
from searchkit.query.plan import Leaf, Option
from searchkit.query.proximity import proximity
from searchkit.query.rank import compound_gain

_TIERS: tuple[Match, ...] = ("exact", "variant", "folded")


def tier(reader: LeafReader, leaves: list[Leaf], doc: int) -> Match:
    """Return the worst tier that any leaf needed in `doc`; a leaf that the document does not hold does not
    count."""
    worst = 0
    for leaf in leaves:
        tiers = {option.tier for option in leaf.options}
        if tiers == {"exact"}:
            continue
        held = [_TIERS.index(o.tier) for o in _held(reader, leaf, doc)]
        worst = max(worst, min(held, default=0))
    return _TIERS[worst]


def explain(reader: LeafReader, reading: Reading, doc: int) -> Explanation:
    """Return each word's share of the score of `doc`, and what proximity and compounds add."""
    docs = np.array([doc], np.int32)
    norms = reader.norms(docs)
    words = tuple(word for leaf in reading.plan.leaves() if (word := _word(reader, leaf, doc)) is not None)
    near = float(proximity(reader, reading.sequences, docs, norms)[0]) if reading.sequences else 0.0
    compounds = float(compound_gain(reader, reading, docs, norms)[0]) if reading.sequences else 0.0
    return Explanation(words, near, compounds)


def _word(reader: LeafReader, leaf: Leaf, doc: int) -> WordScore | None:
    options = _held(reader, leaf, doc)
    if not options:
        return None
    docs = np.array([doc], np.int32)
    held = reader.holding(leaf)
    best = min(options, key=lambda o: _TIERS.index(o.tier))
    titles = reader.snapshot.field("title")
    return WordScore(
        word=leaf.text,
        matched=tuple(" ".join(o.terms) for o in options),
        tier=best.tier,
        idf=held.idf,
        frequency=sum(_count(reader, leaf.field, o, doc) for o in options),
        in_title=any(
            bool((p := titles.postings(o.terms[0])) and found_in(p.docs, docs)[1][0]) for o in options
        ),
        score=float(reader.gains_at(held, docs, reader.norms(docs))[0]),
    )


def _held(reader: LeafReader, leaf: Leaf, doc: int) -> list[Option]:
    """Return the options of a leaf that `doc` meets."""
    return [option for option in leaf.options if _count(reader, leaf.field, option, doc)]


def _count(reader: LeafReader, name: str, option: Option, doc: int) -> int:
    view = reader.snapshot.field(name)
    docs = np.array([doc], np.int32)
    if len(option.terms) > 1:
        found, counts = phrase(view, option.terms)
        at, there = found_in(found, docs)
        return int(counts[at[0]]) if there[0] else 0
    postings = view.postings(option.terms[0])
    if postings is None:
        return 0
    at, there = found_in(postings.docs, docs)
    return int(postings.tfs[at[0]]) if there[0] else 0
