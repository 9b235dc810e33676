"""Decide which one province an article is about, from title, dateline, publisher and the authorities that act in it.

Each kind of evidence adds to a province's score (`weigh`); the best one is taken where it is strong enough and clearly
ahead (`decide_province`). Where a list or a ranking names a province it hardly counts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from searchkit.extract import gazetteer
from searchkit.extract.districts import extract_districts
from searchkit.extract.provinces import ProvinceMention
from searchkit.extract.provinces_context import follows_name
from searchkit.models import Page
from searchkit.text import nfc

__all__ = ["decide_province", "weigh"]

ENOUGH = 2.5
"""Lowest score that settles an article's province."""
AHEAD = 1.6
"""How many times the runner-up's score it must be."""
LEAD = 450
"""Characters of the body that count as its lead."""

_METROPOLES = ("Hà Nội", "TP. Hồ Chí Minh")
"""Where national events take place and national bodies sit: a bare mention says little."""

_AUTHORITIES = (
    "ubnd", "hđnd", "ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân", "tỉnh ủy", "tỉnh uỷ", "thành ủy", "thành uỷ",
    "công an", "csđt", "cảnh sát", "csgt", "sở ", "chi cục", "cục ", "tand", "tòa án", "toà án", "vks", "viện kiểm sát",
    "bộ chỉ huy", "biên phòng", "bí thư", "chủ tịch", "lãnh đạo", "chính quyền", "mttq", "mặt trận", "hội ",
    "đoàn đbqh", "thanh tra", "điểm cầu", "bhxh", "bảo hiểm xã hội", "đảng bộ", "ban ", "phòng ", "trung tâm", "đội ",
)  # fmt: skip
_LOCAL_PHRASES = (
    "UBND tỉnh", "UBND thành phố", "UBND TP", "Tỉnh ủy", "Tỉnh uỷ", "Thành ủy", "HĐND tỉnh", "HĐND thành phố", "Công an tỉnh",
    "của tỉnh", "toàn tỉnh", "trong tỉnh", "địa bàn tỉnh", "trong và ngoài tỉnh", "điểm cầu tỉnh", "tỉnh ta", "tỉnh đã",
    "địa bàn thành phố", "thuộc tỉnh",
)  # fmt: skip
_RANKING = (
    "xếp thứ", "đứng thứ", "dẫn đầu", "đứng đầu", "đầu bảng", "cuối bảng", "xếp hạng", "vị trí thứ", "thứ hạng", "đứng cuối",
    "vị trí đầu", "xếp vị trí", "tiếp theo là", "cao nhất", "thấp nhất",
)  # fmt: skip
_DATELINE = re.compile(
    r"^[\s(]*([^\n–—:(]{2,28}?)\s*(?:\([^)\n]{2,20}\)\s*)?(?:[-–—:]|,\s*(?:ngày )?\d{1,2}[/-])\s"
)
_NEWS_AGENCY = re.compile(r"^[^\n]{0,30}\((?:TTXVN|Vietnam\+|VNA|Dân trí|NLĐO|PLO|VOV|ĐCSVN)[^)]*\)")


@dataclass(slots=True)
class _Scores:
    """Scores by province, each kind of evidence capped on its own."""

    parts: dict[str, dict[str, float]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(float))
    )

    def add(self, province: str, kind: str, amount: float, cap: float) -> None:
        part = self.parts[province]
        part[kind] = min(cap, part[kind] + amount)

    def totals(self) -> dict[str, float]:
        return {province: sum(part.values()) for province, part in self.parts.items()}


def decide_province(
    title: str | None,
    page: Page,
    mentions: Sequence[ProvinceMention],
    source: str | None,
    published: dt.date | None,
) -> str | None:
    """Return the province that the article is about, or None where it is national or about several alike."""
    ranked = sorted(weigh(title, page, mentions, source, published).items(), key=lambda row: -row[1])
    if not ranked or ranked[0][1] < ENOUGH:
        return None
    if len(ranked) > 1 and ranked[0][1] < AHEAD * ranked[1][1]:
        return None
    return ranked[0][0]


