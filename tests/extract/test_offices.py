"""Offices taken apart: rank, body, place."""

from __future__ import annotations

import pytest

from searchkit.extract.offices import Office, parse_office


@pytest.mark.parametrize(
    ("title", "office", "normal"),
    [
        ("PCT UBND tỉnh", Office("Phó Chủ tịch", "UBND", "tỉnh"), "Phó Chủ tịch UBND tỉnh"),
        ("Phó chủ tịch UBND tỉnh", Office("Phó Chủ tịch", "UBND", "tỉnh"), "Phó Chủ tịch UBND tỉnh"),
        ("UVTV Tỉnh ủy", Office("Ủy viên Ban Thường vụ", "Tỉnh ủy"), "Ủy viên Ban Thường vụ Tỉnh ủy"),
        ("nguyên Bí thư Tỉnh ủy", Office("Bí thư", "Tỉnh ủy", former=True), "Bí thư Tỉnh ủy"),
        ("Quyền Giám đốc Sở Y tế", Office("Giám đốc", "Sở Y tế", acting=True), "Giám đốc Sở Y tế"),
        ("Chủ tịch UBND TP. Huế", Office("Chủ tịch", "UBND", "TP. Huế"), "Chủ tịch UBND TP. Huế"),
        ("Tổng thống Mỹ", Office("Tổng thống", None, "Mỹ"), "Tổng thống Mỹ"),
        (
            "Phó thủ tướng Thường trực Chính phủ",
            Office("Phó Thủ tướng Thường trực", "Chính phủ"),
            "Phó Thủ tướng Thường trực Chính phủ",
        ),
        ("GĐ Sở GTVT", Office("Giám đốc", "Sở GTVT"), "Giám đốc Sở GTVT"),
        ("ĐBQH", Office("Đại biểu Quốc hội"), "Đại biểu Quốc hội"),
    ],
)
def test_parts_of_an_office(title: str, office: Office, normal: str) -> None:
    """Short forms are written out, `nguyên` and `quyền` noted, the place told from the body."""
    assert parse_office(title) == office
    assert office.title == normal


@pytest.mark.parametrize("title", ["", "ông Nguyễn Văn An", "Đại sứ thương hiệu", "trú tại xã An Phú"])
def test_no_office(title: str) -> None:
    """What begins with no rank is no office."""
    assert parse_office(title) is None
