"""Which encoding a file is in, and old fonts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.errors import ReadError
from searchkit.ingest import legacy
from searchkit.ingest.encoding import decode

TEXT = (
    "Ủy ban nhân dân tỉnh đã tổ chức hội nghị trực tuyến, đánh giá kết quả cải cách hành chính của người dân."
)
TONES = "\u0300\u0301\u0303\u0309\u0323"


def windows_1258(text: str) -> bytes:
    """Encode as Vietnamese Windows did: base letters, tones as marks of their own."""
    data = b""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(c for c in marks if c not in TONES))
        whole = letter.encode("cp1258", "ignore")
        data += whole or (base + "".join(c for c in marks if c in TONES)).encode("cp1258")
    return data


def tcvn3(text: str) -> bytes:
    codes = {letter: code for code, letter in legacy._TCVN3.items()}
    return bytes(codes.get(c, codes.get(c.lower(), ord(c) if ord(c) < 256 else 63)) for c in text)


def vni(text: str) -> str:
    codes = {letter: code for code, letter in reversed(legacy._VNI.items())}
    return "".join(codes.get(c, c) for c in text)


ENCODED = {
    "utf-8": TEXT.encode(),
    "utf-8 with a mark": TEXT.encode("utf-8-sig"),
    "utf-16 with a mark": TEXT.encode("utf-16"),
    "utf-16 without a mark": TEXT.encode("utf-16-le"),
    "windows-1258": windows_1258(TEXT),
    "VNI": vni(TEXT).encode("latin-1"),
    "VNI as Unicode": vni(TEXT).encode(),
    "decomposed": unicodedata.normalize("NFD", TEXT).encode(),
}


@pytest.mark.parametrize("name", ENCODED)
def test_text_is_decoded(name: str) -> None:
    assert unicodedata.normalize("NFC", decode(ENCODED[name])) == TEXT


def test_tcvn3_loses_capitals_and_nothing_else() -> None:
    assert decode(tcvn3(TEXT)).lower() == TEXT.lower()
    assert decode(tcvn3(TEXT).decode("latin-1").encode()).lower() == TEXT.lower()


REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n\t", "empty"),
    "pdf": (b"%PDF-1.4 \xe2\xe3", "PDF"),
    "docx": (b"PK\x03\x04abc", "DOCX"),
    "zeros": (b"\x00\x01\x02" * 99, "binary"),
    "cut off": (TEXT.encode()[:2], "cut off"),
    "another code": (
        "Hội nghị".encode("koi8-r", "replace") + b"\xc7\xd8 \xd7\xe0\xf5\xd9 \xc1\xcc\xdd" * 9,
        "UTF-8",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_text_is_refused_by_name(name: str) -> None:
    data, word = REFUSED[name]
    with pytest.raises(ReadError, match=word):
        decode(data, "a.txt")


def test_one_broken_byte_in_a_long_page_is_marked_not_refused() -> None:
    data = TEXT.encode() * 3 + b" \xe1\xbb " + TEXT.encode() * 3
    assert decode(data).count("\ufffd") in (1, 2)


def test_latin_words_are_no_old_font() -> None:
    for text in ("Café à la crème, déjà vu, naïve façade, œuvre", "© 2024 – « guillemets » ° ® ¶ § 25 °C"):
        assert legacy.modernise(text) == text


@given(st.text(max_size=80))
def test_any_unicode_text_survives(text: str) -> None:
    legacy.modernise(text)
    legacy.from_vni(text)
