"""Figures in a sentence: places in a ranking, scores, changes of place. Whose they are is decided later."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from searchkit.extract.indicators_data import SPACE, compiled, worded

_ORDINALS = {
    "nhất": 1, "một": 1, "nhì": 2, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7,
    "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
WORDS = "|".join(_ORDINALS)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its place.

    kind: "rank", "score" or "change". values: several where they are listed. role: "" plain, "first" of a
    place that may stand before its unit without a number's certainty (`đứng đầu`), "last" (`cuối bảng`: value
    None), "next" (`tiếp theo là`), "range" (`3 vị trí đầu bảng`), "counted" (`ba tỉnh dẫn đầu là`), "from"
    (`từ hạng 63 …`), "to" (`… lên hạng 44`), "compared" (`so với hạng 63`). `of`: of how many.
    """

    kind: str
    start: int
    end: int
    values: tuple[float, ...] = ()
    role: str = ""
    of: int | None = None


def number(word: str) -> int | None:
    """Return the number that digits or a Vietnamese word give, or None."""
    return int(word) if word.isdigit() else _ORDINALS.get(word)


# ---------------------------------------------------------------- ranks

_SECOND = {"á quân": 2.0, "về nhì": 2.0, "về ba": 3.0}
# A number, but no `năm` of `xếp hạng năm nay`, `năm 2020`.
NUMBER = (
    rf"(?:\d{{1,3}}|(?!năm{SPACE}(?:nay|qua|trước|ngoái|này|liền|tới|sau)(?!\w))"
    rf"(?:{WORDS})(?!\w|{SPACE}20\d\d))"
)
_LEAD = (
    r"(?:(?:xếp|đứng|đạt|giữ|ở|lên|xuống|về|giành|chiếm|vươn lên|vào) )?"
    r"(?:vị trí xếp hạng|vị trí|ngôi vị|thứ hạng|thứ bậc|vị thứ|hạng|xếp hạng|xếp|đứng|thứ)"
    r"(?: (?:ở|tại|là|chung|cả nước|toàn quốc|hạng|vị trí|từ|lên|xuống|tương ứng|lần lượt))*"
    r"(?::)?(?: thứ(?: tự)?| số)?"
)
_ONE_RANK = rf"(?<!\w)(?P<lead>{_LEAD}) ?(?P<n>{NUMBER})(?: ?/ ?(?P<of>\d{{1,3}}))?"
_RANK = compiled(_ONE_RANK + r"(?![\d/]|[.,]\d|-\d)")
_RANKS = compiled(
    _ONE_RANK
    + r"(?P<more>(?: ?(?:,|;|và|, và) ?(?:(?:vị trí|hạng)? ?thứ |hạng |vị trí )?"
    + rf"{NUMBER}(?: ?/ ?\d{{1,3}})?)*)"
    r"(?![\d/]|[.,]\d|-\d)"
)
_FROM_BELOW = compiled(r" ?\(?(?:tính |kể |đếm )?từ (?:dưới|cuối)")
_NO_RANK = compiled(r" ?(?:%|điểm(?! số)|bậc)(?!\w)")
_UNITS_RANKED = compiled(r" ?(?:tỉnh|địa phương|đơn vị|bộ|sở|huyện)(?!\w)")  # `bảng xếp hạng 63 tỉnh`
_TAIL_NO_RANK = worded("figures_tail_no_rank")
_SURE_LEAD = compiled(r"thứ|hạng|vị trí")
_LEFT_NO_RANK = worded("figures_left_no_rank")
_VERB_LEAD = compiled(r"(?:xếp|đứng) (?:thứ|hạng|vị trí|ở)")
_VERB_NO_RANK = compiled(r"(?:nhóm|tốp|top|loại) $")
# `cao hơn đơn vị đứng thứ hai 2,1 điểm`: the place of what something is compared with.
_OF_ANOTHER = worded("figures_of_another")
_FROM_ANOTHER = compiled(r"(?<!\w)(?:hơn|cách|kém|vượt qua) $")
_NAMED_NEXT = compiled(r" (?:bảng |cả nước |toàn quốc )?là ")
_BARE_THU_LEFT = worded("figures_bare_thu_left")
_POSITION_RIGHT = compiled(
    r" ?(?:là|thuộc về|gọi tên|/|cả nước|toàn quốc|trong bảng|trên bảng|trên|trong|với|\()"
)
_OF = worded("figures_of")
_FRACTION = worded("figures_fraction")
_TOP = worded("figures_top")
_GROUP_LEFT = worded("figures_group_left")
# `nhóm 5 tỉnh có chỉ số PAPI cao nhất cả nước`
_GROUP_HAS = worded("figures_group_has")
# `từng 2 lần dẫn đầu` tells of other years.
_ONCE_LEFT = compiled(
    r"(?:từng|(?<!\w)(?<!thứ.)(?:\d|hai|ba|nhiều|mấy) lần)(?: (?:được|có|giữ|liên tiếp|xếp|ở))* ?$"
    r"|(?<!\w)sau (?:\w+ ){1,3}(?:năm|lần|kỳ)(?: (?:liên tiếp|liền|liên tục|giữ|đứng|ở))* ?$"
)
_LAST = worded("figures_last")
_NEXT = worded("figures_next")
_RANGE = worded("figures_range", NUMBER=NUMBER, WORDS=WORDS)
_LABELLED = compiled(r"(?:(?<=[;:.(•–-] )|(?<=[(;\n])|(?<![\s\S]))(?:giải )?(?P<n>nhất|nhì|ba|tư)(?= ?:)")
_CHAIN = compiled(
    r" ?\((?:năm )?20\d\d\)(?: ?(?:,|;|và|rồi|lên|xuống|đến|tới))+ ?(?P<n>\d{1,2})(?= ?\((?:năm )?20\d\d\))"
)
_FROM_LEFT = compiled(r"(?:^|\W)(?:từ|từ (?:mức|vị trí|hạng|thứ hạng|thứ)) ?$")
_TO_LEFT = compiled(r"(?:^|\W)(?:lên|xuống|tới|đến|thành|còn) ?(?:vị trí|hạng|thứ hạng|thứ|mức)? ?$")
COMPARED_LEFT = compiled(r"so với(?: (?:mức|kết quả|con số|vị trí|hạng|thứ hạng|điểm số|số điểm))* ?$")
_FROM_TO = worded("figures_from_to")
_MOVED = worded("figures_moved")
_RANKS_ARE = worded("figures_places")
_NAMED = worded("figures_named", WORDS=WORDS)
_COUNTED = worded("figures_counted", WORDS=WORDS)
_OF_YEAR = compiled(r" ?(?:của |trong |vào |ở )?\(?năm 20\d\d")
_UPON = worded("figures_upon")


