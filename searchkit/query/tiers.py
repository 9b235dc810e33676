"""How exactly a hit holds the words of a query: as typed, spelled otherwise, or with other diacritics."""

from __future__ import annotations

import numpy as np

from searchkit.models import Match
from searchkit.query.docset import Docs
from searchkit.query.leaves import LeafReader
from searchkit.query.plan import Leaf

TIERS: tuple[Match, ...] = ("exact", "variant", "folded")


def tiers(reader: LeafReader, leaves: list[Leaf], docs: Docs) -> list[Match]:
    """Return for each of `docs` (in any order) the worst tier that any leaf needed there.

    A leaf that a document does not hold does not count.
    """
    inexact = [leaf for leaf in leaves if any(option.tier != "exact" for option in leaf.options)]
    if not inexact:
        return [TIERS[0]] * len(docs)
    order = np.argsort(docs)
    docs, worst = docs[order], np.zeros(len(docs), np.int8)
    for leaf in inexact:
        best = np.full(len(docs), len(TIERS), np.int8)
        for option in leaf.options:
            if counted := reader.counted(leaf.field, option.terms):
                there = counted.at(docs) > 0
                best[there] = np.minimum(best[there], TIERS.index(option.tier))
        best[best == len(TIERS)] = 0
        worst = np.maximum(worst, best)
    return [TIERS[number] for number in worst[np.argsort(order)].tolist()]
