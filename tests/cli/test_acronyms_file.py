"""The user's own short forms: as an option, in the environment, in the settings folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from searchkit import Article, SearchEngine, config
from searchkit.cli import cli


@pytest.fixture
def index(tmp_path: Path) -> Path:
    with SearchEngine.create(tmp_path / "index") as engine:
        engine.add([Article(id="a", title="Tin", body="Phòng kế hoạch báo cáo.")])
    return tmp_path / "index"


def run(index: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["query", "--index-dir", str(index), *arguments], prog_name="searchkit")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "own.tsv"
    file.write_text("PKH\tphòng kế hoạch\n", encoding="utf-8")
    return file


def test_as_an_option(index: Path, own: Path) -> None:
    assert run(index, "PKH").exit_code == 1
    assert run(index, "PKH", "--acronyms", str(own)).exit_code == 0


def test_in_the_environment(index: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCHKIT_ACRONYMS", str(own))
    assert run(index, "PKH").exit_code == 0


def test_in_the_settings_folder(index: Path, own: Path) -> None:
    config.settings_dir().mkdir(parents=True, exist_ok=True)
    own.rename(config.settings_dir() / "acronyms.tsv")
    assert run(index, "PKH").exit_code == 0
    (config.settings_dir() / "acronyms.tsv").unlink()


def test_for_many_queries(index: Path, own: Path, tmp_path: Path) -> None:
    (tmp_path / "queries.txt").write_text("PKH\n", encoding="utf-8")
    batch = run(index, "--batch", str(tmp_path / "queries.txt"), "--acronyms", str(own))
    assert (batch.exit_code, '"total": 1' in batch.stdout) == (0, True)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"PKH\tphong\nCCHC cai cach\n", "own.tsv, line 2: no tab"),
        ("PKH\tphòng".encode("utf-16"), "own.tsv can't be read as UTF-8 text"),
        (None, "own.tsv can't be read"),
    ],
)
def test_a_bad_file_is_one_clear_line(index: Path, own: Path, content: bytes | None, complaint: str) -> None:
    own.unlink() if content is None else own.write_bytes(content)
    result = run(index, "PKH", "--acronyms", str(own))
    assert (result.exit_code, result.stdout) == (2, "")
    assert complaint in result.stderr
    assert "Traceback" not in result.stderr
