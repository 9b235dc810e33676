"""Who wrote an article."""

from __future__ import annotations

import pytest

from searchkit.extract.byline import extract_byline
from searchkit.models import Page

TAILS = {
    ("Bài, ảnh: Thanh Mai",): "Thanh Mai",
    ("Tin, ảnh: Hồng Vân – Quốc Đạt",): "Hồng Vân – Quốc Đạt",
    ("Bài và ảnh: MINH CHÂU",): "MINH CHÂU",
    ("Bài: Lê Na; ảnh: Quốc Đạt",): "Lê Na",
    ("Tác giả: Kiều Oanh",): "Kiều Oanh",
    ("Thực hiện: Nhóm phóng viên",): "Nhóm phóng viên",
    ("Thúy Hà – Hùng Sơn",): "Thúy Hà – Hùng Sơn",
    ("Văn Hải",): "Văn Hải",
    ("H.T",): "H.T",
    ("Ngọc Hà (Sở Nội vụ)",): "Ngọc Hà",
    ("Tin, ảnh: Ngọc Hà - Văn Hải (VOV-Tây Bắc)",): "Ngọc Hà - Văn Hải",
    ("ALĂNG NGƯỚC",): "ALĂNG NGƯỚC",
    ("Theo TTXVN/Báo Phú Lâm",): "TTXVN/Báo Phú Lâm",
    ("(TTXVN)",): "TTXVN",
    ("Theo TTXVN", "Ngọc Hà"): "Ngọc Hà",
    ("(theo TTXVN)",): "TTXVN",
    ("Theo Quyết định mới",): None,
    ("Theo LÊ NA - VĂN HẢI (Báo Phú Lâm)",): "LÊ NA - VĂN HẢI (Báo Phú Lâm)",
    ("Lê Na le.na@example.vn",): "Lê Na",
    ("Lê Na, Ksor H'Yuên",): "Lê Na, Ksor H'Yuên",
    ("Ksor Phước",): "Ksor Phước",
    ("Google Facebook",): None,
    ("Ảnh: Quốc Đạt", "Lê Na"): "Lê Na",
    ("Ảnh: Quốc Đạt",): None,
    ("Nguồn: Báo Phú Lâm",): None,
    ("Ban Biên tập",): None,
    ("BBT", "Lê Na"): "Lê Na",
    ("BBT",): "BBT",
    ("(H.L)",): "H.L",
    ("Th. Nga - P.Thảo",): "Th. Nga - P.Thảo",
    ("CTV Minh Hà",): "CTV Minh Hà",
    ("PV Thời sự",): "PV Thời sự",
    ("TS. Lê Na - ThS. Văn Hải",): "TS. Lê Na - ThS. Văn Hải",
    ("Lê Na tổng hợp",): "Lê Na",
    ("Lê Na – Ảnh: Quốc Đạt",): "Lê Na",
    ("Lê Na/VOV.VN",): "Lê Na/VOV.VN",
    ("M.Hùng - TTXVN",): "M.Hùng - TTXVN",
    ("Lê Na, Trung tâm VH-TT&TT huyện",): "Lê Na, Trung tâm VH-TT&TT huyện",
    ("Lê Na (Chủ tịch UBND xã)",): None,
    ("Bài, ảnh LÊ NA",): "LÊ NA",
    ("Ghi chép của Lê Na",): "Lê Na",
    ("Bút ký: Lê Na",): "Lê Na",
    ("Phóng sự: Về nơi đầu sóng",): None,
    ("BTV: Lê Na", "Quay phim: Quốc Đạt"): "Lê Na",
    ("Người duyệt: Văn Hải", "Biên tập: Quốc Đạt"): None,
    ("Người đăng: Văn Hải", "Tác giả: Lê Na"): "Lê Na",
    ("Người đăng: Văn Hải",): "Văn Hải",
    ("Hà Giang",): None,
    ("Ngày Tháng Năm",): None,
    ("Báo Thái Bình",): None,
    ("Ngày đăng: 03/02/2020",): None,
    (): None,
}


@pytest.mark.parametrize(("tail", "wanted"), TAILS.items())
def test_the_writer_is_named_in_the_tail(tail: tuple[str, ...], wanted: str | None) -> None:
    assert extract_byline(Page(body="Nội dung của bài.", tail=tail)) == wanted


