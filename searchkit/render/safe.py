"""Text from strangers made safe to show, and the few forms that every output shares."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from searchkit.i18n import N_, _, language
from searchkit.models import Match, SearchQuery, Span
from searchkit.text import printable, squeeze

MATCH_LABELS: dict[Match, str] = {
    "exact": N_("exact words"),
    "variant": N_("other spelling or acronym"),
    "folded": N_("other diacritics"),
}
FIELD_LABELS: dict[str, str] = {
    "province": N_("Province"),
    "official": N_("Official"),
    "year": N_("Year"),
    "source": N_("Source"),
    "mentions": N_("Mentions"),
    "district": N_("District"),
    "body": N_("Body"),
    "document": N_("Document"),
    "issuer": N_("Issued by"),
    "doc": N_("Documents"),
    "word": N_("word"),
    "phrase": N_("words"),
}


def one_line(text: str | None) -> str:
    """Return `text` on one line, without control characters and bidirectional overrides.

    >>> one_line("Bến\\n  Tre\\x1b[31m")
    'Bến Tre[31m'
    """
    return squeeze(printable(squeeze(text))) if text else ""


def block(text: str) -> str:
    """Return `text` with its line breaks, without anything else that steers a terminal."""
    return "\n".join(printable(line).replace("\t", " ").rstrip() for line in text.splitlines())


def pieces(text: str, spans: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """Yield the stretches of `text` in order, each with whether it is highlighted.

    Spans may overlap or overrun. Every stretch is safe to show, and white space is a single kind of blank.

    >>> list(pieces("chỉ số SIPAS", [(7, 12)]))
    [('chỉ số ', False), ('SIPAS', True)]
    """
    at = 0
    for start, end in sorted(spans):
        start, end = max(at, min(start, len(text))), min(end, len(text))
        if end <= start:
            continue
        if start > at:
            yield _flat(text[at:start]), False
        yield _flat(text[start:end]), True
        at = end
    if at < len(text):
        yield _flat(text[at:]), False


def _flat(text: str) -> str:
    """Turn every white space into a blank and drop control characters; runs of blanks stay."""
    return printable("".join(" " if c.isspace() else c for c in text))


def day(value: dt.date | None) -> str:
    """Return a day as Vietnamese readers write it, `24/06/2021`; empty where there is none."""
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}" if value else ""


def number(value: int) -> str:
    """Return a number with thousands marked as the reader's language does."""
    return f"{value:,}".replace(",", ".") if language() == "vi" else f"{value:,}"


def match_label(match: Match) -> str:
    """Return the words for a tier of matching."""
    return _(MATCH_LABELS[match])


def is_worded(query: SearchQuery) -> bool:
    """Say whether `query` asks for words, so that a hit holds them in some way; filters alone do not.

    >>> is_worded(SearchQuery('tỉnh:"Bến Tre" ngày:2021')), is_worded(SearchQuery("tỉnh:Huế SIPAS"))
    (False, True)
    """
    return bool(re.sub(r'-?[^\W\d]+:("[^"]*"|\S+)', "", query.text).strip())


def web_address(url: str | None) -> str:
    """Return `url` where a terminal may be told to open it, else an empty string."""
    if (
        url
        and url.startswith(("http://", "https://"))
        and url.isascii()
        and url.isprintable()
        and " " not in url
    ):
        return url
    return ""


def field_label(name: str) -> str:
    """Return the heading of a field."""
    return _(FIELD_LABELS[name]) if name in FIELD_LABELS else one_line(name)
