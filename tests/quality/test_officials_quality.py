"""Officials and document numbers on real articles, labelled by reading; one half never used in development.

`officials.jsonl` holds ids, SHA-256 of headline, line end and body, the half, and labels: `officials` (name
and titles) or `document_numbers` (with `optional` ones, which a good reader may take or leave). The half held
out was labelled after the rules were written; officials first scored F1 .956 there, titles .990.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from searchkit.extract.documents import extract_document_numbers
from searchkit.extract.officials import extract_officials
from searchkit.text import canonical, nfc

LABELS = Path(__file__).with_name("officials.jsonl")
OFFICIALS_FLOOR = 0.94
TITLES_FLOOR = 0.90
DOCUMENTS_FLOOR = 0.97
PARTS = ("develop", "held out")


@dataclass
class Tally:
    """Counts over one half, and what went wrong."""

    hits: int = 0
    extra: int = 0
    missed: int = 0
    titled: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, article: str, want: set[str], got: set[str]) -> None:
        self.hits += len(want & got)
        self.missed += len(want - got)
        self.extra += len(got - want)
        if want != got:
            self.faults.append(f"{article}: missing {sorted(want - got)}, unwanted {sorted(got - want)}")

    def report(self, what: str) -> str:
        precision, recall = self.hits / (self.hits + self.extra), self.hits / (self.hits + self.missed)
        lines = [f"{what}: P {precision:.3f} R {recall:.3f} F1 {self.f1:.3f}", *self.faults]
        return "\n  ".join(lines)

    @property
    def f1(self) -> float:
        return 2 * self.hits / (2 * self.hits + self.extra + self.missed)


def _key(text: str) -> str:
    return canonical(text).casefold()


def _overlaps(wanted: str, got: str) -> bool:
    """Whether enough of a wanted title is in an extracted one, and it is not much else."""
    want, have = re.findall(r"\w+", _key(wanted)), re.findall(r"\w+", _key(got))
    shared = sum(min(want.count(word), have.count(word)) for word in set(want))
    return shared >= 0.6 * len(want) and shared >= 0.5 * len(have)


def _same_office(wanted: Iterable[str], got: Iterable[str]) -> bool:
    pieces = [piece for title in got for piece in (title, *re.split(r"[,;]|\s[-–]\s", title))]
    return any(_overlaps(title, piece) for title in wanted for piece in pieces)


@pytest.fixture(scope="module")
def labelled(shared: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return the labelled articles with their labels; every text must be the one that was labelled."""
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    wanted: dict[str, set[str]] = defaultdict(set)
    for label in labels:
        wanted[label["source"]].add(label["id"])
    articles: dict[str, dict[str, Any]] = {}
    for source, ids in wanted.items():
        with gzip.open(shared / "news" / f"{source}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                # A line begins with its id: only the labelled articles are decoded.
                if line[8:60].split('"', 1)[0] in ids:
                    article = json.loads(line)
                    articles[article["id"]] = article
    for label in labels:
        article = articles[label["id"]]
        text = f"{article['title']}\n{article['body']}".encode()
        assert hashlib.sha256(text).hexdigest() == label["sha256"], f"{label['id']} has changed"
    return [(articles[label["id"]], label) for label in labels]


@pytest.mark.parametrize("part", PARTS)
def test_officials(labelled: list[tuple[dict[str, Any], dict[str, Any]]], part: str) -> None:
    """Names agree, and nearly all of them carry a right office."""
    tally = Tally()
    for article, label in labelled:
        if label["part"] != part or "officials" not in label:
            continue
        people = extract_officials(nfc(article["title"]), nfc(article["body"]))
        got = {_key(person.name): person.titles for person in people}
        want = {_key(person["name"]): person["titles"] for person in label["officials"]}
        tally.add(article["id"], set(want), set(got))
        for name in want.keys() & got.keys():
            tally.titled += _same_office(want[name], got[name])
    print(tally.report(f"officials, {part}"), f"titles {tally.titled / tally.hits:.3f}")
    assert tally.f1 >= OFFICIALS_FLOOR
    assert tally.titled >= TITLES_FLOOR * tally.hits


@pytest.mark.parametrize("part", PARTS)
def test_document_numbers(labelled: list[tuple[dict[str, Any], dict[str, Any]]], part: str) -> None:
    """The documents that an article cites come out, and nothing else."""
    tally = Tally()
    for article, label in labelled:
        if label["part"] == part and "document_numbers" in label:
            got = set(extract_document_numbers(nfc(article["title"]), nfc(article["body"])))
            tally.add(article["id"], set(label["document_numbers"]), got - set(label.get("optional", ())))
    print(tally.report(f"document numbers, {part}"))
    assert tally.f1 >= DOCUMENTS_FLOOR


def test_seeds(shared: Path) -> None:
    """The five seed pages name exactly the people and offices of their gold."""
    for line in (shared / "seeds" / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        text = nfc((shared / "seeds" / gold["file"]).read_text(encoding="utf-8"))
        got = [(person.name, list(person.titles)) for person in extract_officials(None, text)]
        assert got == [(person["name"], person["titles"]) for person in gold["officials"]]
