"""Fixtures shared by all tests."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# On a busy machine a first call may take any time, and the same commit must give the same verdict twice:
# no deadlines, the same examples in every run. `--hypothesis-profile random` looks for new ones.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("random", deadline=None, max_examples=500)
settings.load_profile("same")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of reference material beside the checkout; skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the reference material in ../shared, which is not here")
    return folder


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the user's settings and data folder out of the tests."""
    monkeypatch.delenv("SEARCHKIT_INDEX", raising=False)
    monkeypatch.delenv("SEARCHKIT_ACRONYMS", raising=False)
    monkeypatch.setenv("SEARCHKIT_LANG", "en")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))


def _seconds(act: Callable[[str], object], text: str) -> float:
    """Return the seconds of this process that `act` takes; what else the machine does is not counted."""
    start = time.process_time()
    act(text)
    return time.process_time() - start


def _grows_linearly(act: Callable[[str], object], text: str) -> bool:
    small = max(_seconds(act, text[: len(text) // 8]), 0.01)
    return _seconds(act, text) < 24 * small


@pytest.fixture(scope="session")
def takes_linear_time() -> Callable[[Callable[[str], object], str], bool]:
    """Return a function that says whether `act(text)` takes about 8 times what it takes on the eighth part.

    Three times as much is let pass, squared cost (64 times) never; noise must speak against it three times.
    """
    return lambda act, text: any(_grows_linearly(act, text) for _attempt in range(3))
