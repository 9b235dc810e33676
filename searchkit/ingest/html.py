"""HTML pages: the main text as lines, and what the page's head states.

The markup tells where the article is (`articleBody`, `article`, names of classes); where it does not,
trafilatura finds the main text. Around it the headline, date line and credit are kept, for `clean` to judge
like any page's.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]

from searchkit.errors import ReadError
from searchkit.i18n import _
from searchkit.ingest.credits import is_credit
from searchkit.ingest.dateline import is_dateline
from searchkit.ingest.encoding import decode
from searchkit.ingest.html_head import head_values
from searchkit.ingest.html_text import HtmlLine, container, prune, text_lines
from searchkit.ingest.layout import page_lines
from searchkit.ingest.legacy import modernise
from searchkit.ingest.pennames import read_names
from searchkit.ingest.phrases import COMMENTS, LISTS, is_site_name, key, low
from searchkit.models import Cut
from searchkit.text import squeeze

_CHARSET = re.compile(rb"""charset\s{0,3}=\s{0,3}["']?\s{0,3}([\w-]{3,20})""", re.IGNORECASE)
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_AROUND = 8
_MAX_ELEMENTS = 30_000
_SCARCE = 200
_LONGEST_SITE = 100
_SITE_LINES = 4
_SITE_WORDS = 14
_LABEL_WORDS = 5
_MOST_PIECES = 20_000
_TOP_PIECES = 300
_LAST_PIECES = 100


def read_html(data: bytes, path: str = "") -> tuple[str, dict[str, Any]]:
    """Return the page's main text, one block a line, and the values that its head states.

    Raises `ReadError` for what can't be decoded or holds no element.
    """
    markup = _PROLOGUE.sub("", _decode(data, path))
    root = _parse(markup, path)
    stated = head_values(root)
    modified, weak, hidden = (stated.pop(name, None) for name in ("modified", "weak", "body"))
    title = stated.get("title")
    named = _site_lines(root)
    prune(root, title)
    lines = _main_lines(root, markup, title)
    shown = [line.text for line in lines]
    text = modernise("\n\n".join([*(name for name in named if name not in shown), *shown]))
    if hidden and len(text) < _SCARCE < len(hidden):
        text = hidden  # the page shows its text by script only
    if "published" not in stated and not any(is_dateline(line.text) for line in lines) and (weak or modified):
        stated["published"] = str(weak or modified)
    return text, {name: modernise(value) for name, value in stated.items()}


def _site_lines(root: HtmlElement) -> list[str]:
    """Return what the page's first and last words name the site: whose it is counts as evidence of place."""
    pieces = list(islice(root.itertext(), _MOST_PIECES))
    ends = [*pieces[:_TOP_PIECES], *pieces[-_LAST_PIECES:]]
    # `BÁO HÀ NAM - TIẾNG NÓI CỦA ĐẢNG BỘ …`: the motto behind the name says nothing more.
    texts = dict.fromkeys(
        squeeze(piece).split(" - TIẾNG NÓI")[0] for piece in ends if 8 < len(piece) < _LONGEST_SITE
    )
    return [text for text in texts if text.count(" ") < _SITE_WORDS and is_site_name(low(text))][:_SITE_LINES]


def left_out(data: bytes, path: str = "") -> tuple[Cut, ...]:
    """Return what `read_html` leaves out of the page, for people to look at: in the page's order by reason.

    Such a cut is no stretch of the main text: its offsets are −1. Raises as `read_html` does.
    """
    markup = _PROLOGUE.sub("", _decode(data, path))
    root = _parse(markup, path)
    title = head_values(root).get("title")
    furniture: list[tuple[str, str]] = []
    prune(root, title, furniture)
    kept = {line.text for line in _main_lines(root, markup, title)}
    body = root.find(".//body")
    outside = [line.text for line in text_lines(body if body is not None else root, None)]
    cuts = [Cut(text, f"markup: {label}", -1, -1) for label, text in furniture if text]
    return (*cuts, *(Cut(text, "outside the article", -1, -1) for text in outside if text not in kept))


