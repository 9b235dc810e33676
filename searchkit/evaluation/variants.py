"""The same query as different people type it: without diacritics, in capitals, from a Mac."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

from searchkit.text import nfc, strip_marks

ACCENTED = "accented"
"""The queries as they stand in the file."""

VARIANTS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        ACCENTED: lambda text: text,
        "unaccented": lambda text: strip_marks(nfc(text)),
        "lower": str.lower,
        "upper": str.upper,
        "nfd": lambda text: unicodedata.normalize("NFD", text),
    }
)
"""Name of each variant and what it does to a query."""


def varied(text: str, variant: str) -> str:
    """Return `text` in one of `VARIANTS`.

    >>> varied("Chỉ số SIPAS Đồng Nai", "unaccented")
    'Chi so SIPAS Dong Nai'
    """
    return VARIANTS[variant](text)
