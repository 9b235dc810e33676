"""The build of a Vietnamese syllable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.analysis.syllable import RHYMES, TONES, compose, fits, is_plain, is_syllable, parse, tone_fits
from searchkit.text import canonical, strip_marks

VALID_WORDS = """
    nghiêng giếng gì gìn giết quý quốc quỳnh khuỷu yên yêu ý ở ăn uống ương oanh uyên thuở tuế hoặc ngoằn
    quặng nguyễn được rượu hươu trường thoại xoong boong hòa hoà thúy thuý khỏe Bắc Kạn Đắk Lắk tuýp ghi
"""
VALID = VALID_WORDS.split()
INVALID_WORDS = """
    You Index tac ngi ghà ká cì qan tièn hòan hùynh gía bb ng x Tiktok việtnam đảngviên ớớ hô̂ à́
"""
INVALID = INVALID_WORDS.split()


@pytest.mark.parametrize("word", VALID)
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", INVALID)
def test_other_words_are_not(word: str) -> None:
    assert not is_syllable(word)


@given(
    st.sampled_from(["", "b", "c", "k", "gh", "g", "gi", "ngh", "ng", "qu", "tr", "đ", "h", "x"]),
    st.sampled_from(sorted(RHYMES)),
    st.sampled_from(["", *TONES]),
)
def test_what_is_composed_is_parsed(onset: str, rhyme: str, tone: str) -> None:
    if fits(onset, rhyme) and tone_fits(rhyme, tone):
        word = compose(onset, rhyme, tone)
        assert canonical(word) == word
        assert parse(word) is not None
        assert is_plain(strip_marks(word)) or rhyme in ("ooc", "oong")


@pytest.mark.parametrize(
    ("word", "plain"), [("viet", True), ("hanh", True), ("tinhr", False), ("boong", False)]
)
def test_plain_syllables(word: str, plain: bool) -> None:
    assert is_plain(word) is plain
