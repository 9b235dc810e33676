"""Judge whether a name found in a text stands for the province: what stands before and after it decides.

Each rule is a small function or pattern over at most `_LEFT` characters before the name; none looks further, so the cost
of a hit is bounded.
"""

from __future__ import annotations

import re
from typing import Literal

from searchkit.extract.provinces_matcher import UPPER, Hit

Form = Literal["tỉnh", "thành phố", "city", "bare"]
"""How a province is named: with `tỉnh`, as a centrally run city with its kind, by its seat's or namesake city, bare."""

_LEFT = 48
_LIST_LEFT = 160

_PREFIXES = {
    "tỉnh": "tỉnh", "tp": "city", "tp.": "city", "t.p": "city", "t.p.": "city", "thành phố": "city",
    "thị xã": "town", "tx": "town", "tx.": "town", "huyện": "district", "h.": "district", "quận": "district",
    "q.": "district",
}  # fmt: skip


def _words(*phrases: str) -> frozenset[str]:
    """Return the phrases of comma-separated lists, with both tone placements left to the lists."""
    return frozenset(phrase.strip() for line in phrases for phrase in line.split(","))


_CLASS = _words(
    "đường, đại lộ, quốc lộ, tỉnh lộ, hương lộ, hẻm, ngõ, ngách, kiệt, ngã ba, ngã tư, ngã năm, ngã sáu, ngã bảy",
    "vòng xoay, bùng binh, hầm, phố, cầu, xã, phường, p., thị trấn, thôn, ấp, làng, xóm, khóm, đô thị, kđt",
    "chung cư, dân cư, kdc, sông, suối, đèo, núi, đồi, hồ, đầm, kênh, rạch, vịnh, chợ, chùa, đình, rạp, quảng trường",
    "trường đua, nhà thi đấu, nhà hát, khách sạn, nhà hàng, bia, bún bò, phà, dốc, ngọn núi, dòng sông",
)
"""Words before a name that make it a street, a ward, water, a market, a drink: not the province."""
_NO_CLASS = _words(
    "thành phố, thị xã, đường phố, yêu cầu, nhu cầu, điểm cầu, đầu cầu, toàn cầu, thỉnh cầu, quả cầu, bóng cầu",
    "hợp tác xã, ngọn đồi, gia đình, tài đình, trọng đình, hội đồng xã, sơ đồ",
)
"""Pairs of words whose second one only looks like a class."""
_NUMBERED = re.compile(r"(?<!\w)số (?:nhà )?\d{1,4}[\w/]{0,8} $", re.IGNORECASE)
_ROUTE = re.compile(rf"[ \u00a0]*(?:[-–—]|đi|đến)[ \u00a0]*[{UPPER}]")
_PLURAL = re.compile(
    r"(?:các|những|hai|ba|bốn|năm|\d+) (?:tuyến |con )?(?:đường|phố|phường|xã|thôn|ấp|làng|cầu|sông|hồ) ",
    re.IGNORECASE,
)
_LIST_END = re.compile(r"[ \u00a0]?(?:[,;&]|và(?!\w)|hay(?!\w)|hoặc(?!\w)|[-–—])[ \u00a0]*")
_PERSON_TITLES = _words(
    "ông, bà, anh, chị, em, cô, chú, bác, cháu, cụ, thầy, bé, đồng chí, đ/c, ca sĩ, nghệ sĩ, nsnd, nsưt, diễn viên, nhà thơ",
    "nhà báo, nhà văn, nhạc sĩ, họa sĩ, đạo diễn, mc, người mẫu, hoa hậu, á hậu, luật sư, bác sĩ, thạc sĩ, tiến sĩ",
    "phóng viên, pv, cầu thủ, hlv, tên, bị cáo, bị can",
)
_CREDIT = re.compile(
    r"(?<!\w)(?:ảnh|bài|tin|clip|video|đồ họa|thực hiện|tác giả|nguồn)[^.\n:]{0,24}:[ \u00a0]*$",
    re.IGNORECASE,
)
_CREDIT_END = re.compile(r"[ \u00a0]*(?:[)\].,;\n–-]|$)")
_PEACE = _words(
    "nobel, vì, giải, giải thưởng, đại sứ, sứ giả, hội đồng, ủy ban, uỷ ban, quỹ, tập đoàn, công ty, công viên, nền, cho, trong",
    "ước mơ, khát vọng, gìn giữ, giữ gìn, bảo vệ, kiến tạo, bồ câu, thủy điện, thuỷ điện",
)
_CHINA = "Trung Quốc"
_CHINESE_NAMESAKES = frozenset({"Hà Nam", "Thái Nguyên", "Hà Bắc", "Sơn Tây"})
_SHIP = re.compile(r"[ \u00a0-]*(?:\d|(?i:địa chất|thạch du))")

