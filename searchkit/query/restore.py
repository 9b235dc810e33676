"""Diacritics for a query typed without them: the reading that the index's own texts make most likely.

A Viterbi pass over the accented forms of each folded syllable, scored by how often neighbours stand next to
each other in the indexed articles: `0.9 · P(form | form before) + 0.1 · P(form)`, the mixture that served
best on held-out queries.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from searchkit.analysis.tokens import syllable_spans
from searchkit.indexing.snapshot import FieldView, Snapshot
from searchkit.query.tree import All, AnyOf, Must, Node, Phrase, Word

MAX_FORMS = 12
"""Accented forms of one syllable that are considered, the most frequent ones."""
PAIR_SHARE = 0.9
_FLOOR = 1e-9


def restored(node: Node, snapshot: Snapshot) -> Node:
    """Return `node` with diacritics given to its words and phrases, group by group; what it excludes stays
    as it is."""
    match node:
        case All(nodes):
            words = [part.text for part in nodes if isinstance(part, Word)]
            accented = iter(accent(snapshot, words))
            return All(
                tuple(Word(next(accented)) if isinstance(p, Word) else restored(p, snapshot) for p in nodes)
            )
        case AnyOf(nodes):
            return AnyOf(tuple(restored(part, snapshot) for part in nodes))
        case Must(Word(text)):
            return Must(Word(accent(snapshot, [text])[0]))
        case Must(inner):
            return Must(restored(inner, snapshot))
        case Phrase(text):
            return Phrase(" ".join(accent(snapshot, text.split())))
        case _:
            return node


def accent(snapshot: Snapshot, texts: Sequence[str]) -> list[str]:
    """Return `texts`, neighbouring words as typed, with the diacritics that they most likely stand for."""
    spans = [syllable_spans(text) for text in texts]
    forms = iter(restore(snapshot, [term for found in spans for term, _start, _end in found]))
    accented = []
    for text, found in zip(texts, spans, strict=True):
        pieces, last = [], 0
        for _term, start, end in found:
            pieces += [text[last:start], _cased(next(forms), text[start:end])]
            last = end
        accented.append("".join([*pieces, text[last:]]))
    return accented


def _cased(form: str, typed: str) -> str:
    """Return `form` in the letter case of `typed`."""
    if typed.isupper() and len(typed) > 1:
        return form.upper()
    return form.capitalize() if typed[:1].isupper() else form


def restore(snapshot: Snapshot, syllables: Sequence[str]) -> list[str]:
    """Return the likeliest accented form of each of the folded `syllables`; an unknown one stays as it is."""
    view = snapshot.field("text")
    lattice = [_forms(view, syllable) for syllable in syllables]
    if not lattice:
        return []
    total = max(1, view.total_length)
    scores = [math.log(max(count / total, _FLOOR)) for _form, count in lattice[0]]
    back: list[list[int]] = []
    for before, here in zip(lattice, lattice[1:], strict=False):
        steps = _steps(snapshot, before, here, total) + np.array(scores)[:, None]
        back.append(steps.argmax(axis=0).tolist())
        scores = steps.max(axis=0).tolist()
    at = max(range(len(scores)), key=scores.__getitem__)
    path = [at]
    for choices in reversed(back):
        path.append(choices[path[-1]])
    return [forms[place][0] for forms, place in zip(lattice, reversed(path), strict=True)]


def _forms(view: FieldView, syllable: str) -> list[tuple[str, int]]:
    """Return the accented forms of a folded syllable with how often each occurs, most frequent first."""
    forms = [(term, view.occurrences(term)) for term in view.folded(syllable)]
    forms.sort(key=lambda form: -form[1])
    return forms[:MAX_FORMS] or [(syllable, 0)]


def _steps(
    snapshot: Snapshot, before: list[tuple[str, int]], here: list[tuple[str, int]], total: int
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return the log probability of each form of `here` (columns) after each of `before` (rows)."""
    pairs = snapshot.field("text").pairs([form for form, _n in before], [form for form, _n in here])
    from_pairs = pairs / np.maximum(1, [[n] for _form, n in before])
    alone = np.array([n / total for _form, n in here])
    steps: np.ndarray[tuple[int, int], np.dtype[np.float64]] = np.log(
        np.maximum(PAIR_SHARE * from_pairs + (1 - PAIR_SHARE) * alone, _FLOOR)
    )
    return steps
