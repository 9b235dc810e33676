"""The prompt on a pseudo-terminal, and lines from a pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pexpect: Any = pytest.importorskip("pexpect", reason="needs pexpect, which POSIX systems alone have")
FAKE = Path(__file__).parent.parent / "cli" / "cli_fakes.py"


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "XDG_DATA_HOME": str(tmp_path), "SEARCHKIT_LANG": "en", "TERM": "xterm-256color"}


def start(settings: dict[str, str]) -> Any:
    """Start the program on a pseudo-terminal of 100 columns, up to its first prompt."""
    child = pexpect.spawn(
        sys.executable, [str(FAKE), "repl"], env=settings, encoding="utf-8", timeout=10, dimensions=(50, 100)
    )
    prompt(child)
    return child


def prompt(child: Any) -> None:
    """Wait for a prompt and answer the question where the cursor is, as terminals do."""
    child.expect(r"\x1b\[6n")
    child.send("\x1b[1;1R")
    child.expect("searchkit>")


def leave(child: Any) -> int | None:
    """Type Ctrl-D and return the exit code."""
    child.send("\x04")
    child.expect(pexpect.EOF)
    child.close()
    status: int | None = child.exitstatus
    return status


def test_a_person_searches_opens_narrows_and_leaves(settings: dict[str, str]) -> None:
    child = start(settings)
    child.expect("type words to search")  # the status line
    child.send("sipas tin là\r")
    child.expect("3 articles")
    child.expect("f1.{0,80}Bến Tre")
    prompt(child)
    child.expect("3 found")
    child.send("1\r")
    child.expect("Giám đốc Sở Nội vụ")
    prompt(child)
    child.send("f1\r")
    prompt(child)
    child.expect("Province: Bến Tre")
    child.send(":quit\r")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_ctrl_c_cancels_a_line_and_ctrl_d_leaves(settings: dict[str, str]) -> None:
    child = start(settings)
    child.send("xyzzy")
    child.sendintr()
    prompt(child)
    child.send("sipas\r")
    child.expect("1 article")
    prompt(child)
    child.expect("1 found")
    assert leave(child) == 0


def test_tab_completes_and_history_survives_the_session(settings: dict[str, str]) -> None:
    child = start(settings)
    child.send("tỉnh:b\t")
    child.expect('"Bến Tre"')
    child.send("\r")
    prompt(child)
    leave(child)
    again = start(settings)
    again.send("\x1b[A")  # arrow up
    again.expect('"Bến Tre"')
    again.sendintr()
    prompt(again)
    assert leave(again) == 0


def test_lines_from_a_pipe_give_plain_results(settings: dict[str, str]) -> None:
    stdin = b"sipas\n:zz\n:open 1\n:quit\nnever reached\n"
    done = subprocess.run(
        [sys.executable, str(FAKE), "repl"],
        input=stdin,
        capture_output=True,
        env=settings,
        timeout=60,
        check=False,
    )
    out = done.stdout.decode()
    assert out.startswith("1 article\n\n1. Tỉnh Mẫu")
    assert "Officials: Trần Văn Mẫu" in out
    assert "\x1b" not in out
    assert "no command :zz" in done.stderr.decode()
    assert done.returncode == 2


def test_a_pipe_without_mistakes_ends_with_0(settings: dict[str, str]) -> None:
    command = [sys.executable, str(FAKE), "repl"]
    done = subprocess.run(
        command, input=b"sipas\n", capture_output=True, env=settings, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
