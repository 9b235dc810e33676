"""Why nothing was found: what each filter, and each part of the words that must or must not be there, keeps
out."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from searchkit.i18n import _, ngettext
from searchkit.query.docset import DocSet
from searchkit.query.execute import Executor
from searchkit.query.fields import field_name
from searchkit.query.filtered import Filters
from searchkit.query.filters import FilterReader
from searchkit.query.plan import Either, Leaf, Part, Plan

Count = Callable[[DocSet], int]
_MOST = 4
"""So many parts of a query are tried."""


def blame(words: DocSet, filters: Filters, reader: FilterReader, count: Count) -> list[str]:
    """Say for each filter what leaving it out would find, and what the other reading of a province would.

    `words` are the documents that the words alone find; `count` says how many hits a set of documents is.
    """
    notices = []
    for mine, other in (("province", "mentions"), ("mentions", "province")):
        if mine in filters.sets:
            notices += _other_province(mine, other, words, filters, reader, count)
    for name in filters.sets:
        without = count(filters.allowed(words, without=name))
        if without:
            text = ngettext(
                "without the filter on {name}, {n} article is found",
                "without the filter on {name}, {n} articles are found",
                without,
            )
            notices.append(text.format(name=field_name(name), n=without))
    return notices


def _other_province(
    mine: str, other: str, words: DocSet, filters: Filters, reader: FilterReader, count: Count
) -> list[str]:
    notices = []
    for value in filters.asked.get(mine, ()):
        there = reader.documents(other, value)
        n = count(filters.allowed(words, without=mine) & there)
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


def blame_words(plan: Plan, executor: Executor, filters: Filters, count: Count) -> list[str]:
    """Say for parts of a query that finds nothing what leaving each out would find."""
    notices = []
    for part, rest in _tries(plan):
        if rest.empty and not (filters.sets or rest.excluded):
            continue
        n = count(filters.allowed(executor.exclude(executor.level(rest).docs, rest)))
        if n:
            text = ngettext(
                "without {part}, {n} article is found", "without {part}, {n} articles are found", n
            )
            notices.append(text.format(part=part, n=n))
    return notices


def _tries(plan: Plan) -> Iterator[tuple[str, Plan]]:
    """Yield parts of a plan as they are typed, with the plan without each."""
    if plan.phrases:
        yield _("the quotes"), plan.loosened()
    for place, part in enumerate(plan.required[:_MOST]):
        rest = plan.required[:place] + plan.required[place + 1 :]
        plain = isinstance(part, Leaf) and part.field == "text" and not part.text.endswith("*")
        yield ("+" if plain else "") + _typed(part), plan._replace(required=rest)
    for place, group in enumerate(plan.excluded[:_MOST]):
        yield "-" + _typed(group), plan._replace(excluded=plan.excluded[:place] + plan.excluded[place + 1 :])
    if plan.soft:
        yield " ".join(leaf.text for leaf in plan.soft), plan._replace(soft=())


def _typed(part: Part | Plan) -> str:
    """Return a part of a plan about as it was typed."""
    if isinstance(part, Either):
        return "(" + " OR ".join(map(_typed, part.plans)) + ")"
    if isinstance(part, Plan):
        return " ".join(map(_typed, (*part.soft, *part.phrases, *part.required)))
    quoted = f'"{part.text}"' if part.phrase else part.text
    return f"tiêu_đề:{quoted}" if part.field == "title" else quoted
