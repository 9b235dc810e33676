"""Stored articles: a small JSON head and the body each, compressed one by one against a dictionary of the
run.

A dictionary of sample text lets every body be packed alone (0.34 of its size instead of 0.45), so that
reading one article unpacks nothing else and merging copies packed bytes as they are.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain
from types import MappingProxyType
from typing import Any

import numpy as np

from searchkit.indexing.layout import Array, SectionFile
from searchkit.indexing.terms import offset_type, utf8
from searchkit.models import Article, Indicator, Official

_LEVEL = 4
_RAW = -15  # deflate without header and checksum: the file carries its own
_SHARE = 16  # the dictionary is at most this part of what it helps to pack
KINDS = ("head", "body")
"""The two stores of an article; their sections are named `head.blob`, `body.ends` and so on."""
_DICTIONARY_BYTES = {"head": 8 << 10, "body": 32 << 10}
_SAMPLE_BYTES = {"head": 800, "body": 1200}

EMPTY_HEAD: Mapping[str, Any] = MappingProxyType(
    dict.fromkeys(("title", "published", "published_at", "province", "source", "url", "path", "byline"))
    | dict.fromkeys(("provinces", "officials", "document_numbers", "event_dates", "indicators"), ())
)
"""What a head holds for everything that the article doesn't have."""


def head_of(article: Article) -> dict[str, Any]:
    """Return everything of `article` but its body, as JSON values; what is empty is left out."""
    head: dict[str, Any] = {
        "id": article.id,
        "title": article.title,
        "published": article.published and article.published.isoformat(),
        "published_at": article.published_at,
        "province": article.province,
        "provinces": article.provinces,
        "officials": [
            {"name": o.name, "titles": o.titles, "mentions": o.mentions} for o in article.officials
        ],
        "source": article.source,
        "url": article.url,
        "path": article.path,
        "byline": article.byline,
        "document_numbers": article.document_numbers,
        "event_dates": [day.isoformat() for day in article.event_dates],
        "indicators": [_indicator(i) for i in article.indicators],
    }
    return {name: value for name, value in head.items() if value}


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {name: getattr(indicator, name) for name in Indicator.__slots__}


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
    )


def _official(stored: Mapping[str, Any]) -> Official:
    spans = tuple((start, end) for start, end in stored["mentions"])
    return Official(stored["name"], tuple(stored["titles"]), spans)


def pack_head(article: Article) -> bytes:
    """Return the head of `article` as compact JSON in UTF-8."""
    return utf8(json.dumps(head_of(article), ensure_ascii=False, separators=(",", ":")))


def pack_texts(kind: str, texts: Sequence[bytes]) -> dict[str, Array]:
    """Return the sections of one run's store of `kind`: every text packed against one dictionary."""
    dictionary = _sample(texts, _DICTIONARY_BYTES[kind], _SAMPLE_BYTES[kind])
    fresh = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, zdict=dictionary)
    packed = []
    for text in texts:
        packer = fresh.copy()  # cheaper than reading the dictionary in again
        packed.append(packer.compress(text) + packer.flush())
    ends = np.fromiter(chain((0,), accumulate(map(len, packed))), np.int64, len(packed) + 1)
    return {
        f"{kind}.blob": np.frombuffer(b"".join(packed), np.uint8),
        f"{kind}.ends": ends.astype(offset_type(int(ends[-1]))),
        f"{kind}.dicts": np.frombuffer(dictionary, np.uint8),
        f"{kind}.dict_ends": np.array([0, len(dictionary)], np.uint32),
        f"{kind}.dict_first": np.zeros(1, np.uint32),
    }


def _sample(texts: Sequence[bytes], limit: int, each: int) -> bytes:
    """Return the beginnings of texts spread over all, `each` bytes of one, `limit` bytes in all."""
    limit = min(limit, sum(map(len, texts)) // _SHARE)
    step = max(1, len(texts) * each // max(1, limit))
    return b"".join(text[:each] for text in texts[::step])[:limit]


class TextStore:
    """Random access to one store of a segment; dictionary `i` belongs to the documents from
    `dict_first[i]` on."""

    def __init__(self, file: SectionFile, kind: str) -> None:
        self._map = file.map
        self._base = file.section(f"{kind}.blob").offset
        self._ends = file.numbers(f"{kind}.ends")
        self._dict_base = file.section(f"{kind}.dicts").offset
        self._dict_ends = file.numbers(f"{kind}.dict_ends")
        self._dict_first = file.numbers(f"{kind}.dict_first")

    def read(self, doc: int) -> bytes:
        """Return the text of document `doc` of the segment."""
        packed = self._map[self._base + self._ends[doc] : self._base + self._ends[doc + 1]]
        return zlib.decompressobj(_RAW, self._dictionary(doc)).decompress(packed)

    def _dictionary(self, doc: int) -> bytes:
        number = bisect_right(self._dict_first, doc) - 1
        start, end = self._dict_ends[number], self._dict_ends[number + 1]
        return self._map[self._dict_base + start : self._dict_base + end]
