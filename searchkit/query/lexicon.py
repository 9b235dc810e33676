"""What an index knows of single terms: leaves with their variants, kept between queries.

What is kept are the words of a language, not results: postings are read anew for every query.
"""

from __future__ import annotations

from searchkit.analysis import variants
from searchkit.analysis.acronyms import AcronymTable
from searchkit.indexing.snapshot import FieldView, Snapshot
from searchkit.query.plan import Leaf, Option
from searchkit.query.shortforms import ShortForms
from searchkit.query.weights import FOLDED, UNLIKELY, VARIANT
from searchkit.text import fold

_REMEMBERED = 4096


class Lexicon:
    """The terms of one snapshot, and the short forms of a table other than that of searchkit."""

    def __init__(self, snapshot: Snapshot, acronyms: AcronymTable | None = None) -> None:
        self.snapshot = snapshot
        self.short_forms = ShortForms(snapshot, acronyms)
        self._leaves: dict[tuple[str, str, bool], Leaf] = {}
        self._df: dict[tuple[str, str], int] = {}

    def field(self, name: str) -> FieldView:
        """Return the view of an indexed field."""
        return self.snapshot.field(name)

    def df(self, name: str, term: str) -> int:
        """Return how many documents hold `term` in field `name`."""
        key = (name, term)
        found = self._df.get(key)
        if found is None:
            if len(self._df) >= _REMEMBERED:
                self._df.clear()
            found = self._df[key] = self.snapshot.field(name).df(term)
        return found

    def leaf(self, term: str, name: str = "text", *, unaccented: bool) -> Leaf:
        """Return the leaf of one term: itself, its variants, and other diacritics where the query has none.

        A word with diacritics that the index lacks is still looked for in texts written without any.
        """
        key = (name, term, unaccented)
        leaf = self._leaves.get(key)
        if leaf is None:
            if len(self._leaves) >= _REMEMBERED:
                self._leaves.clear()
            leaf = self._leaves[key] = Leaf(term, tuple(self._options(term, name, unaccented)), name)
        return leaf

    def guessed(self, term: str, forms: tuple[tuple[str, float], ...]) -> Leaf:
        """Return the leaf of a term whose diacritics are a guess: other `forms` count by their
        probability."""
        leaf = self.leaf(term, unaccented=False)
        known = {option.terms[0] for option in leaf.options}
        others = (
            Option((form,), FOLDED * share, "folded")
            for form, share in forms
            if share >= UNLIKELY and form not in known
        )
        return Leaf(term, (*leaf.options, *others), "text")

    def _options(self, term: str, name: str, unaccented: bool) -> list[Option]:
        view = self.snapshot.field(name)
        options = [Option((term,))]
        options += [Option((v,), VARIANT, "variant") for v in variants.variants(term) if view.df(v)]
        if unaccented:
            known = {option.terms[0] for option in options}
            options += [Option((t,), FOLDED, "folded") for t in view.folded(fold(term)) if t not in known]
        elif not any(view.df(option.terms[0]) for option in options) and view.df(fold(term)):
            options.append(Option((fold(term),), FOLDED, "folded"))
        return options
