"""The tables of `data/indicators.toml`: indicators with their patterns and bounds, changes of method."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from searchkit.extract.wordlists import load
from searchkit.text import canonical

SPACE = " +"
"""Blanks in a pattern for searchable text, where every blank is a plain one."""

# Blanks in a character class or before what a look-behind sees stay single.
_BLANKS = re.compile(r"\[[^\]]*\]|\(\?<[!=][^)]*\)| \?| (?![*+{])")


@dataclass(frozen=True, slots=True)
class Scheme:
    """An indicator: its name, full name, the kinds of units that it rates, the bounds of its score.

    `annual`: the figure of a year is published in the year after.
    """

    name: str
    full: str
    kinds: frozenset[str]
    low: float
    high: float
    annual: bool


@dataclass(frozen=True, slots=True)
class MethodChange:
    """Since `year` an indicator is made in another way: figures before and after are not of one kind.

    `note` says how in English, `vi` in Vietnamese.
    """

    indicator: str
    year: int
    note: str
    vi: str
    source: str


def table() -> dict[str, Any]:
    """Return the whole table as it stands in the file."""
    return load("indicators")


def _bounds(pair: list[float]) -> tuple[float, float]:
    return float(pair[0]), float(pair[1])


@cache
def schemes() -> dict[str, Scheme]:
    """Return every indicator by its name, in the order of the table."""
    return {
        name: Scheme(name, row["full"], frozenset(row["kinds"]), *_bounds(row["score"]), row["annual"])
        for name, row in table()["indicator"].items()
    }


@cache
def method_changes() -> tuple[MethodChange, ...]:
    """Return the known changes of method."""
    return tuple(MethodChange(**row) for row in table()["method"])


def pattern(source: str) -> str:
    """Return a pattern in the form of searchable text: tones moved, blanks of any width (` ?`: or none)."""
    return _BLANKS.sub(lambda m: {" ": SPACE, " ?": " *"}.get(m[0], m[0]), canonical(source))


def compiled(source: str) -> re.Pattern[str]:
    """Return a pattern for searchable text, written with plain blanks and any tone style."""
    return re.compile(pattern(source))


def worded(name: str, **parts: str) -> re.Pattern[str]:
    """Return a pattern of the table's `[patterns]`, `<NAME>` in it replaced by `parts["NAME"]`."""
    source = table()["patterns"][name].replace("\n", "")
    for part, value in parts.items():
        source = source.replace(f"<{part}>", value)
    return compiled(source)


def listed(block: str) -> tuple[str, ...]:
    """Return the words of a block with `;` and line ends between them."""
    return tuple(word.strip() for word in block.replace("\n", ";").split(";") if word.strip())


@cache
def name_pattern(name: str) -> str:
    """Return one pattern for all names of an indicator."""
    return "|".join(f"(?:{pattern(source)})" for source in table()["indicator"][name]["names"])


@cache
def about_pattern(name: str) -> re.Pattern[str] | None:
    """Return the pattern of what stands for the index after `xếp thứ 3 về …`, or None."""
    source = table()["about"].get(name)
    return re.compile(pattern(source)) if source else None
