"""`SearchEngine`: the one door to an index for the command line, the REPL and libraries."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from searchkit.errors import NotFound, QueryError
from searchkit.i18n import _
from searchkit.models import SearchQuery
from searchkit.records import made

if TYPE_CHECKING:  # numpy and whoosh load when an index is opened, not when the package is imported
    from searchkit.analysis.acronyms import AcronymTable
    from searchkit.indexing.snapshot import Snapshot
    from searchkit.models import (
        Article,
        Completion,
        Copy,
        FacetValue,
        Fact,
        IndexStats,
        IndexSummary,
        Person,
        Ranking,
        SearchResult,
    )
    from searchkit.query.complete import Completer
    from searchkit.query.people import PeopleFinder
    from searchkit.query.run import Searcher

_LISTS = frozenset((
    "provinces", "mentions", "officials", "sources", "years", "facets", "districts", "bodies", "documents",
    "issuers",
))  # fmt: skip
_DAYS = frozenset(("since", "until", "as_of"))


class SearchEngine:
    """An index that is open for searching, and can be written to.

    A search sees the state committed when the engine was opened, or after its own last write; `refresh`
    looks for newer commits of other processes.

    >>> engine = SearchEngine.create(folder)
    >>> engine.add([Article(id="a", title="Bến Tre công bố SIPAS", body="Chỉ số SIPAS đạt 88,35%.")])
    IndexSummary(added=1, ...)
    >>> engine.search("chi so sipas").hits[0].id
    'a'
    """

    def __init__(self, path: Path, snapshot: Snapshot, acronyms: AcronymTable | None = None) -> None:
        self.path = path
        self._snapshot = snapshot
        self._acronyms = acronyms
        self._searcher: Searcher | None = None
        self._completer: Completer | None = None
        self._people: PeopleFinder | None = None

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, acronyms: str | os.PathLike[str] | None = None) -> Self:
        """Open the index at `path`; raise `IndexMissing`, `IndexOutdated` or `IndexCorrupt`. Changes
        nothing.

        `acronyms` is a file of short forms beside those that searchkit knows (see `docs/QUERY.md`);
        `ConfigError` names a line of it that can't be read.
        """
        from searchkit.indexing.store import open_index

        return cls(Path(path), open_index(Path(path)), _own_acronyms(acronyms))

    @classmethod
    def create(cls, path: str | os.PathLike[str], *, acronyms: str | os.PathLike[str] | None = None) -> Self:
        """Make an empty index at `path` (an existing one is kept) and open it; `acronyms` as for `open`."""
        from searchkit.config import holds_index
        from searchkit.indexing.store import create_index

        if not holds_index(Path(path)):
            create_index(Path(path))
        return cls.open(path, acronyms=acronyms)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the index's files free."""
        self._searcher = self._completer = self._people = None  # they hold parts of the mapped files
        self._snapshot.close()

    def refresh(self) -> None:
        """See what other processes have committed since."""
        from searchkit.indexing.store import open_index

        old, self._snapshot = self._snapshot, open_index(self.path)
        self._searcher = self._completer = self._people = None
        old.close()

    def search(
        self,
        query: str | SearchQuery = "",
        *,
        snippets: bool = True,
        explain: bool = False,
        **filters: Any,
    ) -> SearchResult:
        """Return what `query` finds.

        `query` is text in the query language or a `SearchQuery`; `filters` are further fields of
        `SearchQuery` (`provinces`, `mentions`, `officials`, `sources`, `since`, `until`, `years`, `sort`,
        `limit`, `offset`, `facets`, `literal`, `recency`, `districts`, `bodies`, `documents`, `issuers`,
        `as_of`, `all_copies`), lists or single values. Without `snippets` only ids, scores and stored fields
        are read.
        """
        checked = _checked(filters)
        if isinstance(query, str):
            asked = made(SearchQuery, {"text": query, **checked})
        else:
            asked = replace(query, **checked) if checked else query
        return self._open_searcher().search(asked, with_snippets=snippets, with_explanations=explain)

    def similar(
        self,
        article_id: str,
        query: SearchQuery | None = None,
        *,
        snippets: bool = True,
        explain: bool = False,
        **filters: Any,
    ) -> SearchResult:
        """Return the articles most like that of `article_id`, itself left out; raise `NotFound`.

        They are compared by the words that tell most about it, which the result's `query.text` holds.
        `query` (without words) and `filters` narrow and page as in `search`.
        """
        asked = replace(query or SearchQuery(), **_checked(filters))
        if asked.text:
            raise QueryError(_("similar articles are found by an article, not by words: leave the text out"))
        doc = self._doc(article_id)
        return self._open_searcher().similar(doc, asked, with_snippets=snippets, with_explanations=explain)

    def _open_searcher(self) -> Searcher:
        if self._searcher is None:
            from searchkit.query.run import Searcher

            self._searcher = Searcher(self._snapshot, self._acronyms)
        return self._searcher

    def get(self, article_id: str) -> Article:
        """Return the article of that id; raise `NotFound`."""
        doc = self._doc(article_id)
        from searchkit.extract.officeplaces import with_offices
        from searchkit.indexing.stored import article_of

        article = article_of(self._snapshot.stored(doc), self._snapshot.body(doc))
        offices = with_offices(article.officials, article.province, article.published)
        return replace(article, officials=offices)

    def copies(self, article_id: str) -> tuple[Copy, ...]:
        """Return the articles that tell the story of that of `article_id` in the same words, itself among
        them, the earliest first; raise `NotFound`."""
        from searchkit.query.story import story_of

        return story_of(self._snapshot, self._doc(article_id))

    def _doc(self, article_id: str) -> int:
        doc = self._snapshot.doc_of(article_id)
        if doc is None:
            raise NotFound(
                _("no article {id!r} in {path}; ids are shown with every hit").format(
                    id=article_id, path=self.path
                )
            )
        return doc

    def facet_values(self, field: str, prefix: str = "", limit: int | None = None) -> tuple[FacetValue, ...]:
        """Return the values of a facet over the whole index, most frequent first; those that `prefix`
        begins, folded."""
        from searchkit.query.browse import facet_values

        return facet_values(self._snapshot, field, prefix, limit)

    def complete(self, prefix: str, limit: int = 10) -> tuple[Completion, ...]:
        """Return what `prefix`, the beginning of a query, may become: its last words completed and carried
        on, provinces and officials, the likeliest first. Diacritics may be left out."""
        if self._completer is None:
            from searchkit.query.complete import Completer

            self._completer = Completer(self._snapshot)
        return self._completer.complete(prefix, limit)

    def official(self, name: str, *, latest: int = 5, companions: int = 10) -> tuple[Person, ...]:
        """Return the persons of that name whom articles name with an office, those of most articles first.

        Accents and capitals may be left out, so may the first words of the name. Namesakes are kept apart by
        office and place: several persons of one spelling may be the same one. `latest` articles and
        `companions` are listed of each.
        """
        if self._people is None:
            from searchkit.query.people import PeopleFinder

            self._people = PeopleFinder(self._snapshot)
        return self._people.find(name, latest, companions)

    def facts(
        self,
        indicator: str | None = None,
        unit: str | None = None,
        year: int | None = None,
        *,
        kind: str | None = None,
        parent: str | None = None,
    ) -> tuple[Fact, ...]:
        """Return the figures that the articles tell, newest year first; None means any.

        `indicator` is PAR INDEX, SIPAS, PAPI, PCI, ICT INDEX, DDCI or DTI, `kind` province, ministry,
        department, district or nation, `parent` the province of departments or districts. Sources that agree
        make one fact, those that contradict each other several.
        """
        from searchkit.query.facts import facts

        return facts(self._snapshot, indicator, unit, year, kind, parent)

    def ranking(
        self, indicator: str, year: int, *, kind: str = "province", parent: str | None = None
    ) -> Ranking:
        """Return the units of one kind by their places in one year, as far as the articles tell them."""
        from searchkit.query.facts import ranking

        return ranking(self._snapshot, indicator, year, kind, parent)

    def add(self, articles: Iterable[Article]) -> IndexSummary:
        """Add articles, replacing those of the same id, in one commit; metadata that an article lacks is
        extracted."""
        from searchkit.indexing.bulk import index_articles

        summary = index_articles(self.path, articles)
        self.refresh()
        return summary

    def index(self, paths: Iterable[str | os.PathLike[str]], **options: Any) -> IndexSummary:
        """Index files and folders (see `searchkit index`); options: `jobs`, `rebuild`, `prune`,
        `progress`."""
        from searchkit.indexing.bulk import index_paths

        summary = index_paths(self.path, list(paths), **options)
        self.refresh()
        return summary

    def remove(self, ids: Iterable[str]) -> int:
        """Remove articles by id in one commit; return how many there were."""
        from searchkit.indexing.writer import IndexWriter

        with IndexWriter(self.path) as writer:
            removed = writer.delete(list(ids))
        self.refresh()
        return removed

    def stats(self) -> IndexStats:
        """Return the size and span of the index."""
        from searchkit.query.browse import stats

        return stats(self._snapshot, self.path)


def _own_acronyms(file: str | os.PathLike[str] | None) -> AcronymTable | None:
    if file is None:
        return None
    from searchkit.analysis.acronyms import table

    return table(Path(file))


def _checked(filters: dict[str, Any]) -> dict[str, Any]:
    """Return keyword filters as `SearchQuery` holds them: tuples for lists, days for dates."""
    for name, value in filters.items():
        if name in _LISTS:
            filters[name] = (value,) if isinstance(value, (str, int)) else tuple(value)
        elif name in _DAYS:
            if isinstance(value, str):
                filters[name] = _day(name, value)
        elif name not in SearchQuery.__match_args__:
            raise _unknown(filters)
    return filters


def _day(name: str, typed: str) -> dt.date | None:
    from searchkit.query.periods import parse_period

    period = parse_period(typed)
    return period.since if name == "since" else period.until


def _unknown(filters: dict[str, Any]) -> QueryError:
    known = SearchQuery.__match_args__
    message = _("unknown filter {name!r}; there are: {known}")
    return QueryError(message.format(name=min(filters.keys() - set(known)), known=", ".join(known)))
