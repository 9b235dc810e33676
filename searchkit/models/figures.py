"""Figures of indices (SIPAS, PAR INDEX …) as the whole corpus tells them."""

from __future__ import annotations

import datetime as dt

from searchkit.records import Value


class FactSource(Value):
    """An article that tells a figure, and the sentence in it (offsets into its body; 0, 0: the headline).

    `title` is empty where the article has none. `copies` is how many later ones tell the figure in a reprint
    of it.
    """

    id: str
    title: str
    published: dt.date | None = None
    source: str | None = None
    evidence: str = ""
    start: int = 0
    end: int = 0
    copies: int = 0


class Fact(Value):
    """What the corpus knows of one indicator, year and unit, as all of `sources` (at least one) agree,
    an article and its reprints being one of them.

    With `conflict` other articles say otherwise: what they say is a `Fact` of its own.
    """

    indicator: str
    year: int
    unit: str
    unit_kind: str
    parent: str | None = None
    score: float | None = None
    rank: int | None = None
    rank_of: int | None = None
    change: int | None = None
    sources: tuple[FactSource, ...] = ()
    conflict: bool = False


class Ranking(Value):
    """The units of one kind by rank, then score, in one indicator and year, as far as the corpus knows them.

    `known` units have figures, of `expected` there are (None: not known). `notices` are sentences for people.
    """

    indicator: str
    year: int
    kind: str = "province"
    parent: str | None = None
    facts: tuple[Fact, ...] = ()
    known: int = 0
    expected: int | None = None
    notices: tuple[str, ...] = ()
