"""The word lists of `data/place_words.toml`, read on first use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
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


@cache
def finder(section: str, name: str) -> Callable[[str], re.Match[str] | None]:
    """Return what finds a phrase of one list in a text: in a clause it is twice as quick as a search for
    each."""
    return re.compile("|".join(map(re.escape, phrases(section, name)))).search
