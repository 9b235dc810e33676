"""The program run in this process over an engine of invented articles, and in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from cli_fakes import FAKE, FakeEngine, Run, Spawn
from click.testing import CliRunner, Result

from searchkit.cli import cli, opening


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> FakeEngine:
    """Put the fake engine where commands open theirs, and return it."""
    fake = FakeEngine()
    monkeypatch.setattr(opening, "open_engine", lambda *_places: fake)
    return fake


@pytest.fixture
def run(engine: FakeEngine) -> Run:
    """Return a function that runs the program with arguments and gives click's result."""

    def invoke(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli, list(arguments), input=stdin, prog_name="searchkit")

    return invoke


@pytest.fixture
def spawn() -> Spawn:
    """Return a function that runs the program over the fake engine in a process of its own."""

    def start(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, str(FAKE), *arguments]
        settings = {**os.environ, "SEARCHKIT_LANG": "en", **environment}
        return subprocess.run(
            command, input=stdin, capture_output=True, env=settings, timeout=60, check=False
        )

    return start
