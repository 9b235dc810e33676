"""The word lists of `data/place_words.toml`, read on first use."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from searchkit.extract.gazetteer import read_data


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(read_data("place_words.toml"))


@cache
def words(section: str, name: str) -> frozenset[str]:
    """Return one list as a set (`words("surnames", "sure")`)."""
    return frozenset(phrases(section, name))


@cache
def phrases(section: str, name: str) -> tuple[str, ...]:
    """Return one list in its order; lists parted by `;` keep the spaces at the ends of their phrases."""
    text = _table()[section][name].replace("\n", " ")
    if ";" not in text:
        return tuple(part.strip() for part in text.split(","))
    return tuple(part[1:] if part.startswith(" ") else part for part in text.split(";"))
