"""What short forms stand for, and long forms are shortened to: three tables, asked for the words of a query.

The table that comes with searchkit, with the user's own file added; the pairs that the indexed articles
explain themselves; the spellings of place names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from searchkit.analysis import acronyms, variants
from searchkit.analysis.acronyms import AcronymTable
from searchkit.analysis.phrases import PhraseTable, Terms
from searchkit.analysis.syllable import is_syllable
from searchkit.indexing.snapshot import Snapshot
from searchkit.text import fold

LEAST = 2
"""So many articles must explain a pair: of 185 pairs that 2 of 50,000 articles explain, 183 are right."""
LEAST_BESIDE = 5
"""So many where the table knows the short form already with another meaning."""
FREQUENT = 0.2
"""Long forms of one short form count as far as this share of the most frequent one's articles explains
them."""
MOST = 4
"""A short form stands for at most so many long ones of the articles."""
_SPEAKABLE = re.compile(r"[^\W\d_aeiouy]{0,2}[aeiouy]+[^\W\d_aeiouy]{0,2}")

Expansion = tuple[int, int, tuple[Terms, ...]]
"""Start and end of a stretch of terms, and what else may stand there."""


class ShortForms:
    """The tables for one index; `table` is that of searchkit where none with a user's own rows is given."""

    def __init__(self, snapshot: Snapshot, table: AcronymTable | None = None) -> None:
        self._snapshot = snapshot
        self._given = table

    @cached_property
    def table(self) -> AcronymTable:
        """The table that comes with searchkit, with the user's own rows."""
        return self._given or acronyms.table()

    @cached_property
    def explained(self) -> PhraseTable:
        """The pairs of the articles: each short form with its frequent long forms, and the other way round
        where one is meant most."""
        from searchkit.indexing.acronyms import explained

        found: dict[Terms, dict[Terms, int]] = {}
        for short, long, count in explained(self._snapshot.field("acronym"), LEAST):
            found.setdefault(short, {})[long] = count
        pairs = PhraseTable()
        for short, counts in found.items():
            kept = self._meant(short, counts)
            if kept:
                pairs.add(short, kept)
                self._add_without_marks(pairs, short, kept)
                top = kept[0]
                if 2 * counts[top] >= sum(counts.values()) and not is_speakable(short):
                    pairs.add(top, [short])
        return pairs

    def _meant(self, short: Terms, counts: dict[Terms, int]) -> list[Terms]:
        """Return the long forms of `short` that are frequent enough, the most frequent one first."""
        known = self.table.expansions(short)
        least = max(LEAST_BESIDE if known else LEAST, FREQUENT * max(counts.values()))
        new = [long for long, count in counts.items() if count >= least and long not in known]
        return sorted(new, key=lambda long: (-counts[long], long))[:MOST]

    def _add_without_marks(self, pairs: PhraseTable, short: Terms, kept: list[Terms]) -> None:
        """Let `đsvn` be typed `dsvn` as well."""
        bare = tuple(map(fold, short))
        if bare != short and bare not in self.table and not is_speakable(bare):
            pairs.add(bare, [short, *kept])

    @cached_property
    def openings(self) -> frozenset[str | Terms]:
        """Words and pairs of words without which `find` finds nothing: see `phrases.openings`."""
        return self.table.openings | self.explained.openings | variants.place_names().openings

    def find(self, terms: Terms, capitals: list[bool]) -> Iterator[Expansion]:
        """Yield what may stand for stretches of `terms`; `capitals` says which of them were typed in
        capitals.

        A short form that is a word as well (`ca`) is read as one only where it is typed in capitals, and
        never stands for its long form.
        """
        for match in self.table.find(terms):
            if match.end - match.start > 1:
                yield match.start, match.end, tuple(a for a in match.alternatives if not _is_word(a))
            elif capitals[match.start] or not _is_word(terms[match.start : match.end]):
                yield match.start, match.end, match.alternatives
        for match in self.explained.find(terms):
            short = terms[match.start : match.end]
            if capitals[match.start] or not is_speakable(short):
                yield match.start, match.end, match.alternatives
        for match in variants.place_names().find(terms):
            yield match.start, match.end, match.alternatives


@lru_cache(maxsize=4096)
def is_speakable(short: Terms) -> bool:
    """Say whether a short form looks like a word of some language (`who`, `bot`), which it may be in a text.

    >>> [is_speakable((word,)) for word in ("who", "act", "nhnn", "ubnd")]
    [True, True, False, False]
    """
    return len(short) == 1 and _SPEAKABLE.fullmatch(fold(short[0])) is not None


@lru_cache(maxsize=4096)
def _is_word(terms: Terms) -> bool:
    return len(terms) == 1 and is_syllable(terms[0])
