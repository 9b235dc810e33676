"""The term dictionary of one field: sorted UTF-8 terms in one blob, found by binary search where they lie."""

from __future__ import annotations

import mmap
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, pairwise

import numpy as np

from searchkit.indexing.layout import Array, smallest
from searchkit.text import fold

# The byte order of UTF-8 is the order of code points, so sorting terms as str or as bytes gives the same
# order.
_REMEMBERED = 4096
"""Places of so many terms are kept: one query asks for the same terms again and again."""
_STRIDE, _MARKED_AFTER = 64, 64
"""One term of so many is kept ready to begin a search with, once so many were searched: reading them takes as
long as they save in 300 searches."""
_END = b"\xff"
"""Greater than any byte that UTF-8 uses: closes the range of a prefix."""


def utf8(text: str) -> bytes:
    """Return `text` as UTF-8; lone surrogates (a broken JSON escape) become `?`, keeping the number of
    characters."""
    return text.encode("utf-8", "replace")


def mark(term: bytes) -> int:
    """Return the byte that stands for `term` beside each occurrence of the word before it: 0 to 255."""
    return zlib.crc32(term) & 0xFF


def pack_terms(terms: Sequence[bytes]) -> tuple[Array, Array]:
    """Return one blob of all `terms` and their n + 1 offsets into it."""
    offsets = np.fromiter(chain((0,), accumulate(map(len, terms))), np.int64, len(terms) + 1)
    return np.frombuffer(b"".join(terms), np.uint8), offsets.astype(offset_type(int(offsets[-1])))


def unpack_terms(blob: bytes, offsets: Array) -> list[bytes]:
    """Return the terms of a blob as a list, in order."""
    return [blob[start:end] for start, end in pairwise(offsets.tolist())]


def offset_type(top: int) -> str:
    """Return the dtype for offsets up to `top`: 32 bits, or 64 where they don't suffice."""
    return max("<u4", smallest(top))


def fold_arrays(terms: Sequence[bytes]) -> dict[str, Array]:
    """Return the folded dictionary of sorted `terms`: folded keys, and for each key the numbers of its
    terms."""
    groups: dict[str, list[int]] = {}
    for number, term in enumerate(terms):
        text = term.decode()
        groups.setdefault(text if text.isascii() and text.islower() else fold(text), []).append(number)
    keys = sorted(groups)
    blob, offsets = pack_terms([utf8(key) for key in keys])
    sizes = chain((0,), accumulate(len(groups[key]) for key in keys))
    return {
        "fold": blob,
        "fold_offsets": offsets,
        "fold_starts": np.fromiter(sizes, np.uint32, len(keys) + 1),
        "fold_terms": np.fromiter(chain.from_iterable(groups[key] for key in keys), np.uint32, len(terms)),
    }


class TermTable(Sequence[str]):
    """Sorted terms in a mapped blob. Looking one up reads about log2(n) of them and nothing else."""

    def __init__(self, source: mmap.mmap | bytes, base: int, offsets: memoryview) -> None:
        self._source, self._base, self._offsets = source, base, offsets
        self._count = len(offsets) - 1
        self._found: dict[bytes, int] = {}
        self._searched = 0
        self._marks: list[bytes] = []

    def __len__(self) -> int:
        return self._count

    def raw(self, number: int) -> bytes:
        """Return term `number` as UTF-8."""
        base, offsets = self._base, self._offsets
        return self._source[base + offsets[number] : base + offsets[number + 1]]

    def __getitem__(self, number: int | slice) -> str | list[str]:  # type: ignore[override]
        if isinstance(number, slice):
            return [self.raw(n).decode() for n in range(*number.indices(self._count))]
        if not -self._count <= number < self._count:
            raise IndexError(number)
        return self.raw(number % self._count).decode()

    def __iter__(self) -> Iterator[str]:
        blob = self._source[self._base : self._base + self._offsets[self._count]]
        return (blob[start:end].decode() for start, end in pairwise(self._offsets.tolist()))

    def lower_bound(self, key: bytes) -> int:
        """Return the number of the first term that is not less than `key`."""
        source, base, offsets = self._source, self._base, self._offsets
        low, high = 0, self._count
        if self._marks:
            mark = bisect_left(self._marks, key)
            low, high = max(0, (mark - 1) * _STRIDE + 1), min(high, mark * _STRIDE)
        while low < high:
            middle = (low + high) >> 1
            if source[base + offsets[middle] : base + offsets[middle + 1]] < key:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, key: bytes) -> int:
        """Return the number of term `key`, or -1."""
        known = self._found.get(key)
        if known is None:
            known = self._place(key)
        return known if known >= 0 else -1

    def _place(self, key: bytes) -> int:
        """Return the number of term `key`, or -1 less the number that it would have; remembered."""
        self._searched += 1
        if self._searched >= _MARKED_AFTER and not self._marks:
            self._marks = [self.raw(n) for n in range(0, self._count, _STRIDE)]
        number = self.lower_bound(key)
        place = number if number < self._count and self.raw(number) == key else -1 - number
        self._remember(key, place)
        return place

    def _remember(self, key: bytes, place: int) -> None:
        if len(self._found) >= _REMEMBERED:
            self._found.clear()
        self._found[key] = place

    def named(self, number: int) -> bytes:
        """Return term `number`, which will be looked up next."""
        term = self.raw(number)
        self._remember(term, number)
        return term

    def look(self, key: bytes, sign: bytes) -> tuple[int, bool]:
        """Return the number of term `key`, or -1, and whether terms may begin with `key` and `sign`: the
        first one that `key` begins goes on with `sign`, or with something less."""
        place = self._found.get(key)
        if place is None:
            place = self._place(key)
        number, following = (place, place + 1) if place >= 0 else (-1, -1 - place)
        if following == self._count:
            return number, False
        term, end = self.raw(following), len(key)
        return number, term.startswith(key) and term[end : end + len(sign)] <= sign

    def prefix_range(self, prefix: bytes) -> tuple[int, int]:
        """Return the range of the terms that begin with `prefix`."""
        first = self.lower_bound(prefix)
        if first == self._count or not self.raw(first).startswith(prefix):
            return first, first
        return first, self.lower_bound(prefix + _END)
