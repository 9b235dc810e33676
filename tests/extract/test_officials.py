"""Holders of public offices: who is one, under which offices, and where the text mentions them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.extract.officials import extract_officials

_CASES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("officials_cases.tsv").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def _wanted(people: str) -> dict[str, tuple[str, ...]]:
    """Read `Name = office | office; Name = office`."""
    pairs = (part.split(" = ") for part in people.split("; ") if part.strip())
    return {name: tuple(titles.split(" | ")) for name, titles in pairs}


@pytest.mark.parametrize(("text", "people"), _CASES, ids=[case[0][:40] for case in _CASES])
def test_people_and_offices(text: str, people: str) -> None:
    """The people of a sentence come out with their offices as written."""
    assert {person.name: person.titles for person in extract_officials(None, text)} == _wanted(people)
