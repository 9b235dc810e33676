"""The import contract: one way, and each outside package only where it belongs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = sorted((ROOT / "searchkit").rglob("*.py"))

# Outside package: the places that may import it (files or folders below searchkit/).
ALLOWED = {
    "whoosh": ("analysis/tokenizer.py", "analysis/filters.py", "indexing/", "query/"),
    "pyvi": ("analysis/segment.py",),
    "click": ("cli/",),
    "rich": ("cli/", "render/", "repl/"),
    "prompt_toolkit": ("repl/",),
    "trafilatura": ("ingest/",),
    "rapidfuzz": ("query/", "extract/"),
    "ir_measures": ("evaluation/",),
    "platformdirs": ("config.py", "repl/", "cli/"),
    "sklearn": (),
    "scipy": (),
    "pickle": ("indexing/", "analysis/"),
}


def _running(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk a tree without the blocks that only type checkers read."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        yield node
        yield from _running(node)


@cache
def _imports(path: Path) -> set[str]:
    """Return the top-level packages that a file imports when it runs, at its top or inside functions."""
    found = set()
    for node in _running(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def _place(path: Path) -> str:
    return path.relative_to(ROOT / "searchkit").as_posix()


def test_contracts_of_the_import_linter_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    if not program.exists():
        pytest.skip("import-linter is not installed beside this Python")
    done = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-500:]


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_outside_packages_stay_where_they_belong(package: str) -> None:
    users = [_place(path) for path in PACKAGE if package in _imports(path)]
    assert [place for place in users if not place.startswith(ALLOWED[package] or ("-",))] == []


def test_nothing_is_imported_relatively() -> None:
    for path in PACKAGE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.ImportFrom) and node.level), _place(path)


def test_every_outside_package_is_declared() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    outside = set().union(*map(_imports, PACKAGE)) - set(sys.stdlib_module_names) - {"searchkit"}
    names = {"prompt_toolkit": "prompt-toolkit"}
    assert {name for name in outside if f'"{names.get(name, name)}' not in text} == set()
