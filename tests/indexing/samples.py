"""Articles for the tests of the index, and a short way to write them without any analyzer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from searchkit.indexing.field_view import FieldView
from searchkit.indexing.run import Run, RunBuilder
from searchkit.indexing.spots import POSITION, places
from searchkit.models import Article, Official


@dataclass(frozen=True)
class Sample:
    """A document given by its words; `body` is what is stored."""

    id: str
    words: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    compounds: tuple[str, ...] = ()
    province: str | None = None
    provinces: tuple[str, ...] = ()
    officials: tuple[str, ...] = ()
    published: dt.date | None = None
    digest: int = 0
    origin: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def article(self) -> Article:
        return Article(
            id=self.id,
            title=" ".join(self.title) or None,
            body=" ".join(self.words),
            province=self.province,
            provinces=self.provinces,
            officials=tuple(Official(name) for name in self.officials),
            published=self.published,
            **self.more,
        )

    @property
    def parts(self) -> tuple[Article, tuple[str, ...], tuple[str, ...], tuple[str, ...], int, str]:
        """The arguments of `RunBuilder.add`."""
        return self.article, self.title, self.words, self.compounds, self.digest, self.origin

    @property
    def prepared(self) -> Any:
        """What the pipeline hands to `IndexWriter.add_documents`."""
        return SimpleNamespace(
            article=self.article,
            title=SimpleNamespace(syllables=self.title, compounds=[]),
            body=SimpleNamespace(syllables=self.words, compounds=self.compounds),
            digest=self.digest,
            origin=self.origin,
        )


def make_run(samples: Iterable[Sample], prefix: Path) -> Run:
    """Write a run of `samples`."""
    builder = RunBuilder()
    for sample in samples:
        builder.add(*sample.parts)
    return builder.finish(prefix)


def index(path: Path, *batches: Iterable[Sample]) -> Path:
    """Make an index at `path` with one commit for each batch."""
    from searchkit.indexing.writer import IndexWriter

    for batch in batches:
        with IndexWriter(path) as writer:
            writer.add_documents(sample.prepared for sample in batch)
    return path


def _w(text: str) -> tuple[str, ...]:
    return tuple(text.split())


BEN_TRE = Sample(
    "ben-tre",
    words=_w("chỉ số hài lòng của tỉnh bến tre tăng so với năm trước chỉ số"),
    title=_w("bến tre công bố chỉ số"),
    compounds=("chỉ_số", "hài_lòng", "bến_tre", "chỉ_số"),
    province="Bến Tre",
    provinces=("Bến Tre", "Trà Vinh"),
    officials=("Nguyễn Thị An", "Trần Văn Bình"),
    published=dt.date(2021, 6, 24),
    digest=2**64 - 1,
    origin="bao/ben-tre.txt",
)
HUE = Sample(
    "hue",
    words=_w("thừa thiên huế đẩy mạnh cải cách hành chính"),
    title=_w("cải cách ở huế"),
    compounds=("thừa_thiên", "cải_cách", "hành_chính"),
    province="Thừa Thiên Huế",
    provinces=("Thừa Thiên Huế",),
    officials=("Nguyễn Thị An",),
    published=dt.date(2020, 5, 19),
    digest=7,
    origin="bao/hue.txt",
)
PLAIN = Sample("plain", words=("tinh", "tình", "tỉnh"))


def positions(view: FieldView, term: str) -> list[list[int]]:
    """Return the positions of `term` in each of its documents."""
    postings = view.postings(term)
    if postings is None:
        return []
    found: dict[int, list[int]] = {doc: [] for doc in postings.docs.tolist()}
    for part in filter(None, view.spots(term)):
        for key in places([part], part.docs, part.docs[np.newaxis].astype(np.int64) << POSITION).tolist():
            doc = (key >> POSITION) + part.base
            if doc in found:
                found[doc].append(key & ((1 << POSITION) - 1))
    return list(found.values())
