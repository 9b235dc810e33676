"""Snippets: the sentences of an article that answer the query best, with the words that matched.

Highlights are found in the article's own text, so a query without diacritics marks words with them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from itertools import product
from typing import NamedTuple

from searchkit.models import Snippet, Span
from searchkit.query.plan import Leaf
from searchkit.text import lower, old_tone_place, tone_place

MAX_SNIPPETS = 2
TARGET_CHARS = 220
"""A snippet is about so long; a longer sentence is cut around its matches."""
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*(\s+)(?=[^\W\d_a-zà-ỹ]|[\"“‘(\d])|(\n+)")
_PART = re.compile(r"[^\W_]+")
_SEPARATOR = r"[\W_]{1,4}"
"""What may stand between the words of a phrase."""
_FIGURE = re.compile(r"\d[\d.,]*\s?%|\bthứ \d|\d+/\d+")


class _Mark(NamedTuple):
    """An occurrence of a leaf: characters and leaf number; `beside` where another leaf's stands right next
    to it."""

    start: int
    end: int
    leaf: int
    beside: bool


class Marker:
    """Finds the occurrences of leaves in a text: one regular expression over its lower-case form."""

    def __init__(self, leaves: Iterable[tuple[Leaf, float]]) -> None:
        self._leaf_of: dict[tuple[str, ...], int] = {}
        weights = []
        for number, (leaf, weight) in enumerate(leaves):
            # Where every article holds a word its idf is 0, but in the snippet it still matters.
            weights.append(weight + 0.5)
            for option in leaf.options:
                # A compound stands in the text as its syllables.
                terms = tuple(part for term in option.terms for part in term.split("_"))
                self._leaf_of.setdefault(terms, number)
        self.weights = tuple(weights)
        self._phrases = {number for terms, number in self._leaf_of.items() if len(terms) > 1}
        self._known: dict[str, int | None] = {}
        self._pattern = _pattern(self._leaf_of)

    def marks(self, text: str) -> list[_Mark]:
        """Return every occurrence of a leaf in `text`, in order."""
        low = lower(text)
        spans = [(*match.span(), leaf) for match in self._pattern.finditer(low)
                 if (leaf := self._leaf(match[0])) is not None]  # fmt: skip
        if not spans:
            return []
        joined = [
            a[2] != b[2] and not _PART.search(low, a[1], b[0]) for a, b in zip(spans, spans[1:], strict=False)
        ]
        return [
            _Mark(start, end, leaf, before or after or leaf in self._phrases)
            for (start, end, leaf), before, after in zip(
                spans, [False, *joined], [*joined, False], strict=True
            )
        ]

    def _leaf(self, form: str) -> int | None:
        """Return the leaf that lower-case text stands for, tones placed either way."""
        if form not in self._known:
            self._known[form] = self._leaf_of.get(tuple(tone_place(part) for part in _PART.findall(form)))
        return self._known[form]

    def strong(self, marks: list[_Mark]) -> list[_Mark]:
        """Return the marks worth showing: those that stand together, and single ones of the weightier words.

        A lone `số` says nothing where `chỉ số` was asked for.
        """
        heavy = 0.5 * max(self.weights, default=0.0)
        return [mark for mark in marks if mark.beside or self.weights[mark.leaf] >= heavy]


def _pattern(sequences: Iterable[tuple[str, ...]]) -> re.Pattern[str]:
    """Return what matches any of the term sequences in lower-case text, tones placed either way, longest
    first."""
    spelled = {_SEPARATOR.join(re.escape(form) for form in forms)
               for terms in sequences
               for forms in product(*({term, old_tone_place(term)} for term in terms))}  # fmt: skip
    longest_first = sorted(spelled, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest_first)})(?![^\W_])" if longest_first else r"(?!)")


def snippets(body: str, marker: Marker) -> tuple[Snippet, ...]:
    """Return the best stretches of `body`, in the order of the text; its beginning where nothing matches."""
    marks = marker.marks(body)
    if not marks:
        lead = _window(body, 0, 0, _sentences(body)[0][1] if body else 0)
        return (Snippet(body[lead[0] : lead[1]].strip()),) if body else ()
    shown = marker.strong(marks) or marks
    chosen = _choose(body, marks, marker)
    return tuple(_cut(body, span, shown) for span in sorted(chosen))


def title_highlights(title: str, marker: Marker) -> tuple[Span, ...]:
    """Return the spans of the words of `title` that matched."""
    return _merge([(m.start, m.end) for m in marker.strong(marker.marks(title))], title)


def first_sentence(body: str) -> str:
    """Return what stands for a headline where an article has none."""
    for start, end in _sentences(body):
        if sentence := body[start:end].strip():
            return sentence if len(sentence) <= TARGET_CHARS else _shorten(sentence)
    return ""


def _shorten(text: str) -> str:
    return text[:TARGET_CHARS].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _sentences(body: str) -> list[Span]:
    spans, start = [], 0
    for found in _SENTENCE_END.finditer(body):
        spans.append((start, found.start(found.lastindex or 0)))
        start = found.end()
    spans.append((start, len(body)))
    return [span for span in spans if span[1] > span[0]] or [(0, len(body))]


def _choose(body: str, marks: list[_Mark], marker: Marker) -> list[Span]:
    """Pick sentences greedily: most idf mass first, then what the first does not show."""
    sentences = _sentences(body)
    groups: list[tuple[Span, list[_Mark]]] = []
    at = 0
    for span in sentences:
        inside = []
        while at < len(marks) and marks[at].start < span[1]:
            if marks[at].start >= span[0]:
                inside.append(marks[at])
            at += 1
        if inside:
            groups.append((span, inside))
    chosen: list[Span] = []
    covered: set[int] = set()
    while groups and len(chosen) < MAX_SNIPPETS:
        best = max(groups, key=lambda group: _worth(body, group, marker, covered))
        covered |= {mark.leaf for mark in best[1]}
        groups = [group for group in groups if any(mark.leaf not in covered for mark in group[1])]
        chosen.append(_window(body, best[1][0].start, best[1][-1].end, best[0][1], best[0][0], best[1]))
    return chosen


def _worth(body: str, group: tuple[Span, list[_Mark]], marker: Marker, covered: set[int]) -> float:
    span, marks = group
    leaves = {mark.leaf for mark in marks}
    worth = sum(marker.weights[leaf] * (0.1 if leaf in covered else 1.0) for leaf in leaves)
    together = sum(
        min(marker.weights[a.leaf], marker.weights[b.leaf])
        for a, b in {(a.leaf, b.leaf): (a, b) for a, b in zip(marks, marks[1:], strict=False)
                     if a.beside and b.beside and a.leaf != b.leaf and b.start - a.end <= 4
                     and not {a.leaf, b.leaf} <= covered}.values()
    )  # fmt: skip
    figure = 1.15 if _FIGURE.search(body, *span) else 1.0
    return float((worth + 0.8 * together) * figure / math.sqrt(1 + (span[1] - span[0]) / TARGET_CHARS))


def _window(
    body: str, first: int, last: int, end: int, start: int = 0, marks: list[_Mark] | None = None
) -> Span:
    """Return a sentence whole where it is short enough, else a stretch around its densest matches."""
    if end - start <= 1.5 * TARGET_CHARS:
        return start, end
    if marks:
        first = max(marks, key=lambda m: sum(0 <= o.start - m.start < TARGET_CHARS for o in marks)).start
    left = max(start, first - 40)
    if left > start:
        left = body.find(" ", left, first) + 1 or left
    right = min(end, max(left + TARGET_CHARS, 1))
    if right < end:
        right = max(body.rfind(" ", left, right), left + 1)
    return left, right


def _cut(body: str, span: Span, marks: list[_Mark]) -> Snippet:
    start, end = span
    text = body[start:end]
    inside = [(m.start - start, m.end - start) for m in marks if start <= m.start and m.end <= end]
    return Snippet(text, _merge(inside, text))


def _merge(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Join spans that only a space divides."""
    merged: list[Span] = []
    for start, end in sorted(set(spans)):
        if merged and start <= merged[-1][1] + 1 and text[merged[-1][1] : start] in ("", " "):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
