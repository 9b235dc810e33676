"""Which figures a reprint changed, pointed out where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.query.changes import changed_figures

BEFORE = (
    "Chỉ số hài lòng của tỉnh đạt 88,35%, tăng 2,1 điểm so với năm 2020. "
    "Có 12 đơn vị đạt trên 90%, 3 đơn vị dưới 80%. Kết quả được công bố ngày 05/06/2021 tại trụ sở."
)


def changes(after: str, before: str = BEFORE) -> list[tuple[str, str]]:
    return [(one.before, one.after) for one in changed_figures(before, after)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("88,35%", "88,53%", [("88,35%", "88,53%")]),
        ("2,1 điểm", "1,2 điểm", [("2,1", "1,2")]),
        ("12 đơn vị đạt trên 90%, 3 đơn vị", "11 đơn vị đạt trên 92%, 4 đơn vị",
         [("12", "11"), ("90%", "92%"), ("3", "4")]),
        ("05/06/2021", "06/06/2021", [("05/06/2021", "06/06/2021")]),
        ("05/06/2021", "5-6-2021", []),
        ("88,35%", "88.35%", []),
        ("công bố", "thông báo", []),
        ("Chỉ số", "Tin mới từ Bến Tre hôm 7/6: 5 người cho biết. Chỉ số", []),
        ("88,35%", "88,35", [("88,35%", "88,35")]),
        ("công bố ngày 05/06/2021 tại trụ sở.", "", []),
        ("đạt 88,35%, tăng", "là 88,53%, tăng", [("88,35%", "88,53%")]),
    ],
)  # fmt: skip
def test_what_changed_is_named(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert old in BEFORE
    assert changes(BEFORE.replace(old, new)) == expected


def test_a_change_says_where_it_stands() -> None:
    after = "Theo báo cáo: " + BEFORE.replace("88,35%", "88,53%")
    (one,) = changed_figures(BEFORE, after)
    assert after[one.start : one.end] == one.after == "88,53%"


def test_paragraphs_in_another_order_keep_their_figures() -> None:
    first, second = BEFORE.split("Có ")
    assert changes(f"Có {second} {first}".replace("12 đơn", "13 đơn")) == [("12", "13")]


def test_other_texts_have_nothing_to_compare() -> None:
    assert changes("Giá lúa tại vựa hôm nay là 7.500 đồng mỗi kg.") == []
    assert changes("") == []
    assert changes(BEFORE, before="") == []


figures = st.lists(st.integers(0, 10**6), min_size=1, max_size=8)


@given(figures, st.data())
def test_every_changed_figure_among_words_is_found(numbers: list[int], data: st.DataObject) -> None:
    words = ["huyện", "xã", "phường", "quận", "tỉnh", "thôn", "ấp", "khóm"]

    def text(values: list[int]) -> str:
        return " ".join(f"tại {words[n]} này có {value} hồ sơ {words[n]}." for n, value in enumerate(values))

    others = [data.draw(st.sampled_from([n, n + 1])) for n in numbers]
    expected = [(str(a), str(b)) for a, b in zip(numbers, others, strict=True) if a != b]
    assert changes(text(others), before=text(numbers)) == expected


@pytest.mark.parametrize("pattern", ["số 1 ", "1 ", "a1 2% "])
def test_long_texts_take_linear_time(takes_linear_time, pattern: str) -> None:
    def compare(text: str) -> None:
        changed_figures(text, text.replace("1", "2"))

    assert takes_linear_time(compare, pattern * 20_000)
