"""From a plan to matching documents: sets first, then scores.

The set is decided by the tree and the level; the score is that of all leaves in the document, so a document
found by one branch of an `OR` is not punished for holding words of the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from searchkit.query.docset import DocSet, union
from searchkit.query.leaves import LeafReader
from searchkit.query.plan import Either, Filter, Leaf, Plan
from searchkit.query.weights import ENOUGH, LEVEL, PASTED, SHARES


class Level(NamedTuple):
    """The documents that a plan matches, the plan whose leaves score them, and what was given up to find
    them."""

    docs: DocSet
    plan: Plan
    relaxed: bool = False
    loosened: bool = False


class Executor:
    """Runs plans over one snapshot. `everything` are the documents that are alive."""

    def __init__(self, reader: LeafReader, filtered: Callable[[tuple[Filter, ...]], DocSet]) -> None:
        self.reader = reader
        self.size = reader.snapshot.max_doc
        self._filtered = filtered

    @property
    def everything(self) -> DocSet:
        """Return all documents that are not deleted."""
        alive = self.reader.snapshot.alive
        return DocSet(self.size, mask=np.ones(self.size, np.bool_) if alive is None else alive)

    def level(self, plan: Plan) -> Level:
        """Return what the words of `plan` match, filters and exclusions left out.

        Where fewer than `LEVEL` articles hold all words as they were read, those that hold enough of them,
        in any form that they may stand for, count too. Phrases
        stay required as long as some article that has them also holds half of the words around them; the
        words of a pasted headline in quotes are looked for one by one.
        """
        firm = self._required(plan)
        within = self._with_phrases(plan, firm)
        strict = self._all(plan.soft, within)
        if strict.count >= LEVEL or not (plan.soft or plan.phrases):
            return Level(strict, plan)
        if not plan.phrases or strict.count or self._holds_half(plan, within):
            enough = self._enough(plan.soft, within) if plan.soft else strict
            if enough.count == strict.count:
                return Level(strict, plan)
            return Level(enough, plan, relaxed=len(plan.soft) > 1)
        if not plan.soft and len(plan.loose) < PASTED:
            return Level(strict, plan)
        loose = plan.loosened()
        return Level(self._enough(loose.soft, firm), loose, relaxed=True, loosened=True)

    def match(self, plan: Plan) -> DocSet:
        """Return the documents that hold everything that `plan` asks, its exclusions applied; never
        relaxed."""
        docs = self._all(plan.soft, self._with_phrases(plan, self._required(plan)))
        if plan.filters:
            docs = docs & self._filtered(plan.filters)
        return self.exclude(docs, plan)

    def exclude(self, docs: DocSet, plan: Plan) -> DocSet:
        """Return `docs` without those that any exclusion of `plan` matches."""
        for part in plan.excluded:
            docs = docs - self.match(part)
        return docs

    def _with_phrases(self, plan: Plan, within: DocSet | None) -> DocSet | None:
        return self._all(plan.phrases, within) if plan.phrases else within

    def _holds_half(self, plan: Plan, within: DocSet | None) -> bool:
        """Say whether any document of `within` holds half of the idf mass of the plain words."""
        return bool(plan.soft) and self._enough(plan.soft, within, shares=(0.5,)).count > 0

    def _required(self, plan: Plan) -> DocSet | None:
        docs: DocSet | None = None
        for part in plan.required:
            here = self._part(part)
            docs = here if docs is None else docs & here
        return docs

    def _part(self, part: Leaf | Either | Plan) -> DocSet:
        if isinstance(part, Leaf):
            return self.reader.holding(part).counts.set
        if isinstance(part, Plan):
            return self.match(part)
        return union([self._branch(plan) for plan in part.plans], self.size)

    def _branch(self, plan: Plan) -> DocSet:
        """Return what one branch of an `OR` matches; most are a single word."""
        if plan.single:
            return self.reader.holding(plan.soft[0]).counts.set
        return self.match(plan)

    def _all(self, leaves: tuple[Leaf, ...], within: DocSet | None) -> DocSet:
        """Return the documents of `within` that hold all `leaves` as they were read, the rarest leaf
        first."""
        docs = within
        for held in sorted(map(self.reader.holding, leaves), key=lambda h: h.sure.count):
            docs = held.sure.set if docs is None else docs & held.sure.set
        return self.everything if docs is None else docs

    def _enough(
        self, leaves: tuple[Leaf, ...], within: DocSet | None, shares: tuple[float, ...] = SHARES
    ) -> DocSet:
        """Return the documents of `within` that hold enough of the idf mass of those words that exist.

        Enough is the first of `shares` that `ENOUGH` documents hold, else the last.
        """
        held = [h for h in map(self.reader.holding, leaves) if h.counts.count]
        mass = np.zeros(self.size, np.float32)
        for part in held:
            part.counts.set.add_to(mass, np.float32(part.idf))
        if within is not None:
            mass *= within.mask
        total = sum(part.idf for part in held)
        for share in shares:
            # What holds every word may fall short of the sum by the rounding of float32.
            docs = DocSet(self.size, mask=mass >= max(share * total - 1e-4, 1e-6))
            if docs.count >= ENOUGH:
                break
        return docs
