"""Figures of PAR INDEX, SIPAS, PAPI and their kin in an article: who got which score and place in which year.

Sentence by sentence: names, years, units and figures are found (`indicators_names`, `_years`, `_units`,
`_figures`), then each figure is given to what it belongs to (`_lists`, `_bind`); what a sentence leaves
out is taken from the ones before it or from the headline (`_context`). A figure whose indicator, unit or
year stays unsettled is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from searchkit.extract import gazetteer
from searchkit.extract.indicators_context import Context
from searchkit.extract.indicators_data import worded
from searchkit.extract.indicators_matrix import Matrices
from searchkit.extract.indicators_names import names_any, tells_any
from searchkit.extract.indicators_records import Collector
from searchkit.extract.indicators_sentences import searchable, sentences, unbroken
from searchkit.extract.indicators_tables import Tables
from searchkit.extract.indicators_units import UnitFinder
from searchkit.extract.provinces import ProvinceMention
from searchkit.models import Indicator

__all__ = ["extract_indicators"]

_MOST = 2000
"""Sentences of one article that are read: more is no article."""
_OTHER_ARTICLES = worded("other_articles")
"""A line that heads a list of other articles: theirs is what follows."""
_POINTER = worded("other_article")
"""How a line begins that points to another article."""
_REACH = 5
"""Sentences after the last one with a name or a fact that are still looked at."""


def extract_indicators(
    title: str | None,
    body: str,
    province: str | None,
    published: dt.date | None,
    provinces: Sequence[ProvinceMention],
) -> tuple[Indicator, ...]:
    """Return the indicators' figures that title and body (both NFC) give, in the order of the text.

    `province` is the one that the article is about, `provinces` are its mentions of provinces. `evidence` is
    the sentence, `start` and `end` its place in the body (0 and 0 for the headline).
    """
    if not names_any(body) and not (title and names_any(title)):
        return ()
    province = (gazetteer.lookup(province, published) or province) if province else None
    collector = Collector(published)
    only = _only(provinces)
    context = Context(province, published, only)
    head, low = None, ""
    if title:
        low = searchable(title)
        head = UnitFinder(
            title, low, [mention for mention in provinces if mention.in_title], province or only
        )
        context.read_title(title, low, head, collector)
    mentions = [mention for mention in provinces if not mention.in_title]
    text = unbroken(body)
    finder = UnitFinder(text, searchable(text), mentions, context.home, head)
    _read_body(finder, Tables(finder, low), context, collector)
    context.reread_title(collector)
    found = collector.records()
    return found if text == body else tuple(map(partial(_as_written, body), found))


def _as_written(body: str, one: Indicator) -> Indicator:
    return replace(one, evidence=body[one.start : one.end]) if one.end else one


def _only(provinces: Sequence[ProvinceMention]) -> str | None:
    names = {mention.name for mention in provinces}
    return names.pop() if len(names) == 1 else None


def _read_body(finder: UnitFinder, tables: Tables, context: Context, collector: Collector) -> None:
    body, low = finder.text, finder.low
    matrices = Matrices(body, low, finder)
    unread = None
    for sentence in islice(sentences(body, low), _MOST):
        if sentence.first and _OTHER_ARTICLES.fullmatch(low, sentence.start, sentence.end):
            break
        if sentence.first and _POINTER.match(low, sentence.start, sentence.end):
            continue
        said = body[sentence.start : sentence.end]
        if context.silence > _REACH and "/63" not in said and not tells_any(said):
            context.silence += 1
            unread = sentence
            continue
        if unread is not None and sentence.line - unread.line <= 1:
            context.glance(low, unread, finder)
        unread = None
        if not (tables.take(sentence, context, collector) or matrices.take(sentence, context, collector)):
            context.read(body, low, sentence, finder, collector)
