"""One segment, mapped: its fields, columns and stored articles, with document numbers of its own."""

from __future__ import annotations

from bisect import bisect_left
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
_MOST_SHOWN = 1 << 14
"""The cards of so many documents are kept, some 15 MB: a further page, another filter or order show the same
ones."""
_ADDED = 4
"""What stands after several words is added up of so many times the counts that are asked for."""


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
        self._weights = file.array(f"{name}.weights") if f"{name}.weights" in file.sections else None
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

    def weights(self, term: int) -> Array:
        """Return what those occurrences count, the ones in the title more where the field has such."""
        if self._weights is None:
            return self.tfs(term)
        return self._weights[self._starts[term] : self._starts[term + 1]]

    def table(self, term: int) -> Array | None:
        """Return the weights of a frequent term as a table of all documents; None for others."""
        row = self._tabled.get(term)
        if row is None:
            return None
        size = len(self.lengths)
        return self.array("tables")[row * size : (row + 1) * size]

    @cached_property
    def _tabled(self) -> dict[int, int]:
        """The row of each term that has a table."""
        numbers = self.array("tabled").tolist() if self._weights is not None else []
        return {number: row for row, number in enumerate(numbers)}

    def occurrences(self, term: int) -> int:
        """Return how often the term occurs, in deleted documents too; only for fields with positions."""
        return self._position_starts[term + 1] - self._position_starts[term]

    @cached_property
    def _pair_starts(self) -> memoryview:
        return self._file.numbers(f"{self._name}.pair_starts")

    @cached_property
    def _pair_seconds(self) -> memoryview:
        return self._file.numbers(f"{self._name}.pair_seconds")

    @cached_property
    def _pair_counts(self) -> memoryview:
        return self._file.numbers(f"{self._name}.pair_counts")

    def pair_counts(self, firsts: Sequence[int], seconds: Sequence[int]) -> list[tuple[int, int, int]]:
        """Return `(row, column, count)` where one of the terms `seconds` (columns) stands right after one of
        `firsts` (rows), row by row; -1 is a term that does not occur."""
        # A dozen forms beside a dozen: searched one by one in a third of the time that arrays take.
        starts, followers, counts = self._pair_starts, self._pair_seconds, self._pair_counts
        found = []
        for row, first in enumerate(firsts):
            start, end = (starts[first], starts[first + 1]) if first >= 0 else (0, 0)
            if start < end:
                for column, second in enumerate(seconds):
                    at = bisect_left(followers, second, start, end)
                    if at < end and followers[at] == second:
                        found.append((row, column, counts[at]))
        return found

    def followers(self, firsts: Sequence[int], prefix: bytes, most: int, least: float) -> dict[bytes, int]:
        """Return the terms that stand right after any of the terms `firsts` most often, at least `least`
        times after one of them; of those whose folded forms begin with `prefix`."""
        starts = self._pair_starts
        rows = [slice(starts[n], starts[n + 1]) for n in firsts if n >= 0 and starts[n] < starts[n + 1]]
        if not rows:
            return {}
        seconds, tallies = self.array("pair_seconds"), self.array("pair_counts")
        terms, counts = _together(seconds, rows), _together(tallies, rows)
        if prefix:
            low, high = self._folded.prefix_range(prefix)
            # Numbers below `low` wrap round to large ones, so one comparison tells both ends.
            kept = (self._fold_places.take(terms) - np.uint32(low) < np.uint32(high - low)).nonzero()[0]
            terms, counts = terms[kept], counts[kept]
        if least > 1:
            kept = (counts >= least).nonzero()[0]
            terms, counts = terms[kept], counts[kept]
        if len(rows) > 1 and len(terms):
            terms, counts = _summed(terms, counts, _ADDED * most)
        return self._largest(terms, counts, most)

    @cached_property
    def _fold_places(self) -> Array:
        """The place of each term's folded form among the folded forms."""
        starts = self.array("fold_starts")
        places = np.empty(len(self.terms), np.uint32)
        places[self.array("fold_terms")] = np.arange(len(starts) - 1, dtype=np.uint32).repeat(np.diff(starts))
        return places

    def beginning(self, prefix: bytes, most: int, *, folded: bool) -> dict[bytes, int]:
        """Return the terms that begin with `prefix`, or whose folded forms do, and that the most documents
        hold, with the number of these, deleted ones included."""
        first, end = (self._folded if folded else self.terms).prefix_range(prefix)
        if first == end:
            return {}
        starts = self.array("starts")
        if not folded:
            return self._largest(np.arange(first, end), np.diff(starts[first : end + 1]), most)
        ranges = self.array("fold_starts")
        terms = self.array("fold_terms")[ranges[first] : ranges[end]]
        return self._largest(terms, starts.take(terms + np.uint32(1)) - starts.take(terms), most)

    def _largest(self, terms: Array, counts: Array, most: int) -> dict[bytes, int]:
        if len(terms) > most:
            top = counts.argpartition(len(counts) - most)[-most:]
            terms, counts = terms[top], counts[top]
        return dict(zip(map(self.terms.raw, terms.tolist()), counts.tolist(), strict=True))

    @cached_property
    def _position_starts(self) -> memoryview:
        return self._file.numbers(f"{self._name}.position_starts")

    @cached_property
    def all_positions(self) -> Array:
        """The positions of all terms, term after term."""
        return self.array("positions")

    def first_position(self, term: int) -> int:
        """Return where among all positions those of term number `term` begin."""
        return self._position_starts[term]

    def positions(self, term: int) -> Array:
        """Return the positions of term number `term`, all documents after each other."""
        return self.all_positions[self._position_starts[term] : self._position_starts[term + 1]]

    @cached_property
    def all_marks(self) -> Array:
        """Beside all these positions the mark of the word that follows, 0 for none."""
        return self.array("next")

    def next(self, term: int) -> Array:
        """Return the marks beside the positions of term number `term`."""
        return self.all_marks[self._position_starts[term] : self._position_starts[term + 1]]

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
        return [self.terms.raw(n).decode() for n in self._forms(key)]

    def forms(self, key: str) -> dict[str, int]:
        """Return the terms whose folded form is `key`, with how often each occurs, as in `occurrences`."""
        return {self.terms.named(n).decode(): self.occurrences(n) for n in self._forms(key)}

    def _forms(self, key: str) -> list[int]:
        number = self._folded.find(utf8(key))
        if number < 0:
            return []
        starts = self.array("fold_starts")
        numbers: list[int] = self.array("fold_terms")[starts[number] : starts[number + 1]].tolist()
        return numbers


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
        self._shown: dict[int, Card] = {}

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
        if len(self._shown) > _MOST_SHOWN:
            self._shown = {}  # another thread may still be reading the old one
        known = self._shown
        missing = [doc for doc in docs if doc not in known]
        if missing:
            known.update(zip(missing, read_cards(self._cards.read_all(missing)), strict=True))
        return [known[doc] for doc in docs]

    def close(self) -> None:
        """Unmap the files."""
        for kept in ("_cards", "head", "body", "_fields", "_shown"):
            self.__dict__.pop(kept, None)
        for file in self.files.values():
            file.close()


def _together(numbers: Array, rows: Sequence[slice]) -> Array:
    """Return the `rows` of `numbers` after each other."""
    return numbers[rows[0]] if len(rows) == 1 else np.concatenate([numbers[row] for row in rows])


def _summed(terms: Array, counts: Array, most: int) -> tuple[Array, Array]:
    """Return each of `terms` once with the sum of its counts, of the `most` largest ones."""
    if len(terms) > most:
        top = counts.argpartition(len(counts) - most)[-most:]
        terms, counts = terms[top], counts[top]
    order = terms.argsort()
    terms = terms[order]
    first = np.ones(len(terms), np.bool_)
    first[1:] = terms[1:] != terms[:-1]
    starts = first.nonzero()[0]
    return terms[starts], np.add.reduceat(counts[order], starts, dtype=np.int64)


def is_single(name: str) -> bool:
    """Say whether key field `name` has one value a document; `KeyError` where there is no such field."""
    if name not in _KEYS:
        raise KeyError(name)
    return name in _SINGLE
