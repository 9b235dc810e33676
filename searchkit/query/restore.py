"""Diacritics for a query typed without them: the reading that the index's own texts make most likely.

A Viterbi pass over the accented forms of each folded syllable, scored by how often neighbours stand next to
each other in the indexed articles: `0.9 · P(form | form before) + 0.1 · P(form)`, the mixture that served
best on held-out queries, more where both make a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from searchkit.analysis.tokens import syllable_spans
from searchkit.indexing.layout import Array
from searchkit.indexing.snapshot import FieldView, Snapshot
from searchkit.query.tree import All, AnyOf, Must, Node, Phrase, Word
from searchkit.records import Record
from searchkit.text import is_folded

MAX_FORMS = 12
"""Accented forms of one syllable that are considered, the most frequent ones."""
PAIR_SHARE = 0.9
COMPOUND = 4.0
"""How much likelier two neighbouring forms are that the index knows as a word: a tenth fewer wrong syllables
on five sets of queries, of held-out news as of the others; 3 to 8 do the same."""
LOOKED_UP = 3
"""Of the pairs of forms at one place the most frequent ones are looked up as words."""
_FLOOR = 1e-9


class Accented(Record):
    """The likeliest form of a syllable, and the other ones with their probability as a share of its own."""

    form: str
    others: tuple[tuple[str, float], ...] = ()


def restored(node: Node, snapshot: Snapshot, plain: float = 1.0) -> Node:
    """Return `node` with diacritics given to its words and phrases, group by group; exclusions stay as they
    are. A word without any is taken to be meant so `plain` times as likely as its neighbours say."""
    match node:
        case All(nodes):
            return All(_together(nodes, snapshot, plain))
        case AnyOf(nodes):
            return AnyOf(tuple(restored(part, snapshot, plain) for part in nodes))
        case Must(inner) if not _typed(inner):
            return Must(restored(inner, snapshot, plain))
        case Must() | Phrase() if _typed(node):
            return _together((node,), snapshot, plain)[0]
        case _:
            return node


def _together(nodes: tuple[Node, ...], snapshot: Snapshot, plain: float) -> tuple[Node, ...]:
    """Return the parts of a group restored: words and phrases as one sentence, the quotes of a pasted
    headline part nothing."""
    words = iter(accent(snapshot, [text for node in nodes for text in _typed(node)], plain))
    return tuple(_filled(node, words) if _typed(node) else restored(node, snapshot, plain) for node in nodes)


def _typed(node: Node) -> list[str]:
    """Return the words of a part that stands in the run of a group's words; none for any other part."""
    match node:
        case Word(text):
            return [text]
        case Phrase(text):
            return text.split()
        case Must(inner):
            return _typed(inner)
        case _:
            return []


def _filled(node: Node, words: Iterator[Word]) -> Node:
    """Return a part with the next of `words` in the place of its own."""
    match node:
        case Phrase(text):
            return Phrase(" ".join(next(words).text for _typed in text.split()))
        case Must(inner):
            return Must(_filled(inner, words))
        case _:
            return next(words)


def accent(snapshot: Snapshot, texts: Sequence[str], plain: float = 1.0) -> list[Word]:
    """Return `texts`, neighbouring words as typed, with the diacritics that they most likely stand for."""
    spans = [syllable_spans(text) for text in texts]
    found = iter(restore(snapshot, [term for parts in spans for term, _start, _end in parts], plain))
    words = []
    for text, parts in zip(texts, spans, strict=True):
        pieces, last, forms = [], 0, []
        for (_term, start, end), accented in zip(parts, found, strict=False):
            pieces += [text[last:start], _cased(accented.form, text[start:end])]
            forms.append(accented.others)
            last = end
        words.append(Word("".join([*pieces, text[last:]]), tuple(forms)))
    return words


def _cased(form: str, typed: str) -> str:
    """Return `form` in the letter case of `typed`."""
    if typed.isupper() and len(typed) > 1:
        return form.upper()
    return form.capitalize() if typed[:1].isupper() else form


def restore(snapshot: Snapshot, syllables: Sequence[str], plain: float = 1.0) -> list[Accented]:
    """Return the accented reading of the folded `syllables`; an unknown one stays as it is."""
    view = snapshot.field("text")
    lattice = [_forms(view, syllable) for syllable in syllables]
    if not lattice:
        return []
    total = max(1, view.total_length)
    compounds = snapshot.field("compound")
    steps = [
        _steps(view, before, here, total, compounds)
        for before, here in zip(lattice, lattice[1:], strict=False)
    ]
    first = np.maximum([count / total for _form, count in lattice[0]], _FLOOR)
    if plain != 1.0:
        first, *steps = [
            reached * [plain if form == syllable else 1.0 for form, _count in forms]
            for reached, forms, syllable in zip((first, *steps), lattice, syllables, strict=True)
        ]
    path = _best_path(first, steps)
    shares = _shares(first, steps)
    return [_accented(*part) for part in zip(lattice, path, shares, strict=True)]