_SIGN = compiled(r"\d|đầu|nhất|nhì|á quân|quán quân|ngôi|hạng|thứ|bậc|nguyên|tiếp|sau|chót|cuối|thấp")


def may_hold_figures(low: str, start: int, end: int) -> bool:
    """Say whether `low[start:end]` may hold a figure at all: one cheap search."""
    return _SIGN.search(low, start, end) is not None


def find_ranks(low: str, start: int, end: int, listed: bool = False) -> list[Figure]:
    """Return the places in a ranking named in `low[start:end]`, in order, none overlapping.

    `listed`: numbers that follow each other belong together (`xếp thứ 12, 8 và 15`).
    """
    part = low[start:end]
    found = [
        make(match)
        for signs, pattern, make in _FINDERS
        if any(map(part.__contains__, signs))
        for match in pattern.finditer(low, start, end)
    ]
    if any(map(part.__contains__, _FIRST_SIGNS)):
        found += map(_counted, (_NAMED if listed else _COUNTED).finditer(low, start, end))
    ranks = (_RANKS if listed else _RANK).finditer(low, start, end)
    found += filter(None, (_numbered(low, start, match) for match in ranks))
    if "/" in part:
        found += (_fraction(low, start, match) for match in _FRACTION.finditer(low, start, end))
    if "20" in part and "(" in part:
        found += [one for rank in found if rank.values for one in _chained(low, rank, end)]
    if "từ" in part:
        found += (one for match in _FROM_TO.finditer(low, start, end) for one in _from_to(match))
    if any(map(part.__contains__, _TOP_SIGNS)):
        found += filter(None, (_top(low, start, match) for match in _TOP.finditer(low, start, end)))
    return _apart(found)


_DIGITS = re.compile(r"\d+")
_TOP_SIGNS = ("đầu", "nhất", "quân", "ngôi", "về nhì", "về ba")
_FIRST_SIGNS = ("đầu", "nhất", "top", "tốp")


