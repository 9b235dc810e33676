"""Credit lines: who wrote or photographed, with a label (`Bài, ảnh: …`) or as bare names after the last
sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from searchkit.ingest.legacy import is_syllable
from searchkit.ingest.phrases import BUTTONS, COMMENTS, LISTS, SECTIONS, TAGS, key, table
from searchkit.text import nfc, tone_place

Kind = Literal["author", "photo", "source", "agency"]

_AUTHOR_WORDS = (
    r"tin|bài|bài viết|tin bài|tác giả|tác giả bài viết|người viết|viết bởi|thực hiện|phóng viên|"
    r"nhóm phóng viên|nhóm pv|pv|ctv|cộng tác viên|"
    r"tin ảnh|bài ảnh|lược ghi|ghi|tổng hợp|đưa tin|by"
)
_OTHER_WORDS = (
    r"ảnh|hình ảnh|clip|video|đồ họa|đồ hoạ|trình bày|thiết kế|kỹ thuật|quay phim|dựng phim|biên tập|photo|"
    r"infographic|media|âm thanh|hình"
)
_SOURCE_WORDS = r"nguồn|nguồn tin|theo|nguồn ảnh|ảnh nguồn|dẫn nguồn|trích nguồn"
_JOIN = r"\s{0,2}(?:,|và|&|-|–|/|;|\+|\s)\s{0,2}"
_LABEL = re.compile(
    rf"^[^\w]{{0,4}}(?P<label>(?:(?:{_AUTHOR_WORDS}|{_OTHER_WORDS})(?:{_JOIN})){{0,4}}(?:{_AUTHOR_WORDS}|"
    rf"{_OTHER_WORDS})|{_SOURCE_WORDS})\s?[:：]\s?(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_AUTHOR = re.compile(rf"(?:^|[\s,&/;+–-])(?:{_AUTHOR_WORDS})(?:$|[\s,&/;+–-])", re.IGNORECASE)
_SOURCE = re.compile(rf"(?:{_SOURCE_WORDS})", re.IGNORECASE)
_SECOND_LABEL = re.compile(
    rf"\s*[;,.|–-]?\s*\(?\b(?:{_OTHER_WORDS}|{_SOURCE_WORDS})(?:{_JOIN}(?:{_OTHER_WORDS})){{0,3}}\s?[:：].*$",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(
    r"^[^\w]{0,4}(?P<label>(?:bài )?viết bởi|tác giả(?: bài viết)?|người viết|bởi|by)\s+(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_AGENCY_NAME = (
    r"Zing|Dân trí|Tuổi Trẻ|Thanh Niên|Tiền Phong|Lao Động|Người Lao Động|Vietnamnet|[\w-]+(?:\.[\w-]+)?\.vn|"
    r"TTXVN|TTX|VNA|VOV\d?|VTV\d{0,2}|VGP|QĐND|CAND|[A-Z][a-z]+[A-Z]\w+\+?|Vietnam\+|"
    r"(?:Báo|Tạp chí|Đài|Cổng|Trang|Thông tấn xã)\s[^\s/,.;:()]+(?:\s[^\s/,.;:()]+){0,5}"
)
_AGENCY = re.compile(
    rf"(?:(?:[Tt]heo|THEO)\s)?(?P<names>(?:{_AGENCY_NAME})(?:\s?[/,-]\s?(?:{_AGENCY_NAME})){{0,2}})"
)
_SEPARATOR = re.compile(r"\s*(?:,|;|&|/|\+|\s[-–—]\s|\s[-–—]|[–—]\s|\bvà\b|-)\s*")
_TAIL_NOTE = re.compile(
    r"\s*[(\[](?:thực hiện|tổng hợp|t/?h|lược ghi|ghi|ctv|pv|biên tập|lược thuật|theo [^()]{2,30}|"
    r"[^()\d]{2,40})[)\]]\.?$",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\s*[(\[|<-]{0,2}\s?(?:e-?mail\s?:\s?)?[\w.+-]{1,40}@[\w.-]{3,40}[)\]>]?", re.IGNORECASE
)
_TAKEN_FROM = re.compile(
    r"(?:Theo|THEO)\s(?P<who>[^().,;:\d]{4,50}?)(?:\s?\((?P<paper>[^()\d]{2,40})\)|\s?/\s?[^\W\d_]{2,12})?"
)
_INITIALS = re.compile(r"^(?:[A-ZĐ]\.?){1,3}$|^(?:[A-ZĐ]\.\s?){1,3}[A-ZĐ]?[^\W\d_]*$")
_VOCABULARY = BUTTONS | SECTIONS | LISTS | COMMENTS | TAGS
_NO_NAME = table(
    """
    tin tức|hội nghị|kết quả|công bố|chỉ số|thông báo|quyết định|kế hoạch|báo cáo|sở nội|ban tổ
    ubnd tỉnh|hđnd tỉnh
    cổng thông|trang thông|chính phủ|thủ tướng|nội vụ|tổng cục|trung tâm|văn phòng|chi cục|đảng ủy|ủy ban
    thường trực|hội đồng|nhân dân|nơi nhận|chủ tịch|phó chủ|giám đốc|phó giám|bí thư|phó bí
    chánh văn|trưởng ban
    điểm tin|ban biên|quang cảnh|toàn cảnh|việt nam|hà nội|hải phòng|đà nẵng|hồ chí|văn hóa|giáo dục|kinh tế
    bạn đọc|thời sự|dân tộc|chuyển đổi|cải cách|quê hương|đất nước|hỗ trợ|tra cứu|tải về|xem chi
    đường dây|bản đồ|thị trấn|thị xã|thành phố|công ty|bệnh viện|trường học|hợp tác
    """
)
"""First two syllables of capitalised lines that are no names of persons."""
_PLACES = table("xã|phường|huyện|quận|tỉnh|sở|thôn|ấp|khu|chợ|đường|phố|sông|ngành|khối|tổ|phòng|buôn|bản")
"""First syllables of capitalised lines that are places or bodies: rows of a list, `Xã An Hòa`."""


_HIGHLAND = table(
    "ksor|rmah|kpuih|rcom|rahlan|rơ|krajan|krajăn|cil|touneh|katơr|chamaléa|pơloong|bling|moong|xeo"
)
"""Family names of the highlands that are built like foreign words."""


@dataclass(frozen=True, slots=True)
class Credit:
    """What a credit line says: its kind and the names as written, without label and remarks."""

    kind: Kind
    names: str


def read_credit(text: str) -> Credit | None:
    """Return what a labelled credit line says, or None where the line is none.

    >>> read_credit("Bài, ảnh: Thanh Mai").names, read_credit("Ảnh: Thanh Mai").kind
    ('Thanh Mai', 'photo')
    """
    if len(text) > 160:
        return None
    if not (":" in text or "：" in text):
        return _without_colon(text)
    match = _LABEL.match(text.strip(" ()[]") if text.lstrip()[:1] in "([" else text.strip())
    if match is None:
        return None
    rest = _TAIL_NOTE.sub("", _SECOND_LABEL.sub("", match["rest"])).strip(" .()[];-–")
    if not rest or len(rest.split()) > 16 or re.search(r"[.!?]\s+[A-ZĐ][^\W\d_]+\s[a-zà-ỹđ]", rest):
        return None
    if not (rest[0].isupper() or rest[0].isdigit()) or rest[-1] in "?!":
        return None  # `PV: Xin cảm ơn ông!`
    label = match["label"]
    if _SOURCE.fullmatch(label):
        return Credit("source", rest)
    kind: Kind = "author" if _AUTHOR.search(label) else "photo"
    return Credit(kind, rest) if _lowercase_words(rest) <= 3 else None


def _without_colon(text: str) -> Credit | None:
    """Read `Viết bởi Lê An`, and the agency that an article is taken from (`Theo TTXVN`)."""
    label = _BARE_LABEL.match(text)
    if label:
        names = read_names(label["rest"])
        return Credit("author", names) if names else None
    bare = text.strip(" ()[].*-–—")
    agency = _AGENCY.fullmatch(bare) if len(bare) < 60 else None
    if agency and (bare != agency["names"] or text.strip()[0] in "(["):
        return Credit("agency", agency["names"])
    taken = _TAKEN_FROM.fullmatch(text.strip(" [].*-–—")) if text[:1] in "Tt([*" and len(text) < 90 else None
    if taken and read_names(taken["who"]):
        return Credit("agency", taken[0].split(" ", 1)[1])
    return None


def _lowercase_words(text: str) -> int:
    return sum(word[0].islower() for word in text.split() if word.lower() not in ("và", "ctv", "pv"))


def is_credit(text: str) -> bool:
    """Say whether a line is a labelled credit."""
    return read_credit(text) is not None


def read_names(text: str) -> str | None:
    """Return the names of a line that holds one to three names and nothing else, or None.

    >>> read_names("Thúy Hà – Hùng Sơn"), read_names("Kết quả đáng ghi nhận")
    ('Thúy Hà – Hùng Sơn', None)
    """
    if len(text) > 90:
        return None
    bare = text.strip()
    if "@" in bare:
        bare = _ADDRESS.sub("", bare)
    bare = _TAIL_NOTE.sub("", bare).strip(" .()[]*-–—•|")
    if not bare or any(c.isdigit() for c in bare) or key(bare) in _VOCABULARY:
        return None
    names = [name for name in _SEPARATOR.split(bare) if name]
    return bare if 1 <= len(names) <= 3 and all(map(_is_name, names)) else None


def _is_name(name: str) -> bool:
    """Say whether `name` is two to five capitalised syllables, or initials."""
    words = name.split()
    if _INITIALS.match(name) and name not in ("A", "O", "X"):
        return True
    if name.upper() in ("PV", "CTV", "P.V", "NPV", "NHÓM PV", "NHÓM PHÓNG VIÊN"):
        return True
    if not 2 <= len(words) <= 5:
        return False
    low = [tone_place(nfc(word).lower()) for word in words]
    shaped = all(
        word[0].isupper() and (word[1:].islower() or len(word) == 1 or name.isupper())
        for word in [re.sub(r"'[A-ZĐ]", lambda m: m[0].lower(), word) for word in words]
    )
    return shaped and low[0] not in _PLACES and _are_syllables(low) and " ".join(low[:2]) not in _NO_NAME


def _are_syllables(words: list[str]) -> bool:
    """Say whether the words are Vietnamese syllables, but for one or two of a highland name (`Alăng`,
    `H'Nga`, `Ksor Phước`)."""
    other = [word for word in words if len(word) > 1 and not is_syllable(word)]
    if not other:
        return True
    if len(words) < 2 or len(other) > 2:
        return False
    return words[0] in _HIGHLAND or any("'" in word or not word.replace("đ", "d").isascii() for word in other)
