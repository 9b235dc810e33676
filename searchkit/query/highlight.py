"""Snippets: the sentences of an article that answer the query best, with the words that matched.

Highlights are found in the article's own text, so a query without diacritics marks words with them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from itertools import pairwise, product

from searchkit.models import Snippet, Span
from searchkit.query.plan import Leaf
from searchkit.records import made
from searchkit.text import lower, old_tone_place, tone_place

MAX_SNIPPETS = 2
TARGET_CHARS = 220
"""A snippet is about so long; a longer sentence is cut around its matches."""
# It begins with a set of characters, which is found quickly.
_SENTENCE_END = re.compile(r"[.!?…\n](?:(?<=\n)\n*|(?<!\n)[\"”’)]*(\s+)(?=[^\W\d_a-zà-ỹ]|[\"“‘(\d]))")
_PART = re.compile(r"[^\W_]+")
_SEPARATOR = r"[\W_]{1,4}"
"""What may stand between the words of a phrase."""
_FIGURE = re.compile(r"\d[\d.,]*\s?%|\bthứ \d|\d+/\d+")


_Mark = tuple[int, int, int, bool]
"""An occurrence of a leaf: start, end, leaf number, and whether another leaf's stands right next to it."""
_Group = tuple[Span, list[_Mark], set[int]]
"""A sentence, the marks in it and their leaves."""


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
        heavy = 0.5 * max(weights, default=0.0)
        self._heavy = {number for number, weight in enumerate(weights) if weight >= heavy}
        self._known: dict[str, int | None] = {}
        self._pattern = _pattern(self._leaf_of)

    def marks(self, text: str) -> list[_Mark]:
        """Return every occurrence of a leaf in `text`, in order."""
        low = lower(text)
        spans = [
            (start, end, leaf)
            for start, end in map(re.Match.span, self._pattern.finditer(low))
            if not (start and low[start - 1].isalnum()) and (leaf := self._leaf(low[start:end])) is not None
        ]
        joined = [
            leaf != other and (start - end == 1 or not _PART.search(low, end, start))
            for (_start, end, leaf), (start, _end, other) in pairwise(spans)
        ]
        return [
            (start, end, leaf, before or after or leaf in self._phrases)
            for (start, end, leaf), before, after in zip(
                spans, [False, *joined], [*joined, False], strict=False
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
        return [mark for mark in marks if mark[3] or mark[2] in self._heavy]


def _pattern(sequences: Iterable[tuple[str, ...]]) -> re.Pattern[str]:
    """Return what matches any of the term sequences in lower-case text, tones placed either way, longest
    first, at the end of words.

    Sequences are found at the beginning of words alone, single words also as the end of others: looking back
    is left to who takes what was found, because an expression that begins with a set of letters is quick.
    """
    spelled = {_SEPARATOR.join(map(re.escape, forms)): len(forms) > 1
               for terms in sequences
               for forms in product(*({term, old_tone_place(term)} for term in terms))}  # fmt: skip
    longest_first = sorted(spelled, key=lambda form: (-len(form), form))
    found = [rf"{form[0]}(?<![^\W_].){form[1:]}" if spelled[form] else form for form in longest_first]
    return re.compile(rf"(?:{'|'.join(found)})(?![^\W_])" if found else r"(?!)")


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
    return _merge([mark[:2] for mark in marker.strong(marker.marks(title))], title)


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
    groups = _groups(body, marks)
    chosen: list[Span] = []
    covered: set[int] = set()
    while groups and len(chosen) < MAX_SNIPPETS:
        (start, end), inside, leaves = max(groups, key=lambda g: _worth(body, g, marker.weights, covered))
        covered |= leaves
        groups = [group for group in groups if not group[2] <= covered]
        chosen.append(_window(body, inside[0][0], inside[-1][1], end, start, inside))
    return chosen


def _groups(body: str, marks: list[_Mark]) -> list[_Group]:
    """Return the sentences with marks in them."""
    groups = []
    at = 0
    for start, end in _sentences(body):
        inside = []
        while at < len(marks) and marks[at][0] < end:
            if marks[at][0] >= start:
                inside.append(marks[at])
            at += 1
        if inside:
            groups.append(((start, end), inside, {leaf for _start, _end, leaf, _beside in inside}))
    return groups


def _worth(body: str, group: _Group, weights: tuple[float, ...], covered: set[int]) -> float:
    (start, end), marks, leaves = group
    worth = sum(weights[leaf] * (0.1 if leaf in covered else 1.0) for leaf in leaves)
    together = {}
    for (_, before, one, beside), (after, _, other, too) in pairwise(marks):
        if beside and too and one != other and after - before <= 4 and not {one, other} <= covered:
            together[one, other] = min(weights[one], weights[other])
    figure = 1.15 if _has_figure(body, start, end) else 1.0
    return (worth + 0.8 * sum(together.values())) * figure / math.sqrt(1 + (end - start) / TARGET_CHARS)


def _has_figure(body: str, start: int, end: int) -> bool:
    """Say whether a stretch tells a share or a rank; looking for their signs first is quick."""
    signs = body.find("%", start, end) >= 0 or body.find("/", start, end) >= 0
    return bool((signs or body.find("thứ ", start, end) >= 0) and _FIGURE.search(body, start, end))


def _window(
    body: str, first: int, last: int, end: int, start: int = 0, marks: list[_Mark] | None = None
) -> Span:
    """Return a sentence whole where it is short enough, else a stretch around its densest matches."""
    if end - start <= 1.5 * TARGET_CHARS:
        return start, end
    if marks:
        starts = [mark[0] for mark in marks]
        first = max(starts, key=lambda start: sum(0 <= other - start < TARGET_CHARS for other in starts))
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
    inside = [(left - start, right - start) for left, right, _, _ in marks if start <= left and right <= end]
    return made(Snippet, {"text": text, "highlights": _merge(inside, text)})


def _merge(spans: list[Span], text: str) -> tuple[Span, ...]:
    """Join spans that only a space divides."""
    merged: list[Span] = []
    for start, end in sorted(set(spans)):
        if merged and start <= merged[-1][1] + 1 and text[merged[-1][1] : start] in ("", " "):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
