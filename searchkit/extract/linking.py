"""Who holds an office: linking the offices of a text to the names before and after them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from searchkit.extract.context import Kinds, family, is_bare, is_settled
from searchkit.extract.gaps import is_chain, leads
from searchkit.extract.names import Name
from searchkit.extract.namesearch import REACH, list_item, name_after, name_before, name_recalled
from searchkit.extract.officescan import Found, find_offices
from searchkit.text import squeeze

_PLURAL = re.compile(
    r"(?:các|hai|ba|bốn|những|2|3|4)(?: vị| ông| bà| đồng chí| đ/c| nguyên| cựu)?[ \u00a0]$", re.IGNORECASE
)
_LIST_GAP = re.compile(
    r"[ \u00a0]*(?:[,;:–-]|và|cùng)?[ \u00a0]*"
    r"(?:(?:(?:bao )?gồm(?: có)?|là)(?!\w)(?: các)?)?:?[ \u00a0]*(?:cùng |và )?"
)
_BELOW = re.compile(r"[ \u00a0]{0,4}\n\s{0,8}(?:\(?[Đđ]ã ký\)?\s{1,8})?")
_LIST_AFTER = re.compile(
    r"[ \u00a0](?:(?:bao )?gồm(?: có)?(?: các)?|là các)(?: đồng chí| đ/c| ông| bà)?:?[ \u00a0]"
    r"(?=[^\W\d_a-zà-ỹ])"
)
_LISTED = re.compile(
    r"(?<!\w)(?:[Cc]ác|[Hh]ai|[Bb]a|[Bb]ốn|[Nn]hững|\d) "
    r"(?:đồng chí|đ/c|ông bà|ông|bà|anh|chị|vị|bị cáo|bị can):?[ \u00a0]"
)
_OF_ALL = re.compile(r"\b(?:giữ chức|giữ cương vị|giữ vị trí|cùng|đều|làm|lần lượt)\b")
_LIST_REACH = 200
_LIST_MAX = 12
# `thừa lệnh Thủ tướng, Bộ trưởng A`: a head of government holds nothing beside.
_ALONE = frozenset({"thủ tướng", "thủ tướng chính phủ", "tổng thống"})


@dataclass(frozen=True, slots=True)
class Holder:
    """One office of one person as found: `title` as written; `public` None where only the rank is known.

    `bare`: the office is its rank and nothing else.
    """

    name: Name
    title: str
    rank: str
    public: bool | None
    bare: bool = False


def link_offices(text: str, kinds: Kinds) -> list[Holder]:
    """Return who holds which office in `text`, in the order of the text; `kinds` is filled with the families
    of ranks that the text has."""
    linker = _Linker(text)
    holders = linker.run()
    kinds.update(
        (family(office.rank), office.public) for office in linker.offices if office.public is not None
    )
    return holders


class _Linker:
    """Goes through the offices of a text from left to right and remembers the person last named."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.holders: list[Holder] = []
        self.offices: list[Found] = []
        self.person: Name | None = None
        self.office_first = False
        """Whether that person's last office stands before the name."""
        self.person_end = -1
        """Where that person's last office, or the name itself, ends: the next office may join from here."""

    def run(self) -> list[Holder]:
        for group in self._groups():
            self._link(group)
        return self.holders

    def _groups(self) -> list[list[Found]]:
        """Put offices together that follow one another (`Ủy viên …, Bí thư …, Chủ tịch …`), up to a name."""
        groups: list[list[Found]] = []
        last: Found | None = None
        self.offices = list(find_offices(self.text))
        for office in self.offices:
            if last is not None and last.name is None and is_chain(self.text, last.end, office.start):
                groups[-1].append(office)
            else:
                groups.append([office])
            last = office
        return groups

    def _link(self, group: list[Found]) -> None:
        last = group[-1]
        if last.name is not None:
            self._link_named(group, last.name)
        elif (name := self._joined(group[0]) or name_before(self.text, group[0])) is not None:
            for other in self._listed_before(name, group[0]):
                self._give(other, group)
            self._give(name, group)
        elif self._is_plural(group[0]):
            self._list_of_names(group, last.end)
        elif listed := _LIST_AFTER.match(self.text, last.end):
            self._list_of_names(group, listed.end())
        elif (name := name_after(self.text, last)) is not None:
            self._give(name, group, name.end)
        elif (name := name_recalled(self.text, group[0])) is not None:
            self._give(name, group)
        elif (name := self._signer(last)) is not None:
            self._give(name, [replace(last, public=True)], name.end)

    def _link_named(self, group: list[Found], name: Name) -> None:
        """Give offices before a name to it; `ông A, Phó Bí thư, Chủ tịch UBND B`: the first is A's."""
        if len(group) > 1:
            joined = self._joined(group[0])
            if joined is not None and self.text[group[-2].end : group[-1].start].strip() == "và":
                self._give(joined, group[:-1])  # `Phó Thủ tướng A, Chủ tịch Ủy ban và Phó Thủ tướng B`
                group = group[-1:]
            before = name_before(self.text, group[0]) if joined is None else None
            if before is not None:
                self._give(before, group[:1])
                group = group[1:]
        last = group[-1]
        besides = (
            [] if last.rank in _ALONE else [office for office in group[:-1] if office.rank not in _ALONE]
        )
        self._give(name, [*besides, last])
        if self._is_plural(group[-1]):
            self._list_of_names(group[-1:], name.end)

    def _joined(self, office: Found) -> Name | None:
        """Return the person last named where what follows their name or office leads on to `office`."""
        if self.person is None or not 0 <= office.start - self.person_end <= REACH:
            return None
        gap = self.text[self.person_end : office.start]
        # `hội đàm với Thủ tướng Lào A, Thủ tướng Việt Nam nói`: the same rank again is someone else's.
        again = self.office_first and gap.strip() == "," and office.rank == self.holders[-1].rank
        return self.person if leads(gap) and not again else None

    def _give(self, name: Name, offices: list[Found], end: int = 0) -> None:
        for office in offices:
            title = squeeze(self.text[office.start : office.end])
            public = office.public
            bare = public is None and is_bare(self.text, office)
            if public is None:
                number = bisect_left(self.offices, office.start, key=lambda one: one.start)
                public = is_settled(self.text, office, self.offices[max(0, number - 4) : number]) or None
            self.holders.append(Holder(name, title, office.rank, public, bare))
        last = offices[-1]
        self.person = name
        self.office_first = last.end <= name.start
        self.person_end = max(end, last.end, name.end if last.name else 0)

    def _signer(self, office: Found) -> Name | None:
        """Return who signs below an office in capitals that stands alone on its line."""
        if not self.text[office.start : office.end].isupper():
            return None
        below = _BELOW.match(self.text, office.end)
        name = list_item(self.text, below.end()) if below else None
        ends = name is not None and self.text[name.end : name.end + 1] in ("", "\n")
        return name if ends else None

    def _is_plural(self, office: Found) -> bool:
        return _PLURAL.search(self.text, max(0, office.start - 24), office.start) is not None

    def _listed_before(self, last: Name, office: Found) -> list[Name]:
        """Return the names of a list that ends with `last`, where the office is said of all of them: `các
        ông A, B và C (cùng là Phó Viện trưởng …)`."""
        if not _OF_ALL.search(self.text, last.end, office.start):
            return []
        marks = list(_LISTED.finditer(self.text, max(0, last.start - _LIST_REACH), last.start))
        at, found = marks[-1].end() if marks else last.start, list[Name]()
        while at < last.start and len(found) < _LIST_MAX:
            gap = _LIST_GAP.match(self.text, at) if found else None
            name = list_item(self.text, gap.end() if gap else at)
            if name is None or name.start == last.start:
                return found if name is not None else []
            found.append(name)
            at = name.end
        return []

    def _list_of_names(self, offices: list[Found], at: int) -> None:
        """Give `offices` to each name of a list that begins at `at`: `hai Phó Chủ tịch UBND tỉnh A và B`."""
        for _ in range(_LIST_MAX):
            gap = _LIST_GAP.match(self.text, at)
            name = list_item(self.text, gap.end()) if gap else None
            if name is None:
                return
            self._give(name, offices, name.end)
            at = name.end
