"""Districts named in an article, with their parent provinces: finer filters, weaker evidence of place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from searchkit.extract import gazetteer
from searchkit.extract.provinces import ProvinceMention
from searchkit.extract.provinces_left import follows_name
from searchkit.extract.provinces_matcher import Hit, scan
from searchkit.text import lower, squeeze

_KINDS = {
    "huyện": "huyện", "h.": "huyện", "quận": "quận", "q.": "quận", "thị xã": "thị xã", "tx": "thị xã",
    "tx.": "thị xã", "thành phố": "thành phố", "tp": "thành phố", "tp.": "thành phố", "đảo": "huyện",
}  # fmt: skip
_NUMBERED = re.compile(r"(?:[Qq]uận|QUẬN|Q\.) ?\d{1,2}(?![\d/])")
SAIGON = "TP. Hồ Chí Minh"


@dataclass(frozen=True, slots=True)
class DistrictMention:
    """A district named: as written, its possible parent provinces, offsets into the title or else the body.

    `kind` is the word before it (`huyện`, `quận`, …), or empty where a known city stands bare (`Nha Trang`).
    """

    name: str
    provinces: tuple[str, ...]
    start: int
    end: int
    kind: str = ""
    in_title: bool = False


def extract_districts(title: str | None, body: str) -> tuple[DistrictMention, ...]:
    """Return every mention of a district-level unit in title and body, in that order."""
    inside = _in_text(body, False)
    if not title:
        return tuple(inside)
    sure = {squeeze(one.name).lower() for one in inside}
    if any(word in body for word in (" huyện ", " huyện,", " huyện.", " thị xã ")):
        sure |= {lower(title[hit.start : hit.end]) for hit in scan(title)[:8] if _stands(title, hit, body)}
    return (*_in_text(title, True, frozenset(sure)), *inside)


def _stands(title: str, hit: Hit, body: str) -> bool:
    """Say whether a name that but one district has begins the headline, or is in the body, too."""
    if len(hit.entry.parents) != 1 or " " not in hit.entry.key or hit.entry.province:
        return False
    begins = hit.start == 0 and title[hit.end + 1 : hit.end + 2].islower()
    return begins or title[hit.start : hit.end] in body


def _in_text(text: str, in_title: bool, sure: frozenset[str] = frozenset()) -> list[DistrictMention]:
    """Return the mentions of one text; `sure` names stand there without their kind, too."""
    found, bare = [], []
    last_end, last_kind = -1, ""
    for hit in scan(text):
        if not hit.entry.parents:
            continue
        kind = _kind(hit) or _described(text, hit)
        if kind is None and last_kind and not hit.entry.province and follows_name(text, last_end, hit.start):
            kind = last_kind  # `huyện Long Hồ, Vĩnh Long` names the province behind the district
        if (
            kind is None
            and not _before_parent(text, hit)
            and not _after_commune(text, hit)
            and (hit.entry.province or not _stands_bare(text, hit, sure))
        ):
            if not hit.entry.province and not hit.before and hit.last not in _OTHER:
                bare.append(hit)
            continue
        last_end, last_kind = hit.end, kind or ""
        name = text[hit.start : hit.end]
        parents = _parents(name, hit.entry.parents, kind)
        found.append(DistrictMention(name, parents, hit.start, hit.end, kind or "", in_title))
    if bare and found:
        found = sorted((*found, *_again(text, bare, found, in_title)), key=lambda d: d.start)
    if not any(sign in text for sign in ("quận", "Quận", "Q.", "QUẬN")):
        return found
    numbered = [
        DistrictMention(m[0], (SAIGON,), m.start(), m.end(), "quận", in_title)
        for m in _NUMBERED.finditer(text)
    ]
    return sorted(found + numbered, key=lambda d: d.start)


def _again(
    text: str, bare: Iterable[Hit], found: Iterable[DistrictMention], in_title: bool
) -> Iterable[DistrictMention]:
    """Yield the `bare` names that the text names as districts elsewhere."""
    known = {squeeze(one.name).lower(): one.provinces for one in found if " " in one.name}
    for hit in bare:
        name = text[hit.start : hit.end]
        if provinces := known.get(squeeze(name).lower()):
            yield DistrictMention(name, provinces, hit.start, hit.end, "", in_title)


_BESIDE = {"huyện": "huyện", "quận": "quận", "thị": "thị xã"}
_LIKE_DISTRICTS = frozenset(("huyện đảo", "đặc khu"))
_DESCRIBED = frozenset(("miền núi", "biên giới", "vùng cao", "ven biển", "trung du", "ngoại thành"))


def _described(text: str, hit: Hit) -> str | None:
    """Return the kind of `huyện miền núi A Lưới`, `Huyện ủy A Lưới`."""
    if hit.last in ("ủy", "uỷ", "đoàn"):
        return _BESIDE.get(hit.pair.partition(" ")[0])
    if hit.pair in _LIKE_DISTRICTS:
        return "huyện"
    if hit.pair not in _DESCRIBED:
        return None
    before = text[max(0, hit.start - 20) : hit.start].rstrip().lower()
    return "huyện" if len(hit.entry.parents) == 1 or before.endswith(f"huyện {hit.pair}") else None


_LINK = re.compile(r"[ \u00a0]*[,(-][ \u00a0]*(?:tỉnh |TP\.? ?|thành phố )?")


def _before_parent(text: str, hit: Hit) -> bool:
    """Say whether the name's own province comes right after it: `Hướng Hóa (Quảng Trị)`."""
    link = _LINK.match(text, hit.end)
    return link is not None and any(text.startswith(parent, link.end()) for parent in hit.entry.parents)


