"""Provinces named in an article: what counts, what only looks like one, and where it stands."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.extract.gazetteer import provinces
from searchkit.extract.provinces import extract_provinces, province_names

BEFORE = dt.date(2020, 6, 1)
HCM = "TP. Hồ Chí Minh"
TTH = "Thừa Thiên Huế"
BRVT = "Bà Rịa - Vũng Tàu"

NAMED = [
    ("UBND tỉnh Bến Tre vừa ban hành kế hoạch.", ["Bến Tre"]),
    ("(Haiphong.gov.vn) – Ông Điểu Hà Giang, ông Hà Tĩnh Gia dự lễ ở Cà Mau.", ["Cà Mau"]),
    ("PV Thái Bình đưa tin từ Cà Mau.", ["Cà Mau"]),
    ("Giá ở Cà Mau cao hơn Hải Dương 8%; tàu Hải Dương 8 đi vào Cà Mau.", ["Cà Mau", "Hải Dương"]),
    ("Bến Tre xếp hạng thứ 20, sau Vĩnh Phúc.", ["Bến Tre", "Vĩnh Phúc"]),
    ("Đoàn công tác thăm Hoà Bình và Thanh Hoá.", ["Hòa Bình", "Thanh Hóa"]),
    ("Đoàn công tác thăm Hòa Bình và Thanh Hóa.", ["Hòa Bình", "Thanh Hóa"]),
    ("Các tỉnh Đắc Lắc, Đak Nông, Bắc Cạn, Kontum báo cáo.", ["Đắk Lắk", "Đắk Nông", "Bắc Kạn", "Kon Tum"]),
    ("Daklak đón khách từ Hà nội và Sài Gòn.", ["Đắk Lắk", "Hà Nội", HCM]),
    ("Chợ nổi ở Cần thơ, phố cổ ở Quảng nam.", ["Cần Thơ", "Quảng Nam"]),
    ("Thừa Thiên-Huế, Thừa Thiên – Huế, Thừa Thiên - Huế", [TTH]),
    ("Lãnh đạo TT-Huế dự lễ.", [TTH]),
    ("UBND TP. Huế họp báo.", [TTH]),
    ("Sở Y tế TPHCM, TP.HCM, TP HCM, Tp.HCM, TP. HCM", [HCM]),
    ("Thành phố Hồ Chí Minh và thành phố Hà Nội ký kết.", [HCM, "Hà Nội"]),
    ("Bay từ Hà Nội, Hồ Chí Minh đi Đà Nẵng.", ["Hà Nội", HCM, "Đà Nẵng"]),
    ("Khách từ TP.\nHCM tới.", [HCM]),
    ("Tỉnh Hà Nam (Trung Quốc) giảm giấy tờ. " + "Có kết quả tốt. " * 6 + "Lãnh đạo tỉnh Hà Nam nói.", []),
    ("Bà Rịa – Vũng Tàu, Bà Rịa-Vũng Tàu và BR-VT", [BRVT]),
    ("UBND thành phố Tuyên Quang đứng đầu khối huyện.", ["Tuyên Quang"]),
    ("Đoàn tới TP Điện Biên Phủ vào buổi sáng.", ["Điện Biên"]),
    ("Lễ hội diễn ra ở thị xã Quảng Trị.", ["Quảng Trị"]),
    ("Ông sinh ra ở Hà Tây, nay thuộc Hà Nội.", ["Hà Tây", "Hà Nội"]),
    ("Tỉnh Sông Bé được chia năm 1997.", ["Sông Bé"]),
    ("CHỦ TỊCH TỈNH HÒA BÌNH LÀM VIỆC VỚI SƠN LA", ["Hòa Bình", "Sơn La"]),
    ("BẾN TRE: KHAI GIẢNG NĂM HỌC MỚI", ["Bến Tre"]),
    ("Chủ tịch UBND tỉnh Đồng Nai Cao Văn Lành phát biểu.", ["Đồng Nai"]),
    ("Tỉnh đoàn An Giang ra quân; tỉnh Đoàn An Giang khen thưởng.", ["An Giang"]),
    ("Trường THPT Chuyên Nguyễn Trãi Hải Dương đạt giải.", ["Hải Dương"]),
    ("Các quận, huyện Hà Nội; quận huyện TP.HCM", ["Hà Nội", HCM]),
    ("Giám đốc Sở Nông nghiệp và Phát triển nông thôn Hà Tĩnh", ["Hà Tĩnh"]),
    ("Tại điểm cầu Điện Biên, lãnh đạo các sở tham dự.", ["Điện Biên"]),
    ("Thủ tướng yêu cầu Quảng Ngãi báo cáo.", ["Quảng Ngãi"]),
    ("Tuyến đường Hà Nội - Lào Cai thông xe.", ["Hà Nội", "Lào Cai"]),
    ("Taxi bị cấm ở 13 tuyến phố Hà Nội.", ["Hà Nội"]),
    ("Người dân miền núi Nghệ An thiếu nước.", ["Nghệ An"]),
    ("Trú tại thôn 4, xã Cẩm Lĩnh, Cẩm Xuyên, Hà Tĩnh.", ["Hà Tĩnh"]),
    ("Xã Hải Dương, thị xã Hương Trà, tỉnh Thừa Thiên Huế", [TTH]),
    ("Đội quản lý thị trường số 2 Hà Nội kiểm tra.", ["Hà Nội"]),
    ("Trung tâm dữ liệu lớnHà Nội đi vào hoạt động", ["Hà Nội"]),
    ("Quãng Ngãi mưa lớn.", ["Quảng Ngãi"]),
    ("Cao tốc Quảng Nam - Đà Nẵng, đường Gia Lai - Kon Tum", ["Quảng Nam", "Đà Nẵng", "Gia Lai", "Kon Tum"]),
    ("Đến tháng 9, Hà Nội mới có kết quả.", ["Hà Nội"]),
    ("Chương trình \"Hà Nội xanh\" khởi động.", ["Hà Nội"]),
    ("tỉnh Hoà\u00a0Bình", ["Hòa Bình"]),
    ("Bí thư Tỉnh ủy Quảng Nam Phan Văn Tấm nói.", ["Quảng Nam"]),
]  # fmt: skip

NOT_NAMED = [
    "Phó Thủ tướng Trương Hòa Bình chủ trì hội nghị.",
    "Phó Thủ tướng Trương Hoà Bình chủ trì hội nghị.",
    "Bác sĩ Võ Thái Nguyên và cô Nguyễn Thị Vi Huế đã tới.",
    "Bà Lê Thị Hà Giang, ông Phạm Quảng Bình và anh Lò Điện Biên",
    "ÔNG TRƯƠNG HÒA BÌNH LÀM TRƯỞNG BAN",
    "BÀ LÊ THỊ HÀ GIANG TRÚNG CỬ",
    "Chị Huế kể rằng Huế đã bán nhà.",
    "Ca sĩ Hà Giang và diễn viên Thái Bình góp mặt.",
    "Theo đồng chí Thái Nguyên, việc này đã xong.",
    "Xe chạy trên đường Điện Biên Phủ rồi rẽ vào đường Hồ Chí Minh.",
    "Nhà ở phố Lạng Sơn, ngõ Thái Bình, đường Bắc Ninh.",
    "Tắc đường ở ngã tư Bình Phước và cầu Sài Gòn.",
    "Chiến thắng Điện Biên Phủ chấn động địa cầu.",
    "Trận Điện Biên Phủ trên không",
    "Tàu vượt Thái Bình Dương.",
    "Ở phường Hòa Bình, xã Hưng Yên và thị trấn Long An",
    "Các phường Hòa Bình, Thái Bình và Nam Định được sáp nhập.",
    "Vì hòa bình, ổn định; nhân dân bình định đất nước; núi cao bằng trời.",
    "VÌ MỘT THẾ GIỚI HÒA BÌNH",
    "Bà nhận giải Nobel Hòa Bình.",
    "Chủ tịch Hồ Chí Minh, Đoàn TNCS Hồ Chí Minh, tư tưởng Hồ Chí Minh, Lăng Hồ Chí Minh",
    "Quảng trường Hồ Chí Minh và đường Hồ Chí Minh",
    "Ở tỉnh Hà Nam (Trung Quốc), nhà máy đóng cửa.",
    "Tỉnh Hà Nam ở miền trung Trung Quốc ngập lụt.",
    "Nhà máy ở Quảng Đông, Sơn Đông và Hồ Nam ngừng việc.",
    "Tàu Hải Dương 8 và giàn khoan Hải Dương 981 rút đi.",
    "Nhóm tàu khảo sát Hải Dương Địa chất 8",
    "Sà lan chìm trên sông Đồng Nai và sông Sài Gòn.",
    "Lúa ở Đồng Tháp Mười chín sớm.",
    "Đồng bằng sông Cửu Long; núi Hoàng Liên Sơn",
    "Thành phố Thủ Đức ra mắt tổ công tác.",
    "Công an huyện Quảng Ninh vào cuộc.",
    "Tin, ảnh: Thái Bình",
    "(Ảnh: Hà Giang)",
    "Hội nghị kết thúc lúc 11 giờ.\nThái Bình",
    "Anh ở số nhà 12 Hòa Bình.",
    "Báo Sài Gòn Giải Phóng đưa tin.",
    "Hoa hậu đại diện Việt Nam Hà Thu",
    "Uống bia Hà Nội, bia Sài Gòn.",
    "hà nội, bến tre",
    "",
]


def names(text: str, day: dt.date | None = BEFORE, title: str | None = None) -> list[str]:
    return list(province_names(None, extract_provinces(title, text, day), day))


@pytest.mark.parametrize(("text", "expected"), NAMED, ids=[t[:40] for t, _ in NAMED])
def test_provinces_are_found_under_their_canonical_names(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize("text", NOT_NAMED, ids=[t[:40] for t in NOT_NAMED])
def test_names_of_other_things_are_no_provinces(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (None, [TTH]),
        (dt.date(2024, 12, 31), [TTH]),
        (dt.date(2025, 1, 1), ["Huế"]),
        (dt.date(2025, 8, 1), ["Huế"]),
    ],
)
def test_hue_is_named_as_on_the_day_of_publication(day: dt.date | None, expected: list[str]) -> None:
    assert names("UBND TP. Huế và người dân Huế", day) == expected


def test_after_the_merger_old_and_new_names_stand_as_named() -> None:
    text = "Tỉnh Vĩnh Long (mới) gồm Bến Tre, Trà Vinh và Vĩnh Long cũ; Thừa Thiên Huế nay là Huế."
    day = dt.date(2025, 8, 1)
    assert names(text, day) == ["Vĩnh Long", "Bến Tre", "Trà Vinh", TTH, "Huế"]


def test_the_title_comes_first() -> None:
    assert names("Quảng Ninh đứng đầu, Bến Tre thứ 20.", title="Bến Tre tăng hạng") == [
        "Bến Tre",
        "Quảng Ninh",
    ]


def test_peace_in_a_headline_of_capitals_needs_support_from_the_text() -> None:
    title = "LỄ HỘI HÒA BÌNH"
    assert names("Lễ hội quy tụ nhiều nghệ sĩ.", title=title) == []
    assert names("Lễ hội ở tỉnh Hòa Bình quy tụ nhiều nghệ sĩ.", title=title) == ["Hòa Bình"]


def test_given_values_win_and_are_put_into_canonical_form() -> None:
    mentions = extract_provinces(None, "Hà Nội", BEFORE)
    given = ("Dak Lak", "tp.hcm", "Đắk Lắk", "Atlantis")
    assert province_names(given, mentions, BEFORE) == ("Đắk Lắk", HCM, "Atlantis")
    assert province_names((), mentions, BEFORE) == ()


def test_spans_and_forms() -> None:
    title, body = "Bến Tre họp", "Tại TP. Huế, lãnh đạo tỉnh Hoà Bình gặp Đà Nẵng và TP Đà Nẵng."
    found = extract_provinces(title, body, BEFORE)
    seen = [((title if m.in_title else body)[m.start : m.end], m.form, m.in_title) for m in found]
    assert seen == [
        ("Bến Tre", "bare", True),
        ("Huế", "city", False),
        ("Hoà Bình", "tỉnh", False),
        ("Đà Nẵng", "bare", False),
        ("Đà Nẵng", "thành phố", False),
    ]


@given(
    st.lists(
        st.sampled_from(["Hà Nội", "Bến Tre", "tỉnh", "Nguyễn", " ", ",", "xã", "TP.", "\n", "hòa", "HUẾ"])
    )
)
def test_spans_slice_back_to_a_spelling(parts: list[str]) -> None:
    body = unicodedata.normalize("NFC", "".join(parts))
    for mention in extract_provinces(None, body, None):
        assert body[mention.start : mention.end].lower() in {"hà nội", "bến tre", "huế"}
        assert mention.name in provinces()


@pytest.mark.parametrize(
    "piece",
    [
        "Hà Nội ",
        "Nguyễn ",
        "các phường Hòa Bình, ",
        "TP.",
        "A",
        "bà Nguyễn Huế ",
        "\n",
        "(",
        "1/2 ",
        "Hà Nam, ",
        "Hà Nam (Trung Quốc) ",
    ],
)
def test_hostile_text_costs_linear_time(piece: str, takes_linear_time: Callable[..., bool]) -> None:
    text = piece * (100_000 // len(piece))
    extract_provinces(None, text[:1000], None)
    assert takes_linear_time(lambda body: extract_provinces(None, body, None), text)
