"""Where things of the user are looked for."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from searchkit import config


def test_settings_are_where_the_system_keeps_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert config.settings_dir() == platformdirs.user_config_path("searchkit", appauthor=False)
    monkeypatch.delenv("XDG_CONFIG_HOME")
    assert config.settings_dir() == platformdirs.user_config_path("searchkit", appauthor=False)


def test_own_short_forms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert config.acronyms_file() is None
    if sys.platform == "linux":
        config.settings_dir().touch()  # a file where the folder would be
        assert config.acronyms_file() is None
        config.settings_dir().unlink()
        own = config.settings_dir() / "acronyms.tsv"
        own.parent.mkdir(parents=True)
        own.touch()
        assert config.acronyms_file() == own
    monkeypatch.setenv("SEARCHKIT_ACRONYMS", str(tmp_path / "a.tsv"))
    assert config.acronyms_file() == tmp_path / "a.tsv"
    assert config.acronyms_file(tmp_path / "b.tsv") == tmp_path / "b.tsv"
