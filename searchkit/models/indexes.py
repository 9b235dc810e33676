"""An index as a whole: what a run did, how large it is, what is wrong with it."""

from __future__ import annotations

import datetime as dt

from searchkit.records import Value


class Skipped(Value):
    """An input file, or one record of it, that could not be read, and why."""

    path: str
    reason: str
    line: int | None = None


class IndexSummary(Value):
    """What an indexing run did, in numbers of articles."""

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: tuple[Skipped, ...] = ()
    seconds: float = 0.0


class IndexStats(Value):
    """Size and span of an index."""

    path: str
    articles: int
    terms: int
    bytes: int
    segments: int
    first: dt.date | None = None
    last: dt.date | None = None
    with_date: int = 0
    with_province: int = 0
    with_officials: int = 0
    created_with: str = ""


class Fault(Value):
    """One fault that `doctor` found in an index, and the way out."""

    what: str
    fix: str
    fatal: bool = True
