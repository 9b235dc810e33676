"""Reading what follows a rank: the body, its field, the place, and the person named at once.

`Phó Giám đốc | Sở Văn hóa, Thể thao và Du lịch | tỉnh Quảng Nam | Lê Văn An`. The reader goes word by word:
phrases of the grammar belong to the office, a run of capitals is cut into place and person, words that no
list knows are let in only where the body is open (`Trung tâm Điều hành chương trình chống ngập`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from searchkit.extract.grammar import Grammar, longest, starts_rank
from searchkit.extract.names import (
    Name,
    cut_name,
    honorific_length,
    is_family_name,
    is_foreign,
    is_place,
    make_name,
    name_run,
)
from searchkit.extract.words import Word, Words

_ROMAN = frozenset(["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV"])
_ROMAN |= {f"X{number}" for number in ("V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")}
_POLICE_UNIT = re.compile(r"P[ACXHVKQ]\d{2}|[AC]\d{2}")
_ABROAD = ("đại sứ", "lãnh sự", "đại biện", "tham tán")
_ADDRESSED = ("ông", "bà", "đồng", "đ/c")
_SAYS = frozenset(["thông tin"])
"""Fields that, in small letters behind a comma, say that the person speaks."""
_MAX_LOOSE = 9
"""So many words that no list knows may stand in a body before we give it up."""


def _foreigner(run: Sequence[Word], single: bool) -> int | None:
    """Return where a foreigner's name begins in `run`; `single`: one word will do (`Tổng thống Putin`)."""
    cut = cut_name(run)
    if cut is not None and not is_foreign(run[cut:]):
        return cut
    if len(run) == 1:
        return 0 if single else None
    return max(0, len(run) - 6)


def _is_certain(run: Sequence[Word]) -> bool:
    return is_family_name(run[0].text) and not is_place([word.low for word in run])


