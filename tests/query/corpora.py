"""Random indexes and plans over few words, so that everything meets everything."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import strategies as st

from searchkit.indexing.writer import IndexWriter
from searchkit.models import Article
from searchkit.query.plan import Either, Leaf, Option, Plan
from searchkit.query.tree import FieldValue, Period

WORDS = ("ba", "bà", "bá", "bán", "bàn", "cán", "cảnh", "tỉnh", "tinh", "tính")
PROVINCES = ("Bến Tre", "Huế", "Cà Mau")
_OFTEN = tuple(1 / (rank + 1) for rank in range(len(WORDS)))
DAYS = tuple(dt.date(2021, month, 1) for month in range(1, 5))


@dataclass(frozen=True)
class Document:
    """An article by its words; the words of every other place are compounds as well."""

    id: str
    title: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    province: str | None = None
    published: dt.date | None = None

    @property
    def prepared(self) -> Any:
        """What `IndexWriter.add_documents` takes."""
        named = (self.province,) if self.province else ()
        return SimpleNamespace(
            article=Article(
                self.id,
                title=" ".join(self.title) or None,
                body=" ".join(self.body),
                province=self.province,
                provinces=named,
                published=self.published,
            ),
            title=SimpleNamespace(syllables=self.title, compounds=[]),
            body=SimpleNamespace(syllables=self.body, compounds=self.body[::2]),
            digest=0,
            origin="",
        )


@dataclass(frozen=True)
class Step:
    """One commit."""

    added: tuple[Document, ...]
    deleted: tuple[str, ...] = ()
    optimize: bool = False


def write(folder: Path, steps: list[Step]) -> None:
    """Make an index with a segment for each step, or one where a step says so."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("searchkit.indexing.whoosh_index.choose", lambda segments, new: [])
        for step in steps:
            with IndexWriter(folder) as writer:
                writer.add_documents(document.prepared for document in step.added)
                writer.delete(step.deleted)
                writer.commit(optimize=step.optimize)


def _words(most: int, least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(WORDS), min_size=least, max_size=most).map(tuple)


@st.composite
def histories(draw: st.DrawFn) -> list[Step]:
    """Commits that add, replace and delete; some merge everything."""
    rng = Random(draw(st.integers(0, 1 << 16)))
    steps = []
    for size in draw(st.lists(st.integers(0, 20), min_size=1, max_size=3)):
        added = tuple(_document(rng, number) for number in rng.sample(range(30), size))
        deleted = tuple(f"a{rng.randrange(30)}" for _n in range(draw(st.integers(0, 4))))
        steps.append(Step(added, deleted, optimize=draw(st.integers(0, 2)) == 2))
    return steps


def _document(rng: Random, number: int) -> Document:
    def text(least: int, most: int) -> tuple[str, ...]:
        return tuple(rng.choices(WORDS, _OFTEN, k=rng.randint(least, most)))

    province, day = rng.choice([None, *PROVINCES]), rng.choice([None, *DAYS])
    return Document(f"a{number}", text(0, 4), text(0, 14), province, day)


def big_history(seed: int, size: int) -> list[Step]:
    """Two segments of `size` documents each, frequent and rare words, some documents deleted."""
    rng = Random(seed)
    numbers = range(2 * size)
    documents = [_document(rng, number) for number in numbers]
    dead = tuple(f"a{rng.choice(numbers)}" for _n in range(size // 10))
    return [Step(tuple(documents[:size])), Step(tuple(documents[size:]), dead)]


_terms = st.sampled_from(WORDS).map(lambda word: Option((word,)))
_options = st.one_of(
    _terms,
    st.builds(
        Option,
        terms=_words(3, 1),
        weight=st.sampled_from([1.0, 0.8, 0.5]),
        tier=st.sampled_from(["exact", "variant", "folded"]),
    ),
    st.sampled_from(WORDS).map(lambda word: Option((word,), 1.0, "folded")),
)


def _leaf(options: list[Option], field: str = "text", phrase: bool = False, weight: float = 1.0) -> Leaf:
    text = " | ".join(" ".join(option.terms) for option in options)
    return Leaf(text, tuple(options), field, phrase, weight)


_weights = st.sampled_from([1.0, 1.0, 0.3])
leaves = st.one_of(
    st.builds(lambda option, weight: _leaf([option], weight=weight), _terms, _weights),
    st.builds(
        _leaf, st.lists(_options, min_size=1, max_size=4, unique_by=lambda o: o.terms), weight=_weights
    ),
    st.builds(lambda terms: _leaf([Option(terms)], phrase=True), _words(3, 2)),
    st.builds(lambda terms: _leaf([Option(terms)], "title"), _words(2, 1)),
    st.builds(lambda word: _leaf([Option((word,))], "compound"), st.sampled_from(WORDS)),
    st.sampled_from("bct").map(lambda p: _leaf([Option((w,)) for w in WORDS if w.startswith(p)])),
)
_nowhere = st.sampled_from([_leaf([Option(("nowhere",))]), _leaf([])])
_filters = st.one_of(
    st.sampled_from([*PROVINCES, "ben tre", "Atlantis"]).map(lambda name: FieldValue("province", name)),
    st.sampled_from(PROVINCES).map(lambda name: FieldValue("mentions", name)),
    st.builds(Period, st.sampled_from([None, *DAYS]), st.sampled_from([None, *DAYS])),
)


def _some(parts: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(parts, max_size=most, unique=True).map(tuple)


_alternatives = st.lists(
    st.one_of(leaves, _nowhere).map(lambda leaf: Plan(soft=(leaf,))), min_size=2, max_size=4, unique=True
).map(lambda parts: Plan(required=(Either(tuple(parts)),)))


def _plan(**parts: Any) -> Plan:
    return Plan(**parts)  # left to itself, Hypothesis fills every field of a tuple


_words_only = st.builds(_plan, soft=_some(leaves, 2), filters=_some(_filters, 1))


def _wider(inner: st.SearchStrategy[Plan]) -> st.SearchStrategy[Plan]:
    choices = st.lists(inner, min_size=1, max_size=3).map(lambda parts: Either(tuple(parts)))
    return st.builds(
        _plan,
        soft=_some(leaves, 1),
        phrases=_some(leaves, 1),
        required=_some(st.one_of(leaves, choices, inner), 2),
        excluded=_some(inner, 1),
        filters=_some(_filters, 1),
    )


plans = st.recursive(st.one_of(_alternatives, _words_only), _wider, max_leaves=4)
