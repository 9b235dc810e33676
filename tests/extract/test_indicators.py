"""Figures of indexes: each way of telling them, what is no figure, and any text at all."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchkit.extract import extract_metadata
from searchkit.extract.indicators import extract_indicators
from searchkit.extract.indicators_data import method_changes, schemes
from searchkit.extract.indicators_names import find_names
from searchkit.extract.indicators_sentences import searchable, sentences
from searchkit.extract.provinces import extract_provinces
from searchkit.ingest.clean import clean_page
from searchkit.ingest.readers import read_paths
from searchkit.models import Indicator, RawArticle

DAY = dt.date(2022, 6, 1)


def _read(body: str, province: str | None = None, title: str | None = None) -> tuple[Indicator, ...]:
    return extract_indicators(title, body, province, DAY, extract_provinces(title, body, DAY))


def _short(body: str, province: str | None = None, title: str | None = None) -> list[tuple[object, ...]]:
    """Return (unit, score, rank, change) of each record."""
    return [(one.unit, one.score, one.rank, one.change) for one in _read(body, province, title)]


@pytest.mark.parametrize(
    ("named", "indicator"),
    [
        ("Chỉ số CCHC", "PAR INDEX"),
        ("PARINDEX", "PAR INDEX"),
        ("Chỉ số PAR-Index", "PAR INDEX"),
        ("chỉ số cải cách hành chính (PAR INDEX)", "PAR INDEX"),
        ("Xếp hạng công tác cải cách hành chính", "PAR INDEX"),
        (
            "Chỉ số hài lòng của người dân, tổ chức đối với sự phục vụ của cơ quan hành chính nhà nước",
            "SIPAS",
        ),
        ("SIPAS", "SIPAS"),
        ("Chỉ số Hiệu quả quản trị và hành chính công cấp tỉnh (PAPI)", "PAPI"),
        ("chỉ số năng lực cạnh tranh cấp tỉnh", "PCI"),
        ("ICTIndex", "ICT INDEX"),
        ("Chỉ số sẵn sàng cho phát triển và ứng dụng công nghệ thông tin", "ICT INDEX"),
        ("chỉ số đánh giá chuyển đổi số", "DTI"),
    ],
)
def test_every_name_of_an_index_is_known(named: str, indicator: str) -> None:
    found = _read(f"{named} năm 2020 của Cà Mau đạt 40,5 điểm, xếp thứ 8.")
    assert [(one.indicator, one.year, one.unit, one.rank) for one in found] == [
        (indicator, 2020, "Cà Mau", 8)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ số thành phần Chi phí thời gian của PCI năm 2020 tỉnh Cà Mau đạt 8,1 điểm, xếp thứ 5.",
        "Năm 2021, chỉ số sản xuất công nghiệp của Cà Mau tăng 8%, đứng thứ 3 cả nước.",
        "PCI năm 2021 của Cà Mau được công bố. Tỉnh đứng thứ 3 về xuất khẩu thủy sản.",
        "Phấn đấu PAR INDEX năm 2021 của Cà Mau đạt 90%, xếp thứ 10.",
        "PAR INDEX 2021: Cà Mau đứng thứ 2 khu vực Đồng bằng sông Cửu Long.",
        "Cà Mau thuộc nhóm 10 tỉnh dẫn đầu PAR INDEX năm 2021.",
        "Chỉ số PAR INDEX của Cà Mau xếp thứ 10.",
        "Chỉ số PAR INDEX năm 2021 tăng 2,5% so với năm 2020 ở Cà Mau.",
        "Chỉ số hài lòng của người bệnh tại Cà Mau năm 2021 đạt 92%, đứng thứ 2.",
        "Người đứng đầu Sở Nội vụ Cà Mau nói về chỉ số CCHC năm 2021.",
        "PAR INDEX năm 2025 của Cà Mau xếp thứ 3.",
        "Hướng dẫn đầu tư tại Cà Mau theo PCI năm 2021.",
        "Card PCI Express mua năm 2021 ở Cà Mau xếp thứ 2 trong bài kiểm tra.",
        "Chỉ số SIPAS của ngành thuế Cà Mau năm 2021 đạt 92,6%.",
        "Cà Mau nằm trong nhóm 5 tỉnh có chỉ số PAPI cao nhất cả nước năm 2021.",
        "TIN LIÊN QUAN\nCà Mau đứng thứ 4 chỉ số PCI năm 2019\nSIPAS 2020: Cà Mau xếp thứ 9",
        "Cà Mau họp báo.\nXem thêm: Cà Mau đứng thứ 4 chỉ số PCI năm 2019",
    ],
)
def test_what_is_no_figure_of_an_index_gives_nothing(text: str) -> None:
    assert _read(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "PAR INDEX 2020: An Giang, Kiên Giang và Cà Mau lần lượt xếp thứ 1, 2 và 3.",
            [("An Giang", None, 1, None), ("Kiên Giang", None, 2, None), ("Cà Mau", None, 3, None)],
        ),
        (
            "PAR INDEX 2020: Cà Mau xếp hạng thứ 44 với 83.28%, tăng 19 bậc so với năm 2019.",
            [("Cà Mau", 83.28, 44, 19)],
        ),
        ("Dẫn đầu PAR INDEX năm 2020 là Cà Mau (91,04%).", [("Cà Mau", 91.04, 1, None)]),
        ("PAR INDEX 2020: Cà Mau đứng cuối bảng với 70,5 điểm.", [("Cà Mau", 70.5, None, None)]),
        ("PAR INDEX 2020: Cà Mau tụt hai bậc, xuống thứ ba.", [("Cà Mau", None, 3, -2)]),
        (
            "Năm 2020 An Giang và Cà Mau cùng xếp thứ 12 về PAR INDEX.",
            [("An Giang", None, 12, None), ("Cà Mau", None, 12, None)],
        ),
        ("PAR INDEX 2020: An Giang, Cà Mau dẫn đầu cả nước.", []),
        ("PAR INDEX 2020: Cà Mau đạt tổng điểm cao nhất với 91,04%.", [("Cà Mau", 91.04, 1, None)]),
        ("Với 91,04% số điểm, Cà Mau dẫn đầu PAR INDEX năm 2020.", [("Cà Mau", 91.04, 1, None)]),
        (
            "PAR INDEX 2020: An Giang dẫn đầu; Cà Mau thứ ba, kém tỉnh đứng thứ hai 2,1 điểm.",
            [("An Giang", None, 1, None), ("Cà Mau", None, 3, None)],
        ),
        (
            "PAR INDEX 2020: An Giang dẫn đầu, kế đó là Kiên Giang (90%); Cà Mau xếp thứ 20 (83%).",
            [("An Giang", None, 1, None), ("Kiên Giang", 90, 2, None), ("Cà Mau", 83, 20, None)],
        ),
        ("PAR INDEX 2020: Cà Mau tụt hạng sâu từ thứ 3 xuống 15.", [("Cà Mau", None, 15, None)]),
        (
            "Cà Mau là á quân PAR INDEX năm 2020 khi chỉ kém đơn vị đứng đầu là An Giang 0,01 điểm.",
            [("Cà Mau", None, 2, None), ("An Giang", None, 1, None)],
        ),
        ("PAR INDEX năm 2020, so với 2019 Cà Mau tăng 15 bậc.", [("Cà Mau", None, None, 15)]),
        (
            "PAR INDEX 2020: An Giang (91%), Cà Mau (90%) lần lượt xếp thứ nhất và nhì.",
            [("An Giang", 91, 1, None), ("Cà Mau", 90, 2, None)],
        ),
        (
            "PAR INDEX 2020: An Giang và Cà Mau cùng đạt 84,5%, đồng xếp thứ 12.",
            [("An Giang", 84.5, 12, None), ("Cà Mau", 84.5, 12, None)],
        ),
        (
            "PAR INDEX 2020: kém An Giang - địa phương dẫn đầu (91%) - Cà Mau xếp thứ 3.",
            [("An Giang", 91, 1, None), ("Cà Mau", None, 3, None)],
        ),
        ("PAR INDEX 2020 của Cà Mau xếp thứ 33/63 (kế hoạch: 30/63).", [("Cà Mau", None, 33, None)]),
        (
            "PAR INDEX 2020: An Giang và Cà Mau cùng vào nhóm cao nhất với 91,5 và 90,12 điểm.",
            [("An Giang", 91.5, None, None), ("Cà Mau", 90.12, None, None)],
        ),
    ],
)
def test_places_scores_and_changes_go_to_their_units(text: str, expected: list[tuple[object, ...]]) -> None:
    assert _short(text) == expected


def test_the_year_compared_with_is_not_the_figures_year() -> None:
    found = _read("SIPAS 2020 của Cà Mau xếp thứ 29/63 (năm 2019 xếp 57/63), cao hơn 1,2% so với năm 2018.")
    assert [(one.year, one.rank, one.rank_of) for one in found] == [(2020, 29, 63), (2019, 57, 63)]


def test_what_a_sentence_leaves_out_comes_from_the_one_before_or_the_headline() -> None:
    text = "Bộ Nội vụ vừa công bố.\nCà Mau đạt 85,1%, xếp thứ 20. An Giang xếp thứ 31."
    found = _read(text, title="SIPAS 2021: Cà Mau xếp thứ 20")
    assert [(one.indicator, one.year, one.unit, one.rank) for one in found] == [
        ("SIPAS", 2021, "Cà Mau", 20),
        ("SIPAS", 2021, "An Giang", 31),
    ]
    assert found[0].confidence < 1 or text[found[0].start : found[0].end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "PCI của Cà Mau từ vị trí 52 năm 2019 lên vị trí thứ 21/63 năm 2020.",
            [(2019, None, 52), (2020, None, 21)],
        ),
        (
            "PCI năm 2019 của Cà Mau đứng thứ 55, năm 2020 thứ 48, năm 2021 thứ 39.",
            [(2019, None, 55), (2020, None, 48), (2021, None, 39)],
        ),
        (
            "PCI Cà Mau: từ vị trí 15 (năm 2018) đến vị trí 14 (2019), 11 (2020) và 8 (2021).",
            [(2018, None, 15), (2019, None, 14), (2020, None, 11), (2021, None, 8)],
        ),
        (
            "Nếu như năm 2019, PCI của Cà Mau đứng thứ 59 thì năm 2020 đã lên thứ 45.",
            [(2019, None, 59), (2020, None, 45)],
        ),
        ("PCI Cà Mau đạt 62,1 điểm, xếp thứ 9 trong bảng xếp hạng năm 2020.", [(2020, 62.1, 9)]),
        (
            "Năm | Điểm PCI | Xếp hạng\n2019 | 64,05 | 42\n2020 | 62,37 | 44",
            [(2019, 64.05, 42), (2020, 62.37, 44)],
        ),
        ("Thứ hạng qua các năm\nChỉ số 2019 2020\nPCI 28 36", [(2019, None, 28), (2020, None, 36)]),
    ],
)
def test_each_year_has_its_own_figures(text: str, expected: list[tuple[object, ...]]) -> None:
    found = _read(text, "Cà Mau", title="Cà Mau")
    assert [(one.year, one.score, one.rank) for one in found] == expected


def test_indicators_named_together_before_are_meant_one_by_one() -> None:
    text = (
        "Năm 2020 Cà Mau đứng thứ 63 PAR INDEX và 62 SIPAS. "
        "Năm 2021, hai chỉ số này lần lượt xếp thứ 55 và 51."
    )
    found = [(one.indicator, one.rank) for one in _read(text, "Cà Mau") if one.year == 2021]
    assert found == [("PAR INDEX", 55), ("SIPAS", 51)]


def test_an_office_named_before_is_meant_by_its_kind() -> None:
    text = "Sở Nội vụ Cà Mau họp tổng kết chỉ số CCHC năm 2021. Sở xếp thứ 2/19, đạt 91,2 điểm."
    assert [(one.unit, one.rank, one.score) for one in _read(text, "Cà Mau")] == [("Sở Nội vụ", 2, 91.2)]


def test_the_figure_of_the_whole_country_is_not_the_provinces() -> None:
    text = "Chỉ số SIPAS chung cả nước năm 2021 là 87,16%. Cà Mau đạt 84,9%, ở vị trí 47."
    assert [(one.unit_kind, one.unit, one.score, one.rank) for one in _read(text, "Cà Mau")] == [
        ("nation", "cả nước", 87.16, None),
        ("province", "Cà Mau", 84.9, 47),
    ]


def test_places_at_the_head_of_an_entry_are_read() -> None:
    text = "DDCI năm 2021. Khối huyện: Nhất: huyện Năm Căn 86,1 điểm; Nhì: huyện Cái Nước 85,2 điểm."
    assert _short(text, "Cà Mau") == [("huyện Năm Căn", 86.1, 1, None), ("huyện Cái Nước", 85.2, 2, None)]


def test_departments_and_districts_have_their_province() -> None:
    text = (
        "Chỉ số CCHC năm 2021: Sở Nội vụ dẫn đầu với 92,1 điểm; huyện Năm Căn xếp thứ 2/9; "
        "thành phố Cà Mau xếp thứ 3/9."
    )
    assert [(one.unit_kind, one.unit, one.parent) for one in _read(text, "Cà Mau")] == [
        ("department", "Sở Nội vụ", "Cà Mau"),
        ("district", "huyện Năm Căn", "Cà Mau"),
        ("district", "thành phố Cà Mau", "Cà Mau"),
    ]


def test_ministries_bear_their_full_names() -> None:
    found = _read("PAR INDEX 2021: Bộ GD&ĐT đạt 83,2%, Bộ NN&PTNT đạt 88%.")
    assert [one.unit for one in found] == [
        "Bộ Giáo dục và Đào tạo",
        "Bộ Nông nghiệp và Phát triển nông thôn",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "1. An Giang 91,04\n2. Cà Mau 90,51",
        "| 1 | An Giang | 91,04 |\n| 2 | Cà Mau | 90,51 |",
        "STT Tỉnh Điểm Xếp hạng\n5 An Giang 91,04 1\n6 Cà Mau 90,51 2",
        "- An Giang: 91,04 điểm (hạng 1)\n- Cà Mau: 90,51 điểm (hạng 2)",
    ],
)
def test_small_tables_are_read_by_rows(rows: str) -> None:
    assert _short(f"Kết quả PAR INDEX năm 2020\n{rows}") == [
        ("An Giang", 91.04, 1, None),
        ("Cà Mau", 90.51, 2, None),
    ]


def test_numbers_of_a_table_that_is_not_in_order_are_no_places() -> None:
    found = _short("Kết quả PAR INDEX năm 2020\n1. An Giang 80,04\n2. Cà Mau 90,51")
    assert found == [("An Giang", 80.04, None, None), ("Cà Mau", 90.51, None, None)]


def test_columns_of_years_give_a_record_each() -> None:
    found = _read("PAR INDEX qua hai năm:\nTỉnh 2020 2021\nAn Giang 84,4 86,1\nCà Mau 82,3 84,9")
    assert [(one.unit, one.year, one.score) for one in found] == [
        ("An Giang", 2020, 84.4),
        ("An Giang", 2021, 86.1),
        ("Cà Mau", 2020, 82.3),
        ("Cà Mau", 2021, 84.9),
    ]


def test_evidence_is_the_sentence_at_its_place() -> None:
    body = "Mở đầu.\nSIPAS 2021 của TP. Cần Thơ đạt 85.1%. Câu sau."
    (one,) = _read(body)
    assert one.evidence == "SIPAS 2021 của TP. Cần Thơ đạt 85.1%."
    assert body[one.start : one.end] == one.evidence


@pytest.mark.parametrize(
    "body",
    [
        "Theo công bố sáng nay, chỉ số PAR INDEX năm 2020 của tỉnh\nAn Giang đạt 84,42%, xếp thứ 31/63.",
        "Ngày 5/5, bảng điểm được công bố. PAR INDEX năm 2020 của tỉnh\nAn Giang đạt 84,42%, xếp thứ 31/63,"
        " chỉ số này của các nơi khác\nchưa rõ. Hội nghị bàn nhiều giải pháp khác nữa trong ngày.",
        "PAR INDEX năm 2020\n31.\nAn Giang: 84,42%, xếp thứ 31/63",
    ],
)
def test_sentences_go_on_over_broken_lines(body: str) -> None:
    (one,) = _read(body)
    assert (one.year, one.unit, one.score, one.rank) == (2020, "An Giang", 84.42, 31)
    assert body[one.start : one.end] == one.evidence


def test_every_scheme_has_bounds_and_kinds() -> None:
    assert len(schemes()) == 7
    assert all(scheme.low < scheme.high and scheme.kinds for scheme in schemes().values())
    assert all(change.indicator in schemes() and change.source for change in method_changes())


def test_several_names_of_one_index_are_one_mention() -> None:
    low = searchable("Chỉ số hài lòng về sự phục vụ hành chính (SIPAS) và Chỉ số CCHC (PAR INDEX)")
    assert [name.indicator for name in find_names(low, 0, len(low))] == ["SIPAS", "PAR INDEX"]


PIECES = st.sampled_from([
    "PAR INDEX", "SIPAS", "Chỉ số CCHC", "năm 2020", "so với năm 2019", "Cà Mau", "An Giang", "Sở Nội vụ",
    "huyện Năm Căn", "lần lượt", "xếp thứ 3", "đứng đầu", "91,04%", "83.2 điểm", "tăng 5 bậc", "(", ")", ",",
    ";", ".", "\n", "là", "và", "tiếp theo là", "cuối bảng", "của tỉnh", "| 1 |", "12/63", "phấn đấu", "thứ",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=30))
def test_any_order_of_words_gives_sound_records(pieces: list[str]) -> None:
    body = " ".join(pieces)
    for one in _read(body, "Cà Mau"):
        assert one.indicator in schemes()
        assert one.end == 0 or body[one.start : one.end] == one.evidence
        assert one.rank is None or 1 <= one.rank <= (one.rank_of or 64)
        assert (one.score, one.rank, one.change) != (None, None, None)
        assert 0 < one.confidence <= 1


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_sentences_are_stretches_of_their_text(text: str) -> None:
    for sentence in sentences(text, searchable(text)):
        assert 0 <= sentence.start < sentence.end <= len(text)
        assert "\n" not in text[sentence.start : sentence.end]


@pytest.mark.parametrize(
    "text",
    [
        "SIPAS " * 20_000,
        "PCI " + "(" * 100_000,
        "chỉ số " + "hài lòng của người dân " * 5_000,
        "PAR INDEX lần lượt xếp thứ " + "1, " * 30_000,
        "PCI 2020\n" + "1. Cà Mau 91,04\n" * 6_000,
        "PAPI. " * 20_000,
    ],
)
def test_hostile_texts_are_read_in_linear_time(text: str) -> None:
    started = time.process_time()
    extract_indicators(None, text, "Cà Mau", DAY, ())
    assert time.process_time() - started < 3


def _labelled(shared: Path) -> list[dict[str, object]]:
    lines = (shared / "seeds" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_the_labelled_pages_are_read_without_fault(shared: Path) -> None:
    keys = ("indicator", "year", "unit", "unit_kind", "parent")
    values = ("score", "rank", "rank_of", "change")
    for label in _labelled(shared):
        (raw,) = read_paths([str(shared / "seeds" / str(label["file"]))])
        assert isinstance(raw, RawArticle)
        article = extract_metadata(raw, clean_page(raw))
        found = {tuple(getattr(one, key) for key in keys): one for one in article.indicators}
        wanted = {tuple(row[key] for key in keys): row for row in label["indicators"]}  # type: ignore[attr-defined]
        assert found.keys() == wanted.keys(), label["file"]
        for key, row in wanted.items():
            told = {name: row[name] for name in values if row[name] is not None}
            assert {name: getattr(found[key], name) for name in told} == told, key
