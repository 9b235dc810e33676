"""Provinces on real articles, labelled by reading: floors for a part never used in development.

`provinces.jsonl` holds ids, SHA-256 of headline, line end and body, the day of publication where the source
gives one, and labels: `provinces` (all that are named), `optional` (a good reader may go either way),
`province` (missing where a good reader may go either way).
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from searchkit.extract.place import decide_province
from searchkit.extract.provinces import extract_provinces, province_names
from searchkit.models import Page
from searchkit.text import nfc

LABELS = Path(__file__).with_name("provinces.jsonl")
F1_FLOOR = 0.98
PLACE_FLOORS = {"develop": 0.95, "held out": 0.93}


@dataclass
class Tally:
    """Counts over one part of the labelled articles, and what went wrong."""

    hits: int = 0
    misses: int = 0
    right: int = 0
    judged: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, article: dict[str, Any], label: dict[str, Any]) -> None:
        day = dt.date.fromisoformat(label["published"]) if "published" in label else None
        title, body = nfc(article["title"]), nfc(article["body"])
        mentions = extract_provinces(title, body, day)
        got = set(province_names(None, mentions, day)) - set(label.get("optional", ()))
        want = set(label["provinces"])
        self.hits += len(got & want)
        self.misses += len(got ^ want)
        if got != want:
            self.faults.append(f"{article['id']} misses {want - got}, should not have {got - want}")
        if "province" in label:
            decided = decide_province(title, Page(body=body), mentions, None, day)
            self.judged += 1
            self.right += decided == label["province"]
            if decided != label["province"]:
                self.faults.append(f"{article['id']} is about {label['province']}, not {decided}")

    @property
    def f1(self) -> float:
        return 2 * self.hits / (2 * self.hits + self.misses)

    @property
    def accuracy(self) -> float:
        return self.right / self.judged


@pytest.fixture(scope="module")
def tallies(shared: Path) -> dict[str, Tally]:
    rows = map(json.loads, LABELS.read_text(encoding="utf-8").splitlines())
    labels = {row["id"]: row for row in rows}
    found: dict[str, Tally] = {}
    for name in ("vietnews-50k.jsonl.gz", "headlines.jsonl.gz"):
        with gzip.open(shared / "news" / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                label = labels.pop(line[8:50].partition('"')[0], None)
                if label is None:
                    continue
                article = json.loads(line)
                text = f"{article['title']}\n{article['body']}"
                assert hashlib.sha256(text.encode()).hexdigest() == label["sha256"], article["id"]
                found.setdefault(label["half"], Tally()).add(article, label)
    assert not labels, "labelled articles are missing from the reference material"
    return found


@pytest.mark.parametrize("half", ["develop", "held out"])
def test_labelled_articles_keep_their_quality(tallies: dict[str, Tally], half: str) -> None:
    tally = tallies[half]
    print(f"{half}: provinces F1 {tally.f1:.4f}, province {tally.accuracy:.4f} of {tally.judged}")
    print(*tally.faults, sep="\n")
    assert tally.f1 >= F1_FLOOR
    assert tally.accuracy >= PLACE_FLOORS[half]
