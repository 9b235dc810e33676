"""Every number that ranking depends on, in one place, with what chose it."""

from __future__ import annotations

K1 = 0.9
"""BM25 term-frequency saturation; .9 was best with proximity on law questions and known-item news."""
B = 0.5
"""BM25 length normalisation."""
TITLE = 2.0
"""How many more times an occurrence in the title counts than one in the body (BM25F with one length)."""

EXACT, VARIANT, FOLDED = 1.0, 0.8, 0.7
"""What an occurrence counts as in each tier: as typed, i/y or name variant or acronym, other diacritics."""
LEAST = 0.05
"""What the least likely form of a word typed without diacritics counts as: enough to be found."""
LIKELY = 0.5
"""Forms of at least this weight count for the idf of a word."""

RERANK = 200
"""How many of the best documents by BM25F are looked at for proximity and compounds."""
PAIR = 0.6
"""Weight of two words of the query next to each other, in their order."""
NEAR = 0.3
"""Weight of two neighbouring words of the query within `WINDOW` positions, in any order."""
WINDOW = 8
COMPOUND = 0.1
"""Weight of a word of several syllables that the segmenter found both in the query and in the article."""

LEVEL = 10
"""Fewer matches of all words than this relax the level."""
SHARE = 0.3
"""Share of the query's idf mass that an article must hold at the relaxed level."""
PASTED = 8
"""A query of quotes alone with so many different words is a pasted sentence."""
