"""The gazetteer: every spelling leads to one canonical name, old units to those of today and back."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import unicodedata

import pytest

from searchkit.extract import gazetteer
from searchkit.text import strip_marks

SPELLINGS = [
    ("ben tre", "Bến Tre"),
    ("BẾN TRE", "Bến Tre"),
    ("tỉnh Bến Tre", "Bến Tre"),
    ("Đắc Lắc", "Đắk Lắk"),
    ("dak lak", "Đắk Lắk"),
    ("Daklak", "Đắk Lắk"),
    ("Bắc Cạn", "Bắc Kạn"),
    ("Kontum", "Kon Tum"),
    ("TPHCM", "TP. Hồ Chí Minh"),
    ("TP. HCM", "TP. Hồ Chí Minh"),
    ("Tp. Hồ Chí Minh", "TP. Hồ Chí Minh"),
    ("ho chi minh", "TP. Hồ Chí Minh"),
    ("Sài Gòn", "TP. Hồ Chí Minh"),
    ("Thừa Thiên – Huế", "Thừa Thiên Huế"),
    ("Thừa Thiên-Huế", "Thừa Thiên Huế"),
    ("TP. Huế", "Thừa Thiên Huế"),
    ("br-vt", "Bà Rịa - Vũng Tàu"),
    ("Bà Rịa—Vũng Tàu", "Bà Rịa - Vũng Tàu"),
    ("thanh hoá", "Thanh Hóa"),
    ("TP Cần Thơ", "Cần Thơ"),
    ("Hà Tây", "Hà Tây"),
]


@pytest.mark.parametrize(("spelling", "name"), SPELLINGS)
def test_any_spelling_leads_to_the_canonical_name(spelling: str, name: str) -> None:
    assert gazetteer.lookup(spelling) == name


@pytest.mark.parametrize("name", gazetteer.provinces())
def test_every_name_is_found_in_all_its_forms(name: str) -> None:
    for form in (name, name.upper(), name.lower(), strip_marks(name), unicodedata.normalize("NFD", name)):
        assert name in gazetteer.candidates(form)


def test_unknown_names_are_none_and_get_suggestions() -> None:
    assert gazetteer.lookup("Atlantis") is None
    assert gazetteer.candidates("") == ()
    assert gazetteer.nearest("Bến Te")[0] == "Bến Tre"
    assert gazetteer.nearest("quang nin")[0] == "Quảng Ninh"
    assert gazetteer.nearest("Quảng Nin", among=["Bến Tre", "Quảng Ninh"]) == ("Quảng Ninh",)


def test_numbers_of_units_by_day() -> None:
    assert len(gazetteer.canonical_names()) == 63
    assert len(gazetteer.canonical_names(dt.date(2025, 6, 30))) == 63
    assert len(gazetteer.canonical_names(dt.date(2025, 7, 1))) == 34
    assert "Huế" in gazetteer.canonical_names(dt.date(2025, 1, 1))
    assert "Huế" not in gazetteer.canonical_names(dt.date(2024, 12, 31))


def test_hue_by_day_and_without_one() -> None:
    assert gazetteer.candidates("hue") == ("Thừa Thiên Huế", "Huế")
    assert gazetteer.lookup("Huế", dt.date(2025, 1, 1)) == "Huế"
    assert gazetteer.lookup("Huế", dt.date(2024, 12, 31)) == "Thừa Thiên Huế"


def test_merger_maps_each_old_unit_to_one_of_today() -> None:
    today = gazetteer.canonical_names(gazetteer.MERGER)
    olds = [old for unit in today for old in gazetteer.units_of(unit)]
    assert sorted(olds) == sorted(gazetteer.canonical_names())
    assert gazetteer.present_day("Bến Tre") == ("Vĩnh Long",)
    assert gazetteer.units_of("vinh long") == ("Vĩnh Long", "Bến Tre", "Trà Vinh")
    assert gazetteer.present_day("Hà Nội") == ("Hà Nội",)
    assert gazetteer.present_day("Hà Sơn Bình") == ("Hà Nội", "Phú Thọ")
    assert gazetteer.units_of("Atlantis") == ()


def test_districts_know_their_parents_and_namesakes() -> None:
    assert [d.province for d in gazetteer.find_districts("Quảng Điền")] == ["Thừa Thiên Huế"]
    assert {d.province for d in gazetteer.find_districts("chau thanh")} >= {"Bến Tre", "Tây Ninh", "Long An"}
    assert gazetteer.find_districts("Krông Pắk")[0].name == "Krông Pắc"
    parents = {d.province for d in gazetteer.districts()}
    assert parents == set(gazetteer.canonical_names())
    assert 680 <= len(gazetteer.districts()) <= 720


@pytest.mark.parametrize(
    ("source", "province"),
    [
        ("baodongkhoi.vn", "Bến Tre"),
        ("Báo Đồng Khởi", "Bến Tre"),
        ("https://sonoivu.dienbien.gov.vn/tin-tuc/1", "Điện Biên"),
        ("www.baotuyenquang.com.vn", "Tuyên Quang"),
        ("Báo Tuyên Quang điện tử", "Tuyên Quang"),
        ("Cổng thông tin điện tử tỉnh Điện Biên", "Điện Biên"),
        ("baobaria-vungtau.com.vn", "Bà Rịa - Vũng Tàu"),
        ("TTH.VN", "Thừa Thiên Huế"),
        ("huengaynay.vn", "Thừa Thiên Huế"),
        ("VnExpress", None),
        ("https://vnexpress.net/ben-tre-1.html", None),
        ("chinhphu.vn", None),
        ("", None),
    ],
)
def test_publishers_tell_their_province(source: str, province: str | None) -> None:
    assert gazetteer.publisher(source) == province


def test_lookups_load_neither_the_matcher_nor_anything_heavy() -> None:
    code = (
        "import sys\n"
        "from searchkit.extract import gazetteer\n"
        "assert gazetteer.lookup('ben tre') == 'Bến Tre'\n"
        "loaded = [m for m in sys.modules if m.split('.')[0] in ('numpy', 'whoosh', 'rapidfuzz', 'rich')]\n"
        "loaded += [m for m in sys.modules if m.endswith(('provinces_matcher', '.officials', '.dates'))]\n"
        "assert not loaded, loaded\n"
    )
    subprocess.run([sys.executable, "-X", "utf8", "-c", code], check=True)
