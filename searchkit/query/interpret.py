"""From the tree of what was typed to the plan of what this index can match: terms and their alternatives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from searchkit.analysis.tokens import syllables
from searchkit.i18n import _
from searchkit.query.keyboard import hints, without_keystrokes
from searchkit.query.lexicon import Lexicon
from searchkit.query.plan import Either, Filter, Leaf, Option, Part, Plan
from searchkit.query.tree import (
    All,
    AnyOf,
    FieldValue,
    Must,
    Node,
    Not,
    Period,
    Phrase,
    Prefix,
    Word,
    texts_of,
    words_of,
)
from searchkit.query.weights import UNMARKED
from searchkit.query.wordbook import Wordbook, book
from searchkit.text import fold, is_folded

T = TypeVar("T")
MAX_PREFIX = 500
"""A prefix stands for at most so many terms, the most frequent ones."""


class Reading(NamedTuple):
    """A plan, the plain words of each group in order (for proximity), compounds found in them, and what to
    tell the user.

    `unknown` words are not in the index, `doubtful` ones only without the diacritics they were typed with;
    a `bare` query was typed without any.
    """

    plan: Plan
    sequences: tuple[tuple[Leaf, ...], ...] = ()
    compounds: tuple[Leaf, ...] = ()
    unknown: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    bare: bool = False
    notices: tuple[str, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()

    def said_as(self, text: str) -> str:
        """Return the query `text` with each of its words as it was read."""
        said, at = "", 0
        for typed, meant in self.read_as:
            start = text.find(typed, at)
            if start >= 0:
                said, at = said + text[at:start] + meant, start + len(typed)
        return said + text[at:]

    @property
    def wordless(self) -> bool:
        """Say whether the query asks for nothing: no words, no filters, no exclusions."""
        plan = self.plan
        return plan.empty and not (plan.loose or plan.excluded or plan.filters)


class _Interpreter:
    """Reads the groups of one tree with a wordbook; in a `shouted` query capitals mean nothing."""

    def __init__(self, book: Wordbook, shouted: bool) -> None:
        self.book, self.lexicon, self.shouted = book, book.lexicon, shouted
        self.sequences: list[tuple[Leaf, ...]] = []
        self.unknown: list[str] = []
        self.doubtful: list[str] = []
        self.notices: list[str] = []

    def plan(self, node: All, scoring: bool = True) -> Plan:
        """Return the plan of one group; `scoring` is off below an exclusion."""
        nodes = node.nodes
        words = [part for part in nodes if type(part) is Word]
        if len(words) == len(nodes):
            return Plan(_distinct(self._words(words, scoring)))
        words = []
        phrases: list[Leaf] = []
        loose: list[Leaf] = []
        required: list[Part | Plan] = []
        excluded: list[Plan] = []
        filters: list[Filter] = []
        for part in _inlined(nodes):
            if type(part) is Word:
                words.append(part)
            elif type(part) is Phrase:
                phrases += self._phrase(part.text, "text", scoring)
                loose += self._words([Word(word) for word in part.text.split()], scoring=False)
            elif type(part) is Not:
                excluded.append(self.plan(_group(part.node), scoring=False))
            elif type(part) is Period or (type(part) is FieldValue and part.field != "title"):
                filters.append(part)
            else:
                required += self._required(part, scoring)
        soft = self._words(words, scoring)
        return Plan(
            _distinct(soft),
            _distinct(phrases),
            _distinct(loose),
            _distinct(required),
            tuple(excluded),
            tuple(filters),
        )

    def _required(self, node: Node, scoring: bool) -> Sequence[Part | Plan]:
        if type(node) is Must:
            inner = node.node
            return self._words([inner], scoring) if type(inner) is Word else self._required(inner, scoring)
        if type(node) is AnyOf:
            return [Either(tuple([self.plan(_group(inner), scoring) for inner in node.nodes]))]
        if type(node) is Phrase:
            return self._phrase(node.text, "text", scoring)
        if type(node) is Prefix:
            return [self._prefix(node.text)]
        if type(node) is FieldValue and node.field == "title":
            return self._phrase(node.value, "title", scoring)
        return [self.plan(_group(node), scoring)]

    def _words(self, words: Sequence[Word], scoring: bool) -> tuple[Leaf, ...]:
        """Return the leaves of plain words; note what is to be said of them."""
        if not words:
            return ()
        leaves, unknown, doubtful, _plain = self.book.read(words, self.shouted)
        if scoring:
            if len(leaves) > 1:
                self.sequences.append(leaves)
            self.unknown += unknown
            self.doubtful += doubtful
        return leaves

    def _phrase(self, text: str, name: str, scoring: bool) -> list[Leaf]:
        parts = syllables(text)
        if not parts:
            return []
        leaf = self.book.leaf(parts[0], name) if len(parts) == 1 else self.book.sequence(text, parts, name)
        if scoring and not self.lexicon.exists(leaf):
            self.unknown.append(text)
        return [leaf]

    def _prefix(self, text: str) -> Leaf:
        parts = syllables(text)
        if not parts:
            return Leaf(text, ())
        view = self.lexicon.field("text")
        if self.book.unaccented:
            terms = view.folded_prefix(fold(parts[-1]), MAX_PREFIX + 1)
        else:
            terms = view.prefix(parts[-1], MAX_PREFIX + 1)
        if len(terms) > MAX_PREFIX:
            note = _("{prefix}* stands for more than {n} words; the first {n} were searched")
            self.notices.append(note.format(prefix=parts[-1], n=MAX_PREFIX))
        return Leaf(text + "*", tuple(Option((*parts[:-1], term)) for term in terms[:MAX_PREFIX]))


def interpret(tree: All, lexicon: Lexicon, *, literal: bool = False) -> Reading:
    """Return how `tree` reads on this index.

    Keystrokes left in the words are read as what was meant. A query typed without diacritics is read with
    those that its words most likely stand for, other forms behind them; `literal` takes it as it stands.
    """
    words = words_of(tree)
    said = " ".join(words)
    keyed = tree if literal or not hints(tree, words, lexicon) else without_keystrokes(tree, lexicon)
    bare = not literal and is_folded(said)
    meant = _accented(keyed, lexicon, 1.0 if keyed is tree else UNMARKED) if bare else keyed
    # Who types diacritics as keystrokes leaves few others out.
    reader = _Interpreter(book(lexicon, unaccented=bare and keyed is tree, literal=literal), said.isupper())
    plan = reader.plan(meant)
    typed = words_of if keyed is tree else texts_of
    return Reading(
        plan,
        tuple(reader.sequences),
        _compounds(reader.sequences, lexicon),
        _distinct(reader.unknown),
        _distinct(reader.doubtful),
        bare,
        tuple(reader.notices),
        () if meant is tree else tuple(zip(typed(tree), typed(meant), strict=True)),
    )


def _accented(tree: All, lexicon: Lexicon, plain: float) -> All:
    from searchkit.query.restore import restored  # only for queries without diacritics

    return _group(restored(tree, lexicon.accents, plain))


def _group(node: Node) -> All:
    return node if type(node) is All else All((node,))


def _distinct(things: Sequence[T]) -> tuple[T, ...]:
    """Return `things`, each once."""
    return tuple(dict.fromkeys(things)) if len(things) > 1 else tuple(things)


def _inlined(nodes: tuple[Node, ...]) -> Iterable[Node]:
    """Give the parts of a group; a bracket of plain words within plain words is just those words."""
    for node in nodes:
        if type(node) is All and all(type(inner) is Word or type(inner) is All for inner in node.nodes):
            yield from _inlined(node.nodes)
        else:
            yield node


def _compounds(sequences: Sequence[tuple[Leaf, ...]], lexicon: Lexicon) -> tuple[Leaf, ...]:
    """Return the words of 2 to 4 neighbouring syllables that the index knows as compounds."""
    found: dict[Leaf, None] = {}
    for sequence in sequences:
        terms = [leaf.text for leaf in sequence]
        starts = list(range(len(terms)))
        for size in (2, 3, 4):
            longer = []
            for start in starts:
                if start + size <= len(terms):
                    leaf, more = lexicon.compound("_".join(terms[start : start + size]))
                    if leaf is not None:
                        found[leaf] = None
                    if more:
                        longer.append(start)
            starts = longer
    return tuple(found)
