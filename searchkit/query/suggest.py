"""What the user may have meant where a word is not in the index."""

from __future__ import annotations

from searchkit.indexing.snapshot import Snapshot
from searchkit.text import fold, strip_marks

MAX_DICTIONARY = 400_000
"""Terms of a dictionary that are compared at most."""


def suggest(snapshot: Snapshot, text: str, unknown: tuple[str, ...]) -> tuple[str, ...]:
    """Return the query with each unknown word replaced by the nearest known one; empty where none is near."""
    replaced = text
    for word in unknown:
        near = nearest_term(snapshot, word)
        if near is not None:
            replaced = _replace(replaced, word, near)
    return (replaced,) if replaced != text else ()


def nearest_term(snapshot: Snapshot, word: str) -> str | None:
    """Return the term most like `word`: first another spelling of its tones, then the nearest letters."""
    view = snapshot.field("text")
    same_letters = view.folded(fold(word))
    if same_letters:
        return max(same_letters, key=view.df)
    if len(word) < 4 or any(c.isdigit() for c in word):
        return None
    from rapidfuzz import fuzz, process  # only where a word is unknown

    folded = fold(word)
    close = [t for (t, df), _n in zip(view.terms(), range(MAX_DICTIONARY), strict=False)
             if df > 1 and abs(len(t) - len(word)) <= 2]  # fmt: skip
    found = process.extractOne(folded, close, scorer=fuzz.ratio, processor=strip_marks, score_cutoff=75)
    return found[0] if found else None


def _replace(text: str, word: str, near: str) -> str:
    at = text.lower().find(word)
    return text if at < 0 else text[:at] + near + text[at + len(word) :]
