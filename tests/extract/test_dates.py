"""Dates: stated values, date lines, and the days that a text tells of."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.extract.dates import extract_event_dates, extract_published, read_published
from searchkit.models import Page

STATED = {
    "24/06/2021": "2021-06-24",
    "05/03/2021": "2021-03-05",
    "24-06-2021": "2021-06-24",
    "24.06.2021": "2021-06-24",
    "2021-06-24": "2021-06-24",
    "2021/06/24": "2021-06-24",
    "20210624": "2021-06-24",
    "ngày 5 tháng 3 năm 2021": "2021-03-05",
    "5 Tháng Ba, 2021": "2021-03-05",
    "2021-06-24T19:40:00+07:00": "2021-06-24T19:40+07:00",
    "2022-10-04T18:30:00Z": "2022-10-05T01:30+07:00",
    "2022-10-04T18:30:00.123+0000": "2022-10-05T01:30+07:00",
    "2022-10-04 18:30": "2022-10-04T18:30+07:00",
    "Thu, 24 Jun 2021 19:40:00 +0700": "2021-06-24T19:40+07:00",
    "Thu, 24 Jun 2021 19:40:00 GMT": "2021-06-25T02:40+07:00",
    "24/06/2021 7:40:00 CH": "2021-06-24T19:40+07:00",
    "24/06/2021 12:05 SA": "2021-06-24T00:05+07:00",
    "24/06/2021 19:40 UTC": "2021-06-25T02:40+07:00",
    "19h40 ngày 24/6/2021": "2021-06-24T19:40+07:00",
    "44371": None,
    "1624538400": None,
    "2021": None,
    "06/24/2021": None,
    "31/02/2021": None,
    "20211340": None,
    "hôm qua": None,
    "": None,
}


@pytest.mark.parametrize(("value", "wanted"), STATED.items())
def test_stated_values_are_read_day_first_and_in_vietnam_time(value: str, wanted: str | None) -> None:
    found = read_published(value)
    if wanted is None:
        assert found is None
    else:
        assert found is not None
        assert (found.at or found.day.isoformat()) == wanted


DATE_LINES = {
    ("Tiêu đề bài", "Thứ Năm, 24/06/2021 19:40"): "2021-06-24T19:40+07:00",
    ("Tiêu đề bài", "Đăng ngày 19 - 05 - 2020"): "2020-05-19",
    ("Tiêu đề bài", "12:19, 18/06/2022"): "2022-06-18T12:19+07:00",
    ("Thứ ba, ngày 25/11/2025", "Tiêu đề bài", "Ngày cập nhật: 11/04/2019 | 16:02"): "2019-04-11T16:02+07:00",
    ("Tiêu đề bài", "(26/06/2020 5:57 CH)"): "2020-06-26T17:57+07:00",
    ("Tiêu đề bài", "Lai Châu, ngày 5 tháng 3 năm 2021"): "2021-03-05",
    ("Tiêu đề bài", "Cập nhật lúc 08:05, 02/01/2023 (GMT+7)"): "2023-01-02T08:05+07:00",
    ("Tiêu đề bài", "24/06/2021 | 19:40 | Lượt xem: 1.204"): "2021-06-24T19:40+07:00",
    ("Tiêu đề bài", "Cập nhật: 26/06/2021", "Đăng lúc 24/06/2021 07:00"): "2021-06-24T07:00+07:00",
    ("Tiêu đề bài", "24/06/2021 07:00 - Cập nhật 25/06/2021 09:00"): "2021-06-24T07:00+07:00",
    ("Thứ Ba, 10/01/2023", "Tiêu đề bài", "09/01/2023 06:00"): "2023-01-09T06:00+07:00",
    ("Hôm nay: 10/01/2025", "Tiêu đề bài"): None,
    ("Tiêu đề bài", "Thứ Năm, 24/06"): None,
    ("Kết quả khảo sát đến ngày 24/06/2021 của các huyện",): None,
    (): None,
}


@pytest.mark.parametrize(("head", "wanted"), DATE_LINES.items())
def test_the_publication_is_taken_from_date_lines(head: tuple[str, ...], wanted: str | None) -> None:
    found = extract_published(Page(body="Ngày 1/1/2001, việc khác đã diễn ra.", head=head))
    assert (found and (found.at or found.day.isoformat())) == wanted


def test_a_date_line_after_the_end_counts_when_there_is_none_above() -> None:
    page = Page(body="Nội dung.", head=("Tiêu đề bài",), tail=("Ngày đăng: 03/02/2020",))
    found = extract_published(page)
    assert found is not None
    assert found.day == dt.date(2020, 2, 3)


def test_a_place_and_day_that_open_the_text_are_a_date_line() -> None:
    found = extract_published(Page(body="Bến Tre, ngày 5/3/2021 - Sáng nay, hội nghị khai mạc."))
    assert found is not None
    assert found.day == dt.date(2021, 3, 5)


PUBLISHED = dt.date(2021, 3, 10)
TOLD = {
    "Sáng 8/3, Sở Nội vụ họp.": ["2021-03-08"],
    "Ngày 28/12, đoàn kiểm tra trở về.": ["2020-12-28"],
    "Sáng nay (9/3), hội nghị khai mạc.": ["2021-03-09"],
    "Sáng thứ Hai (8/3), tại trụ sở xã.": ["2021-03-08"],
    "chiều ngày 05.3.2021": ["2021-03-05"],
    "ngày 9 tháng 3, tại Huế": ["2021-03-09"],
    "Trong hai ngày 4 và 5/3, đoàn làm việc.": ["2021-03-04", "2021-03-05"],
    "Tối 8/3 và sáng 9/3, đoàn làm việc.": ["2021-03-08", "2021-03-09"],
    "Tại lễ công bố sáng 6/3, ba tỉnh được khen.": ["2021-03-06"],
    "Tại lễ phát động ngày 6/3, ông Tám nói.": ["2021-03-06"],
    "Nhân kỷ niệm ngày thành lập ngành 6/3, xã họp mặt.": [],
    "Qua kiểm tra ngày 6/3, đoàn lập biên bản.": ["2021-03-06"],
    "Ngày 5/3/2021, Sở ban hành Kế hoạch số 12/KH-SNV.": ["2021-03-05"],
    "Báo cáo tại hội nghị ngày 4/3, ông Tám nêu ba việc.": ["2021-03-04"],
    "Kế hoạch số 570/KH-BCĐ ngày 04/3/2020 của Ban Chỉ đạo": [],
    "Quyết định số 876/QĐ-BNV, ngày 24/06/2020": [],
    "Nghị quyết số 30c/NQ-CP (ngày 08/11/2011)": [],
    "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018": [],
    "Chỉ thị ngày 5/3 của Chủ tịch UBND tỉnh": [],
    "Công văn của Sở Nội vụ ngày 4/3 nêu rõ": [],
    "ông A, sinh ngày 5/3/1980": [],
    "phải hoàn thành trước ngày 5/3": [],
    "chậm nhất là ngày 5/3": [],
    "hạn nộp hồ sơ là 5/3/2021": [],
    "có hiệu lực từ ngày 1/3/2021": [],
    "Từ ngày 15/01 đến ngày 20/02, các huyện": [],
    "Tính đến ngày 20/2/2021, có 19/19 đơn vị": [],
    "từ 1/3 - 5/3": [],
    "kỷ niệm 75 năm ngày thành lập (3/2/1946 - 3/2/2021)": [],
    "hưởng ứng Ngày Chuyển đổi số quốc gia 10/10": [],
    "Hội thi dự kiến diễn ra ngày 15/3": [],
    "Ngày 15/3 tới, hội thi sẽ khai mạc": [],
    "đạt 27/63 tỉnh": [],
    "tháng 3/2021 và quý 2/2021": [],
    "ngày 31/2": [],
    "đạt 9,3% trong năm 2020": [],
}


@pytest.mark.parametrize(("text", "wanted"), TOLD.items())
def test_days_told_of(text: str, wanted: list[str]) -> None:
    assert [day.isoformat() for day in extract_event_dates(text, PUBLISHED)] == wanted


def test_without_a_day_of_publication_only_full_dates_are_told() -> None:
    found = extract_event_dates("Ngày 4/3, đoàn đi. Ngày 6/3/2021, đoàn về.", None)
    assert found == (dt.date(2021, 3, 6),)


@given(st.text(alphabet="0123456789/.-: ngàythángnămsáng\n", max_size=300))
def test_any_text_gives_ascending_days_or_none(text: str) -> None:
    found = extract_event_dates(text, PUBLISHED)
    assert list(found) == sorted(set(found))
    read_published(text)
