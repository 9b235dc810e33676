"""The one place where commands open the engine; in a checkout without an index it is built first."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from searchkit import config
from searchkit.cli import streams
from searchkit.i18n import _

if TYPE_CHECKING:
    from searchkit.engine import SearchEngine

CORPUS = Path("corpus")


def open_engine(given: Path | None, acronyms: Path | None = None) -> SearchEngine:
    """Return the engine over the index at `given` or the default place; build the sample index where due.

    `acronyms` is the user's file of short forms, where words are searched.
    """
    from searchkit.engine import SearchEngine

    place = config.index_dir(given)
    if given is None and is_due(place):
        build(place)
    return SearchEngine.open(place, acronyms=acronyms)


def is_due(place: Path) -> bool:
    """Say whether `place` is the default of a checkout that has articles but no index yet."""
    chosen = os.environ.get(config.INDEX_VARIABLE)
    return not chosen and place == Path("index") and CORPUS.is_dir() and not config.holds_index(place)


def build(place: Path) -> None:
    """Index the sample articles and say so."""
    from searchkit.cli.indexing import index_with_progress, report

    streams.note(_("No index here yet: building one from {folder} …").format(folder=f"{CORPUS}{os.sep}"))
    report(index_with_progress(place, [CORPUS]))
