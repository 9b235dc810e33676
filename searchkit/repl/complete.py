"""What Tab offers: a pure function of the text before the cursor and of the names in the index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from unicodedata import is_normalized

from searchkit.models import SORTS, Completion
from searchkit.query.fields import FIELD_NAMES, field_of
from searchkit.render.safe import field_label
from searchkit.repl.commands import COMMANDS, find
from searchkit.repl.session import FILTERS
from searchkit.text import fold, nfc

Lookup = Callable[[str, str], Sequence[str]]
"""`(field, prefix) -> values` of the index that begin like `prefix`, most frequent first."""
CarryOn = Callable[[str], Sequence[Completion]]
"""What the words at the end of a line may become."""

_FIELD_VALUE = re.compile(r'([^\W\d]+):("[^"]*|[^\s"]*)$')
_WORD = re.compile(r"[^\W\d]+$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One completion: the text to insert in place of the last `replaced` characters, and what it is."""

    text: str
    replaced: int
    kind: str = ""


def complete(before: str, lookup: Lookup, carry_on: CarryOn) -> list[Candidate]:
    """Return what may stand at the end of `before`, the text left of the cursor.

    >>> complete(":so", lambda field, prefix: [], lambda line: [])
    [Candidate(text=':sort ', replaced=3, kind='relevance | newest | oldest')]
    >>> complete("SIPAS tinh:ben", lambda field, prefix: ["Bến Tre"], lambda line: [])
    [Candidate(text='"Bến Tre" ', replaced=3, kind='province')]
    """
    if before.startswith(":"):
        return list(_in_command(before, lookup))
    if found := _FIELD_VALUE.search(before):
        return _values(found[1], found[2], lookup)
    return [*_fields(before), *(_candidate(before, one) for one in carry_on(before))]


def _in_command(before: str, lookup: Lookup) -> Iterator[Candidate]:
    name, space, argument = before[1:].partition(" ")
    if not space:
        for one in COMMANDS.values():
            if one.name.startswith(name.lower()):
                yield Candidate(f":{one.name} " if one.usage else f":{one.name}", len(before), one.usage)
        return
    kind = _argument_kind(name)
    if kind == "sort":
        yield from _beginning(SORTS, argument)
    elif kind == "field" or (kind == "value" and " " not in argument):
        yield from _beginning((f"{field} " if kind == "value" else field for field in FILTERS), argument)
    elif kind == "command":
        yield from _beginning(COMMANDS, argument)
    elif kind == "value":
        field, _space, value = argument.partition(" ")
        known = field_of(field)
        values = lookup(known, value) if known in FILTERS and known else ()
        yield from (Candidate(one, len(value), known or "") for one in values)


def _argument_kind(name: str) -> str:
    from searchkit.errors import QueryError

    try:
        return find(name.lower()).argument
    except QueryError:
        return ""


def _beginning(words: Iterable[str], typed: str) -> Iterator[Candidate]:
    return (Candidate(word, len(typed)) for word in words if word.startswith(typed))


def _values(name: str, typed: str, lookup: Lookup) -> list[Candidate]:
    field = field_of(name)
    if field not in FILTERS or field is None:
        return []
    values = lookup(field, typed.lstrip('"').replace("_", " "))
    return [Candidate(f"{quoted(value)} ", len(typed), field) for value in values]


def quoted(value: str) -> str:
    """Return a value as the query language takes it: in quotes where it has blanks."""
    return f'"{value}"' if re.search(r"[^\w./-]", value) else value


def _fields(before: str) -> Iterator[Candidate]:
    found = _WORD.search(before)
    if found is None or len(found[0]) < 2:  # one letter begins a word more likely than a field
        return
    typed = fold(found[0])
    for field, names in FIELD_NAMES.items():
        shown = next((name for name in names if fold(name).startswith(typed)), None)
        if shown is not None:
            yield Candidate(f"{shown}:", len(found[0]), field)


def _candidate(before: str, one: Completion) -> Candidate:
    """Return a completion as what is inserted; its `start` counts in the normal form of `before`."""
    start = one.start if is_normalized("NFC", before) else _place(before, one.start)
    return Candidate(one.text, len(before) - start, field_label(one.kind))


def _place(text: str, start: int) -> int:
    """Return the offset in `text` of offset `start` in its normal form."""
    return next(end for end in range(len(text) + 1) if len(nfc(text[:end])) >= start)
