"""Snippets: the sentences of an article that answer the query best, with the words that matched.

Highlights are found in the article's own text, so a query without diacritics marks words with them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from searchkit.analysis.tokens import syllable_spans
from searchkit.models import Snippet, Span
from searchkit.query.plan import Leaf

MAX_SNIPPETS = 2
TARGET_CHARS = 220
"""A snippet is about so long; a longer sentence is cut around its matches."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[^\W\d_a-zà-ỹ]|[\"“‘(\d])|\n+")
_FIGURE = re.compile(r"\d[\d.,]*\s?%|\bthứ \d|\d+/\d+")


@dataclass(frozen=True, slots=True)
class _Mark:
    """An occurrence of a leaf: characters, place in the sequence of syllables, leaf number."""

    start: int
    end: int
    place: int
    leaf: int


@dataclass(frozen=True, slots=True)
class Marker:
    """Finds the occurrences of leaves in a text. `singles` maps a term to its leaf, `phrases` a first term
    to the rest."""

    singles: Mapping[str, int]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]
    weights: tuple[float, ...]

    @classmethod
    def of(cls, leaves: Iterable[tuple[Leaf, float]]) -> Marker:
        """Build the marker of `(leaf, idf)` pairs."""
        singles: dict[str, int] = {}
        phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        weights = []
        for number, (leaf, weight) in enumerate(leaves):
            weights.append(weight + 0.5)  # where every article holds a word, it still matters in the snippet
            for option in leaf.options:
                if len(option.terms) == 1:
                    singles.setdefault(option.terms[0], number)
                else:
                    phrases.setdefault(option.terms[0], []).append((option.terms, number))
        return cls(singles, {first: tuple(rest) for first, rest in phrases.items()}, tuple(weights))

    def marks(self, text: str) -> list[_Mark]:
        """Return every occurrence of a leaf in `text`, in order."""
        spans = syllable_spans(text)
        terms = [span[0] for span in spans]
        found = []
        for place, term in enumerate(terms):
            if term in self.singles:
                found.append(_Mark(spans[place][1], spans[place][2], place, self.singles[term]))
            for sequence, leaf in self.phrases.get(term, ()):
                if tuple(terms[place : place + len(sequence)]) == sequence:
                    stop = place + len(sequence)
                    found += [_Mark(spans[i][1], spans[i][2], i, leaf) for i in range(place, stop)]
        return found

    def strong(self, marks: list[_Mark]) -> list[_Mark]:
        """Return the marks worth showing: those that stand together, and single ones of the weightier words.

        A lone `số` says nothing where `chỉ số` was asked for.
        """
        heavy = 0.5 * max(self.weights, default=0.0)
        places = {mark.place: mark.leaf for mark in marks}

        def beside(mark: _Mark) -> bool:
            return any(places.get(mark.place + d, mark.leaf) != mark.leaf for d in (-1, 1))

        return [m for m in marks if self.weights[m.leaf] >= heavy or beside(m)]


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
        spans.append((start, found.start()))
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
    worth = sum(marker.weights[leaf] * (0.3 if leaf in covered else 1.0) for leaf in leaves)
    together = sum(
        min(marker.weights[a.leaf], marker.weights[b.leaf])
        for a, b in {(a.leaf, b.leaf): (a, b) for a, b in zip(marks, marks[1:], strict=False)
                     if b.place == a.place + 1 and a.leaf != b.leaf}.values()
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
