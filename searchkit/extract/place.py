"""Decide which one province an article is about.

All that speaks for a province adds to its score (`place_weighing`); the best one is taken where it is strong
enough and clearly ahead (`decide_province`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from searchkit.extract import gazetteer
from searchkit.extract import place_evidence as evidence
from searchkit.extract.districts import DistrictMention, extract_districts
from searchkit.extract.place_weighing import LEAD, METROPOLES, Scores, gather
from searchkit.extract.place_words import phrases
from searchkit.extract.provinces import ProvinceMention, extract_provinces
from searchkit.models import Page

__all__ = ["Decision", "decide_province", "explain_province", "judge_province", "weigh"]

ENOUGH = 2.5
"""Lowest score that settles an article's province."""
ENOUGH_ALONE = 1.2
"""The same where no other province is named at all; `ENOUGH_METROPOLIS` for the two big cities."""
ENOUGH_METROPOLIS = 1.4
NATIONAL_MARGIN = 4.0
"""How much more it takes under a headline that names a national body and no province."""
ENOUGH_UNDER_NATIONAL_LEAD = 4.5
"""What it takes where the first sentences name national office-holders."""
ENOUGH_WITHOUT_LEAD = 4.0
"""What it takes where neither headline nor first sentences name the province."""
FAINT = 0.3
"""A score below which a province hardly counts as named."""
ENOUGH_AMONG_MANY = 5.0
"""What it takes where the lead names it among three or more in one breath."""
AHEAD = 1.5
"""How many times the runner-up's score it must be."""
FAR_AHEAD = 2.0
"""How many times the runner-up's score lets an address settle the matter."""
AHEAD_IN_TITLE = 1.25
"""The same where the headline names it alone, or the site is its own."""
AHEAD_OF_MANY = 4.0
"""The same where the lead names it among three or more in one breath."""
AHEAD_OF_EQUALS = 2.5
"""The same where the headline names several in one breath (`X và Y`)."""
_SETTLING = frozenset(
    {
        "title",
        "publisher",
        "dateline",
        "authority",
        "ground",
        "unnamed",
        "bodies",
        "address",
        "title district",
        "city",
    }
)
"""Kinds of evidence of which one is needed: being named often is not enough."""
_OWN = frozenset({"title", "publisher", "dateline", "unnamed", "venue"})
"""Kinds that show an article to be a province's own even where national office-holders act."""
_SITES = frozenset({"publisher", "dateline"})
_ITS_OWN = _OWN - {"unnamed"}
_MINISTRY = re.compile(r"(?<!\w)Bộ [A-ZĐ]")


class Decision(NamedTuple):
    """The province that an article is about, and how sure that is, from 0 to 1."""

    province: str
    confidence: float


def decide_province(
    title: str | None,
    page: Page,
    mentions: Sequence[ProvinceMention],
    source: str | None,
    published: dt.date | None,
) -> str | None:
    """Return the province that the article is about, or None where it is national or about several alike."""
    districts = extract_districts(title, page.body)
    decision = judge_province(title, page, mentions, districts, source, published)
    return decision.province if decision else None


