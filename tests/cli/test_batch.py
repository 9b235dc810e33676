"""`searchkit query --batch`: a line in, a JSON line out, in order, whatever a line holds."""

from __future__ import annotations

import json
from pathlib import Path

from cli_fakes import FakeEngine, Run


def test_every_line_gets_its_answer_in_order(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "hỏi.tsv"
    file.write_bytes(b"\xef\xbb\xbfq1\tsipas\r\nxyzzy\n" + "q3\ttin\tlà".encode())
    result = run("query", "--batch", str(file))
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(one.get("id"), one["query"]["text"], one["total"]) for one in records] == [
        ("q1", "sipas", 1),
        (None, "xyzzy", 0),
        ("q3", "tin\tlà", 2),
    ]
    assert result.exit_code == 0


def test_an_erroneous_line_gets_an_error_and_the_run_goes_on(run: Run) -> None:
    stdin = b"a\tt\xe1\xbb\x89n:x\n\n\xff\xfe\nsipas\n"
    result = run("query", "--batch", "-", stdin=stdin)
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert ["error" in one for one in records] == [True, True, True, False]
    assert (records[0]["id"], records[0]["line"]) == ("a", 1)
    assert "UTF-8" in records[2]["error"]
    assert result.exit_code == 2


def test_nothing_found_at_all_is_1(run: Run) -> None:
    assert run("query", "--batch", "-", stdin="xyzzy\n").exit_code == 1


def test_filters_hold_for_every_line(run: Run, engine: FakeEngine) -> None:
    run("query", "--batch", "-", "--province", "Cà Mau", stdin="sipas\nlà\n")
    assert [one.provinces for one in engine.asked] == [("Cà Mau",), ("Cà Mau",)]


def test_what_does_not_go_with_batch_is_refused(run: Run) -> None:
    assert run("query", "--batch", "-", "sipas").exit_code == 2
    assert run("query", "--batch", "-", "--format", "csv").exit_code == 2
    missing = run("query", "--batch", "khong-co.tsv")
    assert missing.exit_code == 2
    assert "khong-co.tsv: No such file" in missing.stderr
