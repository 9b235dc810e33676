"""`index`, `extract`, `doctor` and the whole way through, with the real engine over articles written here."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from searchkit.cli import cli

PAGE = """Tỉnh Bến Tre công bố chỉ số hài lòng năm 2020

Thứ Năm, 24/06/2021 19:40

Sáng 24/6, Sở Nội vụ tỉnh Bến Tre công bố chỉ số hài lòng của người dân (SIPAS) năm 2020. Tỷ lệ hài lòng chung
đạt 81,20%, tăng so với năm trước. Giám đốc Sở Nội vụ Trần Văn Mẫu chủ trì buổi công bố.
"""
RECORDS = [
    {
        "id": "r1",
        "title": "Cà Mau họp về cải cách hành chính",
        "body": "Tỉnh Cà Mau họp về cải cách hành chính.",
        "published": "2020-05-19",
        "province": "Cà Mau",
        "source": "Báo Thử",
    },
    {"id": "r2", "title": "Ghi chú", "body": "Một ghi chú ngắn về thủ tục.", "published": "2022-01-02"},
]


def run(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    """Run the program in this process."""
    return CliRunner().invoke(cli, list(map(str, arguments)), input=stdin, prog_name="searchkit")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a page, two records and a broken line."""
    place = tmp_path / "tin"
    place.mkdir()
    (place / "trang.txt").write_text(PAGE, encoding="utf-8")
    lines = [json.dumps(record, ensure_ascii=False) for record in RECORDS]
    (place / "tin.jsonl").write_text("\n".join([lines[0], "{broken", lines[1]]) + "\n", encoding="utf-8")
    (place / "trống.txt").write_text("", encoding="utf-8")
    return place


@pytest.fixture
def place(folder: Path, tmp_path: Path) -> Path:
    """Return an index over the folder."""
    index = tmp_path / "ix"
    assert run("index", "--index-dir", index, folder).exit_code == 0
    return index


def test_the_summary_counts_and_names_what_was_skipped(folder: Path, tmp_path: Path) -> None:
    result = run("index", "--index-dir", tmp_path / "ix", folder)
    assert result.exit_code == 0
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[-1] == "3 added, 0 replaced, 0 unchanged, 0 removed, 2 skipped"
    assert any(re.fullmatch(r"skipped .*tin\.jsonl:2: broken JSON.*", line) for line in lines)
    assert any("trống.txt: " in line for line in lines)
    assert len(lines) == 3
    again = run("index", "--index-dir", tmp_path / "ix", folder)
    assert again.stderr.splitlines()[-1] == "0 added, 0 replaced, 3 unchanged, 0 removed, 2 skipped"


def test_nothing_that_can_be_read_is_an_error(tmp_path: Path) -> None:
    result = run("index", "--index-dir", tmp_path / "ix", tmp_path / "nope")
    assert result.exit_code == 2
    assert "nope" in result.stderr


def test_pruning_drops_what_vanished(folder: Path, place: Path) -> None:
    (folder / "trang.txt").unlink()
    assert "1 removed" in run("index", "--index-dir", place, "--prune", folder).stderr
    assert run("query", "--index-dir", place, "SIPAS").exit_code == 1


@pytest.mark.parametrize("words", ["chỉ số SIPAS", "chi so sipas ben tre", "SIPAS -phường"])
def test_what_was_indexed_is_found(place: Path, words: str) -> None:
    record = json.loads(run("query", "--index-dir", place, "--format", "json", words).stdout)
    assert record["hits"][0]["id"] == "trang.txt"
    assert record["hits"][0]["published"] == "2021-06-24"
    assert record["hits"][0]["province"] == "Bến Tre"


def test_people_see_the_figure_the_date_and_the_official(place: Path) -> None:
    text = run("query", "--index-dir", place, "--format", "rich", "SIPAS Bến Tre").stdout
    for part in ("24/06/2021", "Bến Tre", "Trần Văn Mẫu", "trang.txt"):
        assert part in text


def test_show_facets_and_stats_read_the_index(place: Path) -> None:
    assert "81,20%" in run("show", "--index-dir", place, "trang.txt").stdout
    assert "1\tCà Mau\n" in run("facets", "--index-dir", place, "province").stdout
    assert "Articles: 3\n" in run("stats", "--index-dir", place).stdout
    assert run("show", "--index-dir", place, "nope").exit_code == 2


def test_doctor_finds_an_intact_index_intact_and_names_faults(place: Path) -> None:
    whole = run("doctor", "--index-dir", place)
    assert (whole.exit_code, whole.stdout) == (0, f"The index at {place} is intact.\n")
    victim = max(place.glob("*.text"), key=lambda file: file.stat().st_size)
    victim.write_bytes(victim.read_bytes()[:100])
    broken = run("doctor", "--index-dir", place)
    assert broken.exit_code == 2
    assert "Fault: " in broken.stdout
    assert "way out: " in broken.stdout
    record = json.loads(run("doctor", "--index-dir", place, "--format", "json").stdout)
    assert set(record["faults"][0]) == {"what", "fix", "fatal"}
    query = run("query", "--index-dir", place, "SIPAS")
    assert query.exit_code == 2
    assert "Traceback" not in query.stderr


def test_a_missing_index_says_what_to_run(tmp_path: Path) -> None:
    result = run("query", "--index-dir", tmp_path / "none", "SIPAS")
    assert result.exit_code == 2
    assert "searchkit index" in result.stderr


