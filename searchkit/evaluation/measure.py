"""From a set to its figures: index the documents, put the queries raw, score what comes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from searchkit import config
from searchkit.errors import ConfigError, IndexCorrupt, IndexingFailed, IndexOutdated, SearchkitError
from searchkit.evaluation import metrics
from searchkit.evaluation.qrels import Query, TestSet, read_documents
from searchkit.evaluation.variants import ACCENTED, varied
from searchkit.i18n import _
from searchkit.models import Hit, IndexSummary, Skipped

if TYPE_CHECKING:
    from searchkit.engine import SearchEngine
    from searchkit.indexing.progress import ProgressListener

Listener = Callable[[int, int], None]
"""Told how many queries of how many are answered."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A query that the engine could not answer (it counts 0), and what it said."""

    query: Query
    variant: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures of one set for one variant of its queries."""

    variant: str
    mean: metrics.Scores
    per_query: Mapping[str, metrics.Scores]
    run: metrics.Run
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class SetReport:
    """All figures of one set. `documents` counts those in the index, `skipped` names those that are not."""

    set: TestSet
    documents: int
    outcomes: tuple[Outcome, ...]
    skipped: tuple[Skipped, ...] = ()


class Searching(Protocol):
    """What an engine must do to be measured."""

    def search(self, query: str, *, limit: int, snippets: bool, all_copies: bool) -> _Found:
        """Return what `query` finds; judgements name articles, so reprints are listed one by one."""


class _Found(Protocol):
    @property
    def hits(self) -> Sequence[Hit]: ...


@contextmanager
def indexed(
    tested: TestSet, place: Path, progress: ProgressListener | None = None
) -> Iterator[tuple[SearchEngine, IndexSummary]]:
    """Bring the index of `tested` below `place` up to date and give the engine over it.

    What is there from an earlier time is kept where it still fits. The documents take the way of every
    record: read, cleaned, extracted, analysed. Raises `IndexingFailed` where not one could be indexed.
    """
    from searchkit.engine import SearchEngine

    if config.holds_index(place):
        message = _("{path} is an index; give a folder of its own, measured sets go below it")
        raise ConfigError(message.format(path=place))
    place.mkdir(parents=True, exist_ok=True)
    index, records = place / tested.name, place / f"{tested.name}.records.jsonl"
    _write_records(tested, records)
    summary = _bring_up_to_date(index, records, progress)
    with SearchEngine.open(index) as engine:
        if not engine.stats().articles:
            message = _("{set}: no document could be indexed: {reason}")
            reason = summary.skipped[0].reason if summary.skipped else _("there is none")
            raise IndexingFailed(message.format(set=tested.name, reason=reason))
        yield engine, summary


def _write_records(tested: TestSet, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="\n") as out:
        for doc in read_documents(tested.folder):
            record = {"id": doc.id, "title": doc.title, "body": doc.text}
            out.write(json.dumps(record, ensure_ascii=False) + "\n")


def _bring_up_to_date(index: Path, records: Path, progress: ProgressListener | None) -> IndexSummary:
    from searchkit.indexing.bulk import index_paths

    try:
        return index_paths(index, [records], prune=True, progress=progress)
    except (
        IndexOutdated,
        IndexCorrupt,
    ):  # a kept index of another version: it is made of these records alone
        return index_paths(index, [records], rebuild=True, progress=progress)


def measure(
    engine: Searching, tested: TestSet, variant: str = ACCENTED, listener: Listener | None = None
) -> Outcome:
    """Put every query of `tested` in one variant to `engine` and score the answers."""
    run: dict[str, list[str]] = {}
    failures = []
    for done, query in enumerate(tested.queries, start=1):
        try:
            run[query.id] = _ids(engine, varied(query.text, variant))
        except SearchkitError as error:
            failures.append(Failure(query, variant, str(error)))
        except Exception as error:  # noqa: BLE001 - a query that breaks the engine must be named, not end the run
            failures.append(Failure(query, variant, f"{type(error).__name__}: {error}"))
        if listener is not None:
            listener(done, len(tested.queries))
    scored = metrics.score({query.id: tested.judgements[query.id] for query in tested.queries}, run)
    return Outcome(variant, metrics.mean(scored.values()), scored, run, tuple(failures))


def _ids(engine: Searching, text: str) -> list[str]:
    found = engine.search(text, limit=metrics.DEPTH, snippets=False, all_copies=True)
    return list(dict.fromkeys(hit.id for hit in found.hits))


def mean_over_sets(reports: Sequence[SetReport], variant: str) -> dict[str, float]:
    """Return the mean of the sets' means for one variant: each set counts the same, however many queries it
    has."""
    return metrics.mean(
        outcome.mean for report in reports for outcome in report.outcomes if outcome.variant == variant
    )


def run_lines(run: metrics.Run, tag: str) -> Iterator[str]:
    """Yield the lines of a TREC run file: `query Q0 document rank score tag`.

    The score counts ranks down, because tools that read such files sort by it and shuffle what is level.
    """
    for query, docs in run.items():
        for rank, doc in enumerate(docs, start=1):
            yield f"{query} Q0 {doc} {rank} {metrics.DEPTH + 1 - rank} {tag}\n"
