"""Diacritics for a query typed without them: the reading that the index's own texts make most likely.

A Viterbi pass over the accented forms of each folded syllable, scored by how often neighbours stand next to
each other in the indexed articles: `0.9 · P(form | form before) + 0.1 · P(form)`, the mixture that served
best on held-out queries.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from searchkit.indexing.snapshot import FieldView, Snapshot

MAX_FORMS = 12
"""Accented forms of one syllable that are considered, the most frequent ones."""
PAIR_SHARE = 0.9
_FLOOR = 1e-9


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
    pairs = snapshot.pairs([form for form, _n in before], [form for form, _n in here])
    from_pairs = pairs / np.maximum(1, [[n] for _form, n in before])
    alone = np.array([n / total for _form, n in here])
    steps: np.ndarray[tuple[int, int], np.dtype[np.float64]] = np.log(
        np.maximum(PAIR_SHARE * from_pairs + (1 - PAIR_SHARE) * alone, _FLOOR)
    )
    return steps
