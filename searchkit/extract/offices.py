"""An office taken apart: rank, body, place, former or acting; and its normalised title."""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchkit.extract.grammar import grammar, longest
from searchkit.extract.wordlists import load
from searchkit.extract.words import Words
from searchkit.text import nfc, old_tone_place, squeeze

_PREFIX = re.compile(r"(?P<former>nguyên|cựu|cố)\s+|(?P<acting>quyền|q\.)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Office:
    """An office: `rank` in its long form, `body` and `place` as written (None where there is none).

    `former` is True for `nguyên`, `cựu`, `cố`; `acting` for `quyền`.
    """

    rank: str
    body: str | None = None
    place: str | None = None
    former: bool = False
    acting: bool = False

    @property
    def title(self) -> str:
        """The office in normal form, without `nguyên` and `quyền`: `Phó Chủ tịch UBND tỉnh`."""
        return " ".join(filter(None, (self.rank, self.body, self.place)))


def parse_office(title: str) -> Office | None:
    """Take an office apart as written in a text; None where `title` begins with no known rank.

    >>> parse_office("nguyên PCT UBND tỉnh Bến Tre")
    Office(rank='Phó Chủ tịch', body='UBND', place='tỉnh Bến Tre', former=True, acting=False)
    >>> parse_office("Phó Bí thư Thường trực Tỉnh ủy").title
    'Phó Bí thư Thường trực Tỉnh ủy'
    """
    text = squeeze(nfc(title))
    former = acting = False
    while prefix := _PREFIX.match(text):
        former, acting = former or bool(prefix["former"]), acting or bool(prefix["acting"])
        text = text[prefix.end() :]
    words = Words(text, 0)
    value, n = longest(grammar().ranks, words, 0)
    if value is None or value[0] == "none":
        return None
    rank = _long_rank(value[1])
    adjective, m = longest(grammar().bodies, words, n)
    if adjective == "A":
        rank += text[words[n - 1].end : words[n + m - 1].end]
        n += m
    place = _place_start(words, n, len(text))
    body = text[words[n - 1].end : place].strip(" ,") or None
    return Office(rank, body, text[place:].strip() or None, former, acting)


def _long_rank(rank: str) -> str:
    """`phó chủ tịch` → `Phó Chủ tịch`, `pct` → `Phó Chủ tịch`."""
    known: dict[str, str] = load("offices")["normal"]["ranks"]
    if (plain := old_tone_place(rank)) in known:
        return known[plain]
    if rank.startswith("phó "):
        return "Phó " + rank[4].upper() + rank[5:]
    return rank[0].upper() + rank[1:]


def _place_start(words: Words, i: int, end: int) -> int:
    """Return the offset at which the place of an office begins, or `end` where it names none."""
    while words[i].end >= 0:
        kind, n = longest(grammar().bodies, words, i)
        if kind == "T" or (kind in ("P", "C") and words[i].is_capital):
            return words[i].start
        i += n or 1
    return end
