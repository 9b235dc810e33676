"""The sample corpus: all formats there, our own words, no figure that its sources don't give."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from searchkit.extract.article import extract_article
from searchkit.ingest.clean import clean_page
from searchkit.ingest.readers import read_paths
from searchkit.models import Article, RawArticle
from searchkit.text import canonical, fold, nfc

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
RUN = 7  # syllables; a shorter run can't be avoided when the same offices and places are named

# Names, offices and official terms that can't be said in other words.
TERMS = (
    "Ủy viên Ban Thường vụ Tỉnh ủy, Trưởng Ban Dân vận Tỉnh ủy, Chủ tịch Ủy ban MTTQ tỉnh",
    "Ủy viên Trung ương Đảng, Phó Thủ tướng Thường trực Chính phủ",
    "Phó Thủ tướng Thường trực Chính phủ",
    "Trưởng ban Chỉ đạo CCHC của Chính phủ",
    "Ban Chỉ đạo Cải cách hành chính và nâng cao chỉ số năng lực cạnh tranh",
    "Ban Chỉ đạo cải cách hành chính (CCHC) của Chính phủ",
    "Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh",
    "UVTV Tỉnh ủy, Phó Chủ tịch UBND tỉnh",
    "Tỉnh ủy viên, Phó Chủ tịch UBND tỉnh",
    "Phó Chủ tịch UBND tỉnh",
    "Chủ tịch UBND TP. Huế",
    "Trương Hòa Bình",
    "Nguyễn Thị Bé Mười",
    "Nguyễn Thanh Bình",
    "Nguyễn Văn Sơn",
    "Nguyễn Hưng Vượng",
    "Hoàng Hải Minh",
    "Lò Văn Tiến",
    "Trung tâm Hành chính công TP. Huế",
    "Trung tâm Giám sát, điều hành đô thị thông minh",
    "chỉ số cải cách hành chính",
    "63 tỉnh, thành phố",
    "Ngân hàng Nhà nước Việt Nam",
    "Bộ Giáo dục và Đào tạo",
    "Bộ Thông tin và Truyền thông",
    "Ban Chỉ đạo CCHC của Chính phủ",
    "Tổng công ty Bưu điện Việt Nam",
    "dịch vụ công trực tuyến",
    "chứng thực bản sao điện tử từ bản chính",
    "dữ liệu dân cư, định danh và xác thực điện tử",
    "chuyển đổi số quốc gia giai đoạn 2022 – 2025, tầm nhìn đến 2030",
)


class _Visible(HTMLParser):
    """Collects the text of an HTML page without scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def _texts() -> dict[str, str]:
    """Return every sample's visible text by name."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in CORPUS.glob("*.txt")}
    for path in CORPUS.glob("*.html"):
        parser = _Visible()
        parser.feed(path.read_text(encoding="utf-8"))
        texts[path.name] = "\n".join(parser.parts)
    for line in (CORPUS / "ban-ghi.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        texts[record["id"]] = f"{record['title']}\n{record['body']}"
    with (CORPUS / "diem-tin.csv").open(encoding="utf-8-sig", newline="") as handle:
        texts |= {row["id"]: f"{row['title']}\n{row['text']}" for row in csv.DictReader(handle)}
    return {name: canonical(text) for name, text in texts.items()}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def _runs(text: str) -> set[str]:
    """Return all runs of `RUN` syllables of a text; names and official terms break a run."""
    joined = " ".join(_words(text))
    for term in TERMS:
        joined = joined.replace(" ".join(_words(term)), "|")
    return {
        " ".join(words[i : i + RUN])
        for words in (part.split() for part in joined.split("|"))
        for i in range(len(words) - RUN + 1)
    }


def test_all_formats_are_there() -> None:
    count = {suffix: len(list(CORPUS.glob(f"*.{suffix}"))) for suffix in ("txt", "html", "jsonl", "csv")}
    assert count["txt"] >= 6
    assert count["html"] >= 3
    assert count["jsonl"] >= 1
    assert count["csv"] >= 1
    assert len(_texts()) >= 16


def test_the_traps_that_the_readme_names_are_there() -> None:
    assert (CORPUS / "diem-tin.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    decomposed = (CORPUS / "hue-ha-tang-so.txt").read_text(encoding="utf-8")
    assert decomposed != nfc(decomposed)
    texts = _texts()
    assert "Đắc Lắc" in texts["sipas-2020-nhom-cuoi.txt"]
    assert any(line.isupper() and len(line) > 40 for line in texts["tuyen-quang-sipas-2021.txt"].splitlines())
    raw = "".join(p.read_text(encoding="utf-8") for p in CORPUS.iterdir() if p.suffix != ".md")
    assert "hòa" in raw.lower()
    assert "hoà" in raw.lower()


def test_every_file_is_in_the_corpus_readme() -> None:
    listed = set(re.findall(r"^\| `([^`]+)`", (CORPUS / "README.md").read_text(encoding="utf-8"), re.M))
    assert listed == {path.name for path in CORPUS.iterdir() if path.name != "README.md"}


def test_the_answer_to_the_first_query_says_figure_rank_and_office() -> None:
    text = nfc((CORPUS / "ben-tre-chi-so-sipas-2020.txt").read_text(encoding="utf-8"))
    sentence = next(s for s in text.split(". ") if "88,35%" in s and "SIPAS" in s and "tăng 1 bậc" in s)
    assert "Bến Tre" in sentence
    assert "hạng 20" in sentence
    assert "Phó Chủ tịch UBND tỉnh Nguyễn Thị Bé Mười" in text


# id: headline, day and province, officials, byline: what a reader takes from the page.
MEANT = {
    "ben-tre-chi-so-sipas-2020.txt": (
        "Chỉ số SIPAS năm 2020: Bến Tre đạt 88,35%, xếp hạng 20 cả nước",
        "2021-06-24 Bến Tre",
        "Nguyễn Thị Bé Mười, Trương Hòa Bình",
        "Ngọc Lan",
    ),
    "hue-par-index-2020-hang-3.txt": (
        "Tăng 10 bậc ở Chỉ số CCHC năm 2020, Thừa Thiên Huế vào hạng 3",
        "2021-06-24 Thừa Thiên Huế",
        "Nguyễn Thanh Bình",
        "Minh Khôi",
    ),
    "tp-hue-so-hoa-ho-so.txt": (
        "TP. Huế số hóa 30.000 hồ sơ, vẫn vướng tỷ lệ trễ hạn",
        "2020-12-15 Thừa Thiên Huế",
        "Hoàng Hải Minh",
        "Thu Hằng",
    ),
    "dien-bien-hang-27.txt": (
        "Điện Biên đứng thứ 27 về chỉ số cải cách hành chính năm 2019",
        "2020-05-20 Điện Biên",
        "Lò Văn Tiến, Trương Hòa Bình",
        None,
    ),
    "tuyen-quang-sipas-2021.txt": (
        "TUYÊN QUANG: CHỈ SỐ SIPAS NĂM 2021 TĂNG 7 BẬC, PAR INDEX TĂNG 1 BẬC",
        "2022-06-18 Tuyên Quang",
        "Nguyễn Hưng Vượng, Nguyễn Văn Sơn",
        "Hải Yến – Quang Đạt",
    ),
    "sipas-2020-nhom-cuoi.txt": (
        "SIPAS 2020: ai đầu bảng, ai cuối bảng?",
        "2021-06-25 None",
        "",
        "Gia Bảo",
    ),
    "hue-ha-tang-so.txt": (
        "Ghi chép: hạ tầng số nào đứng sau hạng 3 của Thừa Thiên Huế?",
        "2021-06-26 Thừa Thiên Huế",
        "",
        "Trà Giang",
    ),
    "bo-nganh-par-index-2020.html": (
        "Ba bộ, ngành trên 90% ở PAR INDEX 2020",
        "2021-06-25 None",
        "",
        "Gia Bảo",
    ),
    "ben-tre-dich-vu-cong-truc-tuyen.html": (
        "Bến Tre: 1.381 dịch vụ công trực tuyến mức độ 3, 4",
        "2021-06-26 Bến Tre",
        "Nguyễn Thị Bé Mười",
        "Ngọc Lan",
    ),
    "tuyen-quang-de-an-06.html": (
        "Đề án 06 ở Tuyên Quang: 11 dịch vụ công đã lên mức độ 4",
        "2022-06-20 Tuyên Quang",
        "Nguyễn Văn Sơn",
        "Quang Đạt",
    ),
}
FURNITURE = (
    "Trang chủ",
    "Đăng nhập",
    "Bình luận",
    "Chia sẻ",
    "trang tin minh họa",
    "Lên đầu trang",
    "Đang truy cập",
    "ĐỌC NHIỀU",
    "Lưu trữ",
    "Tin mới",
)


@pytest.fixture(scope="module")
def extracted() -> dict[str, Article]:
    """Return what reading the whole corpus gives, by id."""
    raws = list(read_paths([CORPUS]))
    assert [raw for raw in raws if not isinstance(raw, RawArticle)] == []
    return {raw.id: extract_article(raw, clean_page(raw)) for raw in raws if isinstance(raw, RawArticle)}


@pytest.mark.parametrize("name", sorted(MEANT))
def test_pages_are_read_as_a_reader_would(name: str, extracted: dict[str, Article]) -> None:
    title, about, officials, byline = MEANT[name]
    article = extracted[name]
    assert article.title == title
    assert f"{article.published} {article.province}" == about
    assert ", ".join(sorted(official.name for official in article.officials)) == officials
    assert article.byline == byline


def test_site_furniture_stays_out(extracted: dict[str, Article]) -> None:
    assert len(extracted) == 21
    assert [(a.id, words) for a in extracted.values() for words in FURNITURE if words in a.body] == []


def test_no_sample_quotes_anybody() -> None:
    for name, text in _texts().items():
        assert not re.search(r"[“”\"]", text), name
        assert not re.search(r"(khẳng định|phát biểu|cho biết|nhấn mạnh|lưu ý|đề nghị)", text), name


def test_no_run_of_words_is_shared_with_the_sources(shared: Path) -> None:
    sources = " | ".join(p.read_text(encoding="utf-8") for p in sorted((shared / "seeds").glob("*.txt")))
    known = _runs(sources)
    assert known
    common = {name: sorted(found) for name, text in _texts().items() if (found := _runs(text) & known)}
    assert common == {}


# Not figures about the world: clock times, the fake licence, furniture (font sizes, counters, list numbers).
_FURNITURE = re.compile(
    r"\d{1,2}:\d{2}|(?<![\d,.])\d{1,2}\s*[/-]\s*\d{1,2}(\s*[/-]\s*\d{4})?"
    r"|ngày\s+\d+\s+tháng\s+\d+\s+năm\s+\d+|Tháng \d, \d{4}|00/GP"
    r"|Bình luận \(0\)|Lượt xem: 0|Thích 0|^0$|100%$|^\d$",
    re.M | re.I,
)


@pytest.mark.parametrize("name", sorted(_texts()))
def test_no_figure_is_added(name: str, shared: Path) -> None:
    sources = " ".join(p.read_text(encoding="utf-8") for p in sorted((shared / "seeds").glob("*.txt")))
    number = re.compile(r"\d+(?:[.,]\d+)*")
    known = {n.replace(",", ".") for n in number.findall(sources)} | {"1.000"}
    figures = {n.replace(",", ".") for n in number.findall(_FURNITURE.sub(" ", _texts()[name]))}
    assert figures <= known
