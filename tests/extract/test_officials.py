"""Holders of public offices: who is one, under which offices, and where the text mentions them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.extract.officials import extract_officials
from searchkit.text import tone_place

_CASES = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("officials_cases.tsv").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def _wanted(people: str) -> dict[str, tuple[str, ...]]:
    """Read `Name = office | office; Name = office`."""
    pairs = (part.split(" = ") for part in people.split("; ") if part.strip())
    return {name: tuple(titles.split(" | ")) for name, titles in pairs}


@pytest.mark.parametrize(("text", "people"), _CASES, ids=[case[0][:40] for case in _CASES])
def test_people_and_offices(text: str, people: str) -> None:
    """The people of a sentence come out with their offices as written."""
    assert {person.name: person.titles for person in extract_officials(None, text)} == _wanted(people)


@pytest.mark.parametrize(("text", "people"), _CASES, ids=[case[0][:40] for case in _CASES])
def test_tone_placement_does_not_matter(text: str, people: str) -> None:
    """`Hoà` and `Hòa`, `uỷ` and `ủy` find the same people."""
    found = {tone_place(person.name) for person in extract_officials(None, tone_place(text))}
    assert found == {tone_place(name) for name in _wanted(people)}


def test_mentions_are_full_and_short_names() -> None:
    """Every occurrence counts: in full, in capitals, and `ông` with the last or the last two words."""
    body = (
        "Ông Nguyễn Thanh Tiến, Chủ tịch UBND xã, cho biết. Theo ông Tiến, xã đã họp. "
        "Ông Thanh Tiến nói thêm. NGUYỄN THANH TIẾN ký. Anh Trần Văn Tiến, nông dân, nghe."
    )
    (official,) = extract_officials(None, body)
    assert [body[start:end] for start, end in official.mentions] == [
        "Nguyễn Thanh Tiến",
        "Tiến",
        "Thanh Tiến",
        "NGUYỄN THANH TIẾN",
    ]


def test_short_name_belongs_to_the_person_named_last() -> None:
    """Two officials of one given name: `ông Sơn` is the one named in full before."""
    body = (
        "Chủ tịch UBND tỉnh Lê Văn Sơn khai mạc. Ông Sơn nói. "
        "Giám đốc Sở Y tế Trần Hoài Sơn tiếp lời. Ông Sơn hứa."
    )
    first, second = extract_officials(None, body)
    assert [len(first.mentions), len(second.mentions)] == [2, 2]
    assert second.mentions[1][0] > body.index("tiếp lời")


def test_title_and_body_are_read_together() -> None:
    """Offices of the headline count; mentions are those of the body alone."""
    (official,) = extract_officials("Tân Chủ tịch UBND tỉnh Lê Thị Mới nhậm chức", "Bà Lê Thị Mới phát biểu.")
    assert official.titles == ("Chủ tịch UBND tỉnh",)
    assert official.mentions == ((3, 13),)


def test_short_name_alone_joins_the_full_one() -> None:
    """`Tổng thống Smithson` and `Tổng thống Mỹ John Smithson` are one person."""
    people = extract_officials("Tổng thống Smithson thăm châu Á", "Tổng thống Mỹ John Smithson tới Hà Nội.")
    assert [person.name for person in people] == ["John Smithson"]


def test_nothing_without_offices() -> None:
    """A text that names no office has no officials."""
    assert extract_officials(None, "Bà Trần Thị Mơ trồng lúa. Ông Lê Văn An chăn trâu.") == ()
    assert extract_officials("", "") == ()


_WORDS = "Chủ tịch|UBND|tỉnh|Nguyễn Văn An|Phó|Bí thư|Tỉnh ủy|, |(|)|-|ông|nguyên|các|Sở Y tế|xã|.|\n|và|Mỹ"
_PIECES = st.sampled_from([*_WORDS.split("|"), "là", "giữ chức", "Đắk"])


@given(st.lists(_PIECES, max_size=40).map(" ".join))
def test_spans_slice_back(body: str) -> None:
    """Every mention is the name or its end, whatever the text; titles stand in the text."""
    plain = " ".join(body.split())
    for official in extract_officials(None, body):
        for start, end in official.mentions:
            assert official.name.lower().endswith(body[start:end].lower())
        assert all(title in plain for title in official.titles)


def test_who_signs_below_an_office_in_capitals_holds_it() -> None:
    body = "UBND xã thông báo.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nLâm Thị Thử"
    (signer,) = extract_officials(None, body)
    assert (signer.name, signer.titles) == ("Lâm Thị Thử", ("PHÓ CHỦ TỊCH",))


@pytest.mark.parametrize(
    "piece",
    [
        "Chủ tịch ",
        "Phó Chủ tịch UBND tỉnh, ",
        "Chủ tịch UBND tỉnh Nguyễn Văn An, ",
        "các Phó Chủ tịch UBND tỉnh: Nguyễn Văn An, ",
        "Nguyễn ",
        "(",
        "Trung tâm Điều abc ",
        "ông An ",
        "ông Nguyễn Văn ",
        "NGUYỄN ",
        "KT. CHỦ TỊCH\n",
        "Thủ tướng Marlowe ",
        "Phó chủ tịch HĐND Thạch Điền, xã Thạch Điền ",
        "Moon Jae - ",
        "a\u0301\u0323",
        "12/34",
    ],
)
def test_linear_time(piece: str, takes_linear_time: Callable[..., bool]) -> None:
    text = piece * (80_000 // len(piece))
    extract_officials(None, text[:1000])
    assert takes_linear_time(lambda body: extract_officials(None, body), text)
