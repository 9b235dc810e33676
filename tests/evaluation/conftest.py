"""A little set to measure with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

DOCUMENTS = [
    {"_id": "lua", "title": "Vụ lúa được mùa", "text": "Nông dân thu hoạch lúa sớm, giá lúa tăng nhẹ."},
    {"_id": "cau", "title": "", "text": "Cây cầu mới nối hai bờ sông vừa thông xe sau ba năm thi công."},
    {"_id": "hoc", "title": "Khai giảng", "text": "Học sinh vùng cao tựu trường, thầy cô ra tận bến đò đón."},
]
QUERIES = [
    {"_id": "q1", "text": "thu hoạch lúa"},
    {"_id": "q2", "text": "Cây cầu: thông xe"},
    {"_id": "q3", "text": "không ai hỏi"},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\tlua\t2\nq1\thoc\t0\nq2\tcau\t1\n"


def write_set(
    folder: Path,
    documents: Sequence[Mapping[str, Any]] = DOCUMENTS,
    queries: Sequence[Mapping[str, Any]] = QUERIES,
    qrels: str = QRELS,
) -> Path:
    """Write a set into `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (("corpus", documents), ("queries", queries)):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8", newline="\n")
    (folder / "qrels.tsv").write_text(qrels, encoding="utf-8", newline="\n")
    return folder


@pytest.fixture
def farm(tmp_path: Path) -> Path:
    """Return the folder of a set of three documents and two judged queries."""
    return write_set(tmp_path / "farm")
