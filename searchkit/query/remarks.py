"""What is said beside the hits: how the query was read, what it may have meant, why nothing was found.

Loaded with the first search that there is something to say about, as is each part with the first that
needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from searchkit.analysis.tokens import syllables
from searchkit.i18n import _
from searchkit.models import SearchQuery
from searchkit.query.docset import DocSet
from searchkit.query.execute import Executor, Level
from searchkit.query.filtered import Filters
from searchkit.query.interpret import Reading, interpret
from searchkit.query.lexicon import Lexicon
from searchkit.query.parse import parse
from searchkit.text import nfc

if TYPE_CHECKING:
    from searchkit.query.blame import Count
    from searchkit.query.filters import FilterReader

_TOLD = 8
"""Of the words that articles are compared by, so many are named."""


def notices(
    typed: str, reading: Reading, level: Level, told: Sequence[str], read_as: str | None, total: int
) -> list[str]:
    """Return what to say of the `total` hits of the query `typed`; `told` is said of its filters."""
    said = [*reading.notices, *told]
    if read_as is not None:
        said.insert(0, _("read as: {text}").format(text=read_as))
    if reading.wordless and typed.strip():
        said.append(_("{text!r} has no words to search for").format(text=typed[:40]))
    if reading.unknown:
        said.append(_("not in the index: {words}").format(words=", ".join(reading.unknown)))
    if level.loosened and total:
        said.append(_("no article has the words in quotes as they stand; they were looked for one by one"))
    elif level.relaxed and total:
        said.append(_("few articles hold all the words; those that hold most of them are shown too"))
    return said


def compared(reading: Reading) -> str:
    """Say by which words articles were compared, the most telling ones."""
    words = [leaf.text for leaf in reading.plan.leaves()[:_TOLD]]
    if not words:
        return _("the article has no words that others hold too")
    return _("compared by its words: {words} …").format(words=", ".join(words))


def blamed(
    reading: Reading, executor: Executor, words: DocSet, filters: Filters, reader: FilterReader, count: Count
) -> list[str]:
    """Say which word or filter is to blame where nothing was found; `words` are what the words find."""
    from searchkit.query.blame import blame, blame_words

    if filters.sets and words.count:
        return blame(words, filters, reader, count)
    return [] if reading.wordless else blame_words(reading.plan, executor, filters, count)


def suggestions(query: SearchQuery, reading: Reading, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the query with its mistyped words put right, as it would be read."""
    from searchkit.query.suggest import suggest

    view = lexicon.field("text")
    phrases = [syllables(text) for text in reading.unknown]
    wrong = [word for phrase in phrases for word in phrase if not view.df(word)]
    words = [[leaf.text for leaf in sequence] for sequence in reading.sequences]
    typed = nfc(query.text)
    meant = suggest(view, typed, (*wrong, *reading.doubtful), (*words, *phrases), bare=reading.bare)
    if meant is None:
        return ()
    if not query.literal:
        meant = interpret(parse(meant), lexicon).said_as(meant)
    return (meant,) if meant != typed else ()
