"""An engine without an index: it answers from a few invented articles, hostile ones among them."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from searchkit.errors import NotFound, QueryError
from searchkit.models import (
    Article,
    Completion,
    Copy,
    Explanation,
    Facet,
    FacetValue,
    FigureChange,
    Hit,
    IndexStats,
    Official,
    SearchQuery,
    SearchResult,
    Snippet,
    WordScore,
)

FAKE = Path(__file__)
"""This file, which runs the program when it is started."""
Run = Callable[..., Any]
Spawn = Callable[..., "subprocess.CompletedProcess[bytes]"]

HOSTILE = "Tin \x1b[31mđỏ\x1b[0m [red]đỏ[/red] \u202egnợưn\u202c \x9b5m :smile:"
"""Escape codes, rich markup, a bidirectional override, a C1 control character and an emoji code."""

ARTICLES = (
    Article(
        id="so-noi-vu.jsonl#1",
        title="Tỉnh Mẫu công bố chỉ số hài lòng năm 2020",
        body="Sở Nội vụ tỉnh Mẫu công bố chỉ số SIPAS.\nTỷ lệ hài lòng đạt 81,20%.",
        published=dt.date(2021, 5, 9),
        province="Bến Tre",
        provinces=("Bến Tre", "Cà Mau"),
        officials=(Official("Trần Văn Mẫu", ("Giám đốc Sở Nội vụ",), ((0, 3),)),),
        source="Báo Mẫu",
        path="so-noi-vu.jsonl",
    ),
    Article(
        id=f"trang/{HOSTILE}.txt",
        title=HOSTILE,
        body=f"Bài viết {HOSTILE}",
        published=None,
        province=None,
        provinces=(),
        source=HOSTILE,
    ),
    Article(
        id="c.txt",
        title="=SUM(A1:A9) là tiêu đề",
        body="Nội dung",
        published=dt.date(2020, 1, 2),
        province="Cà Mau",
        provinces=("Cà Mau",),
    ),
)


def hit(rank: int, article: Article) -> Hit:
    """Return the hit of an article, its first line as snippet with `SIPAS` or its first word highlighted."""
    text = article.body.split("\n")[0]
    at = max(0, text.find("SIPAS"))
    return Hit(
        rank=rank,
        id=article.id,
        score=10.0 / rank,
        title=article.title or "",
        published=article.published,
        province=article.province,
        provinces=article.provinces,
        officials=tuple(one.name for one in article.officials),
        source=article.source,
        path=article.path,
        snippets=(Snippet(text, ((at, at + 5),)),),
        match=("exact", "folded", "variant")[rank % 3 - 1],
        title_highlights=((0, 4),),
    )


class FakeEngine:
    """Finds an article where a word of the query is in it (all where the query has no words)."""

    def __init__(self) -> None:
        self.asked: list[SearchQuery] = []
        self.closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.closed = True

    def search(self, query: SearchQuery, *, snippets: bool = True, explain: bool = False) -> SearchResult:
        self.asked.append(query)
        query.validate()
        if query.text.startswith("tỉn:"):
            raise QueryError("unknown field 'tỉn'; the fields are: tỉnh, ngày \x1b[31m")
        if query.text == "hỏng":
            raise RuntimeError("thứ gì đó hỏng \x1b[31m")
        found = [a for a in ARTICLES if self._matches(a, query)]
        page = found[query.offset : query.offset + query.limit]
        hits = [hit(query.offset + i, article) for i, article in enumerate(page, start=1)]
        if explain:
            words = (
                WordScore("chỉ", ("chỉ",), "exact", 1.0, 2, True, 3.5),
                WordScore("x", (), "folded", 7.0, 0, False, 0),
            )
            hits = [replace(one, explanation=Explanation(words, 0.5, 0.25)) for one in hits]
        facets = {name: Facet(name, self._values(name, found, query)) for name in query.facets}
        suggestions = () if found else ("chỉ số",)
        notices = () if found else (f"3 articles mention it {HOSTILE}",)
        return SearchResult(query, len(found), 1.25, tuple(hits), facets, suggestions, notices)

    def similar(
        self, article_id: str, query: SearchQuery, *, snippets: bool = True, explain: bool = False
    ) -> SearchResult:
        """Take every other article for similar."""
        self.get(article_id)
        found = self.search(replace(query, limit=100, offset=0), snippets=snippets, explain=explain)
        others = [one for one in found.hits if one.id != article_id]
        page = others[query.offset : query.offset + query.limit]
        hits = tuple(replace(one, rank=rank) for rank, one in enumerate(page, query.offset + 1))
        return replace(found, query=query, total=len(others), hits=hits)

    def copies(self, article_id: str) -> tuple[Copy, ...]:
        """Take the first two articles for one story, the third for another."""
        asked = self.get(article_id)
        told = [one for one in ARTICLES if (one.id == "c.txt") == (asked.id == "c.txt")]
        changes = ((), (FigureChange("81,20%", "82,10%", 3, 9), FigureChange("5", HOSTILE, 10, 11)))
        return tuple(
            Copy(one.id, one.title, one.published, one.source, path=one.path, changes=changed)
            for one, changed in zip(told, changes, strict=False)
        )

    @staticmethod
    def _matches(article: Article, query: SearchQuery) -> bool:
        text = f"{article.title} {article.body}".lower()
        words = [w for w in query.text.lower().split() if not w.startswith("-")]
        return (
            (not words or any(word in text for word in words))
            and (not query.provinces or article.province in query.provinces)
            and (not query.sources or article.source in query.sources)
            and (not query.years or (article.published is not None and article.published.year in query.years))
        )

    @staticmethod
    def _values(name: str, found: list[Article], query: SearchQuery) -> tuple[FacetValue, ...]:
        values: list[str] = []
        for article in found:
            if name == "province" and article.province:
                values.append(article.province)
            elif name == "year" and article.published:
                values.append(str(article.published.year))
            elif name == "source" and article.source:
                values.append(article.source)
            elif name == "official":
                values.extend(one.name for one in article.officials)
        chosen = {"province": query.provinces, "year": tuple(map(str, query.years))}.get(name, ())
        return tuple(FacetValue(v, values.count(v), v in chosen) for v in dict.fromkeys(values))

    def get(self, article_id: str) -> Article:
        for article in ARTICLES:
            if article.id == article_id:
                return article
        raise NotFound(f"no article {article_id!r}")

    def facet_values(self, field: str, prefix: str = "", limit: int | None = None) -> tuple[FacetValue, ...]:
        from searchkit.text import fold

        values = self._values(field, list(ARTICLES), SearchQuery())
        return tuple(v for v in values if fold(v.value).startswith(fold(prefix)))[:limit]

    def complete(self, prefix: str, limit: int = 10) -> tuple[Completion, ...]:
        """Carry the line on to the headline that begins like it."""
        titles = [article.title or "" for article in ARTICLES]
        return tuple(
            Completion(title, "phrase", 1) for title in titles if prefix and title.startswith(prefix)
        )

    def stats(self) -> IndexStats:
        return IndexStats(
            "index", 3, 1234, 56789, 1, dt.date(2020, 1, 2), dt.date(2021, 5, 9), 2, 2, 1, "searchkit 0"
        )


def main(arguments: list[str]) -> Any:
    """Run the program over the fake engine; for tests in a process of their own."""
    from searchkit.cli import cli, opening

    opening.open_engine = lambda *_places: FakeEngine()  # type: ignore[assignment,return-value]
    return cli.main(args=arguments, prog_name="searchkit", standalone_mode=False)


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
