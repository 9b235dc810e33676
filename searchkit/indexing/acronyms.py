"""How a short form that an article explains (`cải cách hành chính (CCHC)`) is written in the index, and read
again.

One value of the field `acronym` is a pair: the terms of the short form, a tab, the terms of the long one. As
any value it is counted in articles, merged with its segment, gone with the last article that holds it, and
committed with all the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from searchkit.analysis.tokens import syllables
from searchkit.indexing.field_view import FieldView

Terms = tuple[str, ...]


def acronym_key(short: str, long: str) -> str:
    """Return the value that stands for a pair; empty where one side has no terms.

    >>> acronym_key("KT-XH", "kinh tế xã hội")
    'kt xh\\tkinh tế xã hội'
    """
    parts = syllables(short), syllables(long)
    return "\t".join(map(" ".join, parts)) if all(parts) else ""


def explained(view: FieldView, least: int) -> Iterator[tuple[Terms, Terms, int]]:
    """Yield short form, long form and the number of articles of each pair that `least` articles explain.

    `view` is that of the field `acronym`.
    """
    for value, count in view.terms():
        if count >= least:
            short, _tab, long = value.partition("\t")
            yield tuple(short.split(" ")), tuple(long.split(" ")), count
