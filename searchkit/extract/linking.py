"""Who holds an office: linking the offices of a text to the names before and after them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from searchkit.extract.names import (
    Name,
    cut_name,
    honorific_before,
    honorific_length,
    is_foreign,
    is_place,
    make_name,
    name_run,
)
from searchkit.extract.officescan import Found, ends_with_place_word, find_offices, is_body_word, is_highland, is_known_place, starts_rank
from searchkit.extract.wordlists import both_tones, load
from searchkit.extract.words import Word, Words, words_before

_REACH = 130
"""An office may stand so many characters behind the name it belongs to."""

# Between two offices of one person: `, `, ` - `, ` kiêm `.
_CHAIN = re.compile(
    r"[ \u00a0]*(?:[,;–—-]|,?[ \u00a0]*(?:kiêm(?: nhiệm)?|đồng thời là|và là|và|cũng là|, là))[ \u00a0]*"
)
_AGE = re.compile(r"(?:sn|sinh|năm|tuổi|ngày|trú|ngụ|quê|ở|tại)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…][\s”\"']|\n|[“\"]")
_PLURAL = re.compile(
    r"(?:các|hai|ba|bốn|những|2|3|4)(?: vị| ông| bà| đồng chí| đ/c| nguyên| cựu)?[ \u00a0]$", re.IGNORECASE
)
_COMRADES = re.compile(r"(?:các|hai|ba|bốn) (?:đồng chí|đ/c|ông|bà)\b", re.IGNORECASE)
# `Chủ tịch UBND tỉnh, ông Nguyễn Văn An` · `chức Giám đốc Sở đối với ông An`
_FORWARD = re.compile(
    r"[ \u00a0]+(?:nhiệm kỳ [\d –-]{4,12} )?(?:đối với|cho|của)[ \u00a0]+(?=ông|bà|đồng chí|đ/c)"
    r"|[ \u00a0]*(?:\([^()\n]{1,40}\))?[ \u00a0]*"
    r"(?:[,:–—-]|(?:(?:khi|lúc|bấy giờ|lúc bấy giờ|thời điểm|thời kỳ|hiện nay|hiện tại)(?: đó)? )?là|\((?=[ÔôBb]))?[ \u00a0]*"
)


@dataclass(frozen=True)
class _LinkWords:
    binding: frozenset[str]
    between: frozenset[str]
    no_person: frozenset[str]
    before_name: frozenset[str]


@cache
def _words() -> _LinkWords:
    data = load("offices")["link"]
    binding = both_tones(data["binding"].split())
    return _LinkWords(binding, binding | both_tones(data["between"].split()), both_tones(data["no_person"].split()), both_tones(data["before_name"].split()))


@dataclass(frozen=True, slots=True)
class Holder:
    """One office of one person as found in the text: `title` as written; `public` None where only the rank is known."""

    name: Name
    title: str
    rank: str
    public: bool | None
    in_body: bool
    start: int


def link_offices(text: str, in_body: bool) -> list[Holder]:
    """Return who holds which office in `text`, in the order of the text."""
    return _Linker(text, in_body).run()


class _Linker:
    """Goes through the offices of a text from left to right and remembers the person last named."""

    def __init__(self, text: str, in_body: bool) -> None:
        self.text = text
        self.in_body = in_body
        self.holders: list[Holder] = []
        self.person: Name | None = None
        self.person_before = False
        """Whether the person's last office stands before the name."""
        self.person_end = -1
        """Where the person's last office or the name itself ends: the next office may join from here."""

    def run(self) -> list[Holder]:
        for group in self._groups():
            self._link(group)
        return self.holders

    def _groups(self) -> list[list[Found]]:
        """Put offices together that follow one another (`Ủy viên …, Phó Bí thư …, Chủ tịch …`), up to a name."""
        groups: list[list[Found]] = []
        last: Found | None = None
        for office in find_offices(self.text):
            joined = (
                last is not None and last.name is None and _CHAIN.fullmatch(self.text, last.end, office.start)
            )
            if joined:
                groups[-1].append(office)
            else:
                groups.append([office])
            last = office
        return groups

    def _link(self, group: list[Found]) -> None:
        last = group[-1]
        before = self._person_before(group[0])
        if last.name is not None:
            # `ông A, Phó Bí thư, Chủ tịch UBND B`: what follows A's comma is A's, unless A has an office already.
            count = 1 if before and len(group) > 1 and before[1] else 0
            if count and before:
                self._give(before[0], group[:count])
            rest = group[count:]
            if len(rest) > 1:  # `thừa lệnh Thủ tướng, Bộ trưởng A`: a head of government holds nothing beside
                rest = [office for office in rest[:-1] if office.rank not in _ALONE] + rest[-1:]
            self._give(last.name, rest)
            self._more_names(last)
            return
        if before is not None:
            self._give(before[0], group)
            return
        if self._is_plural(group[0]):
            self._list_of_names(group, last.end)
        elif (name := self._person_after(last)) is not None:
            self._give(name, group, name.end)

    def _give(self, name: Name, offices: list[Found], end: int | None = None) -> None:
        for office in offices:
            title = " ".join(self.text[office.start : office.end].split())
            self.holders.append(Holder(name, title, office.rank, office.public, self.in_body, office.start))
        self.person = name
        self.person_before = offices[-1].end <= name.start
        self.person_end = max(end or 0, offices[-1].end, name.end if offices[-1].name else 0)

    # ------------------------------------------------------------------ names before the office
    def _person_before(self, office: Found) -> tuple[Name, bool] | None:
        """Return the person whose name stands before `office` and leads to it, and whether the name is new here."""
        start = office.start
        if self.person is not None and 0 <= start - self.person_end <= _REACH:
            gap = self.text[self.person_end : start]
            if self._leads(gap):
                # `hội đàm với Thủ tướng Lào A, Thủ tướng Việt Nam nói`: the same rank again is someone else's.
                again = self.person_before and gap.strip() == "," and office.rank == self.holders[-1].rank
                return None if again else (self.person, False)
        return self._new_person_before(start, office.foreign)

    def _leads(self, gap: str) -> bool:
        """Whether the words between a name (or its last office) and an office bind them together."""
        if _SENTENCE_END.search(gap):
            return False
        rest = gap.strip()
        if rest in (",", "-", "–", "—", "(", ":", "/", ";"):
            return True
        if not rest:
            return False
        if rest[0] == "(" and ")" not in rest:
            return name_run(Words(rest, 1), 0) == 0 or bool(_AGE.match(rest[1:].lstrip()))
        if rest[0] == "(":
            rest = rest[rest.index(")") + 1 :].strip()
            if rest in ("", ",", "-", "–", "—", ";"):
                return True
        words = rest.lower().replace(",", " ").replace("-", " ").replace("–", " ").split()
        return (
            bool(words)
            and all(w in _words().between or w.isdigit() for w in words)
            and not _words().binding.isdisjoint(words)
        )

    def _new_person_before(self, start: int, foreign: bool) -> tuple[Name, bool] | None:
        """Find a name before `start` that no office has named yet."""
        if not self._may_lead(start):
            return None
        words = words_before(self.text, start, _REACH)
        k = len(words)
        # Go back over what may stand between a name and its office, to the last capitalised word before it.
        while (
            k
            and not words[k - 1].is_capital
            and words[k - 1].low not in (".", "\n", ";", "”", "“", '"', "!", "?")
        ):
            k -= 1
        while k and words[k - 1].low == ")":
            k -= 1
        if not k or not words[k - 1].is_capital:
            return None
        name = self._name_ending(words, k, foreign)
        if name is None or not self._leads(self.text[name.end : start]):
            return self._before_bracket(words, start, foreign)
        return name, True

    def _may_lead(self, start: int) -> bool:
        """Look at the word before `start` alone: most offices stand behind `của`, `theo` … and belong to no name."""
        last = self.text[max(0, start - 14) : start].split()
        return bool(last) and (last[-1][-1] in ",-–—(:/" or last[-1].lower().lstrip("(") in _words().between)

    def _before_bracket(self, words: list[Word], start: int, foreign: bool) -> tuple[Name, bool] | None:
        """Find the name before an opened bracket: `bị cáo Trần Văn Bê (SN 1960, trú xã Lìm, nguyên Chủ tịch …`."""
        k = next((i for i in range(len(words) - 1, -1, -1) if words[i].low in ("(", ")", "\n")), None)
        if k is None or words[k].low != "(" or k == 0 or not words[k - 1].is_capital:
            return None
        name = self._name_ending(words, k, foreign)
        if name is None or not _AGE.search(self.text, words[k].end, start):
            return None
        return name, True

    def _name_ending(self, words: list[Word], k: int, foreign: bool) -> Name | None:
        """Return the name whose last word is `words[k - 1]`."""
        first = k
        while first and k - first < 7 and _joins(words, first - 1):
            first -= 1
        while first < k and not words[first].is_capital:
            first += 1
        run = words[first:k]
        while run and (honorific_length(run + [Word("\n", "\n", 0, 0)] * 3, 0) and len(run) > 1):
            n = honorific_length(run + [Word("\n", "\n", 0, 0)] * 3, 0)
            run, first = run[n:], first + n
        if not run:
            return None
        certain = honorific_before(words, first)
        if (
            not certain
            and first
            and (words[first - 1].low in _words().no_person or ends_with_place_word(words[:first]))
        ):
            return None
        if certain and len(run) == 1:
            return None
        if not certain and is_known_place(run):
            return None
        if is_foreign(run):
            return (
                make_name(run)
                if certain or (len(run) > 1 and not any(is_body_word(w) for w in run))
                else None
            )
        at = cut_name(run, certain=certain)
        if at == 0 and not certain and len(run) == 2 and not self._may_precede(words, first):
            return None
        if at is None or (not certain and is_place([w.low for w in run[at:]])):
            return None
        return make_name(run[at:])

    @staticmethod
    def _may_be_foreigner(run: list[Word]) -> bool:
        """Whether a run of foreign-looking words behind no `ông` is a person's name and no place or body."""
        return 1 < len(run) <= 5 and not is_highland(run[0]) and not any(is_body_word(word) for word in run)

    def _may_precede(self, words: list[Word], first: int) -> bool:
        """Whether a name of two words may begin here: at a clause's start or behind a small word, not behind a noun."""
        before = words[first - 1] if first else None
        return before is None or not before.low.isalpha() or before.low in _words().before_name

    # ------------------------------------------------------------------- names after the office
    def _person_after(self, office: Found) -> Name | None:
        """Return the person named after an office behind a comma, `là`, or a word such as `ông`."""
        gap = _FORWARD.match(self.text, office.end)
        if gap is None:
            return None
        words = Words(self.text, gap.end(), 120)
        skipped = honorific_length(words, 0)
        run = [words[skipped + k] for k in range(name_run(words, skipped))]
        if len(run) < 2:
            return None
        after = words[skipped + len(run)]
        mark = gap[0].strip()
        if mark == "," and self._is_other_person(office, words, skipped + len(run), words[0].low):
            return None
        if skipped:
            return make_name(run[cut_name(run, certain=True) or 0 :][:5])
        return self._plain_after(office, mark, run, after)

    def _is_other_person(self, office: Found, words: Words, i: int, address: str) -> bool:
        """Whether `ông An` behind `…, ` is not the holder: he has an office of his own, or the office only opens the clause.

        `Báo cáo với Bí thư Tỉnh ủy, ông An – giám đốc công ty – nói` against `Chủ tịch UBND xã, ông An, cho biết`.
        """
        if words[i].low in (",", "-", "(") and starts_rank(words, i + 1):
            return True
        if words[i].low == "," or address not in ("ông", "bà", "anh", "chị"):
            return False
        before = self.text[: office.start].rstrip(" \u00a0") if office.start < 200 else self.text[office.start - 200 : office.start].rstrip(" \u00a0")
        return bool(before) and before[-1] not in ".!?\n:;”\"…"

    def _plain_after(self, office: Found, mark: str, run: list[Word], after: Word) -> Name | None:
        """Read a name without `ông` behind an office: `Chủ tịch UBND xã - Nguyễn Văn An`, `…, Josh Ernest, nói`."""
        if mark in ("-", "–", "—", ":") and cut_name(run) == 0 and not is_foreign(run):
            return make_name(run)
        if mark == "," and is_foreign(run) and office.foreign and (after.low == "," or after.text.islower()):
            return make_name(run[:4])
        return None

    def _is_plural(self, office: Found) -> bool:
        return _PLURAL.search(self.text, max(0, office.start - 24), office.start) is not None

    def _more_names(self, office: Found) -> None:
        """Give an office in the plural to the names that follow the first: `hai Phó Chủ tịch UBND tỉnh A và B`."""
        if office.name is not None and self._is_plural(office):
            self._list_of_names([office], office.name.end)

    def _list_of_names(self, offices: list[Found], at: int) -> None:
        """Give `offices` to the names of a list that begins at `at`: `: A, B và C`."""
        for _ in range(12):
            gap = _LIST_GAP.match(self.text, at)
            if gap is None:
                return
            words = Words(self.text, gap.end(), 120)
            skipped = honorific_length(words, 0)
            n = name_run(words, skipped)
            run = [words[skipped + k] for k in range(min(n, 5))]
            cut = cut_name(run, certain=bool(skipped)) if n > 1 else None
            if cut != 0:
                return
            name = make_name(run)
            self._give(name, offices, name.end)
            at = name.end


_ALONE = frozenset({"thủ tướng", "thủ tướng chính phủ", "tổng thống"})
_LIST_GAP = re.compile(r"[ \u00a0]*(?:[,;:–-]|và|cùng)?(?: gồm| là)?:?[ \u00a0]*(?:cùng |và )?")


def _joins(words: list[Word], i: int) -> bool:
    """Whether `words[i]` may belong to a name that goes on behind it."""
    word = words[i]
    if name_run([word, _STOP], 0, 1):
        return True
    return word.low in ("văn", "thị") and i + 1 < len(words) and words[i + 1].is_capital


_STOP = Word("\n", "\n", 0, 0)
