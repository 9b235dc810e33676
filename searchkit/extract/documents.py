"""Numbers of legal documents: `28-NQ/TW`, `570/KH-BCĐ`, `61/2018/NĐ-CP`, `175/2024/QH15`.

A number is found from the slash before its letters: what stands left of it must be digits (with a year, or
with the party's `-NQ`), what stands right must be the issuer's letters. Both sides are short, so the work is
linear.
"""

from __future__ import annotations

import re

from searchkit.text import nfc, squeeze, strip_marks

_CAPITALS = "A-ZĐƯÂÔÊĂƠ"
_TAIL = rf"(?:\.Ư)?(?:[a-z]{{1,2}}[{_CAPITALS}]{{0,4}})?\d{{0,2}}"  # `TTg`, `GDTrH`, `C46`
_ABBREVIATION = rf"[{_CAPITALS}][{_CAPITALS}&]*{_TAIL}"
_UNIT = r"P?[ACVPĐ][ \u00a0]?\d{1,2}(?!\d)"  # police units: `C46`, `PC 09`
_DASH = r"[-‐‑–—]"

_SLASH = re.compile(rf"/[ \u00a0]?(?=[{_CAPITALS}])")
_LEFT = re.compile(
    rf"""(?<![\w/:,{_CAPITALS}])(?<!\d[.\u00a0 ])(?<!\d[-–])
    (?P<number>\d{{1,5}}[a-zA-Z]?)
    (?:[ \u00a0]?/[ \u00a0]?(?P<year>(?:19|20)\d\d)
      |[ \u00a0]?{_DASH}[ \u00a0]?(?P<kind>[{_CAPITALS}][{_CAPITALS}]{{0,5}}(?:[Tt]?[rg])?))?
    [ \u00a0]?$""",
    re.VERBOSE,
)
_RIGHT = re.compile(
    rf"(?P<first>{_UNIT}|{_ABBREVIATION})"
    rf"(?P<rest>(?:[ \u00a0]?{_DASH}[ \u00a0]?{_UNIT}|(?:{_DASH}|[/.]){_ABBREVIATION}"
    rf"|[ \u00a0]{{0,2}}{_DASH}[ \u00a0]{{0,2}}"
    rf"(?:[{_CAPITALS}]{{2,}}|[{_CAPITALS}]\.[{_CAPITALS}]){_TAIL}){{0,4}})"
    r"(?![^\W\d_])"
)
_LOOK_BACK = 24

# Kinds of documents; a number whose letters have one part only (`12/NQ`) must name one of them.
_KIND_LETTERS = """
NQ QĐ CT KH TB BC TT NĐ CV HD TTr CTr CTR TTR L PL LCT CĐ TTLT NQLT ĐA QC QCPH QyĐ TTg UBND HĐND HĐBT TU
HU TW CP VPCP QH UBTVQH SL KL TLĐ
"""
_KINDS = frozenset(_KIND_LETTERS.split())
# Press licences, permits, contracts, certificates: numbers of other papers.
_FOREIGN = re.compile(r"GP|HĐ(?!ND|BT)|GCN|ĐKKD|GXN|CNĐK|BOT\b|BT\b|ICP|XNK|TCVN|QCVN|AH\d")
_FOREIGN_REST = re.compile(r"GP-|HĐQT|HĐTV|ĐHĐCĐ")
# `Công văn số 4612/BGDĐT`: letters of an office alone are a document's where the words before say so.
_CITED = re.compile(
    r"(?:công văn|văn bản|báo cáo|thông báo|tờ trình|quyết định|kết luận|nghị quyết"
    r"|chỉ thị|kế hoạch|công điện)"
    r"(?: (?:hoả tốc|hỏa tốc|khẩn|mật))?(?: số)?:? ?$",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \u00a0]+")
_DASHES = re.compile(_DASH)


def extract_document_numbers(title: str | None, body: str) -> tuple[str, ...]:
    """Return the numbers of legal documents that `title` and `body` cite: no spaces, in order, each once.

    >>> extract_document_numbers("Theo Nghị quyết 28-NQ/TW", "Căn cứ Nghị định 150/2018/NĐ - CP ngày 7/11.")
    ('28-NQ/TW', '150/2018/NĐ-CP')
    """
    return tuple(number_ends(title, body))


