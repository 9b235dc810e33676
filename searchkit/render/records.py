"""Public types to dictionaries, JSON and CSV. Scripts depend on the keys: extend, never rename."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from searchkit.models import (
    Article,
    Cut,
    Explanation,
    Facet,
    FacetValue,
    Fact,
    Fault,
    Hit,
    IndexStats,
    IndexSummary,
    SearchQuery,
    SearchResult,
)
from searchkit.text import printable

Record = dict[str, Any]

# What a terminal could obey, and what UTF-8 can't hold (halves of surrogate pairs, from odd file names).
_UNSAFE = re.compile(
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
CSV_COLUMNS = (
    "rank", "id", "score", "title", "published", "province", "provinces", "officials",
    "source", "url", "path", "match", "snippet", "copies",
)  # fmt: skip
# A spreadsheet runs a cell that begins like this as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_json(record: Any, *, ascii_only: bool = False, indent: int | None = None) -> str:
    """Return JSON that no terminal obeys: control characters are escaped, the data stays the same."""
    text = json.dumps(record, ensure_ascii=ascii_only, indent=indent, default=_iso)
    return text if ascii_only else _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _iso(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form")


def query_record(query: SearchQuery) -> Record:
    """Return every field of a query as it was understood."""
    return {field.name: getattr(query, field.name) for field in dataclasses.fields(query)}


def hit_record(hit: Hit) -> Record:
    """Return one hit; `explanation` is there only where it was asked for."""
    record: Record = {
        "rank": hit.rank,
        "id": hit.id,
        "score": hit.score,
        "title": hit.title,
        "published": hit.published,
        "province": hit.province,
        "province_now": hit.province_now,
        "provinces": hit.provinces,
        "officials": hit.officials,
        "source": hit.source,
        "url": hit.url,
        "path": hit.path,
        "snippets": [{"text": part.text, "highlights": part.highlights} for part in hit.snippets],
        "match": hit.match,
        "copies": hit.copies,
    }
    if hit.explanation is not None:
        record["explanation"] = explanation_record(hit.explanation)
    return record


def explanation_record(explanation: Explanation) -> Record:
    """Return why a hit stands where it does."""
    return dataclasses.asdict(explanation)


def facet_record(facet: Facet) -> list[Record]:
    """Return the values of a facet with their counts."""
    return [{"value": one.value, "count": one.count, "selected": one.selected} for one in facet]


def result_record(result: SearchResult) -> Record:
    """Return the JSON form of a search result."""
    return {
        "query": query_record(result.query),
        "total": result.total,
        "took_ms": round(result.took_ms, 3),
        "hits": [hit_record(hit) for hit in result.hits],
        "facets": {name: facet_record(facet) for name, facet in result.facets.items()},
        "suggestions": result.suggestions,
        "notices": result.notices,
        "facts": [fact_record(fact) for fact in result.facts],
        "read_as": result.read_as,
    }


def fact_record(fact: Fact) -> Record:
    """Return one figure: the sentence and article of its first source, how many there are, all of them."""
    first = fact.sources[0]
    return {
        "indicator": fact.indicator,
        "year": fact.year,
        "unit": fact.unit,
        "unit_kind": fact.unit_kind,
        "parent": fact.parent,
        "score": fact.score,
        "rank": fact.rank,
        "rank_of": fact.rank_of,
        "change": fact.change,
        "evidence": first.evidence,
        "id": first.id,
        "title": first.title,
        "published": first.published,
        "sources": len(fact.sources),
        "conflict": fact.conflict,
        "articles": [
            {"id": one.id, "title": one.title, "published": one.published, "source": one.source}
            | {"evidence": one.evidence, "start": one.start, "end": one.end, "copies": one.copies}
            for one in fact.sources
        ],
    }


def article_record(article: Article) -> Record:
    """Return the metadata of an article under the names of the metadata rules, without `file`."""
    return {
        "id": article.id,
        "title": article.title,
        "published": article.published,
        "published_at": article.published_at,
        "event_dates": article.event_dates,
        "provinces": article.provinces,
        "province": article.province,
        "province_now": article.province_now,
        "province_confidence": article.province_confidence,
        "districts": article.districts,
        "bodies": article.bodies,
        "officials": [dataclasses.asdict(official) for official in article.officials],
        "byline": article.byline,
        "body": article.body,
        "document_numbers": article.document_numbers,
        "documents": [dataclasses.asdict(document) for document in article.documents],
        "indicators": [dataclasses.asdict(indicator) for indicator in article.indicators],
    }


def stored_record(article: Article) -> Record:
    """Return an article of the index: its metadata and where it came from."""
    return article_record(article) | {"url": article.url, "source": article.source, "path": article.path}


def cut_records(cuts: Iterable[Cut]) -> list[Record]:
    """Return what cleaning left out of a page, with the reason of each."""
    return [dataclasses.asdict(cut) for cut in cuts]


def values_record(field: str, values: Sequence[FacetValue]) -> Record:
    """Return the values of one field with their counts."""
    return {"field": field, "values": facet_record(Facet(field, tuple(values)))}


def summary_record(summary: IndexSummary) -> Record:
    """Return what an indexing run did."""
    return dataclasses.asdict(summary)


def stats_record(stats: IndexStats) -> Record:
    """Return size and span of an index."""
    return dataclasses.asdict(stats)


def fault_record(fault: Fault) -> Record:
    """Return one fault of an index and the way out."""
    return dataclasses.asdict(fault)


def csv_text(result: SearchResult) -> str:
    """Return the hits as CSV with a heading; several values of one cell are joined by `; `."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    writer.writerows(_csv_row(hit_record(hit)) for hit in result.hits)
    return out.getvalue()


def csv_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return equal records as CSV, the keys of the first as heading."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if rows:
        writer.writerow(rows[0])
        writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return out.getvalue()


def _csv_row(record: Record) -> Iterator[str]:
    record["snippet"] = " … ".join(part["text"] for part in record["snippets"])
    return (_cell(record[name]) for name in CSV_COLUMNS)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    text = "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    text = printable(text).encode("utf-8", "replace").decode()
    return f"'{text}" if text.startswith(_FORMULA) else text
