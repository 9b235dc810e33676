"""Provinces on real articles, labelled by reading: floors for a half never used in development.

`provinces.jsonl` holds ids, SHA-256 of headline, line end and body, and labels: `provinces` (all that are
named), `optional` (a good reader may go either way), `province` (missing where a good reader may go either
way).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from searchkit.extract.place import decide_province
from searchkit.extract.provinces import extract_provinces, province_names
from searchkit.models import Page
from searchkit.text import nfc

LABELS = Path(__file__).with_name("provinces.jsonl")
F1_FLOOR, PLACE_FLOOR = 0.97, 0.92


def labels(half: str) -> dict[str, dict[str, Any]]:
    rows = map(json.loads, LABELS.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row for row in rows if row["half"] == half}


def articles(shared: Path, ids: set[str]) -> Iterator[dict[str, Any]]:
    for name in ("vietnews-50k.jsonl.gz", "headlines.jsonl.gz"):
        with gzip.open(shared / "news" / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                if line[8:60].split('"')[0] in ids:
                    yield json.loads(line)


@pytest.mark.parametrize("half", ["develop", "held out"])
def test_labelled_articles(shared: Path, half: str) -> None:
    gold = labels(half)
    hits = misses = right = judged = seen = 0
    for article in articles(shared, set(gold)):
        label = gold[article["id"]]
        text = f"{article['title']}\n{article['body']}"
        assert hashlib.sha256(text.encode()).hexdigest() == label["sha256"], article["id"]
        seen += 1
        title, body = nfc(article["title"]), nfc(article["body"])
        mentions = extract_provinces(title, body, None)
        got = set(province_names(None, mentions, None)) - set(label.get("optional", ()))
        want = set(label["provinces"])
        hits += len(got & want)
        misses += len(got ^ want)
        if got != want:
            print("provinces", article["id"], "missing", want - got, "unwanted", got - want)
        if "province" in label:
            judged += 1
            decided = decide_province(title, Page(body=body), mentions, None, None)
            right += decided == label["province"]
            if decided != label["province"]:
                print("province", article["id"], "wanted", label["province"], "got", decided)
    f1, accuracy = 2 * hits / (2 * hits + misses), right / judged
    print(f"{half}: {seen} articles, provinces F1 {f1:.4f}, province {accuracy:.4f} of {judged}")
    assert seen == len(gold)
    assert f1 >= F1_FLOOR
    assert accuracy >= PLACE_FLOOR
