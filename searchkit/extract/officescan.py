"""Finding offices in a text: rank × body × place, parsed word by word from the data of `data/offices.toml`.

The words of the text that can begin a rank (`chủ`, `phó`, `PCT` …) are looked up in one set; from there a small parser reads the rank, then the body and the place (`UBND tỉnh`, `Ban Dân vận Tỉnh ủy`), and the person's name
when it follows at once. Every parse reads a bounded number of words, so the whole is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from searchkit.extract.names import (
    Name,
    cut_name,
    honorific_length,
    is_family_name,
    is_foreign,
    is_syllable,
    make_name,
    name_run,
)
from searchkit.extract.wordlists import Trie, add_phrase, load, phrases
from searchkit.extract.words import Word, Words, split_words

_MAX_LOOSE = 9
"""So many words that no list knows may stand in a body before we give it up."""
_FORMER = frozenset(["nguyên", "cựu", "quyền", "cố"])
_PLACES = "TP"


@dataclass(frozen=True, slots=True)
class Found:
    """An office in the text: its span, whether it is public, and the person named right after it.

    `public` is True or False where rank or body decide it, None where the text leaves it open (`Chủ tịch Nguyễn Văn A`).
    """

    start: int
    end: int
    rank: str
    public: bool | None
    name: Name | None = None
    foreign: bool = False


@dataclass(frozen=True)
class _Grammar:
    heads: dict[str, tuple[str, ...]]
    head_words: frozenset[str]
    ranks: Trie
    bodies: Trie
    open: frozenset[str]
    verbs: frozenset[str]
    stop: frozenset[str]
    direct: frozenset[str]
    solo: frozenset[str]
    foreign_ranks: frozenset[str]
    foreign_full: frozenset[str]
    foreign_bodies: frozenset[str]
    highland: frozenset[str]


@cache
def _grammar() -> _Grammar:
    data = load("offices")
    ranks: Trie = {}
    for kind in ("none", "sole", "body"):
        for phrase in phrases(data["ranks"][kind]):
            add_phrase(ranks, split_words(phrase), (kind, phrase))
    bodies: Trie = {}
    lists = (
        ("T", data["bodies"]["place_type"]),
        ("X", data["bodies"]["other"]),
        ("B", data["bodies"]["public"]),
        ("A", data["bodies"]["adjective"]),
        ("F", data["bodies"]["field"]),
        ("P", data["places"]["provinces"]),
        ("P", data["places"]["cities"]),
        ("C", data["places"]["countries"]),
        ("J", "và; của; tại; ở; cùng; về; thuộc; trực thuộc; &; /"),
        ("N", "số; khóa; vùng; khu vực"),
    )
    for kind, block in lists:
        for phrase in phrases(block):
            words = [phrase] if phrase.endswith(".") or phrase in ("t.ư", "t.p") else split_words(phrase)
            add_phrase(bodies, words, kind)
            if any(mark in word for word in words for mark in "-&" if len(word) > 1):
                add_phrase(bodies, re.findall(r"[^\W_]+|[-&,]", phrase), kind)  # `TN - MT`, as some papers space it
    heads, head_words = _heads(ranks)
    return _Grammar(
        heads=heads,
        head_words=head_words,
        ranks=ranks,
        bodies=bodies,
        open=frozenset(phrases(data["bodies"]["open"])),
        verbs=frozenset(phrases(data["bodies"]["verbs"])),
        stop=frozenset(phrases(data["bodies"]["stop"])),
        direct=frozenset(phrases(data["ranks"]["direct"])),
        solo=frozenset(phrases(data["ranks"]["solo"])),
        foreign_ranks=frozenset(phrases(data["foreign"]["ranks"])),
        foreign_full=frozenset(phrases(data["foreign"]["ranks"])) | frozenset(phrases(data["foreign"]["full"])),
        foreign_bodies=frozenset(phrases(data["foreign"]["bodies"])),
        highland=frozenset(data["link"]["highland"].split()),
    )


def _heads(ranks: Trie) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """Return the words that ranks begin with, in all cases that occur, each with the words that may come second.

    Ranks of one word (`PCT`) have an empty string for the second.
    """
    heads: dict[str, tuple[str, ...]] = {}
    for first, rest in ranks.items():
        seconds = [form for word in rest if word for form in (word, word.capitalize(), word.upper())]
        if "" in rest:
            seconds.append("")
        forms = {first, first.capitalize(), first.upper()}
        for form in forms:
            heads[form] = tuple(seconds)
    return heads, frozenset(heads)


# What may be glued to the first word of a rank.
_GLUE = "(“\"‘'-–—/[:;,.\u00a0"


def _candidates(grammar: _Grammar, text: str) -> list[int]:
    """Return, ascending, where a rank may begin: only words that begin ranks are looked at, by their second word.

    Substring search and set look-ups run at the speed of C; a regular expression of all ranks took ten times as long.
    """
    plain = text
    for mark in _GLUE:
        if mark in plain:
            plain = plain.replace(mark, " ")
    found: list[int] = []
    for first in grammar.head_words.intersection(plain.split()):
        seconds = grammar.heads[first]
        step = len(first) + 1
        at = plain.find(first)
        while at >= 0:
            if plain.startswith(seconds, at + step) and (at == 0 or not plain[at - 1].isalnum()):
                found.append(at)
            at = plain.find(first, at + step)
    found.sort()
    return found


def find_offices(text: str) -> Iterator[Found]:
    """Yield the offices that `text` names, in order, without overlaps."""
    grammar = _grammar()
    cursor = 0
    for start in _candidates(grammar, text):
        if start < cursor or (text[start] in "vV" and _DUTY_BEFORE.search(text, max(0, start - 7), start)):
            continue  # `chức vụ Phó Giám đốc` is no `vụ phó`
        found = _parse(grammar, text, start)
        if found is not None and not _CANDIDATE_BEFORE.search(text, max(0, start - 18), start):
            cursor = found.end
            yield found


def starts_rank(words: Words, i: int) -> bool:
    """Say whether a rank begins at word `i`."""
    return _longest(_grammar().ranks, words, i)[1] > 0


def is_body_word(word: Word) -> bool:
    """Say whether `word` is an abbreviation or noun of a body (`UBND`, `Sở`)."""
    node = _grammar().bodies.get(word.low)
    return node is not None and node.get("") in ("B", "X", "T")


def is_highland(word: Word) -> bool:
    """Say whether `word` begins names of highland places (`Đắk`, `Krông`), which look foreign."""
    return word.text in _grammar().highland


def is_known_place(run: list[Word]) -> bool:
    """Say whether the run of words is, or ends with, the name of a province, city or country (`Savills Hà Nội`)."""
    bodies = _grammar().bodies
    for first in range(max(0, len(run) - 4), len(run)):
        node = bodies
        for word in run[first:]:
            node = node.get(word.low, {})
        if node.get("") in ("P", "C") and len(run) - first > 1 - (first == 0):
            return True
    return False


def ends_with_place_word(words: list[Word]) -> bool:
    """Say whether the last word names a kind of place (`huyện`, `phường`, `TP.`)."""
    if not words:
        return False
    low = words[-1].low
    pair = f"{words[-2].low} {low}" if len(words) > 1 else low
    bodies = _grammar().bodies
    node = bodies.get(low)
    if node is not None and node.get("") == "T":
        return True
    return pair in ("thành phố", "thị xã", "thị trấn", "đặc khu", "công ty", "bệnh viện", "tập đoàn")


def _longest(trie: Trie, words: Words, i: int) -> tuple[object, int]:
    """Return the value of the longest phrase of `trie` at word `i` and its length in words; (None, 0) where none is."""
    value: object = None
    length = n = 0
    node: Trie | None = trie
    while node is not None:
        node = node.get(words[i + n].low)
        n += 1
        if node is not None and "" in node:
            value, length = node[""], n
    return value, length


def _parse(grammar: _Grammar, text: str, start: int) -> Found | None:
    words = Words(text, start)
    value, n = _longest(grammar.ranks, words, 0)
    if not isinstance(value, tuple) or value[0] == "none":
        return None
    kind, rank = value
    tail = _Tail(grammar, words, n, rank, sole=kind == "sole")
    tail.read()
    public: bool | None = tail.public
    if kind == "sole" and public is not False:
        public = True
    if public is None and tail.name and rank in grammar.direct:
        public = True
    if rank in grammar.solo and not (tail.name and tail.place and not is_syllable(tail.name.text.split()[-1])):
        return None
    foreign = tail.foreign or rank in grammar.foreign_full
    return Found(_with_former(text, start), tail.end, rank, public, tail.name, foreign)


_FORMER_BEFORE = re.compile(r"(?<![^\W_])(?<![Cc]hính )(?:[Nn]guyên|[Cc]ựu|[Qq]uyền|[Cc]ố|Q\.)[ \u00a0]{1,2}$")
_CANDIDATE_BEFORE = re.compile(r"(?:ứng viên|ứng cử viên|ứng cử|tranh cử|bầu cử|vai trò của|giả danh|mạo danh|tự xưng là)[ \u00a0]$", re.I)
_DUTY_BEFORE = re.compile(r"(?:chức|nhiệm|phục|nghĩa|công|sự)[ \u00a0]$", re.I)


def _with_former(text: str, start: int) -> int:
    """Move the start of an office before `nguyên`, `cựu`, `quyền`, `cố`."""
    former = _FORMER_BEFORE.search(text, max(0, start - 9), start)
    return former.start() if former else start


@dataclass
class _Tail:
    """The reader of what follows a rank: body, field, place, name. One object reads one office."""

    grammar: _Grammar
    words: Words
    i: int
    rank: str
    sole: bool = False
    last: str = "start"
    public: bool | None = None
    place: bool = False
    foreign: bool = False
    name: Name | None = None
    end: int = 0
    _open: bool = True
    _noun: str = ""
    _loose: int = 0
    _loose_from: int = field(default=0)

    def read(self) -> None:
        """Read to the end of the office; sets `end`, `public`, `name`."""
        self.end = self.words[self.i - 1].end
        while self._step():
            pass
        if self.name is None and self.rank in _PARTS and not self.place:
            self._superior()
        if self.public is None and self.last == "F" and "phòng" in self.rank:
            self.public = True

    def _superior(self) -> None:
        """Go on behind a comma with the body above: `Đội trưởng Đội 2, Phòng CSGT Công an tỉnh`."""
        i = self.i
        while self.words[i].low in (",", "-") and self.words[i + 1].is_capital:
            kind, n = _longest(self.grammar.bodies, self.words, i + 1)
            low = " ".join(self.words[i + 1 + k].low for k in range(n))
            if kind != "B" or low not in _ABOVE or self.words[i + 1 + n].low in self.grammar.stop:
                return
            self.i = i + 1
            end, self.last, self._open = self.end, "start", True
            while self._step():
                pass
            if self.name is not None or self.i == i + 1 + n and not self.words[self.i].low in (",", ")", ".", "-", ";", "\n"):
                self.name, self.end = None, end
                return
            i = self.i

    def _step(self) -> bool:
        word = self.words[self.i]
        if word.low == "(":
            return self._bracket()
        kind, n = _longest(self.grammar.bodies, self.words, self.i)
        if n and kind in ("C", "P") and not word.is_capital:
            n = 0
        if n == 1 and word.is_capital and self._is_surname():
            return self._capitals()
        if n:
            return self._phrase(str(kind), n, word)
        if word.text[0].isdigit():
            return self._number(word)
        if word.is_capital:
            return self._capitals()
        return self._small(word)

    def _is_surname(self) -> bool:
        """Whether a capitalised word that is a body's name too (`Đoàn`) begins a person here."""
        if not is_family_name(self.words[self.i].text):
            return False
        run = [self.words[self.i + k] for k in range(name_run(self.words, self.i))]
        return cut_name(run, after_place=self.last in "TY") == 0

    def _take(self, kind: str, n: int) -> bool:
        self.i += n
        self.end = self.words[self.i - 1].end
        self.last = kind
        self._loose = 0
        return True

    def _phrase(self, kind: str, n: int, word: Word) -> bool:
        if kind == "J":
            return self._joiner(n, word)
        if kind == "N":
            return self.words[self.i + n].text[0].isdigit() and self._take("U", n + 1)
        low = " ".join(self.words[k].low for k in range(self.i, self.i + n))
        if not word.is_capital and not self._goes_on(kind, low):
            return self._small(word) if kind != "T" else False
        if kind == "X":
            self.public = False
        elif kind in "BTPC":
            self.public = self.public if self.public is False else True
            self.place = self.place or kind in "TPC"
            self.foreign = self.foreign or (kind == "C" and not low.startswith("việt"))
        self.foreign = self.foreign or low in self.grammar.foreign_bodies
        self._open = low in self.grammar.open
        self._noun = low if self._open else ""
        return self._take("Y" if low.endswith(("ủy", "uỷ")) else kind, n)

    def _goes_on(self, kind: str, low: str) -> bool:
        """Whether a phrase in small letters still belongs to the office."""
        if kind in "TA":
            return True
        if self.last in ("start", "J") or self._open:
            return True
        return (
            self.last in "BFY"
            and kind in "BF"
            and low not in self.grammar.verbs
            and low not in self.grammar.open
        )

    def _joiner(self, n: int, word: Word) -> bool:
        """Read `và`, `của`, `tại` where a body, a field or a place follows."""
        after = self.words[self.i + n]
        kind, m = _longest(self.grammar.bodies, self.words, self.i + n)
        if word.low in ("và", "cùng", "&", "/"):
            if (
                word.low == "cùng"
                or self.last not in "BFUY"
                or kind not in ("B", "F")
                or not (after.is_capital or self._open)
            ):
                return False
            if starts_rank(self.words, self.i + n):
                return False
        elif word.low in ("về", "thuộc", "trực thuộc", "ở", "trực"):
            if kind not in ("B", "F", "T") or self.last == "start":
                return False
        elif not m or kind in ("J", "A") or (not after.is_capital and kind not in "BT"):
            return False
        if m and kind in "CP" and not after.is_capital:
            return False
        self.i += n
        self.last = "J"
        return True

    def _bracket(self) -> bool:
        """Skip a short abbreviation in brackets (`(PC45)`, `(CSĐT)`) where the office goes on after it."""
        close = next((k for k in range(1, 11) if self.words[self.i + k].low in (")", "\n")), 0)
        if not close or self.words[self.i + close].low != ")":
            return False
        after = self.i + close + 1
        kind, n = _longest(self.grammar.bodies, self.words, after)
        short = close == 2 and len(self.words[self.i + 1].text) <= 12 and self.words[self.i + 1].text.isupper()
        if not (short and n and kind != "J"):
            length = name_run(self.words, after)
            if length < 2 or cut_name([self.words[after + k] for k in range(length)]) != 0:
                return False
        return self._take("U", close + 1)

    def _number(self, word: Word) -> bool:
        """Read `5` of `phường 5`, `XIV` of `khóa XIV`, `113` of a squad."""
        if self.rank.startswith("tổ ") and self.last == "start":
            self.public = False  # `tổ trưởng tổ 5`, of a street
        if self.last in "TBY" and len(word.text) <= 3 and self.last != "start":
            return self._take("U", 1)
        return False

    def _capitals(self) -> bool:
        """Read a run of capitalised words: the person's name, or the name of a place or body."""
        n = name_run(self.words, self.i)
        run: list[Word] = []
        for k in range(n):
            if k and (starts_rank(self.words, self.i + k) or self._known_body(self.i + k)):
                break
            run.append(self.words[self.i + k])
        if not run:
            return self._abbreviation()
        at = self._person(run)
        if at is not None:
            if at or self._loose:
                self._take("U", at)
            self.name = make_name(run[at:])
            return False
        if self.last == "start" and self.public is None and self.rank not in _PARTS:
            return False
        self._open = self.last in "BFJ" or self._open
        self._noun = ""
        return self._take("U", len(run))

    def _known_body(self, i: int) -> bool:
        kind, n = _longest(self.grammar.bodies, self.words, i)
        if self.words[i].low == "thị" and is_family_name(self.words[i - 1].text):
            return False  # `Vàng Thị Đoàn`
        return bool(n) and kind in ("B", "T", "X") and (n > 1 or self.words[i].text.isupper())

    def _person(self, run: list[Word]) -> int | None:
        """Return where the person begins in `run`, or None."""
        grammar = self.grammar
        single = self.last == "C" or (self.last == "start" and self.rank in grammar.foreign_ranks)
        foreign = self.foreign or self.rank in grammar.foreign_full or (self.last == "start" and self._names_person())
        if self.last == "C" and self.foreign and len(run) <= 4 and (len(run) > 1 or self.rank in grammar.foreign_ranks):
            return 0
        if is_foreign(run) and (foreign or single) and self.last != "T" and run[0].text not in grammar.highland:
            cut = cut_name(run)
            if cut is not None and not is_foreign(run[cut:]):
                return cut
            if len(run) == 1:
                return 0 if single else None
            return max(0, len(run) - 6)
        return cut_name(run, after_place=self.last in "TY")

    def _names_person(self) -> bool:
        """Whether the rank alone, without a body, may stand before a foreigner's name (`Chủ tịch Kim Jong-un`)."""
        return self.sole or self.rank in self.grammar.foreign_ranks or self.rank in ("chủ tịch", "phó chủ tịch")

    def _abbreviation(self) -> bool:
        """Read an unknown abbreviation (`Sở ABC`) as part of the body."""
        if self.last in "BFUJY" and self.last != "start":
            return self._take("U", 1)
        return False

    def _small(self, word: Word) -> bool:
        """Read a word in small letters that no list knows, as long as the body is open and a name may come."""
        if not (self._open or self._loose) or not word.text.isalpha() or word.low in self.grammar.stop:
            return self._close()
        if self.last == "start" or self._loose >= _MAX_LOOSE:
            return False
        if not self._loose and self._noun in _WHOLE:
            return False
        if honorific_length(self.words, self.i):
            return self._close()
        self._loose += 1
        self.i += 1
        return True

    def _close(self) -> bool:
        """End the office; words read loosely belong to it when they filled a body up."""
        if self._loose:
            self.end = self.words[self.i - 1].end
        return False


# Bodies whose field never begins with a small word that no list knows (`Giám đốc Sở thiếu …`).
_WHOLE = frozenset({"sở", "bộ", "cục", "vụ", "tổng cục", "ủy ban", "uỷ ban", "chi cục", "văn phòng", "hội đồng", "đoàn", "cơ quan"})
# Ranks at the head of a part of a body, and the bodies that may be named after it behind a comma.
_PARTS = frozenset(
    form + part
    for form in ("", "phó ", "phó trưởng ")
    for part in ("trưởng phòng", "phòng", "đội trưởng", "đội phó", "trạm trưởng", "cục trưởng", "vụ trưởng", "trưởng ban")
)
_ABOVE = frozenset(
    "công an; cục; tổng cục; bộ; sở; phòng; quân khu; bộ tư lệnh; quân chủng; văn phòng; tổng cục chính trị; bộ tổng tham mưu; "
    "csgt; cảnh sát; bộ chỉ huy quân sự; thanh tra; chi cục; vụ; bộ chqs; bộ chỉ huy; ban chỉ huy quân sự; quân đoàn".split("; ")
)
