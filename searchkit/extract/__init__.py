"""From a cleaned page to an article with metadata: one module a field, wired in `article`."""

from __future__ import annotations

from collections.abc import Sequence

from searchkit.models import Article, Page, RawArticle

__all__ = ["extract_all", "extract_metadata"]


def extract_metadata(raw: RawArticle, page: Page) -> Article:
    """Return the article that `page` (the cleaned `raw`) holds, with every metadata field filled or empty."""
    # Imported late: a query needs the gazetteer of this package, and none of the extractors.
    from searchkit.extract.article import extract_article

    return extract_article(raw, page)


def extract_all(raws: Sequence[RawArticle], pages: Sequence[Page]) -> list[Article]:
    """Return what `extract_metadata` returns for each raw article and its page; faster for many at once."""
    from searchkit.extract.article import extract_articles

    return extract_articles(raws, pages)
