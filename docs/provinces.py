"""Write `PROVINCES.md`: is the article that names a province found first, however the name is typed?

python docs/provinces.py            write the page
python docs/provinces.py --check    write nothing; end with 1 where it is out of step or a form fails
"""

from __future__ import annotations

import datetime as dt
import re
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from searchkit import Article, SearchEngine
from searchkit.extract.gazetteer import canonical_names, provinces
from searchkit.text import nfc, strip_marks, tone_place

PAGE = Path(__file__).resolve().parent / "PROVINCES.md"
BEFORE, SINCE = dt.date(2024, 5, 14), dt.date(2025, 9, 10)
DEPTH = 10

HEAD = """# Names of provinces, as people type them

Made by `python docs/provinces.py`. It indexes one short article for each of the 63 provinces of before July
2025 and for each of the 34 since then, which names the province in running text, not in its headline. Among
them stand articles with common words that look like names once their diacritics are gone (`hai đường` and Hải
Dương, `cá màu` and Cà Mau).

A cell has two marks: the name alone, and with `tỉnh` or `thành phố` before it. ● the article that names the
province comes first, ○ it does not. Where a province bears the same name before and after, both its articles
must come before all others.

Columns: as written officially; lower case; capitals; without diacritics; letters and marks apart (NFD); tone
on the first vowel (`Hòa`); tone on the second (`Hoà`).
"""

# So that an article is more than a name. The events are invented.
EVENTS = (
    "Sáng 14/5, đoàn kiểm tra của Sở Nội vụ {unit} đến làm việc tại bộ phận một cửa của hai xã. Cán bộ tiếp "
    "dân trả lời câu hỏi về hồ sơ đất đai. Theo kế hoạch, {name} sẽ rà soát thêm bốn lĩnh vực.",
    "Trung tâm Phục vụ hành chính công {unit} vừa mở thêm quầy hướng dẫn nộp hồ sơ qua mạng. Người cao tuổi "
    "ở {name} được đoàn viên thanh niên giúp tạo tài khoản và in kết quả.",
    "Mưa lớn hai ngày qua làm sạt lở một đoạn đường liên xã. Ủy ban nhân dân {unit} cho dựng rào chắn và bố "
    "trí xe đưa học sinh đi vòng. Ngành giao thông {name} dự kiến sửa xong trong tháng.",
    "Hội chợ nông sản kéo dài ba ngày thu hút gần trăm gian hàng. Ban tổ chức cho biết khách đến {name} năm "
    "nay đông hơn, các hợp tác xã của {unit} bán hết hàng sớm.",
)
TITLES = (
    "Kiểm tra công vụ đột xuất",
    "Thêm quầy hướng dẫn nộp hồ sơ qua mạng",
    "Khắc phục đoạn đường sạt lở",
    "Hội chợ nông sản đông khách",
)
# Common words whose letters are those of a province's name.
LOOKALIKES = (
    "Ống nước chạy qua hai đường phố chính của thị trấn, phải tỉnh táo mới thấy chỗ rẽ.",
    "Anh nuôi cá màu trong bể kính, đắt hơn nhiều so với cá thường.",
    "Nhà lá trên đồi, cạnh con suối nhiều chim; cửa sơn lá màu xanh.",
    "Món lòng ăn kèm rau thơm; ai quen thì nhớ mãi.",
    "Người vùng cao ăn giang, một loại nứa non, thay măng.",
    "Chậu hoa bình dị trước hiên, đứa bé trong thai bình thường, mùi hương yên ả lan qua bến trẻ.",
    "Thợ giỏi nghề ăn lương sản phẩm, có thẻ vào xưởng.",
    "Xưởng hạ năm con tàu xuống nước trong một tuần.",
    "Cuộc họp bàn năm định hướng lớn và các mức mới.",
    "Giá bạc liệu có lên, bác liệu lời mà bán.",
    "Chị hạ tính toán lại khẩu phần, giữ hà tình với quê, ngồi trong bóng phủ thờ tự.",
    "Người thắng cuộc được vinh phúc, dòng họ được vinh long trọng.",
    "Xe chở lắm đồng nghiệp, thợ hàn đặt lặc lè trên vai, làm đồng áng.",
    "Ca sĩ hát ở quãng năm, thầy quảng ngại ngùng, bạn quang bình tĩnh.",
    "Cái bình đương nhiên đã vỡ, binh thuận lòng, tướng thuận ý, ninh thuần thục tay nghề.",
    "Bạn cũ thành hóa ra hàng xóm, khánh hoa nở trắng, thanh hoa văn trên tháp.",
    "Thầy kiên giảng bài, hậu giảng đường là sân bóng, tiến giảng lại, bác giảng thêm.",
    "Nhóm đã năng nổ lại khéo, có hai phòng họp mới, hà nối nhịp cầu, ai cũng cần thở sâu.",
    "Người gia lại cười, báo diễn biến mới, lạng son phấn, bác nình nịch, lòng an ủi bạn.",
)


@dataclass(frozen=True)
class Unit:
    """A province as of one day: the name it is asked for, its kind, and the id of its article."""

    name: str
    kind: str
    id: str

    @property
    def full(self) -> str:
        """Return the name with `tỉnh` or `thành phố` before it."""
        return f"{self.kind} {self.name}"


