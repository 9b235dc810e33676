"""One segment, mapped: its fields, columns and stored articles, with document numbers of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from searchkit.indexing.layout import Array, SectionFile, damaged
from searchkit.indexing.schema import FILES, KEY_FIELDS, TEXT_FIELDS
from searchkit.indexing.stored import Card, PlainStore, TextStore, read_cards, read_stored
from searchkit.indexing.terms import TermTable, utf8

_FILE_OF = {field.name: f".{field.name}" for field in TEXT_FIELDS} | {key.name: ".keys" for key in KEY_FIELDS}
_SINGLE = {key.name for key in KEY_FIELDS if key.single}
_KEYS = {key.name for key in KEY_FIELDS}


class SegmentField:
    """Dictionary and postings of one field in one segment; arrays are views of the map."""

    def __init__(self, file: SectionFile, name: str) -> None:
        self._file, self._name = file, name
        self.terms = TermTable(
            file.map, file.section(f"{name}.terms").offset, file.numbers(f"{name}.offsets")
        )
        self._starts = file.numbers(f"{name}.starts")
        self._docs = file.array(f"{name}.docs")
        self.has_tfs = f"{name}.tfs" in file.sections
        self._tfs = file.array(f"{name}.tfs") if self.has_tfs else None
        self.has_positions = f"{name}.positions" in file.sections

    def array(self, part: str) -> Array:
        """Return the section `part` of this field."""
        return self._file.array(f"{self._name}.{part}")

    @cached_property
    def lengths(self) -> Array:
        """The number of words of each document; only for fields of words."""
        return self.array("lengths")

    def df(self, term: int) -> int:
        """Return how many documents hold term number `term`, deleted ones included."""
        return self._starts[term + 1] - self._starts[term]

    def docs(self, term: int) -> Array:
        """Return the documents of term number `term`, ascending."""
        return self._docs[self._starts[term] : self._starts[term + 1]]

    def tfs(self, term: int) -> Array:
        """Return how often each of those documents holds the term."""
        if self._tfs is None:
            return np.broadcast_to(np.uint8(1), (self.df(term),))
        return self._tfs[self._starts[term] : self._starts[term + 1]]

    def in_title(self, term: int) -> Array:
        """Return how many occurrences of the term each of those documents has in its title."""
        return self.array("in_title")[self._starts[term] : self._starts[term + 1]]

    def occurrences(self, term: int) -> int:
        """Return how often the term occurs, in deleted documents too; only for fields with positions."""
        return self._position_starts[term + 1] - self._position_starts[term]

    def pair_counts(self, first: int, seconds: Array) -> Array:
        """Return how often each of the terms `seconds` stands right after term `first`."""
        starts = self._file.numbers(f"{self._name}.pair_starts")
        start, end = starts[first], starts[first + 1]
        known = self.array("pair_seconds")[start:end]
        counts = np.zeros(len(seconds), np.int64)
        if len(known):
            at = np.minimum(np.searchsorted(known, seconds), len(known) - 1)
            there = known[at] == seconds
            counts[there] = self.array("pair_counts")[start:end][at[there]]
        return counts

    def followers(self, first: int, among: Array | None, most: int) -> dict[bytes, int]:
        """Return the terms that stand right after term `first` most often, of the term numbers `among`."""
        starts = self._file.numbers(f"{self._name}.pair_starts")
        start, end = starts[first], starts[first + 1]
        if start == end or (among is not None and not len(among)):
            return {}
        terms = self.array("pair_seconds")[start:end]
        counts = self.array("pair_counts")[start:end]
        if among is not None:
            kept = _held(terms, among)
            terms, counts = terms[kept], counts[kept]
        return self._largest(terms, counts, most)

    def most_frequent(self, among: Array, most: int) -> dict[bytes, int]:
        """Return those of the term numbers `among` that the most documents hold, deleted ones included."""
        if not len(among):
            return {}
        starts = self.array("starts")
        return self._largest(among, starts[among + 1] - starts[among], most)

    def _largest(self, terms: Array, counts: Array, most: int) -> dict[bytes, int]:
        if len(terms) > most:
            top = np.argpartition(counts, len(counts) - most)[-most:]
            terms, counts = terms[top], counts[top]
        raw = map(self.terms.raw, terms.tolist())
        return dict(zip(raw, map(int, counts.tolist()), strict=True))

    def beginning(self, prefix: bytes, *, folded: bool) -> Array:
        """Return the numbers of the terms that begin with `prefix`, or whose folded forms do."""
        if not folded:
            return np.arange(*self.terms.prefix_range(prefix))
        first, end = self._folded.prefix_range(prefix)
        if first == end:
            return np.empty(0, np.uint32)
        starts = self.array("fold_starts")
        return self.array("fold_terms")[starts[first] : starts[end]]

    @cached_property
    def _position_starts(self) -> memoryview:
        return self._file.numbers(f"{self._name}.position_starts")

    @cached_property
    def _positions(self) -> Array:
        return self.array("positions")

    def positions(self, term: int) -> Array:
        """Return the positions of term number `term`, all documents after each other."""
        return self._positions[self._position_starts[term] : self._position_starts[term + 1]]

    @cached_property
    def _folded(self) -> TermTable:
        section = self._file.section(f"{self._name}.fold")
        return TermTable(self._file.map, section.offset, self._file.numbers(f"{self._name}.fold_offsets"))

    def folded_prefix(self, prefix: bytes, limit: int) -> list[bytes]:
        """Return the terms whose folded forms begin with `prefix`, those of the first `limit` forms."""
        first, end = self._folded.prefix_range(prefix)
        starts = self.array("fold_starts")
        numbers = self.array("fold_terms")[starts[first] : starts[min(end, first + limit)]]
        return [self.terms.raw(n) for n in numbers.tolist()]

    def folded(self, key: str) -> list[str]:
        """Return the terms whose folded form is `key`."""
        number = self._folded.find(utf8(key))
        if number < 0:
            return []
        starts = self.array("fold_starts")
        return [
            self.terms.raw(n).decode() for n in self.array("fold_terms")[starts[number] : starts[number + 1]]
        ]


class Segment:
    """The mapped files of one segment.

    `FileNotFoundError` where one is missing, `IndexCorrupt` where one is damaged.
    """

    def __init__(self, folder: Path, name: str, doccount: int, deleted: Array) -> None:
        self.name, self.doccount, self.deleted = name, doccount, deleted
        self.folder = folder
        self.files: dict[str, SectionFile] = {}
        try:
            for ending in FILES:
                self.files[ending] = SectionFile(folder / (name + ending))
            self._check()
        except BaseException:
            self.close()
            raise
        self._fields: dict[str, SegmentField] = {}

    def _check(self) -> None:
        for ending, section in ((".keys", "digest"), (".text", "text.lengths"), (".stored", "card.ends")):
            count = self.files[ending].section(section).count - (ending == ".stored")
            if count != self.doccount:
                why = f"{count} != {self.doccount}"
                raise damaged(self.files[ending].path, why)

    @cached_property
    def alive(self) -> Array | None:
        """A mask of the documents that are not deleted, or None where none is."""
        if not len(self.deleted):
            return None
        mask = np.ones(self.doccount, bool)
        mask[self.deleted] = False
        return mask

    def field(self, name: str) -> SegmentField:
        """Return an indexed field; `KeyError` where there is none of that name."""
        field = self._fields.get(name)
        if field is None:
            field = self._fields[name] = SegmentField(self.files[_FILE_OF[name]], name)
        return field

    def numbers(self, name: str) -> Array:
        """Return a numeric column: one number a document."""
        return self.files[".keys"].array(name)

    def ordinals(self, name: str) -> Array:
        """Return a single-valued column: for each document the number of its term, or -1."""
        return self.files[".keys"].array(f"{name}.ordinals")

    def column_pairs(self, name: str) -> tuple[Array, Array]:
        """Return a many-valued column: documents (ascending) and the numbers of their terms."""
        keys = self.files[".keys"]
        return keys.array(f"{name}.pair_docs"), keys.array(f"{name}.pair_ordinals")

    @cached_property
    def _cards(self) -> PlainStore:
        return PlainStore(self.files[".stored"], "card")

    @cached_property
    def head(self) -> Callable[[int], bytes]:
        """Reads the packed head of a document."""
        return TextStore(self.files[".stored"], "head").read

    @cached_property
    def body(self) -> Callable[[int], bytes]:
        """Reads the packed body of a document."""
        return TextStore(self.files[".stored"], "body").read

    def stored(self, doc: int) -> dict[str, Any]:
        """Return everything of an article but its body."""
        return read_stored(self._cards.read(doc), self.head(doc))

    def cards(self, docs: Sequence[int]) -> list[Card]:
        """Return what a list of hits shows of articles."""
        return read_cards(self._cards.read_all(docs))

    def close(self) -> None:
        """Unmap the files."""
        for kept in ("_cards", "head", "body", "_fields"):
            self.__dict__.pop(kept, None)
        for file in self.files.values():
            file.close()


def _held(terms: Array, among: Array) -> Array:
    """Say for each of `terms`, ascending, whether it is one of `among`."""
    if not len(terms) or not len(among):
        return np.zeros(len(terms), np.bool_)
    kept = np.zeros(len(terms), np.bool_)
    at = np.minimum(np.searchsorted(terms, among), len(terms) - 1)
    kept[at[terms[at] == among]] = True
    return kept


def is_single(name: str) -> bool:
    """Say whether key field `name` has one value a document; `KeyError` where there is no such field."""
    if name not in _KEYS:
        raise KeyError(name)
    return name in _SINGLE