HEADS = {
    ("Tiêu đề của bài", "Viết bởi H'Nga Niê"): "H'Nga Niê",
    ("Tiêu đề của bài", "Viết bởi admin"): None,
    ("Tiêu đề của bài", "Hương Giang 06:45 - 03/04/2023"): "Hương Giang",
    ("Tiêu đề của bài", "Thứ Ba, 12/07/2022 - 3:45 PM"): None,
    ("Tiêu đề của bài", "Trần Đề, ngày 08 tháng 4 năm 2022"): None,
    ("Tiêu đề của bài", "Bình Dương | 08/04/2022 10:00"): None,
}


ENDS = {
    "Bà con rất mừng. TIN, ẢNH: LÊ NA - VĂN HẢI": "LÊ NA - VĂN HẢI",
    "Công ty cam kết mua hết. (Tin, ảnh: Lê Na)": "Lê Na",
    "Bà con rất mừng. Lê Na": "Lê Na",
    "Ông An nói: Bà con rất mừng.": None,
    "Đề nghị các đơn vị thực hiện./.\nGIÁM ĐỐC\n(Đã ký)\nLê Na": None,
}


@pytest.mark.parametrize(("body", "wanted"), ENDS.items())
def test_the_writer_is_named_behind_the_last_sentence(body: str, wanted: str | None) -> None:
    assert extract_byline(Page(body=f"Nội dung của bài.\n{body}")) == wanted


def test_the_author_that_the_page_states_counts_where_its_text_names_nobody() -> None:
    page = Page(body="Nội dung của bài.", tail=("Ảnh: Quốc Đạt",))
    assert extract_byline(page, "Lê Na") == "Lê Na"
    assert extract_byline(Page(body="Nội dung của bài.", tail=("VĂN HẢI",)), "Lê Na") == "VĂN HẢI"


@pytest.mark.parametrize(("head", "wanted"), HEADS.items())
def test_the_writer_is_named_beside_the_headline(head: tuple[str, ...], wanted: str | None) -> None:
    assert extract_byline(Page(body="Nội dung của bài.", head=head)) == wanted


def test_names_alone_on_the_last_line_are_the_writers_but_not_who_signs() -> None:
    for last, wanted in {
        "Bảo Lâm": "Bảo Lâm",
        "Thái Bình": "Thái Bình",
        "Nhóm phóng viên": "Nhóm phóng viên",
        "Theo TTXVN": "TTXVN",
        "Theo baophulam.vn": "baophulam.vn",
        "Theo ông T": None,
    }.items():
        assert extract_byline(Page(body=f"Huyện sẽ nhân rộng mô hình.\n{last}")) == wanted
    assert extract_byline(Page(body="Huyện sẽ nhân rộng mô hình.\nHồng Vân - Lê Na")) == "Hồng Vân - Lê Na"
    assert extract_byline(Page(body="Huyện sẽ nhân rộng mô hình.\nHà Nội")) is None
    assert extract_byline(Page(body="Huyện thông báo.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nHồng Vân")) is None


def test_names_behind_the_last_sentence_are_the_writers() -> None:
    assert extract_byline(Page(body="Mở đầu.\nHuyện sẽ nhân rộng mô hình./. Hồng Vân")) == "Hồng Vân"


def test_a_name_below_the_headline_is_the_writer() -> None:
    page = Page(body="Nội dung.", head=("Kim Thành đối thoại với thanh niên", "Hồng Nhung", "15/02/2023"))
    assert extract_byline(page) == "Hồng Nhung"
    assert (
        extract_byline(Page(body="Nội dung.", head=("Tiêu đề bài viết", "15/02/2023 | Tác giả: Lê Na")))
        == "Lê Na"
    )


HEADS = {
    ("Thu Hà - 12/05/2021 08:00",): "Thu Hà",
    ("Kim Thu, 12/05/2021 08:00",): "Kim Thu",
    ("Lê Na (Ban Thời sự)- Thứ ba, ngày 28/02/2023 06:15 GMT+7",): "Lê Na",
    ("Tác giả: Lê Na Thứ năm, 14/09/2023 09:15",): "Lê Na",
    ("Trần Đề, ngày 08 tháng 4 năm 2022",): None,
    ("Thu, 24 Jun 2021 08:00",): None,
}


@pytest.mark.parametrize(("head", "wanted"), HEADS.items())
def test_the_writer_is_named_beside_the_date(head: tuple[str, ...], wanted: str | None) -> None:
    assert extract_byline(Page(body="Nội dung của bài.", head=("Xã họp bàn việc mới", *head))) == wanted


def test_a_writer_counts_before_the_paper_the_text_is_taken_from() -> None:
    head, tail = ("Xã họp bàn việc mới", "Lê Na | 12/05/2021 08:00"), ("(Theo Tạp chí Phú Lâm)",)
    assert extract_byline(Page(body="Nội dung của bài.", head=head, tail=tail)) == "Lê Na"
