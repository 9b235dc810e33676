"""What an HTML page states about itself: headline, time of publication, publisher, address, author.

Read from `h1`, `og:` and other meta elements, and JSON-LD; conventions of ogp.me, schema.org, Dublin Core.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from searchkit.ingest.head import is_title_again, without_site
from searchkit.ingest.pennames import read_names
from searchkit.ingest.phrases import SECTIONS, is_site_name, key, low
from searchkit.ingest.when import find_moments
from searchkit.text import nfc, squeeze

_PUBLISHED_NAMES = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time",
    "datepublished", "pubdate", "publishdate", "publish_date", "publish-date",
    "date_published", "article.published",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", 
    "cxenseparse:recs:publishtime", "sailthru.date",
)  # fmt: skip
_WEAK_NAMES = ("date", "dc.date", "dcterms.date", "created", "dc.created")
_MODIFIED_NAMES = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
)
_ARTICLE_TYPES = ("Article", "BlogPosting", "Report", "WebPage")
_STATED_DATE = re.compile(r'"datePublished"\s{0,4}:\s{0,4}"([^"]{8,40})"')
_MAX_NODES = 2000
_SECTION_WORDS = 4
_MOST_HEADINGS = 40
_LONGEST_SITE = 90


def head_values(root: HtmlElement, site_lines: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the values a page states: `title, published, url, source, author`; `weak` and `modified` are
    dates that count only where the page shows none."""
    metas = _metas(root)
    linked = _linked_data(root)
    source = _first(metas, ("og:site_name", "application-name")) or _name(linked.get("publisher"))
    title = _title(root, metas, linked, source)
    stated = {
        "title": title,
        "published": _moment(
            linked.get("datePublished"), *_values(metas, _PUBLISHED_NAMES), *_marked(root, "datePublished")
        ),
        "weak": _moment(*_values(metas, _WEAK_NAMES), *_times(root)),
        "modified": _moment(linked.get("dateModified"), *_values(metas, _MODIFIED_NAMES)),
        "url": _url(root, metas),
        "source": source or _site_in_title(root, title),
        "author": _author(linked, metas, source),
        "body": str(linked.get("articleBody") or ""),
    }
    return {name: value for name, value in stated.items() if value}


def _clean(text: str | None) -> str:
    return squeeze(nfc(text or ""))