@dataclass
class Tail:
    """The reader of what follows a rank: body, field, place, name. One object reads one office."""

    grammar: Grammar
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
    _closed: bool = False
    _loose: int = 0
    _works: bool = False
    _centre: bool = False
    """Whether the body is a centre: these have several fields in one name."""
    _next: int = 0
    """The first word behind what surely belongs to the office."""

    def read(self) -> None:
        """Read to the end of the office; sets `end`, `public`, `name`."""
        self._next = first = self.i
        self.end = self.words[self.i - 1].end
        while self._step():
            pass
        if self.name is None and self.rank in self.grammar.parts and not self.place:
            self._superior()
        if self.name is None and self.last in "BFUTY":
            self._beyond()
        if self.public is None and self.last == "F" and "phòng" in self.rank:
            self.public = True
        if self.public is None and self.rank.endswith("ban") and self._low(first, 2) == "quản lý":
            self.public = True  # `Trưởng Ban Quản lý Công viên địa chất …`

    def _superior(self) -> None:
        """Go on behind a comma with the body above: `Đội trưởng Đội 2, Phòng CSGT Công an tỉnh`."""
        i = self.i
        while self.words[i].low in (",", "-") and self.words[i + 1].is_capital:
            kind, n = longest(self.grammar.bodies, self.words, i + 1)
            low = self._low(i + 1, n)
            if kind != "B" or low not in self.grammar.above or self.words[i + 1 + n].low in self.grammar.stop:
                return
            end = self.end
            self.i, self.last, self._open, self._closed = i + 1, "start", True, False
            while self._step():
                pass
            if self.name is not None:
                return
            if self.i == i + 1 + n and self.words[self.i].low not in (",", ")", ".", "-", ";", "\n"):
                self.end = end
                return
            i = self.i

    def _beyond(self) -> None:
        """Go on over words that no list knows to a certain name: `Trung tâm Bảo tồn … nhà Hồ Lê Thị An`."""
        first = i = self._next
        if term := self._term(i):
            run = [self.words[i + term + k] for k in range(name_run(self.words, i + term))]
            if len(run) > 1 and cut_name(run) == 0:
                self.name = make_name(run)
            return
        while i - first < _MAX_LOOSE:
            word = self.words[i]
            if word.low == "và" and (honorific_length(self.words, i + 1) or self._names_another(i + 1)):
                return
            if word.low == "," and i > first and self.words[i + 1].low in _ADDRESSED:
                break
            if word.is_capital:
                run = [self.words[i + k] for k in range(name_run(self.words, i))]
                at = cut_name(run, after_place=self.last in "TY") if len(run) > 2 else None
                if at is not None and len(run) - at > 2 and _is_certain(run[at:]):
                    if i + at == first:
                        return
                    self.name, i = make_name(run[at:]), i + at
                    break
                if starts_rank(self.words, i) or (self._closed and self.words[i - 1].low != "-"):
                    return
                if is_foreign(run):
                    return
                i += max(len(run), 1)
            elif (
                word.low == "-" or not (self._closed or word.low in self.grammar.stop) and word.text.isalnum()
            ):
                i += 1
            else:
                return
        else:
            return
        self.i, self.end = i, self.words[i - 1 - (self.words[i - 1].low == "-")].end

    def _names_another(self, i: int) -> bool:
        run = [self.words[i + k] for k in range(name_run(self.words, i))]
        return len(run) > 1 and cut_name(run) == 0

    def _term(self, i: int) -> int:
        """Return how many words at `i` are a term of office: `nhiệm kỳ 2016 - 2021`."""
        if self._low(i, 2) not in ("nhiệm kỳ", "giai đoạn") or not self.words[i + 2].text[0].isdigit():
            return 0
        return 5 if self.words[i + 3].low == "-" and self.words[i + 4].text.isdigit() else 3

    def _step(self) -> bool:
        word = self.words[self.i]
        if word.low == "(":
            return self._bracket()
        if word.low in ("-", ","):
            return self._second_field(word)
        kind, n = longest(self.grammar.bodies, self.words, self.i)
        if n and kind in ("C", "P") and not word.is_capital:
            n = 0
        if n and word.is_capital and (self._shouted() or (n == 1 and self._is_surname())):
            return self._capitals()
        if n == 1 and self.last == "T" and kind in ("X", "B", "F") and self._begins_place(word):
            return self._capitals()
        if n == 2 and self.words[self.i + 1].is_capital and word.low == "vương":
            return self._capitals()  # `Vương Quốc Thăng`, but `Vương quốc Anh`
        if n:
            return self._phrase(str(kind), n, word)
        if word.text[0].isdigit() or (word.text in _ROMAN and self.last in "TBY"):
            return self._number(word)
        if word.is_capital:
            return self._capitals()
        return self._small(word)

    def _begins_place(self, word: Word) -> bool:
        """Whether a word that is a body's too begins the name behind `xã`: `Trường Tây`, `Hội Sơn`."""
        after = self.words[self.i + 1]
        return word.text.istitle() and after.text.istitle() and not starts_rank(self.words, self.i + 1)

    def _is_surname(self) -> bool:
        """Whether a capitalised word that is a body's name too (`Đoàn`) begins a person here."""
        if not is_family_name(self.words[self.i].text):
            return False
        run = [self.words[self.i + k] for k in range(name_run(self.words, self.i))]
        return cut_name(run, after_place=self.last in "TY") == 0

    def _shouted(self) -> bool:
        """Whether a name in capitals begins here in an office that is not (`huyện RƠ CHÂM HYÊO`)."""
        run = [self.words[self.i + k] for k in range(name_run(self.words, self.i))]
        return (
            len(run) > 1
            and all(word.text.isupper() and len(word.text) > 1 for word in run[:2])
            and not self.words[0].text.isupper()
            and is_family_name(run[0].text)
            and not is_place([word.low for word in run])
        )

    def _low(self, i: int, n: int) -> str:
        return " ".join(self.words[k].low for k in range(i, i + n))

    def _take(self, kind: str, n: int) -> bool:
        self.i += n
        self._next = self.i
        self.end = self.words[self.i - 1].end
        self.last = kind
        self._loose = 0
        return True

    def _phrase(self, kind: str, n: int, word: Word) -> bool:
        if kind == "J":
            return self._joiner(n, word)
        if kind == "N":
            return self._numbered(n)
        low = self._low(self.i, n)
        spoken = kind == "X" and low in self.grammar.stop  # `báo cáo` is no paper
        if not word.is_capital and (spoken or not self._goes_on(kind, low)):
            return self._small(word) if kind != "T" else False
        self._judge(kind, low)
        self.foreign = self.foreign or low in self.grammar.foreign_bodies
        self._works = low.endswith("công trình")  # `Ban Quản lý … công trình giao thông`
        self._centre = self._centre or low.startswith("trung tâm")
        self._open = low in self.grammar.open
        self._noun = low if self._open else ""
        self._closed = not self._open and (self._closed or low in self.grammar.complete or kind in "TPC")
        return self._take("Y" if low.endswith(("ủy", "uỷ")) else kind, n)

    def _numbered(self, n: int) -> bool:
        """Read a number behind `số`, `khóa` …: `HĐND tỉnh khóa XVI`."""
        number = self.words[self.i + n].text
        return (number[0].isdigit() or number in _ROMAN) and self._take("U", n + 1)

    def _judge(self, kind: str, low: str) -> None:
        """Learn from a phrase whether the office is public, tied to a place, foreign."""
        if kind == "X":
            self.public = False
        elif kind in "BTPC":
            self.public = self.public is not False
            self.place = self.place or kind in "TPC"
            self.foreign = self.foreign or (kind == "C" and not low.startswith("việt"))

    def _goes_on(self, kind: str, low: str) -> bool:
        """Whether a phrase in small letters still belongs to the office."""
        if kind in "TA":
            return True
        if self.last in ("start", "J", "A") or self._open or (self._works and kind in "BF"):
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
        kind, m = longest(self.grammar.bodies, self.words, self.i + n)
        if word.low in ("và", "&", "/"):
            if self.last not in "BFUY" or kind not in ("B", "F") or starts_rank(self.words, self.i + n):
                return False
            if not (after.is_capital or self._open or self._centre or self.rank in self.grammar.parts):
                return False
        elif word.low in ("về", "thuộc", "ở", "trực"):
            if kind not in ("B", "F", "T") or self.last == "start":
                return False
        elif word.low == "tại" and after.is_capital and self.rank.endswith(_ABROAD):
            pass  # `Tổng Lãnh sự Việt Nam tại Nam Ninh`
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
        kind, n = longest(self.grammar.bodies, self.words, after)
        short = (
            close == 2 and len(self.words[self.i + 1].text) <= 12 and self.words[self.i + 1].text.isupper()
        )
        if not (short and n and kind != "J"):
            length = name_run(self.words, after)
            if length < 2 or cut_name([self.words[after + k] for k in range(length)]) != 0:
                return False
        if longest(self.grammar.bodies, self.words, self.i + 1)[0] == "B" and self.public is None:
            self.public = True
        return self._take("U", close + 1)

    def _second_field(self, word: Word) -> bool:
        """Read `- Biên chế` of `Vụ Tổ chức - Biên chế`, `, điều hành` of `Trung tâm Giám sát, điều hành`."""
        if self.last not in "BF" or self._closed or starts_rank(self.words, self.i + 1):
            return False
        kind, n = longest(self.grammar.bodies, self.words, self.i + 1)
        after = self.words[self.i + 1]
        if not n and word.low == "-" and self._ends_before_person(self.i + 1):
            return self._take("F", 3)
        low = self._low(self.i + 1, n)
        if kind not in ("B", "F") or low in self.grammar.open:
            return False
        if not after.is_capital and low in _SAYS:
            return False
        if after.is_capital != (word.low == "-") and not (self._centre and low not in self.grammar.complete):
            return False
        return self._take("F", n + 1)

    def _ends_before_person(self, i: int) -> bool:
        """Whether two words that no list knows, the first with a capital, stand right before a person."""
        if not self.words[i].is_capital or not self.words[i + 1].text.islower():
            return False
        run = [self.words[i + 2 + k] for k in range(name_run(self.words, i + 2))]
        return len(run) > 1 and cut_name(run) == 0

    def _number(self, word: Word) -> bool:
        """Read `5` of `phường 5`, `XIV` of `khóa XIV`, `113` of a squad."""
        if self.rank.startswith("tổ ") and self.last == "start":
            self.public = False  # `tổ trưởng tổ 5`, of a street
        numbered = self.last in "TBY" or self._low(self.i - 2, 2) in ("khu vực", "cơ sở")
        if numbered and len(word.text) <= 3 and self.last != "start":
            return self._take("U", 1)
        return False

    def _capitals(self) -> bool:
        """Read a run of capitalised words: the person's name, or the name of a place or body."""
        run: list[Word] = []
        for k in range(self.i, self.i + name_run(self.words, self.i)):
            if run and (starts_rank(self.words, k) or self._known_body(k)):
                break
            run.append(self.words[k])
        if not run:
            return self._abbreviation()
        at = self._person(run)
        if at is not None:
            if at or self._loose:
                self._take("U", at)
            self.name = make_name(run[at:])
            return False
        if self.last == "start" and self.public is None and self.rank not in self.grammar.parts:
            return False
        self._open = self.last in "BFJ" or self._open
        self._noun = ""
        return self._take("U", len(run))

    def _known_body(self, i: int) -> bool:
        kind, n = longest(self.grammar.bodies, self.words, i)
        if self.words[i].low == "thị" and is_family_name(self.words[i - 1].text):
            return False  # `Vàng Thị Đoàn`
        return bool(n) and kind in ("B", "T", "X") and (n > 1 or self.words[i].text.isupper())

    def _person(self, run: list[Word]) -> int | None:
        """Return where the person begins in `run`, or None."""
        grammar = self.grammar
        if self.last in "TY" and self._shouted():
            return 0
        single = self.last == "C" or (self.last == "start" and self.rank in grammar.foreign_ranks)
        foreign = (
            self.foreign
            or self.rank in grammar.foreign_full
            or (self.last == "start" and self._names_person())
        )
        if (
            self.last == "C"
            and self.foreign
            and len(run) <= 4
            and (len(run) > 1 or self.rank in grammar.foreign_ranks)
        ):
            return 0
        if (
            is_foreign(run)
            and (foreign or single)
            and self.last != "T"
            and run[0].text not in grammar.highland
        ):
            return _foreigner(run, single)
        if self.last != "start" and len(run) == 2 and is_place([word.low for word in run]):
            return None  # `Chi cục thuế Từ Sơn`
        return cut_name(run, after_place=self.last in "TYJ")

    def _names_person(self) -> bool:
        """Whether the rank alone may stand before a foreigner's name (`Chủ tịch Kim Jong-un`)."""
        return (
            self.sole or self.rank in self.grammar.foreign_ranks or self.rank in ("chủ tịch", "phó chủ tịch")
        )

    def _abbreviation(self) -> bool:
        """Read an unknown abbreviation (`Sở ABC`) as part of the body; a firm's where no body is named."""
        if _POLICE_UNIT.fullmatch(self.words[self.i].text) and self.last in ("start", "B", "F"):
            self.public = True
            return self._take("B", 1)
        if self.last == "F" and self.public is None and "phòng" not in self.rank:
            self.public = False
        if self.last in "BFUJY" and self.last != "start":
            return self._take("U", 1)
        return False

    def _small(self, word: Word) -> bool:
        """Read a small word that no list knows, as long as the body is open and a name may come."""
        if not (self._open or self._loose) or not word.text.isalpha() or word.low in self.grammar.stop:
            return self._close()
        if self.last == "start" or self._loose >= _MAX_LOOSE:
            return False
        if not self._loose and self._noun in self.grammar.whole:
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