def test_a_checkout_without_an_index_builds_it_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.rename(folder.with_name("corpus"))
    monkeypatch.chdir(folder.parent)
    result = run("query", "SIPAS")
    assert result.exit_code == 0
    assert "trang.txt" in result.stdout
    assert f"No index here yet: building one from corpus{os.sep}" in result.stderr
    assert run("query", "SIPAS").stderr == ""


def extracted(*arguments: str | Path) -> tuple[Result, list[dict[str, Any]]]:
    """Extract as JSON and return the result with its records."""
    result = run("extract", "--format", "json", *arguments)
    return result, [json.loads(line) for line in result.stdout.splitlines()]


def test_extract_gives_a_line_an_article_in_input_order(folder: Path) -> None:
    result, records = extracted(folder / "tin.jsonl", folder / "trống.txt", folder / "trang.txt")
    assert [record["id"] for record in records] == ["r1", "r2", "trang.txt"]
    assert [record["file"] for record in records] == ["tin.jsonl", "tin.jsonl", "trang.txt"]
    assert result.exit_code == 2  # an empty file and a broken line are named, the rest is done
    assert "trống.txt" in result.stderr
    assert "tin.jsonl:2" in result.stderr
    page = records[2]
    assert list(page) == [
        "file", "id", "title", "published", "published_at", "event_dates", "provinces", "province",
        "province_now", "province_confidence", "districts", "bodies",
        "officials", "byline", "body", "document_numbers", "documents", "indicators",
    ]  # fmt: skip
    assert (page["published"], page["published_at"]) == ("2021-06-24", "2021-06-24T19:40+07:00")
    assert page["officials"][0]["name"] == "Trần Văn Mẫu"
    start, end = page["officials"][0]["mentions"][0]
    assert page["body"][start:end] == "Trần Văn Mẫu"


def test_extract_of_good_files_ends_with_0(folder: Path) -> None:
    assert extracted(folder / "trang.txt")[0].exit_code == 0


def test_extract_reads_stdin_and_shows_people_an_article(folder: Path) -> None:
    result = run("extract", "-", stdin=PAGE.encode())
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "Title: Tỉnh Bến Tre công bố chỉ số hài lòng năm 2020\nPublished: 24/06/2021\n"
    )
    assert "81,20%" in run("extract", "--format", "rich", folder / "trang.txt").stdout


def test_extract_explains_what_was_cut(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text(
        "Trang chủ\nTin tức\nLiên hệ\n\n" + PAGE + "\nBẠN CÓ THỂ QUAN TÂM\nTin khác một\n", encoding="utf-8"
    )
    result = run("extract", "--explain", page)
    assert "Left out:\n- " in result.stdout
    record = extracted("--explain", page)[1][0]
    assert record["cut"][0].keys() >= {"text", "reason"}
    assert isinstance(record["province_evidence"], dict)


def test_extract_explains_what_the_markup_told_apart(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    text = "<p>Xã Lìm đã họp vào sáng nay tại hội trường lớn với hơn hai trăm người tham dự.</p>" * 3
    page.write_text(
        f"<meta charset='utf-8'><h1>Xã Lìm họp bàn việc làm đường mới</h1><p>Cập nhật: 05/03/2021</p>{text}"
        "<div class='tin_lien_quan'><b>Tin khác</b><p>Một tin khác hẳn.</p></div>",
        encoding="utf-8",
    )
    record = extracted("--explain", page)[1][0]
    assert record["published_from"] == "updated"
    assert {"text": "Tin khác Một tin khác hẳn.", "reason": "markup: div.tin_lien_quan"}.items() <= record[
        "cut"
    ][0].items()
    assert "- markup: div.tin_lien_quan: Tin khác Một" in run("extract", "--explain", page).stdout


def test_extract_shows_offices_and_what_speaks_for_a_province(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text(
        "Bến Tre họp\n24/06/2021\nUBND tỉnh Bến Tre họp. Ông Lò Văn Mẫu, nguyên PCT UBND tỉnh, dự. "
        "Bà Lã Thị Hai, quyền Chủ tịch UBND huyện Ba Tri, nói về Quyết định 876/QĐ-BNV.",
        encoding="utf-8",
    )
    shown = run("extract", "--format", "plain", "--explain", page).stdout
    assert "Lò Văn Mẫu: Phó Chủ tịch UBND tỉnh (former) | UBND tỉnh Bến Tre" in shown
    assert "Lã Thị Hai: Chủ tịch UBND huyện Ba Tri (acting) | Bến Tre" in shown
    assert "Documents: 876/QĐ-BNV (Bộ Nội vụ)" in shown
    assert "Province: Bến Tre (now Vĩnh Long), confidence 0.99" in shown
    assert "What speaks for a province:\n- Bến Tre: " in shown


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_progress_runs_on_a_terminal_only(folder: Path, tmp_path: Path) -> None:
    pexpect: Any = pytest.importorskip("pexpect")
    arguments = ["-m", "searchkit.cli", "index", "--index-dir", str(tmp_path / "ix"), str(folder)]
    child = pexpect.spawn(sys.executable, arguments, encoding="utf-8", timeout=60, dimensions=(30, 120))
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert "Indexing" in child.before
    assert "3 added" in child.before
