"""Lines of names: the writers of an article as they sign, `Thúy Hà – Hùng Sơn`, `H.L`, `PV Lê An (tổng hợp)`.

A line is taken for names where every piece of it is one: a name, initials, a role with a name, or, behind a
name, the unit or agency that the writer is of. Remarks in brackets, e-mail addresses and photo credits behind
the names are left out.
"""

from __future__ import annotations

import re

from searchkit.ingest.legacy import is_syllable
from searchkit.ingest.phrases import BUTTONS, COMMENTS, LISTS, SECTIONS, TAGS, key, table
from searchkit.text import nfc, tone_place

AGENCY = (
    r"Zing|Dân trí|Tuổi Trẻ|Thanh Niên|Tiền Phong|Lao Động|Người Lao Động|Vietnamnet|"
    r"[\w-]{1,30}(?:\.[\w-]{1,30})?\.(?:vn|VN|com)|"
    r"TTXVN|TTX|VNA|VOV\d?|VTV\d{0,2}|VGP(?:\sNews)?|QĐND|CAND|[A-Z][a-z]+[A-Z]\w+\+?|Vietnam\+|"
    r"(?:Báo|Tạp chí|Đài|Cổng|Trang|Thông tấn xã)\s[^\s/,.;:()]+(?:\s[^\s/,.;:()]+){0,5}"
)
"""Names of papers and agencies, as part of an expression."""

_LONGEST = 110
_MOST_NAMES = 3
_SEPARATOR = re.compile(r"\s*(?:,|;|&|/|\+|\s[-–—]\s|\s[-–—]|[–—]\s|\bvà\b|-)\s*")
_NOTE = re.compile(r"\s*[(\[](?P<note>[^()\d]{1,40})[)\]]\.?$")
_DONE = re.compile(
    r"(?:\s[-–—]\s|,\s|\s)(?:tổng hợp|t/h|st|sưu tầm|lược ghi|ghi|thực hiện|lược dịch|biên dịch)\.?$",
    re.IGNORECASE,
)
_TAKEN = re.compile(r"\s(?:/\s?)?theo:?\s(?=[A-ZĐ])[^:;()]{2,40}$", re.IGNORECASE)
_PHOTO = re.compile(r"\s{0,2}[-–—/;,.(]?\s{0,2}(?<!\w)(?:ảnh|photo|video|clip)\s?:.*$", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\s*[(\[|<-]{0,2}\s?(?:e-?mail\s?:\s?)?[\w.+-]{1,40}@[\w.-]{3,40}[)\]>]?", re.IGNORECASE
)
_ROLE = re.compile(
    r"(?:(?:PV|P\.V|CTV|BTV|[Pp]hóng viên|[Cc]ộng tác viên|[Nn]hà báo|[Nn]hà văn|[Nn]hà thơ|[Ll]uật sư|"
    r"[Tt]iến sĩ|[Tt]hạc sĩ|[Bb]ác sĩ)\s|"
    r"(?:PGS|GS|TS|ThS|Th\.S|CN|BS|KS|LS|NCS|CKI{1,2}|NGƯT|NGND)(?:[.,]\s?|\s))+"
)
_STAFF = re.compile(
    r"(?:nhóm |tổ )?(?:pv|p\.v|npv|ctv|phóng viên)"
    r"(?:,? (?:ban |phòng )?[A-ZĐ][^\W\d_]{1,7}(?: [^\W\d_]{1,7}){0,2})?",
    re.IGNORECASE,
)
_ROLES = table("nhóm|tổ|pv|npv|ctv|phóng|cộng|nhà|luật|tiến|thạc|bác")
"""First words in small letters of the roles above."""
_UNIT = re.compile(
    r"(?:Công đoàn|LĐLĐ|Liên đoàn|Mặt trận|Viện|Học viện|Khoa|Tỉnh ủy|Thành ủy|Huyện ủy|BHXH|Đội|Đồn|Trạm|"
    r"Phòng|Trung tâm|TT|Văn phòng|VP|Ban|Sở|Đài|Chi cục|Cục|Công an|CA|Hội|Đoàn|Trường|Tỉnh đoàn|"
    r"Huyện đoàn|UBND|Thanh tra|Đảng ủy|Bộ CHQS|BCH|BĐBP|Báo|Tạp chí)\s[^.:;()]{2,60}"
    r"|[A-ZĐ&]{2,8}(?:-[A-ZĐ&]{2,8})?"
    r"(?:\s(?:phường|xã|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)[^.:;()]{0,30})?"
)
_INITIALS = re.compile(
    r"(?:[A-ZĐ]\.?){1,3}|(?:(?:Ng|Nh|Th|Tr|Ph|Kh|Ch|Gi|Qu|[A-ZĐ])\.\s?){1,3}[A-ZĐ]?[^\W\d_]*"
)
_OF_AGENCY = re.compile(rf"(?:{AGENCY})(?:-[^\W\d_]+(?:\s[^\W\d_]+){{0,3}})?")
_VOCABULARY = BUTTONS | SECTIONS | LISTS | COMMENTS | TAGS
_NO_NAME = table(
    """
    tin tức|hội nghị|kết quả|công bố|chỉ số|thông báo|quyết định|kế hoạch|báo cáo|sở nội|ban tổ
    ubnd tỉnh|hđnd tỉnh
    cổng thông|trang thông|chính phủ|thủ tướng|nội vụ|tổng cục|trung tâm|văn phòng|chi cục|đảng ủy|ủy ban
    thường trực|hội đồng|nhân dân|nơi nhận|chủ tịch|phó chủ|giám đốc|phó giám|bí thư|phó bí
    chánh văn|trưởng ban|trưởng phòng|phó trưởng|phó ban|bộ trưởng|thứ trưởng|cục trưởng|vụ trưởng
    điểm tin|ban biên|quang cảnh|toàn cảnh|việt nam|hà nội|hải phòng|đà nẵng|hồ chí|văn hóa|giáo dục|kinh tế
    bạn đọc|thời sự|dân tộc|chuyển đổi|cải cách|quê hương|đất nước|hỗ trợ|tra cứu|tải về|xem chi
    đường dây|bản đồ|thị trấn|thị xã|thành phố|công ty|bệnh viện|trường học|hợp tác|ngày tháng
    đài phát|đài truyền|đài tiếng|trang tin|tạp chí
    """
)
"""First two syllables of capitalised lines that are no names of persons."""
_PLACES = table(
    "theo|báo|xã|phường|huyện|quận|tỉnh|sở|thôn|ấp|khu|chợ|đường|phố|ngành|khối|tổ|phòng|buôn|bản"
)
"""First syllables of capitalised lines that are places or bodies: rows of a list, `Xã An Hòa`."""
_NO_NOTE = table("chủ|phó|giám|trưởng|bí|nguyên|cựu|bên|thứ|giữa|ngoài|đứng|ngồi|áo|hàng|ảnh|sinh|trú|ngụ")
"""First syllables of remarks that make the name in front somebody spoken of or shown."""
_HIGHLAND = table(
    "ksor|rmah|kpuih|rcom|rahlan|rơ|krajan|krajăn|cil|touneh|katơr|chamaléa|pơloong|bling|moong|xeo"
)
"""Family names of the highlands that are built like foreign words."""


