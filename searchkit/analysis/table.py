"""A lexicon and the decoder over it: from the chunks of texts to tokens, terms and what is joined."""

from __future__ import annotations

from array import array
from functools import cached_property
from typing import TYPE_CHECKING

from searchkit.analysis.decode import Decoder
from searchkit.analysis.lexicon import Lexicon

if TYPE_CHECKING:
    from searchkit.analysis.bulk import Compounds
    from searchkit.analysis.decode_arrays import ArrayDecoder

_LONG = 80
"""From so many chunks on a text is decided with numpy."""


class Table:
    """Reads single texts by a lexicon; `arrays` decides many at once."""

    def __init__(self, decoder: Decoder, lexicon: Lexicon) -> None:
        self._decoder, self.lexicon = decoder, lexicon

    @cached_property
    def arrays(self) -> ArrayDecoder:
        """The decoder with numpy, loaded on first use."""
        from searchkit.analysis.decode_arrays import ArrayDecoder

        return ArrayDecoder(self._decoder, self.lexicon)

    @cached_property
    def compounds(self) -> Compounds:
        """The names of compounds by number."""
        from searchkit.analysis.bulk import Compounds

        return Compounds(self.lexicon)

    def shortened(self) -> Table:
        """Return a table of the chunks that came first, for when the lexicon is full."""
        return Table(self._decoder, self.lexicon.shortened())

    def read(self, chunks: list[str]) -> tuple[list[int], list[int], list[int]]:
        """Return tokens and terms of one text by number, and the places of the tokens that are joined to the
        one before."""
        numbers = self.lexicon.numbers(chunks)
        both = array("i", numbers)
        tokens = [n >> 1 for n in both if not n & 1]
        terms = [n >> 1 for n in both if n & 1]
        if len(tokens) >= _LONG:
            return tokens, terms, self.arrays.joined_in(tokens)
        parts = self.lexicon.parts
        return tokens, terms, self._decoder.joined([parts[n] for n in tokens])