def _decode(data: bytes, path: str) -> str:
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii") if declared else None
    try:
        return decode(data, path, declared=name)
    except ReadError:
        if name is None or name.lower().startswith("utf") or b"\0" in data:
            raise
        try:
            return codecs.decode(data, name)
        except (LookupError, UnicodeDecodeError, TypeError):
            pass
        raise


def _parse(markup: str, path: str) -> HtmlElement:
    try:
        return document_fromstring(markup, parser=HTMLParser(encoding="utf-8", recover=True))
    except (etree.LxmlError, ValueError) as error:
        raise ReadError(path, _("no HTML that can be read")) from error


def _main_lines(root: HtmlElement, markup: str, title: str | None) -> list[HtmlLine]:
    """Return the article's lines with those around it in which headline, date and credit may stand."""
    body = root.find(".//body")
    top = body if body is not None else root
    inside = container(top)
    lines = text_lines(top, inside)
    if inside is None:
        _mark_by_trafilatura(lines, markup)
    lines = _without_link_lists(lines, title)
    marked = [number for number, line in enumerate(lines) if line.inside]
    if not marked:
        return lines
    first, last = marked[0], marked[-1]
    begin = next((n for n in range(first) if title and lines[n].text == title), max(0, first - _AROUND))
    return lines[max(0, begin - 3) : last + 1] + _tail(lines[last + 1 : last + 1 + _AROUND])


def _tail(after: list[HtmlLine]) -> list[HtmlLine]:
    """Return the credits and date lines that follow the main text, up to the next block."""
    found = []
    for line in after:
        if key(line.text) in COMMENTS | LISTS or _is_sentence(line.text):
            break
        if is_dateline(line.text) or is_credit(line.text) or read_names(line.text) is not None:
            found.append(line)
    return found


def _without_link_lists(lines: list[HtmlLine], title: str | None) -> list[HtmlLine]:
    """Leave out lines that are a link and nothing else: related articles, tags, menus; with their heading
    where they stand within the article.

    Headlines of teasers stay, so that the paragraphs below them can be told from the article's.
    """
    bare = [_is_bare_link(line, title) for line in lines] + [False, False]
    dropped = {
        n
        for n in range(len(lines))
        if bare[n] and (bare[n + 1] or not (bare[n + 2] or (n > 1 and bare[n - 2] and not bare[n - 1])))
    }
    headings = {
        n for n, line in enumerate(lines) if line.inside and n + 1 in dropped and key(line.text) in LISTS
    }
    dropped |= headings
    return [line for n, line in enumerate(lines) if n not in dropped]


def _is_bare_link(line: HtmlLine, title: str | None) -> bool:
    """Say whether a line is a link and nothing else. Names and dates may be links."""
    if line.text == title:
        return False
    if line.linked < 0.8 * len(line.text):
        if line.linked and key(line.text[: len(line.text) - line.linked]) in LISTS:
            return True  # `Tin liên quan` and the first of them in one line
        label, colon, rest = line.text.partition(":")  # `Bài đọc nhiều: …`
        if not colon or label.count(" ") >= _LABEL_WORDS or line.linked < 0.9 * len(rest.strip()):
            return False
    return not (
        is_dateline(line.text) or is_credit(line.text) or read_names(line.text) or _is_sentence(line.text)
    )


def _is_sentence(text: str) -> bool:
    return any(line.prose for line in page_lines(text))


def _mark_by_trafilatura(lines: list[HtmlLine], markup: str) -> None:
    """Mark the lines that trafilatura takes for the main text."""
    if markup.count("<") > _MAX_ELEMENTS:
        return
    from trafilatura import extract  # slow to load; only for pages whose markup does not tell

    try:
        found = extract(markup, favor_recall=True, include_comments=False, include_tables=True)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, etree.LxmlError):
        return  # it is a second opinion only
    main = {_letters(line) for line in (found or "").splitlines() if line.strip()}
    if not main:
        return
    joined = "\n".join(main)
    for line in lines:
        text = _letters(line.text)
        line.inside = text in main or (len(text) > 40 and text in joined)


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
