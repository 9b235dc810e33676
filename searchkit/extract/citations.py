"""Legal documents as texts cite them: their numbers, citations by kind and number alone, and who issued them.

`876/QĐ-BNV` names its issuer by letters; `của UBND huyện …` behind a number says it in words, and wins. A
citation such as `Quyết định 06` or `Nghị định 176/2013` is kept where no whole number of the article covers
it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from searchkit.extract import gazetteer
from searchkit.extract.bodies import BodyMention
from searchkit.extract.bodytable import Body, by_letters, name_in
from searchkit.extract.landmarks import CITED_KINDS, landmarks
from searchkit.extract.wordlists import load
from searchkit.models import Document

_REACH = 48
"""Characters behind a number in which `của …` may name the issuer."""
_OF = re.compile(r"[^.;\n]{0,40}?\b(?:của|do)[ \u00a0](?:(?:Chủ tịch|Giám đốc|Bộ trưởng)[ \u00a0])?$")
_OF_PERSON = re.compile(
    r"(?: ngày [\d/.-]{3,10})?,? (?:của|do) (?P<who>Thủ tướng|Chủ tịch nước)"
    r"(?! (?:Chính phủ )?(?:Nga|Mỹ|Anh|Nhật))"
)


def cite(
    title: str | None,
    body: str,
    numbers: Mapping[str, int],
    bodies: Sequence[BodyMention],
    province: str | None,
) -> tuple[Document, ...]:
    """Return the documents that title and body cite: whole numbers with their issuers, then the rest.

    `numbers` are the whole ones with their ends (see `documents.number_ends`), `bodies` the bodies named, in
    the order of the text; `province` is the one that the article is about.

    >>> cite(None, "Theo Nghị định 100 và 876/QĐ-BNV ...", {"876/QĐ-BNV": 31}, (), None)[1].number
    'Nghị định 100'
    """
    named = _Named(body, bodies)
    found = [Document(number, named.issuers_at(number, end, province)) for number, end in numbers.items()]
    seen = {key for number in numbers for key in _bare_keys(number)}
    for text in (title or "", body):
        for kind, number, at in _bare(text, text is not body):
            letters = kinds()[kind]
            if (number.lstrip("0"), letters) in seen:
                continue
            seen.add((number.lstrip("0"), letters))
            behind = named.behind(at) if text is body else ()
            found.append(Document(f"{kind} {number}", behind or _only_issuer(kind)))
    return tuple(found)


@cache
def kinds() -> Mapping[str, str]:
    """Return the kinds of documents with their letters: `Quyết định` → `QĐ`."""
    table: dict[str, str] = load("bodies")["kinds"]
    return table


# A number after the kind: a year may follow, nothing that would make it a whole number or a quantity.
_BARE = re.compile(
    rf"(?P<kind>{'|'.join(CITED_KINDS)})"
    r"(?P<so> số:?)?[ \u00a0](?P<number>\d{1,4}(?:/(?:19|20)\d\d)?)"
    r"(?![\w/%]|[.,]\d|[ \u00a0]?[-–][ \u00a0]?[A-ZĐ\d]|[ \u00a0]?/)"
)
# What may stand behind a bare number without `số`, so that `Quyết định 3 vấn đề` is none.
_AFTER = re.compile(
    r"[ \u00a0]?(?:[.,;:)\]”\"…–-]|$|\n|(?:của|ngày|về|năm|khóa|khoá|do|được|đã|có|và|là|quy|nêu|ra|cho"
    r"|thì|ban|cũng|này|trên|trong|tại|với|nhằm|sẽ|vẫn|vừa|hướng|sửa|thay|để|hay|hoặc|theo|Chính phủ|Bộ"
    r"|Trung ương|UBND)(?!\w))"
)


def _bare(text: str, in_title: bool) -> list[tuple[str, str, int]]:
    """Return the citations by kind and number: kind, number, where it ends."""
    found = []
    for start in landmarks(text, in_title).documents:
        match = _BARE.match(text, start)
        if match and _is_document(match, text):
            found.append((match["kind"], match["number"], match.end()))
    return found


def _is_document(match: re.Match[str], text: str) -> bool:
    """Tell `Quyết định 06` from `Quyết định 3 vấn đề`, submarines (`Đề án 941`) and the United Nations."""
    kind, number, end = match["kind"], match["number"], match.end()
    if _UNITED_NATIONS.match(text, end) or (kind == "Nghị quyết" and number.isdigit() and int(number) > 999):
        return False
    if kind == "Đề án":
        return number[0] == "0" or _BY_US.match(text, end) is not None
    if match["so"] or "/" in number:
        return True
    return (number[0] == "0" or int(number) > 9) and _AFTER.match(text, end) is not None


_UNITED_NATIONS = re.compile(
    r"[ \u00a0](?:của )?(?:Hội đồng Bảo an|HĐBA|Liên [Hh]ợp [Qq]uốc|LHQ|Liên hiệp quốc)"
)
_BY_US = re.compile(r"[ \u00a0]của (?:Chính phủ|Thủ tướng|Bộ|UBND|Tỉnh|Thành)")
_WHOLE = re.compile(
    r"(?P<number>\d+\w?)(?:/(?P<year>(?:19|20)\d\d))?(?:-(?P<left>[^/\d]+))?/?(?P<letters>.*)"
)


def _bare_keys(number: str) -> list[tuple[str, str]]:
    """Return number and kind of a whole number, as bare citations of it would have them."""
    match = _WHOLE.fullmatch(number)
    if match is None:
        return []
    kind = match["left"] or re.split(r"[-/.]", match["letters"])[0]
    bare = match["number"].lstrip("0")
    return [(bare, kind), (f"{bare}/{match['year']}", kind)]


def _only_issuer(kind: str) -> tuple[str, ...]:
    return ("Chính phủ",) if kind == "Nghị định" else ()


class _Named:
    """The bodies named in a text, asked for by place."""

    def __init__(self, body: str, bodies: Sequence[BodyMention]) -> None:
        self._body, self._bodies = body, bodies
        self._of_district: bool | None = None

    def issuers_at(self, number: str, end: int, province: str | None) -> tuple[str, ...]:
        """Return who issued the `number` that ends at `end`: as said right behind it, else by its letters."""
        lettered = issuers(number, None)
        if lettered:
            return lettered
        behind = self.behind(end) if end >= 0 else ()
        if self._of_district is None:
            self._of_district = any(one.name.startswith(_OF_DISTRICTS) for one in self._bodies)
        if behind or self._of_district:
            return behind  # a district's committee may be meant as well: only what is said counts
        return issuers(number, province)

    def behind(self, at: int) -> tuple[str, ...]:
        """Return the issuer that stands right behind `at`: `của UBND huyện Ba Tri`."""
        if person := _OF_PERSON.match(self._body, at):
            return ("Thủ tướng Chính phủ" if person["who"] == "Thủ tướng" else "Chủ tịch nước",)
        first = bisect_left(self._bodies, at, key=lambda one: one.start)
        for one in self._bodies[first : first + 1]:
            if one.start <= at + _REACH and _OF.match(self._body[at : one.start]):
                return (one.name,)
        return ()


_OF_DISTRICTS = tuple(
    f"{body} {kind} " for body in ("UBND", "HĐND") for kind in ("huyện", "quận", "thị xã", "thành phố")
)


@lru_cache(maxsize=1 << 11)
def issuers(number: str, province: str | None) -> tuple[str, ...]:
    """Return the bodies that issued the document of that number, by its letters; () where they don't say.

    Letters of local bodies (`UBND`, `SNV`) mean those of `province`.

    >>> issuers("61/2018/NĐ-CP", None), issuers("28-NQ/TW", None), issuers("05/QĐ-UBND", "Bến Tre")
    (('Chính phủ',), ('Trung ương Đảng',), ('UBND tỉnh Bến Tre',))
    """
    match = _WHOLE.fullmatch(number)
    if match is None:
        return ()
    letters = [part.upper() for part in re.split(r"[-/]", match["letters"]) if part]
    if letters and not match["left"] and letters[0] in _kind_letters() and len(letters) > 1:
        letters = letters[1:]
        joint = match["letters"].upper().startswith(("TTLT", "NQLT"))
    else:
        joint, letters = False, letters[:1]
    found = [_issuer(part, province) for part in (letters if joint else letters[:1])]
    return tuple(dict.fromkeys(name for name in found if name))


@cache
def _kind_letters() -> frozenset[str]:
    return frozenset(letters.upper() for letters in kinds().values()) | {
        "QĐ",
        "NQLT",
        "L",
        "LCT",
        "TTR",
        "QC",
        "PA",
    }


_ASSEMBLY = re.compile(r"(UBTVQH|QH)[\dIVXK]*")


def _issuer(letters: str, province: str | None) -> str | None:
    """Return the body of some letters: `BNV`, `QH15`, `UBND`, `TU`."""
    assembly = _ASSEMBLY.fullmatch(letters)
    if letters == "TU":
        return _party_committee(province)
    body = by_letters().get(assembly[1] if assembly else letters)
    return None if body is None else name_in(body, province)


def _party_committee(province: str | None) -> str | None:
    unit = gazetteer.provinces().get(province or "")
    if unit is None:
        return None
    return name_in(Body("Tỉnh ủy" if unit.kind == "tỉnh" else "Thành ủy", "party"), province)
