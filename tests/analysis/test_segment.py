"""Segmentation: identical to pyvi's, linear, and safe with files it does not know."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from segment_texts import CHANGES, noise, sentences

from searchkit.analysis import analyze, crf, lexicon, model
from searchkit.analysis.segment import ModelSegmenter, PyviSegmenter, segmenter
from searchkit.errors import ConfigError
from searchkit.text import nfc


def differing(texts: Iterable[str]) -> list[str]:
    """Return those of `texts` on which ours and pyvi's segmentation differ."""
    from pyvi import ViTokenizer

    ours = segmenter()
    assert isinstance(ours, ModelSegmenter)
    return [text for text in texts if ours.tokenize(text) != ViTokenizer.tokenize(text)]


@pytest.mark.parametrize("change", CHANGES)
def test_equals_pyvi_on_own_sentences(change: str) -> None:
    assert differing(map(CHANGES[change], sentences(1500))) == []


def test_equals_pyvi_on_noise() -> None:
    assert differing(noise(1500)) == []


def test_equals_pyvi_on_treebank(shared: Path) -> None:
    texts = list(treebank(shared))[::8]
    assert differing(f(text) for f in CHANGES.values() for text in texts) == []


@pytest.mark.slow
def test_equals_pyvi_on_whole_articles(shared: Path) -> None:
    texts = list(treebank(shared))
    with gzip.open(shared / "news" / "vietnews-50k.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts += [json.loads(line)["body"] for line, _ in zip(lines, range(400), strict=False)]
    assert differing(f(text) for f in CHANGES.values() for text in texts) == []
    assert differing(sentences(20000, seed=11)) == []
    assert differing(noise(40000, seed=12)) == []


def treebank(shared: Path) -> Iterable[str]:
    for path in sorted((shared / "ud_vtb").glob("*.conllu")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# text ="):
                yield line.partition("=")[2].strip()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Cải cách hành chính ở tỉnh Bến Tre", ["Cải cách", "hành chính", "ở", "tỉnh", "Bến Tre"]),
        ("Bến\nTre", ["Bến", "Tre"]),
        ("", []),
        (" \t ", []),
        ("đạt 88,35%.", ["đạt", "88,35", "%", "."]),
    ],
)
def test_words_slice_the_text(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in segmenter().words(text)] == words


def test_words_agree_with_tokenize() -> None:
    for text in sentences(300, seed=5):
        plain = nfc(text)
        words = [plain[start:end] for start, end in segmenter().words(text)]
        tokens = segmenter().tokenize(text).split()
        assert [re.sub(r"[\s_]", "", word) for word in words] == [token.replace("_", "") for token in tokens]


def test_compounds_of_canonical_text() -> None:
    text = "Chỉ số hài lòng của lớnHiệu quả; UBND tỉnh Hòa Bình, cải_cách"
    found = analyze(text).compounds
    assert found[:2] == ["chỉ_số", "hài_lòng"]
    assert "hoà_bình" in found
    assert "cải_cách" in found
    assert "hiệu_quả" in found


def test_old_and_new_tone_placement_give_equal_compounds() -> None:
    assert analyze("văn hóa, hòa giải").compounds == analyze("văn hoá, hoà giải").compounds


@pytest.mark.usefixtures("fresh_segmenter")
def test_full_lexicon_gives_way_to_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*sentences(30, seed=9), " ".join(sentences(40, seed=8))]
    expected = [(segmenter().tokenize(text), analyze(text)) for text in texts]
    monkeypatch.setattr(lexicon, "SIZE", 8)
    segmenter.cache_clear()
    ours = segmenter()
    assert isinstance(ours, ModelSegmenter)
    assert [(ours.tokenize(text), analyze(text)) for text in texts] == expected
    assert ours.canonical_table() is not ours.canonical_table() or not ours.canonical_table().lexicon.is_full


@pytest.fixture
def fresh_segmenter() -> Iterable[None]:
    segmenter.cache_clear()
    yield
    segmenter.cache_clear()


@pytest.mark.usefixtures("fresh_segmenter")
def test_unknown_model_falls_back_to_pyvi(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Cải cách hành chính ở tỉnh Bến Tre đạt 88,35%, tăng 19 bậc.", *sentences(60, seed=3)]
    expected = [analyze(text) for text in texts]
    spans = [segmenter().words(text) for text in texts]
    segmenter.cache_clear()
    size, _ = model.KNOWN_FILES[model.MODEL_FILE]
    monkeypatch.setitem(model.KNOWN_FILES, model.MODEL_FILE, (size, "0" * 64))
    assert isinstance(segmenter(), PyviSegmenter)
    assert [segmenter().words(text) for text in texts] == spans
    assert [analyze(text).syllables for text in texts] == [each.syllables for each in expected]
    assert analyze(texts[0]) == expected[0]


@pytest.mark.usefixtures("fresh_segmenter")
def test_missing_pyvi_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ConfigError, match="pyvi is missing"):
        segmenter()


def test_fingerprint_changes_with_the_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from searchkit.analysis import fingerprint

    before = fingerprint()
    (tmp_path / model.MODEL_FILE).write_bytes(b"another model")
    monkeypatch.setattr(model, "model_folder", lambda: tmp_path)
    assert fingerprint() != before


def test_pickle_can_name_nothing_else() -> None:
    with pytest.raises(crf.ModelError, match=r"os\.system|posix\.system|nt\.system"):
        crf.unpack(b"cos\nsystem\n(S'echo harm'\ntR.")


@pytest.mark.parametrize("pickled", [b"", b"no pickle", b"N.", b"\x80\x02}q\x00."])
def test_other_pickles_are_refused(pickled: bytes) -> None:
    with pytest.raises(crf.ModelError):
        crf.unpack(pickled)


def test_damaged_model_is_refused() -> None:
    contents = model.read_known_files(model.model_folder())
    assert contents is not None
    whole = crf.unpack(contents[model.MODEL_FILE])
    assert crf.parse(whole).labels == ("B_W", "I_W")
    for damaged in (b"", whole[:40], whole[: len(whole) // 2], b"x" + whole[1:]):
        with pytest.raises(crf.ModelError):
            crf.parse(damaged)


HOSTILE = {
    "dots": "a." * 60_000,
    "dots before @": "a." * 60_000 + "@",
    "many @": "a@" * 60_000,
    "addresses": "a@a.a-" * 20_000,
    "capitals": "A" * 120_000,
    "digits": "1." * 60_000,
    "underscores": "1_" * 60_000,
    "links": "a://" * 30_000,
    "glued": "áBa" * 40_000,
    "marks": "a" + "\u0301" * 120_000,
    "brackets": "(AB) " * 24_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_linear_time(name: str) -> None:
    text = HOSTILE[name]
    start = time.process_time()
    analyze(text)
    segmenter().tokenize(text)
    # Ten times what is needed; anything quadratic takes minutes.
    assert time.process_time() - start < 10


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_importing_analysis_is_light() -> None:
    heavy = run("import sys, searchkit.analysis as a; a.fingerprint(); print(sorted(sys.modules))")
    assert not {"whoosh", "numpy", "pyvi", "sklearn", "scipy"} & set(heavy.replace("'", "").split(", "))


def test_analyze_loads_no_pyvi() -> None:
    heavy = run("import sys, searchkit.analysis as a; a.analyze('một hai'); print(sorted(sys.modules))")
    names = {name.strip("[]'\n").partition(".")[0] for name in heavy.split(", ")}
    assert not {"whoosh", "numpy", "pyvi", "sklearn", "scipy"} & names
