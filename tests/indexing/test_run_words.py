"""A run holds the same, whether its words came as strings or as encoded texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchkit.analysis import analyze, lexicon
from searchkit.analysis.bulk import encode
from searchkit.analysis.segment import segmenter
from searchkit.indexing import words
from searchkit.indexing.pipeline import Prepared
from searchkit.indexing.run import RunBuilder
from searchkit.indexing.schema import FILES
from searchkit.models import Article

TEXTS = [
    ("Bến Tre công bố chỉ số cải cách hành chính", "Chỉ số hài lòng của tỉnh Bến Tre tăng. " * 12),
    ("", "UBND tỉnh Hòa Bình ban hành Quyết định số 876/QĐ-BNV."),
    ("Chỉ có đầu đề", ""),
    ("", ""),
    ("Thừa Thiên Huế", "Cải cách hành chính ở thành phố Huế: đạt 88,35%, tăng 19 bậc. " * 30),
]


def prepared(*, coded: bool) -> list[Prepared]:
    made = []
    for number, (title, body) in enumerate(TEXTS * 3):
        article = Article(f"bài-{number % 11}", title or None, body)  # some replace earlier ones
        one, two = encode(title, body) if coded else (analyze(title), analyze(body))
        made.append(Prepared(article, one, two, number + 1, "/a.jsonl"))
    return made


def run_files(folder: Path, documents: list[Prepared]) -> dict[str, bytes]:
    folder.mkdir()
    builder = RunBuilder()
    for document in documents:
        builder.add_prepared(document)
    builder.finish(folder / "run")
    return {ending: (folder / f"run{ending}").read_bytes() for ending in FILES}


@pytest.mark.parametrize("waiting", [1, 4000, 1 << 20])
def test_encoded_texts_make_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waiting: int
) -> None:
    expected = run_files(tmp_path / "strings", prepared(coded=False))
    monkeypatch.setattr(words, "_WAITING_BYTES", waiting)
    assert run_files(tmp_path / "encoded", prepared(coded=True)) == expected


def test_strings_and_encoded_texts_mix(tmp_path: Path) -> None:
    strings, encoded = prepared(coded=False), prepared(coded=True)
    mixed = [(encoded if n % 3 else strings)[n] for n in range(len(strings))]
    assert run_files(tmp_path / "mixed", mixed) == run_files(tmp_path / "strings", strings)


def test_a_new_lexicon_within_a_run_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = run_files(tmp_path / "strings", prepared(coded=False))
    monkeypatch.setattr(lexicon, "SIZE", 8)
    segmenter.cache_clear()
    try:
        assert run_files(tmp_path / "encoded", prepared(coded=True)) == expected
    finally:
        segmenter.cache_clear()
