"""Rendering: what people see at several widths, and what never reaches a terminal."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from searchkit.models import (
    Article,
    Cut,
    Explanation,
    Facet,
    FacetValue,
    Hit,
    IndexSummary,
    SearchQuery,
    SearchResult,
    Skipped,
    Snippet,
    WordScore,
)
from searchkit.render import explainscreen, explaintext, plain, records, screen
from searchkit.render.facetlist import numbered
from searchkit.render.safe import block, day, number, one_line, pieces

HIT = Hit(
    rank=1,
    id="bao/a.txt",
    score=12.5,
    title="Công bố chỉ số hài lòng của tỉnh Mẫu",
    published=dt.date(2021, 6, 24),
    province="Bến Tre",
    officials=("Trần Văn Mẫu", "Lê Thị Thử"),
    snippets=(Snippet("Chỉ số SIPAS\nđạt 81,20%", ((7, 12), (17, 23))),),
    title_highlights=((8, 14),),
)
YEARS = Facet("year", tuple(FacetValue(str(2030 - n), 12 - n, selected=n == 11) for n in range(12)))
RESULT = SearchResult(
    query=SearchQuery("chỉ số"),
    total=1,
    took_ms=1.5,
    hits=(HIT,),
    facets={
        "province": Facet("province", (FacetValue("Bến Tre", 1, True),)),
        "year": YEARS,
        "source": Facet("source"),
    },
)


def shown(view: RenderableType, width: int, *, colour: bool = False) -> str:
    """Return what a console of `width` columns shows."""
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=colour, color_system="truecolor" if colour else None,
            markup=False, emoji=False, highlight=False).print(view)  # fmt: skip
    return out.getvalue()


@pytest.mark.parametrize("width", [20, 40, 80, 109, 110, 200])
def test_a_result_fits_its_screen_and_says_everything(width: int) -> None:
    text = shown(screen.result_view(RESULT, width), width)
    assert max(map(len, text.split("\n"))) <= width
    joined = " ".join(text.split())
    for part in ("24/06/2021", "81,20%", "Province", "Year"):
        assert part in joined, part
    if width >= 80:
        assert "Bến Tre · Trần Văn Mẫu, Lê Thị Thử" in joined
        assert "exact words bao/a.txt" in joined


def test_facets_stand_beside_the_hits_on_a_wide_screen_and_below_on_a_narrow_one() -> None:
    wide = shown(screen.result_view(RESULT, 200), 200).split("\n")
    assert any("Công bố" in line and "Province" in line for line in wide)
    narrow = shown(screen.result_view(RESULT, 80), 80)
    assert narrow.index("Công bố") < narrow.index("Province")


def test_matched_words_stand_out() -> None:
    text = shown(screen.result_view(RESULT, 80), 80, colour=True)
    assert "\x1b[1;33mSIPAS\x1b[0m" in text
    assert "\x1b[1;33mchỉ số\x1b[0m" in text


def test_a_selected_value_is_marked_and_always_listed() -> None:
    lists = numbered(RESULT, 5)
    assert [one.value for one in lists["year"]] == ["2030", "2029", "2028", "2027", "2026", "2019"]
    assert [one.number for values in lists.values() for one in values] == [1, 2, 3, 4, 5, 6, 7]
    assert "source" not in lists
    assert "●" in shown(screen.result_view(RESULT, 80), 80)


def test_numbers_of_facet_values_are_shown_where_they_can_be_typed() -> None:
    assert "f7 2019 ●" in shown(screen.result_view(RESULT, 80, numbers=True), 80)


@pytest.mark.parametrize(
    ("text", "said"),
    [("sipas", True), ('tỉnh:"Bến Tre"', False), ("-tỉnh:Huế ngày:2021", False), ("", False)],
)
def test_how_words_matched_is_said_only_where_there_are_words(text: str, said: bool) -> None:
    result = replace(RESULT, query=replace(RESULT.query, text=text))
    assert ("exact words" in shown(screen.result_view(result, 80), 80)) == said
    assert any("exact words" in line for line in plain.result_lines(result)) == said


@pytest.mark.parametrize(
    ("url", "linked"),
    [("https://bao-mau.example/a?b=1", True), (None, False), ("javascript:alert(1)", False),
     ("https://bao-mau.example/\x1b]8;;", False), ("file:///etc/passwd", False), ("https://a b", False)],
)  # fmt: skip
def test_a_headline_links_to_its_page_on_the_web(url: str | None, linked: bool) -> None:
    result = replace(RESULT, hits=(replace(HIT, url=url),))
    text = shown(screen.result_view(result, 80), 80, colour=True)
    assert (f";{url}\x1b\\" in text) == linked
    assert ("\x1b]8;" in text) == linked
    article = Article("a", title="Một", body="Hai", url=url)
    assert (f";{url}\x1b\\" in shown(screen.article_view(article, 80), 80, colour=True)) == linked


def test_long_headlines_and_many_officials_are_cut_off() -> None:
    long = replace(HIT, title="Bài " * 200, title_highlights=((500, 504),), officials=tuple("ABCDEFGHI"))
    text = shown(screen.result_view(replace(RESULT, hits=(long,)), 80), 80)
    assert text.count("Bài") < 62
    assert "…" in text
    assert "A, B, C, D, E, F (+3)" in text
    assert "A, B, C, D, E, F, G, H, I" in "\n".join(plain.hit_lines(long))


def test_facets_say_how_many_values_are_not_shown() -> None:
    assert f"… and {len(RESULT.facets['year']) - 6} more" in shown(screen.result_view(RESULT, 80), 80)


def test_a_facet_that_was_counted_in_part_does_not_say_how_many_values_there_are() -> None:
    names = tuple(FacetValue(f"Tên {n}", 200 - n) for n in range(100))
    text = shown(screen.result_view(replace(RESULT, facets={"official": Facet("official", names)}), 80), 80)
    assert "… and more" in text


def test_counts_stand_near_their_values_on_a_very_wide_screen() -> None:
    lists = numbered(RESULT, 5)
    text = shown(screen.facets_view(lists, numbers=True), 200)
    assert max(len(line.rstrip()) for line in text.split("\n")) <= 2 * screen.FACET_WIDTH


WORDS = (
    WordScore("sipas", ("sipas",), "exact", 6.5, 3, True, 8.0, 0.75, 2, 1),
    WordScore("mau", ("mẫu", "màu"), "folded", 2.0, 1, False, 3.0, 0.5, 30),
    WordScore("khoai", (), "exact", 5.0, 0, False, 0.0, 0.0, 4),
)
EXPLAINED = replace(HIT, score=12.5, explanation=Explanation(WORDS, proximity=1.25, compounds=0.25))


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_explanation_is_a_sentence_and_a_sum(width: int) -> None:
    text = shown(explainscreen.explanation_view(EXPLAINED, width), width)
    assert max(map(len, text.split("\n"))) <= width
    joined = " ".join(text.split())
    for part in ("Missing: khoai.", "“sipas” counts most: only 2 articles hold it.", "8.75", "12.50"):
        assert part in joined, part
    if width >= 80:
        assert "It holds 2 of the 3 words of the search, 1 of these in its headline." in joined
        assert "Words that stand together make 10 % of its points." in joined
        rows = [line.split() for line in text.split("\n")]
        assert ["sipas", "as", "typed", "2", "headline,", "2×", "8.00", "0.75", "8.75"] in rows
        assert ["khoai", "not", "in", "it", "4", "0"] in rows
        assert ["in", "all", "12.50"] in rows
        assert "mẫu …" in joined
        assert "(other" in joined
        points = [float(row[-1]) for row in rows if row and row[0] in ("sipas", "mau", "longer")]
        assert sum(points) == 12.5


def test_of_many_words_those_that_count_most_are_shown() -> None:
    words = tuple(WordScore(f"w{n}", (f"w{n}",), "exact", 1.0, 1, False, float(n), 0.0, 9) for n in range(30))
    hit = replace(HIT, score=435.0, explanation=Explanation(words))
    text = shown(explainscreen.explanation_view(hit, 80), 80)
    assert "w29" in text
    assert "w3 " not in text
    assert ["15", "more", "words", "105.00"] in [line.split() for line in text.split("\n")]


def test_an_explanation_of_dated_hits_says_that_points_decided_nothing() -> None:
    assert "by date" in next(explaintext.explanation_lines(EXPLAINED, "newest"))
    assert list(explaintext.explanation_lines(HIT)) == []


def test_an_article_is_read_in_lines_of_a_readable_length() -> None:
    article = Article(
        "a", title=None, body="Một dòng rất dài. " * 40 + "\nĐoạn hai.", published=dt.date(2021, 6, 24)
    )
    text = shown(screen.article_view(article, 200), 200)
    assert max(len(line.rstrip()) for line in text.split("\n") if "─" not in line) <= screen.TEXT_WIDTH
    assert "(no headline)" in text
    assert re.search(r"\n\s*\nĐoạn hai\.", text)
    assert "─" * (screen.TEXT_WIDTH + 1) not in text


def test_cuts_name_their_reason() -> None:
    cuts = [Cut("Trang chủ | Tin tức " * 20, "menu", 0, 5)]
    assert "menu" in shown(screen.cuts_view(cuts), 80)
    line = next(plain.cut_lines(cuts))
    assert line.startswith("- menu: Trang chủ")
    assert " … " in line
    assert len(line) < 200


def test_a_summary_is_one_sentence_and_skipped_files_are_named() -> None:
    skipped = Skipped("tin\x1b.jsonl", "broken JSON", 7)
    assert plain.skipped_line(skipped) == "skipped tin.jsonl:7: broken JSON"
    assert plain.summary_line(IndexSummary(1234, 1, 2, 3, (skipped,))) == (
        "1,234 added, 1 replaced, 2 unchanged, 3 removed, 1 skipped"
    )


def test_numbers_and_days_follow_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (number(1234567), day(dt.date(2021, 6, 4)), day(None)) == ("1,234,567", "04/06/2021", "")
    monkeypatch.setenv("SEARCHKIT_LANG", "vi")
    assert number(1234567) == "1.234.567"


@pytest.mark.parametrize(
    ("spans", "marked"),
    [
        ([(0, 3)], ["Chỉ"]),
        ([(4, 6), (0, 3)], ["Chỉ", "số"]),
        ([(0, 5), (3, 6)], ["Chỉ s", "ố"]),
        ([(4, 99)], ["số SIPAS"]),
        ([(-5, 3), (7, 7), (9, 2)], ["Chỉ"]),
        ([], []),
    ],
)
def test_spans_may_overlap_or_overrun(spans: list[tuple[int, int]], marked: list[str]) -> None:
    parts = list(pieces("Chỉ số SIPAS", spans))
    assert "".join(text for text, _ in parts) == "Chỉ số SIPAS"
    assert [text for text, is_marked in parts if is_marked] == marked


@given(st.text(), st.lists(st.tuples(st.integers(-3, 30), st.integers(-3, 30))))
def test_pieces_and_lines_are_always_safe(text: str, spans: list[tuple[int, int]]) -> None:
    joined = "".join(part for part, _ in pieces(text, spans))
    for safe in (joined, one_line(text), block(text).replace("\n", "")):
        assert not any(c < " " or "\x7f" <= c <= "\x9f" or "\u202a" <= c <= "\u202e" for c in safe)
    assert "".join(joined.split()) == "".join(one_line(text).split())


@given(st.text(st.characters(codec=None)))
def test_json_is_lossless_and_steers_no_terminal(text: str) -> None:
    for ascii_only in (False, True):
        written = records.to_json({"t": text}, ascii_only=ascii_only)
        assert json.loads(written) == {"t": text}
        assert not any(c < " " or "\x7f" <= c <= "\x9f" for c in written)
        written.encode("utf-8")


def test_csv_cells_are_text_for_a_spreadsheet() -> None:
    rows = [{"value": "@cmd", "count": 1}, {"value": "-2+3", "count": -4}, {"value": "a\x1b;b", "count": 0}]
    assert records.csv_table(rows) == "value,count\n'@cmd,1\n'-2+3,-4\na;b,0\n"
    assert records.csv_table([]) == ""
