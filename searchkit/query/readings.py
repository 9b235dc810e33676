"""How texts read on one index, those asked for last kept.

Who pages, filters, sorts or counts facets asks the same words again. What is kept is what words mean, never
what they find: every search looks for them anew.
"""

from __future__ import annotations

from searchkit.indexing.kept import Kept
from searchkit.query.interpret import Reading, interpret
from searchkit.query.lexicon import Lexicon
from searchkit.query.parse import parse

_KEPT_CHARACTERS = 50_000
"""The texts that are kept have so many characters together: about two thousand usual queries."""


class Readings:
    """The readings of a lexicon; for several threads."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._kept: Kept[Reading] = Kept(_KEPT_CHARACTERS)

    def of(self, text: str, literal: bool = False) -> Reading:
        """Return how `text` reads; raise `QueryError` where it can't be read."""
        return self._kept.get(
            (text, literal),
            lambda: interpret(parse(text), self._lexicon, literal=literal),
            # Notices are in the language of the one who asked; a text of all the room leaves none for others.
            lambda reading: 0 if reading.notices or len(text) > _KEPT_CHARACTERS // 50 else len(text),
        )
