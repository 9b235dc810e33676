"""What speaks for each province in an article: title, dateline, publisher, the authorities that act.

Each kind of evidence adds to a province's score; where a list or a ranking names a province it hardly counts.
`place` decides by these scores.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from searchkit.extract import gazetteer
from searchkit.extract import place_evidence as evidence
from searchkit.extract.districts import DistrictMention
from searchkit.extract.provinces import ProvinceMention
from searchkit.extract.provinces_matcher import scan
from searchkit.extract.publishers import dateline_owner, owners_of, site_owner
from searchkit.models import Page

LEAD = 450
"""Characters of the body that count as its lead."""
METROPOLES = ("Hà Nội", "TP. Hồ Chí Minh")
"""Where national events take place and national bodies sit: a bare mention says little."""
_SENTENCE = 300
"""Characters in which a sentence's other end is looked for."""
_MOST_UNNAMED = 50
_DISTRICT = 0.6
"""What a district named in the text speaks for its province, and `_DISTRICT_LEAD` times that in the lead."""
_DISTRICT_LEAD = 0.6
_CITIES = ("Hà Nội", "TP. Hồ Chí Minh", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế")
_STARTS = frozenset({"title", "publisher", "dateline", "lead", "title district", "unnamed lead"})
_FIRM = frozenset({"title", "publisher", "dateline", "authority"})
"""Kinds that show whose authorities a text means by `the province`; so much is that worth beside others."""
_FIRM_LEAD = 1.5
_DATELINE = re.compile(
    r"^[\s(]*([^\n–—:()]{2,28}?)\s*(?:\)\s?[-–—:.,]?|(?:\([^)\n]{2,20}\)\s*)?"
    r"(?:[-–—:]|,\s*(?:ngày )?\d{1,2}[/-]))\s"
)
_AGENCY = re.compile(r"^[^\n]{0,30}\((?:TTXVN|Vietnam\+|VNA|Dân trí|NLĐO|PLO|VOV|ĐCSVN)[^)]*\)")


@dataclass(slots=True)
class Scores:
    """Scores by province, each kind of evidence capped on its own."""

    published: dt.date | None
    parts: dict[str, dict[str, float]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(float))
    )

    def add(self, province: str, kind: str, amount: float, cap: float) -> None:
        """Add evidence for `province`, or for the unit of today where the article is of after the merger."""
        part = self.parts[gazetteer.current(province, self.published)]
        part[kind] = min(cap, part[kind] + amount)

    def totals(self) -> dict[str, float]:
        return {province: sum(part.values()) for province, part in self.parts.items()}


def gather(
    title: str | None,
    page: Page,
    mentions: Sequence[ProvinceMention],
    districts: Sequence[DistrictMention],
    source: str | None,
    published: dt.date | None,
) -> Scores:
    """Return what headline, page and text say for each province; `districts` are those of title and body."""
    scores = Scores(published)
    _weigh_title(title or "", [m for m in mentions if m.in_title], scores)
    _weigh_publisher(page, source, scores)
    _weigh_dateline(page.body, scores)
    if title and title.startswith("("):  # `(BLC) Chợ phiên cuối năm`
        _weigh_dateline(title, scores)
    if published and published >= gazetteer.MERGER:
        _weigh_communes(title or "", scores)
        _weigh_communes(page.body, scores)
    _weigh_body(page.body, [m for m in mentions if not m.in_title], scores)
    _weigh_districts(districts, title or "", page.body, scores)
    inside = [d for d in districts if not d.in_title]
    _weigh_city(page.body, [m for m in mentions if not m.in_title], inside, scores)
    _weigh_local_words(page.body, [m for m in mentions if not m.in_title], inside, scores)
    return scores


def _weigh_title(title: str, mentions: Sequence[ProvinceMention], scores: Scores) -> None:
    """Count the headline's provinces, a lone one most; a works called after its province says little."""
    share = 3.5 / max(1, len({m.name for m in mentions})) ** 1.5
    for mention in mentions:
        clause = evidence.clause_before(title, mention.start)
        facility = evidence.is_facility(clause) or evidence.is_road(clause, title, mention.end)
        scores.add(mention.name, "title", 0.2 * share if facility else share, share)


