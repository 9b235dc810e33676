"""How exactly a hit holds the words of a query: as typed, spelled otherwise, or with other diacritics."""

from __future__ import annotations

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.models import Match
from searchkit.query.docset import Docs
from searchkit.query.leaves import LeafReader
from searchkit.query.plan import Leaf

TIERS: tuple[Match, ...] = ("exact", "variant", "folded")


def tiers(reader: LeafReader, leaves: list[Leaf], docs: Docs) -> list[Match]:
    """Return for each of `docs` (in any order) the worst tier that any leaf needed there.

    A leaf that a document does not hold does not count.
    """
    inexact = [leaf for leaf in leaves if leaf.options and leaf.options[-1].tier != "exact"]
    if not inexact:  # forms of the same tier stand together, the exact ones first
        return [TIERS[0]] * len(docs)
    order = docs.argsort()
    worst = np.zeros(len(docs), np.int8)
    for leaf in inexact:
        rest = _without(reader, leaf, TIERS[0], docs, order)
        if len(rest):
            rest = rest[reader.holding(leaf).counts.at(docs[rest]) > 0]
        if len(rest):
            worst[rest] = np.maximum(worst[rest], 1)
            worst[_without(reader, leaf, TIERS[1], docs, rest)] = 2
    return [TIERS[number] for number in worst.tolist()]


def _without(reader: LeafReader, leaf: Leaf, tier: Match, docs: Docs, places: Array) -> Array:
    """Return those of `places` where `docs` do not hold the leaf in a form of that tier."""
    for option in leaf.options:
        if option.tier == tier and (counted := reader.counted(leaf.field, option.terms)):
            places = places[counted.at(docs[places]) == 0]
    return places
