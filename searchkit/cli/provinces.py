"""Names of provinces for the shell's completion; reads the table of provinces, nothing of an index."""

from __future__ import annotations

from searchkit.extract.gazetteer import canonical_names
from searchkit.text import fold


def starting_with(typed: str) -> list[str]:
    """Return the provinces whose name begins like `typed`, without regard to case and diacritics.

    >>> starting_with("ben")
    ['Bến Tre']
    """
    return [name for name in canonical_names() if fold(name).startswith(fold(typed))]
