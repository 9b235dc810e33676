"""Numbers of legal documents: which tokens are one, in which form, and what people may type for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.extract.documents import extract_document_numbers, normalise_document
from searchkit.text import fold

CITED = [
    ("Nghị quyết 28-NQ/TW về cải cách", ["28-NQ/TW"]),
    ("Kế hoạch số 570/KH-BCĐ ngày 4/3/2020", ["570/KH-BCĐ"]),
    ("Nghị quyết 76/NQ-CP và Nghị định 61/2018/NĐ-CP", ["76/NQ-CP", "61/2018/NĐ-CP"]),
    ("Nghị định 150/2018/NĐ - CP", ["150/2018/NĐ-CP"]),
    ("Nghị định 150/2018/NĐ–CP", ["150/2018/NĐ-CP"]),
    ("Nghị định 150/2018/ NĐ-CP", ["150/2018/NĐ-CP"]),
    ("Nghị quyết số 175/2024/QH15; Luật số 22/2008/QH12", ["175/2024/QH15", "22/2008/QH12"]),
    ("Nghị quyết 1210/2016/UBTVQH13", ["1210/2016/UBTVQH13"]),
    ("Chương trình 05-CTr/TU, Chỉ thị 21-CT/TU", ["05-CTr/TU", "21-CT/TU"]),
    ("Chỉ thị 36 - CT/TW", ["36-CT/TW"]),
    ("Quyết định số 876/QĐ-BNV.", ["876/QĐ-BNV"]),
    ("Quyết định 1956/QĐ - TTg của Thủ tướng", ["1956/QĐ-TTg"]),
    ("Công văn 1815/LĐTBXH-QLLĐNN", ["1815/LĐTBXH-QLLĐNN"]),
    ("Công văn 4612/BGDĐT-GDTrH", ["4612/BGDĐT-GDTrH"]),
    ("Công văn số 59/UBATGTQG gửi các tỉnh", ["59/UBATGTQG"]),
    ("Thông tư liên tịch 37/2015/TTLT-BYT-BTC", ["37/2015/TTLT-BYT-BTC"]),
    ("Quyết định 12/QĐ - UBND tỉnh ban hành", ["12/QĐ-UBND"]),
    ("văn bản 145/VPCP-V.I", ["145/VPCP-V.I"]),
    ("Nghị quyết 18-NQ/T.Ư", ["18-NQ/T.Ư"]),
    ("(Kế hoạch 12/KH-UBND), “Đề án 13/ĐA-UBND”", ["12/KH-UBND", "13/ĐA-UBND"]),
    ("Nghị quyết 76/NQ-CP; theo 76/NQ-CP", ["76/NQ-CP"]),
]


@pytest.mark.parametrize(("text", "numbers"), CITED)
def test_cited_documents(text: str, numbers: list[str]) -> None:
    """Numbers come out in normal form, in order, each once."""
    assert extract_document_numbers(None, text) == tuple(numbers)


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 19/5/2020, ngày 24/06/2021",
        "đạt 27/63 tỉnh, trực 24/7, tỷ lệ 1/3",
        "tăng 88,35%/năm, 80 km/h, 100.000 đồng/kg",
        "Giấy phép số 123/GP-BTTTT; giấy phép 15/GP-TTĐT",
        "biển số 30A-123.45, điện thoại 0243.822/123",
        "quyết định 5206, Nghị định 176/2013",
        "hợp đồng 05/2019/HĐ-XD, giấy chứng nhận 12/GCN-SYT",
        "quy chuẩn QCVN 01:2009/BYT",
        "Nghị quyết 08/NQ-HĐQT của công ty",
        "chuyến bay VJ457/VJ456, tàu SE11/SE12",
        "gồm: 1/Phiếu đăng ký 2/Bản sao",
    ],
)
def test_no_documents(text: str) -> None:
    """Dates, fractions, licences, contracts, plates and bare numbers are none."""
    assert extract_document_numbers(None, text) == ()


def test_title_comes_first() -> None:
    """Documents of the headline stand before those of the body."""
    assert extract_document_numbers("Về 28-NQ/TW", "Theo 76/NQ-CP và 28-NQ/TW") == ("28-NQ/TW", "76/NQ-CP")


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("876/QĐ-BNV", "876/QĐ-BNV"),
        ("876/qđ-bnv", "876/QĐ-BNV"),
        ("876/qd-bnv", "876/QĐ-BNV"),
        ("số: 28-nq/tw", "28-NQ/TW"),
        ("150/2018/nđ - cp", "150/2018/NĐ-CP"),
        ("175/2024/qh15", "175/2024/QH15"),
        ("05-ctr/tu", "05-CTr/TU"),
        ("02/CT-TTG", "02/CT-TTg"),
        ("1815/ldtbxh-qlldnn", "1815/LĐTBXH-QLLĐNN"),
        ("570/kh-bcd", "570/KH-BCĐ"),
        ("24/7", None),
        ("24/06/2021", None),
        ("cải cách", None),
        ("", None),
    ],
)
def test_typed_numbers(typed: str, normal: str | None) -> None:
    """Case, spaces and the marks of common abbreviations are put right; other words are refused."""
    assert normalise_document(typed) == normal


@pytest.mark.parametrize(("text", "numbers"), CITED)
def test_typed_without_diacritics(text: str, numbers: list[str]) -> None:
    """What is cited can be typed in lower case without marks and still agrees once folded."""
    for number in numbers:
        typed = normalise_document(fold(number))
        assert typed is not None
        assert fold(typed) == fold(number)


@given(st.text(alphabet="0129/-QĐNCP .aT", max_size=80))
def test_found_numbers_stand_in_the_text(text: str) -> None:
    """Whatever is found is written in the text, apart from spaces."""
    plain = text.replace(" ", "")
    for number in extract_document_numbers(None, text):
        assert number in plain


@pytest.mark.parametrize("piece", ["1/", "12/QĐ-", "/A", "9/QĐ-A-", "1 / ", "28-NQ/TW "])
def test_linear_time(piece: str, takes_linear_time: Callable[..., bool]) -> None:
    text = piece * (250_000 // len(piece))
    assert takes_linear_time(lambda body: extract_document_numbers(None, body), text)