def read_names(text: str) -> str | None:
    """Return the names of a line that holds one to three names and nothing else, or None.

    >>> read_names("Thúy Hà – Hùng Sơn"), read_names("Kết quả đáng ghi nhận")
    ('Thúy Hà – Hùng Sơn', None)
    """
    if len(text) > _LONGEST or _is_sentence(text):
        return None
    bare = _without_remarks(text.strip())
    if not bare or ":" in bare or key(bare) in _VOCABULARY:
        return None
    names = [name for name in _SEPARATOR.split(bare) if name]
    if not names or any(c.isdigit() for c in names[0]):
        return None
    if 1 <= len(names) <= _MOST_NAMES and all(map(_is_writer, names)) and not any(map(str.isdigit, bare)):
        return bare
    return bare if _is_of_unit(bare, names[0]) else None


def _is_sentence(text: str) -> bool:
    """Say whether `text` surely opens with no name: its second word is small, and its first one no role."""
    first, _, rest = text.partition(" ")
    return (
        rest[:1].islower()
        and first.isalpha()
        and first[1:].islower()
        and first.lower() not in _ROLES
        and "@" not in text
    )


def without_address(text: str) -> str:
    """Return a line without e-mail addresses."""
    return _ADDRESS.sub("", text) if "@" in text else text


def _without_remarks(bare: str) -> str:
    """Return a line without what stands behind the names; empty where that says they are no writers."""
    bare = without_address(bare).strip()
    if ":" in bare:
        bare = _PHOTO.sub("", bare)
    note = _NOTE.search(bare)
    if note is not None:
        if tone_place(note["note"].split(" ")[0].lower()) in _NO_NOTE:
            return ""
        bare = bare[: note.start()] or note["note"]
    if " " in bare and not bare[-1].isupper():
        bare = _DONE.sub("", _TAKEN.sub("", bare))
    return bare.strip(" .()[]*-–—•|")


def _is_of_unit(bare: str, first: str) -> bool:
    """Say whether behind one name stands the unit or agency of the writer and nothing else."""
    rest = bare[bare.find(first) + len(first) :].lstrip(" ,-–—/")
    if not rest or not _is_name(first):
        return False
    return bool(_OF_AGENCY.fullmatch(rest) or _UNIT.fullmatch(rest))


def _is_writer(name: str) -> bool:
    if _STAFF.fullmatch(name):
        return True
    role = _ROLE.match(name)
    return _is_name(name[role.end() :] if role else name)


def _is_name(name: str) -> bool:
    """Say whether `name` is two to five capitalised syllables, or initials."""
    if _INITIALS.fullmatch(name) and name not in ("A", "O", "X"):
        return True
    words = name.split()
    if not 2 <= len(words) <= 5:
        return False
    low = [tone_place(nfc(word).lower()) for word in words]
    shaped = all(
        word[0].isupper() and (word[1:].islower() or len(word) == 1 or name.isupper())
        for word in [re.sub(r"'[A-ZĐ]", lambda m: m[0].lower(), word) for word in words]
    )
    return shaped and low[0] not in _PLACES and _are_syllables(low) and " ".join(low[:2]) not in _NO_NAME


def _are_syllables(words: list[str]) -> bool:
    """Say whether the words are Vietnamese syllables, but for one or two of a highland name (`Alăng`,
    `H'Nga`, `Ksor Phước`)."""
    other = [word for word in words if len(word) > 1 and not is_syllable(word)]
    if not other:
        return True
    if len(words) < 2 or len(other) > 2:
        return False
    return words[0] in _HIGHLAND or any("'" in word or not word.replace("đ", "d").isascii() for word in other)
