"""Telex and VNI keystrokes left in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit.analysis.acronyms import DATA
from searchkit.analysis.keystrokes import candidates, read_keystrokes, read_words
from searchkit.analysis.syllable import RHYMES, compose, fits, is_syllable, tone_fits
from searchkit.analysis.tokens import syllables

TELEX = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
VNI = {"â": "a6", "ê": "e6", "ô": "o6", "ă": "a8", "ơ": "o7", "ư": "u7", "đ": "d9"}
TONES = {"\u0301": "s1", "\u0300": "f2", "\u0309": "r3", "\u0303": "x4", "\u0323": "j5"}


READ = """
    chir=chỉ soos=số chi3=chỉ so61=số so16=số tinhr=tỉnh Tinhr=tỉnh dduwowcj=được dduowcj=được
    nguowif=người nguwowif=người nguwoif=người nguoi72=người d9uoc75=được tieengs=tiếng tieesng=tiếng
    hanfh=hành hoawcj=hoặc giuwx=giữ quaan=quân quyeets=quyết gieesng=giếng muaw=mưa coong=công ddi=đi
    hoaf=hoà thuyr=thuỷ be61n=bến ddaats=đất
"""


@pytest.mark.parametrize("pair", READ.split())
def test_keystrokes_are_read(pair: str) -> None:
    typed, meant = pair.split("=")
    assert read_keystrokes(typed) == meant


STANDING = """
    U23 F0 Q7 A4 covid19 Covid-19 QH15 7h30 2021 0 has max visa taxi Tokyo YouTube sipas par index papi
    iPhone CHIR HĐND DDCI BOT TP1 tinh chi so ben tre viet nam boong hà tỉnh xyz co2 top1 h5n1 g20 email
    web facebook zalo gas bus box car tour moon lee paris laura maria rosa a w dd s 5 aa1234567890 việt
    tât tact hoawc
"""


@pytest.mark.parametrize("word", STANDING.split())
def test_other_words_stand(word: str) -> None:
    assert read_keystrokes(word) is None


def test_no_acronym_is_taken_for_keystrokes() -> None:
    rows = [line for line in DATA.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    words = {word for row in rows for word in syllables(row.split("\t")[0])}
    assert [word for word in words if read_keystrokes(word)] == []


def test_empty_word() -> None:
    assert read_keystrokes("") is None
    assert candidates("") == ()


def test_candidates_read_ordinary_words_too() -> None:
    assert candidates("has") == ("há",)
    assert candidates("tinh") == ()


def test_words_typed_together() -> None:
    assert read_words(["car", "cachs", "SIPAS", "tinh"]) == ["cả", "cách", None, None]
    assert read_words(["car", "box", "tinh"]) == [None, None, None]
    assert read_words([]) == []


@given(
    st.sampled_from(["b", "c", "k", "gi", "ngh", "ng", "qu", "tr", "đ", "h", "th"]),
    st.sampled_from(sorted(RHYMES - {"oong", "ooc"})),
    st.sampled_from(sorted(TONES)),
)
def test_every_syllable_can_be_typed(onset: str, rhyme: str, tone: str) -> None:
    if fits(onset, rhyme) and tone_fits(rhyme, tone):
        word = compose(onset, rhyme, tone)
        telex = "".join(TELEX.get(c, c) for c in onset + rhyme) + TONES[tone][0]
        vni = "".join(VNI.get(c, c) for c in onset + rhyme) + TONES[tone][1]
        assert word in candidates(telex)
        assert word in candidates(vni)


@given(st.text("abcdehiknorstuwxy123456789", max_size=11))
def test_whatever_is_read_is_a_syllable(word: str) -> None:
    assert all(is_syllable(found) for found in candidates(word))
