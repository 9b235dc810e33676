"""Finding offices in a text: rank × body × place, parsed word by word from the data of `data/offices.toml`.

The words of the text that can begin a rank (`chủ`, `phó`, `PCT` …) are looked up in one set; from there a
small parser reads the rank, then the body and the place (`UBND tỉnh`, `Ban Dân vận Tỉnh ủy`), and the
person's name when it follows at once. Every parse reads a bounded number of words, so the whole is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress, count

from searchkit.extract.grammar import Grammar, grammar, longest
from searchkit.extract.names import Name, is_syllable
from searchkit.extract.officetail import Tail
from searchkit.extract.words import Words

# What may be glued to the first word of a rank.
_GLUE = "(“\"‘'-–—/[:;,.\u00a0"
_FORMER_BEFORE = re.compile(
    r"(?<![^\W_])(?<![Cc]hính )(?:[Nn]guyên|[Cc]ựu|[Qq]uyền|[Cc]ố|Q\.)[ \u00a0]{1,2}$"
)
_NO_HOLDER_BEFORE = re.compile(
    r"(?:ứng viên|ứng cử viên|ứng cử|tranh cử|bầu cử|vai trò của|giả danh|mạo danh|tự xưng là)[ \u00a0]$",
    re.I,
)
_DUTY_BEFORE = re.compile(r"(?:chức|nhiệm|phục|nghĩa|công|sự)[ \u00a0]$", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """An office in the text: its span, whether it is public, and the person named right after it.

    `public` is True or False where rank or body decide it, None where the text leaves it open
    (`Chủ tịch Nguyễn Văn A`). `foreign`: a foreigner may hold it.
    """

    start: int
    end: int
    rank: str
    public: bool | None
    name: Name | None = None
    foreign: bool = False


def find_offices(text: str) -> Iterator[Found]:
    """Yield the offices that `text` names, in order, without overlaps."""
    rules = grammar()
    cursor = 0
    for start in _candidates(rules, text):
        if start < cursor or (text[start] in "vV" and _DUTY_BEFORE.search(text, max(0, start - 7), start)):
            continue  # `chức vụ Phó Giám đốc` is no `vụ phó`
        found = _parse(rules, text, start)
        if found is not None and not _NO_HOLDER_BEFORE.search(text, max(0, start - 18), start):
            cursor = found.end
            yield found


def _candidates(rules: Grammar, text: str) -> list[int]:
    """Return, ascending, where a rank may begin: words that begin ranks, before words that go on with one.

    Substring search and set look-ups run at the speed of C; one regular expression of all ranks took ten
    times as long.
    """
    plain = text
    for mark in _GLUE:
        if mark in plain:
            plain = plain.replace(mark, " ")
    heads = rules.heads
    words = (*plain.split(), "")
    known = compress(count(), map(heads.get, words))
    firsts = {first for i in known if words[i + 1].startswith(heads[first := words[i]])}
    found: list[int] = []
    for first in firsts:
        seconds = heads[first]
        step = len(first) + 1
        at = plain.find(first)
        while at >= 0:
            if plain.startswith(seconds, at + step) and (at == 0 or not plain[at - 1].isalnum()):
                found.append(at)
            at = plain.find(first, at + step)
    found.sort()
    return found


def _parse(rules: Grammar, text: str, start: int) -> Found | None:
    """Read the office whose rank begins at `start`, or None where none does."""
    words = Words(text, start)
    value, n = longest(rules.ranks, words, 0)
    if value is None or value[0] == "none":
        return None
    kind, rank = value
    tail = Tail(rules, words, n, rank, sole=kind == "sole")
    tail.read()
    public = tail.public
    if public is None and (kind == "sole" or (tail.name and rank in rules.direct)):
        public = True
    if rank in rules.solo and not (tail.name and tail.place and not is_syllable(tail.name.text.split()[-1])):
        return None
    former = _FORMER_BEFORE.search(text, max(0, start - 9), start)
    begin = former.start() if former else start
    return Found(begin, tail.end, rank, public, tail.name, tail.foreign or rank in rules.foreign_full)
