"""Input for the tests of indexing: invented pages and records, and a look at what became of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from samples import positions

from searchkit.indexing.store import open_index

PLACES = ("Bến Tre", "Huế", "Đắk Lắk", "Hà Giang", "Quảng Ninh", "Cà Mau", "Sơn La", "Phú Yên")
TOPICS = ("cải cách hành chính", "chỉ số hài lòng", "chuyển đổi số", "một cửa điện tử", "thủ tục đất đai")


def record(number: int, **more: Any) -> dict[str, Any]:
    """Return an invented article as a record; its text depends on `number`."""
    place, topic = PLACES[number % len(PLACES)], TOPICS[number % len(TOPICS)]
    return {
        "id": f"tin-{number}",
        "title": f"Tỉnh {place} tổng kết {topic} quý {number % 4 + 1}",
        "body": f"Ngày {number % 27 + 1}/3, tỉnh {place} họp về {topic}. Đây là kỳ họp thứ {number}.\n"
        f"Các huyện báo cáo {number * 7} hồ sơ {topic} đã giải quyết đúng hạn.",
        "published": f"2021-0{number % 9 + 1}-15",
        "source": f"Báo {place}",
        **more,
    }


def write_jsonl(path: Path, records: Iterable[dict[str, Any]]) -> Path:
    """Write records, one a line."""
    lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in records]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def write_page(path: Path, number: int) -> Path:
    """Write an invented article as a page of text."""
    one = record(number)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{one['title']}\n\nThứ Hai, 15/03/2021 08:00\n\n{one['body']}\n", encoding="utf-8")
    return path


def ids(index: Path) -> list[str]:
    """Return the ids of all living articles, in document order."""
    with open_index(index) as snapshot:
        column = snapshot.column("id")
        alive = snapshot.alive
        return [
            column.values[ordinal]
            for doc, ordinal in enumerate(column.ordinals.tolist())
            if alive is None or alive[doc]
        ]


def body_of(index: Path, id: str) -> str:
    """Return the stored body of an article."""
    with open_index(index) as snapshot:
        doc = snapshot.doc_of(id)
        assert doc is not None, id
        return snapshot.body(doc)


def generation(index: Path) -> int:
    """Return the number of the last commit."""
    with open_index(index) as snapshot:
        return snapshot.generation


def picture(index: Path) -> dict[str, Any]:
    """Return all that a reader can see of an index: articles, statistics, postings, positions, columns."""
    with open_index(index) as snapshot:
        seen: dict[str, Any] = {"docs": (snapshot.doc_count, snapshot.max_doc)}
        seen["articles"] = [(snapshot.stored(doc), snapshot.body(doc)) for doc in range(snapshot.max_doc)]
        for name in ("text", "title", "compound"):
            field = snapshot.field(name)
            seen[name] = (field.lengths.tolist(), field.total_length)
            for term, df in field.terms():
                postings = field.postings(term)
                assert postings is not None
                flat = positions(field, term) if name != "compound" else []
                seen[f"{name}:{term}"] = (df, postings.docs.tolist(), postings.tfs.tolist(), flat)
        for name in ("province", "provinces", "official", "source", "doc"):
            column = snapshot.column(name)
            seen[f"{name} column"] = (list(column.values), column.ordinals.tolist())
        for name in ("published", "digest"):
            seen[name] = snapshot.column(name).numbers.tolist()
        return seen
