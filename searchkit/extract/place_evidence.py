"""What the words before a province's name say: an authority acts, somebody lives there, a works bears it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from functools import cache
from itertools import pairwise

from searchkit.extract.place_words import finder, phrases, words
from searchkit.extract.provinces import ProvinceMention
from searchkit.extract.provinces_left import follows_name
from searchkit.extract.provinces_matcher import trie_pattern

_NEAR = 50
"""Characters before a name in which a works may begin that it belongs to."""
_REACH = 70
"""Characters before a name in which its clause is looked at."""
_BREAK = re.compile(r"[.;:\n“”\"]")
_ROUTE = re.compile(r"\s?[-–]\s?\w")
_FROM = re.compile(r"(?:^| )(?:từ|phía|bên|sang|cách|giáp|qua) [^\s,(]+(?: [^\s,(]+){0,2} \($")
_DEPUTY = re.compile(r"(?:đại biểu|đbqh) [^,(]{4,30}\($")
_COURT = re.compile(r"(?<!\w)(?:tand|t[òo][àa]|vks|vksnd|viện kiểm sát)(?!\w)")
_UNITS = frozenset(("tỉnh", "phố", "tp", "huyện", "quận", "xã", "tx", "h", "q"))
_GOES = re.compile(
    r"\)? (?:cũng(?!\w)|(?:(?:đã|vừa) )?(?:sang|cử người|(?:vào|ra|lên|xuống|đến) "
    r"(?:thăm|học|tham quan|trao|giúp|hỗ trợ))(?!\w))"
)
_PART = re.compile(r"[,(]")
_LOCAL_UNIT = re.compile(r"(?<!\w)(?:huyện|quận|thị xã|tx|thành phố|tp|xã|phường|thị trấn|đặc khu|q|h|p) ")
_ALL_PROVINCES = (", thành", ",thành", "/thành", " thành", "/TP", ", TP", " nào")


def clause_before(body: str, start: int) -> str:
    """Return the words of the same clause before `start`, in lower case."""
    left = body[max(0, start - _REACH) : start].lower()
    if "." in left:
        left = left.replace("tp.", "tp ").replace(" q.", " q ").replace(" p.", " p ").replace("tx.", "tx ")
    return _BREAK.split(left)[-1]


def acts(clause: str) -> bool:
    """Say whether the words before a name are an authority's: `UBND tỉnh`, `Công an huyện Ba Tri,`."""
    found = list(_phrases("authorities").finditer(clause))
    if not found:
        return False
    rest = clause[found[-1].start() :]
    if not words("place", "place_only").isdisjoint(rest.split()) or _phrases("predicate").search(rest):
        return False
    return _PART.search(rest) is None or _LOCAL_UNIT.search(rest) is not None


@cache
def _verb() -> re.Pattern[str]:
    found = trie_pattern(phrases("place", "verbs"))
    return re.compile(rf"\)? (?:(?:đã|vừa|sẽ|đang|cũng|mới) )*{found}(?!\w| (?:đổi|lưu|đầu)(?!\w))")


def is_court(clause: str) -> bool:
    """Say whether the words before a name are a court's: those of the metropoles try national cases, too."""
    return _COURT.search(clause) is not None


def acts_itself(body: str, end: int) -> bool:
    """Say whether a verb of authorities follows the name: `tỉnh Khánh Hòa công bố`."""
    return _verb().match(body, end) is not None


def is_agent(clause: str, body: str, end: int) -> bool:
    """Say whether a passive names the province as the one who acts: `được Đà Nẵng xếp vào diện`."""
    last = clause.rstrip().rpartition(" ")[2]
    return (
        last in words("place", "agents") and body[end : end + 1] == " " and body[end + 1 : end + 2].islower()
    )


def is_of_commune(clause: str) -> bool:
    """Say whether the name ends a commune's address: `phường Thới An,`, `xã Phù Mỹ Bắc (`."""
    clause = clause.rstrip()
    if not clause.endswith((",", "(")):
        clause, _blank, unit = clause.replace("(", "( ").rpartition(" ")
        clause = clause.rstrip().removesuffix("thành").removesuffix("thị").rstrip()
        if unit not in _UNITS or not clause.endswith((",", "(")):
            return False
    found = clause.replace(",", " ").replace("(", " ").replace("thị xã", "thị-xã").split()[-6:]
    return not words("place", "communes").isdisjoint(found)


def is_national_lead(body: str) -> bool:
    """Say whether the first sentences name a national office-holder."""
    lead = body[:300]
    return any(map(lead.__contains__, phrases("place", "national_lead")))


@cache
def _phrases(name: str) -> re.Pattern[str]:
    """Return what finds any phrase of a list: one pass, where asking for each takes twice as long."""
    found = trie_pattern(phrase.strip() for phrase in phrases("place", name))
    return re.compile(rf"(?<!\w)(?<!trụ )(?<!cơ )(?<!hội ){found}(?!\w)")  # `trụ sở` is no sở


