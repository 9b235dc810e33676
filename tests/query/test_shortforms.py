"""Short forms that articles explain: kept with the index, through updates, deletions and merges; own
files."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchkit import Article, ConfigError, SearchEngine
from searchkit.indexing.acronyms import acronym_key, explained
from searchkit.query.shortforms import FREQUENT, LEAST, MOST, ShortForms, is_speakable

KNOWN = ("ttkđg",)
LONG = ("trung", "tâm", "kiểm", "định", "giống")


def article(name: str, *bodies: str) -> Article:
    return Article(id=name, title="Tin", body=" ".join(bodies))


def meaning(engine: SearchEngine, *terms: str) -> tuple[tuple[str, ...], ...]:
    return ShortForms(engine._snapshot).explained.expansions(terms)


@pytest.fixture
def engine(tmp_path: Path) -> SearchEngine:
    return SearchEngine.create(tmp_path / "index")


INTRODUCES = "Trung tâm kiểm định giống (TTKĐG) họp."


def test_pairs_follow_the_articles(engine: SearchEngine) -> None:
    engine.add([article("a", INTRODUCES)])
    assert meaning(engine, *KNOWN) == ()
    engine.add([article("b", INTRODUCES)])  # another segment
    assert meaning(engine, *KNOWN) == (LONG,)
    assert meaning(engine, *LONG) == (KNOWN,)
    engine.add([article("b", "Nay không nhắc nữa.")])
    assert meaning(engine, *KNOWN) == ()
    engine.add([article("c", INTRODUCES, INTRODUCES)])
    assert meaning(engine, *KNOWN) == (LONG,)
    engine.remove(["a"])
    assert meaning(engine, *KNOWN) == ()


def test_a_pair_counts_once_an_article(engine: SearchEngine) -> None:
    engine.add([article("a", INTRODUCES, INTRODUCES)])
    assert list(explained(engine._snapshot.field("acronym"), 1)) == [(KNOWN, LONG, 1)]


def test_rare_meanings_of_a_frequent_short_form_are_left_out(engine: SearchEngine) -> None:
    often = int(LEAST / FREQUENT) + 1
    engine.add(
        [
            *(article(f"a{n}", INTRODUCES) for n in range(often)),
            *(article(f"b{n}", "Thuyền trưởng kể đường già (TTKĐG).") for n in range(LEAST)),
        ]
    )
    assert meaning(engine, *KNOWN) == (LONG,)


def test_a_short_form_has_few_meanings(engine: SearchEngine) -> None:
    firsts = ("Trung", "Trại", "Tổ", "Tiệm", "Trạm", "Toán")
    assert len(firsts) > MOST
    engine.add(
        article(f"{first}{n}", f"{first} tâm kiểm định giống (TTKĐG).")
        for first in firsts
        for n in range(LEAST)
    )
    assert len(meaning(engine, *KNOWN)) == MOST
    assert meaning(engine, *LONG) == ()  # none is meant most


def test_what_the_table_knows_needs_more_articles(engine: SearchEngine) -> None:
    engine.add(article(f"a{n}", "Cửa chính hướng cổng (CCHC).") for n in range(LEAST))
    assert meaning(engine, "cchc") == ()
    engine.add(article(f"b{n}", "Cửa chính hướng cổng (CCHC).") for n in range(5))
    assert meaning(engine, "cchc") == (("cửa", "chính", "hướng", "cổng"),)


def test_an_old_word_is_no_short_form() -> None:
    assert [is_speakable((word,)) for word in ("ban", "who", "ttkđg", "ubnd", "nhnn", "sao")] == [
        True, True, False, False, False, True,
    ]  # fmt: skip


def test_a_pair_without_words_is_none() -> None:
    assert acronym_key("&", "và") == ""
    assert acronym_key("KT-XH", "kinh tế xã hội") == "kt xh\tkinh tế xã hội"


def test_own_file(engine: SearchEngine, tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("# của phòng\nPKH\tphòng kế hoạch\n", encoding="utf-8")
    engine.add([article("a", "Phòng kế hoạch báo cáo."), article("b", "PKH báo cáo.")])
    with SearchEngine.open(engine.path) as plain, SearchEngine.open(engine.path, acronyms=own) as ours:
        assert [hit.id for hit in plain.search("PKH").hits] == ["b"]
        assert [(hit.id, hit.match) for hit in ours.search("PKH").hits] == [("b", "exact"), ("a", "variant")]
        ours.refresh()
        assert ours.search("PKH").total == 2
        own.write_text("PKH phòng kế hoạch\n", encoding="utf-8")
        with pytest.raises(ConfigError, match=r"own\.tsv, line 1: no tab .* write for example: CCHC, a tab"):
            SearchEngine.open(engine.path, acronyms=own)
