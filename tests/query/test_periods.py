"""Periods as people type them."""

from __future__ import annotations

import datetime as dt

import pytest

from searchkit.errors import QueryError
from searchkit.query.periods import parse_period, parse_quarter


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("02/2020", "2020-02-01", "2020-02-29"),
        ("2021-06", "2021-06-01", "2021-06-30"),
        ("3/4/2021", "2021-04-03", "2021-04-03"),
        ("03-04-2021", "2021-04-03", "2021-04-03"),
        ("2021-04-03", "2021-04-03", "2021-04-03"),
        ("2020..06/2021", "2020-01-01", "2021-06-30"),
        ("24/06/2021..", "2021-06-24", None),
        ("..2020", None, "2020-12-31"),
    ],
)
def test_reads_a_period(text: str, since: str | None, until: str | None) -> None:
    period = parse_period(text)
    assert (period.since, period.until) == (
        since and dt.date.fromisoformat(since),
        until and dt.date.fromisoformat(until),
    )


@pytest.mark.parametrize("text", ["2/2021", "Q2/2021", "II/2021", "2021-Q2", "quý 2/2021"])
def test_reads_a_quarter(text: str) -> None:
    assert parse_quarter(text).since == dt.date(2021, 4, 1)
    assert parse_quarter(text).until == dt.date(2021, 6, 30)


@pytest.mark.parametrize("text", ["", "..", "21", "13/2021", "29/02/2021", "0/2021", "2021/13/01", "hôm qua"])
def test_refuses_what_is_no_date(text: str) -> None:
    with pytest.raises(QueryError, match="is no date"):
        parse_period(text)