def _metas(root: HtmlElement) -> dict[str, str]:
    """Return the first content of each meta element by its name, property or itemprop in lower case."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = _clean(meta.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _values(metas: dict[str, str], names: tuple[str, ...]) -> list[str]:
    return [metas[name] for name in names if name in metas]


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str:
    return next(iter(_values(metas, names)), "")


def _marked(root: HtmlElement, prop: str) -> list[str]:
    """Return the values of elements that carry `prop` as an itemprop."""
    return [
        _clean(node.get("datetime") or node.get("content") or node.text_content())
        for node in root.iterfind(f".//*[@itemprop='{prop}']")
    ][:3]


def _times(root: HtmlElement) -> list[str]:
    """Return the first machine-readable `time` of the page that is not one of updating."""
    for node in root.iter("time"):
        label = f"{node.get('class') or ''} {node.get('itemprop') or ''}".lower()
        if node.get("datetime") and "modif" not in label and "updat" not in label:
            return [_clean(node.get("datetime"))]
    return []


def _linked_data(root: HtmlElement) -> dict[str, Any]:
    """Return the JSON-LD object that describes the article, or what can be read of a broken one."""
    best: dict[str, Any] = {}
    rank = len(_ARTICLE_TYPES)
    for script in root.iterfind(".//script[@type='application/ld+json']"):
        text = script.text or ""
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            stated = _STATED_DATE.search(text)
            data = {"@type": "Article", "datePublished": stated[1]} if stated else {}
        for node in _nodes(data):
            mine = _rank(node)
            if mine < rank:
                best, rank = node, mine
    return best


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD document: of lists and graphs too, but not of lists of other
    articles."""
    queue, seen = [data], 0
    while queue and seen < _MAX_NODES:
        node = queue.pop(0)
        seen += 1
        if isinstance(node, list):
            queue.extend(node[:50])
        elif isinstance(node, dict):
            yield node
            queue.extend(node[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in node)


def _rank(node: dict[str, Any]) -> int:
    kinds = node.get("@type")
    names = [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]
    return next(
        (i for i, part in enumerate(_ARTICLE_TYPES) if any(part in name for name in names)),
        len(_ARTICLE_TYPES),
    )


def _name(value: Any) -> str:
    """Return the name of a person or organisation in JSON-LD; several names are joined by a comma."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name, value[:3])))
    if isinstance(value, dict):
        return _clean(str(value.get("name") or ""))
    return _clean(value) if isinstance(value, str) else ""


def _moment(*values: Any) -> str:
    """Return the first readable moment in Vietnam's time, or the day where no time is given."""
    for value in values:
        moments = find_moments(_clean(value)) if isinstance(value, str) else []
        if moments:
            return moments[0].at or moments[0].day.isoformat()
    return ""


def _url(root: HtmlElement, metas: dict[str, str]) -> str:
    for link in root.iterfind(".//link[@rel='canonical']"):
        address = _clean(link.get("href"))
        if address.startswith(("http://", "https://")):
            return address
    address = _first(metas, ("og:url",))
    return address if address.startswith(("http://", "https://")) else ""


def _author(linked: dict[str, Any], metas: dict[str, str], source: str) -> str:
    """Return the author where it is a person's name: sites put their own name there, too."""
    for value in (_name(linked.get("author")), _first(metas, ("article:author", "author", "dc.creator"))):
        if value and value != source and read_names(value) and not is_site_name(low(value)) and " " in value:
            return value
    return ""


def _title(root: HtmlElement, metas: dict[str, str], linked: dict[str, Any], source: str) -> str:
    """Return the `h1` that isn't the site's name, else `og:title` without the site's suffix."""
    stated = _first(metas, ("og:title", "twitter:title")) or _clean(str(linked.get("headline") or ""))
    page = _clean(root.findtext(".//title"))
    headings = [_clean(h1.text_content()) for h1 in root.iter("h1")]
    named = [h for h in headings if h and not _is_site(h, source, page)]
    for heading in named:
        if stated and (is_title_again(stated, heading) or is_title_again(heading, stated)):
            return heading
    for heading in named:
        sure = len(heading.split()) > _SECTION_WORDS or key(page) != key(heading)
        if page and sure and is_title_again(page, heading):
            return heading
    lower = _lower_heading(root, stated or page)
    if lower:
        return lower
    best = max(named[:4], key=lambda h: len(h) if len(h) < 250 else 0, default="")
    # A short heading that nothing else repeats may be a section's: then the lines of the page decide.
    if len(best.split()) > _SECTION_WORDS:
        return best
    if not stated or _is_site(stated, source, ""):
        return ""
    short = without_site(stated, source)
    return "" if _is_site(short, source, "") else short


def _site_in_title(root: HtmlElement, title: str) -> str:
    """Return the site's name where the page's title is the headline with it, before or behind."""
    page = _clean(root.findtext(".//title"))
    if not title or title not in page or len(page) > len(title) + _LONGEST_SITE:
        return ""
    rest = page.replace(title, "", 1).strip(" -–—|»:")
    return rest if is_site_name(low(rest)) else ""


def _lower_heading(root: HtmlElement, page: str) -> str:
    """Return the `h2` or `h3` that the page's title repeats, where no `h1` is the headline."""
    whole = key(page)
    for heading in [*root.iter("h2"), *root.iter("h3")][:_MOST_HEADINGS]:
        text = _clean(heading.text_content())
        if len(text.split()) > _SECTION_WORDS and key(text) in whole:
            return text
    return ""


def _is_site(heading: str, source: str, page: str) -> bool:
    """Say whether a heading is the site's name or a section's rather than an article's."""
    mine = key(heading)
    if not mine or mine == key(source) or mine in SECTIONS:
        return True
    if len(heading.split()) <= 14 and is_site_name(low(heading)) and not (page and page.startswith(heading)):
        return True
    return len(heading.split()) <= 2