def is_facility(clause: str) -> bool:
    """Say whether the name ends that of a works, firm or road: `Nhà máy đạm`, `cao tốc`."""
    part = max(clause.rfind(",") + 1, clause.rfind("(") + 1, len(clause) - _NEAR)
    found = _phrases("facility").search(clause, part)
    # `Ban Quản lý dự án giao thông tỉnh` is an authority.
    return found is not None and not clause.endswith("ban quản lý ", 0, found.start())


def is_road(clause: str, text: str, end: int) -> bool:
    """Say whether the name is the first end of a road or line: `đường Thái Nguyên - Chợ Mới`."""
    last = clause.split()[-1:]
    return (
        bool(last)
        and last[0] in ("đường", "tuyến", "tốc", "sắt", "bay")
        and _ROUTE.match(text, end) is not None
    )


def is_away(clause: str) -> bool:
    """Say whether what is told does not take place where the name says.

    It ends the name of a works; somebody lives or was born there, or is but on the way (`trú tại huyện Ba
    Tri,`, `quê`); it is a neighbour's, a model's or where somebody comes from (`giáp tỉnh`, `khách từ`).
    """
    if is_facility(clause) or _phrases("passing").search(clause):
        return True
    found = clause.replace(",", " ").replace("(", " ").split()
    if not words("place", "lives").isdisjoint(found):
        return True
    if not words("place", "home").isdisjoint((*found[-1:], " ".join(found[-2:]))):
        return True
    if clause.endswith("("):
        return _DEPUTY.search(clause) is not None or _FROM.search(clause) is not None
    while found and found[-1] in ("tỉnh", "tp", "phố", "thành"):
        found.pop()
    return not words("place", "passing_before").isdisjoint((*found[-1:], " ".join(found[-2:])))


def goes_away(body: str, end: int) -> bool:
    """Say whether those of the place went elsewhere: `một huyện của Thái Bình đã sang học tập`."""
    return _GOES.match(body, end) is not None


def in_ranking(body: str, mention: ProvinceMention) -> bool:
    """Say whether the words beside the name, in its sentence, make it an item of a ranking: `xếp thứ`."""
    near = body[max(0, mention.start - 40) : mention.end + 50].lower()
    if not finder("place", "ranking")(near):
        return False
    before = _BREAK.split(body[max(0, mention.start - 40) : mention.start])[-1]
    after = _BREAK.split(body[mention.end : mention.end + 50])[0]
    near = f"{before} {after}".lower()
    return finder("place", "ranking")(near) is not None


def enumerations(body: str, mentions: Sequence[ProvinceMention]) -> Iterable[list[ProvinceMention]]:
    """Yield the mentions in groups: those of a group are parted by a comma, a dash or `và` alone."""
    group: list[ProvinceMention] = []
    for mention in mentions:
        if group and not follows_name(body, group[-1].end, mention.start):
            yield group
            group = []
        group.append(mention)
    if group:
        yield group


def are_joined(title: str, mentions: Sequence[ProvinceMention]) -> bool:
    """Say whether the headline names provinces in one breath: `TP.HCM và Bình Dương`."""
    return any(follows_name(title, left.end, right.start) for left, right in pairwise(mentions))


def is_route(body: str, group: Sequence[ProvinceMention]) -> bool:
    """Say whether dashes join the names: `tuyến Hà Nội - Thanh Hóa`."""
    links = (body[left.end : right.start].strip() for left, right in pairwise(group))
    return any(link in ("-", "–", "—") for link in links)


def unnamed(body: str, named: Container[int] = ()) -> list[int]:
    """Return where the province is meant without its name: `UBND tỉnh cho biết`, `địa bàn tỉnh`.

    `named` are the starts of the provinces named in the body: `tỉnh` before them has a name.
    """
    befores = phrases("place", "unnamed")
    found, at = [], body.find("tỉnh")
    while at >= 0:
        end = at + 4
        if body.endswith(befores, max(0, at - 16), at) and end + 1 not in named:
            found += [] if body.startswith(_ALL_PROVINCES, end) else [at]
        at = body.find("tỉnh", end)
    return found + [end for end in _ends(body, ("Tỉnh ủy", "Tỉnh uỷ")) if end + 1 not in named]


def unnamed_city(body: str, named: Container[int]) -> int:
    """Return how often a city is meant without its name: `HĐND thành phố`; `named` are starts of names."""
    return sum(end + 1 not in named and end not in named for end in _ends(body, phrases("place", "city")))


def _ends(body: str, wanted: Iterable[str]) -> Iterable[int]:
    """Yield where the occurrences of the `wanted` words end."""
    for word in wanted:
        at = body.find(word)
        while at >= 0:
            at += len(word)
            yield at
            at = body.find(word, at)


def local_bodies(body: str) -> int:
    """Return how often local bodies of any level are named: `UBND huyện`, `Công an xã`."""
    return sum(body.count(phrase) for phrase in phrases("place", "local"))
