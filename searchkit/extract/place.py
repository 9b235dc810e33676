"""Decide which one province an article is about: title, dateline, publisher, the authorities that act.

Each kind of evidence adds to a province's score (`weigh`); the best one is taken where it is strong enough
and clearly ahead (`decide_province`). Where a list or a ranking names a province it hardly counts.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from searchkit.extract import gazetteer
from searchkit.extract.districts import extract_districts
from searchkit.extract.place_words import phrases, words
from searchkit.extract.provinces import ProvinceMention
from searchkit.extract.provinces_left import follows_name, last_words
from searchkit.models import Page

__all__ = ["decide_province", "weigh"]

ENOUGH = 2.5
"""Lowest score that settles an article's province."""
AHEAD = 1.6
"""How many times the runner-up's score it must be."""
AHEAD_IN_TITLE = 2.5
"""The same where the headline names several."""
_NATIONAL_MARGIN = 4.0
_MINISTRY = re.compile(r"(?<!\w)Bộ [A-ZĐ]")
ENOUGH_ALONE = 1.2
"""The same where no other province is named at all."""
_LOCAL_EVIDENCE = frozenset({"title", "publisher", "dateline", "authority", "districts", "local"})
"""Kinds of which one is needed: being named often is not enough."""
LEAD = 450
"""Characters of the body that count as its lead."""

_METROPOLES = ("Hà Nội", "TP. Hồ Chí Minh")
"""Where national events take place and national bodies sit: a bare mention says little."""

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
    scores = _gather(title, page, mentions, source, published)
    ranked = sorted(scores.totals().items(), key=lambda row: -row[1])
    if not ranked:
        return None
    best, score = ranked[0]
    enough = ENOUGH
    if _is_national(title, mentions):
        enough += _NATIONAL_MARGIN
    elif len(ranked) == 1 and best not in _METROPOLES:
        enough = ENOUGH_ALONE
    rival = ranked[1][1] if len(ranked) > 1 else 0.0
    ahead = AHEAD if len({m.name for m in mentions if m.in_title}) < 2 else AHEAD_IN_TITLE
    settled = score >= enough and score >= ahead * rival
    return best if settled and _LOCAL_EVIDENCE & scores.parts[best].keys() else None


def _is_national(title: str | None, mentions: Sequence[ProvinceMention]) -> bool:
    """Say whether the headline names a national body and no province."""
    if any(m.in_title for m in mentions):
        return False
    plain = title or ""
    return _MINISTRY.search(plain) is not None or any(
        p in plain.lower() for p in phrases("place", "national")
    )


def weigh(
    title: str | None,
    page: Page,
    mentions: Sequence[ProvinceMention],
    source: str | None,
    published: dt.date | None,
) -> Mapping[str, float]:
    """Return the score of each province that anything speaks for; about 2.5 is convincing, 10 certain."""
    return _gather(title, page, mentions, source, published).totals()


def _gather(
    title: str | None,
    page: Page,
    mentions: Sequence[ProvinceMention],
    source: str | None,
    published: dt.date | None,
) -> _Scores:
    scores = _Scores()
    body = page.body
    _weigh_title([m for m in mentions if m.in_title], scores)
    _weigh_publisher(page, source, published, scores)
    _weigh_dateline(body, published, scores)
    _weigh_body(body, [m for m in mentions if not m.in_title], scores)
    _weigh_districts(title or "", body, published, scores)
    _weigh_local_words(body, scores)
    return scores


def _weigh_title(mentions: Sequence[ProvinceMention], scores: _Scores) -> None:
    names = {m.name for m in mentions}
    for name in names:
        scores.add(name, "title", 3.5 / len(names) ** 1.5, 3.5)


def _weigh_publisher(page: Page, source: str | None, published: dt.date | None, scores: _Scores) -> None:
    for line in (source or "", *page.head[:6]):
        if line and len(line) < 120 and (name := gazetteer.publisher(line, published)):
            scores.add(name, "publisher", 1.5 if name in _METROPOLES else 3.5, 3.5)


