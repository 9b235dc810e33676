"""Strings for the tests of segmentation, made from word material of our own with a fixed seed."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator

from searchkit.text import strip_marks

_WORD_TABLE = """
cải cách hành chính|chỉ số hài lòng|người dân|tổ chức|dịch vụ công|trực tuyến|thủ tục|hồ sơ|đúng hạn|
trước hạn|quá hạn|một cửa|liên thông|Sở Nội vụ|Ủy ban nhân dân|UBND|HĐND|tỉnh Bến Tre|thành phố Huế|
TP. Huế|Tp. Cần Thơ|Thừa Thiên - Huế|Bà Rịa – Vũng Tàu|Đắk Lắk|Bắc Kạn|Hòa Bình|Thái Nguyên|
huyện Sơn Động|xã Tân Phú|phường 7|quận Bình Thạnh|T.Ư|ông Trần Văn Minh|bà Lê Thị Hoa|
đồng chí Phạm Quốc Khánh|PGS.TS. Vũ Hải|ThS. Đỗ Lan|Mr. Brown|Mrs. Green|Dr. Lee|phó chủ tịch|
Phó Giám đốc|bí thư|trưởng phòng|chuyên viên|công chức|viên chức|cán bộ|lãnh đạo|đại biểu|báo cáo|
đạt 88,35%|1.381 hồ sơ|xếp thứ 20/63|tăng 19 bậc|năm 2020|ngày 24/06/2021|lúc 7h30|quý II/2022|
giai đoạn 2021-2025|876/QĐ-BNV|28-NQ/TW|61/2018/NĐ-CP|175/2024/QH15|COVID-19|Hue-S|U23|QH15|PAR INDEX|
SIPAS|PAPI|PCI|KT-XH|GD&ĐT|https://dichvucong.gov.vn/trang?id=7|van-thu@noivu.example.vn|một-hai@x|
ma_so|a_b_c|"trích dẫn"|“ngoặc kép”|(chú thích)|và|của|cho|trong|được|đã|đang|sẽ|không|là|có|với|từ|tại|
theo|về|đến|các|những|này|khi|thì|mà|rất|hơn|nhất|kinh tế|xã hội|văn hóa|giáo dục|y tế|giao thông|
nông nghiệp|công nghiệp|du lịch|môi trường|đất đai|đầu tư|xây dựng|phát triển|nâng cao|đẩy mạnh|
triển khai|thực hiện|kiểm tra|đánh giá|công bố|tổ chức hội nghị|tiếp tục|góp phần|quý|quí|kỷ|kỉ|thúy|
thuý|hòa|hoà|khoẻ|khỏe|tòa án|viện kiểm sát|công an|bộ đội|biên phòng|nhà máy|xí nghiệp|==>|->|...|>>|…|
–|,|.|;|:|!|?|%|/|-|(|)|[|]|&|+|1.000.000|3,14|12:19|0|7|X|Đ.|A.B.|TP.HCM
"""
WORDS = _WORD_TABLE.replace("\n", "").split("|")
LETTERS = (
    'aăâbcdđeêghiklmnoôơpqrstuưvxyAĂÂBĐƯMTPrsh0123456789 .,-_/()"“”\n\t@:%ịệ'
    "\u0301\u200b\xa0\u3000İßǅ²½①\0\r\x1c=>ΑΣ"
)
PIECES = (
    "ab", "bộ", ".", "://", "https", "-", "đ", " ", "_", "T", "Tp.", "ThS.", "Mr.", "Mrs.", "Ms.", "Dr.",
    "...", "..", "1", "@", "x.vn", "A", "Đ.", "->", "==>", ">>", "\n", "\0", "2,5", "’", "+",
)  # fmt: skip

CHANGES: dict[str, Callable[[str], str]] = {
    "as is": str,
    "lower": str.lower,
    "upper": str.upper,
    "title": str.title,
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "no diacritics": strip_marks,
}


def sentences(count: int, seed: int = 1) -> Iterator[str]:
    """Yield sentences of 1 to 25 words, some glued together or broken over lines."""
    rng = random.Random(seed)
    for _ in range(count):
        seams = rng.choices((" ", " ", " ", "", "\n", "  "), weights=(30, 30, 30, 1, 2, 1), k=25)
        words = rng.choices(WORDS, k=rng.randint(1, 25))
        yield "".join(word + seam for word, seam in zip(words, seams, strict=False)).strip()


def noise(count: int, seed: int = 2) -> Iterator[str]:
    """Yield strings of random letters and of random pieces that pyvi's token pattern treats specially."""
    rng = random.Random(seed)
    for _ in range(count):
        yield "".join(rng.choices(LETTERS, k=rng.randint(0, 50)))
        yield "".join(rng.choices(PIECES, k=rng.randint(1, 14)))
