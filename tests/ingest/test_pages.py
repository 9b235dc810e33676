"""Whole pages of many layouts: the article stays, everything else goes, and the head says what it says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from page_scores import fields, labels, read_page, squeezed

from searchkit.ingest.clean import clean_page
from searchkit.models import RawArticle

LABELS = labels()


@pytest.mark.parametrize("label", LABELS, ids=[label["file"] for label in LABELS])
def test_page(label: dict[str, Any]) -> None:
    raw, page = read_page(label["file"])
    body = squeezed(page.body)
    lost = [text for text in label["keep"] if text not in body]
    left = [text for text in label["drop"] if text in body]
    assert (lost, left) == ([], [])
    found = fields(raw, page)
    wanted = {name: value for name, value in label.items() if name in found}
    assert {name: found[name] for name in wanted} == wanted


def test_every_page_is_labelled() -> None:
    folder = Path(__file__).parent / "pages"
    assert {path.name for path in folder.iterdir()} - {"labels.jsonl"} == {label["file"] for label in LABELS}
    assert len(LABELS) >= 25


@pytest.mark.parametrize("name", [label["file"] for label in LABELS if label["file"].endswith(".txt")])
def test_cuts_and_origin_lead_back_to_the_page(name: str) -> None:
    raw, page = read_page(name)
    for cut in page.cuts:
        assert raw.text[cut.start : cut.end] == cut.text
        assert cut.reason
    last = 0
    for start, original, length in page.origin:
        assert start >= last
        assert page.body[start : start + length].split() == raw.text[original : original + length].split()
        last = start + length


def test_the_reference_pages_come_out_as_labelled(shared: Path) -> None:
    for line in (shared / "seeds" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        raw = RawArticle(gold["file"], (shared / "seeds" / gold["file"]).read_text(encoding="utf-8"))
        page = clean_page(raw)
        found = fields(raw, page)
        for name in ("title", "published", "published_at", "event_dates", "byline"):
            assert found[name] == gold[name], gold["file"]
        assert not [text for text in gold["must_contain_in_body"] if text not in page.body]
        assert not [text for text in gold["must_not_contain_in_body"] if text in page.body]
