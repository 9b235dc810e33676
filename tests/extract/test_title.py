"""The headline of a cleaned page."""

from __future__ import annotations

import pytest

from searchkit.extract.title import extract_title
from searchkit.models import Page

HEADS = {
    ("Thứ Năm, 24/06/2021 19:40", "Huyện Kim Thành tăng sáu bậc"): "Huyện Kim Thành tăng sáu bậc",
    (
        "(TTV) Họp ban chỉ đạo cải cách hành chính",
        "12:19, 18/06/2022",
    ): "(TTV) Họp ban chỉ đạo cải cách hành chính",
    ("Bài, ảnh: Thanh Mai", "Vân Trà đối thoại với người dân"): "Vân Trà đối thoại với người dân",
    ("Minh Khai họp bàn giải pháp | Báo Phú Lâm điện tử",): "Minh Khai họp bàn giải pháp",
    ("Kim Thành - một năm nhìn lại",): "Kim Thành - một năm nhìn lại",
    ("Tiêu đề: Huyện Kim Thành tăng sáu bậc",): "Huyện Kim Thành tăng sáu bậc",
    ("24/06/2021",): None,
    (): None,
}


@pytest.mark.parametrize(("head", "wanted"), HEADS.items())
def test_the_headline_is_the_head_line_that_is_no_date_and_no_credit(
    head: tuple[str, ...], wanted: str | None
) -> None:
    assert extract_title(Page(body="Nội dung.", head=head)) == wanted
