"""What may be loaded, and when: each check runs in a process of its own."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

HEAVY = (
    "numpy",
    "whoosh",
    "pyvi",
    "sklearn",
    "scipy",
    "rich",
    "prompt_toolkit",
    "trafilatura",
    "lxml",
    "rapidfuzz",
)
MODEL = (
    *("pyvi", "sklearn", "scipy", "trafilatura", "lxml", "multiprocessing"),
    *(f"searchkit.analysis.{name}" for name in ("segment", "crf", "decode")),
)
"""What a query has no use for: pyvi and what it drags in, our own reading of its model, HTML, worker
processes."""
UNASKED = tuple(
    f"searchkit.{name}"
    for name in (
        *(
            "query.filters",
            "query.facets",
            "query.periods",
            "query.explain",
            "query.suggest",
            "query.restore",
            "query.accents",
        ),
        *("extract", "ingest", "indexing.layout_write", "indexing.stored_write", "render.records"),
    )
)
"""What a query in plain words, with diacritics, on a screen of plain text, has no use for."""
FAKE = Path(__file__).parent / "cli" / "cli_fakes.py"
PROGRAM = "from searchkit.cli import cli; cli.main({arguments!r}, 'searchkit', standalone_mode=False)"


def loaded_by(code: str, cwd: Path | None = None) -> set[str]:
    """Run `code` in a fresh interpreter and return the names of all modules that are loaded at its end."""
    ending = "\nimport sys; sys.stderr.write('\\n'.join(['MODULES', *sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-c", code + ending],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        timeout=60,
        check=True,
    )
    return set(done.stderr.split("MODULES\n")[1].split("\n"))


def named(modules: set[str], names: tuple[str, ...]) -> set[str]:
    """Return those of `modules` that are or lie below one of `names`."""
    return {module for module in modules for name in names if module == name or module.startswith(name + ".")}


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not named(
        loaded_by("import searchkit; searchkit.SearchQuery; searchkit.QueryError"), (*HEAVY, "click")
    )


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["query", "--help"], ["index", "--help"], ["repl", "-h"]]
)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    modules = loaded_by(PROGRAM.format(arguments=arguments))
    assert not named(modules, HEAVY)
    assert not named(
        modules, ("searchkit.engine", "searchkit.indexing", "searchkit.analysis", "searchkit.extract")
    )


def test_help_loads_no_command() -> None:
    modules = loaded_by(PROGRAM.format(arguments=["--help"]))
    assert not named(
        modules, tuple(f"searchkit.cli.{name}" for name in ("query", "index", "extract", "repl"))
    )


@pytest.mark.parametrize("output", ["plain", "json", "jsonl", "csv"])
def test_output_for_programs_loads_no_rich(output: str) -> None:
    code = f"import sys; sys.path.insert(0, {str(FAKE.parent)!r}); import cli_fakes; "
    modules = loaded_by(code + f"cli_fakes.main(['query', '--format', {output!r}, 'sipas'])")
    assert not named(modules, ("rich", "prompt_toolkit"))


@pytest.mark.parametrize(
    "asked",
    [
        ["chỉ số SIPAS Bến Tre"],
        ["chi so sipas ben tre", "--province", "ben tre", "--facet", "official", "--format", "json"],
        ['"cải cách hành chính" ngày:2020..2021 OR tỉnh:"Bến Tre"', "--explain", "--sort", "newest"],
    ],
)
def test_a_query_loads_no_segmentation_model(sample_index: Path, asked: list[str]) -> None:
    modules = loaded_by(PROGRAM.format(arguments=["query", "--index-dir", str(sample_index), *asked]))
    assert not named(modules, (*MODEL, "rich", "whoosh", "prompt_toolkit", "rapidfuzz"))
    assert not named(modules, ("searchkit.ingest", "searchkit.indexing.writer"))
    assert "searchkit.engine" in modules


def test_similar_loads_no_segmentation_model(sample_index: Path) -> None:
    code = (
        "from searchkit import SearchEngine\n"
        f"engine = SearchEngine.open({str(sample_index)!r})\n"
        "assert engine.similar(engine.search('sipas').hits[0].id).hits"
    )
    assert not named(loaded_by(code), (*MODEL, "rich", "whoosh", "rapidfuzz"))


def test_a_plain_query_loads_only_what_it_uses(sample_index: Path) -> None:
    arguments = ["query", "--index-dir", str(sample_index), "chỉ số SIPAS Bến Tre"]
    modules = loaded_by(PROGRAM.format(arguments=arguments))
    assert not named(modules, ("tomllib", "importlib.resources", "numpy.ma", "numpy.typing"))
    assert not named(modules, UNASKED)


def test_lines_without_a_terminal_load_no_prompt() -> None:
    code = f"import sys; sys.path.insert(0, {str(FAKE.parent)!r}); import cli_fakes; cli_fakes.main(['repl'])"
    assert not named(loaded_by(code), ("prompt_toolkit", "rich"))


@pytest.mark.slow
def test_start_up_is_quick(sample_index: Path) -> None:
    """As whole processes, in turns, against the imports that a query cannot do without."""
    base = [sys.executable, "-c", "import click, rich.console, numpy, whoosh.index"]
    program = [sys.executable, "-m", "searchkit.cli"]
    commands = [
        base,
        [*program, "--help"],
        [*program, "query", "--index-dir", str(sample_index), "chỉ số SIPAS Bến Tre"],
    ]
    times: list[list[float]] = [[], [], []]
    for _round in range(8):
        for command, taken in zip(commands, times, strict=True):
            start = time.perf_counter()
            subprocess.run(
                command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ, check=True
            )
            taken.append(time.perf_counter() - start)
    imports, shown, answered = (statistics.median(taken[1:]) for taken in times)
    assert shown <= 0.5 * imports
    assert answered <= 1.3 * imports


@pytest.fixture(scope="module")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an index over the sample articles of the repository."""
    place = tmp_path_factory.mktemp("sample") / "index"
    corpus = Path(__file__).parent.parent / "corpus"
    command = [sys.executable, "-m", "searchkit.cli", "index", "--index-dir", str(place), str(corpus)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return place
