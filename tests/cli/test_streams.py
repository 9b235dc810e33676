"""The program as a process: closed pipes, encodings, colours, what goes to which stream."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from cli_fakes import FAKE, Spawn

pytestmark = pytest.mark.filterwarnings("ignore")


def test_results_and_messages_go_apart(spawn: Spawn) -> None:
    found = spawn("query", "sipas")
    assert (found.returncode, found.stderr) == (0, b"")
    nothing = spawn("query", "xyzzy")
    assert (nothing.returncode, nothing.stdout) == (1, b"")
    assert nothing.stderr.startswith(b"Nothing found.")


@pytest.mark.parametrize("output", ["plain", "json", "jsonl", "csv", "rich"])
def test_a_console_without_vietnamese_still_shows_something(spawn: Spawn, output: str) -> None:
    done = spawn("query", "--format", output, "sipas", "tin", PYTHONIOENCODING="cp1252")
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode("cp1252")
    if output.startswith("json"):
        assert "Tỉnh Mẫu" in json.dumps(json.loads(text.splitlines()[0]), ensure_ascii=False)
    else:
        assert "Tinh M" in text
        assert "?" not in text


@pytest.mark.parametrize("output", ["plain", "json", "rich"])
def test_an_ascii_console_gets_letters_without_diacritics(spawn: Spawn, output: str) -> None:
    done = spawn("query", "--format", output, "sipas", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stdout.isascii()
    if output != "json":
        assert b"Tinh Mau cong bo chi so hai long nam 2020" in done.stdout


def test_the_c_locale_is_no_error(spawn: Spawn) -> None:
    done = spawn("query", "chỉ", LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode in (0, 1)
    assert b"Traceback" not in done.stderr


def test_messages_pass_an_odd_encoding_too(spawn: Spawn) -> None:
    done = spawn("query", "tỉn:x", PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert b"unknown field 'tin'" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of a POSIX shell")
def test_a_reader_that_went_away_is_no_error() -> None:
    script = f'"{sys.executable}" "{FAKE}" query --batch - --format json'
    lines = ("sipas\n" * 3000).encode()
    shell = ["bash", "-c", f"set -o pipefail; {script} | head -n 1"]
    done = subprocess.run(shell, input=lines, capture_output=True, env=os.environ, timeout=60, check=False)
    assert done.stderr == b""
    assert done.returncode == 0
    assert done.stdout.count(b"\n") == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_told_in_a_sentence() -> None:
    with open("/dev/full", "wb") as full:
        command = [sys.executable, str(FAKE), "query", "sipas"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"space" in done.stderr


@pytest.mark.parametrize("setting", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {}])
def test_pipes_get_no_escape_codes(spawn: Spawn, setting: dict[str, str]) -> None:
    for output in ("rich", "plain"):
        assert (
            b"\x1b" not in spawn("query", "--format", output, "--explain", "sipas", "tin", **setting).stdout
        )


def test_colours_where_they_are_asked_for_and_none_with_no_color(spawn: Spawn) -> None:
    coloured = spawn("query", "--format", "rich", "sipas", FORCE_COLOR="1").stdout
    assert b"\x1b[1;33m" in coloured  # a highlighted word
    without = spawn("query", "--format", "rich", "sipas", FORCE_COLOR="1", NO_COLOR="1").stdout
    assert b"33m" not in without


def test_help_and_version_need_no_engine(spawn: Spawn) -> None:
    for arguments in (["--help"], ["query", "--help"], ["--version"]):
        done = spawn(*arguments)
        assert (done.returncode, done.stderr) == (0, b"")


def test_the_bare_program_shows_its_help_on_stderr(spawn: Spawn) -> None:
    done = spawn()
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Commands:" in done.stderr
    assert b"Error" not in done.stderr


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("searchkit face", "plain,facets"),
        ("searchkit query -x --so", "plain,--source\nplain,--sort"),
        ("searchkit query sipas --mentions ben", "plain,Bến Tre"),
        ("searchkit facets off", "plain,official"),
    ],
)
def test_the_shell_completes(spawn: Spawn, typed: str, offered: str) -> None:
    place = str(len(typed.split()) - 1)
    done = spawn(_SEARCHKIT_COMPLETE="bash_complete", COMP_WORDS=typed, COMP_CWORD=place, PYTHONUTF8="1")
    assert done.stdout.decode().strip() == offered