SURE_SURNAMES = frozenset(
    "nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ ngô dương lý trương đinh trịnh đào lương hà hứa phùng vương triệu"
    " quách khổng giáp doãn nghiêm thạch sầm hoàng đàm tống phí nhữ lã uông ngụy khuất thiều lục bạch diệp âu viên chử"
    " thị văn".split()
)
"""Family names (and the middle names thị, văn) that are hardly anything else before a name."""
DOUBTFUL_SURNAMES = frozenset(
    "cao đoàn hồ đồng la tạ chu tô mai kim ma vi lò tăng tiêu thân tôn mạc nông quan lưu ninh lại lâm cung thái từ an bế cầm"
    " điêu giàng sùng thào vừ lầu quàng tòng cù kiều đậu trà".split()
)
"""Family names that are common words too; believed at the beginning of a run of capitalised words only."""
_CAPITAL_SURNAMES = frozenset("nguyễn trần lê phạm huỳnh phan bùi đặng ngô trương võ đinh trịnh thị".split())
_NEVER_GIVEN = frozenset({"Hà Nội", "TP. Hồ Chí Minh", "Đà Nẵng", "Cần Thơ", "Bà Rịa - Vũng Tàu"})
"""Provinces that nobody is called after."""
_RARELY_GIVEN = frozenset(
    "Nghệ An|Hà Tĩnh|Đắk Lắk|Đắk Nông|Kon Tum|Gia Lai|Bạc Liêu|Cà Mau|Sóc Trăng|Đồng Nai|Đồng Tháp|Bến Tre|Lào Cai"
    "|Bắc Kạn|Quảng Nam|Quảng Ngãi|Quảng Ninh|Quảng Trị|Quảng Bình|Vĩnh Long|Hậu Giang|Lạng Sơn|Thanh Hóa".split(
        "|"
    )
)
_HUE_WOMAN = re.compile(
    rf"(?:(?<!\w)(?:chị|bà|cô|em|cháu|bé|Chị|Bà|Cô|bị cáo|bị can|đối tượng)|Thị|Nguyễn|Trần|Lê|Phạm)"
    rf"(?: [{UPPER}]\w*){{0,3}} Huế(?!\w)"
)
_HUE_PLACES = _words("tại, ở, ra, vào, đến, cố đô, kinh đô, xứ, đất, miền, người, thành phố, tp, tp.")


def last_words(text: str, start: int) -> tuple[str, str]:
    """Return the word before `start` and the last two words, both in lower case, as far as the line reaches."""
    words = (
        text[max(0, start - _LEFT) : start].rpartition("\n")[2].lower().rstrip("“\"'‘ \u00a0").split()[-2:]
    )
    if not words:
        return "", ""
    words = [word.lstrip("(“\"'‘[") for word in words]
    return words[-1], " ".join(words)


def judge(text: str, hit: Hit, listed: bool) -> Form | None:
    """Return in which form `hit` names its province, or None where it is something else.

    `listed` says that another province was named right before, parted by a comma, a dash or `và`.
    """
    last, pair = last_words(text, hit.start)
    prefix = _PREFIXES.get(pair) or _PREFIXES.get(last)
    if prefix:
        return _with_prefix(text, hit, prefix)
    if hit.entry.blocked or not hit.entry.province or not _stands_bare(hit, listed):
        return None
    if hit.entry.key.startswith("tp"):
        return "thành phố"
    if _is_other_thing(text, hit, last, pair) or is_person(text, hit, last, pair) or _is_foreign(text, hit):
        return None
    return "bare"


def _with_prefix(text: str, hit: Hit, prefix: str) -> Form | None:
    name = hit.entry.province
    if prefix == "tỉnh":
        return "tỉnh" if name and not _is_foreign(text, hit) else None
    if prefix == "district":
        return None
    if prefix == "city" and name in _CENTRAL:
        return "thành phố"
    return "city" if _namesake(hit) else None


_CENTRAL = frozenset({"Hà Nội", "TP. Hồ Chí Minh", "Đà Nẵng", "Hải Phòng", "Cần Thơ"})


def _namesake(hit: Hit) -> bool:
    """Say whether the city is called like its province, or is Điện Biên Phủ."""
    return (hit.entry.province is not None and hit.entry.province in hit.entry.parents) or (
        hit.entry.key == "điện biên phủ"
    )


