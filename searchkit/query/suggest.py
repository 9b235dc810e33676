"""What the user may have meant where a word is not in the index; words that are in it stay.

A noisy channel: of the terms that a slip of the hand makes the typed word of, the one that is likeliest
between its neighbours, `log P(term | neighbours) − cost of the slip`. A wrong tone costs less than a wrong
letter.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from searchkit.analysis.keystrokes import candidates
from searchkit.analysis.syllable import TONES
from searchkit.analysis.tokens import syllable_spans
from searchkit.indexing.field_view import FieldView
from searchkit.query.accents import PAIR_SHARE
from searchkit.text import fold, is_folded

# Costs in nats, set by reading what forty mistyped queries gave.
TONE, SHAPE, UNMARKED, KEYS = 1.5, 2.0, 0.5, 1.0
"""Another tone; another hat, horn, breve or bar; marks for a word typed without any; keystrokes."""
DOUBLED, SWAPPED, CONFUSED, BESIDE, EXTRA, MISSING, OTHER, SPLIT = 2.5, 3.5, 3.0, 4.0, 4.0, 5.0, 5.5, 3.0
"""A letter typed twice; two swapped; sounds that are confused (s, x); a key beside the right one; a letter
too many; one too few; any other letter; a space too few."""
_FARTHEST = 14.0
"""A slip that costs more is none."""
LEAST = -19.0
"""A term less likely than this, its slip included, is no suggestion: any letters are near some rare name."""
_LETTERS = "abcdeghiklmnopqrstuvxyfjwz"
_SOUNDS = (
    ("ch", "tr"), ("s", "x"), ("d", "gi"), ("d", "r"), ("gi", "r"), ("l", "n"), ("c", "k"), ("g", "gh"),
    ("ng", "ngh"), ("q", "k"), ("v", "d"), ("ph", "f"),
)  # fmt: skip
_REPEATED = re.compile(r"(.)\1+")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEAR = 6
"""From so many letters on, words two slips away are looked at where one slip gives none."""
_MOST = 60_000
_WORDS, _LONGEST = 6, 24
"""So many words of a query are put right, if they are no longer than so many letters."""


def suggest(
    view: FieldView, text: str, unknown: Iterable[str], sequences: Sequence[Sequence[str]], *, bare: bool
) -> str | None:
    """Return the query `text` with each of its `unknown` words replaced by what was most likely meant, or
    None.

    `sequences` are the words of the query as read, in order: the neighbours of each. In a `bare` query,
    typed without diacritics, the words put in have none either.
    """
    meant: dict[str, str] = {}
    for word in islice(dict.fromkeys(unknown), _WORDS):
        if word.isalpha() and len(word) <= _LONGEST:
            before, after = (term if view.df(term) else "" for term in _neighbours(word, sequences, meant))
            near = nearest(view, word, before, after)
            if near is not None:
                meant[word] = fold(near) if bare else near
    spans = [(meant[term], start, end) for term, start, end in syllable_spans(text) if term in meant]
    for near, start, end in reversed(spans):
        text = text[:start] + _cased(near, text[start:end]) + text[end:]
    return text if spans else None


def nearest(view: FieldView, word: str, before: str = "", after: str = "") -> str | None:
    """Return the term (or two, with a space) that `word` was most likely meant to be between its
    neighbours."""
    slips = _slips(view, word)
    scored = [(_likelihood(view, near, before, after) - cost, near) for near, cost in slips.items()]
    score, near = max(scored, default=(LEAST, ""))
    return near if score > LEAST else None


def _slips(view: FieldView, word: str) -> dict[str, float]:
    """Return the terms that `word` may be mistyped for, with the cost of the slip."""
    found: dict[str, float] = {}

    def put(near: str, cost: float) -> None:
        if near != word and cost < found.get(near, _FARTHEST) and all(map(view.df, near.split())):
            found[near] = cost

    for form in candidates(word):
        put(form, KEYS)
    folded = fold(word)
    for key, cost in _edits(folded).items():
        for term in view.folded(key):
            put(term, cost + _marks(word, term))
    for at in range(2, len(folded) - 1):
        for near in _two_words(view, word, at):
            put(near, SPLIT)
    if not found and len(folded) >= _NEAR:
        for term, cost in _farther(view, folded):
            put(term, cost + _marks(word, term))
    return found


def _edits(word: str) -> dict[str, float]:
    """Return every string that one slip away from `word` is, and `word` itself, with the cost."""
    found = {word: 0.0}

    def put(key: str, cost: float) -> None:
        if cost < found.get(key, _FARTHEST):
            found[key] = cost

    for at, char in enumerate(word):
        head, tail = word[:at], word[at + 1 :]
        put(head + tail, DOUBLED if char in (head[-1:], tail[:1]) else EXTRA)
        if tail and tail[0] != char:
            put(head + tail[0] + char + tail[1:], SWAPPED)
        for letter in _LETTERS:
            put(head + letter + tail, BESIDE if letter in _BESIDE.get(char, "") else OTHER)
            put(head + letter + char + tail, MISSING)
    for letter in _LETTERS:
        put(word + letter, MISSING)
    put(_REPEATED.sub(r"\1", word), DOUBLED)
    for one, other in (*_SOUNDS, *((b, a) for a, b in _SOUNDS)):
        if word.startswith(one):
            put(other + word[len(one) :], CONFUSED)
    return found


def _beside() -> dict[str, str]:
    """Return the keys around each key of a keyboard."""
    return {
        key: "".join(
            other[i]
            for place, other in enumerate(_ROWS)
            if abs(place - row) <= 1
            for i in range(max(0, at - 1), min(len(other), at + 2))
            if other[i] != key
        )
        for row, keys in enumerate(_ROWS)
        for at, key in enumerate(keys)
    }


_BESIDE = _beside()


def _marks(word: str, term: str) -> float:
    """Return what the different diacritics of `word` and `term` cost."""
    if is_folded(word):
        return 0.0 if is_folded(term) else UNMARKED
    (tone, shapes), (other_tone, other_shapes) = _tone_and_shapes(word), _tone_and_shapes(term)
    differing = sum(((shapes - other_shapes) | (other_shapes - shapes)).values())
    return TONE * (tone != other_tone) + SHAPE * differing


def _tone_and_shapes(word: str) -> tuple[str, Counter[str]]:
    letters = unicodedata.normalize("NFD", word)
    shapes = Counter(c for c in letters if c == "đ" or (not c.isalpha() and c not in TONES))
    return "".join(c for c in letters if c in TONES), shapes


def _two_words(view: FieldView, word: str, at: int) -> Iterator[str]:
    """Yield the two words that `word` is without a space at `at`, where the index has them side by side."""
    firsts, seconds = ([part] if view.df(part) else [] for part in (word[:at], word[at:]))
    if is_folded(word):
        firsts, seconds = view.folded(word[:at]), view.folded(word[at:])
    if firsts and seconds:
        counts = view.pairs(firsts, seconds)
        row, column = divmod(int(counts.argmax()), len(seconds))
        if counts[row, column]:
            yield f"{firsts[row]} {seconds[column]}"


def _farther(view: FieldView, folded: str) -> Iterator[tuple[str, float]]:
    """Yield terms two slips away from `folded` that begin with the same letter."""
    from rapidfuzz.distance import OSA  # only where nothing nearer is found

    for term in view.folded_prefix(folded[0], _MOST):
        if abs(len(term) - len(folded)) <= 2 and OSA.distance(folded, fold(term), score_cutoff=2) <= 2:
            yield term, 2 * BESIDE


def _likelihood(view: FieldView, near: str, before: str, after: str) -> float:
    """Return the logarithm of how probable `near` is between its neighbours."""
    words = near.split()
    total = max(1, view.total_length)
    score = sum(_step(view, a, b, total) for a, b in zip([before, *words], [*words, after], strict=True) if b)
    return score / len(words)


def _step(view: FieldView, before: str, word: str, total: int) -> float:
    alone = view.occurrences(word) / total
    if not before:
        return math.log(max(alone, 1e-9))
    pair = view.pair(before, word) / max(1, view.occurrences(before))
    return math.log(max(PAIR_SHARE * pair + (1 - PAIR_SHARE) * alone, 1e-9))


def _neighbours(word: str, sequences: Sequence[Sequence[str]], meant: dict[str, str]) -> tuple[str, str]:
    """Return the words before and after `word`, those that were put in already included."""
    for words in sequences:
        if word in words:
            at = words.index(word)
            before, after = (words[at - 1] if at else ""), (words[at + 1] if at + 1 < len(words) else "")
            return meant.get(before, before).split(" ")[-1], meant.get(after, after).split(" ")[0]
    return "", ""


def _cased(form: str, typed: str) -> str:
    """Return `form` in the letter case of `typed`."""
    if typed.isupper() and len(typed) > 1:
        return form.upper()
    return form.capitalize() if typed[:1].isupper() else form
