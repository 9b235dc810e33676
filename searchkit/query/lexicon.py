"""What an index knows of single terms: leaves with their variants, kept between queries.

What is kept are the words of a language, not results: postings are read anew for every query.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from searchkit.analysis import questions, variants
from searchkit.analysis.acronyms import AcronymTable
from searchkit.analysis.phrases import Terms
from searchkit.indexing.field_view import FieldView
from searchkit.indexing.snapshot import Snapshot
from searchkit.query.plan import Leaf, Option
from searchkit.query.remembered import keep
from searchkit.query.shortforms import ShortForms
from searchkit.query.weights import FOLDED, UNLIKELY, VARIANT
from searchkit.text import fold

if TYPE_CHECKING:
    from searchkit.query.accents import Accents
    from searchkit.query.wordbook import Wordbook


class Lexicon:
    """The terms of one snapshot, and the short forms of a table other than that of searchkit."""

    def __init__(self, snapshot: Snapshot, acronyms: AcronymTable | None = None) -> None:
        self.snapshot = snapshot
        self.short_forms = ShortForms(snapshot, acronyms)
        self.books: dict[tuple[bool, bool], Wordbook] = {}
        self._leaves: dict[tuple[str, str, bool], Leaf] = {}
        self._df: dict[tuple[str, str], int] = {}
        self._compounds: dict[str, tuple[Leaf | None, bool]] = {}

    @cached_property
    def openings(self) -> frozenset[str | Terms]:
        """Words and pairs of words that every short form, long form, name and question begins with."""
        return self.short_forms.openings | questions.OPENINGS

    @cached_property
    def accents(self) -> Accents:
        """What the index knows of diacritics."""
        from searchkit.query.accents import Accents  # only for queries without any

        return Accents(self.snapshot)

    def field(self, name: str) -> FieldView:
        """Return the view of an indexed field."""
        return self.snapshot.field(name)

    def df(self, name: str, term: str) -> int:
        """Return how many documents hold `term` in field `name`."""
        found = self._df.get((name, term))
        if found is None:
            found = keep(self._df, (name, term), self.snapshot.field(name).df(term))
        return found

    def exists(self, leaf: Leaf) -> bool:
        """Say whether the index holds all terms of one of the options of `leaf`."""
        for option in leaf.options:
            for term in option.terms:
                if not self.df(leaf.field, term):
                    break
            else:
                return True
        return False

    def leaf(self, term: str, name: str = "text", *, unaccented: bool) -> Leaf:
        """Return the leaf of one term: itself, its variants, and other diacritics where the query has none.

        A word with diacritics that the index lacks is still looked for in texts written without any.
        """
        key = (name, term, unaccented)
        leaf = self._leaves.get(key)
        if leaf is None:
            leaf = keep(self._leaves, key, Leaf(term, tuple(self._options(term, name, unaccented)), name))
        return leaf

    def guessed(self, term: str, forms: tuple[tuple[str, float], ...]) -> Leaf:
        """Return the leaf of a term whose diacritics are a guess: other `forms` count by their
        probability."""
        leaf = self.leaf(term, unaccented=False)
        known = {option.terms[0] for option in leaf.options}
        others = [
            Option((form,), FOLDED * share, "folded")
            for form, share in forms
            if share >= UNLIKELY and form not in known
        ]
        return Leaf(term, (*leaf.options, *others)) if others else leaf

    def _options(self, term: str, name: str, unaccented: bool) -> list[Option]:
        options = [Option((term,))]
        for variant in variants.variants(term):
            if self.df(name, variant):
                options.append(Option((variant,), VARIANT, "variant"))
        if unaccented:
            known = {option.terms[0] for option in options}
            folded = self.snapshot.field(name).folded(fold(term))
            options += [Option((t,), FOLDED, "folded") for t in folded if t not in known]
        elif len(options) == 1 and not self.df(name, term) and self.df(name, fold(term)):
            options.append(Option((fold(term),), FOLDED, "folded"))
        return options

    def compound(self, joined: str) -> tuple[Leaf | None, bool]:
        """Return the leaf of syllables `joined` by `_` where the index knows them as one word, and whether
        longer words may begin with it."""
        known = self._compounds.get(joined)
        if known is None:
            df, longer = self.snapshot.field("compound").look(joined, "_")
            leaf = Leaf(joined, (Option((joined,)),), "compound") if df else None
            known = keep(self._compounds, joined, (leaf, longer))
        return known
