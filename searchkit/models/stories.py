"""Reprints: the articles that tell one story, and which figures they changed."""

from __future__ import annotations

import datetime as dt

from searchkit.records import Value


class FigureChange(Value):
    """A figure of a reprint that is another one in the earliest article of its story, `before`.

    `start`, `end`: where `after` stands in the body of the reprint.
    """

    before: str
    after: str
    start: int
    end: int


class Copy(Value):
    """One of the articles that tell a story in the same words, with the figures that it changed."""

    id: str
    title: str | None = None
    published: dt.date | None = None
    source: str | None = None
    url: str | None = None
    path: str | None = None
    changes: tuple[FigureChange, ...] = ()
