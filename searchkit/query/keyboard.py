"""Telex and VNI keystrokes left in a query (`chir soos`, `chi3 so61`): which of its words were meant
otherwise.

Decided over the whole query and against the index. A word that the index holds stands as typed. One that
could as well be a foreign word (`bans`) counts only beside others that were typed so, or among Vietnamese
words alone. Where one word is surely keystrokes, the same hand typed the others.
"""

from __future__ import annotations

import re

from searchkit.analysis.syllable import is_plain
from searchkit.query.lexicon import Lexicon
from searchkit.query.tree import All, AnyOf, FieldValue, Must, Node, Not, Phrase, Word, texts_of
from searchkit.records import Record
from searchkit.text import is_folded

# A key of a tone or a vowel where no Vietnamese word has that letter.
_CLUE = re.compile(r"[aeiouy][a-z]{0,4}[sfrxjw1-9]|aa|ee|oo|dd|d9", re.IGNORECASE)
# One whole run of letters and digits, no part of a code, a number or an address (`876/QĐ-BNV`, `COVID-19`).
_RUN = re.compile(r"(?<![\w/.@&'+-])[A-Za-z][A-Za-z0-9]+(?![\w/@&'+-]|\.\w)")
_NAMES = frozenset(("province", "mentions", "official", "source", "title"))
# Keystrokes that look like a foreign word: a plural, a doubled o or e, an r before a consonant.
_FOREIGN_LOOK = re.compile(
    r"[a-z]*(?:[aeiouy](?:(?:[cmnpt]|ng)?s|[rxf]|[nr]f|r[cmnpt]|s[cpt]|xt)|(?:oo|ee)[cimnpt]?s?|[ao]w[mn]?s?)"
)
_NEVER_FOREIGN = re.compile(r"aa|dd|uw|[1-9]|^(?:nh|ng|kh)")
_HIDING = frozenset((Not, FieldValue))
"""Parts with words that are no plain words of the query."""
_RARER = 1000
"""Beside sure keystrokes a word of the index is read too where its reading is so many times as frequent: the
index holds misspellings like these as well."""


class _Guess(Record):
    """What a word typed may have been meant as; `sure` where it looks like nothing else."""

    meant: str
    known: bool
    ordinary: bool
    sure: bool


def hints(tree: All, words: list[str], lexicon: Lexicon) -> bool:
    """Say whether anything in a query, whose plain `words` are known, may be keystrokes: a quick look that
    most queries end with."""
    if not _HIDING.isdisjoint(map(type, tree.nodes)):
        words = texts_of(tree)
    # Letters and digits with a diacritic among them are no run of keys.
    said = " ".join([word for word in words if word.isascii() or not word.isalnum()])
    if not said or not _CLUE.search(said):
        return False
    return any(not lexicon.df("text", run.lower()) for run in _RUN.findall(said) if _CLUE.search(run))


def without_keystrokes(tree: All, lexicon: Lexicon) -> All:
    """Return `tree` with its keystrokes read as what was meant; `tree` itself where there are none."""
    said = " ".join(texts_of(tree))
    meant = _read(said, lexicon)
    if not meant:
        return tree
    changed = _changed(tree, meant)
    assert isinstance(changed, All)  # noqa: S101 - a group stays a group
    return tree if changed == tree else changed


def _read(said: str, lexicon: Lexicon) -> dict[str, str]:
    """Return those words of a query that are keystrokes with what they mean."""
    runs = list(dict.fromkeys(_RUN.findall(said)))
    shouted = said.isupper() and len(runs) > 1
    guesses = {run: guess for run in runs if _CLUE.search(run) and (guess := _guess(run, lexicon, shouted))}
    if not _convincing(runs, guesses, said):
        return {}
    return {run: _cased(guess.meant, run) for run, guess in guesses.items() if not guess.known}


def _guess(run: str, lexicon: Lexicon, shouted: bool) -> _Guess | None:
    from searchkit.analysis.keystrokes import candidates, read_keystrokes  # only where a word is suspect

    if run[1:] != run[1:].lower() and not shouted:
        return None
    low = run.lower()
    there = [form for form in candidates(low) if lexicon.df("text", form)]
    if not there:
        return None
    meant = max(there, key=lambda form: lexicon.df("text", form))
    own = lexicon.df("text", low)
    known = own * _RARER > lexicon.df("text", meant)
    ordinary = bool(own) or read_keystrokes(low) is None  # also `a1`, `o73`: one letter is no evidence
    looks_foreign = _FOREIGN_LOOK.fullmatch(low) and not _NEVER_FOREIGN.search(low)
    return _Guess(meant, known, ordinary, sure=not ordinary and not looks_foreign)


def _convincing(runs: list[str], guesses: dict[str, _Guess], said: str) -> bool:
    """Say whether the words together show that keystrokes were left in them."""
    if any(guess.sure for guess in guesses.values()):
        return True
    likely = [run for run, guess in guesses.items() if not guess.ordinary and not run[0].isupper()]
    if not likely or " " not in said.strip():
        return False
    others = [run for run in runs if run not in guesses or guesses[run].known]
    foreign = sum(map(_is_foreign, others))
    plain = sum(is_plain(run.lower()) for run in runs)
    return foreign * 2 <= plain or any(not is_folded(word) for word in said.split())


def _is_foreign(run: str) -> bool:
    return not run.isupper() and not is_plain(run.lower())


def _changed(node: Node, meant: dict[str, str]) -> Node:
    match node:
        case Word(text):
            return Word(_put(text, meant))
        case Phrase(text):
            return Phrase(_put(text, meant))
        case FieldValue(name, value, quoted) if name in _NAMES:
            return FieldValue(name, _put(value, meant), quoted)
        case Must(inner):
            return Must(_changed(inner, meant))
        case Not(inner):
            return Not(_changed(inner, meant))
        case All(nodes):
            return All(tuple(_changed(part, meant) for part in nodes))
        case AnyOf(nodes):
            return AnyOf(tuple(_changed(part, meant) for part in nodes))
        case _:
            return node


def _put(text: str, meant: dict[str, str]) -> str:
    return _RUN.sub(lambda run: meant.get(run[0], run[0]), text)


def _cased(form: str, typed: str) -> str:
    """Return `form` in the letter case of `typed`."""
    if typed.isupper():
        return form.upper()
    return form.capitalize() if typed[:1].isupper() else form
