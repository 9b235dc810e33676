"""A run: the arrays of one batch of articles, built in memory at list speed and written as files.

Words become numbers through one dictionary a field while articles are added; numpy sorts them by term at the
end. No step makes a Python call a posting. Worker processes build runs, the writer merges them into a
segment.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from searchkit.analysis.acronyms import mine
from searchkit.indexing.acronyms import acronym_key
from searchkit.indexing.layout import Array, document_type, smallest
from searchkit.indexing.layout_write import write_sections
from searchkit.indexing.pairs import count_pairs
from searchkit.indexing.schema import KEY_FIELDS, MOST_COUNTED, NAMES, SIGNATURES, TITLE, TITLE_GAP, KeyField
from searchkit.indexing.signatures import sign
from searchkit.indexing.sorting import stable_order
from searchkit.indexing.stored_write import KINDS, pack_card, pack_head, pack_texts
from searchkit.indexing.terms import mark, offset_type, pack_terms, utf8
from searchkit.indexing.words import TextWords, Words
from searchkit.models import Article

if TYPE_CHECKING:
    from searchkit.indexing.pipeline import Prepared


@dataclass(frozen=True, slots=True)
class Run:
    """A finished run: where its files are (`prefix` + ending), its number of documents, and those replaced
    in it."""

    prefix: str
    docs: int
    dead: tuple[int, ...] = ()


class RunBuilder:
    """Collects articles; `finish` writes them as a run."""

    def __init__(self) -> None:
        self._words = TextWords()
        self._keys = {key.name: Words() for key in KEY_FIELDS}
        self._published = array("i")
        self._digests = array("Q")
        self._stored: dict[str, list[bytes]] = {kind: [] for kind in KINDS}
        self._doc_of: dict[str, int] = {}
        self._dead: list[int] = []

    def __len__(self) -> int:
        return len(self._digests)

    def add(
        self,
        article: Article,
        title_syllables: Sequence[str],
        body_syllables: Sequence[str],
        compounds: Sequence[str],
        digest: int,
        origin: str,
    ) -> None:
        """Append one article; it replaces an earlier one of the same id in this run.

        `compounds` are those of title and body, `digest` is an unsigned 64-bit number, `origin` the file.
        """
        self._enter(article, digest, origin)
        self._words.add(title_syllables, body_syllables, compounds)

    def add_prepared(self, prepared: Prepared) -> None:
        """Append one article as the pipeline made it."""
        from searchkit.analysis.bulk import Coded

        title, body = prepared.title, prepared.body
        if isinstance(title, Coded) and isinstance(body, Coded):
            self._enter(prepared.article, prepared.digest, prepared.origin)
            self._words.add_coded(title, body)
            return
        assert not isinstance(title, Coded), "title and body are encoded by one call"
        assert not isinstance(body, Coded), "title and body are encoded by one call"
        compounds = [*title.compounds, *body.compounds]
        self.add(
            prepared.article, title.syllables, body.syllables, compounds, prepared.digest, prepared.origin
        )

    def _enter(self, article: Article, digest: int, origin: str) -> None:
        """Append everything of an article but its words."""
        # What can fail comes before anything is kept.
        packed = pack_card(article), pack_head(article), utf8(article.body)
        doc = len(self)
        replaced = self._doc_of.get(article.id)
        if replaced is not None:
            self._dead.append(replaced)
        self._doc_of[article.id] = doc
        for name, values in _key_values(article, origin).items():
            self._keys[name].add(values)
        self._published.append(article.published.toordinal() if article.published else 0)
        self._digests.append(digest)
        for texts, text in zip(self._stored.values(), packed, strict=True):
            texts.append(text)

    def finish(self, path_prefix: str | PathLike[str]) -> Run:
        """Write the run's files (`path_prefix` + ending) and return it.

        The builder must not be used after it.
        """
        prefix = str(path_prefix)
        words = self._words
        words.read()
        self._write_stored(prefix)  # first: the texts are the most that a builder holds
        titles = np.frombuffer(words.title.lengths, np.uint32)
        lengths = np.frombuffer(words.text.lengths, np.uint32)
        positions = _positions(lengths, titles)
        _write_words(prefix, "text", words.text, positions, titles)
        _write_words(prefix, "title", words.title, _positions(titles, None))
        _write_words(prefix, "compound", words.compound, None)
        bodies = words.text.stream[positions >= np.repeat(titles, lengths)]
        names = [self._keys[name] for name in NAMES]
        self._write_keys(prefix, sign(bodies, lengths - titles, words.text.numbers, names))
        return Run(prefix, len(self), tuple(self._dead))

    def _write_stored(self, prefix: str) -> None:
        """Write cards, heads and bodies, and let go of them."""
        sections: dict[str, Array] = {}
        for kind, texts in self._stored.items():
            sections |= pack_texts(kind, texts)
            texts.clear()
        write_sections(Path(prefix + ".stored"), sections)

    def _write_keys(self, prefix: str, signatures: Array) -> None:
        sections: dict[str, Array] = {
            "published": np.frombuffer(self._published, np.int32),
            "digest": np.frombuffer(self._digests, np.uint64),
            SIGNATURES: signatures.view(np.uint8),
        }
        for key in KEY_FIELDS:
            sections |= _key_sections(key, self._keys[key.name])
        write_sections(Path(prefix + ".keys"), sections)


def _key_values(article: Article, origin: str) -> dict[str, Sequence[str]]:
    """Return the values of every key field; each value once, so that a posting is a document."""
    return {
        "id": (article.id,),
        "origin": (origin,) if origin else (),
        "province": (article.province,) if article.province else (),
        "source": (article.source,) if article.source else (),
        "provinces": _distinct(article.provinces),
        "official": _distinct(official.name for official in article.officials),
        "doc": _distinct((*article.document_numbers, *(document.number for document in article.documents))),
        "issuer": _distinct(body for document in article.documents for body in document.issuers),
        "district": _distinct(article.districts),
        "body": _distinct(article.bodies),
        "acronym": _distinct(acronym_key(short, long) for short, long in mine(article.body)),
    }


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, values)))


def _positions(lengths: Array, titles: Array | None) -> Array:
    """Return the position of every word in its document; after a title of `titles` words comes the gap."""
    places = np.arange(int(lengths.sum()), dtype=np.uint32)
    places -= np.repeat((np.cumsum(lengths, dtype=np.int64) - lengths).astype(np.uint32), lengths)
    if titles is not None:
        places[places >= np.repeat(titles, lengths)] += np.uint32(TITLE_GAP)
    return places


def _write_words(
    prefix: str, name: str, words: Words, positions: Array | None, titles: Array | None = None
) -> None:
    """Write a field of words; with the lengths of the `titles` also what a whole field knows of them."""
    terms, ranks = words.rank()
    stream = ranks[words.stream]
    lengths = np.frombuffer(words.lengths, np.uint32)
    in_title = None if titles is None or positions is None else positions < np.repeat(titles, lengths)
    keys = list(map(utf8, terms))
    sections = _postings(words, keys, stream, positions, in_title)
    if in_title is not None and positions is not None:
        sections |= count_pairs(stream, positions, len(terms)).sections()
    sections["lengths"] = lengths.astype(np.int32)
    sections["total"] = np.array([lengths.sum()], np.int64)
    named = {f"{name}.{part}": values for part, values in sections.items()}
    write_sections(Path(f"{prefix}.{name}"), named)


def _key_sections(key: KeyField, words: Words) -> dict[str, Array]:
    """Return postings (values → documents) and columns (documents → values) of a key field."""
    terms, ranks = words.rank()
    ordinals = ranks[words.stream]
    sections = _postings(words, list(map(utf8, terms)), ordinals, None)
    del sections["tfs"]
    lengths = np.frombuffer(words.lengths, np.uint32)
    if key.single:
        sections["ordinals"] = np.full(len(lengths), -1, np.int32)
        sections["ordinals"][lengths > 0] = ordinals
    else:
        sections["pair_docs"] = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        sections["pair_ordinals"] = ordinals
    return {f"{key.name}.{part}": values for part, values in sections.items()}


def _postings(
    words: Words, known: list[bytes], stream: Array, positions: Array | None, in_title: Array | None = None
) -> dict[str, Array]:
    """Return the dictionary `known` and the postings of a field whose words are `stream`, places in it.

    `positions` and `in_title` stand beside `stream`.
    """
    order = stable_order(stream)  # words come by document and position, so a stable sort keeps both orders
    terms = stream[order]
    lengths = np.frombuffer(words.lengths, np.uint32)
    docs = np.repeat(np.arange(len(lengths), dtype=document_type(len(lengths))), lengths)[order]
    first = np.flatnonzero(_changes(terms, docs))
    docs = docs[first]
    tfs = np.diff(first, append=len(terms))
    blob, offsets = pack_terms(known)
    sections = {
        "terms": blob,
        "offsets": offsets,
        "starts": _starts(terms[first], len(known)),
        "docs": docs,
        "tfs": tfs.astype(smallest(int(tfs.max(initial=0)))),
    }
    if positions is not None:
        sections["position_starts"] = _starts(terms, len(known))
        sections["positions"] = positions.astype(smallest(int(positions.max(initial=0))))[order]
        sections["next"] = _next_marks(known, stream, positions)[order]
    if in_title is not None:
        counts = np.add.reduceat(in_title[order], first, dtype=np.uint32) if len(first) else first
        weights = np.minimum(tfs + TITLE * counts.astype(np.int64), MOST_COUNTED)
        sections["weights"] = weights.astype(smallest(int(weights.max(initial=0))))
    return sections


def _next_marks(known: list[bytes], stream: Array, positions: Array) -> Array:
    """Return for each word of `stream` the mark of the one at the next position, 0 where none stands
    there."""
    marks = np.fromiter(map(mark, known), np.uint8, len(known))[stream]
    following = np.zeros(len(stream), np.uint8)
    np.multiply(marks[1:], positions[1:] == positions[:-1] + 1, out=following[:-1])
    return following


def _starts(terms: Array, count: int) -> Array:
    """Return where each of `count` terms begins in sorted `terms`, and their end."""
    starts = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(terms, minlength=count), out=starts[1:])
    return starts.astype(offset_type(len(terms)))


def _changes(terms: Array, docs: Array) -> Array:
    """Return a mask of the words at which a new posting begins."""
    new = np.ones(len(terms), bool)
    new[1:] = (terms[1:] != terms[:-1]) | (docs[1:] != docs[:-1])
    return new
