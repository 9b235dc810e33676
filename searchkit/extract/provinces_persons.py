"""Tell persons who bear a province's name from the province: `Lê Thị Hà Giang`, `bà Huế`."""

from __future__ import annotations

import re

from searchkit.extract.place_words import words
from searchkit.extract.provinces_left import LEFT
from searchkit.extract.provinces_matcher import UPPER, Hit

_HUE_WOMAN = re.compile(
    r"(?:(?<!\w)(?:chị|bà|cô|em|cháu|bé|Chị|Bà|Cô|bị cáo|bị can|đối tượng)|Thị|Nguyễn|Trần|Lê|Phạm)"
    rf"(?: [{UPPER}]\w*){{0,3}} Huế(?!\w)"
)


def is_person(text: str, hit: Hit) -> bool:
    """Say whether the name is (the end of) a person's: by the capitalised words before it, or by a title."""
    province = hit.entry.province
    if province in words("given_names", "never"):
        return False
    reach = 3 if " " not in hit.entry.key else 2
    near = hit.before[-reach:]
    if hit.capitals:
        return not words("surnames", "capitals").isdisjoint(near)
    if not hit.before:
        titles = words("before_name", "person")
        titled = hit.last in titles or hit.pair in titles
        return titled and (province not in words("given_names", "rarely") or _goes_on(text, hit))
    if not words("surnames", "sure").isdisjoint(near):
        return not _is_institution(text, hit)
    if _is_titled(text, hit):
        return True
    doubtful = hit.before[0] in words("surnames", "doubtful")
    return doubtful and len(hit.before) <= reach and _inside_sentence(text, hit)


def _is_titled(text: str, hit: Hit) -> bool:
    """Say whether the run of capitals follows `ông`, `bà` …: `ông Điểu Hà Giang`."""
    titles = words("before_name", "person")
    if hit.before[0] in titles:  # it begins a sentence
        rarely = hit.entry.province in words("given_names", "rarely")
        return len(hit.before) < 5 and (len(hit.before) > 1 or not rarely or _goes_on(text, hit))
    lead = text[max(0, hit.start - LEFT) : hit.start].split()
    if len(hit.before) > 3 or len(lead) <= len(hit.before):
        return False
    return lead[-len(hit.before) - 1].lower() in titles


def _goes_on(text: str, hit: Hit) -> bool:
    """Say whether another capitalised word follows: `ông Hà Tĩnh Gia`."""
    return text[hit.end : hit.end + 1] == " " and text[hit.end + 1 : hit.end + 2].isupper()


def _inside_sentence(text: str, hit: Hit) -> bool:
    """Say whether the run of capitals begins within a sentence (`Đoàn Hà Giang` may just begin one)."""
    if len(hit.before) > 1:
        return True
    lead = text[max(0, hit.start - LEFT) : hit.start].rstrip()[: -len(hit.before[0])].rstrip()
    union = hit.before[0] == "đoàn" and lead.rpartition(" ")[2].lower() in words("surnames", "unions")
    return not union and (lead[-1:].isalnum() or lead.endswith(","))


def _is_institution(text: str, hit: Hit) -> bool:
    """Say whether a school is called after the person before the name: `THPT Nguyễn Trãi Hải Dương`."""
    kinds = words("surnames", "institutions")
    if not kinds.isdisjoint(hit.before[:-1]):
        return True
    lead = text[max(0, hit.start - LEFT) : hit.start].split()[: -len(hit.before)]
    return bool(lead) and lead[-1].lower() in kinds


def is_closing_line(text: str, hit: Hit) -> bool:
    """Say whether the name stands with nothing but names in the text's last line: a byline."""
    if len(text) - hit.end > 40 or hit.entry.province in words("given_names", "never"):
        return False
    begin = text.rfind("\n", 0, hit.start) + 1
    line = text[begin:].strip()
    return begin > 0 and len(line) <= 40 and all(w[:1].isupper() or not w.isalpha() for w in line.split())


def names_a_woman(text: str) -> bool:
    """Say whether `text` names a person called Huế, so that a bare `Huế` need not be the city."""
    return _HUE_WOMAN.search(text) is not None


def is_hue_place(hit: Hit) -> bool:
    """Say whether the words before a bare `Huế` take it for the place."""
    return not words("before_name", "hue").isdisjoint((hit.last, hit.pair))