def judge_province(
    title: str | None,
    page: Page,
    mentions: Sequence[ProvinceMention],
    districts: Sequence[DistrictMention],
    source: str | None,
    published: dt.date | None,
) -> Decision | None:
    """Return what `decide_province` does with its confidence; `districts` are those of title and body."""
    scores = gather(title, page, mentions, districts, source, published)
    ranked = sorted(scores.totals().items(), key=lambda row: -row[1])
    if not ranked:
        return None
    best, score = ranked[0]
    rival = ranked[1][1] if len(ranked) > 1 else 0.0
    alone = rival < FAINT
    in_title = [m for m in mentions if m.in_title]
    titled = scores.parts[best].get("title", 0.0) > 1.0
    ahead = AHEAD
    if _among_several(page.body, mentions, scores, best):
        ahead = AHEAD_OF_MANY
    elif evidence.are_joined(title or "", in_title) and len(_units(in_title, published)) > 1:
        ahead = AHEAD_OF_EQUALS
    elif _units(in_title, published) == {best} if titled else _SITES & scores.parts[best].keys():
        ahead = AHEAD_IN_TITLE
    enough = _enough(title, best, titled and ahead != AHEAD_OF_EQUALS, alone)
    if ahead == AHEAD_OF_EQUALS and _is_national(title or ""):
        enough += NATIONAL_MARGIN
    if ahead == AHEAD_OF_MANY:
        enough = max(enough, ENOUGH_AMONG_MANY)
    if "lead" not in scores.parts[best] and not _OWN & scores.parts[best].keys():
        enough = max(enough, ENOUGH_WITHOUT_LEAD)
    if evidence.is_national_lead(page.body) and not _OWN & scores.parts[best].keys():
        enough = max(enough, ENOUGH_UNDER_NATIONAL_LEAD)
    settled = score >= enough and score >= ahead * rival
    kinds = _SETTLING
    if alone or score >= FAR_AHEAD * rival:
        kinds |= {"commune", "districts"} if alone else {"commune"}
    if not settled or not kinds & scores.parts[best].keys():
        return None
    return Decision(best, _confidence(score, rival, enough, ahead))


def _among_several(body: str, mentions: Sequence[ProvinceMention], scores: Scores, best: str) -> bool:
    """Say whether the lead names `best` in one breath with two or more others, and nothing shows the article
    to be its own: `đi qua Đắk Lắk, Gia Lai, Kon Tum và Đắk Nông`."""
    lead = [mention for mention in mentions if not mention.in_title and mention.start < LEAD]
    if len(lead) < 3 or _ITS_OWN & scores.parts[best].keys():
        return False
    groups = [_units(group, scores.published) for group in evidence.enumerations(body, lead)]
    return any(len(names) > 2 and best in names for names in groups)


def _units(mentions: Iterable[ProvinceMention], day: dt.date | None) -> set[str]:
    """Return the units that exist on `day` of those named: since the merger, three old names may be one."""
    return {gazetteer.current(mention.name, day) for mention in mentions}


def _confidence(score: float, rival: float, enough: float, ahead: float) -> float:
    """Return how sure a decision is: .5 where evidence or lead just suffice, near 1 where both are plenty.

    The score counts by how far it exceeds what was `enough`, the lead by how far it exceeds `ahead`.
    """
    strength = score / (score + enough)
    lead = score / (score + ahead * rival)
    return min(0.99, round(min(strength * 1.2, 1.0) * 0.5 + lead * 0.5, 2))


def _enough(title: str | None, best: str, in_title: bool, alone: bool) -> float:
    """Return the score that settles the matter for the province `best`."""
    if not in_title and _is_national(title or ""):
        return ENOUGH + NATIONAL_MARGIN
    if not alone:
        return ENOUGH
    return ENOUGH_METROPOLIS if best in METROPOLES else ENOUGH_ALONE


def _is_national(title: str) -> bool:
    """Say whether the headline names a national body."""
    plain = title.lower()
    return _MINISTRY.search(title) is not None or any(p in plain for p in phrases("place", "national"))


def explain_province(
    title: str | None, page: Page, source: str | None, published: dt.date | None
) -> dict[str, dict[str, float]]:
    """Return what speaks for each province, the strongest first: the score of each kind of evidence."""
    mentions = extract_provinces(title, page.body, published)
    scores = gather(title, page, mentions, extract_districts(title, page.body), source, published)
    ranked = sorted(scores.totals().items(), key=lambda row: -row[1])
    return {
        name: {kind: round(amount, 2) for kind, amount in scores.parts[name].items()}
        for name, _score in ranked
    }


def weigh(
    title: str | None,
    page: Page,
    mentions: Sequence[ProvinceMention],
    source: str | None,
    published: dt.date | None,
) -> Mapping[str, float]:
    """Return the score of each province that anything speaks for; about 2.5 is convincing, 10 certain."""
    districts = extract_districts(title, page.body)
    return gather(title, page, mentions, districts, source, published).totals()