def units(day: dt.date, mark: str) -> list[Unit]:
    """Return the provinces of a day; `mark` tells their articles from those of another day."""
    table = provinces()
    return [Unit(name.removeprefix("TP. "), table[name].kind, f"{mark}-{n:02}") for n, name in
            enumerate(canonical_names(day), start=1)]  # fmt: skip


def old_tones(text: str) -> str:
    """Return `text` with the tone of open `oa`, `oe`, `uy` on the first vowel (`Hòa`)."""
    pattern = re.compile(rf"(?<![qQ])(?:{'|'.join(_FIRST_VOWEL)})(?![^\W_])")
    return pattern.sub(lambda found: _FIRST_VOWEL[found[0]], tone_place(nfc(text)))


def _first_vowel() -> dict[str, str]:
    pairs = {}
    for (a, b), mark in product(("oa", "oe", "uy", "OA", "OE", "UY"), "\u0300\u0301\u0309\u0303\u0323"):
        pairs[a + unicodedata.normalize("NFC", b + mark)] = unicodedata.normalize("NFC", a + mark) + b
    return pairs


_FIRST_VOWEL = _first_vowel()
FORMS: Mapping[str, Callable[[str], str]] = {
    "official": lambda name: name,
    "lower": str.lower,
    "CAPITALS": str.upper,
    "no marks": strip_marks,
    "NFD": lambda name: unicodedata.normalize("NFD", name),
    "old tone": old_tones,
    "new tone": tone_place,
}


def articles() -> Iterator[Article]:
    """Yield an article for each province of either day, then the lookalikes."""
    for day, mark in ((BEFORE, "63"), (SINCE, "34")):
        for number, unit in enumerate(units(day, mark)):
            text = EVENTS[number % len(EVENTS)].format(unit=unit.full, name=unit.name)
            yield Article(id=unit.id, title=TITLES[number % len(TITLES)], body=text, published=day)
    for number, text in enumerate(LOOKALIKES):
        yield Article(id=f"words-{number:02}", title="Chuyện quanh ta", body=text, published=BEFORE)


def first_hits(engine: SearchEngine, query: str, wanted: frozenset[str]) -> bool:
    """Say whether the `wanted` articles come before all others."""
    hits = engine.search(query, limit=DEPTH, snippets=False, all_copies=True).hits
    return {hit.id for hit in hits[: len(wanted)]} == wanted


def matrix(engine: SearchEngine) -> dict[Unit, dict[str, tuple[bool, bool]]]:
    """Return for each province and form whether the bare name and the full one are found first."""
    both = [*units(BEFORE, "63"), *units(SINCE, "34")]
    named: dict[str, set[str]] = {}
    for unit in both:
        named.setdefault(unit.name, set()).add(unit.id)
    return {
        unit: {
            form: tuple(  # type: ignore[misc]
                first_hits(engine, change(text), frozenset(named[unit.name]))
                for text in (unit.name, unit.full)
            )
            for form, change in FORMS.items()
        }
        for unit in both
    }


def failures(found: Mapping[Unit, Mapping[str, tuple[bool, bool]]]) -> list[str]:
    """Return the queries that did not find their article first."""
    return [
        FORMS[form](text)
        for unit, cells in found.items()
        for form, cell in cells.items()
        for text, is_first in zip((unit.name, unit.full), cell, strict=True)
        if not is_first
    ]


def page(found: Mapping[Unit, Mapping[str, tuple[bool, bool]]]) -> str:
    """Return the text of PROVINCES.md."""
    parts = [HEAD, _total(found)]
    for title, mark in (("The 63 provinces of before July 2025", "63-"), ("The 34 since 1 July 2025", "34-")):
        rows = [_row(unit, cells) for unit, cells in found.items() if unit.id.startswith(mark)]
        head = f"| | {' | '.join(FORMS)} |\n|---|{'---|' * len(FORMS)}"
        parts.append("\n".join([f"## {title}\n", head, *rows]) + "\n")
    return "\n".join(parts)


def _row(unit: Unit, cells: Mapping[str, tuple[bool, bool]]) -> str:
    marks = ("".join("●" if is_first else "○" for is_first in cell) for cell in cells.values())
    return f"| {unit.full} | {' | '.join(marks)} |"


def _total(found: Mapping[Unit, Mapping[str, tuple[bool, bool]]]) -> str:
    every = [is_first for cells in found.values() for cell in cells.values() for is_first in cell]
    return f"**{sum(every)} of {len(every)} queries** find their article first.\n"


def made() -> tuple[str, list[str]]:
    """Index, ask everything; return the page and the queries that failed."""
    with tempfile.TemporaryDirectory() as folder, SearchEngine.create(Path(folder) / "index") as engine:
        engine.add(articles())
        found = matrix(engine)
    return page(found), failures(found)


def main(arguments: list[str]) -> int:
    """Write the page, or with `--check` compare it; name what failed; return the exit code."""
    text, failed = made()
    for query in failed:
        print(f"not first: {query}", file=sys.stderr)
    if "--check" in arguments:
        stale = PAGE.read_text(encoding="utf-8") != text
        if stale:
            print("docs/PROVINCES.md is out of step; run: python docs/provinces.py", file=sys.stderr)
        return 1 if stale or failed else 0
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
