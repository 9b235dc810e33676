"""From one raw article to everything the index stores of it: cleaned, extracted, analysed, in one pass.

`digest` and `origin` come before that work, so that an article which the index holds unchanged costs only its
reading.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from searchkit.models import Article, RawArticle

if TYPE_CHECKING:
    from searchkit.analysis import Analysis
    from searchkit.analysis.bulk import Coded

PIPELINE_VERSION = 9
"""Part of every digest. Raise it when cleaning or extraction change what comes out of the same text: the next
`searchkit index` then renews every article by itself."""
_in_order = json.JSONEncoder(ensure_ascii=False, sort_keys=True, default=str).encode
STDIN = "-"
"""The origin of what came through the standard input: no file, so nothing of it ever vanishes."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One article ready for the index.

    `title` and `body` are the analysed words of the headline and of the body; `digest` is 64 bits over
    everything that was read (see `digest`); `origin` is the file it came from (see `origin`).
    """

    article: Article
    title: Analysis | Coded
    body: Analysis | Coded
    digest: int
    origin: str


def prepare(raw: RawArticle, known: int | None = None) -> Prepared:
    """Clean, extract and analyse `raw`; `known` is its digest where the caller has it.

    What a step raises goes up to the caller.
    """
    raw = sound(raw)
    return prepare_all([raw], [digest(raw) if known is None else known])[0]


def prepare_all(raws: Sequence[RawArticle], marks: Sequence[int]) -> list[Prepared]:
    """Clean, extract and analyse `raws` (as `sound` gives them), whose digests are `marks`.

    Each step is done for all of them before the next one: what it works with then stays in the processor's
    cache, and some dozen articles at once take a quarter less time than one by one.
    """
    # The word tables load with the first article, not with an import.
    from searchkit.analysis.bulk import encode
    from searchkit.extract import extract_all
    from searchkit.ingest.clean import clean_page

    articles = extract_all(raws, list(map(clean_page, raws)))
    words = [encode(article.title or "", article.body) for article in articles]
    return [
        Prepared(article, title, body, mark, origin(raw.path))
        for raw, article, (title, body), mark in zip(raws, articles, words, marks, strict=True)
    ]


def marked(raw: RawArticle) -> tuple[RawArticle, int]:
    """Return `raw` as `sound` gives it, and its digest: what has one is sound, nearly always."""
    if _is_valid(raw.path):
        try:
            return raw, digest(raw)
        except UnicodeEncodeError:
            pass  # half a character somewhere
    raw = sound(raw)
    return raw, digest(raw)


def digest(raw: RawArticle) -> int:
    """Return 64 bits (blake2b, never 0) over id, origin, text and given values of a `sound` article.

    The origin counts because the index stores it: an article that moved to another file is written again.
    """
    state = blake2b(digest_size=8, person=b"searchkit%d" % PIPELINE_VERSION)
    given = _in_order(dict(raw.given)) if raw.given else ""
    for part in (raw.id, origin(raw.path), raw.kind, given, raw.text):
        data = part.encode()
        state.update(b"%d:" % len(data))  # lengths keep neighbouring parts apart
        state.update(data)
    return int.from_bytes(state.digest(), "little") or 1


@lru_cache(maxsize=4096)
def origin(path: str) -> str:
    """Return the absolute path of a source file with forward slashes; "-" and "" stay as they are.

    `báo\\2021\\a.txt` of a Windows machine becomes `C:/…/báo/2021/a.txt`. A name that is no valid Unicode
    (Linux allows it) is written with escapes, because the index holds UTF-8 alone. Symbolic links stay: what
    lies below a folder as it was given stays below it.
    """
    if path in ("", STDIN):
        return path
    return _valid(os.path.abspath(path).replace(os.sep, "/"))


def sound(raw: RawArticle) -> RawArticle:
    """Return `raw` without lone surrogates (half a character, as `"\\ud83d"` in JSON): no UTF-8 for them."""
    if _is_valid(raw.id) and _is_valid(raw.path) and _is_valid(raw.text) and _given_is_valid(raw.given):
        return raw
    given = json.loads(_replaced(json.dumps(dict(raw.given), ensure_ascii=False, default=str)))
    return replace(raw, id=_valid(raw.id), path=_valid(raw.path), text=_replaced(raw.text), given=given)


def _given_is_valid(given: Mapping[str, Any]) -> bool:
    return not given or _is_valid(json.dumps(dict(given), ensure_ascii=False, default=str))


def _is_valid(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _valid(name: str) -> str:
    """Write lone surrogates of a name as escapes, so that different names stay different."""
    return name if _is_valid(name) else name.encode("utf-8", "backslashreplace").decode("utf-8")


def _replaced(text: str) -> str:
    """Put `?` for each lone surrogate of a text."""
    return text.encode("utf-8", "replace").decode("utf-8")
