"""What typed filter values stand for, on columns of invented values; and units of a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from searchkit.query.asof import meant_on
from searchkit.query.docnumbers import number_pattern
from searchkit.query.values import Values


class Column:
    """A column as `Values` reads it."""

    def __init__(self, *values: str) -> None:
        self.values = list(values)


def found(how: Callable[[Values, str], list[int]], values: tuple[str, ...], typed: str) -> list[str]:
    return [values[o] for o in how(Values(Column(*values)), typed)]  # type: ignore[arg-type]


NUMBERS = (
    "06/QĐ-TTg",
    "160/QĐ-BNV",
    "16/2021/QĐ-UBND",
    "28-NQ/TW",
    "61/2018/NĐ-CP",
    "Quyết định 06",
    "Nghị định 61/2018",
)
TYPED_NUMBERS = [
    ("06/QĐ-TTg", ["06/QĐ-TTg"]),
    ("6/qd-ttg", ["06/QĐ-TTg"]),
    ("Quyết định số 06", ["06/QĐ-TTg", "Quyết định 06"]),
    ("16", ["16/2021/QĐ-UBND"]),
    ("16/2021", ["16/2021/QĐ-UBND"]),
    ("2021", []),
    ("qđ", ["06/QĐ-TTg", "160/QĐ-BNV", "16/2021/QĐ-UBND", "Quyết định 06"]),
    ("QĐ-BNV", ["160/QĐ-BNV"]),
    ("qd - bnv", ["160/QĐ-BNV"]),
    ("BNV", ["160/QĐ-BNV"]),
    ("NV", []),
    ("28-nq/tw", ["28-NQ/TW"]),
    ("nghị quyết 28", ["28-NQ/TW"]),
    ("nghị định 61", ["61/2018/NĐ-CP", "Nghị định 61/2018"]),
    ("Nghị định 61/2018", ["61/2018/NĐ-CP", "Nghị định 61/2018"]),
    ("61/2019", []),
    ("số văn bản", []),
    ("1 2 3", []),
    ("", []),
]


@pytest.mark.parametrize(("typed", "numbers"), TYPED_NUMBERS)
def test_numbers_of_documents(typed: str, numbers: list[str]) -> None:
    assert found(Values.document, NUMBERS, typed) == numbers


def test_patterns_from_anything_typed_are_safe() -> None:
    assert number_pattern("(((*?[") == ""
    assert found(Values.document, NUMBERS, "qđ(.*") == found(Values.document, NUMBERS, "qđ")


NAMES = ("Bùi Thị Bé Mười", "Nguyễn\nVăn Mẫu", "Văn Mẫu Sơn")
BODIES = ("Bộ Nội vụ", "Chính phủ", "Sở Nội vụ Bến Tre", "UBND TP. Hồ Chí Minh", "UBND huyện Ba Tri, Bến Tre",
          "UBND tỉnh Bến Tre", "Văn phòng Chính phủ", "Tỉnh ủy Bến Tre")  # fmt: skip
TYPED_BODIES = [
    ("Chính phủ", ["Chính phủ"]),
    ("bo noi vu", ["Bộ Nội vụ"]),
    ("BNV", ["Bộ Nội vụ"]),
    ("SNV Bến Tre", ["Sở Nội vụ Bến Tre"]),
    ("Sở Nội vụ tỉnh Bến Tre", ["Sở Nội vụ Bến Tre"]),
    ("UBND Bến Tre", ["UBND tỉnh Bến Tre"]),
    ("UBND TPHCM", ["UBND TP. Hồ Chí Minh"]),
    ("Ủy ban nhân dân huyện Ba Tri", ["UBND huyện Ba Tri, Bến Tre"]),
    ("tỉnh uỷ Bến Tre", ["Tỉnh ủy Bến Tre"]),
    ("Bộ Lúa Gạo", []),
    ("", []),
]


@pytest.mark.parametrize(("typed", "bodies"), TYPED_BODIES)
def test_bodies_by_acronym_and_without_levels(typed: str, bodies: list[str]) -> None:
    assert found(Values.body, BODIES, typed) == bodies


def test_parts_of_names_are_whole_words_and_line_ends_shift_nothing() -> None:
    assert found(Values.part, NAMES, "bé mười") == ["Bùi Thị Bé Mười"]
    assert found(Values.part, NAMES, "van mau") == ["Nguyễn\nVăn Mẫu", "Văn Mẫu Sơn"]
    assert found(Values.part, NAMES, "ươi") == []
    assert found(Values.exact, NAMES, "VĂN MẪU SƠN") == ["Văn Mẫu Sơn"]
    assert found(Values.part, (), "mẫu") == []


DISTRICTS = ("huyện Châu Thành, Bến Tre", "huyện Châu Thành, Tiền Giang", "quận 1, TP. Hồ Chí Minh",
             "quận 10, TP. Hồ Chí Minh", "thành phố Bến Tre, Bến Tre",
             "thành phố Hoa Lư, Ninh Bình")  # fmt: skip
TYPED_DISTRICTS = [
    ("châu thành", ["huyện Châu Thành, Bến Tre", "huyện Châu Thành, Tiền Giang"]),
    ("H. Châu Thành, Tiền Giang", ["huyện Châu Thành, Tiền Giang"]),
    ("Q1", ["quận 1, TP. Hồ Chí Minh"]),
    ("Q. 10", ["quận 10, TP. Hồ Chí Minh"]),
    ("Bến Tre", ["thành phố Bến Tre, Bến Tre"]),
    ("huyện Hoa Lư", ["thành phố Hoa Lư, Ninh Bình"]),
    ("Thành", []),
]


@pytest.mark.parametrize(("typed", "districts"), TYPED_DISTRICTS)
def test_districts_with_and_without_kind_and_province(typed: str, districts: list[str]) -> None:
    assert found(Values.district, DISTRICTS, typed) == districts


NOW, THEN = dt.date(2026, 12, 31), dt.date(2024, 12, 31)
MEANT = [
    ("vinh long", NOW, {"Vĩnh Long", "Bến Tre", "Trà Vinh"}, ""),
    ("Vĩnh Long", THEN, {"Vĩnh Long"}, ""),
    ("Bến Tre", NOW, {"Bến Tre"}, "part of Vĩnh Long since 01/07/2025"),
    ("Bến Tre", THEN, {"Bến Tre"}, ""),
    ("Huế", NOW, {"Huế", "Thừa Thiên Huế"}, ""),
    ("Huế", THEN, {"Thừa Thiên Huế"}, "called Thừa Thiên Huế"),
    ("Thừa Thiên Huế", NOW, {"Thừa Thiên Huế"}, "part of Huế since 01/01/2025"),
    ("Hà Tây", THEN, {"Hà Tây"}, "part of Hà Nội since"),
    ("Hà Nội", THEN, {"Hà Nội", "Hà Tây"}, ""),
    ("Xứ Lạ", NOW, set(), ""),
]


@pytest.mark.parametrize(("typed", "day", "names", "notice"), MEANT)
def test_provinces_as_of_a_day(typed: str, day: dt.date, names: set[str], notice: str) -> None:
    meant = meant_on(typed, day)
    assert set(meant.names) - {"Kiến Hòa", "Cửu Long", "Sơn Tây"} == names  # gone long before
    assert notice in " ".join(meant.notices)
    assert bool(notice) == bool(meant.notices)
