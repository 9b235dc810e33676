"""The articles and queries that every system gets."""

from __future__ import annotations

import gzip
import itertools
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from searchkit.text import strip_marks

QUERIES = 200
SEED = 2026
LENGTHS = (2, 5)
"""Syllables of a query."""
SOME_PROVINCE = "Hà Nội"
"""Stands in for filters where the article that a query comes from has no province."""

Articles = list[dict[str, Any]]


@dataclass(frozen=True)
class Query:
    """Neighbouring words of a headline, its longest word, and the province of its article."""

    words: tuple[str, ...]
    term: str
    province: str

    @property
    def folded(self) -> Query:
        """The query without diacritics."""
        return Query(tuple(map(strip_marks, self.words)), strip_marks(self.term), self.province)


def _open(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def read(path: Path, count: int | None = None) -> Iterator[dict[str, Any]]:
    """Yield the first `count` articles of JSON lines, packed or not, with the keys `id`, `title`, `body`,
    `province` and `published`."""
    with _open(path) as lines:
        for line in itertools.islice(lines, count):
            record = json.loads(line)
            yield {
                "id": record["id"],
                "title": record.get("title") or "",
                "body": record.get("body") or record["text"],
                "province": record.get("province"),
                "published": record.get("published") or record.get("date"),
            }


def write(articles: Iterable[dict[str, Any]], path: Path) -> Path:
    """Write articles as JSON lines."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
    return path


def without_marks(articles: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the articles with titles and bodies that have no diacritics."""
    for article in articles:
        yield article | {"title": strip_marks(article["title"]), "body": strip_marks(article["body"])}


def text_bytes(articles: Iterable[dict[str, Any]]) -> int:
    """Return the size of titles and bodies in UTF-8."""
    return sum(len((article["title"] + article["body"]).encode()) for article in articles)


def draw(articles: Sequence[dict[str, Any]], count: int = QUERIES, seed: int = SEED) -> list[Query]:
    """Return queries of 2 to 5 neighbouring words, cut at random out of headlines."""
    rng = random.Random(seed)
    queries: list[Query] = []
    while len(queries) < count:
        article = rng.choice(articles)
        words = re.findall(r"\w+", article["title"].lower())
        size = rng.randint(*LENGTHS)
        if len(words) > size:
            start = rng.randrange(len(words) - size)
            chosen = tuple(words[start : start + size])
            queries.append(Query(chosen, max(words, key=len), article["province"] or SOME_PROVINCE))
    return queries
