"""Acronyms of administrative Vietnamese and what they stand for, both ways, for use at query time.

The table is `data/acronyms.tsv`; a user's own file has the same format. `mine` finds the pairs that a text
itself introduces: `cải cách hành chính (CCHC)`.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain, permutations
from pathlib import Path

from searchkit.analysis.phrases import Match, PhraseTable, Terms, read_rows
from searchkit.analysis.syllable import is_plain
from searchkit.analysis.tokens import syllables
from searchkit.errors import ConfigError
from searchkit.i18n import _
from searchkit.text import fold, lower, nfc, strip_marks

DATA = Path(__file__).parent / "data" / "acronyms.tsv"

__all__ = ["AcronymTable", "Match", "expansions", "find", "mine", "table"]


class AcronymTable(PhraseTable):
    """Short forms and their meanings; the wordings of one meaning stand for each other too."""

    def __init__(self) -> None:
        super().__init__()
        self._short_forms: dict[Terms, list[Terms]] = {}  # wording → short forms

    def learn(self, short: str, meanings: str) -> bool:
        """Add a short form with its meanings, as the data file writes them; False where one holds no word."""
        key = tuple(syllables(short))
        worded = [[tuple(syllables(w)) for w in meaning.split("|")] for meaning in meanings.split(";")]
        if not key or not all(map(all, worded)):
            return False
        for meaning in worded:
            self._equate(key, meaning)
        if len(worded) > 1:
            self.mark_ambiguous(key)
        return True

    def _equate(self, key: Terms, wordings: list[Terms]) -> None:
        self.add(key, wordings)
        for wording in wordings:
            self.add(wording, [key, *wordings])
            self._short_forms.setdefault(wording, []).append(key)

    def link(self) -> None:
        """Let short forms of one meaning stand for each other (`KT-XH`, `KTXH`), also typed without `đ`."""
        for short_forms in self._short_forms.values():
            if len(short_forms) > 1:
                for short, other in permutations(short_forms, 2):
                    if self._ambiguous.isdisjoint((short, other)):
                        self.add(short, [other])
        all_short_forms = dict.fromkeys(chain.from_iterable(self._short_forms.values()))
        for short in all_short_forms:
            if all(map(str.isascii, short)):
                continue
            bare = tuple(map(fold, short))
            if bare not in self and not (len(bare) == 1 and is_plain(bare[0])):
                self.add(bare, [short, *self.expansions(short)])
                if short in self._ambiguous:
                    self.mark_ambiguous(bare)

    def load(self, path: Path) -> None:
        """Add the rows of a file in the format of `data/acronyms.tsv`; a malformed row is a `ConfigError`."""
        for number, cells in read_rows(path):
            if len(cells) != 2 or not self.learn(*cells):
                message = _("{path}, line {number}: {fault}; write for example: {example}")
                example = _("CCHC, a tab, cải cách hành chính")
                raise ConfigError(
                    message.format(path=path, number=number, fault=_fault(cells), example=example)
                )
        self.link()


def _fault(cells: list[str]) -> str:
    """Return what is wrong with a row that can't be learned."""
    if len(cells) < 2:
        return _("no tab between the short form and its long forms")
    if len(cells) > 2:
        return _("more than one tab; several long forms are parted by | or ;")
    if not syllables(cells[0]):
        return _("no short form before the tab")
    return _("a long form is missing after the tab, or beside a | or ;")


def table(own: Path | None = None) -> AcronymTable:
    """Return the table that comes with searchkit; with the rows of the file `own` added, which is read
    anew."""
    if own is None:
        return _ours()
    found = AcronymTable()
    found.load(DATA)
    found.load(own)
    return found


@cache
def _ours() -> AcronymTable:
    found = AcronymTable()
    found.load(DATA)
    return found


def expansions(terms: Terms) -> tuple[Terms, ...]:
    """Return the long forms of a short one, or the short forms of a long one; empty where none is known.

    >>> expansions(("cchc",))
    (('cải', 'cách', 'hành', 'chính'),)
    >>> expansions(("ủy", "ban", "nhân", "dân")), expansions(("uỷ", "ban", "nhân", "dân"))
    ((), (('ubnd',),))
    """
    return table().expansions(terms)


def find(terms: Terms) -> list[Match]:
    """Return the stretches of `terms` that have expansions: leftmost, longest, none overlapping."""
    return table().find(terms)


# Expressions of `mine`, compiled when it is first called: a query has no use for them.
_SHORT = r"[A-ZĐƯ][A-ZĐƯ&-]{1,9}"
_BRACKETED = rf"\(({_SHORT})\)"
_BEFORE = rf"(?<!\w)({_SHORT}) ?$"
_INSIDE = r"\(([^()\n]{3,120})\)"
_LETTER = r"[A-ZĐƯ]"
# Beyond these marks a long form does not reach back.
_BREAK = r"[.;:!?()\n\"“”]"
_WORD = r"[^\W\d_]+"
_UNCOUNTED = frozenset(("và", "của", "các", "về", "cho", "với", "trong", "trên"))
_REACH = 120


def mine(text: str) -> list[tuple[str, str]]:
    """Return the pairs `(short form, long form in lower case)` that `text` introduces in brackets, either in
    those of the other; the initials of the long form's words are the letters of the short one.

    >>> mine("Công tác cải cách hành chính (CCHC) của UBND (Ủy ban nhân dân) tỉnh (BT)")
    [('CCHC', 'cải cách hành chính'), ('UBND', 'ủy ban nhân dân')]
    """
    at = text.find("(")
    if at < 0:
        return []
    text = nfc(text)
    at = text.find("(")
    pairs = []
    while at >= 0:
        if pair := _introduced(text, at) or _explained(text, at):
            pairs.append(pair)
        at = text.find("(", at + 1)
    return pairs


def _introduced(text: str, at: int) -> tuple[str, str] | None:
    """Return the pair where the bracket at `at` holds a short form and its long form stands before it."""
    match = _matching(_BRACKETED).match(text, at)
    if match is None:
        return None
    before = re.split(_BREAK, text[max(0, at - _REACH) : at])[-1]
    words = _spelled_out(re.findall(_LETTER, match[1]), re.findall(_WORD, before))
    return (match[1], lower(" ".join(words))) if words else None


def _explained(text: str, at: int) -> tuple[str, str] | None:
    """Return the pair where the bracket at `at` holds nothing but the long form of the short one before
    it."""
    if at < 2 or not (text[at - 1].isupper() or text[at - 2].isupper()):
        return None
    short = _matching(_BEFORE).search(text[max(0, at - 14) : at])
    inside = _matching(_INSIDE).match(text, at)
    if short is None or inside is None:
        return None
    words = re.findall(_WORD, inside[1])
    if len(words) < 2 or len(_spelled_out(re.findall(_LETTER, short[1]), words)) != len(words):
        return None
    return short[1], lower(" ".join(words))


@cache
def _matching(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


def _spelled_out(letters: list[str], words: list[str]) -> list[str]:
    """Return the last of `words` whose initials are `letters`, connecting words not counted, or nothing."""
    at = len(words)
    for letter in reversed(letters):
        at -= 1
        while at > 0 and words[at] in _UNCOUNTED and _initial(words[at]) != _initial(letter):
            at -= 1
        if at < 0 or _initial(words[at]) != _initial(letter):
            return []
    return words[at:]


def _initial(word: str) -> str:
    """Return the first letter of `word` as a capital, without marks; `Đ` stays."""
    return "Đ" if word[0] in "đĐ" else strip_marks(word[0]).upper()
