"""What a person calls the indicators, and which indicators, years and words a query names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from searchkit.errors import QueryError
from searchkit.i18n import _
from searchkit.records import Record
from searchkit.text import fold

NAMES = {
    "PAR INDEX": (
        "par index", "parindex", "chi so par", "chi so cai cach hanh chinh", "chi so cchc",
        "xep hang cai cach hanh chinh", "xep hang cchc",
    ),
    "SIPAS": ("sipas", "chi so hai long", "chi so do luong su hai long", "chi so muc do hai long"),
    "PAPI": ("papi", "hieu qua quan tri va hanh chinh cong"),
    "PCI": ("pci", "chi so nang luc canh tranh", "nang luc canh tranh cap tinh"),
    "ICT INDEX": ("ict index", "ictindex", "chi so san sang"),
    "DDCI": ("ddci", "nang luc canh tranh cap so"),
    "DTI": ("dti", "chi so chuyen doi so", "xep hang chuyen doi so"),
}  # fmt: skip
"""Every indicator with its names, folded, as people type them."""
KINDS = ("province", "ministry", "department", "district", "nation")
"""Kinds of units that have figures."""

_YEAR = re.compile(r"\b(20[0-3]\d)\b")
_YEAR_WORD = re.compile(r"\bnam (?=20[0-3]\d\b)")
_PERIOD = re.compile(r"(20[0-3]\d) *(?:-|–|—|den|toi|->) *(?:nam )?(20[0-3]\d)")
_LONGEST_PERIOD = 15
_NOT_LETTERS = re.compile(r"[\W_]+")
_PROVINCE_FIELD = re.compile(r"(?:tinh|province):(?:\"([^\"]*)\"|(\S+))")
_FIELD = re.compile(r"\w+:(?:\"[^\"]*\"|\S+)|(?:^|\s)-(?:\w+|\"[^\"]*\")")
_ALL = r"(?:cac|khoi|nhom|cap)"
_KIND_WORDS = {
    "ministry": rf"{_ALL} (?:bo nganh|bo co quan ngang bo|bo)|bo nganh(?: trung uong)?|bo co quan ngang bo",
    "department": rf"{_ALL} so(?: (?:ban )?nganh)?|so (?:ban )?nganh",
    "district": rf"{_ALL} (?:quan huyen|huyen(?: thi xa)?(?: thanh pho)?|quan)|quan huyen|huyen thi",
    "province": rf"(?:{_ALL}|63|34) tinh(?: thanh(?: pho)?)?|tinh thanh(?: pho)?|(?:tinh|dia phuong) nao",
    "nation": r"(?:trung binh|binh quan)(?: (?:chung|ca nuoc|toan quoc))*",
}
_LOWEST = re.compile(r"\b(?:thap nhat|cuoi bang|cuoi cung|dung cuoi|doi so|chot bang|xep cuoi|tu duoi len)\b")
_TOP = re.compile(
    r"\b(?:top|tot) ?(\d{1,2})\b|"
    r"\b(\d{1,2}) (?:tinh|dia phuong|don vi|bo|so|huyen)(?: thanh)? (?:dan dau|dung dau|cao nhat|thap nhat)\b"
)
_FILLERS = re.compile(
    r"\b(?:chi so|ket qua|bang xep hang|xep hang|bang|thu hang|vi tri|xep thu|dung thu|xep|hang|diem so|"
    r"so diem|diem|so lieu|nam|cua|tinh|cac|may|la|o|bao nhieu|cao nhat|thap nhat|dan dau|dung dau|dau bang|"
    r"quan quan|cuoi bang|cuoi cung|dung cuoi|doi so|xep cuoi|cong bo|ve|tai|trong|va|toan quoc|63|34|top|"
    r"tot|ca nuoc|nao|ai|don vi|dia phuong|thu may|thu|moi nhat|hien nay|gan day|qua cac|giai doan|tu|den|"
    r"toi|so voi|so sanh|tang|giam|bac|danh sach|nhat|voi)\b"
)


class Asked(Record):
    """What a query asks for: indicators, years, kinds of units, and the words that may name a unit.

    `rest` is folded; `told` are those of its words that are no fillers (`cao nhất`, `tỉnh`), perhaps none.
    `top`: only so many; `lowest`: the last ones first.
    """

    indicators: tuple[str, ...]
    years: tuple[int, ...]
    kinds: frozenset[str]
    rest: str
    told: str
    top: int | None = None
    lowest: bool = False

    @property
    def is_narrow(self) -> bool:
        """Say whether more is asked for than an indicator."""
        return bool(self.told or self.years or self.kinds or self.top)


@cache
def _named(indicator: str) -> re.Pattern[str]:
    """Return what matches the names of an indicator in folded text; made for those that a query may name."""
    return re.compile(rf"\b(?:chi so )?(?:{'|'.join(NAMES[indicator])})\b")


def indicator_of(name: str) -> str:
    """Return the indicator that `name` means; raise `QueryError` for an unknown one.

    >>> indicator_of("par-index"), indicator_of("Chỉ số CCHC"), indicator_of("sipas")
    ('PAR INDEX', 'PAR INDEX', 'SIPAS')
    """
    plain = words_of(name)
    for indicator in NAMES:
        if _named(indicator).fullmatch(plain) or plain == words_of(indicator):
            return indicator
    known = ", ".join(NAMES)
    raise QueryError(_("unknown indicator {name!r}; there are: {known}").format(name=name, known=known))


def split_indicator(text: str) -> tuple[str, str]:
    """Return the indicator that `text` begins with and the rest; raise `QueryError` where either is missing.

    >>> split_indicator("PAR INDEX Bến Tre")
    ('PAR INDEX', 'Bến Tre')
    """
    words = text.split()
    for size in range(len(words) - 1, 0, -1):
        plain = words_of(" ".join(words[:size]))
        for indicator in NAMES:
            if _named(indicator).fullmatch(plain):
                return indicator, " ".join(words[size:])
    raise QueryError(_("give an index and a unit: SIPAS Bến Tre"))


def kind_of(name: str) -> str:
    """Return the kind of unit of that name; raise `QueryError` for an unknown one."""
    if name in KINDS:
        return name
    raise QueryError(_("unknown kind {name!r}; there are: {known}").format(name=name, known=", ".join(KINDS)))


@lru_cache(maxsize=4096)
def words_of(text: str) -> str:
    """Return `text` folded, its words parted by single blanks.

    >>> words_of("PAR-INDEX, Thừa Thiên – Huế")
    'par index thua thien hue'
    """
    return _NOT_LETTERS.sub(" ", fold(text)).strip()


def asked(text: str, provinces: Iterable[str] = ()) -> Asked | None:
    """Return what the words of a query ask for, or None where they name no indicator.

    `provinces` are those of its filters; `tỉnh:"…"` in the words counts as well.

    >>> found = asked("chỉ số SIPAS Bến Tre 2019-2020")
    >>> found.indicators, found.years, found.rest
    (('SIPAS',), (2019, 2020), 'ben tre')
    """
    folded = fold(text)
    homes = [*provinces, *(one or other for one, other in _PROVINCE_FIELD.findall(folded))]
    bare = _FIELD.sub(" ", folded)
    rest = words_of(bare)
    named = []
    for indicator, names in NAMES.items():
        if any(name in rest for name in names):
            rest, times = _named(indicator).subn(" ", rest)
            if times:
                named.append(indicator)
    if not named:
        return None
    rest = _YEAR.sub(" ", _YEAR_WORD.sub(" ", " ".join(rest.split())))
    top = _TOP.search(rest)
    lowest = _LOWEST.search(rest) is not None
    rest = _TOP.sub(" ", rest)
    kinds, rest = _kinds(" ".join(rest.split()))
    rest = " ".join((*rest.split(), *map(words_of, homes)))
    number = int(top[1] or top[2]) if top else None
    return Asked(tuple(named), _years(bare), kinds, rest, without_fillers(rest), number, lowest)


def without_fillers(words: str) -> str:
    """Return those of folded words that may name a unit (`Hà Nam` loses one: compare whole names before)."""
    return " ".join(_FILLERS.sub(" ", words).split())


def _years(folded: str) -> tuple[int, ...]:
    """Return the years of `2019 2021`, or all from the first to the last of `2019-2021`."""
    years = list(map(int, _YEAR.findall(folded)))
    for first, last in _PERIOD.findall(folded):
        if int(first) < int(last) <= int(first) + _LONGEST_PERIOD:
            years += range(int(first), int(last) + 1)
    return tuple(sorted(set(years)))


def _kinds(rest: str) -> tuple[frozenset[str], str]:
    """Return the kinds of units that words ask for (`các bộ`, `sở ngành`), and the other words."""
    kinds = set()
    for kind, words in _KIND_WORDS.items():
        rest, times = re.subn(rf"\b(?:{words})\b", " ", rest)
        if times:
            kinds.add(kind)
    return frozenset(kinds), rest
