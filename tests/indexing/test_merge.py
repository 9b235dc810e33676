"""Merging gives, array for array, what building everything at once gives."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import BEN_TRE, HUE, Sample, make_run

from searchkit.indexing.layout import SectionFile
from searchkit.indexing.layout_write import SectionStream
from searchkit.indexing.merge import Source, merge
from searchkit.indexing.schema import FILES
from searchkit.indexing.segment import Segment
from searchkit.indexing.snapshot import Snapshot

WORDS = ("ba", "bà", "bá", "cán", "tỉnh", "tinh", "x" * 300, "𐐷", "\uffff")
samples = st.builds(
    Sample,
    id=st.integers(0, 10**6).map(str),
    words=st.lists(st.sampled_from(WORDS), max_size=9).map(tuple),
    title=st.lists(st.sampled_from(WORDS), max_size=3).map(tuple),
    compounds=st.lists(st.sampled_from(WORDS), max_size=3).map(tuple),
    province=st.sampled_from([None, "Bến Tre", "Huế"]),
    provinces=st.lists(st.sampled_from(["Bến Tre", "Huế", "Cà Mau"]), max_size=2).map(tuple),
    officials=st.lists(st.sampled_from(["Nguyễn An", "Trần Bình"]), max_size=2).map(tuple),
    digest=st.integers(0, 2**64 - 1),
)


@st.composite
def batches(draw: st.DrawFn) -> list[list[tuple[Sample, bool]]]:
    """Runs of samples, each with a mark whether it has been deleted since."""
    unique = draw(st.lists(samples, max_size=14, unique_by=lambda s: s.id))
    marked = [(sample, draw(st.integers(0, 3)) > 0) for sample in unique]
    cuts = sorted(draw(st.lists(st.integers(0, len(marked)), max_size=3)))
    return [marked[a:b] for a, b in zip([0, *cuts], [*cuts, len(marked)], strict=True)]


def _without_pairs(sections: dict[str, Any]) -> dict[str, Any]:
    return {name: values for name, values in sections.items() if not name.startswith("text.pair_")}


@settings(max_examples=25, deadline=None)
@given(batches(), st.sampled_from([1, 3, 10, 1 << 21]))
def test_merged_runs_equal_one_run(runs: list[list[tuple[Sample, bool]]], at_a_time: int) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        patch.setattr("searchkit.indexing.merge_terms._RANGE", at_a_time)
        sources = []
        for n, marked in enumerate(runs):
            run = make_run([sample for sample, _kept in marked], folder / f"run{n}")
            dead = tuple(doc for doc, (_sample, kept) in enumerate(marked) if not kept)
            sources.append(Source(Path(run.prefix), run.docs, dead))
        kept = [sample for marked in runs for sample, living in marked if living]
        assert merge(sources, folder / "merged", final=False) == len(kept)
        make_run(kept, folder / "direct")
        for ending in FILES[:-1]:
            merged, direct = arrays(folder / f"merged{ending}"), arrays(folder / f"direct{ending}")
            if len(kept) < sum(map(len, runs)):  # pair statistics may count deleted articles
                merged, direct = _without_pairs(merged), _without_pairs(direct)
            assert merged == direct
        assert texts(folder, "merged", len(kept)) == [sample.article.body for sample in kept]


def arrays(path: Path) -> dict[str, list[int]]:
    stream = SectionStream(path)
    found = {name: stream.read(name).tolist() for name in stream.sections}
    stream.close()
    return found


def texts(folder: Path, name: str, count: int) -> list[str]:
    segment = Segment(folder, name, count, np.zeros(0, np.int32))
    found = [segment.body(doc).decode() for doc in range(count)]
    segment.close()
    return found


def test_stored_texts_survive_merging_again_and_again(tmp_path: Path) -> None:
    """Each run packs against a dictionary of its own; documents keep theirs wherever they go."""
    everything: list[Sample] = []
    prefix = None
    for n in range(6):
        new = [Sample(f"{n}-{i}", words=tuple(f"từ{n} số{i}".split()) * 150) for i in range(30)]
        run = make_run(new, tmp_path / f"run{n}")
        sources = [Source(Path(run.prefix), run.docs, (0, 5, 29))]
        if prefix is not None:
            sources.insert(0, Source(prefix, len(everything), tuple(range(n))))
        everything = [*everything[n:], *(s for i, s in enumerate(new) if i not in (0, 5, 29))]
        prefix = tmp_path / f"merged{n}"
        assert merge(sources, prefix, final=True) == len(everything)
    assert texts(tmp_path, "merged5", len(everything)) == [sample.article.body for sample in everything]


def test_a_merged_segment_has_folded_forms_and_whole_files(tmp_path: Path) -> None:
    runs = [make_run([sample], tmp_path / sample.id) for sample in (BEN_TRE, HUE)]
    merge([Source(Path(run.prefix), 1) for run in runs], tmp_path / "MAIN_x", final=True)
    with Snapshot(1, [Segment(tmp_path, "MAIN_x", 2, np.zeros(0, np.int32))]) as snapshot:
        assert snapshot.field("text").folded("hue") == ["huế"]
        assert snapshot.field("official").folded("nguyen thi an") == ["Nguyễn Thị An"]
        assert snapshot.field("official").postings("Nguyễn Thị An").docs.tolist() == [0, 1]


def test_arrays_start_at_aligned_places(tmp_path: Path) -> None:
    make_run([BEN_TRE, HUE], tmp_path / "run")
    for ending in FILES:
        file = SectionFile(tmp_path / f"run{ending}")
        assert all(section.offset % 64 == 0 for section in file.sections.values())
        file.close()