def weigh(
    title: str | None,
    page: Page,
    mentions: Sequence[ProvinceMention],
    source: str | None,
    published: dt.date | None,
) -> Mapping[str, float]:
    """Return the score of each province that anything speaks for; about 2.5 is convincing, 10 certain."""
    scores = _Scores()
    body = nfc(page.body)
    _weigh_title([m for m in mentions if m.in_title], scores)
    _weigh_publisher(page, source, published, scores)
    _weigh_dateline(body, published, scores)
    _weigh_body(body, [m for m in mentions if not m.in_title], scores)
    _weigh_districts(nfc(title or ""), body, published, scores)
    _weigh_local_words(body, scores)
    return scores.totals()


def _weigh_title(mentions: Sequence[ProvinceMention], scores: _Scores) -> None:
    names = {m.name for m in mentions}
    for name in names:
        scores.add(name, "title", 3.5 / len(names) ** 1.5, 3.5)


def _weigh_publisher(page: Page, source: str | None, published: dt.date | None, scores: _Scores) -> None:
    for line in (source or "", *page.head[:6]):
        if line and len(line) < 120 and (name := gazetteer.publisher(line, published)):
            scores.add(name, "publisher", 1.5 if name in _METROPOLES else 3.5, 3.5)


def _weigh_dateline(body: str, published: dt.date | None, scores: _Scores) -> None:
    """Count `TTH.VN -`, `Bến Tre -` before the first sentence; an agency's `Hà Nội (TTXVN) -` is but a place."""
    match = _DATELINE.match(body[:80])
    if not match:
        return
    name = gazetteer.lookup(match[1], published) or gazetteer.publisher(match[1].strip(), published)
    if name:
        weak = name in _METROPOLES or _NEWS_AGENCY.match(body[:80]) is not None
        scores.add(name, "dateline", 0.7 if weak else 3.0, 3.0)


def _weigh_body(body: str, mentions: Sequence[ProvinceMention], scores: _Scores) -> None:
    for group in _groups(body, mentions):
        for mention in group:
            share = 1.0 if len(group) < 3 else 1.0 / len(group)
            if _in_ranking(body, mention):
                share *= 0.2
            _weigh_mention(body, mention, share, scores)


def _weigh_mention(body: str, mention: ProvinceMention, share: float, scores: _Scores) -> None:
    big = mention.name in _METROPOLES
    if mention.start < LEAD:
        scores.add(mention.name, "lead", (0.4 if big else 0.8) * share, 1.2)
    scores.add(mention.name, "body", (0.25 if big else 0.4) * share, 1.6 if big else 2.4)
    if _acts(body, mention):
        scores.add(mention.name, "authority", 1.3 * share, 4.0)


def _groups(body: str, mentions: Sequence[ProvinceMention]) -> Iterable[list[ProvinceMention]]:
    """Yield the mentions in enumerations: those that only a comma, a dash or `và` parts."""
    group: list[ProvinceMention] = []
    for mention in mentions:
        if group and not follows_name(body, group[-1].end, mention.start):
            yield group
            group = []
        group.append(mention)
    if group:
        yield group


def _in_ranking(body: str, mention: ProvinceMention) -> bool:
    near = body[max(0, mention.start - 40) : mention.end + 50].lower()
    return any(phrase in near for phrase in _RANKING)


_BREAKS = re.compile(r".*[,.;:(\n“”\"]", re.DOTALL)


def _acts(body: str, mention: ProvinceMention) -> bool:
    """Say whether the words right before the name are an authority's (`UBND tỉnh`, `Công an TP`, `Sở Y tế`)."""
    left = body[max(0, mention.start - 60) : mention.start].lower().replace("tp.", "tp")
    left = _BREAKS.sub("", left)
    return any(word in left for word in _AUTHORITIES)


def _weigh_districts(title: str, body: str, published: dt.date | None, scores: _Scores) -> None:
    for district in extract_districts(title, body):
        if len(district.provinces) > 3:
            continue
        for parent in district.provinces:
            name = gazetteer.lookup("Huế", published) or parent if parent == "Thừa Thiên Huế" else parent
            amount = (1.2 if district.in_title else 0.4) / len(district.provinces)
            scores.add(name, "districts", amount, 2.4)


def _weigh_local_words(body: str, scores: _Scores) -> None:
    """Where the text speaks of `the province` without its name, it has one in mind: the one best placed so far."""
    spoken = sum(body.count(phrase) for phrase in _LOCAL_PHRASES)
    totals = scores.totals()
    if spoken < 2 or not totals:
        return
    best = max(totals, key=lambda name: totals[name])
    scores.add(best, "local", min(2.0, 0.4 * spoken), 2.0)
