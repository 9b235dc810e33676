"""Reprints among real articles, labelled by reading: pairs that resemble each other most, or nearly enough.

`copies.jsonl` holds ids, SHA-256 of both bodies, and `reprint`: whether one is a reprint of the other; false
for reports on later events of a story (however much of their background is the same), for reports from one
template, and for reports that two newsrooms wrote themselves; null where a good reader may go either way.
Cut, extended and corrected versions of real articles are made here.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import re
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from searchkit import Article, SearchEngine
from searchkit.indexing.store import open_index

LABELS = Path(__file__).with_name("copies.jsonl")
RECALL_FLOOR, PRECISION_FLOOR = 0.95, 0.8
"""On pairs that were chosen because they are hard to tell; wrong are reports on later events of one story."""
MADE, MADE_FLOOR = 15, 0.96
LEAD = "Sự việc dưới đây được nhiều người quan tâm trong những ngày gần đây. Toà soạn xin đăng lại. "
AROUND = (
    "\nTheo dõi trang tin của chúng tôi để đọc tin mới nhất trong ngày. Ý kiến bạn đọc xin gửi về hộp thư."
)


@pytest.fixture(scope="module")
def labels() -> list[dict[str, Any]]:
    return [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def articles(shared: Path, labels: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    sums = {id: sha for label in labels for id, sha in zip(label["ids"], label["sha256"], strict=True)}
    found = {}
    with gzip.open(shared / "news" / "vietnews-50k.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            id = line[8:50].partition('"')[0]
            if id in sums:
                found[id] = json.loads(line)
                assert hashlib.sha256(found[id]["body"].encode()).hexdigest() == sums[id], id
    assert found.keys() == sums.keys()
    return found


def together(folder: Path, texts: dict[str, str]) -> set[frozenset[str]]:
    """Index `texts` and return the pairs of ids that stand together."""
    with SearchEngine.create(folder) as engine:
        engine.add(
            Article(id=id, body=text, published=dt.date(2020, 1, 1) + dt.timedelta(n))
            for n, (id, text) in enumerate(texts.items())
        )
    with open_index(folder) as snapshot:
        docs = {snapshot.cards([doc])[0].id: doc for doc in range(snapshot.max_doc)}
        ids = {doc: id for id, doc in docs.items()}
        stories = {tuple(ids[one] for one in snapshot.copies.story(doc).tolist()) for doc in ids}
    return {frozenset(pair) for story in stories for pair in combinations(story, 2)}


@pytest.mark.parametrize("half", ["develop", "held out"])
def test_reprints_are_told_from_what_resembles_them(tmp_path: Path, labels, articles, half: str) -> None:
    judged = [one for one in labels if one["half"] == half and one["reprint"] is not None]
    ids = {id for one in judged for id in one["ids"]}
    found = together(tmp_path / "index", {id: articles[id]["body"] for id in sorted(ids)})
    wanted = {frozenset(one["ids"]) for one in judged if one["reprint"]}
    others = {frozenset(one["ids"]) for one in judged if not one["reprint"]}
    hits, false = wanted & found, others & found
    recall, precision = len(hits) / len(wanted), len(hits) / (len(hits) + len(false))
    report = f"{half}: {len(judged)} pairs, recall {recall:.3f}, precision {precision:.3f}"
    print(report, "missed", sorted(map(sorted, wanted - found)), "wrong", sorted(map(sorted, false)))
    assert recall >= RECALL_FLOOR, report
    assert precision >= PRECISION_FLOOR, report


def versions(body: str) -> dict[str, str]:
    """Return what portals make of an article."""
    figures = [found.span() for found in re.finditer(r"\d+", body)]
    corrected = body
    for start, end in reversed(figures[:: max(1, len(figures) // 2)][:2]):
        corrected = f"{corrected[:start]}{int(body[start:end]) + 11}{corrected[end:]}"
    return {
        "cut": body[: int(len(body) * 0.6)],
        "lead": LEAD + body,
        "around": LEAD + body + AROUND,
        "corrected": corrected,
        "all": LEAD + corrected[: int(len(body) * 0.7)] + AROUND,
    }


@pytest.mark.parametrize("half", ["develop", "held out"])
def test_versions_of_an_article_belong_to_its_story(tmp_path: Path, labels, articles, half: str) -> None:
    ids = sorted({one["ids"][0] for one in labels if one["half"] == half})[:MADE]
    texts = {id: articles[id]["body"] for id in ids}
    made = {f"{id} {kind}": text for id in ids for kind, text in versions(texts[id]).items()}
    found = together(tmp_path / "index", texts | made)
    missed = [key for key in made if frozenset((key.partition(" ")[0], key)) not in found]
    print(half, len(made), "missed", missed)
    assert 1 - len(missed) / len(made) >= MADE_FLOOR, missed
