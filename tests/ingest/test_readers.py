"""Reading paths: kinds of files, ids, bad input, records in pieces."""

from __future__ import annotations

import io
import json
import os
import pickle
import sys
from pathlib import Path

import pytest

from searchkit import config
from searchkit.ingest import lines, plan, readers
from searchkit.ingest.readers import WorkItem, read_item, read_paths
from searchkit.models import RawArticle, Skipped

BODY = "Hội nghị khai mạc sáng nay tại huyện Kim Thành."


def articles(*paths: Path | str, recursive: bool = True) -> list[RawArticle]:
    return [found for found in read_paths(paths, recursive=recursive) if isinstance(found, RawArticle)]


def skipped(*paths: Path | str) -> list[Skipped]:
    return [found for found in read_paths(paths) if isinstance(found, Skipped)]


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b.htm", ".x.txt", ".git/c.txt", "README.md", "~$a.txt"):
        write(tmp_path / name, f"<p>{BODY}</p>" if name.endswith("htm") else BODY)
    assert [a.id for a in articles(tmp_path)] == ["b.txt", "a/b.htm", "a/z.txt"]
    assert [a.id for a in articles(tmp_path, recursive=False)] == ["b.txt"]
    assert skipped(tmp_path) == []


def test_an_unknown_ending_is_named_once(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf", "c.docx"):
        write(tmp_path / name, "x")
    assert [Path(s.path).name for s in skipped(tmp_path)] == ["a.pdf", "c.docx"]


def test_ids_are_unique_and_a_file_is_read_once(tmp_path: Path) -> None:
    first, second = write(tmp_path / "x/a.txt", BODY), write(tmp_path / "y/a.txt", BODY)
    assert [a.id for a in articles(first, second, first, tmp_path / "x")] == ["a.txt", "y/a.txt"]


def test_bad_files_are_named_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "MAX_FILE_BYTES", 500)
    write(tmp_path / "1.txt", "")
    (tmp_path / "2.txt").write_bytes(b"\x00\xff\x01" * 50)
    (tmp_path / "3.txt").write_bytes(BODY.encode()[:3])
    write(tmp_path / "4.txt", "x" * 501)
    write(tmp_path / "5.txt", BODY)
    write(tmp_path / "6.html", "<!-- -->")
    found = list(read_paths([tmp_path, tmp_path / "missing.txt"]))
    assert [Path(f.path).name for f in found] == [
        f"{n}.{'html' if n == 6 else 'txt'}" for n in range(1, 7)
    ] + ["missing.txt"]
    assert [type(f).__name__ for f in found].count("RawArticle") == 1
    assert all(f.reason for f in found if isinstance(f, Skipped))


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs permissions that bind"
)
def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", BODY)
    path.chmod(0)
    assert "read" in skipped(path)[0].reason


def test_a_page_that_is_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_BODY_CHARS", 10)
    assert "10 characters" in skipped(write(tmp_path / "a.txt", BODY))[0].reason


def test_jsonl_records_and_broken_lines(tmp_path: Path) -> None:
    rows = [
        json.dumps(
            {
                "id": "x1",
                "title": "Tiêu đề",
                "text": BODY,
                "date": "2021-03-05",
                "officials": ["Đinh Thu Thủy"],
            }
        ),
        '{"body": "cut',
        "",
        "[1]",
        '{"title": "không có thân bài"}',
        '{"body": 5}',
        json.dumps({"body": BODY, "published": 20210305, "province": ""}),
        '{"body": "half \\ud83d of a pair"}',
        "[" * 100_000,
        json.dumps({"id": 7, "body": BODY, "published": "2020", "date": "2021"}),
    ]
    path = write(tmp_path / "tin.jsonl", "\ufeff" + "\r\n".join(rows))
    found = list(read_paths([tmp_path]))
    assert [f.id for f in found if isinstance(f, RawArticle)] == ["x1", "tin.jsonl#7", "tin.jsonl#8", "7"]
    assert [f.line for f in found if isinstance(f, Skipped)] == [2, 4, 5, 6, 9]
    first, second, third, last = articles(path)
    assert first.kind == "record"
    assert first.given == {"title": "Tiêu đề", "published": "2021-03-05", "officials": ["Đinh Thu Thủy"]}
    assert second.given == {"published": 20210305}
    assert third.text.encode()
    assert last.given["published"] == "2020"


