"""Offices that say no body of their own: whether a public one is meant, told by what stands around them.

`Báo cáo của Sở Nội vụ do Phó Giám đốc Lê An trình bày` and `ông Lê An, Giám đốc Sở Y tế và bà Vũ Bình, Phó
Giám đốc` name public offices; `Phó Chủ tịch Lê An` does where the text names such offices of public bodies
and of no others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from searchkit.extract.grammar import grammar, longest
from searchkit.extract.officescan import Found
from searchkit.extract.officetail import Tail
from searchkit.extract.words import Words, words_before

Kinds = set[tuple[str, bool]]
"""Families of ranks with whether they are of public bodies, as a text has them."""

_FAMILIES = (
    "giám đốc",
    "chủ tịch",
    "bí thư",
    "chủ nhiệm",
    "viện trưởng",
    "trưởng ban",
    "đội trưởng",
    "trưởng phòng",
    "trưởng đoàn",
    "chánh án",
)
_USUAL = frozenset(("chủ tịch", "bí thư", "chủ nhiệm", "viện trưởng", "chánh án"))
"""Families that a text uses in companies and in public bodies seldom alike."""
_SHORT = {
    "pct": "chủ tịch",
    "ct": "chủ tịch",
    "gđ": "giám đốc",
    "pgđ": "giám đốc",
    "phó phòng": "trưởng phòng",
    "phó ban": "trưởng ban",
    "đội phó": "đội trưởng",
    "phó đoàn": "trưởng đoàn",
}
_NEAR = 130
_JOINT = re.compile(r"(?:[,–(-]|,? do|,? theo)?[ \u00a0](?:(?:đồng chí|đ/c|ông|bà)[ \u00a0])?$")
_BARRIER = re.compile(r"[.!?…][\s”\"]|\n|[Cc]ông ty|[Tt]ập đoàn|HĐQT|[Hh]iệp hội|[Dd]oanh nghiệp")
_ENDS = re.compile(r"[ \u00a0]?(?:[,.;:)–\n-]|$)")
_VAGUE = frozenset(("một", "các", "những", "của"))
_MOST_WORDS = 12


def family(rank: str) -> str:
    """Return the rank of the head whose deputies and namesakes `rank` is one of; empty for other ranks."""
    if rank in _SHORT:
        return _SHORT[rank]
    bare = rank.removeprefix("phó ")
    return bare if bare in _FAMILIES else ""


def is_bare(text: str, office: Found) -> bool:
    """Say whether an office is its rank and nothing else: a name, a mark or the line's end follows."""
    return office.name is not None or _ENDS.match(text, office.end) is not None


def is_settled(text: str, office: Found, before: Sequence[Found]) -> bool:
    """Say whether what stands before an office without a body makes it a public one; `before` are the
    offices in front of it, in order."""
    kind = family(office.rank)
    if not kind or not (is_bare(text, office) or _goes_on(text, office.end)):
        return False
    for other in reversed(before):
        if office.start - other.end > _NEAR or _BARRIER.search(text, other.end, office.start):
            break
        if family(other.rank) == kind:
            return other.public is True
    return _body_before(text, office.start)


def _goes_on(text: str, end: int) -> bool:
    """Say whether a word that never stands inside an office follows it."""
    return Words(text, end, 24)[0].low in grammar().stop - _VAGUE


def _body_before(text: str, start: int) -> bool:
    """Say whether a public body is named right before `start`, but for `do`, a mark or `ông`."""
    joint = _JOINT.search(text, max(0, start - 20), start)
    if joint is None:
        return False
    words = words_before(text, joint.start(), _NEAR)
    if not words or words[-1].end != joint.start():
        return False
    rules = grammar()
    for word in reversed(words[-_MOST_WORDS:]):
        if not (word.text[0].isalnum() or word.low in "-&,"):
            return False
        kind, n = longest(rules.bodies, here := Words(text, word.start), 0)
        if n and word.is_capital and kind in ("B", "X"):
            body = Tail(rules, here, 0, "giám đốc")
            body.read()
            if body.end == joint.start():
                return body.public is True
    return False


def is_usual(kind: str, kinds: Kinds) -> bool:
    """Say whether the text has ranks of the family `kind` in public bodies and in no others."""
    return kind in _USUAL and (kind, True) in kinds and (kind, False) not in kinds
