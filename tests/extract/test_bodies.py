"""Bodies of state and party named in articles, and legal documents with who issued them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from searchkit.extract.bodies import Places, extract_bodies, find_bodies
from searchkit.extract.citations import cite, issuers
from searchkit.extract.districts import district_names, extract_districts
from searchkit.extract.documents import number_ends
from searchkit.extract.provinces import extract_provinces


def places(text: str, province: str | None) -> Places:
    return Places(extract_provinces(None, text, None), extract_districts(None, text), province)


NAMED = [
    ("Bộ Nội vụ Việt Nam họp", None, ["Bộ Nội vụ"]),
    ("Bộ LĐ-TB&XH, Bộ GD & ĐT và Bộ Tài nguyên - Môi trường", None,
     ["Bộ Lao động - Thương binh và Xã hội", "Bộ Giáo dục và Đào tạo", "Bộ Tài nguyên và Môi trường"]),
    ("Sở Nội vụ tỉnh Bến Tre", None, ["Sở Nội vụ Bến Tre"]),
    ("Sở KH&ĐT TP.HCM", None, ["Sở Kế hoạch và Đầu tư TP. Hồ Chí Minh"]),
    ("Sở Y tế cho biết", "Kon Tum", ["Sở Y tế Kon Tum"]),
    ("Sở Y tế cho biết", None, []),
    ("UBND tỉnh Bến Tre, HĐND TP Đà Nẵng", None, ["UBND tỉnh Bến Tre", "HĐND TP. Đà Nẵng"]),
    ("Ủy ban nhân dân tỉnh họp", "Bến Tre", ["UBND tỉnh Bến Tre"]),
    ("Uỷ ban nhân dân tỉnh họp", "Bến Tre", ["UBND tỉnh Bến Tre"]),
    ("UBND thành phố họp", "Bến Tre", []),
    ("UBND thành phố họp", "Đà Nẵng", ["UBND TP. Đà Nẵng"]),
    ("UBND huyện Ba Tri (Bến Tre)", None, ["UBND huyện Ba Tri, Bến Tre"]),
    ("UBND TP Tuyên Quang", None, ["UBND thành phố Tuyên Quang, Tuyên Quang"]),
    ("Công an quận 1, TP.HCM", None, ["Công an quận 1, TP. Hồ Chí Minh"]),
    ("UBND xã An Hòa", "Bến Tre", []),
    ("Tỉnh ủy Bến Tre và Tỉnh uỷ Trà Vinh", None, ["Tỉnh ủy Bến Tre", "Tỉnh ủy Trà Vinh"]),
    ("Thành ủy họp", "Bến Tre", []),
    ("Huyện ủy Ba Tri", None, ["Huyện ủy Ba Tri, Bến Tre"]),
    ("TAND Tối cao và VKSND tỉnh Hà Tĩnh", None,
     ["Tòa án nhân dân tối cao", "Viện Kiểm sát nhân dân tỉnh Hà Tĩnh"]),
    ("Công an huyện Long Hồ, Vĩnh Long", None, ["Công an huyện Long Hồ, Vĩnh Long"]),
    ("Bộ Quốc phòng Mỹ và Việt Nam", None, []),
    ("Bộ Quốc phòng họp ở London", None, []),
    ("bộ nội vụ của chúng tôi ở Bến Tre", None, []),
    ("người thuộc Ban Bí thư Đoàn ở Huế", None, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "province", "names"), NAMED)
def test_bodies_named(text: str, province: str | None, names: list[str]) -> None:
    assert list(extract_bodies(None, text, places(text, province))) == names


def test_the_title_s_bodies_come_first_and_another_country_s_article_has_none_of_ours() -> None:
    assert extract_bodies("Sở Nội vụ họp", "Bộ Nội vụ Việt Nam dự.", places("", "Huế"))[0] == "Sở Nội vụ Huế"
    assert extract_bodies("BỘ GIÁO DỤC VÀ ĐÀO TẠO họp", "", places("", None)) == ("Bộ Giáo dục và Đào tạo",)
    assert extract_bodies("Mỹ: Bộ Quốc phòng họp", "Bộ Quốc phòng nói về Việt Nam.", places("", None)) == ()
    body = "Bộ Ngoại giao nước này gặp Bộ Ngoại giao Việt Nam."
    assert extract_bodies("Mỹ: ngoại trưởng thăm", body, places("", None)) == ("Bộ Ngoại giao",)
    assert extract_bodies(None, "Bộ Y tế họp với UBND tỉnh.", places("", "Huế"))[0] == "Bộ Y tế"
    assert extract_bodies(None, "Bộ Y tế nghe ông Nguyễn Văn Mẫu nói.", places("", None)) == ("Bộ Y tế",)


DISTRICTS = [
    ("huyện Ba Tri và huyện Châu Thành", "Bến Tre", ["huyện Ba Tri, Bến Tre", "huyện Châu Thành, Bến Tre"]),
    ("huyện Châu Thành", None, ["huyện Châu Thành"]),
    ("huyện Châu Thành (Tiền Giang)", None, ["huyện Châu Thành, Tiền Giang"]),
    ("huyện Long Hồ, Vĩnh Long", None, ["huyện Long Hồ, Vĩnh Long"]),
    ("Q.1 và Quận 7", None, ["quận 1, TP. Hồ Chí Minh", "quận 7, TP. Hồ Chí Minh"]),
    ("TP Cao Lãnh, huyện Cao Lãnh", None, ["thành phố Cao Lãnh, Đồng Tháp", "huyện Cao Lãnh, Đồng Tháp"]),
    ("huyện Long Hồ, Cái Bè", None, ["huyện Long Hồ, Vĩnh Long", "huyện Cái Bè, Tiền Giang"]),
    ("huyện Mang Thít", "Vĩnh Long", ["huyện Mang Thít, Vĩnh Long"]),
    ("huyện Châu Thành họp", "Vĩnh Long", ["huyện Châu Thành"]),
]


@pytest.mark.parametrize(("text", "province", "names"), DISTRICTS)
def test_districts_by_official_name(text: str, province: str | None, names: list[str]) -> None:
    where = places(text, province)
    assert list(district_names(where.districts, province, where.provinces)) == names


CITED = [
    ("Quyết định số 876/QĐ-BNV", None, [("876/QĐ-BNV", ["Bộ Nội vụ"])]),
    ("Nghị định 61/2018/NĐ-CP, sau đó Nghị định 61 và Nghị định 61/2018", None,
     [("61/2018/NĐ-CP", ["Chính phủ"])]),
    ("Nghị quyết 28-NQ/TW", None, [("28-NQ/TW", ["Trung ương Đảng"])]),
    ("Nghị quyết số 175/2024/QH15", None, [("175/2024/QH15", ["Quốc hội"])]),
    ("Quyết định 12/QĐ-UBND", "Bến Tre", [("12/QĐ-UBND", ["UBND tỉnh Bến Tre"])]),
    ("Quyết định 12/QĐ-UBND", None, [("12/QĐ-UBND", [])]),
    ("Quyết định 12/QĐ-UBND của UBND huyện Ba Tri", "Bến Tre",
     [("12/QĐ-UBND", ["UBND huyện Ba Tri, Bến Tre"])]),
    ("Quyết định 12/QĐ - UBND ngày 3/4/2021 của Chủ tịch UBND huyện Ba Tri", "Bến Tre",
     [("12/QĐ-UBND", ["UBND huyện Ba Tri, Bến Tre"])]),
    ("UBND huyện Ba Tri căn cứ Quyết định 12/QĐ-UBND", "Bến Tre", [("12/QĐ-UBND", [])]),
    ("Kế hoạch 5/KH-SNV", "Bến Tre", [("5/KH-SNV", ["Sở Nội vụ Bến Tre"])]),
    ("Chương trình 05-CTr/TU", "Đà Nẵng", [("05-CTr/TU", ["Thành ủy Đà Nẵng"])]),
    ("Công văn 4612/BGDĐT-GDTrH", None, [("4612/BGDĐT-GDTrH", ["Bộ Giáo dục và Đào tạo"])]),
    ("Thông tư liên tịch 37/2015/TTLT-BYT-BTC", None,
     [("37/2015/TTLT-BYT-BTC", ["Bộ Y tế", "Bộ Tài chính"])]),
    ("Theo Quyết định 06 của Thủ tướng", None, [("Quyết định 06", ["Thủ tướng Chính phủ"])]),
    ("Nghị định số 100 có hiệu lực", None, [("Nghị định 100", ["Chính phủ"])]),
    ("Nghị định 176/2013.", None, [("Nghị định 176/2013", ["Chính phủ"])]),
    ("Kết luận số 23 của Thanh tra Chính phủ", None, [("Kết luận 23", ["Thanh tra Chính phủ"])]),
    ("Đề án 06 của Chính phủ", None, [("Đề án 06", ["Chính phủ"])]),
    ("tàu ngầm Đề án 941", None, []),
    ("Nghị quyết 2254 của Hội đồng Bảo an Liên Hợp Quốc", None, []),
    ("Quyết định 3 vấn đề", None, []),
    ("Quyết định 20 tỷ đồng", None, []),
    ("Thông tư 5% và Nghị quyết 1,5", None, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "province", "documents"), CITED)
def test_documents_cited_and_their_issuers(
    text: str, province: str | None, documents: list[tuple[str, list[str]]]
) -> None:
    where = places(text, province)
    bodies = find_bodies("Việt Nam", text, where)
    found = cite(None, text, number_ends(None, text), bodies, province)
    assert [(one.number, list(one.issuers)) for one in found] == documents


def test_a_number_without_letters_of_ours_has_no_issuer() -> None:
    assert issuers("12/QĐ-XYZ", "Bến Tre") == ()
    assert issuers("không có số", None) == ()


def test_linear_on_hostile_text(takes_linear_time: Callable[[Callable[[str], object], str], bool]) -> None:
    words = "UBND tỉnh Quyết định số {n} của Sở Nội vụ Công an Công an huyện {n}/QĐ - UBND ngày {n}/QĐ-UBND, "
    text = "".join(words.format(n=number) for number in range(3000))

    def read(part: str) -> object:
        where = Places((), (), "Bến Tre")
        return cite(None, part, number_ends(None, part), find_bodies(None, part, where), "Bến Tre")

    assert takes_linear_time(read, text)
