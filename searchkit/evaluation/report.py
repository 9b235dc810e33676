"""Figures as a table of strings and as a record for JSON; nothing is printed here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from searchkit.evaluation.measure import Outcome, SetReport, mean_over_sets
from searchkit.evaluation.metrics import MEASURES, Scores
from searchkit.evaluation.qrels import Query
from searchkit.i18n import N_, _, ngettext
from searchkit.render.safe import one_line

Row = tuple[str, ...]
NAMED = 10
"""So many of a set's missing documents are named one by one; JSON has them all."""
VARIANT_LABELS = {
    "accented": N_("as typed"),
    "unaccented": N_("unaccented"),
    "lower": N_("lower case"),
    "upper": N_("capitals"),
    "nfd": N_("NFD"),
}


def header() -> Row:
    """Return the head of the table of figures."""
    return (_("set"), _("documents"), _("queries"), _("typed"), *MEASURES)


def rows(reports: Sequence[SetReport]) -> list[Row]:
    """Return a row for each set and variant, and the means over sets where there are several."""
    table = [
        (report.set.name, str(report.documents), str(len(report.set.queries)), *_figures(o.variant, o.mean))
        for report in reports
        for o in report.outcomes
    ]
    if len(reports) > 1:
        name = _("mean of {n} sets").format(n=len(reports))
        table += [(name, "", "", *_figures(v, mean_over_sets(reports, v))) for v in variants(reports)]
    return table


def _figures(variant: str, scores: Scores) -> Row:
    return (_(VARIANT_LABELS[variant]), *(f"{scores[name]:.4f}" for name in MEASURES))


def variants(reports: Sequence[SetReport]) -> list[str]:
    """Return the variants that were measured."""
    return [outcome.variant for outcome in reports[0].outcomes]


def query_header() -> Row:
    """Return the head of the table of single queries."""
    return (_("set"), _("typed"), _("id"), *MEASURES, _("query"))


def query_rows(reports: Sequence[SetReport]) -> Iterator[Row]:
    """Yield a row for each query, set and variant, the worst of them first."""
    for report in reports:
        for outcome in report.outcomes:
            for query in _worst_first(report, outcome):
                scores = outcome.per_query[query.id]
                label, *figures = _figures(outcome.variant, scores)
                yield (report.set.name, label, query.id, *figures, query.text)


def _worst_first(report: SetReport, outcome: Outcome) -> list[Query]:
    first = next(iter(MEASURES))
    return sorted(report.set.queries, key=lambda query: outcome.per_query[query.id][first])


def lines(head: Row, table: Sequence[Row], words: Sequence[int]) -> Iterator[str]:
    """Yield a table as plain lines: the columns `words` set to the left, the others to the right.

    >>> list(lines(("a", "n"), [("xyz", "1")], words=[0]))
    ['a    n', 'xyz  1']
    """
    shown = [tuple(map(one_line, row)) for row in (head, *table)]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    for row in shown:
        cells = [
            cell.ljust(width) if place in words else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def remarks(reports: Sequence[SetReport]) -> Iterator[str]:
    """Yield what a reader of the figures must know: what failed, what is not in the index, not judged."""
    for report in reports:
        name = report.set.name
        if report.set.unjudged:
            text = ngettext(
                "{set}: {n} query has no relevant document and is left out",
                "{set}: {n} queries have no relevant document and are left out",
                report.set.unjudged,
            )
            yield text.format(set=name, n=report.set.unjudged)
        if len(report.skipped) > NAMED:
            text = _("{set}: {n} documents are not in the index; the first {first} of them:")
            yield text.format(set=name, n=len(report.skipped), first=NAMED)
        for skipped in report.skipped[:NAMED]:
            text = _("{set}: a document is not in the index (line {line}): {reason}")
            yield text.format(set=name, line=skipped.line, reason=skipped.reason)
        yield from _failed(report)


def _failed(report: SetReport) -> Iterator[str]:
    for failure in (failure for outcome in report.outcomes for failure in outcome.failures):
        text = _("{set}: query {id} failed and counts 0 ({variant}): {message}")
        variant = _(VARIANT_LABELS[failure.variant])
        yield text.format(set=report.set.name, id=failure.query.id, variant=variant, message=failure.message)


def record(reports: Sequence[SetReport], per_query: bool = False) -> dict[str, Any]:
    """Return everything for JSON: figures of each set and variant, the means over sets, failures."""
    return {
        "measures": list(MEASURES),
        "sets": [_set_record(report, per_query) for report in reports],
        "mean": {variant: mean_over_sets(reports, variant) for variant in variants(reports)},
    }


def _set_record(report: SetReport, per_query: bool) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": report.set.name,
        "documents": report.documents,
        "queries": len(report.set.queries),
        "unjudged": report.set.unjudged,
        "skipped": [{"line": skipped.line, "reason": skipped.reason} for skipped in report.skipped],
        "variants": {outcome.variant: dict(outcome.mean) for outcome in report.outcomes},
        "failed": [
            {"id": f.query.id, "variant": f.variant, "text": f.query.text, "error": f.message}
            for outcome in report.outcomes
            for f in outcome.failures
        ],
    }
    if per_query:
        made["per_query"] = {o.variant: _query_records(report, o) for o in report.outcomes}
    return made


def _query_records(report: SetReport, outcome: Outcome) -> list[dict[str, Any]]:
    return [{"id": q.id, "text": q.text, **outcome.per_query[q.id]} for q in report.set.queries]