def _stands_bare(hit: Hit, listed: bool) -> bool:
    """Say whether the name is understood without `tỉnh` or `TP.` before it (Hồ Chí Minh is a person, Cửu Long a river)."""
    if hit.entry.key in ("hồ chí minh", "hcm"):
        return listed
    return hit.entry.province not in _NEEDS_PREFIX


_NEEDS_PREFIX = frozenset(
    "Hà Bắc|Nam Hà|Hoàng Liên Sơn|Cao Lạng|Phú Khánh|Cửu Long|Sơn Tây|Gia Định|Chợ Lớn|Kiến Hòa".split("|")
)


def _is_other_thing(text: str, hit: Hit, last: str, pair: str) -> bool:
    """Say whether the name is a street, ward, river, market, ship, credit … called like the province."""
    if (last in _CLASS or pair in _CLASS) and pair not in _NO_CLASS:
        return last != "đường" or not _ROUTE.match(text, hit.end)
    left = text[max(0, hit.start - _LEFT) : hit.start]
    if last[:1].isdigit() and _NUMBERED.search(left):
        return True
    if (last == "và" or last.endswith((",", ";"))) and _continues_list(text, hit.start):
        return True
    province = hit.entry.province
    if province == "Hòa Bình" and (last in _PEACE or pair in _PEACE):
        return True
    if province == "Hải Dương" and _SHIP.match(text, hit.end):
        return True
    credited = last.endswith(":") and _CREDIT.search(left) and _CREDIT_END.match(text, hit.end)
    return bool(credited) or _closing_line(text, hit)


def _continues_list(text: str, start: int) -> bool:
    """Say whether the name goes on an enumeration of streets or wards (`các phường Hòa Bình, Thái Bình`)."""
    left = text[max(0, start - _LIST_LEFT) : start]
    plural = None
    for plural in _PLURAL.finditer(left):
        pass
    if plural is None:
        return False
    words = re.split(r"[\s,;]+", left[plural.end() :].strip(" ,;"))
    return all(word[:1].isupper() or word in ("và", "-", "–", "") for word in words)


def _closing_line(text: str, hit: Hit) -> bool:
    """Say whether the name stands alone in the text's last line: a byline."""
    if len(text) - hit.end > 40 or hit.entry.province in _NEVER_GIVEN | _RARELY_GIVEN:
        return False
    begin = text.rfind("\n", 0, hit.start) + 1
    line = text[begin:].strip()
    return begin > 0 and len(line) <= 40 and all(w[:1].isupper() or not w.isalpha() for w in line.split())


def is_person(text: str, hit: Hit, last: str, pair: str) -> bool:
    """Say whether the name is (the end of) a person's name: `Trương Hòa Bình`, `bà Hà Giang`."""
    province = hit.entry.province
    if province in _NEVER_GIVEN:
        return False
    reach = 3 if " " not in hit.entry.key else 2
    near = hit.before[-reach:]
    if hit.capitals:
        return not _CAPITAL_SURNAMES.isdisjoint(near)
    if not hit.before:
        return province not in _RARELY_GIVEN and (last in _PERSON_TITLES or pair in _PERSON_TITLES)
    if not SURE_SURNAMES.isdisjoint(near):
        return True
    return len(hit.before) <= reach and hit.before[0] in DOUBTFUL_SURNAMES and _inside_sentence(text, hit)


def _inside_sentence(text: str, hit: Hit) -> bool:
    """Say whether the run of capitals begins within a sentence (`Đoàn Hà Giang` may just begin one)."""
    if len(hit.before) > 1:
        return True
    lead = text[max(0, hit.start - _LEFT) : hit.start].rstrip()[: -len(hit.before[0])].rstrip()
    return lead[-1:].isalnum() or lead.endswith(",")


def _is_foreign(text: str, hit: Hit) -> bool:
    """Say whether a namesake in China is meant: `Hà Nam (Trung Quốc)`, `tỉnh Hà Nam, miền trung Trung Quốc`."""
    if hit.entry.province not in _CHINESE_NAMESAKES:
        return False
    return _CHINA in text[max(0, hit.start - 60) : hit.end + 60]


def names_a_woman(text: str) -> bool:
    """Say whether `text` names a person called Huế, so that a bare `Huế` need not be the city."""
    return _HUE_WOMAN.search(text) is not None


def is_hue_place(text: str, start: int) -> bool:
    """Say whether the words before a bare `Huế` take it for the place."""
    return not _HUE_PLACES.isdisjoint(last_words(text, start))


def follows_name(text: str, end: int, start: int) -> bool:
    """Say whether the text between two names (`end` of one, `start` of the next) is a comma, a dash or `và`."""
    return start - end <= 8 and _LIST_END.fullmatch(text[end:start]) is not None
