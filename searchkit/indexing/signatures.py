"""What a run keeps of each article to know it again in a reprint: a MinHash of its words, its figures, its
names.

The words are taken five at a time, with every figure standing for any other, so that a reprint with a
corrected figure is still the same text. Two monthly reports made from one template are the same text as well:
their figures and names tell them apart. All of an article is one row of `ROW`, and rows are all that
`stories` reads.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

import numpy as np
import rensa

from searchkit.indexing.layout import Array
from searchkit.indexing.terms import utf8
from searchkit.indexing.words import Words

SHINGLE = 5
"""Words that are hashed together."""
HASHES = 128
FIGURES, NAMES = 12, 6
"""So many hashes of figures and of names (provinces, officials) are kept: the smallest ones, so that what is
kept of two articles can be compared."""
ROW = np.dtype(
    [("words", "u1", HASHES), ("shingles", "<u2"), ("figures", "<u2", FIGURES), ("names", "<u2", NAMES)]
)
"""`words`: 8 bits of each hash of the MinHash; `shingles`: how many there are; `figures` and `names`:
ascending, filled up with `NOTHING`."""
NOTHING = 0xFFFF
_WORDS = 1 << 17
"""So many words are signed at a time: some 4 MB of working memory."""
_SEED = 1
_ANY_FIGURE = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0xBF58476D1CE4E5B9)
_MIX = np.uint64(0x94D049BB133111EB)


def sign(body: Array, lengths: Array, terms: Iterable[str], names: Iterable[Words]) -> Array:
    """Return a `ROW` for each document.

    `body` are the words of all bodies, as places in `terms`, `lengths` of them each; `names` are key fields.
    """
    known = list(terms)
    is_figure = np.fromiter((term[:1].isdigit() for term in known), bool, len(known))
    # 06 and 6 are one figure.
    hashes = _hashes(t.lstrip("0") if f else t for t, f in zip(known, is_figure.tolist(), strict=True))
    rows = np.zeros(len(lengths), ROW)
    rows["names"] = _names(names, len(lengths))
    ends = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    first = 0
    while first < len(lengths):
        last = max(first + 1, int(np.searchsorted(ends, ends[first] + _WORDS, side="right")) - 1)
        part = rows[first:last]
        _sign_words(part, body[ends[first] : ends[last]], lengths[first:last], hashes, is_figure)
        first = last
    return rows


def _sign_words(rows: Array, body: Array, lengths: Array, hashes: Array, is_figure: Array) -> None:
    """Fill in what `rows` say of the words and figures of some documents."""
    docs = np.repeat(np.arange(len(lengths), dtype=np.int64), lengths)
    figures = is_figure[body]
    follows = np.zeros(len(body), bool)  # 88,35 is two terms and one figure
    follows[1:] = figures[1:] & figures[:-1] & (docs[1:] == docs[:-1])
    rows["figures"] = _figures(hashes[body], figures, follows, docs, len(lengths))
    words = np.where(is_figure, _ANY_FIGURE, hashes)[body[~follows]]
    counts = np.bincount(docs[~follows], minlength=len(lengths))
    shingles = _shingles(words, counts)
    held = np.maximum(counts - (SHINGLE - 1), 0)
    rows["words"] = _minhash(shingles, held)
    rows["shingles"] = np.minimum(held, NOTHING)


def _hashes(values: Iterable[str]) -> Array:
    """Return 64 bits for each string, the same on every machine and in every run."""
    sums = np.fromiter((zlib.crc32(utf8(value)) for value in values), np.uint64)
    return _mixed((sums + np.uint64(1)) * _ANY_FIGURE)


def _mixed(values: Array) -> Array:
    values = (values ^ (values >> np.uint64(32))) * _MIX
    mixed: Array = values ^ (values >> np.uint64(29))
    return mixed


def _shingles(words: Array, counts: Array) -> Array:
    """Return the hashes of every `SHINGLE` words that stand together in one document."""
    size = len(words) - SHINGLE + 1
    if size <= 0:
        return np.zeros(0, np.uint64)
    together = words[:size].copy()
    for place in range(1, SHINGLE):
        together *= _STEP
        together += words[place : place + size]
    across = np.zeros(len(words), bool)  # begins in one document and ends in the next
    ends = np.cumsum(counts)
    for place in range(1, SHINGLE):
        at = ends - place
        across[at[at >= 0]] = True
    return _mixed(together[~across[:size]])


def _minhash(shingles: Array, counts: Array) -> Array:
    offsets = np.zeros(len(counts) + 1, np.uint64)
    np.cumsum(counts, out=offsets[1:])
    matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(shingles, offsets, HASHES, _SEED)
    values = np.array(matrix.to_rows(), np.uint32).reshape(len(counts), HASHES)
    return (values * np.uint32(0x9E3779B1) >> np.uint32(24)).astype(np.uint8)


def _figures(hashes: Array, figures: Array, follows: Array, docs: Array, count: int) -> Array:
    """Return the figures of each document, terms that follow each other being one."""
    at = np.flatnonzero(figures)
    first = np.flatnonzero(~follows[at])
    if not len(first):
        return _smallest(at, at, FIGURES, count)
    sizes = np.diff(first, append=len(at))
    place = np.arange(len(at)) - np.repeat(first, sizes)
    whole = np.add.reduceat(_mixed(hashes[at] + place.astype(np.uint64) * _STEP), first)
    return _smallest(docs[at[first]], whole, FIGURES, count)


def _names(fields: Iterable[Words], count: int) -> Array:
    docs, found = [np.zeros(0, np.int64)], [np.zeros(0, np.uint64)]
    for field in fields:
        docs.append(np.repeat(np.arange(count), np.frombuffer(field.lengths, np.uint32)))
        found.append(_hashes(field.numbers)[field.stream])
    return _smallest(np.concatenate(docs), np.concatenate(found), NAMES, count)


def _smallest(docs: Array, hashes: Array, width: int, count: int) -> Array:
    """Return the `width` smallest different hashes (16 bits) of each of `count` documents, a row each."""
    kept = np.full((count, width), NOTHING, np.uint16)
    if not len(docs):
        return kept
    both = docs.astype(np.int64) << 16 | np.minimum(hashes >> np.uint64(48), NOTHING - 1).astype(np.int64)
    both = np.sort(both)
    both = both[np.flatnonzero(np.diff(both, prepend=-1))]
    docs = both >> 16
    starts = np.searchsorted(docs, np.arange(count))
    place = np.arange(len(docs)) - starts[docs]
    fits = place < width
    kept[docs[fits], place[fits]] = both[fits] & NOTHING
    return kept
