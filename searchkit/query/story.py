"""The articles that tell one story: all reprints of an article, the earliest first, and what they changed."""

from __future__ import annotations

from searchkit.indexing.snapshot import Snapshot
from searchkit.models import Copy, FigureChange
from searchkit.query.changes import changed_figures


def story_of(snapshot: Snapshot, doc: int) -> tuple[Copy, ...]:
    """Return the articles that tell the story of `doc`, itself among them, the earliest first."""
    first, *others = snapshot.copies.story(doc).tolist()
    body = snapshot.body(first)
    told = [_copy(snapshot, first, ())]
    return (*told, *(_copy(snapshot, other, changed_figures(body, snapshot.body(other))) for other in others))


def _copy(snapshot: Snapshot, doc: int, changes: tuple[FigureChange, ...]) -> Copy:
    card = snapshot.cards([doc])[0]
    return Copy(card.id, card.title, card.published, card.source, card.url, card.path, changes)
