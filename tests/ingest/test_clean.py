"""Cleaning: normal form, the way back, records, hostile pages."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.extract.byline import extract_byline
from searchkit.extract.dates import extract_event_dates, extract_published
from searchkit.extract.title import extract_title
from searchkit.ingest.clean import clean_page
from searchkit.ingest.normal import is_ascending, original_offset
from searchkit.models import RawArticle

WORDS = st.lists(
    st.sampled_from(["Hội", "nghị", "đã", "trực tuyến.", "\n", "\u00a0", "  ", "Tin mới", "19/5", "\t"])
)


def test_a_record_is_kept_whole_and_only_tidied() -> None:
    text = "Tin liên quan\r\n\r\n  Hội\u00a0nghị   khai mạc.\u200b\n\nBình luận (0)\n"
    page = clean_page(RawArticle("a", text, "record"))
    assert page.body == "Tin liên quan\nHội nghị khai mạc.\nBình luận (0)"
    assert page.head == ()
    assert page.cuts == ()


def test_a_tidy_record_is_its_own_body() -> None:
    text = "Hội nghị khai mạc.\nHội nghị bế mạc."
    page = clean_page(RawArticle("a", text, "record"))
    assert page.body is text
    assert page.origin == ((0, 0, len(text)),)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_body_is_nfc_and_leads_back_to_the_original(form: str) -> None:
    text = unicodedata.normalize(form, "  Tỉnh Thừa Thiên Huế   xếp thứ ba.\n\nBến Tre xếp sau.")
    page = clean_page(RawArticle("a", text, "record"))
    assert page.body == "Tỉnh Thừa Thiên Huế xếp thứ ba.\nBến Tre xếp sau."
    place = original_offset(page.origin, page.body.index("xếp thứ"))
    assert place is not None
    assert unicodedata.normalize("NFC", text[place:]).startswith("xếp thứ")


@given(st.text(max_size=200) | WORDS.map(" ".join))
def test_the_origin_of_any_text_is_true(text: str) -> None:
    for kind in ("record", "text"):
        page = clean_page(RawArticle("a", text, kind))
        assert unicodedata.is_normalized("NFC", page.body)
        assert "  " not in page.body
        assert is_ascending(page.origin)
        for start, original, length in page.origin:
            assert page.body[start : start + length].split() == text[original : original + length].split()
        for cut in page.cuts:
            assert text[cut.start : cut.end] == cut.text


def test_letters_stay_as_written() -> None:
    assert clean_page(RawArticle("a", "HỌP tại Hòa Bình, hoà giải cơ sở.", "record")).body == (
        "HỌP tại Hòa Bình, hoà giải cơ sở."
    )


def test_a_full_sentence_without_any_mark_of_furniture_is_kept() -> None:
    head = "Kim Thành họp bàn giải pháp\n05/03/2021 10:00\nHuyện họp vào sáng nay."
    text = head + "\nMọi người đều đồng tình với cách làm mới."
    assert clean_page(RawArticle("a", text)).body.endswith("Mọi người đều đồng tình với cách làm mới.")


def test_rows_of_figures_within_an_article_are_no_headlines_of_others() -> None:
    rows = [
        "Sở Công Thương tỉnh Hà Nam 85,17 1",
        "Sở Tài chính tỉnh Hà Nam 84,02 2",
        "Sở Xây dựng tỉnh Hà Nam 70,33",
    ]
    head = "Công bố kết quả năng lực cạnh tranh của các sở\n05/03/2021 10:00\n"
    start = "Tỉnh vừa công bố kết quả, trong đó điểm của từng cơ quan được công khai trong bảng dưới đây.\n"
    end = "Các cơ quan có điểm thấp phải báo cáo giải pháp khắc phục ngay trong quý đầu của năm nay.\n"
    body = clean_page(RawArticle("a", head + start + "\n".join(rows) + "\n" + end)).body
    assert all(row in body for row in rows)


ARTICLE = "Kim Thành họp bàn giải pháp\n05/03/2021 10:00\nHuyện họp vào sáng nay tại hội trường lớn.\n"
AROUND = {
    "comments": "Bạn đọc nói gì?\nThu Trang\nTôi rất mong huyện xem lại việc này.\n05/03/2021 11:00\n"
    "Quốc Bảo\nỞ xã tôi cũng chậm như vậy cả năm.\n2 giờ trước\n",
    "attachments": "Tệp đính kèm: ke_hoach.pdf\n",
    "a lone command": "Xem lịch các tuần trước\n",
    "a player": "Giọng đọc nữ miền Bắc\n0:00 / 3:25\n1x\n",
    "pages of comments": "Hiển thị 1 - 10 trong 250 kết quả\nThứ tự: Mới nhất\n",
    "how to use the page": "Bấm để nghe bài viết\nDùng phím mũi tên để chuyển ảnh\n",
}


@pytest.mark.parametrize("what", AROUND)
def test_what_the_site_adds_below_is_left_out(what: str) -> None:
    page = clean_page(RawArticle("a", ARTICLE + AROUND[what]))
    assert page.body == "Huyện họp vào sáng nay tại hội trường lớn."
    assert page.tail == ()


@pytest.mark.parametrize(
    "lines",
    [
        "Danh sách các xã được khen:\nXã An Hòa\nXã Bình Minh\nCác xã này được thưởng ngay quý đầu năm.",
        "Xã An Hòa\nĐường làng đã sáng đèn, người dân phấn khởi.\nXã Bình Minh\nChợ mới đã xây xong hôm qua.",
        "Bao giờ dân hết phải chờ?",
        "PV: Thưa ông, khó nhất là gì?\nPV: Xin cảm ơn ông!",
    ],
)
def test_short_lines_of_the_article_stay(lines: str) -> None:
    page = clean_page(
        RawArticle("a", ARTICLE + lines + "\nLê Na\nTin liên quan\nHuyện bên cạnh khởi công đường\n")
    )
    assert page.body.endswith(lines)
    assert page.tail == ("Lê Na",)


REPORT = "Huyện Kim Thành tăng sáu bậc\n{}\nUBND huyện Kim Thành vừa công bố kết quả của năm qua.\n{}"
LAST = "Các xã còn chậm phải báo cáo trước ngày cuối tháng."


def test_a_page_that_ends_with_a_table_keeps_its_rows() -> None:
    rows = "1 Huyện Cồn Sậy 91,25 1\n2 Huyện Bãi Ngang 90,10 2\n3 Thành phố Bến Gỗ 89,75 3"
    text = f"{ARTICLE}TT Đơn vị Điểm Hạng\n{rows}\n"
    assert clean_page(RawArticle("a", text)).body.endswith(rows)


def test_the_cells_of_a_table_saved_a_cell_a_line_are_kept() -> None:
    cells = "\n".join(
        [
            "Xã",
            "Nhận",
            "Trả",
            "UBND xã Kim Anh",
            "1.204",
            "1.113",
            "UBND xã Kim Tân",
            "988",
            "875",
            "UBND xã Cổ Dũng",
            "702",
            "699",
        ]
    )
    body = clean_page(RawArticle("a", REPORT.format("05/03/2021 08:00", f"{cells}\n{LAST}"))).body
    assert "1.204\n1.113\nUBND xã Kim Tân\n988" in body
    assert "12" not in clean_page(RawArticle("a", REPORT.format("05/03/2021 08:00", f"12\n{LAST}"))).body


def test_names_beside_the_date_line_are_no_part_of_the_text() -> None:
    lead = "VOV.VN - Kết quả được công bố tại hội nghị sáng nay."
    page = clean_page(
        RawArticle("a", REPORT.format(f"{lead}\nVŨ AN/VOV-Đông Bắc\n| 20:47, 15/03/2023", LAST))
    )
    assert page.body.startswith(lead)
    assert "VŨ AN" not in page.body
    assert extract_byline(page) == "VŨ AN/VOV-Đông Bắc"


def test_a_call_for_subscribers_between_paragraphs_is_not_the_end() -> None:
    more = "Kết quả được công bố tại hội nghị sáng nay, theo UBND huyện.\n"
    call = "Đăng ký nhận bản tin để không bỏ lỡ tin nóng\nEmail của bạn\n"
    page = clean_page(
        RawArticle("a", REPORT.format("05/03/2021 08:00", 4 * more + call + more + LAST + "\nTin: Vũ An"))
    )
    assert page.body.endswith(LAST)
    assert "bản tin" not in page.body
    assert extract_byline(page) == "Vũ An"


def test_a_row_with_a_document_and_its_day_is_no_date_line() -> None:
    row = "04/2024/NQ-HĐND 19/4/2024 Mức thu phí thẩm định"
    assert row in clean_page(RawArticle("a", REPORT.format("05/05/2024 08:00", f"{row}\n{LAST}"))).body


def test_a_day_without_its_year_is_no_part_of_the_text() -> None:
    text = "Kim Thành họp bàn giải pháp\nThứ Sáu, 12/4 - 7:15\nHuyện họp vào sáng nay tại hội trường lớn."
    page = clean_page(RawArticle("a", text))
    assert page.body == "Huyện họp vào sáng nay tại hội trường lớn."
    assert [cut.reason for cut in page.cuts] == ["date line without a year"]


def test_a_short_headline_that_opens_the_page_with_the_site_behind_it_is_the_headline() -> None:
    text = "Nỗi lo một cửa - Báo Duyên hải\nBáo Duyên hải\nVấn đề hôm nay: Cán bộ cơ sở cần gì?\n"
    page = clean_page(
        RawArticle("a", text + "Nỗi lo một cửa\nLê Na • 07:00 12/03/2021\n" + ARTICLE.splitlines()[2])
    )
    assert extract_title(page) == "Nỗi lo một cửa"
    assert extract_byline(page) == "Lê Na"


def test_a_signature_stays_below_its_document() -> None:
    signed = "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLâm Thị Thử"
    page = clean_page(RawArticle("a", ARTICLE + signed + "\nTrở về đầu trang\n"))
    assert page.body.endswith(signed)
    assert extract_byline(page) is None


HOSTILE = {
    "one letter": "a" * 1_000_000,
    "digits": "7" * 1_000_000,
    "days": "ngày " * 200_000,
    "day lines": "ngày 1/1/2020\n" * 6_000,
    "line breaks": "\n" * 1_000_000,
    "list headings": "Tin liên quan\n" * 8_000,
    "credits": "Bài, ảnh: Thanh Mai\n" * 6_000,
    "headlines": "Huyện họp bàn giải pháp phát triển\n" * 5_000,
    "glued": "HộiNghị" * 140_000,
    "brackets": "(" * 1_000_000,
    "spaces": "a" + " " * 1_000_000 + "b",
    "marks": "a" + "\u0301" * 300_000,
    "dots": "Tin. " * 200_000,
    "slashes": "1/" * 500_000,
    "comments": "Thu Trang\nTôi rất mong huyện xem lại việc này.\n05/03/2021 11:00\n" * 1_500,
    "names": "Thu Trang\n" * 10_000,
    "signatures": "KT. CHỦ TỊCH\n" * 8_000,
    "days without years": "Thứ Sáu, 12/4\n" * 8_000,
    "attachments": "ke_hoach.pdf\n" * 8_000,
    "agencies": "Theo TTXVN/" * 90_000,
    "capitals": "NGUYỄN " * 140_000,
    "people": "ông Nguyễn Văn " * 65_000,
    "tags": "<div>" * 200_000,
}


def read_all(text: str) -> None:
    page = clean_page(RawArticle("a", text))
    day = extract_published(page)
    extract_title(page)
    extract_byline(page)
    extract_event_dates(page.body, day.day if day else None)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_take_linear_time(name: str, takes_linear_time: Callable[..., bool]) -> None:
    assert takes_linear_time(read_all, HOSTILE[name])
