"""Completion: what Tab offers for the text before the cursor."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.models import Completion
from searchkit.repl.complete import Candidate, complete
from searchkit.text import fold, nfc

NAMES = {
    "province": ["Bến Tre", "Bình Thuận", "Huế"],
    "official": ["Trần Văn Mẫu", "Trần Thị Thử"],
    "year": ["2021", "2020"],
}


def lookup(field: str, prefix: str) -> list[str]:
    """Return invented values that begin like `prefix`, diacritics or not."""
    return [value for value in NAMES.get(field, []) if fold(value).startswith(fold(prefix))]


def carry_on(line: str) -> list[Completion]:
    """Complete the last word of `line` to `Bến Tre`, all of it to a phrase."""
    line = nfc(line)
    start = line.rfind(" ") + 1
    last = fold(line[start:])
    if not last or not "ben tre".startswith(last):
        return []
    return [Completion("Bến Tre", "province", 2, start), Completion("bến xe mới", "phrase", 1, start)]


def after(before: str) -> list[str]:
    """Return the lines that completing `before` leads to."""
    found = complete(before, lookup, carry_on)
    return [before[: len(before) - one.replaced] + one.text for one in found]


@pytest.mark.parametrize(
    ("before", "lines"),
    [
        (":ne", [":next"]),
        (":na", [":narrow "]),
        (":sort n", [":sort newest"]),
        (":s o", [":s oldest"]),
        (":narrow pr", [":narrow province "]),
        (":narrow province b", [":narrow province Bến Tre", ":narrow province Bình Thuận"]),
        (":narrow tỉnh bến", [":narrow tỉnh Bến Tre"]),
        (":widen y", [":widen year"]),
        (":help ex", [":help explain", ":help export"]),
        (":zz x", []),
        ("SIPAS tỉnh:b", ['SIPAS tỉnh:"Bến Tre" ', 'SIPAS tỉnh:"Bình Thuận" ']),
        ('tinh:"bến t', ['tinh:"Bến Tre" ']),
        ("tỉnh:h", ["tỉnh:Huế "]),
        ("cán_bộ:tran_t", ['cán_bộ:"Trần Thị Thử" ']),
        ("mau:x", []),
        ("tin", ["tỉnh:", "tính_đến:"]),
        ("ngu", ["nguồn:"]),
        ("chỉ số ben", ["chỉ số Bến Tre", "chỉ số bến xe mới"]),
        (
            unicodedata.normalize("NFD", "chỉ số bế"),
            [unicodedata.normalize("NFD", "chỉ số ") + word for word in ("Bến Tre", "bến xe mới")],
        ),
        ("b", ["Bến Tre", "bến xe mới"]),
        ("xyz", []),
        ("bến tre ", []),
    ],
)
def test_completion(before: str, lines: list[str]) -> None:
    assert after(before) == lines


def test_every_command_is_offered_after_a_colon() -> None:
    from searchkit.repl.commands import COMMANDS

    assert [line.strip() for line in after(":")] == [f":{name}" for name in COMMANDS]


@given(st.text())
def test_completion_never_fails_and_replaces_only_what_is_there(before: str) -> None:
    for one in complete(before, lookup, carry_on):
        assert isinstance(one, Candidate)
        assert 0 <= one.replaced <= len(before)
