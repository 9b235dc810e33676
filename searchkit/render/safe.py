"""Text from strangers made safe to show, and the few forms that every output shares."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from searchkit.i18n import N_, _, language
from searchkit.models import Match, Span
from searchkit.text import printable, squeeze

MATCH_LABELS: dict[Match, str] = {
    "exact": N_("exact words"),
    "variant": N_("other spelling"),
    "folded": N_("without diacritics"),
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


def field_label(name: str) -> str:
    """Return the heading of a field."""
    return _(FIELD_LABELS[name]) if name in FIELD_LABELS else one_line(name)
