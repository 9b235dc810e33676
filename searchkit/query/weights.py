"""Every number that ranking depends on, in one place, with what chose it."""

from __future__ import annotations

K1 = 0.9
"""BM25 term-frequency saturation; .9 was best with proximity on law questions and known-item news."""
B = 0.6
"""BM25 length normalisation."""
# How many more times an occurrence in the title counts: `TITLE` of `indexing.schema`, 2, for the index holds
# frequencies with it.

EXACT, VARIANT, FOLDED = 1.0, 0.8, 0.7
"""What an occurrence counts as in each tier: as typed, i/y or name variant or acronym, other diacritics."""
UNLIKELY = 0.02
"""Forms of a word typed without diacritics that are less likely than this share of its best one are left
out."""
UNMARKED = 30.0
"""Beside keystrokes of diacritics, a word without any is so many times likelier to be meant so."""
RERANK = 200
"""How many of the best documents by BM25F are looked at for proximity and compounds."""
PAIR = 0.5
"""Weight of two words of the query next to each other, in their order."""
TOGETHER = 0.3
"""BM25 saturation of how often they do; once says nearly all (as fast as single words: .003 less)."""
NEAR = 0.3
"""Weight of two neighbouring words of the query within `WINDOW` positions, in any order."""
WINDOW = 8
EARLY = 0.7
"""Weight of a word's idf where it stands in the headline or opens the text (see `early`). Without it .009
less; .7 to 1.5 make no difference above .001 on the mean, the least of them trusts openings least."""
OPENING = 60.0
"""After so many words of text an occurrence is worth 1/e of that; 10 to 70 make no difference above .001."""
COMPOUND = 0.1
"""Weight of a word of several syllables that the segmenter found both in the query and in the article."""

ASKING = 0.3
"""What words that only ask (`bao nhiêu`, `như thế nào`, `đúng hay sai`) count as beside what they ask
about."""
RECENT = 0.5
"""What `recency` adds at most to the score of an article, as a share of it: one of today overtakes an old
one that is up to half as good again. A choice, not measured: judgements know no dates."""

LEVEL = 10
"""Fewer matches of all words than this relax the level."""
SHARES = (0.4, 0.3, 0.2)
"""Shares of the query's idf mass that are enough at the relaxed level: the first one with `ENOUGH` articles
counts, else the last. A fixed .4 costs .005 of nDCG@10, a fixed .2 finds thousands where hundreds answer."""
ENOUGH = 100
PASTED = 8
"""A query of quotes alone with so many different words is a pasted sentence."""
