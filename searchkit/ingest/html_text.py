"""The lines of an HTML page: its visible text block by block, without what its markup says is not the
article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement  # type: ignore[import-untyped]

from searchkit.text import squeeze


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_INVISIBLE = _words(
    """
    script style noscript template svg iframe object embed canvas audio video map select option datalist
    input textarea button head link meta label
    """
)
_FURNITURE = frozenset(("nav", "footer", "aside", "menu", "dialog"))
_INLINE = _words(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q s samp small span strike
    strong sub sup time tt u var wbr img nobr o:p st1:place st1:city
    """
)
_PARTED = frozenset(("span", "a", "time", "em", "i", "b", "strong", "cite"))
_FURNITURE_NAME = re.compile(
    r"(?:^|[\s_-])(?:related?|relate|lien-?quan|tin-?lien|tin-?khac|tin-?moi|other-?news|others?|"
    r"comments?|binh-?luan|fb-comments|shar(?:e|ing)|"
    r"socials?|breadcrumbs?|side-?bar|(?:main-?|top-?)?menu|nav(?:bar|igation)?|footer|site-?header|"
    r"page-?header|top-?bar|banner|advert\w*|ads?|quang-?cao|"
    r"tags?|tag-?list|keywords?|most-?(?:read|view\w*)|popular|xem-?nhieu|doc-?nhieu|newsletter|cookies?|"
    r"popup|modal|rating|rate|star|vote|"
    r"weather|thoi-?tiet|pagination|pager|hot-?news|recommend\w*|suggest\w*|sponsor\w*|copyright|toolbar|"
    r"tools?|print|counter|visitor|thong-?ke|"
    r"lien-?ket|weblinks?|subscribe|login|search|read-?more|readmore|same-?category|cung-?chuyen-?muc|"
    r"box-?(?:news|tin)|latest|trending|ticker|"
    r"marquee|survey|poll|feedback|hotline|author-?(?:box|bio|description)|about-?(?:the-?)?author|utility|actions?|"
    r"dinh-?kem|attach(?:ed|ments?)|tep-?tin|danh-?gia|chia-?se|y-?kien|phan-?hoi|chan-?trang|dau-?trang|"
    r"trinh-?don|thanh-?dau|duong-?dan|tin-?cu(?:-?hon)?|(?:cac-?)?tin-?da-?dua|bai-?khac|bai-?viet-?khac|"
    r"bai-?lien-?quan|cung-?loai|doc-?them|xem-?them|audio|text-?to-?speech|tts|tham-?do|khao-?sat|"
    r"luot-?xem|luot-?truy-?cap)(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)
_CONTENT_NAME = re.compile(
    r"(?:^|[\s_-])(?:article-?(?:body|content|detail|text)|post-?(?:content|body)|entry-?content|"
    r"news-?(?:content|body|detail)|detail-?content|content-?detail|"
    r"chi-?tiet|noi-?dung|journal-content-article|cms-body|maincontent|main-?detail|bodytext|articlebody|"
    r"fulltext|ArticleContent|post-detail|news_detail|"
    r"contentdetail|divNewsContent|content-news|box-content|singular-content|fck_detail|"
    r"the-article-body)(?:$|[\s_-]|\d)",
    re.IGNORECASE,
)
_JOINT = re.compile(r"_+|(?<=[a-z])(?=[A-Z])")
_STRUCTURE = frozenset(("article", "main", "body", "h1", "form", "td", "tr", "table", "tbody"))
_HIDDEN = re.compile(r"display\s{0,2}:\s{0,2}none|visibility\s{0,2}:\s{0,2}hidden", re.IGNORECASE)
_MAX_SHARE = 0.5
_BLOCKS = (".//br", ".//div", ".//table", ".//ul", ".//h1", ".//h2")


@dataclass
class HtmlLine:
    """One line of visible text: how many of its characters are links, whether it lies in the article's
    container."""

    text: str
    linked: int = 0
    inside: bool = False


@dataclass
class _Pen:
    """Collects text into lines."""

    lines: list[HtmlLine] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    inside: int = 0
    links: int = 0

    def write(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            if self.links:
                self.linked += len(squeeze(text))

    def end_line(self) -> None:
        text = squeeze("".join(self.parts))
        if text:
            self.lines.append(HtmlLine(text, self.linked, self.inside > 0))
        self.parts, self.linked = [], 0


def prune(root: HtmlElement, title: str | None, dropped: list[tuple[str, str]] | None = None) -> None:
    """Take out of the tree what is not text, or is named as furniture; never the headline nor most of the
    text. `dropped`, where given, is filled with the name and the text of each piece of furniture."""
    body = root.find(".//body")
    top = body if body is not None else root
    _drop(node for node in list(top.iter(etree.Comment, etree.ProcessingInstruction, *_INVISIBLE)))
    limit = _length(top) * _MAX_SHARE
    for node in list(top.iter()):
        if node is top or not isinstance(node.tag, str) or not _is_furniture(node):
            continue
        if node.getparent() is not None and not _holds(node, title) and _length(node) <= limit:
            if dropped is not None:
                dropped.append((_label(node), squeeze(" ".join(node.itertext()))))
            _drop([node])


def _label(node: HtmlElement) -> str:
    """Return an element as a style sheet names it: `div.related`, `nav`, `div#footer`."""
    names = [*(f".{name}" for name in (node.get("class") or "").split()[:2])]
    return f"{node.tag}{''.join(names) or ('#' + node.get('id') if node.get('id') else '')}"


def _drop(nodes: object) -> None:
    for node in nodes:  # type: ignore[attr-defined]
        if node.getparent() is not None:
            node.drop_tree()


def _length(node: HtmlElement) -> int:
    return sum(len(text) for text in node.itertext())


def _is_furniture(node: HtmlElement) -> bool:
    tag = node.tag
    if tag in _FURNITURE or node.get("hidden") is not None or _HIDDEN.search(node.get("style") or ""):
        return True
    if tag in _STRUCTURE or (tag in _INLINE and tag != "span"):
        return False
    if tag == "header":
        return all(parent.tag not in ("article", "main") for parent in node.iterancestors())
    names = f"{node.get('class') or ''} {node.get('id') or ''} {node.get('role') or ''}"
    plain = _JOINT.sub("-", names)  # `tin_lien_quan`, `boxTinKhac`
    return bool(_FURNITURE_NAME.search(plain)) and not (
        _CONTENT_NAME.search(names) or _CONTENT_NAME.search(plain)
    )


def _holds(node: HtmlElement, title: str | None) -> bool:
    """Say whether the headline stands in `node`, or the article does by its markup."""
    if node.find(".//*[@itemprop='articleBody']") is not None:
        return True
    return any(title and squeeze(h1.text_content()) == title for h1 in node.iter("h1"))


def container(root: HtmlElement) -> HtmlElement | None:
    """Return the element that the markup says holds the article's text, or None where it says nothing."""
    for found in (
        root.findall(".//*[@itemprop='articleBody']"),
        [node for node in root.iter("div", "section", "td") if _names_content(node)],
        root.findall(".//article"),
        root.findall(".//main"),
    ):
        best = max(found, key=_length, default=None)
        if best is not None and _length(best) >= 200:
            return best
    return None


def _names_content(node: HtmlElement) -> bool:
    return bool(_CONTENT_NAME.search(f"{node.get('class') or ''} {node.get('id') or ''}"))


def text_lines(root: HtmlElement, inside: HtmlElement | None) -> list[HtmlLine]:
    """Return the visible lines below `root`; those of `inside` are marked."""
    pen = _Pen()
    for event, node in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(node.tag, str) or node.tag in _INVISIBLE:
            if event == "end":
                pen.write(node.tail)
            continue
        if event == "start":
            _open(pen, node, inside)
        else:
            _close(pen, node, inside, root)
    pen.end_line()
    return pen.lines


def _open(pen: _Pen, node: HtmlElement, inside: HtmlElement | None) -> None:
    if _breaks(node):
        pen.end_line()
    elif node.tag in ("td", "th") or node.tag in _PARTED and _touches(pen, node):
        pen.write(" ")
    pen.inside += node is inside
    pen.links += node.tag == "a"
    pen.write(node.text)


def _touches(pen: _Pen, node: HtmlElement) -> bool:
    """Say whether a name, a date … would be glued to what stands before it: only the style parts them."""
    before, text = pen.parts[-1] if pen.parts else "", node.text or ""
    left = node.getprevious() if node.tag == "a" else None
    if left is not None and left.tag == "a" and not left.tail:
        return True
    if before[-2:].isupper():
        return text[:2].istitle() and len(text) > 1  # `BÙI LY` and `Thứ tư`
    return before[-1:].islower() and (text[:1].isupper() or text[:1].isdigit())


def _close(pen: _Pen, node: HtmlElement, inside: HtmlElement | None, root: HtmlElement) -> None:
    if _breaks(node):
        pen.end_line()
    pen.inside -= node is inside
    pen.links -= node.tag == "a"
    if node is not root:
        pen.write(node.tail)


def _breaks(node: HtmlElement) -> bool:
    """Say whether a line begins and ends with `node`: cells of a table of figures stay on one line."""
    if node.tag in ("td", "th"):
        return len(node.findall(".//p")) > 1 or any(node.find(path) is not None for path in _BLOCKS)
    return node.tag not in _INLINE
