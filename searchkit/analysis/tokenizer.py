"""Whoosh's tokenizer over our whole tokens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Token, Tokenizer

from searchkit.analysis.tokens import tokenize


class VietnameseTokenizer(Tokenizer):  # type: ignore[misc]  # Whoosh ships no types
    """Yield the whole tokens of a text (`876/QĐ-BNV`, `88,35%`), offsets counted in its NFC form.

    As everywhere in Whoosh, one `Token` object is yielded again and again: who keeps tokens copies them.
    """

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        keeporiginal: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **others: Any,
    ) -> Iterator[Token]:
        """Yield tokens; `start_pos` and `start_char` shift the counts, for fields given in several values."""
        token = Token(positions, chars, removestops=removestops, mode=mode, **others)
        for position, found in enumerate(tokenize(value), start_pos):
            token.text = found.text
            token.boost = 1.0
            token.stopped = False
            if keeporiginal:
                token.original = found.text
            if positions:
                token.pos = position
            # Set in any case: the filter that cuts a token apart counts from here.
            token.startchar, token.endchar = start_char + found.start, start_char + found.end
            yield token