def _range(match: re.Match[str]) -> Figure:
    last = number(match["to"] or match["n"] or match["top"] or "") or 0
    first = number(match["from"] or "1") or 1
    start = match.start("at") if match["at"] else match.start()
    return Figure("rank", start, match.end(), tuple(map(float, range(first, last + 1))) or (0.0,), "range")


def _places(match: re.Match[str]) -> Figure:
    """Return the places of `thứ hạng các năm lần lượt là 36, 39, 46`."""
    values = tuple(map(float, _DIGITS.findall(match["n"] + match["more"])))
    return Figure("rank", match.start("n"), match.end(), values)


def _counted(match: re.Match[str]) -> Figure:
    """Return the places of units after `ba tỉnh dẫn đầu là`, or before `lần lượt là ba tỉnh dẫn đầu`."""
    named = match.re is _NAMED
    count = number(match["n"] or ("" if named else match["top"]) or "") or 0
    places = tuple(map(float, range(1, count + 1))) or (0.0,)
    return Figure("rank", match.start(), match.end(), places, "range" if named else "counted")


def _next(match: re.Match[str]) -> Figure:
    return Figure("rank", match.start(), match.end(), (), "next")


def _last(match: re.Match[str]) -> Figure:
    return Figure("rank", match.start(), match.end(), (), "last")


def _moved(match: re.Match[str]) -> Figure:
    """Return the place of `tăng 26 bậc, lên 11`."""
    return Figure("rank", match.start("n"), match.end("n"), (float(match["n"]),), "to")


def _from_to(match: re.Match[str]) -> tuple[Figure, Figure]:
    """Return both places of `tăng 1 bậc, từ 38 lên 37`."""
    first = Figure("rank", match.start("a"), match.end("a"), (float(match["a"]),), "from")
    return first, Figure("rank", match.start("b"), match.end("b"), (float(match["b"]),), "to")


def _labelled(match: re.Match[str]) -> Figure:
    """Return the place of a label: `Nhất: huyện Bảo Yên; Nhì: …`."""
    place = number(match["n"]) or 0
    return Figure("rank", match.start("n"), match.end("n"), (float(place),), "first" if place == 1 else "")


# Words of which a sentence holds one, the pattern then worth looking for, and what makes a figure of a match.
_FINDERS: tuple[tuple[tuple[str, ...], re.Pattern[str], Callable[[re.Match[str]], Figure]], ...] = (
    (("đầu", "đến", "nhất"), _RANGE, _range),
    (("tiếp", "sau", "kế", "sát"), _NEXT, _next),
    (("hạng",), _RANKS_ARE, _places),
    (("bậc",), _MOVED, _moved),
    ((":",), _LABELLED, _labelled),
    (("cuối", "chót", "sổ", "thấp nhất"), _LAST, _last),
)


def _chained(low: str, rank: Figure, end: int) -> list[Figure]:
    """Return the bare places that go on after `vị trí 14 (2018)`: `, 11 (2019) và 8 (2021)`."""
    found, at = [], rank.end
    while match := _CHAIN.match(low, at, end):
        found.append(Figure("rank", match.start("n"), match.end("n"), (float(match["n"]),)))
        at = match.end("n")
    return found


def _fraction(low: str, start: int, match: re.Match[str]) -> Figure:
    role = _role(low, start, match.start("n"), match.end())
    return Figure("rank", match.start("n"), match.end(), (float(match["n"]),), role, int(match["of"]))


def _top(low: str, start: int, match: re.Match[str]) -> Figure | None:
    """Return the place that `dẫn đầu`, `về nhì` … tells, or None where a group or the past is meant."""
    left, far = max(start, match.start() - 48), max(start, match.start() - 90)
    if any(sign.search(low, left, match.start()) for sign in (_GROUP_LEFT, _ONCE_LEFT)):
        return None
    if _OF_ANOTHER.search(low, left, match.start()) and not _NAMED_NEXT.match(low, match.end()):
        return None
    if (
        match[0].endswith("cao nhất")
        and "vị trí" not in match[0]
        and _GROUP_HAS.search(low, far, match.start())
    ):
        return None
    of = _OF.match(low, match.end())
    place = _SECOND.get(match[0], 1.0)
    return Figure("rank", match.start(), match.end(), (place,), "first", int(of["of"]) if of else None)


