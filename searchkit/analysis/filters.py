"""Whoosh filters that turn whole tokens into index terms."""

from __future__ import annotations

from collections.abc import Iterator

from whoosh.analysis import Filter, Token

from searchkit.analysis.tokens import syllable_spans
from searchkit.text import fold_term


class SyllableFilter(Filter):  # type: ignore[misc]  # Whoosh ships no types
    """Cut each whole token into its index terms at successive positions, with their own offsets."""

    def __call__(self, tokens: Iterator[Token]) -> Iterator[Token]:
        """Yield the one token of `tokens` once a term."""
        position = None
        for token in tokens:
            start = token.startchar
            if token.positions and position is None:
                position = token.pos
            for form, begin, end in syllable_spans(token.text):
                token.text = form
                if position is not None:
                    token.pos = position
                    position += 1
                token.startchar, token.endchar = start + begin, start + end
                yield token


class FoldFilter(Filter):  # type: ignore[misc]  # Whoosh ships no types
    """Take the diacritics off each term."""

    def __call__(self, tokens: Iterator[Token]) -> Iterator[Token]:
        """Yield every token with its folded text."""
        for token in tokens:
            token.text = fold_term(token.text)
            yield token
