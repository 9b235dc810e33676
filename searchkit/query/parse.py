"""From the typed words to the neutral tree. What is not an operator is text; text never fails.

The language is described in `docs/QUERY.md`. `OR` binds loosest, because Vietnamese words are several
syllables: `Bến Tre OR Cà Mau` means what it says.
"""

from __future__ import annotations

import re

from searchkit.errors import QueryError
from searchkit.i18n import _
from searchkit.query.tree import All, AnyOf, Must, Node, Not, Phrase, Prefix, Word
from searchkit.text import nfc

MAX_DEPTH = 40
"""Bracket groups nested deeper than this are an error, not a search."""

_OPERATORS = ("OR", "AND")
_SPACE = re.compile(r"\s+")
# A sign works only before what it can apply to; elsewhere it is punctuation (`kinh tế - xã hội`, `+84`).
_EXCLUDE = re.compile(r'-(?=[^\W\d_]|")')
_REQUIRE = re.compile(r'\+(?=\w|"|\()')
_FIELD = re.compile(r'([^\W\d]+):(?=[\w"]|\.\.\d)')
_VALUE = re.compile(r'"([^"]*)"?|[^\s")]+')
_QUOTED = re.compile(r'"([^"]*)"')
_RUN = re.compile(r'[^\s")]+')
_PLAIN = re.compile(r"\w[\w.,/%-]*(?=\s|$)")
"""A run that can be nothing but a word: most parts are."""


def parse(text: str) -> All:
    """Return the tree of a query; raise `QueryError` for an unknown field, a malformed date or an unclosed
    group.

    >>> parse('chỉ -loại').nodes
    (Word(text='chỉ', forms=()), Not(node=Word(text='loại', forms=())))
    """
    text = nfc(text)
    usual = _usual(text)
    return usual if usual is not None else _Parser(text).parse()


def _usual(text: str) -> All | None:
    """Return the tree of a query of words and phrases, as most are; None for any other. Without searching
    for what can't be there, in a third of the time."""
    stretches = text.split('"')
    if len(stretches) % 2 == 0:
        return None
    operands: list[list[Node]] = [[]]
    operator = False
    for number, stretch in enumerate(stretches):
        if number % 2:
            operands[-1].append(Phrase(stretch))
            operator = False
            continue
        for part in stretch.split():
            operator = part in _OPERATORS and len(operands[-1]) > 0
            if not operator:
                word = part[1:] if part[0] == "+" else part
                if not (word.isalnum() or _PLAIN.match(word)):
                    return None
                operands[-1].append(Word(word) if word is part else Must(Word(word)))
            elif part == "OR":
                operands.append([])
    if operator:  # one with nothing behind it is none
        return None
    groups = tuple([All(tuple(nodes)) for nodes in operands])
    return groups[0] if len(groups) == 1 else All((AnyOf(groups),))


class _Parser:
    """One pass over the text, with a stack of open groups."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.open: list[int] = []

    def parse(self) -> All:
        node = self._group()
        return node if isinstance(node, All) else All((node,))

    def _group(self) -> Node:
        """Read up to the end or the bracket that closes this group; split at `OR`."""
        operands: list[list[Node]] = [[]]
        while self._skip_space():
            if self.text[self.at] == ")":
                self.at += 1
                if self.open:
                    break
                continue
            node = self._part()
            operator = node.text if type(node) is Word and node.text in _OPERATORS else None
            if operator and operands[-1] and self._more():
                if operator == "OR":  # for AND: what stands side by side belongs together anyway
                    operands.append([])
            elif node is not None:
                operands[-1].append(node)
        filled = [All(tuple(nodes)) for nodes in operands if nodes]
        return AnyOf(tuple(filled)) if len(filled) > 1 else (filled[0] if filled else All(()))

    def _more(self) -> bool:
        """Say whether an operand may follow here."""
        return self._skip_space() and self.text[self.at] != ")"

    def _skip_space(self) -> bool:
        if found := _SPACE.match(self.text, self.at):
            self.at = found.end()
        return self.at < len(self.text)

    def _part(self) -> Node | None:
        """Read one part at a boundary (start, space or bracket)."""
        if found := _PLAIN.match(self.text, self.at):
            self.at = found.end()
            return Word(found[0])
        if _EXCLUDE.match(self.text, self.at):
            self.at += 1
            inner = self._operand()
            return Not(inner) if inner is not None else None
        if _REQUIRE.match(self.text, self.at):
            self.at += 1
            inner = self._operand()
            return Must(inner) if inner is not None else None
        return self._operand()

    def _operand(self) -> Node | None:
        char = self.text[self.at]
        if char == "(":
            return self._bracket()
        if char == '"':
            return self._phrase()
        if found := _FIELD.match(self.text, self.at):
            return self._field(found)
        return self._word()

    def _bracket(self) -> Node:
        start = self.at
        self.open.append(start)
        if len(self.open) > MAX_DEPTH:
            raise QueryError(_("brackets are nested more than {n} deep; remove some").format(n=MAX_DEPTH))
        self.at += 1
        node = self._group()
        if self.text[self.at - 1] != ")" or self.at - 1 <= start:
            part = self.text[start : start + 30]
            raise QueryError(
                _("the bracket of {part!r} is never closed; add ) or remove (").format(part=part)
            )
        self.open.pop()
        return node

    def _phrase(self) -> Node | None:
        found = _QUOTED.match(self.text, self.at)
        if found is None:  # a lone quote is punctuation
            self.at += 1
            return None
        self.at = found.end()
        return Phrase(found[1])

    def _field(self, found: re.Match[str]) -> Node:
        value = _VALUE.match(self.text, found.end())
        assert value is not None  # noqa: S101 - the field's look-ahead saw a letter, digit or quote
        self.at = value.end()
        quoted = value[0].startswith('"')
        from searchkit.query.fields import read_field  # with all that reads dates: few queries name a field

        return read_field(found[1], value[1] if quoted else value[0], quoted)

    def _word(self) -> Node | None:
        found = _RUN.match(self.text, self.at)
        if found is None:  # a quote or bracket in the middle of nothing
            self.at += 1
            return None
        run = found[0]
        # Inside a word an opening bracket belongs to the text, and so does its closing one.
        self.at = found.end()
        while not self.open and self.at < len(self.text) and self.text[self.at] == ")":
            self.at += 1
        stem = run.rstrip("*")
        if stem != run and stem and (stem[-1].isalnum()):
            return Prefix(stem)
        return Word(run)
