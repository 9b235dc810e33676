"""Adding articles that a program made itself, without files."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit.config import MAX_BODY_CHARS
from searchkit.errors import ReadError
from searchkit.i18n import _
from searchkit.models import Article, IndexSummary, Page, RawArticle

if TYPE_CHECKING:
    from searchkit.indexing.pipeline import Prepared
    from searchkit.indexing.writer import IndexWriter

_GIVEN = ("title", "url", "source", "province", "byline", "published")
"""What extraction takes as given: other fields may depend on it (the day decides about names)."""


def index_articles(index_dir: str | os.PathLike[str], articles: Iterable[Article]) -> IndexSummary:
    """Add `articles` to the index at `index_dir` (made where there is none) in one commit.

    Each replaces the one of its id, also an earlier one of the same call. Bodies are taken as they are (in
    NFC), metadata that an article lacks is extracted. One that can't be taken is a `ReadError`, and nothing
    is written.
    """
    from searchkit.indexing.writer import IndexWriter

    started = time.monotonic()
    with IndexWriter(Path(index_dir)) as writer:
        batch = _Adding(writer)
        writer.add_documents(batch.prepared(articles))
        if batch.added or batch.replaced:
            writer.commit()
        else:
            writer.cancel()
    return IndexSummary(batch.added, batch.replaced, batch.unchanged, seconds=time.monotonic() - started)


class _Adding:
    """Counts while articles are prepared."""

    def __init__(self, writer: IndexWriter) -> None:
        self._writer = writer
        self._ids: set[str] = set()
        self.added = self.replaced = self.unchanged = 0

    def prepared(self, articles: Iterable[Article]) -> Iterator[Prepared]:
        """Yield what is new or changed, ready for the index."""
        from searchkit.indexing.pipeline import marked

        for number, article in enumerate(articles, 1):
            _check(article, number)
            raw, mark = marked(_raw(article))
            known = self._writer.digest_of(raw.id)
            twice = raw.id in self._ids
            if known == mark and not twice:
                self.unchanged += 1
                continue
            self._ids.add(raw.id)
            self.replaced += twice or known is not None
            self.added += not twice and known is None
            yield _prepare(article, raw, mark)


def _check(article: Article, number: int) -> None:
    """Raise `ReadError` for what would not be an article: it may come from anybody's program."""
    if not isinstance(article.id, str) or not article.id.strip():
        raise ReadError(_("article {number}").format(number=number), _("an article needs an id"))
    if not isinstance(article.body, str):
        raise ReadError(article.id, _("the body is not text"))
    if len(article.body) > MAX_BODY_CHARS:
        reason = _("the body has more than {limit} characters").format(limit=MAX_BODY_CHARS)
        raise ReadError(article.id, reason)


def _raw(article: Article) -> RawArticle:
    given = {
        name: value for name, value in asdict(article).items() if value and name not in ("id", "body", "path")
    }
    return RawArticle(article.id, article.body, "record", article.path or "", None, given)


def _prepare(article: Article, raw: RawArticle, mark: int) -> Prepared:
    from searchkit.analysis import analyze
    from searchkit.indexing.pipeline import Prepared, origin

    whole = _completed(article, raw)
    return Prepared(whole, analyze(whole.title or ""), analyze(whole.body), mark, origin(raw.path))


def _completed(article: Article, raw: RawArticle) -> Article:
    """Return `article` in NFC with what it lacks extracted from its text."""
    from searchkit.extract import extract_metadata
    from searchkit.text import nfc

    given = {name: str(raw.given[name]) for name in _GIVEN if name in raw.given}
    if article.published_at:
        given["published"] = article.published_at
    found = extract_metadata(replace(raw, given=given), Page(nfc(raw.text)))
    own = {f.name: value for f in fields(Article) if (value := getattr(article, f.name))}
    for name in ("id", "body", "title"):
        own.pop(name, None)  # cleaned above, or as given to extraction
    return replace(found, **own)
