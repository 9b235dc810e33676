"""Reading the labelled pages and comparing them with what comes out."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from searchkit.extract.byline import extract_byline
from searchkit.extract.dates import extract_event_dates, extract_published, read_published
from searchkit.extract.title import extract_title
from searchkit.ingest.clean import clean_page
from searchkit.ingest.readers import read_paths
from searchkit.models import Page, RawArticle

PAGES = Path(__file__).parent / "pages"


def labels() -> list[dict[str, Any]]:
    """Return what each page must give; `keep` and `drop` are strings of the body and of the rest."""
    return [json.loads(line) for line in (PAGES / "labels.jsonl").read_text(encoding="utf-8").splitlines()]


def read_page(name: str) -> tuple[RawArticle, Page]:
    """Return one page of the folder, raw and cleaned."""
    (raw,) = read_paths([PAGES / name])
    assert isinstance(raw, RawArticle)
    return raw, clean_page(raw)


def fields(raw: RawArticle, page: Page) -> dict[str, Any]:
    """Return the fields that depend on the page's structure, a stated value first."""
    published = read_published(raw.given.get("published")) or extract_published(page)
    day: dt.date | None = published.day if published else None
    return {
        "title": raw.given.get("title") or extract_title(page),
        "published": day.isoformat() if day else None,
        "published_at": published.at if published else None,
        "event_dates": [found.isoformat() for found in extract_event_dates(page.body, day)],
        "byline": raw.given.get("byline") or extract_byline(page),
        "source": raw.given.get("source"),
        "url": raw.given.get("url"),
    }


def squeezed(text: str) -> str:
    """Return `text` with line breaks as spaces: wrapped text keeps its lines."""
    return " ".join(text.split())
