"""Offices in normal form: rank in its long form, body, province, former or acting."""

from __future__ import annotations

import datetime as dt

import pytest

from searchkit.extract.officeplaces import offices_of
from searchkit.models import Office

BT = "Bến Tre"
OFFICES = [
    ("Phó Chủ tịch UBND tỉnh", BT, Office("Phó Chủ tịch UBND tỉnh", "UBND tỉnh Bến Tre", BT)),
    ("nguyên PCT Ủy ban nhân dân tỉnh Bến Tre", None,
     Office("Phó Chủ tịch UBND tỉnh", "UBND tỉnh Bến Tre", BT, former=True)),
    ("quyền Giám đốc Sở Nội vụ tỉnh Bến Tre", None,
     Office("Giám đốc Sở Nội vụ", "Sở Nội vụ Bến Tre", BT, acting=True)),
    ("giám đốc Sở GD & ĐT", "Sơn La",
     Office("Giám đốc Sở Giáo dục và Đào tạo", "Sở Giáo dục và Đào tạo Sơn La", "Sơn La")),
    ("Giám đốc Sở Nội vụ", None, Office("Giám đốc Sở Nội vụ", "Sở Nội vụ", None)),
    ("Chủ tịch UBND TP.HCM", None,
     Office("Chủ tịch UBND thành phố", "UBND TP. Hồ Chí Minh", "TP. Hồ Chí Minh")),
    ("Chủ tịch UBND Hà Nội", None, Office("Chủ tịch UBND thành phố", "UBND TP. Hà Nội", "Hà Nội")),
    ("Chủ tịch Hà Nội", None, Office("Chủ tịch UBND thành phố", "UBND TP. Hà Nội", "Hà Nội")),
    ("Chủ tịch huyện Ba Tri", None, Office("Chủ tịch UBND huyện Ba Tri", "UBND huyện Ba Tri, Bến Tre", BT)),
    ("Chủ tịch UBND xã An Mẫu", BT, Office("Chủ tịch UBND xã An Mẫu", "UBND xã An Mẫu", BT)),
    ("Trưởng Công an huyện Ba Tri", None,
     Office("Trưởng Công an huyện Ba Tri", "Công an huyện Ba Tri, Bến Tre", BT)),
    ("bí thư Tỉnh uỷ", BT, Office("Bí thư Tỉnh ủy", "Tỉnh ủy Bến Tre", BT)),
    ("Phó bí thư thường trực Thành ủy", "Đà Nẵng",
     Office("Phó Bí thư Thường trực Thành ủy", "Thành ủy Đà Nẵng", "Đà Nẵng")),
    ("Bộ trưởng Bộ Nội vụ", BT, Office("Bộ trưởng Bộ Nội vụ", "Bộ Nội vụ", None)),
    ("Bộ trưởng Y tế", None, Office("Bộ trưởng Bộ Y tế", "Bộ Y tế", None)),
    ("Thủ tướng", BT, Office("Thủ tướng", "Chính phủ", None)),
    ("Phó thủ tướng thường trực", None, Office("Phó Thủ tướng Thường trực", "Chính phủ", None)),
    ("ủy viên Bộ Chính trị", None, Office("Ủy viên Bộ Chính trị", "Bộ Chính trị", None)),
    ("đại biểu Quốc hội", BT, Office("Đại biểu Quốc hội", "Quốc hội", None)),
    ("Cục trưởng Cục Điện ảnh", BT, Office("Cục trưởng Cục Điện ảnh", "Cục Điện ảnh", None)),
    ("không phải chức vụ", BT, Office("không phải chức vụ")),
]  # fmt: skip


@pytest.mark.parametrize(("title", "province", "office"), OFFICES)
def test_normal_form(title: str, province: str | None, office: Office) -> None:
    assert offices_of("Lò Văn Mẫu", [title], province, None) == (office,)


def test_a_foreigner_s_office_is_no_body_of_ours() -> None:
    (office,) = offices_of("Joe Smith", ["Thủ tướng"], None, None)
    assert (office.title, office.body) == ("Thủ tướng", None)
    (office,) = offices_of("Xi Lin", ["Thủ tướng Lào"], "Huế", None)
    assert (office.body, office.province) == (None, None)


def test_hue_bears_the_name_of_the_day() -> None:
    assert offices_of("Lò Văn Mẫu", ["Chủ tịch UBND TP Huế"], "Huế", dt.date(2025, 8, 1))[0].province == "Huế"
