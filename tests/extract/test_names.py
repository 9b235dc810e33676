"""The model of names: where a person begins in a run of capitals, and how the name is written."""

from __future__ import annotations

import pytest

from searchkit.extract.names import cut_name, is_foreign, is_syllable, make_name, name_run
from searchkit.extract.words import Word, Words, split_words


def _run(text: str) -> list[Word]:
    words = Words(text, 0)
    return [words[i] for i in range(name_run(words, 0))]


@pytest.mark.parametrize(
    ("run", "after_place", "person"),
    [
        ("Nguyễn Văn An", False, "Nguyễn Văn An"),
        ("Sơn Dương Nguyễn Văn An", True, "Nguyễn Văn An"),
        ("Hoàng Su Phì Lý Thị Mai", True, "Lý Thị Mai"),
        ("Hà Đông Lê Cường", True, "Lê Cường"),
        ("Nguyễn Hoàng Lê Minh", True, "Nguyễn Hoàng Lê Minh"),
        ("Nguyễn Thị Bé Ba", True, "Nguyễn Thị Bé Ba"),
        ("Y Thanh Hoa Niê Kđăm", True, "Y Thanh Hoa Niê Kđăm"),
        ("Giàng A Sềnh", False, "Giàng A Sềnh"),
        ("Ksor H'Nga", False, "Ksor H'Nga"),
        ("Lò văn Tiên", False, "Lò Văn Tiên"),
        ("TRẦN THỊ MÂY", False, "Trần Thị Mây"),
        ("Phạm Ngũ Lão", True, None),
        ("Lê Chân", True, None),
        ("Kim Sơn", True, None),
        ("Hàng Không", False, None),
    ],
)
def test_where_a_person_begins(run: str, after_place: bool, person: str | None) -> None:
    """Places before a person are cut off; places alone are nobody."""
    words = _run(run)
    at = cut_name(words, after_place)
    assert (None if at is None else make_name(words[at:]).text) == person


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("Nguyễn Văn An cho biết", 3),
        ("UBND tỉnh", 0),
        ("Mohammed bin Nasser nói", 3),
        ("Bashir al-Hadi nói", 2),
        ("John F. Smith nói", 4),
        ("NGUYỄN VĂN AN phát biểu", 3),
        ("Nguyễn Văn An\nTrần", 3),
    ],
)
def test_runs_of_name_words(text: str, length: int) -> None:
    """A run ends at small words, abbreviations and line ends."""
    assert name_run(Words(text, 0), 0) == length


def test_foreign_names_are_told_by_their_build() -> None:
    """Vietnamese syllables have one vowel group and few endings."""
    assert all(map(is_syllable, ("Nguyễn", "Thuỳ", "Quyết", "Hoài", "Uyên")))
    assert not any(map(is_syllable, ("John", "Putin", "Kđăm", "Smith", "Jae-in")))
    assert is_foreign(_run("Kim Song-ho"))
    assert not is_foreign(_run("Lý Khắc Minh"))


def test_words_keep_compounds_whole() -> None:
    """Abbreviations with `-` and `&` are one word, `TP.` keeps its dot, all dashes are one."""
    assert split_words("Sở LĐ-TB&XH TP.Huế – TX. An") == ["sở", "lđ-tb&xh", "tp.", "huế", "-", "tx.", "an"]