def _apart(found: list[Figure]) -> list[Figure]:
    kept: list[Figure] = []
    for figure in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or figure.start >= kept[-1].end:
            kept.append(figure)
    return kept


def _numbered(low: str, start: int, match: re.Match[str]) -> Figure | None:
    """Return the rank of a number behind `xếp thứ`, `hạng` …, or None where it is another number."""
    left = low[max(start, match.start() - 32) : match.start()]
    values, ofs, end = _listed(low, match)
    first = values[0] if values else None
    lead = match["lead"]
    no_rank = _VERB_NO_RANK if _VERB_LEAD.match(lead) else _LEFT_NO_RANK
    if first is None or not 1 <= first <= 200 or no_rank.search(left):
        return None
    if _OF_ANOTHER.search(left) and not _NAMED_NEXT.match(low, end):
        return None
    if _FROM_BELOW.match(low, end) or _FROM_ANOTHER.search(left):
        return None
    sure = _SURE_LEAD.search(lead) and not (lead == "xếp hạng" and _UNITS_RANKED.match(low, end))
    tail = _NO_RANK if sure else _TAIL_NO_RANK
    if not match["of"] and tail.match(low, end):
        return None
    if lead == "thứ" and not (_BARE_THU_LEFT.search(left) or _POSITION_RIGHT.match(low, end)):
        return None
    if lead == "thứ" and not left.strip():
        return None if not _POSITION_RIGHT.match(low, end) else _rank(low, start, match, end, values, ofs)
    if lead in ("xếp", "đứng") and not match["n"].isdigit() and match["n"] not in ("nhất", "nhì"):
        return None
    return _rank(low, start, match, end, values, ofs)


def _rank(low: str, start: int, match: re.Match[str], end: int, values: list[int], ofs: list[int]) -> Figure:
    of = ofs[-1] if ofs else None
    if of is None and (around := _OF.match(low, end)):
        of = int(around["of"])
    role = _role(low, start, match.start(), end, match[0])
    return Figure("rank", match.start(), end, tuple(map(float, values)), role, of)


_AFTER_UNIT = worded("figures_after_unit", NUMBER=NUMBER)


def place_after(low: str, at: int, end: int) -> Figure | None:
    """Return the place told right after a unit that ends at `at`, without a verb: `Hà Nội thứ ba`."""
    match = _AFTER_UNIT.match(low, at, end)
    place = number(match["n"]) if match else None
    if match is None or place is None:
        return None
    return Figure(
        "rank", match.start("n"), match.end(), (float(place),), of=int(match["of"]) if match["of"] else None
    )


_ITEM = re.compile(rf"(?:\d{{1,3}}|(?:{WORDS})(?!\w))(?: */ *\d{{1,3}})?")
_PAIR = re.compile(r"[^\d\w]+")


def _listed(low: str, match: re.Match[str]) -> tuple[list[int], list[int], int]:
    """Return the numbers of `12, 8 và 15/63`, what they are of, and where they end (before `8 điểm`)."""
    values: list[int] = []
    ofs: list[int] = []
    end = match.end("lead")
    for item in _ITEM.finditer(low, match.start("n"), match.end()):
        after = item.end()
        whole = "/" in item[0]
        if (
            values
            and not whole
            and (_TAIL_NO_RANK.match(low, after) or re.match(r"\d|[.,]\d|%", low[after : after + 2]))
        ):
            break
        parts = [number(part) for part in _PAIR.split(item[0])]
        ambiguous = item[0] in ("năm", "một", "hai", "ba") and "thứ" not in low[end : item.start()]
        if values and ambiguous and parts[0] != values[-1] + 1:
            break
        if parts[0] is None:
            break
        values.append(parts[0])
        if len(parts) > 1 and parts[1]:
            ofs.append(parts[1])
        end = after
    return values, ofs, end


def _role(low: str, start: int, at: int, end: int, whole: str = "") -> str:
    left = low[max(start, at - 40) : at]
    if COMPARED_LEFT.search(left):
        return "compared"
    if (
        _TO_LEFT.search(left)
        or whole.startswith(("lên ", "xuống ", "vươn lên "))
        or re.search(rf"{SPACE}(?:lên|xuống){SPACE}", whole)
    ):
        return "to"
    came = _FROM_LEFT.search(left) or " từ " in whole
    return "from" if came and (_UPON.match(low, end) or _OF_YEAR.match(low, end)) else ""
