"""The measures, computed by ir_measures: an optional library, so that its formulas are nobody's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from searchkit.errors import ConfigError
from searchkit.evaluation.qrels import Judgements
from searchkit.i18n import _

MEASURES: Mapping[str, str] = MappingProxyType(
    {"nDCG@10": "nDCG@10", "MRR@10": "RR@10", "Recall@10": "R@10", "Recall@100": "R@100"}
)
"""Our names of the measures (MRR is the mean of RR over queries) and those of ir_measures."""
DEPTH = 100
"""How many hits of a query the measures look at."""

Run = Mapping[str, Sequence[str]]
"""Query id → ids of the documents found, best first."""
Scores = Mapping[str, float]
"""Measure → figure between 0 and 1."""


def require_library() -> None:
    """Raise `ConfigError` where ir_measures is not installed; called before the long work begins."""
    _library()


def score(judgements: Judgements, run: Run) -> dict[str, dict[str, float]]:
    """Return the measures of each query that is judged; one that `run` lacks gets 0."""
    library = _library()
    ours = {theirs: name for name, theirs in MEASURES.items()}
    wanted = [_measure(library, name) for name in MEASURES.values()]
    # Ranks as scores: evaluators sort by score and would shuffle documents that are level.
    scored = {query: {doc: -float(rank) for rank, doc in enumerate(docs)} for query, docs in run.items()}
    qrels = {query: dict(found) for query, found in judgements.items()}
    found: dict[str, dict[str, float]] = {query: dict.fromkeys(MEASURES, 0.0) for query in judgements}
    for one in library.iter_calc(wanted, qrels, scored):
        found[one.query_id][ours[str(one.measure)]] = float(one.value)
    return found


def _measure(library: Any, name: str) -> Any:
    """Return a measure by its name, `nDCG@10`; the library's own reader of names does not work on Python
    3.14."""
    measure, cutoff = name.split("@")
    return getattr(library, measure) @ int(cutoff)


def mean(rows: Iterable[Scores]) -> dict[str, float]:
    """Return the mean of each measure over `rows` (at least one)."""
    every = list(rows)
    return {name: sum(row[name] for row in every) / len(every) for name in MEASURES}


def _library() -> Any:
    try:
        import ir_measures
    except ModuleNotFoundError as error:
        message = _("measuring needs the library {name}, which is not installed: {command}")
        command = 'pip install "searchkit[eval]"'
        raise ConfigError(message.format(name=error.name or "ir_measures", command=command)) from error
    return ir_measures