def _weigh_publisher(page: Page, source: str | None, scores: Scores) -> None:
    day = scores.published
    for line in (source or "", *page.head[:6]):
        if line and len(line) < 120 and (name := site_owner(line, day)):
            scores.add(name, "publisher", 1.5 if name in METROPOLES else 3.5, 3.5)
    owners = owners_of(page.cuts, day)
    if len(owners) == 1:
        scores.add(owners.pop(), "publisher", 3.5, 3.5)


def _weigh_dateline(body: str, scores: Scores) -> None:
    """Count `TTH.VN -`, `Bến Tre -` before the first sentence; `Hà Nội (TTXVN) -` is but a place."""
    match = _DATELINE.match(body[:80])
    if not match:
        return
    if name := dateline_owner(match[1].strip(), scores.published):
        weak = name in METROPOLES or _AGENCY.match(body[:80]) is not None
        scores.add(name, "dateline", 0.7 if weak else 3.0, 3.0)


def _weigh_body(body: str, mentions: Sequence[ProvinceMention], scores: Scores) -> None:
    for group in evidence.enumerations(body, mentions):
        share = 1.0 / len(group) if len(group) > 2 else 1.0
        if len(group) > 1 and evidence.is_route(body, group):
            share *= 0.4
        going = evidence.goes_away(body, group[-1].end)
        away = False  # `giáp Ninh Bình và Nghệ An`: what is said of the first holds for all
        for mention in group:
            clause = evidence.clause_before(body, mention.start)
            away = away or evidence.is_away(clause)
            if away or (going and not evidence.acts(clause)):
                scores.add(mention.name, "body", 0.1 * share, 0.4)
                continue
            ranked = evidence.in_ranking(body, mention)
            _weigh_mention(body, clause, mention, 0.2 * share if ranked else share, scores)


def _weigh_mention(body: str, clause: str, mention: ProvinceMention, share: float, scores: Scores) -> None:
    big = mention.name in METROPOLES
    if mention.start < LEAD:
        scores.add(mention.name, "lead", (0.4 if big else 0.8) * share, 1.2)
    scores.add(mention.name, "body", (0.25 if big else 0.4) * share, 1.6 if big else 2.4)
    if evidence.is_of_commune(clause):
        scores.add(mention.name, "commune", 0.8 * share, 0.8)
        if mention.start < LEAD and clause.rstrip().endswith(", tỉnh"):
            scores.add(mention.name, "address", 0.4 * share, 0.4)
    itself = evidence.acts_itself(body, mention.end) or evidence.is_agent(clause, body, mention.end)
    if (big and evidence.is_court(clause)) or clause.endswith("trung tâm "):
        return
    if evidence.acts(clause) or (share == 1.0 and itself):
        scores.add(mention.name, "authority", 1.3 * share, 4.0)
    elif "địa bàn" in clause:
        scores.add(mention.name, "ground", 0.8 * share, 1.6)
    if "điểm cầu" in clause:
        scores.add(mention.name, "venue", 2.0, 2.0)


def _weigh_districts(districts: Sequence[DistrictMention], title: str, body: str, scores: Scores) -> None:
    sure = {district.name for district in districts if district.kind}
    for district in districts:
        if len(district.provinces) > 3:
            continue
        clause = evidence.clause_before(title if district.in_title else body, district.start)
        away, acting = evidence.is_away(clause), False
        if district.in_title:
            known = district.name in sure or title[district.end : district.end + 1] == ":"
            amount = 0.2 if evidence.is_facility(clause) else 2.0 if known else 1.0
        else:
            amount = 0.1 if away else _DISTRICT
            acting = not away and (evidence.acts(clause) or evidence.acts_itself(body, district.end))
        for parent in district.provinces:
            scores.add(parent, "districts", amount / len(district.provinces), 2.0)
            if district.in_title:
                scores.add(parent, "title district", 0.5 * amount / len(district.provinces), 1.0)
            if district.in_title or district.start < LEAD:
                scores.add(parent, "lead", _DISTRICT_LEAD * amount / len(district.provinces), 1.2)
            if evidence.is_of_commune(clause):
                scores.add(parent, "commune", 2 * amount / len(district.provinces), 1.0)
            if acting:
                scores.add(parent, "authority", 1.0 / len(district.provinces), 4.0)


