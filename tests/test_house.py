"""Rules of the house that no linter knows: sizes, one version, no absolute paths, reasons for exemptions."""

from __future__ import annotations

import ast
import re
import statistics
from functools import cache
from pathlib import Path

import pytest

import searchkit

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = sorted((ROOT / "searchkit").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
CODE = [*PACKAGE, *TESTS, *sorted((ROOT / "docs").glob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]
WRITTEN = {
    ".py",
    ".md",
    ".toml",
    ".yaml",
    ".yml",
    ".json",
    ".jsonl",
    ".txt",
    ".html",
    ".csv",
    ".tsv",
    ".po",
    "",
}

MAX_FILE, MAX_FUNCTION, MEDIAN_FUNCTION = 500, 80, 10


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _functions(path: Path) -> dict[str, int]:
    """Return every function of a file with its length in lines, docstring left out."""
    lengths = {}
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            lengths[f"{_name(path)}:{node.lineno} {node.name}"] = (node.end_lineno or 0) - body[0].lineno + 2
    return lengths


def _texts() -> list[Path]:
    """Return the files of the repository that somebody wrote by hand or that are committed as text."""
    places = [ROOT / name for name in ("searchkit", "tests", "docs", "corpus", "benchmarks", ".ci", "index")]
    inside = [p for place in places for p in place.rglob("*") if p.is_file() and p.suffix in WRITTEN]
    # In a worktree of git, `.git` is a file that names the place of the checkout.
    top = [p for p in ROOT.iterdir() if p.is_file() and p.suffix in WRITTEN and p.name != ".git"]
    return [p for p in (*inside, *top) if "__pycache__" not in p.parts and not _is_index(p)]


def _is_index(path: Path) -> bool:
    return path.parent.name == "index" and path.name != "README.md"


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_files_and_functions_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_FILE
    assert {name: n for name, n in _functions(path).items() if n > MAX_FUNCTION} == {}


def test_the_median_function_is_short() -> None:
    assert statistics.median(n for path in PACKAGE for n in _functions(path).values()) <= MEDIAN_FUNCTION


@pytest.mark.parametrize("path", PACKAGE, ids=_name)
def test_public_things_have_docstrings(path: Path) -> None:
    tree = _tree(path)
    missing = [] if ast.get_docstring(tree) else ["the module"]
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            missing += [] if ast.get_docstring(node) else [node.name]
    assert missing == []


def _reraises(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


@pytest.mark.parametrize("path", PACKAGE, ids=_name)
def test_a_broad_except_raises_again_or_gives_its_reason(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"line {node.lineno}: bare except"
            names = {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)}
            broad = names & {"Exception", "BaseException"}
            reason = re.search(r"# noqa: BLE001 - \w.{10,}", source.splitlines()[node.lineno - 1])
            assert not broad or _reraises(node) or reason, (
                f"line {node.lineno}: broad except without a reason"
            )


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_every_exemption_names_its_rule(path: Path) -> None:
    bare = re.findall(r"#\s*(?:noqa(?!:)|type: ignore(?!\[))", path.read_text(encoding="utf-8"))
    assert path == Path(__file__).resolve() or bare == []


# Folders of one machine, and hosts of package registries: neither belongs into a repository.
_ABSOLUTE = re.compile(r"(?<![\w.~$}/:>-])/(?:home|root|Users|work|opt|usr/local)/\w|\b[A-Z]:\\Users\\")
_REGISTRY = re.compile(
    r"\b(?:pypi\.org|files\.pythonhosted|registry\.npmjs|index\.crates|proxy\.golang)\b|--index-url"
)


def test_no_absolute_paths_and_no_registry_hosts() -> None:
    found = [
        f"{_name(path)}: {match[0]}"
        for path in _texts()
        if path != Path(__file__).resolve()
        for pattern in (_ABSOLUTE, _REGISTRY)
        for match in pattern.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_the_changelog_ends_at_the_version_of_the_package() -> None:
    changelog = (ROOT / "docs" / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", changelog, re.M)
    assert released[0] == searchkit.__version__
    assert "## [Unreleased]" in changelog


def test_only_agreed_names_at_the_top() -> None:
    agreed = {
        "pyproject.toml",
        "searchkit",
        "index",
        "corpus",
        "tests",
        "README.md",
        "LICENSE",
        "docs",
        "benchmarks",
    }
    built = {"build", "dist"}
    assert {p.name for p in ROOT.iterdir() if not p.name.startswith(".")} <= agreed | built
