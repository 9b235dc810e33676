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
    ("Ảnh: Quốc Đạt", "Lê Na"): "Lê Na",
    ("Ảnh: Quốc Đạt",): None,
    ("Nguồn: Báo Phú Lâm",): None,
    ("Ban Biên tập",): None,
    ("Ngày đăng: 03/02/2020",): None,
    (): None,
}


@pytest.mark.parametrize(("tail", "wanted"), TAILS.items())
def test_the_writer_is_named_in_the_tail(tail: tuple[str, ...], wanted: str | None) -> None:
    assert extract_byline(Page(body="Nội dung của bài.", tail=tail)) == wanted


def test_names_behind_the_last_sentence_are_the_writers() -> None:
    assert extract_byline(Page(body="Mở đầu.\nHuyện sẽ nhân rộng mô hình./. Hồng Vân")) == "Hồng Vân"


def test_a_name_below_the_headline_is_the_writer() -> None:
    page = Page(body="Nội dung.", head=("Kim Thành đối thoại với thanh niên", "Hồng Nhung", "15/02/2023"))
    assert extract_byline(page) == "Hồng Nhung"
    assert (
        extract_byline(Page(body="Nội dung.", head=("Tiêu đề bài viết", "15/02/2023 | Tác giả: Lê Na")))
        == "Lê Na"
    )
