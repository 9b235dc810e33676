"""From plain words to leaves: what each is on this index, and what they are together.

What is known of a word is kept between queries, so that a query of known words costs a look a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from searchkit.analysis import questions
from searchkit.analysis.phrases import openings
from searchkit.analysis.tokens import chunk_terms
from searchkit.errors import QueryError
from searchkit.i18n import _
from searchkit.query.lexicon import Lexicon
from searchkit.query.plan import Leaf, Option
from searchkit.query.remembered import keep
from searchkit.query.tree import Word
from searchkit.query.weights import ASKING, FOLDED, VARIANT
from searchkit.text import fold

MAX_LEAVES = 512
"""More different words than this are an error: no search, but a book."""
_LONGEST_KEPT = 40


class Entry(NamedTuple):
    """What some words are: their leaves, those that are not in the index (`unknown`), and those that it
    holds with other diacritics alone (`doubtful`). One that is `plain` is no short form, name or question by
    itself."""

    leaves: tuple[Leaf, ...]
    unknown: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    plain: bool = False


def book(lexicon: Lexicon, *, unaccented: bool, literal: bool) -> Wordbook:
    """Return the wordbook of a lexicon for queries of one kind."""
    key = (unaccented, literal)
    return lexicon.books.get(key) or lexicon.books.setdefault(key, Wordbook(lexicon, *key))


class Wordbook:
    """The words of queries of one kind: `unaccented` ones mean other diacritics too, `literal` ones
    nothing but what they say."""

    def __init__(self, lexicon: Lexicon, unaccented: bool = False, literal: bool = False) -> None:
        self.lexicon, self.unaccented, self.literal = lexicon, unaccented, literal
        self._entries: dict[str, Entry] = {}

    def read(self, words: Sequence[Word], shouted: bool) -> Entry:
        """Return what `words` are side by side: short forms and name spellings of the whole run considered.

        In a `shouted` query, all of capitals, these say nothing.
        """
        if len(words) == 1 and not words[0].forms:
            entry = self._entry(words[0].text)
            if entry.plain:
                return entry
        return self._together(words, shouted)

    def _together(self, words: Sequence[Word], shouted: bool) -> Entry:
        entries = [self._guessed(word) if word.forms else self._entry(word.text) for word in words]
        leaves: list[Leaf] = []
        unknown: list[str] = []
        doubtful: list[str] = []
        for entry in entries:
            leaves += entry.leaves
            unknown += entry.unknown
            doubtful += entry.doubtful
        if self._are_plain(leaves):
            together = Entry(tuple(leaves), tuple(unknown), tuple(doubtful))
        else:
            capitals: list[bool] = []
            for word, entry in zip(words, entries, strict=True):
                capitals += [word.text.isupper() and not shouted] * len(entry.leaves)
            together = self._with_neighbours(leaves, capitals)
        if len(leaves) > MAX_LEAVES and len(set(together.leaves)) > MAX_LEAVES:
            raise QueryError(
                _("the query has more than {n} different words; shorten it").format(n=MAX_LEAVES)
            )
        return together

    def _entry(self, text: str) -> Entry:
        """Return what one word is by itself."""
        known = self._entries.get(text)
        if known is None:
            parts = chunk_terms([text])
            if len(parts) == 1:
                leaves = [self.leaf(parts[0])]
            else:
                leaves = [self.sequence(text, parts)] if _is_composite(parts) else list(map(self.leaf, parts))
            known = self._judged(leaves, plain=self._are_plain(leaves))
            if len(text) <= _LONGEST_KEPT:
                keep(self._entries, text, known)
        return known

    def _guessed(self, word: Word) -> Entry:
        """Return what a word is whose diacritics are a guess."""
        parts = chunk_terms([word.text])
        if len(parts) > 1 and _is_composite(parts):
            return self._entry(word.text)
        return self._judged(list(map(self.lexicon.guessed, parts, word.forms)))

    def leaf(self, term: str, name: str = "text") -> Leaf:
        """Return the leaf of one term."""
        if self.literal:
            return Leaf(term, (Option((term,)),), name)
        return self.lexicon.leaf(term, name, unaccented=self.unaccented)

    def sequence(self, text: str, parts: Sequence[str], name: str = "text") -> Leaf:
        """Return the leaf of `parts` that must stand next to each other, typed as `text`."""
        terms = tuple(parts)
        options = [Option(terms)]
        if self.unaccented:
            options += [o for o in self._folded_phrases(parts, name) if o.terms != terms]
        return Leaf(text, tuple(options), name, phrase=True)

    def _folded_phrases(self, parts: Sequence[str], name: str) -> list[Option]:
        """Return the phrases that `parts` may mean with other diacritics, the most frequent terms only."""
        view = self.lexicon.field(name)
        phrases: list[tuple[str, ...]] = [()]
        for part in parts:
            forms = sorted(view.folded(fold(part)) or [part], key=view.df, reverse=True)[:2]
            phrases = [(*head, form) for head in phrases for form in forms][:8]
        return [Option(terms, FOLDED, "folded") for terms in phrases]

    def _are_plain(self, leaves: list[Leaf]) -> bool:
        """Say whether no short form, name or question can be among `leaves`, and all can be kept."""
        if len(leaves) > MAX_LEAVES:
            return False
        return self.lexicon.openings.isdisjoint(openings([leaf.text for leaf in leaves]))

    def _judged(self, leaves: list[Leaf], *, plain: bool = False) -> Entry:
        """Return `leaves` with what the index has to say of them."""
        unknown, doubtful = [], []
        for leaf in leaves:
            if not self.lexicon.exists(leaf):
                unknown.append(leaf.text)
            elif leaf.options[-1].tier == "folded" and self._is_doubtful(leaf):
                doubtful.append(leaf.text)
        return Entry(tuple(leaves), tuple(unknown), tuple(doubtful), plain)

    def _is_doubtful(self, leaf: Leaf) -> bool:
        """Say whether the index holds a leaf with other diacritics alone."""
        if leaf.phrase or self.unaccented or leaf.text == fold(leaf.text):
            return False
        return not self.lexicon.df(leaf.field, leaf.text)

    def _with_neighbours(self, leaves: list[Leaf], capitals: list[bool]) -> Entry:
        """Return what words are where some of them are short or long forms, names, or ask."""
        extended = leaves if self.literal else self._with_expansions(leaves, capitals)
        return self._judged(_with_askers(extended))

    def _with_expansions(self, leaves: list[Leaf], capitals: list[bool]) -> list[Leaf]:
        """Give the words of a long form its acronym, an acronym its long forms, a name its other spellings.

        Every word of a long form takes the acronym as an option of its own: an article that only has `CCHC`
        then holds each of `cải cách hành chính`.
        """
        extra: dict[int, list[Option]] = {}
        for start, end, alternatives in self.lexicon.short_forms.find(
            tuple(leaf.text for leaf in leaves), capitals
        ):
            for alternative in alternatives:
                if all(self.lexicon.df("text", term) for term in alternative):
                    aligned = len(alternative) == end - start > 1
                    for place in range(start, end):
                        option = (alternative[place - start],) if aligned else alternative
                        extra.setdefault(place, []).append(Option(option, VARIANT, "variant"))
        if not extra:
            return leaves
        return [_extended(leaf, extra[i]) if i in extra else leaf for i, leaf in enumerate(leaves)]


def _with_askers(leaves: list[Leaf]) -> list[Leaf]:
    """Let the words that make a question of a query (`bao nhiêu`, `là gì`) count less than what it asks
    about."""
    spans = questions.spans([leaf.text for leaf in leaves]) if len(leaves) > 1 else []
    asking = {place for start, end in spans for place in range(start, end)}
    if not asking or len(asking) == len(leaves):
        return leaves
    return [leaf._replace(weight=ASKING) if i in asking else leaf for i, leaf in enumerate(leaves)]


def _extended(leaf: Leaf, extra: list[Option]) -> Leaf:
    """Return `leaf` with further options; of two for the same terms the leaf's own stays."""
    known = {option.terms for option in leaf.options}
    return leaf._replace(options=(*leaf.options, *(o for o in dict.fromkeys(extra) if o.terms not in known)))


def _is_composite(parts: list[str]) -> bool:
    """Say whether the parts of one run (`88,35%`, `Hue-S`, `876/QĐ-BNV`) mean something only together."""
    return any(len(part) == 1 or any(c.isdigit() for c in part) for part in parts)