def before(
    snapshot: Snapshot, syllables: Sequence[str], nexts: Sequence[str]
) -> list[tuple[tuple[str, ...], float]]:
    """Return for each of the words `nexts`, were it to follow, how the folded `syllables` (at least one)
    read, and the likelihood of the whole."""
    view = snapshot.field("text")
    total = max(1, view.total_length)
    lattice = [_forms(view, syllable) for syllable in syllables]
    lattice.append([(term, view.occurrences(term)) for term in nexts])
    steps = [_steps(view, here, there, total) for here, there in zip(lattice, lattice[1:], strict=False)]
    first = np.maximum([count / total for _form, count in lattice[0]], _FLOOR)
    scores, back = _forward(first, steps)
    found = []
    for number, score in enumerate(scores.tolist()):
        path = _traced(back, number)[:-1]
        forms = tuple(forms[place][0] for forms, place in zip(lattice, path, strict=False))
        found.append((forms, float(np.exp(score))))
    return found


def _best_path(first: Array, steps: Sequence[Array]) -> list[int]:
    """Return which form of each syllable stands on the likeliest path (Viterbi)."""
    scores, back = _forward(first, steps)
    return _traced(back, int(scores.argmax()))


def _forward(first: Array, steps: Sequence[Array]) -> tuple[Array, list[Array]]:
    """Return the score of the best path to each form of the last syllable, and where it came from at each
    step."""
    scores: Array = np.log(first)
    back: list[Array] = []
    for step in steps:
        reached = scores[:, None] + np.log(step)
        back.append(reached.argmax(axis=0))
        scores = reached.max(axis=0)
    return scores, back


def _traced(back: Sequence[Array], last: int) -> list[int]:
    """Return the path that ends in form `last`."""
    path = [last]
    for choices in reversed(back):
        path.append(int(choices[path[-1]]))
    return path[::-1]


def _shares(first: Array, steps: Sequence[Array]) -> list[Array]:
    """Return the probability of each form of each syllable over all paths (forward-backward)."""
    forward = [first / first.sum()]
    for step in steps:
        reached = forward[-1] @ step
        forward.append(reached / reached.sum())
    backward = [np.ones(len(forward[-1]))]
    for step in reversed(steps):
        reached = step @ backward[-1]
        backward.append(reached / reached.sum())
    return [ahead * behind for ahead, behind in zip(forward, reversed(backward), strict=True)]


def _accented(forms: list[tuple[str, int]], chosen: int, shares: Array) -> Accented:
    top = max(float(shares[chosen]), _FLOOR)
    others = [(form, min(1.0, float(share) / top)) for (form, _n), share in zip(forms, shares, strict=True)]
    del others[chosen]
    return Accented(forms[chosen][0], tuple(others))


def _forms(view: FieldView, syllable: str) -> list[tuple[str, int]]:
    """Return the accented forms of a folded syllable with how often each occurs, most frequent first; one
    that has its diacritics already is alone."""
    if not is_folded(syllable):
        return [(syllable, view.occurrences(syllable))]
    forms = sorted(view.forms(syllable).items(), key=lambda form: -form[1])
    return forms[:MAX_FORMS] or [(syllable, 0)]


def _steps(
    view: FieldView,
    before: list[tuple[str, int]],
    here: list[tuple[str, int]],
    total: int,
    compounds: FieldView | None = None,
) -> Array:
    """Return the probability of each form of `here` (columns) after each of `before` (rows); those that
    make one of the `compounds` count more."""
    pairs = view.pairs([form for form, _n in before], [form for form, _n in here])
    after = pairs / np.maximum(1, [[n] for _form, n in before])
    alone = np.array([n / total for _form, n in here])
    steps: Array = np.maximum(PAIR_SHARE * after + (1 - PAIR_SHARE) * alone, _FLOOR)
    for row, column in _most_frequent(pairs) if compounds is not None else ():
        if compounds is not None and compounds.df(f"{before[row][0]}_{here[column][0]}"):
            steps[row, column] *= COMPOUND
    return steps


def _most_frequent(pairs: Array) -> Iterator[tuple[int, int]]:
    """Yield row and column of the highest counts of `pairs`, `LOOKED_UP` of them, none of zero."""
    flat = pairs.ravel()
    best = np.argpartition(-flat, LOOKED_UP)[:LOOKED_UP] if len(flat) > LOOKED_UP else np.arange(len(flat))
    for place in best[flat[best] > 0].tolist():
        yield divmod(place, pairs.shape[1])
