"""HTML pages: what the head states, where the article is, hostile markup."""

from __future__ import annotations

import contextlib
import time

import pytest

from searchkit.errors import ReadError
from searchkit.ingest.html import read_html

SENTENCE = "Hội nghị đã khai mạc vào sáng nay tại huyện Kim Thành với hơn hai trăm đại biểu tham dự."
BODY = f"<p>{SENTENCE}</p>" * 3


def page(head: str = "", body: str = BODY) -> tuple[str, dict[str, str]]:
    return read_html(f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode())


def linked(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


def test_a_short_heading_of_a_section_is_not_the_headline() -> None:
    headline = "Kim Thành họp bàn giải pháp giảm hồ sơ quá hạn"
    text, stated = page("<title>Tin hội nghị</title>", f"<h1>Tin hội nghị</h1><h2>{headline}</h2>{BODY}")
    assert "title" not in stated
    assert headline in text
    _, stated = page(
        f"<title>Báo Kim Thành - {headline}</title>",
        f"<h1>Chuyên trang cải cách hành chính</h1><h2>{headline}</h2>{BODY}",
    )
    assert stated["title"] == headline


def test_names_of_furniture_are_read_in_every_spelling() -> None:
    for name in ("tin_lien_quan", "boxTinKhac", "dinh-kem", "danh_gia"):
        text, _ = page(
            "",
            f"<h1>Kim Thành họp bàn giải pháp</h1>{BODY}<div class='{name}'><p>Một tin khác hẳn.</p></div>",
        )
        assert "khác hẳn" not in text


def test_spans_side_by_side_are_parted() -> None:
    text, _ = page(
        "",
        "<h1>Kim Thành họp bàn giải pháp</h1><div><span>Lê Na</span><span>07:00 12/03/2021</span></div>"
        + BODY,
    )
    assert "Lê Na 07:00" in text


STATED = {
    "og": (
        "<meta property='article:published_time' content='2022-10-04T18:30:00Z'>",
        "2022-10-05T01:30+07:00",
    ),
    "itemprop": ("<meta itemprop='datePublished' content='2022-10-04'>", "2022-10-04"),
    "json": (
        linked('{"@type":"Article","datePublished":"2022-10-04T10:00:00+07:00"}'),
        "2022-10-04T10:00+07:00",
    ),
    "broken json": (linked('{"@type":"Article",,"datePublished":"2022-10-04"}'), "2022-10-04"),
    "only modified": (
        "<meta property='article:modified_time' content='2022-10-04T10:00:00+07:00'>",
        "2022-10-04T10:00+07:00",
    ),
    "a list of others": (
        linked('{"@type":"ItemList","itemListElement":[{"@type":"Article","datePublished":"2001-01-01"}]}'),
        None,
    ),
    "impossible": ("<meta property='article:published_time' content='2022-13-45'>", None),
    "nothing": ("", None),
}


@pytest.mark.parametrize("name", STATED)
def test_the_time_of_publication_in_the_head(name: str) -> None:
    head, wanted = STATED[name]
    assert page(head)[1].get("published") == wanted


def test_a_date_line_on_the_page_goes_before_a_time_of_change() -> None:
    head = "<meta property='article:modified_time' content='2022-10-09T10:00:00+07:00'>"
    text, given = page(head, f"<h1>Kim Thành khai mạc hội nghị</h1><p>04/10/2022 08:00</p>{BODY}")
    assert "published" not in given
    assert "04/10/2022 08:00" in text


HEADLINE = "Kim Thành khai mạc hội nghị"


def og(name: str, value: str) -> str:
    return f"<meta property='og:{name}' content='{value}'>"


TITLES = {
    "h1": ("", f"<h1>{HEADLINE}</h1>", HEADLINE),
    "the site's name is no headline": (
        "",
        f"<h1>Cổng thông tin điện tử huyện Kim Thành</h1><h1>{HEADLINE}</h1>",
        HEADLINE,
    ),
    "og without the site": (
        og("title", f"{HEADLINE} | Báo Phú Lâm điện tử"),
        "<h1>Báo Phú Lâm điện tử</h1>",
        HEADLINE,
    ),
    "og with a known site": (
        og("title", f"{HEADLINE} - Phú Lâm ngày nay") + og("site_name", "Phú Lâm ngày nay"),
        "",
        HEADLINE,
    ),
    "a dash of its own": (og("title", "Kim Thành - một năm nhìn lại"), "", "Kim Thành - một năm nhìn lại"),
    "only the site": (og("title", "Báo Phú Lâm điện tử"), "", None),
}


@pytest.mark.parametrize("name", TITLES)
def test_the_headline_is_the_h1_that_is_not_the_site_or_og_title(name: str) -> None:
    head, top, wanted = TITLES[name]
    assert page(head, top + BODY)[1].get("title") == wanted


def test_links_alone_are_no_text_but_sentences_with_links_are() -> None:
    related = "<p><a href='#'>Vân Trà họp bàn chuyện khác</a></p>"
    linked_text = f"<p>{SENTENCE} <a href='#'>Xem văn bản kèm theo tại đây</a>.</p>"
    text, _ = page(body=f"<article>{BODY}{related}{linked_text}{BODY}</article>")
    assert "chuyện khác" not in text
    assert "Xem văn bản kèm theo" in text


def test_inline_markup_does_not_split_words_and_tables_keep_their_rows() -> None:
    table = "<table><tr><td>Huyện <b>Kim</b> Thành</td><td>92,<i>4</i>%</td></tr></table>"
    text, _ = page(body=f"{BODY}{table}<p>Kết<br>thúc.</p>")
    assert "Huyện Kim Thành 92,4%" in text
    assert "Kết\n\nthúc." in text


def test_text_that_only_a_script_would_show_is_taken_from_the_head() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"%s"}</script>' % (
        SENTENCE * 4
    )
    assert SENTENCE in page(head, "<div id='app'></div>")[0]


