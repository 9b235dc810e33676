"""What may stand between a name and an office of that person, and between two of their offices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from searchkit.extract.names import is_family_name, name_run
from searchkit.extract.wordlists import both_tones, load
from searchkit.extract.words import Words

# Between two offices of one person: `, `, ` - `, ` kiêm `.
_CHAIN = re.compile(
    r"[ \u00a0]*(?:[,;–—-]|,?[ \u00a0]*(?:kiêm(?: nhiệm)?|đồng thời là|và là|và|cũng là|, là))[ \u00a0]*"
)
_MARKS = frozenset({", -", ", –", ",-", ",", "-", "–", "—", "(", ":", "/", ";"})
_AGE = re.compile(r"(?:sn|sinh|năm|tuổi|ngày|trú|ngụ|quê|ở|tại|\d)\b", re.IGNORECASE)
# `Ông Mai Văn Khiêm, 54 tuổi, Phó Chánh Thanh tra …`
_AGED = re.compile(r",[ \u00a0](?:\d{1,3} tuổi|(?:SN|sinh năm|sinh) \d{4})(?=,|[ \u00a0]?[–-])")
_SENTENCE_END = re.compile(r"[.!?…][\s”\"']|\n|[“\"]")
_INSTEAD = re.compile(r"thay(?: thế)?(?: cho)? (?:ông|bà|đồng chí|đ/c) (?P<name>[^,.;()]{2,40})")
_APPOINTED = re.compile(
    r"(?:giữ chức(?: vụ| danh)?|đảm nhiệm(?: chức vụ)?|giữ cương vị|giữ vị trí"
    r"|(?:bổ nhiệm|bầu|chỉ định|phân công|điều động|cử) làm"
    r"|cách(?: hết)?(?: các)? chức(?: vụ)?|(?:miễn|bãi) nhiệm(?: chức(?: vụ| danh)?)?|thôi giữ chức(?: vụ)?)$"
)
_SOMEBODY = frozenset(["ông", "bà", "chí", "đ/c", "anh", "chị", "cho", "với"])
# `Chủ tịch UBND tỉnh, ông Nguyễn Văn An` · `chức Giám đốc Sở đối với ông An`
_FORWARD = re.compile(
    r"[ \u00a0]+(?:nhiệm kỳ [\d –-]{4,12} )?(?:đối với|cho|của|với)[ \u00a0]+(?=ông|bà|đồng chí|đ/c)"
    r"|,?[ \u00a0](?:nhiệm kỳ|giai đoạn|khóa|khoá) [\dXVI][\dXVI –-]{0,12},[ \u00a0](?=ông|bà|đồng chí|đ/c)"
    r"|[ \u00a0]*(?:\([^()\n]{1,40}\))?[ \u00a0]*"
    r"(?:[,:–—-]|\((?=[ÔôBb])"
    r"|(?:khác |này |mới |cũ |(?:khi|lúc|bấy giờ|lúc bấy giờ|thời điểm|thời kỳ|hiện nay|hiện tại)"
    r"(?: đó)? )?là)?[ \u00a0]*"
)


@dataclass(frozen=True)
class LinkWords:
    """Words that bind a name to an office, may stand on the way, or say that a run of capitals is nobody."""

    binding: frozenset[str]
    between: frozenset[str]
    no_person: frozenset[str]
    before_name: frozenset[str]


@cache
def link_words() -> LinkWords:
    """Return the word lists of `data/offices.toml`, section `link`."""
    data = load("offices")["link"]
    binding, between, nobody, before = (
        both_tones(data[name].split()) for name in ("binding", "between", "no_person", "before_name")
    )
    return LinkWords(binding, binding | between, nobody, before)


def is_chain(text: str, start: int, end: int) -> bool:
    """Say whether the stretch between two offices lets them belong to one person."""
    return _CHAIN.fullmatch(text, start, end) is not None


def forward_gap(text: str, start: int) -> re.Match[str] | None:
    """Match what may stand between an office that ends at `start` and a name behind it."""
    return _FORWARD.match(text, start)


def may_lead(text: str, start: int) -> bool:
    """Look at the word before `start` alone: most offices stand behind `của`, `theo` … and follow no name."""
    stretch = text[max(0, start - 90) : start]
    last = stretch[-40:].split()
    if not last:
        return False
    word = last[-1].lstrip("(")
    if not word or word[-1] in ",-–—:/":
        # Behind a mark stands a name, a closed bracket, or an age in an open one.
        word = word.rstrip(",-–—:/") or (last[-2].rstrip(",") if len(last) > 1 else "")
        if not word or word[-1] in ")”" or "(" in stretch:
            return bool(word)
    if word == "tuổi" or (word.isdigit() and len(word) == 4):
        return True  # `Ông Mai Văn Khiêm, 54 tuổi, Phó Chánh Thanh tra …`
    return word[0].isupper() or word.lower() in link_words().between


def tells_age(text: str, start: int, end: int) -> bool:
    """Say whether the stretch tells somebody's age, birth or home, as brackets behind a name do."""
    return _AGE.search(text, start, end) is not None


def leads(gap: str) -> bool:
    """Say whether the words between a name (or its last office) and an office bind them together."""
    if _SENTENCE_END.search(gap):
        return False
    rest = _AGED.sub("", gap).strip() if "tuổi" in gap or "SN" in gap or "sinh" in gap else gap.strip()
    if not rest or rest in _MARKS:
        return bool(rest)
    if rest[0] == "(":
        inner, closed, rest = rest.partition(")")
        if not closed:
            return name_run(Words(inner, 1), 0) == 0 or _AGE.match(inner[1:].lstrip()) is not None
        rest = rest.strip()
        if not rest or rest in _MARKS:
            return True
    return _words_lead(_INSTEAD.sub(_without_capitals, rest))


def _words_lead(rest: str) -> bool:
    """Whether words alone bind: `hiện giữ chức`, `được bầu làm`; further ones where nobody else is named."""
    words = rest.lower().replace(",", " ").replace("-", " ").replace("–", " ").split()
    if words and all(word in link_words().between or word.isdigit() for word in words):
        return not link_words().binding.isdisjoint(words)
    # `…, đến nhận công tác tại UBND tỉnh và giới thiệu bầu giữ chức`
    return _APPOINTED.search(rest) is not None and not _names_somebody(rest)


def _without_capitals(match: re.Match[str]) -> str:
    """Drop `thay ông Phạm Văn Cũ` and keep what follows the name."""
    return " ".join(word for word in match["name"].split() if not word[0].isupper())


def _names_somebody(text: str) -> bool:
    """Whether somebody is named in the words between a person and an office."""
    words = text.split()
    if not _SOMEBODY.isdisjoint(word.lower() for word in words):
        return True
    return any(a[0].isupper() and b[0].isupper() and is_family_name(a) for a, b in pairwise(words))
