"""Packing articles into the form that `stored` reads: cards and heads as JSON, heads and bodies against a
sample of their run."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from itertools import accumulate, chain
from typing import Any

import numpy as np

from searchkit.indexing.layout import Array
from searchkit.indexing.stored import RAW
from searchkit.indexing.terms import offset_type, utf8
from searchkit.models import Article, Indicator

_LEVEL = 4
_SHARE = 16  # the dictionary is at most this part of what it helps to pack
KINDS = ("card", "head", "body")
"""The stores of an article; their sections are named `head.blob`, `body.ends` and so on."""
_DICTIONARY_BYTES = {"head": 8 << 10, "body": 32 << 10}
_SAMPLE_BYTES = {"head": 800, "body": 1200}


def head_of(article: Article) -> dict[str, Any]:
    """Return what neither card nor body of `article` holds, as JSON values; what is empty is left out."""
    head: dict[str, Any] = {
        "published_at": article.published_at,
        "officials": [
            {"name": o.name, "titles": o.titles, "mentions": o.mentions} for o in article.officials
        ],
        "byline": article.byline,
        "document_numbers": article.document_numbers,
        "event_dates": [day.isoformat() for day in article.event_dates],
        "indicators": [_indicator(i) for i in article.indicators],
        "province_confidence": article.province_confidence,
        "districts": article.districts,
        "bodies": article.bodies,
        "documents": [[document.number, *document.issuers] for document in article.documents],
    }
    return {name: value for name, value in head.items() if value}


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {name: getattr(indicator, name) for name in Indicator.__match_args__}


def pack_card(article: Article) -> bytes:
    """Return the card of `article` as JSON in UTF-8 (see `stored.Card`)."""
    values = [
        article.id,
        article.title or None,
        article.published.isoformat() if article.published else None,
        article.province,
        article.provinces,
        tuple(official.name for official in article.officials),
        article.source,
        article.url,
        article.path,
        article.province_now,
    ]
    while not values[-1]:
        values.pop()
    return _json(values)


def pack_head(article: Article) -> bytes:
    """Return the head of `article` as JSON in UTF-8."""
    return _json(head_of(article))


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _json(value: Any) -> bytes:
    return utf8(_encode(value))


def pack_texts(kind: str, texts: Sequence[bytes]) -> dict[str, Array]:
    """Return the sections of one run's store of `kind`: every text packed against one dictionary, cards as
    they are."""
    dictionary = _sample(texts, _DICTIONARY_BYTES[kind], _SAMPLE_BYTES[kind]) if kind != "card" else b""
    packed = _packed(texts, dictionary) if kind != "card" else texts
    ends = np.fromiter(chain((0,), accumulate(map(len, packed))), np.int64, len(packed) + 1)
    return {
        f"{kind}.blob": np.frombuffer(b"".join(packed), np.uint8),
        f"{kind}.ends": ends.astype(offset_type(int(ends[-1]))),
        f"{kind}.dicts": np.frombuffer(dictionary, np.uint8),
        f"{kind}.dict_ends": np.array([0, len(dictionary)], np.uint32),
        f"{kind}.dict_first": np.zeros(1, np.uint32),
    }


def _packed(texts: Sequence[bytes], dictionary: bytes) -> list[bytes]:
    fresh = zlib.compressobj(_LEVEL, zlib.DEFLATED, RAW, zdict=dictionary)
    packed = []
    for text in texts:
        packer = fresh.copy()  # cheaper than reading the dictionary in again
        packed.append(packer.compress(text) + packer.flush())
    return packed


def _sample(texts: Sequence[bytes], limit: int, each: int) -> bytes:
    """Return the beginnings of texts spread over all, `each` bytes of one, `limit` bytes in all."""
    limit = min(limit, sum(map(len, texts)) // _SHARE)
    step = max(1, len(texts) * each // max(1, limit))
    return b"".join(text[:each] for text in texts[::step])[:limit]
