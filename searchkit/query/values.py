"""What a typed filter value stands for: spellings, parts of names, acronyms, parts of document numbers.

The values of a column are folded in one go and searched as one text, a line a value, so that looking for a
part of a name costs no Python call a value.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from searchkit.indexing.column import Column
from searchkit.query.docnumbers import folded_numbers, number_pattern
from searchkit.text import fold, squeeze

_DASHES = re.compile(r"[-–.]")
_MARKS = re.compile(r"[^\w\n]+")


class Values:
    """The values of one column under their folded forms."""

    def __init__(self, column: Column) -> None:
        self.column = column

    @cached_property
    def by_key(self) -> Mapping[str, list[int]]:
        """Return the ordinals of the values by their keys (see `key_of`)."""
        found: dict[str, list[int]] = defaultdict(list)
        keys = _DASHES.sub(" ", fold(lines_of(self.column.values))).split("\n")
        for ordinal, key in enumerate(keys if len(self.column.values) else ()):
            found[squeeze(key)].append(ordinal)
        return dict(found)

    def exact(self, typed: str) -> list[int]:
        """Return the values that `typed` spells in full, without regard to case and diacritics."""
        return self.by_key.get(key_of(typed), [])

    def part(self, typed: str) -> list[int]:
        """Return the values of which `typed` is a run of whole words (`Bé Mười`)."""
        words = squeeze(_MARKS.sub(" ", fold(typed)))
        return self._lines.with_words(words) if words else []

    def district(self, typed: str) -> list[int]:
        """Return the districts of that name: with or without its kind, with its province behind it or not."""
        key = squeeze(_MARKS.sub(" ", fold(typed)))
        for pattern, kind in _DISTRICT_KINDS:
            key = pattern.sub(kind, key)
        kinds = "huyen |quan |thi xa |thanh pho "
        if any(kind.startswith(key) for kind in kinds.split("|")):
            return []  # a kind alone is no name
        bare = re.escape(key.removeprefix("huyen ").removeprefix("thi xa ").removeprefix("thanh pho "))
        return self._lines.find(rf"^{re.escape(key)}(?![^ \n])") or self._lines.find(
            rf"^(?:{kinds}){bare}(?![^ \n])"
        )

    def body(self, typed: str) -> list[int]:
        """Return the bodies that `typed` names or stands for: `BNV`, `Sở NV Bến Tre`, `UBND tỉnh`."""
        if found := self.exact(typed) or self.part(typed):
            return found
        keys = _body_keys(typed)
        exact = [o for key in keys for o in self.by_key.get(key, ())]
        return exact or sorted({o for key in keys for o in self._levelled.with_words(key)})

    def document(self, typed: str) -> list[int]:
        """Return the documents that a number or a part of it names: `61/2018`, `QĐ-BNV`, `876`."""
        pattern = number_pattern(typed)
        return self._numbers.find(pattern) if pattern else []

    @cached_property
    def _lines(self) -> _Lines:
        return _Lines(_MARKS.sub(" ", fold(lines_of(self.column.values))))

    @cached_property
    def _levelled(self) -> _Lines:
        """Return the values without `tỉnh` and `TP.`: people leave them out."""
        return _Lines(_LEVEL.sub("", self._lines.text))

    @cached_property
    def _numbers(self) -> _Lines:
        return _Lines(folded_numbers(lines_of(self.column.values)))


def lines_of(values: Sequence[str]) -> str:
    """Return the values as lines, a line each even where one holds a line end."""
    text = "\n".join(values)
    if text.count("\n") >= len(values) > 0:
        text = "\n".join(" ".join(value.split("\n")) for value in values)
    return text


class _Lines:
    """Values as lines of one text."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self.text))]

    @cached_property
    def _padded(self) -> str:
        return f" {self.text} ".replace("\n", " \n ")

    @cached_property
    def _padded_starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self._padded))]

    def with_words(self, words: str) -> list[int]:
        """Return the numbers of the lines that hold `words` as a run of whole words, ascending."""
        found, text, wanted = [], self._padded, f" {words} "
        at = text.find(wanted)
        while at >= 0:
            line = bisect_right(self._padded_starts, at) - 1
            found.append(line)
            if line + 1 == len(self._padded_starts):
                break
            at = text.find(wanted, self._padded_starts[line + 1])
        return found

    def find(self, pattern: str) -> list[int]:
        """Return the numbers of the lines that `pattern` matches, ascending, each once."""
        if not pattern or not self.text:
            return []
        places = (found.start() for found in re.finditer(pattern, self.text, re.MULTILINE))
        return list(dict.fromkeys(bisect_right(self._starts, place) - 1 for place in places))


def key_of(text: str) -> str:
    """Return the form in which spellings of a value agree: no case, diacritics, dashes or dots."""
    return squeeze(_DASHES.sub(" ", fold(text)))


_DISTRICT_KINDS = (
    (re.compile(r"^q ?(?=\d)"), "quan "),
    (re.compile(r"^q "), "quan "),
    (re.compile(r"^h "), "huyen "),
    (re.compile(r"^tx "), "thi xa "),
    (re.compile(r"^tp "), "thanh pho "),
)
_LEVEL = re.compile(r"(?<![^ \n])(?:tinh(?! uy\b)|tp|thanh pho) ")


def _body_keys(typed: str) -> list[str]:
    """Return the names of bodies, folded and without levels, that `typed` may stand for.

    Its longest beginning that the table knows is put into full; what is left is a place.
    """
    from searchkit.extract.bodytable import by_typed  # only where a name is not spelled as in the index

    words = (
        _LEVEL.sub("", f"{squeeze(_MARKS.sub(' ', fold(typed.replace('&', '_'))))} ")
        .replace("_", "&")
        .split()
    )
    for size in range(len(words), 0, -1):
        name = by_typed().get(" ".join(words[:size]))
        if name is not None:
            rest = " ".join(words[size:])
            return [squeeze(f"{key_of(name)} {place}") for place in _places(rest)]
    return [" ".join(words)] if words else []


def body_named(typed: str) -> str | None:
    """Return the name of the body whose acronym or spelling `typed` is; None where it is none."""
    from searchkit.extract.bodytable import by_typed

    return by_typed().get(key_of(typed))


def _places(rest: str) -> Iterable[str]:
    from searchkit.extract import gazetteer

    names = gazetteer.candidates(rest) if rest else ()
    return [_LEVEL.sub("", f"{key_of(name)} ").strip() for name in names] or [rest]