def number_ends(title: str | None, body: str) -> dict[str, int]:
    """Return the numbers with the offset in `body` at which each first ends, or -1 where the title has it."""
    found: dict[str, int] = {}
    for text in (title, body):
        if not text or "/" not in text:
            continue
        for slash in _SLASH.finditer(text):
            if read := _read_number(text, slash.start(), slash.end()):
                found.setdefault(read[0], read[1] if text is body else -1)
    return found


def _read_number(text: str, slash: int, letters: int) -> tuple[str, int] | None:
    """Return the document number whose slash stands at `slash` and whose letters start at `letters`, and
    where it ends."""
    left = _LEFT.search(text, max(0, slash - _LOOK_BACK), slash)
    if left is None:
        return None
    right = _RIGHT.match(text, letters, letters + 60)
    if right is None:
        return None
    if not _is_legal(left["kind"], left["year"], right["first"], right["rest"]):
        cited = len(right["first"]) > 2 and _CITED.search(text, max(0, left.start() - 30), left.start())
        if not cited or _is_foreign(right["first"], right["rest"]):
            return None
    rest = right["rest"]
    token = text[left.start() : slash] + "/" + right["first"] + rest
    return _DASHES.sub("-", _SPACES.sub("", token)), right.end()


def _is_legal(kind: str | None, year: str | None, first: str, rest: str) -> bool:
    """Tell the letters of a legal document from those of licences, contracts and accidental slashes."""
    if _is_foreign(first, rest):
        return False
    if kind:
        return kind not in ("GP", "HĐ")
    if year or rest:
        return len(first) > 1 or bool(rest)
    return first in _KINDS or first.rstrip("0123456789") in ("QH", "UBTVQH")


def _is_foreign(first: str, rest: str) -> bool:
    """Recognise licences, permits, contracts and papers of companies by their letters."""
    return bool(_FOREIGN.match(first) or _FOREIGN_REST.search(rest))


# Letters that carry marks or small letters, by their plain capital form: what people type in a hurry.
_WRITTEN_LETTERS = """
QĐ NĐ CĐ HĐND BCĐ ĐA TTg TTr CTr QyĐ TLĐ LĐTBXH SLĐTBXH BLĐTBXH BGDĐT SGDĐT BTNMT ĐUK ĐTN TWĐTN
BCĐCCHC BKHĐT SKHĐT BVHTTDL ĐĐBQH QLLĐNN TCLĐ TLĐLĐ ĐCT ĐKT BXD
"""
_WRITTEN = {strip_marks(word).upper(): word for word in _WRITTEN_LETTERS.split()}
_TYPED = re.compile(
    rf"\s*(?:số\s*:?\s*|so\s*:?\s*)?(\d{{1,5}}[a-z]?)"
    rf"\s*((?:{_DASH}|/)\s*[\w&.]+(?:\s*(?:{_DASH}|/|\.)\s*[\w&]+){{0,5}})\s*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")


def normalise_document(text: str) -> str | None:
    """Return the normal form of a document number as someone typed it, or None where it is none.

    Case, spaces and the marks of common abbreviations are put right; compare by `text.fold` to be lenient
    about the rest.

    >>> normalise_document("876/qd-bnv")
    '876/QĐ-BNV'
    >>> normalise_document("xyz") is None
    True
    """
    typed = _TYPED.fullmatch(squeeze(nfc(text))[:80])
    if typed is None or not _WORD.search(typed[2]):
        return None
    tail = _DASHES.sub("-", re.sub(r"\s+", "", typed[2]))
    return typed[1] + _WORD.sub(lambda word: _written(word[0]), tail)


def _written(word: str) -> str:
    """Return an abbreviation with the capitals and marks that it has in print."""
    upper = word.upper()
    if upper in ("TTG", "TTR", "CTR"):
        return upper[:-1] + upper[-1].lower()
    return _WRITTEN.get(upper, upper) if upper.isascii() else upper