_COMMUNE = re.compile(r"(?:xã|phường|thị trấn|Xã|Phường|Thị trấn) [^,.;:()\n]{1,24}(?: \(|, )$")


def _after_commune(text: str, hit: Hit) -> bool:
    """Say whether the name ends a commune's address: `xã Kim Liên (Nam Đàn)`."""
    before = text[max(0, hit.start - 40) : hit.start]
    return before.endswith(("(", ", ")) and not hit.entry.province and _COMMUNE.search(before) is not None


@lru_cache(maxsize=1 << 12)
def _parents(name: str, parents: tuple[str, ...], kind: str | None) -> tuple[str, ...]:
    """Return the provinces with a district of that name and kind: `quận Bình Tân` is not in Vĩnh Long."""
    if len(parents) < 2 or kind not in ("quận", "huyện"):
        return parents
    urban = {unit.province for unit in gazetteer.find_districts(squeeze(name)) if unit.kind == "quận"}
    fitting = tuple(parent for parent in parents if (parent in urban) == (kind == "quận"))
    return fitting or parents


def _kind(hit: Hit) -> str | None:
    return _KINDS.get(hit.pair) or _KINDS.get(hit.last)


@cache
def _cities() -> frozenset[str]:
    """Return the cities whose names are theirs alone and that people name without `TP.`."""
    return frozenset(
        d.name
        for d in gazetteer.districts()
        if d.kind == "thành phố" and " " in d.name and len(gazetteer.find_districts(d.name)) == 1
    )


def _stands_bare(text: str, hit: Hit, sure: frozenset[str]) -> bool:
    """Say whether a city, or one of the `sure` names, is named without its kind: no other capitalised word,
    street or ward before it."""
    name = text[hit.start : hit.end]
    if hit.before or hit.last in _OTHER:
        return False
    if name in _cities() or (bool(sure) and squeeze(name).lower() in sure):
        return True
    return len(hit.entry.parents) == 1 and " " in name and _is_placed(text, hit)


_PLACED = frozenset(("ở", "tại", "về", "đến", "tới", "quanh", "bàn", "vực"))


def _is_placed(text: str, hit: Hit) -> bool:
    """Say whether the name stands where a place does: `ở Củ Chi`, `Xuyên Mộc: Hồ cạn` beginning a line."""
    if hit.last in _PLACED or (text[hit.start - 1 : hit.start] == "(" and text[hit.end : hit.end + 1] == ")"):
        return True
    begins = not hit.start or text[hit.start - 1] == "\n"
    return begins and text[hit.end : hit.end + 1] == ":"


_OTHER = frozenset(
    [
        "đường",
        "phố",
        "xã",
        "phường",
        "trấn",
        "cầu",
        "sông",
        "hồ",
        "vịnh",
        "chợ",
        "ông",
        "bà",
        "anh",
        "chị",
        "em",
        "cô",
        "chú",
        "bác",
        "cháu",
        "thôn",
        "ấp",
        "làng",
    ]
)


def district_names(
    districts: Iterable[DistrictMention], province: str | None, provinces: Sequence[ProvinceMention]
) -> tuple[str, ...]:
    """Return the distinct districts of an article as `district_name` writes them, in the order given."""
    once = {(one.name, one.kind, one.provinces): one for one in districts}
    return tuple(dict.fromkeys([district_name(one, province, provinces) for one in once.values()]))


def district_name(
    district: DistrictMention, province: str | None, provinces: Sequence[ProvinceMention]
) -> str:
    """Return a district's official name with its province: `huyện Quảng Điền, Thừa Thiên Huế`.

    Where several provinces have one of that name, the article's `province` decides, then the only one of them
    that it names (`provinces`); else the province is left out.
    """
    parents = district.provinces
    if len(parents) > 1:
        named = {mention.name for mention in provinces}
        own = tuple(p for p in parents if province in (p, *gazetteer.present_day(p)))
        parents = own or tuple(p for p in parents if p in named)
    return _official(squeeze(district.name), district.kind, parents[0] if len(parents) == 1 else None)


_TWINS = frozenset({"Kỳ Anh", "Cai Lậy", "Duyên Hải", "Cao Lãnh", "Hồng Ngự", "Long Mỹ"})
"""Towns and cities beside which a rural district of the same name went on."""


@lru_cache(maxsize=1 << 12)
def _official(name: str, kind: str, parent: str | None) -> str:
    if name[:4].lower() == "quận" or name.startswith("Q."):
        number = "".join(filter(str.isdigit, name))
        return f"quận {number}, {parent}" if number else name
    units = [unit for unit in gazetteer.find_districts(name) if parent in (None, unit.province)]
    unit = next((unit for unit in units if unit.kind == kind), units[0] if units else None)
    if unit is None:
        return " ".join(filter(None, (kind, name)))
    if parent and kind == "huyện" and unit.name in _TWINS:
        return f"huyện {unit.name}, {parent}"
    return f"{unit.kind} {unit.name}, {parent}" if parent else f"{kind or unit.kind} {unit.name}"


def without_kind(district: str) -> str:
    """Return a district's name without `huyện`, `quận`, …"""
    for kind in ("huyện ", "quận ", "thị xã ", "thành phố "):
        if district.startswith(kind):
            return district.removeprefix(kind)
    return district
