"""The examples in docstrings run."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import searchkit

ROOT = Path(__file__).resolve().parent.parent
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def _modules() -> list[str]:
    """Return the modules with examples, found without importing them."""
    files = [p for p in (ROOT / "searchkit").rglob("*.py") if ">>> " in p.read_text(encoding="utf-8")]
    return sorted(
        ".".join(p.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for p in files
    )


@pytest.mark.parametrize("name", _modules())
def test_examples_in_docstrings(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    given = {"folder": tmp_path / "index"} | {
        public: getattr(searchkit, public) for public in searchkit.__all__
    }
    result = doctest.testmod(importlib.import_module(name), extraglobs=given, optionflags=FLAGS)
    assert result.attempted
    assert result.failed == 0
