"""Word lists of the extractors: reading them from `data/`, and tries over words for longest matches."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from searchkit.text import tone_place

Trie = dict[str, Any]
"""Words to tries; the empty key holds the value of the phrase that ends here."""


@cache
def load(name: str) -> dict[str, Any]:
    """Return the tables of `data/<name>.toml`."""
    with files("searchkit.extract").joinpath("data", f"{name}.toml").open("rb") as handle:
        return tomllib.load(handle)


def phrases(block: str) -> Iterator[str]:
    """Yield the phrases of a list that has `;` and line ends between them, in both placements of the tone."""
    for phrase in block.replace("\n", ";").split(";"):
        phrase = phrase.strip()
        if phrase:
            yield phrase
            moved = tone_place(phrase)
            if moved != phrase:
                yield moved


def both_tones(words: Iterable[str]) -> frozenset[str]:
    """Return the words as they are and with the tone on the second vowel (`Hòa`, `Hoà`)."""
    return frozenset(form for word in words for form in (word, tone_place(word)))


def add_phrase(trie: Trie, words: Iterable[str], value: object) -> None:
    """Put the phrase into the trie; what stands there already stays."""
    for word in words:
        trie = trie.setdefault(word, {})
    trie.setdefault("", value)
