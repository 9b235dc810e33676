"""One page of what was found: from documents and scores to hits, with snippets and explanations."""

from __future__ import annotations

from typing import Any

from searchkit.indexing.layout import Array
from searchkit.indexing.stored import Card
from searchkit.models import Explanation, Hit, Match, SearchQuery
from searchkit.query.docset import Docs
from searchkit.query.highlight import Marker, first_sentence, snippets, title_highlights
from searchkit.query.interpret import Reading
from searchkit.query.leaves import LeafReader
from searchkit.query.plan import Leaf
from searchkit.query.tiers import tiers
from searchkit.query.weights import RERANK
from searchkit.records import made


class Page:
    """Builds the hits of one page; with `explained`, the query, each says why it stands where it does."""

    def __init__(
        self,
        reader: LeafReader,
        reading: Reading,
        leaves: list[Leaf],
        with_snippets: bool,
        explained: SearchQuery | None,
    ) -> None:
        self.snapshot, self.reader, self.reading, self.leaves = reader.snapshot, reader, reading, leaves
        self.with_snippets, self.explained = with_snippets, explained
        self._marker: Marker | None = None

    @property
    def marker(self) -> Marker:
        """Return the marker of the query's leaves, made once."""
        if self._marker is None:
            self._marker = Marker((leaf, self.reader.holding(leaf).idf) for leaf in self.leaves)
        return self._marker

    def hits(self, place: int, docs: Docs, scores: Array, copies: list[int]) -> tuple[Hit, ...]:
        """Return the hits for document numbers `docs`, best first; the first one has rank `place`."""
        matches = tiers(self.reader, self.leaves, docs)
        numbers = docs.tolist()
        places = range(place, place + len(numbers))
        cards = self.snapshot.cards(numbers)
        rows = zip(places, numbers, cards, scores.tolist(), matches, copies, strict=True)
        return tuple([self._hit(*row) for row in rows])

    def _hit(self, place: int, doc: int, card: Card, score: float, match: Match, copies: int) -> Hit:
        name, title, published, province, provinces, officials, source, url, path, province_now = card
        shown = {
            "rank": place,
            "id": name,
            "score": score,
            "title": title,
            "published": published,
            "province": province,
            "provinces": provinces,
            "officials": officials,
            "source": source,
            "url": url,
            "path": path,
            "match": match,
            "province_now": province_now,
            "copies": copies,
        }
        if self.with_snippets or not title:
            shown |= self._read(title, self.snapshot.body(doc))
        if self.explained is not None:
            shown["explanation"] = self._explanation(self.explained, doc, place)
        return made(Hit, shown)

    def _read(self, title: str | None, body: str) -> dict[str, Any]:
        """Return what a hit shows of its body."""
        title = title or first_sentence(body)
        if not self.with_snippets:
            return {"title": title}
        marker = self.marker
        return {
            "title": title,
            "snippets": snippets(body, marker),
            "title_highlights": title_highlights(title, marker),
        }

    def _explanation(self, query: SearchQuery, doc: int, place: int) -> Explanation:
        from searchkit.query.explain import explain

        if query.sort != "relevance":  # the score of words alone is told then, though it decides nothing
            return explain(self.reader, self.reading, doc, lifted=False)
        return explain(self.reader, self.reading, doc, query.recency, lifted=place <= RERANK)
