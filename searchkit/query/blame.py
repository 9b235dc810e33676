"""Why filters left nothing: what each of them keeps out."""

from __future__ import annotations

from searchkit.i18n import ngettext
from searchkit.query.docset import DocSet
from searchkit.query.filtered import Filters
from searchkit.query.filters import FilterReader


def blame(words: DocSet, filters: Filters, reader: FilterReader) -> list[str]:
    """Say for each filter what leaving it out would find, and what the other reading of a province would.

    `words` are the documents that the words alone find.
    """
    notices = []
    for mine, other in (("province", "mentions"), ("mentions", "province")):
        if mine in filters.sets:
            notices += _other_province(mine, other, words, filters, reader)
    for name in filters.sets:
        without = filters.allowed(words, without=name).count
        if without:
            text = ngettext(
                "without the filter on {name}, {n} article is found",
                "without the filter on {name}, {n} articles are found",
                without,
            )
            notices.append(text.format(name=name, n=without))
    return notices


def _other_province(
    mine: str, other: str, words: DocSet, filters: Filters, reader: FilterReader
) -> list[str]:
    notices = []
    for value in filters.asked.get(mine, ()):
        there = reader.documents(other, value)
        n = (filters.allowed(words, without=mine) & there).count
        if not n:
            continue
        if mine == "province":
            text = ngettext(
                "no article is about {value}, but {n} mentions it: --mentions {value!r}",
                "no article is about {value}, but {n} mention it: --mentions {value!r}",
                n,
            )
        else:
            text = ngettext(
                "no article mentions {value}, but {n} is about it: --province {value!r}",
                "no article mentions {value}, but {n} are about it: --province {value!r}",
                n,
            )
        notices.append(text.format(value=value, n=n))
    return notices
