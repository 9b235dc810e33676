"""From the tree of what was typed to the plan of what this index can match: terms and their alternatives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from searchkit.analysis import questions
from searchkit.analysis.tokens import syllables
from searchkit.errors import QueryError
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
from searchkit.query.weights import ASKING, FOLDED, UNMARKED, VARIANT
from searchkit.text import fold, is_folded

MAX_LEAVES = 512
"""More different words than this are an error: no search, but a book."""
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
    def __init__(
        self, lexicon: Lexicon, unaccented: bool, shouted: bool = False, literal: bool = False
    ) -> None:
        self.lexicon, self.unaccented, self.shouted, self.literal = lexicon, unaccented, shouted, literal
        self.sequences: list[tuple[Leaf, ...]] = []
        self.unknown: list[str] = []
        self.doubtful: list[str] = []
        self.notices: list[str] = []

    def plan(self, node: All, scoring: bool = True) -> Plan:
        """Return the plan of one group; `scoring` is off below an exclusion."""
        if len(node.nodes) == 1 and isinstance(word := node.nodes[0], Word):  # as in `a OR b`
            leaves = self.words([word], scoring)
            return Plan(tuple(leaves if len(leaves) == 1 else dict.fromkeys(leaves)))
        words: list[Word] = []
        phrases: list[Leaf] = []
        loose: list[Leaf] = []
        required: list[Part | Plan] = []
        excluded: list[Plan] = []
        filters: list[Filter] = []
        for part in _inlined(node.nodes):
            match part:
                case Word():
                    words.append(part)
                case Phrase(text):
                    phrases.extend(self._phrase(text, "text", scoring))
                    loose.extend(self.words([Word(word) for word in text.split()], scoring=False))
                case FieldValue(name) if name != "title":
                    filters.append(part)
                case Period():
                    filters.append(part)
                case Not(inner):
                    excluded.append(self.plan(_group(inner), scoring=False))
                case _:
                    required.extend(self._required(part, scoring))
        soft = self.words(words, scoring)
        return Plan(
            soft=tuple(dict.fromkeys(soft)),
            phrases=tuple(dict.fromkeys(phrases)),
            loose=tuple(dict.fromkeys(loose)),
            required=tuple(dict.fromkeys(required)),
            excluded=tuple(excluded),
            filters=tuple(filters),
        )

    def _required(self, node: Node, scoring: bool) -> list[Part | Plan]:
        match node:
            case Must(Word() as word):
                return list(self.words([word], scoring))
            case Must(inner):
                return self._required(inner, scoring)
            case Phrase(text):
                return list(self._phrase(text, "text", scoring))
            case Prefix(text):
                return [self._prefix(text)]
            case FieldValue("title", value):
                return list(self._phrase(value, "title", scoring))
            case AnyOf(nodes):
                return [Either(tuple(self.plan(_group(inner), scoring) for inner in nodes))]
            case _:
                return [self.plan(_group(node), scoring)]

    def words(self, words: list[Word], scoring: bool) -> list[Leaf]:
        """Return the leaves of plain words, acronyms and name spellings of the whole sequence considered."""
        if not words:
            return []
        leaves: list[Leaf] = []
        capitals: list[bool] = []
        for word in words:
            parts = syllables(word.text)
            if len(parts) > 1 and _is_composite(parts):
                leaves.append(self._exact_sequence(word.text, parts, "text"))
            elif word.forms:
                leaves.extend(map(self.lexicon.guessed, parts, word.forms))
            else:
                leaves.extend(map(self._leaf, parts))
            capitals += [word.text.isupper() and not self.shouted] * (len(leaves) - len(capitals))
        leaves = _with_askers(leaves if self.literal else self._with_expansions(leaves, capitals))
        if scoring:
            self.sequences.append(tuple(leaves))
            for leaf in leaves:
                if not self._exists(leaf):
                    self.unknown.append(leaf.text)
                elif leaf.options[-1].tier == "folded" and not (leaf.phrase or self.unaccented):
                    self._doubt(leaf)
        if len(leaves) > MAX_LEAVES and len(set(leaves)) > MAX_LEAVES:
            raise QueryError(
                _("the query has more than {n} different words; shorten it").format(n=MAX_LEAVES)
            )
        return leaves

    def _doubt(self, leaf: Leaf) -> None:
        """Note a word that the index holds with other diacritics alone."""
        if leaf.text != fold(leaf.text) and not self.lexicon.df(leaf.field, leaf.text):
            self.doubtful.append(leaf.text)

    def _leaf(self, term: str, name: str = "text") -> Leaf:
        if self.literal:
            return Leaf(term, (Option((term,)),), name)
        return self.lexicon.leaf(term, name, unaccented=self.unaccented)

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

    def _phrase(self, text: str, name: str, scoring: bool) -> Iterable[Leaf]:
        parts = syllables(text)
        if not parts:
            return []
        leaf = self._leaf(parts[0], name) if len(parts) == 1 else self._exact_sequence(text, parts, name)
        if scoring and not self._exists(leaf):
            self.unknown.append(text)
        return [leaf]

    def _exact_sequence(self, text: str, parts: list[str], name: str) -> Leaf:
        options = [Option(tuple(parts))]
        if self.unaccented:
            options += [o for o in self._folded_phrases(parts, name) if o.terms != tuple(parts)]
        return Leaf(text, tuple(options), name, phrase=True)

    def _folded_phrases(self, parts: list[str], name: str) -> list[Option]:
        """Return the phrases that `parts` may mean with other diacritics, the most frequent terms only."""
        view = self.lexicon.field(name)
        phrases: list[tuple[str, ...]] = [()]
        for part in parts:
            forms = sorted(view.folded(fold(part)) or [part], key=view.df, reverse=True)[:2]
            phrases = [(*head, form) for head in phrases for form in forms][:8]
        return [Option(terms, FOLDED, "folded") for terms in phrases]

    def _prefix(self, text: str) -> Leaf:
        parts = syllables(text)
        if not parts:
            return Leaf(text, ())
        view = self.lexicon.field("text")
        if self.unaccented:
            terms = view.folded_prefix(fold(parts[-1]), MAX_PREFIX + 1)
        else:
            terms = view.prefix(parts[-1], MAX_PREFIX + 1)
        if len(terms) > MAX_PREFIX:
            note = _("{prefix}* stands for more than {n} words; the first {n} were searched")
            self.notices.append(note.format(prefix=parts[-1], n=MAX_PREFIX))
        return Leaf(text + "*", tuple(Option((*parts[:-1], term)) for term in terms[:MAX_PREFIX]))

    def _exists(self, leaf: Leaf) -> bool:
        df = self.lexicon.df
        return any(all(df(leaf.field, term) for term in option.terms) for option in leaf.options)


def interpret(tree: All, lexicon: Lexicon, *, literal: bool = False) -> Reading:
    """Return how `tree` reads on this index.

    Keystrokes left in the words are read as what was meant. A query typed without diacritics is read with
    those that its words most likely stand for, other forms behind them; `literal` takes it as it stands.
    """
    words = words_of(tree)
    keyed = without_keystrokes(tree, lexicon) if not literal and hints(tree, words, lexicon) else tree
    bare = not literal and all(map(is_folded, words))
    meant = _accented(keyed, lexicon, 1.0 if keyed is tree else UNMARKED) if bare else keyed
    # Who types diacritics as keystrokes leaves few others out.
    reader = _Interpreter(lexicon, bare and keyed is tree, " ".join(words).isupper(), literal)
    plan = reader.plan(meant)
    typed = words_of if keyed is tree else texts_of
    sequences = tuple(s for s in reader.sequences if len(s) > 1)
    return Reading(
        plan=plan,
        sequences=sequences,
        compounds=tuple(dict.fromkeys(leaf for s in sequences for leaf in _compounds(s, lexicon))),
        unknown=tuple(dict.fromkeys(reader.unknown)),
        doubtful=tuple(dict.fromkeys(reader.doubtful)),
        bare=bare,
        notices=tuple(reader.notices),
        read_as=() if meant is tree else tuple(zip(typed(tree), typed(meant), strict=True)),
    )


def _accented(tree: All, lexicon: Lexicon, plain: float) -> All:
    from searchkit.query.restore import restored  # only for queries without diacritics

    return _group(restored(tree, lexicon.snapshot, plain))


def _group(node: Node) -> All:
    return node if isinstance(node, All) else All((node,))


def _inlined(nodes: tuple[Node, ...]) -> Iterable[Node]:
    """Give the parts of a group; a bracket of plain words within plain words is just those words."""
    for node in nodes:
        if isinstance(node, All) and all(isinstance(inner, Word | All) for inner in node.nodes):
            yield from _inlined(node.nodes)
        else:
            yield node


def _with_askers(leaves: list[Leaf]) -> list[Leaf]:
    """Let the words that make a question of a query (`bao nhiêu`, `là gì`) count less than what it asks
    about."""
    spans = questions.spans([leaf.text for leaf in leaves]) if len(leaves) > 1 else []
    if not spans:
        return leaves
    asking = {place for start, end in spans for place in range(start, end)}
    if len(asking) == len(leaves):
        return leaves
    return [leaf._replace(weight=ASKING) if i in asking else leaf for i, leaf in enumerate(leaves)]


def _extended(leaf: Leaf, extra: list[Option]) -> Leaf:
    """Return `leaf` with further options; of two for the same terms the leaf's own stays."""
    known = {option.terms for option in leaf.options}
    return leaf._replace(options=(*leaf.options, *(o for o in dict.fromkeys(extra) if o.terms not in known)))


def _is_composite(parts: list[str]) -> bool:
    """Say whether the parts of one run (`88,35%`, `Hue-S`, `876/QĐ-BNV`) mean something only together."""
    return any(len(part) == 1 or any(c.isdigit() for c in part) for part in parts)


def _compounds(sequence: tuple[Leaf, ...], lexicon: Lexicon) -> tuple[Leaf, ...]:
    """Return the words of 2 to 4 neighbouring syllables that the index knows as compounds."""
    terms = [leaf.text for leaf in sequence]
    found: list[Leaf] = []
    for size in (2, 3, 4):
        for start in range(len(terms) - size + 1):
            joined = "_".join(terms[start : start + size])
            if lexicon.df("compound", joined):
                found.append(Leaf(joined, (Option((joined,)),), "compound"))
    return tuple(found)
