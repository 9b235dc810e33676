"""Reading the values that a source states itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from searchkit.text import nfc, squeeze


def given_text(given: Mapping[str, Any], key: str) -> str | None:
    """Return the stated value of `key` as one clean line, or None where it is missing or empty."""
    value = given.get(key)
    if value is None or isinstance(value, (list, tuple, dict)):
        return None
    return squeeze(nfc(str(value))) or None


def given_list(given: Mapping[str, Any], key: str) -> tuple[str, ...] | None:
    """Return the stated values of `key` (a list, or one string with `;` or `|` between values), or None
    where missing."""
    value = given.get(key)
    if value is None or value == "":
        return None
    parts = value if isinstance(value, (list, tuple)) else str(value).replace("|", ";").split(";")
    names = [part.get("name", "") if isinstance(part, dict) else str(part) for part in parts]
    return tuple(clean for name in names if (clean := squeeze(nfc(name))))
