"""Stored articles: what a list of hits shows (the card), the other metadata (the head) and the body of each.

Cards are plain JSON: a page of hits reads ten of them, and unpacking would take most of its time. Heads and
bodies are compressed one by one against a dictionary of the run. A dictionary of sample text lets every body
be packed alone (0.34 of its size instead of 0.45), so that reading one article unpacks nothing else and
merging copies packed bytes as they are.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from searchkit.indexing.layout import SectionFile
from searchkit.models import Article, Document, Indicator, Official

_read_json = json.JSONDecoder().raw_decode
RAW = -15  # deflate without header and checksum: the file carries its own

EMPTY_HEAD: Mapping[str, Any] = MappingProxyType(
    dict.fromkeys(("title", "published", "published_at", "province", "source", "url", "path", "byline"))
    | dict.fromkeys(("province_now", "province_confidence"))
    | dict.fromkeys(("provinces", "officials", "document_numbers", "event_dates", "indicators"), ())
    | dict.fromkeys(("districts", "bodies", "documents"), ())
)
"""What a head holds for everything that the article doesn't have."""


class Card(NamedTuple):
    """What a list of hits shows of an article, `officials` by name; on disk a JSON list in this order, the
    day in ISO form, empty values at the end left out."""

    id: str
    title: str | None
    published: dt.date | None
    province: str | None
    provinces: tuple[str, ...]
    officials: tuple[str, ...]
    source: str | None
    url: str | None
    path: str | None
    province_now: str | None


_EMPTY_CARD = ("", None, None, None, (), (), None, None, None, None)


def read_cards(packed: Sequence[bytes]) -> list[Card]:
    """Return the cards of articles, `packed` one by one; reading them all at once costs half as much."""
    rows = _read_json((b"[%b]" % b",".join(packed)).decode())[0]
    return list(map(_card, rows))


def _card(row: list[Any]) -> Card:
    row += _EMPTY_CARD[len(row) :]
    published = row[2]
    if published:
        row[2] = dt.date.fromisoformat(published)
    row[4], row[5] = tuple(row[4]), tuple(row[5])
    return tuple.__new__(Card, row)  # ten of them are made for every query: in half the time


def read_stored(card: bytes, head: bytes) -> dict[str, Any]:
    """Return everything of an article but its body, by name."""
    shown = zip(Card._fields, json.loads(card), strict=False)
    return {**EMPTY_HEAD, **dict(shown), **json.loads(head)}


def article_of(head: Mapping[str, Any], body: str) -> Article:
    """Return the article that `head` (as `Snapshot.stored` gives it) and `body` make."""
    published = head["published"]
    return Article(
        id=head["id"],
        title=head["title"],
        body=body,
        url=head["url"],
        source=head["source"],
        path=head["path"],
        published=dt.date.fromisoformat(published) if published else None,
        published_at=head["published_at"],
        event_dates=tuple(map(dt.date.fromisoformat, head["event_dates"])),
        province=head["province"],
        provinces=tuple(head["provinces"]),
        officials=tuple(map(_official, head["officials"])),
        byline=head["byline"],
        document_numbers=tuple(head["document_numbers"]),
        indicators=tuple(Indicator(**values) for values in head["indicators"]),
        province_now=head["province_now"],
        province_confidence=head["province_confidence"],
        districts=tuple(head["districts"]),
        bodies=tuple(head["bodies"]),
        documents=tuple(Document(number, tuple(issuers)) for number, *issuers in head["documents"]),
    )


def _official(stored: Mapping[str, Any]) -> Official:
    spans = tuple((start, end) for start, end in stored["mentions"])
    return Official(stored["name"], tuple(stored["titles"]), spans)


class PlainStore:
    """Random access to one store of a segment whose texts are not packed."""

    def __init__(self, file: SectionFile, kind: str) -> None:
        self._map = file.map
        self._base = file.section(f"{kind}.blob").offset
        self._ends = file.numbers(f"{kind}.ends")

    def read(self, doc: int) -> bytes:
        """Return the text of document `doc` of the segment."""
        return self._map[self._base + self._ends[doc] : self._base + self._ends[doc + 1]]

    def read_all(self, docs: Sequence[int]) -> list[bytes]:
        """Return the texts of `docs`, documents of the segment."""
        texts, base, ends = self._map, self._base, self._ends
        return [texts[base + ends[doc] : base + ends[doc + 1]] for doc in docs]


class TextStore:
    """Random access to one packed store of a segment; dictionary `i` belongs to the documents from
    `dict_first[i]` on."""

    def __init__(self, file: SectionFile, kind: str) -> None:
        self._map = file.map
        self._base = file.section(f"{kind}.blob").offset
        self._ends = file.numbers(f"{kind}.ends")
        self._dict_base = file.section(f"{kind}.dicts").offset
        self._dict_ends = file.numbers(f"{kind}.dict_ends")
        self._dict_first = file.numbers(f"{kind}.dict_first")
        self._last = -1, b""

    def read(self, doc: int) -> bytes:
        """Return the text of document `doc` of the segment."""
        packed = self._map[self._base + self._ends[doc] : self._base + self._ends[doc + 1]]
        return zlib.decompressobj(RAW, self._dictionary(doc)).decompress(packed)

    def _dictionary(self, doc: int) -> bytes:
        number = bisect_right(self._dict_first, doc) - 1
        last, dictionary = self._last
        if last != number:
            start, end = self._dict_ends[number], self._dict_ends[number + 1]
            dictionary = self._map[self._dict_base + start : self._dict_base + end]
            self._last = number, dictionary
        return dictionary
