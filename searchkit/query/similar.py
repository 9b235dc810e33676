"""More like this: from an article to the words that say what it is about, as leaves of a query.

Words are weighed as the ranking weighs them (frequency saturates, rare words count more), once in the article
itself and once in those compared with it. No text is segmented: compounds are neighbouring syllables that the
index knows as one word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from searchkit.analysis.syllable import is_syllable
from searchkit.analysis.tokens import syllables
from searchkit.indexing.snapshot import Snapshot
from searchkit.query.bm25 import idf
from searchkit.query.docset import DocSet
from searchkit.query.leaves import LeafReader
from searchkit.query.lexicon import Lexicon
from searchkit.query.plan import Leaf, Option

# The numbers below were chosen on clusters of news with judgements, each article asking for the rest of its
# cluster: nDCG@10 .957 (25 words .954, 15 words .930).
WORDS = 30
"""So many words of an article stand for what it is about."""
IN_TITLE = 2
"""How many more times an occurrence in the headline counts than one in the body."""
SATURATION = 3.0
"""Occurrences that give a word half of the weight that any number of them could."""
LOOSE = 0.8
"""What a syllable that stands alone counts as, beside words of several syllables and numbers."""
JOINED = 0.1
"""Neighbours are one word where the index's articles joined them in this share of their meetings."""
LEAD, REST = 150, 1200
"""Compounds are looked for among so many first syllables, and those said twice among so many."""
_LONGEST = 4
_LONGER = 200
"""Of the words that two syllables begin, so many are looked at."""

SHARES = (0.3, 0.2, 0.1)
"""Shares of the words' weight that make an article one of those like it: the first that `ENOUGH` reach."""
ENOUGH = 20

Word = tuple[str, str]
"""Field and term."""


def telling_words(snapshot: Snapshot, doc: int, lexicon: Lexicon) -> tuple[Leaf, ...]:
    """Return the words that tell what document `doc` is about, each weighed, the most telling ones first."""
    title, body = syllables(snapshot.stored(doc).get("title") or ""), syllables(snapshot.body(doc))
    documents = snapshot.doc_count
    found: list[tuple[float, float, Word]] = []
    for word, count in _counted(title, body[:REST], lexicon).items():
        field, term = word
        df = lexicon.df(field, term)
        if df < 2 or len(term) < 2:  # what no other article holds finds none; a letter says nothing
            continue
        weight = count / (count + SATURATION) * (LOOSE if field == "text" and is_syllable(term) else 1.0)
        found.append((weight * idf(documents, df), weight, word))
    found.sort(reverse=True)
    return tuple(
        Leaf(term.replace("_", " "), (Option((term,)),), field, weight=weight)
        for _worth, weight, (field, term) in found[:WORDS]
    )


def alike(reader: LeafReader, words: Sequence[Leaf]) -> DocSet:
    """Return the documents that hold enough of `words`."""
    held = [reader.holding(leaf) for leaf in words]
    mass = np.zeros(reader.snapshot.max_doc, np.float32)
    for part in held:
        mass[part.docs] += np.float32(part.idf)
    docs = DocSet(reader.snapshot.max_doc, docs=np.empty(0, np.int32))
    for share in SHARES if held else ():
        docs = DocSet(reader.snapshot.max_doc, mask=mass >= share * sum(part.idf for part in held))
        if docs.count > ENOUGH:
            break
    return docs


def _counted(title: Sequence[str], body: Sequence[str], lexicon: Lexicon) -> Counter[Word]:
    """Return how often an article holds each word, those of the headline counted more."""
    known = _compounds(title, body, lexicon)
    counts = Counter(_words(body, known))
    for word in _words(title, known):
        counts[word] += 1 + IN_TITLE
    return counts


def _words(terms: Sequence[str], known: frozenset[str]) -> Iterator[Word]:
    """Yield the words of a text in order: the longest known compound at each place, else the syllable."""
    at = 0
    while at < len(terms):
        for size in range(min(_LONGEST, len(terms) - at), 1, -1):
            joined = "_".join(terms[at : at + size])
            if joined in known:
                yield "compound", joined
                at += size
                break
        else:
            yield "text", terms[at]
            at += 1


def _compounds(title: Sequence[str], body: Sequence[str], lexicon: Lexicon) -> frozenset[str]:
    """Return the neighbouring terms that the index knows as one word, of those that may matter."""
    counts = Counter(pairwise(body))
    wanted = {pair for pair, count in counts.items() if count > 1}
    wanted.update(pairwise(title), pairwise(body[:LEAD]))
    spelled = f"_{'_'.join([*title, '', *body])}_"
    view = lexicon.field("compound")
    begun = {term for pair in wanted for term in view.prefix("_".join(pair), _LONGER)}
    return frozenset(term for term in begun if f"_{term}_" in spelled and _is_word(term, lexicon))


def _is_word(compound: str, lexicon: Lexicon) -> bool:
    """Say whether neighbours that some article joined belong together (`hoà bình ổn định` holds no
    `bình ổn`)."""
    df = lexicon.df("compound", compound)
    pairs = lexicon.field("text").pairs
    return all(df >= JOINED * pairs([a], [b])[0, 0] for a, b in pairwise(compound.split("_")))
