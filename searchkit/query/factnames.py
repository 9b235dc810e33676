"""What a person calls the indicators, and which indicators, years and words a query names."""

from __future__ import annotations

import re
from functools import cache

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
_NOT_LETTERS = re.compile(r"[\W_]+")
_FIELD = re.compile(r"\w+:(?:\"[^\"]*\"|\S+)|(?:^|\s)-\w+")
_YEAR_WORD = re.compile(r"\bnam (?=20[0-3]\d\b)")
_FILLERS = re.compile(
    r"\b(?:chi so|ket qua|xep hang|bang|thu hang|xep thu|hang|diem so|diem|so lieu|nam|cua|tinh|cac|may|la|o|"
    r"bao nhieu|cao nhat|thap nhat|dan dau|dung dau|cong bo|ve|tai|trong|va|toan quoc|63|34|top|ca nuoc)\b"
)


class Asked(Record):
    """What a query asks for: indicators, years, the other words, and those of them that say something.

    Words are folded. `rest` may be `tinh ben tre`, `told` is empty where only fillers (`cao nhất`) are left.
    """

    indicators: tuple[str, ...]
    years: tuple[int, ...]
    rest: str
    told: str


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


def words_of(text: str) -> str:
    """Return `text` folded, its words parted by single blanks.

    >>> words_of("PAR-INDEX, Thừa Thiên – Huế")
    'par index thua thien hue'
    """
    return _NOT_LETTERS.sub(" ", fold(text)).strip()


def asked(text: str) -> Asked | None:
    """Return what the words of a query ask for, or None where they name no indicator.

    >>> asked("chỉ số SIPAS Bến Tre 2020")
    Asked(indicators=('SIPAS',), years=(2020,), rest='ben tre', told='ben tre')
    """
    plain = words_of(_FIELD.sub(" ", text))
    rest = plain
    named = []
    for indicator, names in NAMES.items():
        if any(name in rest for name in names):
            rest, times = _named(indicator).subn(" ", rest)
            if times:
                named.append(indicator)
    if not named:
        return None
    years = tuple(map(int, dict.fromkeys(_YEAR.findall(rest))))
    rest = " ".join(_YEAR.sub(" ", _YEAR_WORD.sub(" ", rest)).split())
    return Asked(tuple(named), years, rest, " ".join(_FILLERS.sub(" ", rest).split()))
