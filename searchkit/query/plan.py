"""What a query asks of one index: leaves with their alternatives, what is required, excluded and filtered.

Knows terms, not documents: `execute` turns a plan into documents, `compile` into a Whoosh query.
"""

from __future__ import annotations

from typing import NamedTuple

from searchkit.models import Match
from searchkit.query.tree import FieldValue, Period


class Option(NamedTuple):
    """One way in which a leaf can be met: a term, or several that must stand next to each other."""

    terms: tuple[str, ...]
    weight: float = 1.0
    tier: Match = "exact"


class Leaf(NamedTuple):
    """One word, number, phrase or prefix of the query; its options count as one term, its score `weight`
    times."""

    text: str
    options: tuple[Option, ...]
    field: str = "text"
    phrase: bool = False
    weight: float = 1.0


class Either(NamedTuple):
    """Plans of which one is enough."""

    plans: tuple[Plan, ...]


Part = Leaf | Either
Filter = FieldValue | Period


class Plan(NamedTuple):
    """A group of a query.

    `soft` are the plain words (all of them, or enough of them), in the order typed; `phrases` those in
    quotes, and `loose` their words, for where no article has the phrases as they stand.
    """

    soft: tuple[Leaf, ...] = ()
    phrases: tuple[Leaf, ...] = ()
    loose: tuple[Leaf, ...] = ()
    required: tuple[Part | Plan, ...] = ()
    excluded: tuple[Plan, ...] = ()
    filters: tuple[Filter, ...] = ()

    @property
    def empty(self) -> bool:
        """Say whether nothing is looked for (filters and exclusions apart)."""
        return not self.soft and not self.phrases and not self.required

    @property
    def single(self) -> bool:
        """Say whether the plan is one plain word and nothing else."""
        others = self.phrases or self.loose or self.required or self.excluded or self.filters
        return len(self.soft) == 1 and not others

    @property
    def alternatives(self) -> tuple[Leaf, ...]:
        """The words of `a OR b OR c`, each once; none where more is looked for."""
        if self.soft or self.phrases or len(self.required) != 1 or not isinstance(self.required[0], Either):
            return ()
        plans = self.required[0].plans
        return tuple(dict.fromkeys(p.soft[0] for p in plans)) if all(p.single for p in plans) else ()

    def loosened(self) -> Plan:
        """Return the plan with the phrases' words as plain words."""
        return self._replace(soft=tuple(dict.fromkeys((*self.soft, *self.loose))), phrases=(), loose=())

    def leaves(self) -> list[Leaf]:
        """Return every leaf that raises a score, once, soft ones first."""
        found = [*self.soft, *self.phrases]
        for part in self.required:
            if isinstance(part, Leaf):
                found.append(part)
            else:
                for plan in part.plans if isinstance(part, Either) else (part,):
                    found += plan.soft if plan.single else plan.leaves()
        return list(dict.fromkeys(found))
