"""The documents tell the truth: commands run, links resolve, every command and option is described."""

from __future__ import annotations

import doctest
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import click
import pytest

from searchkit.cli import COMMANDS, cli

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(
    [*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "corpus" / "README.md", ROOT / "index" / "README.md"]
)
CLEAN = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "_MAIN_*")


def _section(page: str, heading: str) -> str:
    found = re.search(rf"^## {heading}$.*?(?=^## |\Z)", page, re.M | re.S)
    assert found, f"no section {heading}"
    return found[0]


def _quick_start() -> list[str]:
    """Return the command lines of the README's Quick start."""
    section = _section((ROOT / "README.md").read_text(encoding="utf-8"), "Quick start")
    blocks = re.findall(r"^```bash\n(.*?)^```", section, re.M | re.S)
    return [line for block in blocks for line in block.splitlines()]


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the checkout without environment, caches and index."""
    folder = tmp_path_factory.mktemp("clone") / "searchkit"
    shutil.copytree(ROOT, folder, ignore=CLEAN)
    for path in (folder / "index").iterdir():
        if path.name != "README.md":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return folder


def _run_here(line: str, folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the last part of a Quick start line in `folder` with the programs of this environment."""
    words = shlex.split(line.split("&&")[-1])
    program = Path(sys.executable).with_name(Path(words[0]).name)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "COV_"))}
    env = {**kept, "PYTHONPATH": str(folder), "PYTHONUTF8": "1", "COLUMNS": "100"}
    command = [str(program), *words[1:], *more]
    return subprocess.run(
        command,
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=170,
        check=False,
    )


def test_quick_start_is_two_lines_that_stand_alone() -> None:
    lines = _quick_start()
    assert len(lines) == 2
    for line in lines:
        assert line.startswith("python3 -m venv .venv && ")
        assert " install " in line
    assert lines[0].endswith('searchkit query "chỉ số SIPAS Bến Tre"')
    assert "pytest" in lines[1]


def test_first_line_ends_in_the_answer(clone: Path) -> None:
    done = _run_here(_quick_start()[0], clone)
    assert done.returncode == 0, done.stderr
    assert "corpus" in done.stderr  # it says that it indexes the samples first
    first = done.stdout[: done.stdout.find("\n2")]
    assert "Chỉ số SIPAS năm 2020: Bến Tre đạt 88,35%" in first
    assert "Nguyễn Thị Bé Mười" in first
    again = _run_here(_quick_start()[0], clone)
    assert again.returncode == 0
    assert "corpus" not in again.stderr  # the index is there now


def test_second_line_finds_the_tests(clone: Path) -> None:
    done = _run_here(_quick_start()[1].replace(" -n 2", ""), clone, "--collect-only", "tests/test_house.py")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-500:]


def test_library_example_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = _section((ROOT / "README.md").read_text(encoding="utf-8"), "From Python")
    code = re.findall(r"^```python\n(.*?)^```", text, re.M | re.S)
    test = doctest.DocTestParser().get_doctest(
        "\n".join(code), {"folder": tmp_path / "index"}, "README", None, None
    )
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test)
    assert result.attempted > 5
    assert result.failed == 0


def _console_lines() -> list[str]:
    found = []
    for page in PAGES:
        for block in re.findall(r"^```console\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S):
            found += [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    return found


@pytest.mark.parametrize("line", _console_lines())
def test_example_commands_are_valid(line: str) -> None:
    words = shlex.split(line)
    assert words[0] == "searchkit"
    with click.Context(cli) as context:
        command = cli.get_command(context, words[1])
        assert command is not None
        command.make_context(words[1], words[2:], parent=context, resilient_parsing=False)


def _required() -> set[str]:
    """Return the names of all packages that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"].values()
    lists = [project["project"]["dependencies"], *extras, *project["dependency-groups"].values()]
    return {re.split(r"[^\w-]", line)[0] for lines in lists for line in lines}


def test_every_dependency_is_decided_on() -> None:
    text = _section((DOCS / "decisions.md").read_text(encoding="utf-8"), "Dependencies")
    assert {name for name in _required() if name not in text} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_resolve(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            file, _, anchor = target.partition("#")
            place = page.parent / file if file else page
            assert place.exists(), target
            assert not anchor or anchor in _anchors(place), target


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def test_the_reference_of_commands_is_in_step() -> None:
    generate = _generator()
    page = (DOCS / "CLI.md").read_text(encoding="utf-8")
    for name, text in generate.help_texts().items():
        assert f"## `searchkit{' ' + name if name else ''}`" in page
        section = page.split(f"## `searchkit{' ' + name if name else ''}`")[1].split("\n## ")[0]
        options = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", text, re.M))
        assert {option for option in options if option not in section} == set(), name
    if f"<!-- click {generate.click_series()} -->" in page:
        assert page == generate.cli_page(), "run: python docs/generate.py"


def test_the_reference_names_every_command() -> None:
    page = (DOCS / "CLI.md").read_text(encoding="utf-8")
    assert re.findall(r"^## `searchkit (\w+)`", page, re.M) == list(COMMANDS)


def test_the_architecture_is_short_and_names_every_folder() -> None:
    text = (DOCS / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    folders = {p.parent.relative_to(ROOT).as_posix() for p in (ROOT / "searchkit").rglob("__init__.py")}
    assert {folder for folder in folders if f"../{folder}" not in text} == set()


def test_every_module_that_the_architecture_names_is_there() -> None:
    text = (DOCS / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)(?::|`)", text))
    assert named
    assert {n for n in named if not (ROOT / "searchkit" / n).exists() and not (ROOT / n).exists()} == set()


def test_query_language_page_knows_every_field() -> None:
    from searchkit.query.fields import FIELD_NAMES

    page = (DOCS / "QUERY.md").read_text(encoding="utf-8")
    missing = [name for names in FIELD_NAMES.values() for name in names if f"{name}:" not in page]
    assert missing == []