def test_a_record_whose_body_is_too_long_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchkit.ingest.records.MAX_BODY_CHARS", 20)
    path = write(tmp_path / "a.jsonl", json.dumps({"body": BODY}) + "\n" + json.dumps({"body": "ngắn thôi"}))
    assert [s.line for s in skipped(path)] == [1]
    assert len(articles(path)) == 1


def test_a_line_without_end_is_read_over_in_bounded_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "MAX_LINE_BYTES", 64)
    path = write(tmp_path / "a.jsonl", '{"body": "' + "x" * 500 + '"}\n{"body": "ngắn"}\n')
    assert [s.line for s in skipped(path)] == [1]
    assert [a.id for a in articles(path)] == ["a.jsonl#2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1258"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_as_spreadsheets_write_it(tmp_path: Path, encoding: str, mark: str) -> None:
    body = (
        "Sáng nay, huyện họp; bàn ba việc.\nChiều nay nghĩ."
        if encoding != "cp1258"
        else "Sáng nay, ông đi; bà và cô ơ nhà."
    )
    table = (
        mark.join(("ID", "Title", "Text", "Date"))
        + "\r\n"
        + mark.join(("a1", "Tin", f'"{body}"', "05/03/2021"))
        + "\r\n"
    )
    path = write(tmp_path / "a.csv", table, encoding)
    (found,) = articles(path)
    assert (found.id, found.text) == ("a1", body)
    assert found.given == {"title": "Tin", "published": "05/03/2021"}


def test_broken_csv_rows_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = [
        "id,title,body",
        'a,"Tin ""nóng""",Thân bài một',
        'b,"Quote không đóng,Thân bài hai',
        "c,Tin,Thân bài ba",
        "d,Tin,thân,bài,bốn",
        "e,Tin,",
        "",
        'f,Màn hình 15" mới,Thân bài sáu',
        'g,Tin,"nhiều\ndòng"',
    ]
    found = list(read_paths([write(tmp_path / "a.csv", "\n".join(rows))]))
    assert [f.id for f in found if isinstance(f, RawArticle)] == ["a", "c", "f", "g"]
    assert [f.line for f in found if isinstance(f, Skipped)] == [3, 5, 6]


def test_a_table_without_known_columns_is_refused(tmp_path: Path) -> None:
    assert "column" in skipped(write(tmp_path / "a.csv", "ten,tuoi\nA,5\n"))[0].reason
    assert "empty" in skipped(write(tmp_path / "b.csv", ""))[0].reason


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
def test_large_record_files_are_divided_into_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    path = tmp_path / f"a.{ending}"
    bodies = [f"Thân bài {n},\n dòng hai của bài." + " x" * (n % 7) for n in range(200)]
    if ending == "jsonl":
        write(path, "\n".join(json.dumps({"body": body}, ensure_ascii=False) for body in bodies))
    else:
        write(path, "title,body\n" + "".join(f'Tin,"{body}"\n' for body in bodies), "utf-8-sig")
    whole = articles(path)
    monkeypatch.setattr(plan, "PIECE_BYTES", 1000)
    items = list(plan.plan([path]))
    assert len(items) > 5
    assert sum(item.size for item in items if isinstance(item, WorkItem)) <= path.stat().st_size
    pieces = [found for item in items for found in read_item(pickle.loads(pickle.dumps(item)))]  # type: ignore[arg-type]
    assert pieces == whole
    assert [a.text for a in whole] == bodies
    assert whole[-1].id == f"a.{ending}#200"


@pytest.mark.parametrize(
    ("data", "kind", "name"),
    [
        (BODY, "text", "stdin"),
        (f"<html><body><p>{BODY}</p></body></html>", "html", "stdin"),
        (json.dumps({"body": BODY}) + "\n", "record", "stdin#1"),
    ],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: str, kind: str, name: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    (found,) = articles("-")
    assert (found.kind, found.id, found.path) == (kind, name, "-")
    assert BODY in found.text


def test_the_limit_for_pages_is_large_enough_for_any_article() -> None:
    assert config.MAX_FILE_BYTES > 10 * config.MAX_BODY_CHARS
