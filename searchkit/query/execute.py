"""From a plan to matching documents: sets first, then scores.

The set is decided by the tree and the level; the score is that of all leaves in the document, so a document
found by one branch of an `OR` is not punished for holding words of the other.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.query.docset import Docs, DocSet, union
from searchkit.query.leaves import Holding, LeafReader
from searchkit.query.plan import Either, Filter, Leaf, Plan
from searchkit.query.weights import ENOUGH, LEVEL, PASTED, SHARES
from searchkit.records import Record

_TINY = 1e-30
"""Less than any score: what a document without any leaf stays under."""


class Level(Record):
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
            return DocSet(self.size, docs=self.reader.holding(part).docs)
        if isinstance(part, Plan):
            return self.match(part)
        return union([self._branch(plan) for plan in part.plans], self.size)

    def _branch(self, plan: Plan) -> DocSet:
        """Return what one branch of an `OR` matches; most are a single word."""
        if len(plan.soft) == 1 and plan == Plan(soft=plan.soft):
            return DocSet(self.size, docs=self.reader.holding(plan.soft[0]).docs)
        return self.match(plan)

    def _all(self, leaves: tuple[Leaf, ...], within: DocSet | None) -> DocSet:
        """Return the documents of `within` that hold all `leaves` as they were read, the rarest leaf
        first."""
        docs = within
        for held in sorted(map(self.reader.holding, leaves), key=lambda h: len(h.sure)):
            here = DocSet(self.size, docs=held.sure)
            docs = here if docs is None else docs & here
        return self.everything if docs is None else docs

    def _enough(
        self, leaves: tuple[Leaf, ...], within: DocSet | None, shares: tuple[float, ...] = SHARES
    ) -> DocSet:
        """Return the documents of `within` that hold enough of the idf mass of those words that exist.

        Enough is the first of `shares` that `ENOUGH` documents hold, else the last.
        """
        held = [h for h in map(self.reader.holding, leaves) if len(h.docs)]
        mass = np.zeros(self.size, np.float32)
        for part in held:
            mass[part.docs] += np.float32(part.idf)
        if within is not None:
            mass *= within.mask
        total = sum(part.idf for part in held)
        for share in shares:
            # What holds every word may fall short of the sum by the rounding of float32.
            docs = DocSet(self.size, mask=mass >= max(share * total - 1e-4, 1e-6))
            if docs.count >= ENOUGH:
                break
        return docs


def best(docs: Docs, scores: Array, k: int) -> tuple[Docs, Array]:
    """Return the `k` best of `docs` (ascending) by score, ties by document number, without sorting them
    all."""
    if k <= 0:
        return docs[:0], scores[:0]
    if len(docs) > k:
        floor = np.partition(scores, len(scores) - k)[len(scores) - k]
        kept = np.flatnonzero(scores >= floor)
        docs, scores = docs[kept], scores[kept]
    order = np.argsort(-scores, kind="stable")[:k]
    return docs[order], scores[order]


def score_all(reader: LeafReader, held: list[Holding], docs: DocSet) -> Array:
    """Return the score of every one of `docs`, all leaves summed."""
    wanted = docs.docs
    if sum(len(h.docs) for h in held) < 4 * len(wanted):
        table = np.zeros(reader.snapshot.max_doc, np.float32)
        for part in held:
            table[part.docs] += reader.gains(part)
        return table[wanted]
    total = np.zeros(len(wanted), np.float32)
    norms = reader.norms(wanted)
    for part in held:
        total += reader.gains_at(part, wanted, norms)
    return total


def top_of_union(
    reader: LeafReader, held: list[Holding], k: int, within: DocSet | None = None
) -> tuple[Docs, Array]:
    """Return the `k` best of the documents that hold any leaf and stand in `within` (None: all of them).

    MaxScore (Turtle and Flood, 1995) over whole arrays: leaves go in from the rarest. The k-th best of the
    rarest leaf's documents is a floor under the result. Once the leaves to come can't lift a document over
    it by themselves, they are only looked up in the candidates left.
    """
    held = sorted((part for part in held if len(part.docs)), key=lambda part: len(part.docs))
    if k <= 0 or not held:
        return np.empty(0, np.int32), np.empty(0, np.float32)
    rest = np.cumsum([0.0, *(part.bound for part in reversed(held))])[::-1]
    table = np.zeros(reader.snapshot.max_doc, np.float32)
    floor, done = 0.0, 0
    rarest: Docs | None = None
    for part in held:
        if floor > rest[done]:
            break
        docs, gains = part.docs, reader.gains(part)
        if within is not None:
            kept = within.contains(docs)
            docs, gains = docs[kept], gains[kept]
        table[docs] += gains
        done += 1
        rarest = docs if rarest is None or len(rarest) < k else rarest
        if len(rarest) >= k:
            floor = _kth_best(table[rarest], k)
    candidates = np.flatnonzero(table >= max(floor - rest[done], _TINY)).astype(np.int32)
    return _finish(reader, held[done:], candidates, table[candidates], floor, rest[done:], k)


def _kth_best(scores: Array, k: int) -> float:
    return float(np.partition(scores, len(scores) - k)[len(scores) - k])


def _finish(
    reader: LeafReader,
    held: list[Holding],
    docs: Docs,
    scores: Array,
    floor: float,
    rest: Array,
    k: int,
) -> tuple[Docs, Array]:
    """Add the leaves left to the candidates that can still be among the `k` best."""
    for part, bound in zip(held, rest, strict=False):
        kept = scores + np.float32(bound) >= floor
        docs, scores = docs[kept], scores[kept]
        scores = scores + reader.gains_at(part, docs, reader.norms(docs))
    return best(docs, scores, k)
