"""From files to extracted articles, one after the other, and their forms on stdout."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from searchkit.cli import showing, streams
from searchkit.cli.paths import expanded
from searchkit.extract import extract_metadata
from searchkit.extract.article import publication
from searchkit.extract.place import explain_province
from searchkit.i18n import _
from searchkit.ingest.clean import clean_page
from searchkit.ingest.readers import read_paths
from searchkit.models import Article, Cut, Page, Skipped
from searchkit.render import plain, records


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article with the page that it was read from."""

    file: str
    article: Article
    page: Page
    published_from: str | None = None
    html: str = ""
    """The path of the HTML file that it was read from; empty for other files."""


def read(files: Sequence[str]) -> Iterator[Extracted | Skipped]:
    """Yield every article of `files` in the order given, and what could not be read."""
    for name in expanded(files):
        for raw in read_paths([name]):
            if isinstance(raw, Skipped):
                yield raw
                continue
            page = clean_page(raw)
            article = extract_metadata(raw, page)
            if article.body or article.title:
                html = raw.path if raw.kind == "html" else ""
                moment = publication(raw, page)
                source = moment.found if moment else None
                yield Extracted(PurePath(raw.path).name or raw.path, article, page, source, html)
            else:
                yield Skipped(raw.path, _("no article was found in it"), raw.record)


def show(found: Extracted, output: str, explain: bool) -> None:
    """Write one extracted article as JSON, as lines or for the screen."""
    if output == "json":
        record: records.Record = {"file": found.file} | records.article_record(found.article)
        if explain:
            record["published_from"] = found.published_from
            record["cut"] = records.cut_records(_cuts(found))
            record["province_evidence"] = _evidence(found)
        showing.json_line(record)
    elif output == "plain":
        _plain(found, explain)
    else:
        _rich(found, explain)


def _plain(found: Extracted, explain: bool) -> None:
    streams.out_lines(plain.article_lines(found.article))
    if explain:
        streams.out("")
        streams.out_lines(_evidence_lines(found))
        streams.out(_("Left out:"))
        streams.out_lines(plain.cut_lines(_cuts(found)))
    streams.out("")


def _rich(found: Extracted, explain: bool) -> None:
    from searchkit.render import screen

    console = streams.screen()
    console.print(screen.article_view(found.article, console.width))
    if explain:
        streams.out_lines(_evidence_lines(found))
        console.print(screen.cuts_view(_cuts(found)))


def _cuts(found: Extracted) -> tuple[Cut, ...]:
    """Return what was left out, first what the markup of an HTML page told apart."""
    if not os.path.isfile(found.html):
        return found.page.cuts
    from searchkit.ingest.html import left_out  # loads lxml: only where there is HTML

    with open(found.html, "rb") as handle:
        return (*left_out(handle.read(), found.html), *found.page.cuts)


def _evidence(found: Extracted) -> dict[str, dict[str, float]]:
    article = found.article
    return explain_province(article.title, found.page, article.source, article.published)


def _evidence_lines(found: Extracted) -> Iterator[str]:
    """Yield what speaks for which province, a province a line."""
    evidence = _evidence(found)
    if evidence:
        yield _("What speaks for a province:")
    for name, kinds in evidence.items():
        parts = ", ".join(f"{kind} {score:.1f}" for kind, score in kinds.items())
        yield f"- {name}: {sum(kinds.values()):.1f} ({parts})"
