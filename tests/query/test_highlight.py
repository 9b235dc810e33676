"""Snippets: which sentences are shown, and which words are marked in them."""

from __future__ import annotations

import pytest

from searchkit.query.highlight import Marker, first_sentence, snippets
from searchkit.query.plan import Leaf, Option


def leaf(*forms: str) -> Leaf:
    return Leaf(forms[0], tuple(Option(tuple(form.split())) for form in forms))


def marked(text: str, *leaves: Leaf) -> list[str]:
    found = snippets(text, Marker((one, 1.0) for one in leaves))
    return [snippet.text[start:end] for snippet in found for start, end in snippet.highlights]


@pytest.mark.parametrize(
    ("text", "leaves", "words"),
    [
        ("Huyện đạt 88,35% ở SIPAS.", [leaf("sipas")], ["SIPAS"]),
        ("Ở Hòa Bình và Hoà Bình.", [leaf("hoà"), leaf("bình")], ["Hòa Bình", "Hoà Bình"]),
        ("Bốn mức: một cửa, hai cửa.", [leaf("một cửa")], ["một cửa"]),
        ("CCHC là việc lớn.", [leaf("cải", "cchc")], ["CCHC"]),
        ("Không có gì ở đây.", [leaf("sipas")], []),
    ],
)
def test_marks_the_words_that_matched(text: str, leaves: list[Leaf], words: list[str]) -> None:
    assert marked(text, *leaves) == words


def test_a_second_snippet_shows_what_the_first_leaves_open() -> None:
    body = (
        "Thị xã Lam xếp hạng thứ 20 với 88,35%. "
        "Thị xã Lam cũng cấp 100% hồ sơ qua mạng trong năm. "
        "Tại hội nghị trực tuyến do ban chỉ đạo tổ chức, chỉ số SIPAS của các địa phương "
        "trong cả nước được công bố."
    )
    words = marked(body, *(leaf(word) for word in ["chỉ", "số", "sipas", "thị", "xã", "lam"]))
    assert {"Thị xã Lam", "chỉ số SIPAS"} <= set(words)


def test_an_article_without_matches_shows_its_beginning() -> None:
    body = "Câu đầu tiên của bài. Câu thứ hai."
    assert [s.text for s in snippets(body, Marker([(leaf("sipas"), 1.0)]))] == ["Câu đầu tiên của bài."]
    assert first_sentence("\n" + body) == "Câu đầu tiên của bài."
    assert snippets("", Marker([])) == ()