def _weigh_local_words(
    body: str,
    mentions: Sequence[ProvinceMention],
    districts: Sequence[DistrictMention],
    scores: Scores,
) -> None:
    """Count `the province` without a name for the one told of in the same sentence, else for the one best
    placed so far; local bodies for the latter."""
    totals = scores.totals()
    if not totals:
        return
    best = max(totals, key=lambda name: totals[name] + _FIRM_LEAD * bool(_FIRM & scores.parts[name].keys()))
    for at in evidence.unnamed(body, frozenset(m.start for m in mentions))[:_MOST_UNNAMED]:
        name = _told_of(body, at, mentions, districts, scores.published) or best
        scores.add(name, "unnamed", 0.36 if name in METROPOLES else 0.6, 1.8)
        if at < LEAD and name not in METROPOLES:
            scores.add(name, "unnamed lead", 0.3, 0.6)
    if not _STARTS & scores.parts[best].keys():
        return
    bodies = 0.3 * evidence.local_bodies(body)
    if bodies >= 0.6:
        scores.add(best, "bodies", bodies * (0.6 if best in METROPOLES else 1.0), 1.8)


def _weigh_communes(body: str, scores: Scores) -> None:
    """Count communes that took the names of districts when those ceased: `phường Quy Nhơn Đông`."""
    for hit in scan(body):
        parents = hit.entry.parents
        if hit.last in ("xã", "phường") and len(parents) == 1 and " " in hit.entry.key:
            scores.add(parents[0], "districts", _DISTRICT, 2.0)
            if hit.start < LEAD:
                scores.add(parents[0], "lead", _DISTRICT_LEAD * _DISTRICT, 1.2)


def _weigh_city(
    body: str,
    mentions: Sequence[ProvinceMention],
    districts: Sequence[DistrictMention],
    scores: Scores,
) -> None:
    """Count `the city` without a name for the one centrally run city that the text tells of."""
    totals = scores.totals()
    best = max(
        (name for name in _CITIES if totals.get(name, 0.0) >= 0.8), key=totals.__getitem__, default=None
    )
    if best is None or any(district.kind == "thành phố" for district in districts):
        return
    if count := evidence.unnamed_city(body, frozenset(m.start for m in mentions)):
        scores.add(best, "city", 0.4 * count, 1.2)


def _told_of(
    body: str,
    at: int,
    mentions: Sequence[ProvinceMention],
    districts: Sequence[DistrictMention],
    day: dt.date | None,
) -> str | None:
    """Return the province whose own affairs the sentence tells of that holds `at`: the one named before,
    else that of a district named in it."""
    begin, end = _sentence(body, at)
    for mention in reversed(mentions[: bisect(mentions, at, key=_start)]):
        if mention.start <= begin:
            break
        return None if evidence.is_away(evidence.clause_before(body, mention.start)) else mention.name
    for district in districts[bisect(districts, begin, key=_start) : bisect(districts, end, key=_start)]:
        if len(district.provinces) == 1:
            away = evidence.is_away(evidence.clause_before(body, district.start))
            return None if away else gazetteer.current(district.provinces[0], day)
    return None


def _start(mention: ProvinceMention | DistrictMention) -> int:
    return mention.start


def _sentence(body: str, at: int) -> tuple[int, int]:
    """Return where the sentence around `at` begins and ends, as far as `_SENTENCE` characters reach."""
    first, last = max(0, at - _SENTENCE), at + _SENTENCE
    begin = max(body.rfind("\n", first, at), body.rfind(". ", first, at))
    ends = [found for mark in ("\n", ". ") if (found := body.find(mark, at, last)) >= 0]
    return begin, min(ends, default=last)
