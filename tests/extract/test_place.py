"""Which one province an article is about: title, dateline, publisher, acting authorities; else none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from searchkit.extract.districts import extract_districts
from searchkit.extract.place import decide_province, judge_province, weigh
from searchkit.extract.provinces import extract_provinces
from searchkit.models import Cut, Page

DAY = dt.date(2020, 6, 1)
FILLER = " Nội dung được các đại biểu thảo luận sôi nổi tại hội trường trong suốt buổi sáng."


def decide(
    title: str | None,
    body: str,
    source: str | None = None,
    head: tuple[str, ...] = (),
    day: dt.date | None = DAY,
) -> str | None:
    mentions = extract_provinces(title, body, day)
    return decide_province(title, Page(body=body, head=head), mentions, source, day)


ABOUT = [
    ("Bến Tre đẩy mạnh cải cách hành chính", "Sáng nay, UBND tỉnh họp bàn kế hoạch năm.", "Bến Tre"),
    (None, "UBND tỉnh Kon Tum vừa ban hành kế hoạch. Theo UBND tỉnh, các sở phải báo cáo.", "Kon Tum"),
    ("Đột phá từ một cửa", "TTH - Thành phố nỗ lực tháo gỡ khó khăn cho người dân.", "Thừa Thiên Huế"),
    ("Đột phá từ một cửa", "TTH.VN - Chiều 23/6, hội nghị trực tuyến đã diễn ra.", "Thừa Thiên Huế"),
    (
        "Hội nghị trực tuyến toàn ngành",
        "Sáng nay, Phó Thủ tướng chủ trì hội nghị. Tại điểm cầu tỉnh Lai Châu, lãnh đạo UBND tỉnh dự. "
        "Tỉnh Lai Châu xếp thứ 30.",
        "Lai Châu",
    ),
    (
        None,
        "Theo bảng xếp hạng, Quảng Ninh dẫn đầu, Hải Phòng đứng thứ 2, Bắc Giang xếp thứ 3. "
        "Bến Tre xếp thứ 20. Phó chủ tịch UBND tỉnh cho biết kết quả của tỉnh có tiến bộ. "
        "Năm qua, Bến Tre đã cung cấp dịch vụ công.",
        "Bến Tre",
    ),
    ("Mở đường hoa", "UBND huyện Quảng Điền ra quân. Huyện Quảng Điền sẽ trồng 5 km hoa.", "Thừa Thiên Huế"),
    ("Bắt nhóm trộm", "Công an huyện Vĩnh Lộc (Thanh Hóa) điều tra. Công an huyện bắt 3 người.", "Thanh Hóa"),
    (
        "Nữ trưởng thôn không cần loa",
        "Ở thôn Pác Pha, xã Hòa Cư, huyện Cao Lộc, tỉnh Lạng Sơn, chị gọi từng nhà. Chị từng ở Bắc Ninh.",
        "Lạng Sơn",
    ),
    ("Cấp lại vỉa hè", "UBND quận 1, TP.HCM vừa kiến nghị UBND TP.HCM mở rộng.", "TP. Hồ Chí Minh"),
    # Papers' initials open the text; places named in passing hardly count.
    ("Giữ nghề dệt", "(GLO)- Chị em trong làng dệt chiều chiều, khách từ Phú Yên lên mua.", "Gia Lai"),
    ("Một cửa không giấy", "UBND huyện Trực Ninh họp. Một huyện của Thái Bình sang học tập.", "Nam Định"),
    ("Tập huấn giữ rừng", "Hạt Kiểm lâm Thanh Hóa diễn tập ở nơi giáp Ninh Bình và Nghệ An.", "Thanh Hóa"),
    ("Trao học bổng", "Chiều qua, UBND quận Bình Tân trao 120 suất học bổng.", "TP. Hồ Chí Minh"),
    ("Tiếng búp chè", "Đảng bộ xã La Bằng (Đại Từ) họp. Ở xã Phú Lạc (Đại Từ), chè được giá.", "Thái Nguyên"),
    ("Mở bờ kè", "HĐND thành phố họp ở Hải Phòng. UBND thành phố, Thành ủy dự. Thái Bình xem.", "Hải Phòng"),
    ("Mưa lớn, Hải Lăng sơ tán dân", "Vùng trũng Hải Lăng ngập. Huyện lo. UBND huyện họp. Phía Phong Điền "
     "(Thừa Thiên Huế), nước cũng lên.", "Quảng Trị"),
    ("Sắp có cầu", "Ban Quản lý dự án giao thông tỉnh Hải Dương họp. Đá từ Hà Nam về.", "Hải Dương"),
    ("Nước lên", "Ban Chỉ huy PCTT và TKCN tỉnh Thừa Thiên Huế phát công điện.", "Thừa Thiên Huế"),
    ("Chuyện làng sen", "(Đồng Tháp Online) Anh sang An Giang hỏi giá giống sen.", "Đồng Tháp"),
    ("Về Kim Liên", "Tỉnh ủy dâng hoa tại huyện Nam Đàn. Các đoàn Sơn La, Lai Châu cũng về.", "Nghệ An"),
    ("Điện về đảo Lý Sơn", "Tối qua, huyện đảo Lý Sơn có điện. Thợ từ Quảng Nam ra giúp.", "Quảng Ngãi"),
]  # fmt: skip

LOCAL = "Phó Chủ tịch UBND tỉnh cho biết cách làm học từ thành phố Hải Dương và quận Lê Chân (Hải Phòng)."
SITES = [
    ("before the headline", "Trang chủ\nSỞ NỘI VỤ TỈNH HÀ NAM\nTin tức", "Hà Nam"),
    ("before the headline", "HỘI ĐỒNG NHÂN DÂN TỈNH HÀ NAM", "Hà Nam"),
    ("before the headline", "Trang tin huyện Bình Lục - tỉnh Hà Nam", "Hà Nam"),
    ("before the headline", "BÁO HÀ NAM ONLINE", "Hà Nam"),
    ("before the headline", "Cổng thông tin điện tử huyện Bình Lục", "Hà Nam"),
    ("before the headline", "Cổng thông tin điện tử huyện Quang Bình", "Hà Giang"),
    ("before the headline", "Ngày hội non sông | Báo Hà Nam điện tử", "Hà Nam"),
    ("after the end", "Bản quyền thuộc Sở Nội vụ tỉnh Hà Nam", "Hà Nam"),
    ("after the end", "Cơ quan chủ quản: UBND tỉnh Hà Nam", "Hà Nam"),
    ("after the end", "Tin khác\nSở Nội vụ tỉnh Hà Nam", None),
    ("before the headline", "Báo Hà Nam\nBáo Nam Định", None),
    ("before the headline", "Sở Nội vụ Hà Nam họp giao ban", None),
    ("after the end", "Cơ quan chủ quản: Thành ủy TP. Hồ Chí Minh", None),
]


@pytest.mark.parametrize(("reason", "cut", "wanted"), SITES)
def test_the_lines_around_the_article_say_whose_site_it_is(reason: str, cut: str, wanted: str | None) -> None:
    body = "Sáng nay, huyện tổ chức họp bàn." + FILLER
    page = Page(body=body, cuts=(Cut(cut, reason, 0, len(cut)),))
    assert decide_province("Mở lớp tập huấn", page, (), None, DAY) == wanted
    if wanted:
        page = Page(body=LOCAL, cuts=page.cuts)
        assert decide_province(None, page, extract_provinces(None, LOCAL, DAY), None, DAY) == wanted


def test_a_district_named_bare_in_the_headline_counts_as_a_place_or_where_the_text_names_it_in_full() -> None:
    body = "Mười tám xã của huyện miền núi A Lưới đã thôi nhận hồ sơ giấy."
    assert [d.in_title for d in extract_districts("A Lưới bỏ giấy tờ", body)] == [True, False]
    unnamed = "Mười tám xã đã thôi nhận hồ sơ giấy."
    assert extract_districts("A Lưới bỏ giấy tờ", unnamed) == ()
    assert len(extract_districts("A Lưới bỏ giấy tờ", "Mười tám xã của huyện đã thôi.")) == 1
    for title in ("Một cửa ở A Lưới", "A Lưới: Mười tám xã bỏ giấy tờ"):
        assert [d.provinces for d in extract_districts(title, unnamed)] == [("Thừa Thiên Huế",)]


def test_since_districts_ceased_communes_bear_their_names() -> None:
    body = "UBND phường Quy Nhơn Đông mời thợ Đắk Lắk. Phường Hoài Nhơn Bắc cũng có điện lại."
    assert decide("Điện về sau bão", body, day=dt.date(2025, 11, 9)) == "Gia Lai"
    assert decide("Điện về sau bão", body, day=dt.date(2024, 11, 9)) is None


def test_old_names_of_one_unit_of_today_are_no_several_provinces() -> None:
    body = (
        "Hợp nhất Bến Tre và Trà Vinh, Vĩnh Long lớn gấp ba. UBND tỉnh Vĩnh Long họp bàn việc giữ vườn dừa."
    )
    later = dt.date(2025, 10, 1)
    assert decide("Ba vùng dừa, một tỉnh", body, day=later) == "Vĩnh Long"
    assert decide("Bến Tre, Trà Vinh chung một cây cầu", body, day=later) == "Vĩnh Long"


NATIONAL = [
    ("Công bố chỉ số hài lòng của cả nước", "Quảng Ninh dẫn đầu, Hải Phòng đứng thứ 2, Bắc Giang xếp thứ 3."),
    ("Thủ tướng dự hội nghị tổng kết ngành", "Sáng nay tại Hà Nội, Thủ tướng dự họp của Bộ Nội vụ." + FILLER),
    ("Bộ Nội vụ tập huấn", "Bộ Nội vụ tập huấn cho các tỉnh Hà Giang, Lào Cai, Yên Bái, Sơn La, Điện Biên."),
    ("TP.HCM và Bình Dương ký kết", "Lãnh đạo UBND TP.HCM và lãnh đạo UBND tỉnh Bình Dương ký kết hợp tác."),
    ("Giá vàng tăng", "Giá vàng trong nước sáng nay tăng 100.000 đồng mỗi lượng."),
    ("Hội thảo về chính quyền số", "Hội thảo do Bộ Thông tin và Truyền thông tổ chức tại Đà Nẵng." + FILLER),
    (None, "Phó Thủ tướng Trương Hòa Bình chủ trì, Bộ trưởng phát biểu."),
    (
        "Chờ những con chữ công khai",
        "Chúng tôi đi qua Đắk Lắk, Gia Lai và Kon Tum. Ở Gia Lai, hồ sơ còn chờ. Ở Kon Tum, dân chưa biết. "
        "Phó Chủ tịch UBND tỉnh Đắk Lắk nói hồ sơ đã công khai. UBND huyện thì chưa, HĐND huyện cũng vậy.",
    ),
    (None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("title", "body", "province"), ABOUT, ids=[row[1][:40] for row in ABOUT])
def test_articles_about_one_province(title: str | None, body: str, province: str) -> None:
    assert decide(title, body) == province


@pytest.mark.parametrize(("title", "body"), NATIONAL, ids=[row[1][:40] for row in NATIONAL])
def test_national_articles_are_about_none(title: str | None, body: str) -> None:
    assert decide(title, body) is None


def test_the_publisher_counts() -> None:
    body = "Sáng nay, hội nghị tổng kết công tác cải cách hành chính đã diễn ra." + FILLER
    assert decide("Hội nghị tổng kết", body, source="baodongkhoi.vn") == "Bến Tre"
    assert decide("Hội nghị tổng kết", body, head=("Cổng thông tin điện tử tỉnh Điện Biên",)) == "Điện Biên"
    assert decide("Hội nghị tổng kết", body, source="vnexpress.net") is None


def test_the_top_of_a_national_ranking_weighs_nearly_nothing() -> None:
    body = "Quảng Ninh dẫn đầu bảng xếp hạng. UBND tỉnh Cà Mau họp rút kinh nghiệm."
    scores = weigh(None, Page(body=body), extract_provinces(None, body, DAY), None, DAY)
    assert scores["Cà Mau"] > 4 * scores["Quảng Ninh"]


def test_a_long_enumeration_weighs_less_for_each() -> None:
    one, many = "Đoàn thăm Sơn La.", "Đoàn thăm Sơn La, Lai Châu, Yên Bái, Lào Cai."
    alone = weigh(None, Page(body=one), extract_provinces(None, one, DAY), None, DAY)
    among = weigh(None, Page(body=many), extract_provinces(None, many, DAY), None, DAY)
    assert among["Sơn La"] <= alone["Sơn La"] / 3


def test_hue_city_since_2025() -> None:
    body = "UBND TP. Huế họp báo. Lãnh đạo TP. Huế trả lời người dân quận Thuận Hóa."
    assert decide("Huế họp báo", body, day=dt.date(2025, 3, 1)) == "Huế"
    assert decide("Huế họp báo", body, day=dt.date(2020, 3, 1)) == "Thừa Thiên Huế"


def test_districts_are_found_with_their_parents() -> None:
    body = (
        "Các huyện Quảng Điền, Phú Vang và thị xã Hương Thủy; quận 3; Nha Trang; đường Quảng Điền; ông Vinh."
    )
    found = [(body[d.start : d.end], d.kind, d.provinces) for d in extract_districts(None, body)]
    hue = ("Thừa Thiên Huế",)
    assert found == [
        ("Quảng Điền", "huyện", hue),
        ("Phú Vang", "huyện", hue),
        ("Hương Thủy", "thị xã", hue),
        ("quận 3", "quận", ("TP. Hồ Chí Minh",)),
        ("Nha Trang", "", ("Khánh Hòa",)),
    ]


def test_a_district_name_of_several_provinces_lists_them_all() -> None:
    (found,) = extract_districts("UBND huyện Phong Điền", "")
    assert set(found.provinces) == {"Thừa Thiên Huế", "Cần Thơ"}
    assert found.in_title


def judged(title: str | None, body: str) -> float | None:
    mentions, districts = extract_provinces(title, body, DAY), extract_districts(title, body)
    decision = judge_province(title, Page(body=body), mentions, districts, None, DAY)
    return decision.confidence if decision else None


def test_confidence_grows_with_evidence_and_shrinks_with_a_rival() -> None:
    title, body = "Bến Tre đẩy mạnh cải cách hành chính", "Sáng nay, UBND tỉnh họp bàn kế hoạch năm."
    plain = judged(title, body)
    more = judged(title, f"{body} UBND tỉnh Bến Tre giao Sở Nội vụ tỉnh Bến Tre chủ trì.")
    rival = judged(title, f"{body} UBND tỉnh Bến Tre học UBND tỉnh Trà Vinh; Trà Vinh đã làm.")
    assert plain is not None
    assert more is not None
    assert rival is not None
    assert 0.5 < rival < plain < more <= 1.0


def test_a_national_matter_has_no_confidence() -> None:
    assert judged("Chính phủ họp phiên thường kỳ", "Chính phủ bàn về kinh tế cả nước.") is None


@pytest.mark.parametrize(
    "piece", ["Hà Nam và ", "UBND tỉnh Hà Nam, ", "huyện Quảng Điền, ", "(", "TP.", "12/34 "]
)
def test_hostile_text_costs_linear_time(piece: str, takes_linear_time: Callable[..., bool]) -> None:
    assert takes_linear_time(lambda body: decide(None, body), piece * (60_000 // len(piece)))
