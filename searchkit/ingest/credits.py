"""Credit lines: who wrote or photographed, with a label (`Bài, ảnh: …`), or which agency a text is from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from searchkit.ingest.pennames import AGENCY, read_names, without_address

Kind = Literal["author", "poster", "photo", "source", "agency"]

_AUTHOR_WORDS = (
    r"tin|bài|bài viết|tin bài|tác giả|tác giả bài viết|người viết|viết bởi|thực hiện|phóng viên|"
    r"nhóm phóng viên|nhóm pv|nhóm thực hiện|pv|btv|ctv|cộng tác viên|biên soạn|biên dịch|người dịch|"
    r"lược dịch|tin ảnh|bài ảnh|lược ghi|ghi|ghi chép|ghi nhanh|bút ký|ký sự|phóng sự|tường thuật|tổng hợp|"
    r"đưa tin|by|author"
)
_POSTER_WORDS = r"nội dung|người đăng|đăng bởi|được đăng bởi|người gửi|người cập nhật|posted by"
_OTHER_WORDS = (
    r"ảnh|hình ảnh|clip|video|đồ họa|đồ hoạ|trình bày|thiết kế|kỹ thuật|quay phim|dựng phim|biên tập|photo|"
    r"infographic|media|âm thanh|hình|duyệt|người duyệt|kiểm duyệt|duyệt bài|duyệt tin|người biên tập|"
    r"lời bình"
)
_SOURCE_WORDS = r"nguồn|nguồn tin|theo|nguồn ảnh|ảnh nguồn|dẫn nguồn|trích nguồn"
_JOIN = r"\s{0,2}(?:,|và|&|-|–|/|;|\+|\s)\s{0,2}"
_LABEL = re.compile(
    rf"^[^\w]{{0,4}}(?P<label>(?:(?:{_AUTHOR_WORDS}|{_OTHER_WORDS})(?:{_JOIN})){{0,4}}(?:{_AUTHOR_WORDS}|"
    rf"{_OTHER_WORDS})|{_POSTER_WORDS}|{_SOURCE_WORDS})\s?[:：]\s?(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_AUTHOR = re.compile(rf"(?:^|[\s,&/;+–-])(?:{_AUTHOR_WORDS})(?:$|[\s,&/;+–-])", re.IGNORECASE)
_POSTER = re.compile(_POSTER_WORDS, re.IGNORECASE)
_GENRE = re.compile(r"ghi chép|ghi nhanh|bút ký|ký sự|phóng sự|tường thuật|tổng hợp", re.IGNORECASE)
_SOURCE = re.compile(rf"(?:{_SOURCE_WORDS})", re.IGNORECASE)
_SECOND_LABEL = re.compile(
    rf"\s*[;,.|–-]?\s*\(?\b(?:{_OTHER_WORDS}|{_SOURCE_WORDS})(?:{_JOIN}(?:{_OTHER_WORDS})){{0,3}}\s?[:：].*$",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(
    r"^[^\w]{0,4}(?P<label>(?:bài )?viết bởi|tác giả(?: bài viết)?|người viết|bởi|by|(?:được )?đăng bởi|"
    rf"(?:bài|tin)(?:{_JOIN}(?:bài|ảnh)){{1,2}}(?: của)?|"
    r"(?:tin|bài|bài viết|ghi chép|ghi nhanh|phóng sự|bút ký|ký sự)(?: ảnh)? của)\s+(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_BARE_PHOTO = re.compile(r"\s{0,2}[-–/;,.]\s{0,2}ảnh(?: của)?\s.*$", re.IGNORECASE)
_TAIL_NOTE = re.compile(r"(?<=\S)\s*[(\[][^()\d]{2,80}[)\]]\.?$")
_AGENCY = re.compile(rf"(?:(?:[Tt]heo|THEO)\s)?(?P<names>(?:{AGENCY})(?:\s?[/,-]\s?(?:{AGENCY})){{0,2}})")
_TAKEN_FROM = re.compile(
    r"(?:Theo|THEO)\s(?P<who>[^().,;:\d]{4,50}?)(?:\s?\((?P<paper>[^()\d]{2,40})\)|\s?/\s?[^\W\d_]{2,12})?"
)
_SENTENCES = re.compile(r"[.!?]\s+[A-ZĐ][^\W\d_]+\s[a-zà-ỹđ]")


@dataclass(frozen=True, slots=True)
class Credit:
    """What a credit line says: its kind and the names as written, without label and remarks.

    `poster` put the text on the site, and counts as its writer where nobody else is named.
    """

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
    rest = without_address(_SECOND_LABEL.sub("", match["rest"]))
    rest = _TAIL_NOTE.sub("", rest).strip(" .()[];-–")
    if not rest or len(rest.split()) > 16 or _SENTENCES.search(rest):
        return None
    if not (rest[0].isupper() or rest[0].isdigit()) or rest[-1] in "?!":
        return None  # `PV: Xin cảm ơn ông!`
    return _of_label(match["label"], rest)


def _of_label(label: str, rest: str) -> Credit | None:
    if _SOURCE.fullmatch(label):
        return Credit("source", rest)
    if _POSTER.fullmatch(label):
        names = read_names(rest)
        return Credit("poster", names) if names else None
    if _GENRE.fullmatch(label) and not read_names(rest):
        return None  # `Phóng sự: Về nơi đầu sóng`
    kind: Kind = "author" if _AUTHOR.search(label) else "photo"
    return Credit(kind, rest) if _lowercase_words(rest) <= 3 else None


def _without_colon(text: str) -> Credit | None:
    """Read `Viết bởi Lê An`, and the agency that an article is taken from (`Theo TTXVN`)."""
    label = _BARE_LABEL.match(text)
    if label:
        names = read_names(_BARE_PHOTO.sub("", label["rest"]))
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
