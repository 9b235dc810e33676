"""Holders of public offices: who is named together with which office, and where.

Offices are found first (`officescan`); a person belongs to an office that stands right before the name
(`Phó Chủ tịch UBND tỉnh Nguyễn Văn An`) or that follows it (`đồng chí Nguyễn Văn An, Phó Bí thư Tỉnh ủy, …`,
`ông An (nguyên Giám đốc Sở Y tế)`, `ông An giữ chức …`). People without a public office are not kept.
"""

from __future__ import annotations

from dataclasses import replace

from searchkit.extract.context import Kinds, family, is_usual
from searchkit.extract.fullnames import complete, without_places
from searchkit.extract.linking import Holder, link_offices
from searchkit.extract.mentions import find_mentions
from searchkit.extract.people import merge_people
from searchkit.models import Official

_ELECTED = (
    "Quốc hội",
    "quốc hội",
    "HĐND",
    "ội đồng nhân dân",
    "ĐBQH",
    "kỳ họp",
    "chất vấn",
    "phiên thảo luận",
    "tiếp xúc cử tri",
)

__all__ = ["extract_officials"]


def extract_officials(title: str | None, body: str) -> tuple[Official, ...]:
    """Return the holders of public offices that `title` and `body` (NFC) name, with titles and mentions.

    They come in the order of the text, those of the title first.

    >>> extract_officials(None, "Bà Trần Thị Mơ, Phó Chủ tịch UBND huyện, cho biết. Theo bà Mơ, ...")
    (Official(name='Trần Thị Mơ', ..., mentions=((3, 14), (59, 61)), offices=()),)
    """
    holders: list[Holder] = []
    kinds: Kinds = set()
    if title:
        holders += link_offices(title, kinds)
    holders += link_offices(body, kinds)
    if not holders:
        return ()
    holders = [
        replace(one, public=True)
        if one.public is None and one.bare and is_usual(family(one.rank), kinds)
        else one
        for one in holders
    ]
    holders = without_places(complete(holders, title or "", body), title or "", body)
    people = merge_people(holders, about_deputies=any(word in body for word in _ELECTED))
    return find_mentions(people, body) if people else ()