HOSTILE = {
    "deep": "<div>" * 100_000 + BODY,
    "tables": "<table><tr><td>" * 30_000 + BODY,
    "open": "<" * 500_000,
    "entities": "&" * 500_000,
    "inline": "<b>" * 50_000 + BODY,
    "comment": "<!--" + "x" * 500_000,
    "links": "<a href='x'>Tin mới</a>" * 20_000,
    "lists in json": "<script type='application/ld+json'>" + "[" * 200_000 + "</script>" + BODY,
    "headings": "<h1>Tin</h1>" * 20_000 + BODY,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markup_takes_linear_time_and_raises_nothing_else(name: str) -> None:
    begin = time.process_time()
    with contextlib.suppress(ReadError):
        read_html(HOSTILE[name].encode())
    assert time.process_time() - begin < 6


def test_the_lines_in_which_the_site_names_itself_are_handed_on() -> None:
    name = "TRANG THÔNG TIN ĐIỆN TỬ HUYỆN KIM THÀNH - TỈNH HẢI DƯƠNG"
    text, _ = page(
        "", f"<div class='banner'><b>{name}</b></div><h1>Kim Thành họp bàn giải pháp mới</h1>{BODY}"
    )
    assert text.startswith(name)


def test_the_site_named_in_the_title_of_the_page_is_the_source() -> None:
    headline = "Kim Thành họp bàn giải pháp giảm hồ sơ quá hạn"
    for title in (f"{headline} - HĐND TỈNH HẢI DƯƠNG", f"HĐND TỈNH HẢI DƯƠNG | {headline}"):
        assert (
            page(f"<title>{title}</title>", f"<h1>{headline}</h1>{BODY}")[1]["source"]
            == "HĐND TỈNH HẢI DƯƠNG"
        )
    assert "source" not in page(f"<title>{headline} - phần hai</title>", f"<h1>{headline}</h1>{BODY}")[1]


def test_links_side_by_side_are_words_of_their_own() -> None:
    text, _ = page(
        "", f"<h1>Kim Thành họp bàn giải pháp mới</h1><div><a>Lê Na</a><a>na@example.vn</a></div>{BODY}"
    )
    assert "Lê Na na@example.vn" in text


def test_a_link_behind_a_label_is_another_article() -> None:
    teaser = "<p>Bài đọc nhiều: <a href='/1'>Sinh viên khóc vì phí gửi xe</a></p>"
    text, _ = page(
        "", f"<h1>Kim Thành họp bàn giải pháp mới</h1><div class='article-body'>{BODY}{teaser}{BODY}</div>"
    )
    assert "Sinh viên" not in text
