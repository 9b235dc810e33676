"""Acronyms: both ways, ambiguous ones, the user's own, and those that a text introduces."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from searchkit.analysis import acronyms
from searchkit.analysis.acronyms import AcronymTable, expansions, find, mine
from searchkit.analysis.tokens import syllables
from searchkit.errors import ConfigError


def terms(text: str) -> tuple[str, ...]:
    return tuple(syllables(text))


def words(text: str) -> set[str]:
    return {" ".join(other) for other in expansions(terms(text))}


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("CCHC", {"cải cách hành chính"}),
        ("cải cách hành chính", {"cchc"}),
        ("Cải cách hành chính", {"cchc"}),
        ("UBND", {"uỷ ban nhân dân"}),
        ("Ủy ban nhân dân", {"ubnd"}),
        ("TTCP", {"thanh tra chính phủ", "thủ tướng chính phủ"}),
        ("PAR INDEX", {"chỉ số cải cách hành chính", "chỉ số cchc", "parindex"}),
        ("PAR-INDEX", {"chỉ số cải cách hành chính", "chỉ số cchc", "parindex"}),
        ("KT-XH", {"kinh tế xã hội", "ktxh"}),
        ("xyz", set()),
    ],
)
def test_expansions(text: str, others: set[str]) -> None:
    assert words(text) == others


@pytest.mark.parametrize("wording", ["chỉ số hài lòng", "chỉ số hài lòng của người dân, tổ chức"])
def test_wordings_of_sipas_are_found_by_it_and_find_it(wording: str) -> None:
    assert " ".join(terms(wording)) in words("SIPAS")
    assert "sipas" in words(wording)


def test_acronyms_typed_without_d_bar() -> None:
    assert {"hđnd", "hội đồng nhân dân"} <= words("hdnd")


def test_plain_syllables_are_no_acronyms() -> None:
    assert all(len(key) > 1 or not words(key[0]) for key in (("tu",), ("to",), ("la",), ("so",), ("tinh",)))


def test_find_takes_the_longest_stretch() -> None:
    matches = find(terms("chỉ số cải cách hành chính của UBND tỉnh"))
    assert [(match.start, match.end) for match in matches] == [(0, 6), (7, 8)]
    assert ("par", "index") in matches[0].alternatives
    assert not matches[0].ambiguous


def test_find_marks_ambiguity_both_ways() -> None:
    assert [match.ambiguous for match in find(terms("TTCP và thanh tra chính phủ"))] == [True, True]


def test_the_table_is_large_and_loads_fast() -> None:
    taken = []
    for _attempt in range(3):
        start = time.process_time()
        table = AcronymTable()
        table.load(acronyms.DATA)
        taken.append(time.process_time() - start)
    # Ten times what is needed on a quiet machine.
    assert min(taken) < 0.05
    rows = [
        line for line in acronyms.DATA.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")
    ]
    assert len(rows) >= 150
    assert len({row.split("\t")[0] for row in rows}) == len(rows)


def test_own_file_is_added(tmp_path: Path) -> None:
    own = tmp_path / "acronyms.tsv"
    own.write_text("# của phòng\nQLCL\tquản lý chất lượng\n", encoding="utf-8-sig")
    table = acronyms.table(own)
    assert table.expansions(("qlcl",)) == (("quản", "lý", "chất", "lượng"),)
    assert table.expansions(("cchc",))
    assert not expansions(("qlcl",))


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("QLCL quản lý chất lượng", "no tab"),
        ("QLCL = quản lý chất lượng", "no tab"),
        ("QLCL\t", "a long form is missing"),
        ("\tquản lý", "no short form"),
        ("A\tb\tc", "more than one tab"),
        ("QLCL\tquản lý|", "a long form is missing"),
    ],
)
def test_malformed_rows_are_named(tmp_path: Path, line: str, fault: str) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(f"CCHC\tcải cách hành chính\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"own\.tsv, line 2: {fault}.*CCHC, a tab"):
        AcronymTable().load(own)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.tsv"):
        AcronymTable().load(tmp_path / "none.tsv")


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("công tác cải cách hành chính (CCHC) năm 2020", [("CCHC", "cải cách hành chính")]),
        ("Sở Tài nguyên và Môi trường (TN&MT)", [("TN&MT", "tài nguyên và môi trường")]),
        ("phát triển kinh tế - xã hội (KT-XH)", [("KT-XH", "kinh tế xã hội")]),
        (
            "Hội đồng nhân dân (HĐND), Ủy ban nhân dân (UBND)",
            [("HĐND", "hội đồng nhân dân"), ("UBND", "ủy ban nhân dân")],
        ),
        ("Hội nghị (CCHC)", []),
        ("cải cách. Hành chính (CCHC)", []),
        ("một hai ba (MHB) (XYZ)", [("MHB", "một hai ba")]),
        ("(CCHC)", []),
        ("UBND (Ủy ban nhân dân) tỉnh", [("UBND", "ủy ban nhân dân")]),
        ("KT-XH(kinh tế - xã hội)", [("KT-XH", "kinh tế xã hội")]),
        ("UBND (ở tầng 2)", []),
        ("UBND (Ủy ban nhân dân tỉnh)", []),
        ("SUBND (ủy ban nhân dân)", []),
        ("UBND (Ủy ban nhân dân", []),
        ("((((CCHC)", []),
        ("không có gì", []),
    ],
)
def test_mine(text: str, pairs: list[tuple[str, str]]) -> None:
    assert mine(text) == pairs


def test_mined_pairs_can_be_learned() -> None:
    table = AcronymTable()
    for short, long in mine("Trung tâm Kiểm định Chất lượng (TTKĐCL)"):
        table.learn(short, long)
    assert table.expansions(("ttkđcl",)) == (terms("trung tâm kiểm định chất lượng"),)


def test_mining_takes_linear_time(takes_linear_time: Callable[[Callable[[str], object], str], bool]) -> None:
    assert takes_linear_time(mine, "AB (" * 60_000)
    assert takes_linear_time(mine, "một hai (MH) " * 20_000)
    assert takes_linear_time(mine, "A" * 200_000 + " (x)")