def _weigh_dateline(body: str, published: dt.date | None, scores: _Scores) -> None:
    """Count `TTH.VN -`, `Bến Tre -` before the first sentence; `Hà Nội (TTXVN) -` is but a place."""
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
    clause = _clause(body, mention.start)
    if _is_facility(clause) or not words("place", "home").isdisjoint(last_words(body, mention.start)):
        scores.add(mention.name, "body", 0.1 * share, 0.4)
        return
    if mention.start < LEAD:
        scores.add(mention.name, "lead", (0.4 if big else 0.8) * share, 1.2)
    scores.add(mention.name, "body", (0.25 if big else 0.4) * share, 1.6 if big else 2.4)
    if _acts(clause):
        scores.add(mention.name, "authority", 1.3 * share, 4.0)
    if "điểm cầu" in clause:
        scores.add(mention.name, "venue", 2.0, 2.0)


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
    before = _BREAK.split(body[max(0, mention.start - 40) : mention.start])[-1]
    after = _BREAK.split(body[mention.end : mention.end + 50])[0]
    near = f"{before} {after}".lower()
    return any(phrase in near for phrase in phrases("place", "ranking"))


@cache
def _authority() -> re.Pattern[str]:
    found = "|".join(re.escape(phrase.strip()) for phrase in phrases("place", "authorities"))
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)")


_BREAK = re.compile(r"[.;:\n“”\"]")
_LOCAL_UNIT = re.compile(r"(?:huyện|quận|thị xã|tx|thành phố|tp|xã|phường|thị trấn|q|h) ")


def _clause(body: str, start: int) -> str:
    """Return the words of the same clause before `start`, in lower case."""
    left = body[max(0, start - 70) : start].lower().replace("tp.", "tp ").replace("q.", "q ")
    return _BREAK.split(left)[-1]


def _acts(clause: str) -> bool:
    """Say whether the words before a name are an authority's: `UBND tỉnh`, `Công an huyện Ba Tri,`."""
    found = list(_authority().finditer(clause))
    if not found:
        return False
    rest = clause[found[-1].start() :]
    if not words("place", "place_only").isdisjoint(rest.split()):
        return False
    return not any(c in rest for c in ",(") or _LOCAL_UNIT.search(rest) is not None


def _is_facility(clause: str) -> bool:
    """Say whether the name ends that of a works, firm or road: `Nhà máy đạm`, `cao tốc`."""
    last = re.split(r"[,(]", clause)[-1]
    return any(word in last for word in phrases("place", "facility"))


def _weigh_districts(title: str, body: str, published: dt.date | None, scores: _Scores) -> None:
    for district in extract_districts(title, body):
        if len(district.provinces) > 3:
            continue
        amount = 1.2 if district.in_title else 0.4
        if not district.in_title and _acts(_clause(body, district.start)):
            amount += 0.4
        for parent in district.provinces:
            name = gazetteer.lookup("Huế", published) or parent if parent == "Thừa Thiên Huế" else parent
            scores.add(name, "districts", amount / len(district.provinces), 2.4)


def _weigh_local_words(body: str, scores: _Scores) -> None:
    """Where the text says `the province` without a name, it has one in mind: the one best placed so far."""
    totals = scores.totals()
    if not totals:
        return
    weight = 0.6 * _unnamed(body) + 0.3 * sum(
        body.count(phrase.strip()) for phrase in phrases("place", "local")
    )
    if weight >= 0.6:
        best = max(totals, key=lambda name: totals[name])
        scores.add(best, "local", weight * (0.6 if best in _METROPOLES else 1.0), 2.4)


_ALL_PROVINCES = (", thành", ",thành", "/thành", " thành", "/TP", ", TP", " nào")


def _unnamed(body: str) -> int:
    """Return how often the province is meant without its name: `UBND tỉnh cho biết`, `địa bàn tỉnh`."""
    parts = body.replace("Tỉnh ủy", "UBND tỉnh").replace("Tỉnh uỷ", "UBND tỉnh").split("tỉnh")
    befores = phrases("place", "unnamed")
    return sum(
        left.endswith(befores) and not right[1:2].isupper() and not right.startswith(_ALL_PROVINCES)
        for left, right in pairwise(parts)
    )
