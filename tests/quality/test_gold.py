"""Every field on pages of many layouts and on real articles, labelled before anything was run on them.

`pages/` holds pages of our own with their gold; `articles.jsonl` ids, hashes and labels of articles that lie
beside the checkout. Rules are developed on one half (told by the name), the other is held out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from searchkit.evaluation.extraction import HALVES, extracted, half, main, read_gold, report, score
from searchkit.evaluation.fields import Scores, figure

HERE = Path(__file__).parent
PAGES, ARTICLES = HERE / "pages" / "gold.jsonl", HERE / "articles.jsonl"
Floors = Mapping[str, Mapping[str, float]]
PAGE_FLOORS: Floors = {
    "develop": {
        "title": 1.0,
        "published": 1.0,
        "province": 1.0,
        "provinces": 1.0,
        "officials": 0.99,
        "titles": 0.995,
        "document_numbers": 1.0,
        "event_dates": 0.97,
        "byline": 1.0,
        "article kept": 1.0,
        "boilerplate out": 0.99,
    },
    "held out": {
        "title": 0.98,
        "published": 1.0,
        "province": 0.98,
        "provinces": 0.99,
        "officials": 0.98,
        "titles": 0.99,
        "document_numbers": 1.0,
        "event_dates": 0.95,
        "byline": 0.96,
        "article kept": 1.0,
        "boilerplate out": 0.98,
    },
}
ARTICLE_FLOORS: Floors = {
    "develop": {"province": 1.0, "provinces": 1.0, "officials": 0.95, "titles": 1.0, "byline": 1.0},
    "held out": {"province": 0.97, "provinces": 1.0, "officials": 0.94, "titles": 0.99, "byline": 1.0},
}


def _check(scores: dict[str, Scores], floors: Floors, part: str) -> None:
    print("\n".join(report(scores[part])))
    reached = {name: round(figure(name, scores[part][name]), 4) for name in floors[part]}
    assert {name: value for name, value in reached.items() if value < floors[part][name]} == {}


@pytest.fixture(scope="module")
def pages() -> dict[str, Scores]:
    return score(extracted(PAGES, read_gold(PAGES), None))


@pytest.fixture(scope="module")
def articles(shared: Path) -> dict[str, Scores]:
    return score(extracted(ARTICLES, read_gold(ARTICLES), shared / "news"))


@pytest.mark.parametrize("part", HALVES)
def test_pages_keep_their_quality(pages: dict[str, Scores], part: str) -> None:
    _check(pages, PAGE_FLOORS, part)


@pytest.mark.parametrize("part", HALVES)
def test_articles_keep_their_quality(articles: dict[str, Scores], part: str) -> None:
    _check(articles, ARTICLE_FLOORS, part)


def test_every_page_is_labelled_once_and_both_halves_are_filled() -> None:
    names = [row["file"] for row in read_gold(PAGES)]
    assert sorted(names) == sorted(path.name for path in PAGES.parent.iterdir() if path != PAGES)
    assert all(sum(half(name) == part for name in names) >= 15 for part in HALVES)
    assert len(read_gold(ARTICLES)) >= 120


def test_the_command_prints_a_line_a_field_and_every_miss(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "trang.txt").write_text(
        "Xã họp bàn việc làm đường mới\n05/03/2021 08:00\n\nUBND xã họp.\n", "utf-8"
    )
    gold = {
        "file": "trang.txt",
        "title": "Một đầu đề khác hẳn",
        "published": "2021-03-05",
        "excludes": ["họp."],
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold), encoding="utf-8")
    assert main([str(tmp_path / "gold.jsonl"), "--half", half("trang.txt"), "--faults"]) == 0
    shown = capsys.readouterr().out
    assert "trang.txt title: wanted 'Một đầu đề khác hẳn', got 'Xã họp bàn việc làm đường mới'" in shown
    assert "trang.txt body holds: họp." in shown
    figures = {line.split()[0]: line.split()[-2] for line in shown.splitlines() if line[:1].islower()}
    assert (figures["title"], figures["published"]) == ("0.0000", "1.0000")


def test_what_can_not_be_scored_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"title": "không có tệp"}', encoding="utf-8")
    assert main([str(gold)]) == 2
    assert "line 1" in capsys.readouterr().err
    gold.write_text('{"id": "a", "source": "b", "sha256": ""}', encoding="utf-8")
    assert main([str(gold)]) == 2
    assert "--articles" in capsys.readouterr().err
