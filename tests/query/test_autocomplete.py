"""Autocomplete: what the beginning of a query may become."""

from __future__ import annotations

import gc
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchkit import Article, Completion, Official, SearchEngine
from searchkit.query.places import behind
from searchkit.query.typed import fits, read
from searchkit.text import nfc

_BODIES = (
    "Cải cách hành chính ở tỉnh. Cải cách hành chính năm nay. Chỉ số hài lòng tăng.",
    "Cải cách hành chính và chỉ số hài lòng. Sở Nội vụ cho biết.",
    "Cải cách hành chính của Sở Nội vụ. Xe khách ở bến xe. Cải tạo nhà hát.",
    "Hành khách ở bến xe. Hành vi của hành khách. Hành khách đi xe.",
    "Cách mạng công nghiệp và hành khách. Hành khách ở Bến Tre mua vé. Xe về Bến Tre.",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchEngine]:
    engine = SearchEngine.create(tmp_path_factory.mktemp("complete") / "index")
    people = (Official("Nguyễn Thị Bé Mẫu", ("Giám đốc",)), Official("Nguyễn Văn Thử", ("Giám đốc",)))
    engine.add(
        Article(
            f"bai{n}",
            title=f"Bài {n}",
            body=body,
            province="Bến Tre",
            provinces=("Bến Tre",),
            officials=people,
        )
        for n, body in enumerate(_BODIES)
    )
    yield engine
    engine.close()


def lines(engine: SearchEngine, prefix: str, limit: int = 10) -> list[str]:
    """Return the lines that completing `prefix` leads to."""
    return [nfc(prefix)[: one.start] + one.text for one in engine.complete(prefix, limit)]


@pytest.mark.parametrize(
    ("prefix", "first"),
    [
        ("cải cách h", "cải cách hành chính"),
        ("cai cach h", "cải cách hành chính"),
        ("cải cách hành", "cải cách hành chính"),
        ("cải cách ", "cải cách hành chính"),
        ("CẢI CÁCH H", "CẢI CÁCH HÀNH CHÍNH"),
        ("Cai cach h", "Cải cách hành chính"),
        ("chi so hai l", "chỉ số hài lòng"),
        ("so n", "sở nội vụ"),
        (unicodedata.normalize("NFD", "cải cách h"), "cải cách hành chính"),
        ("ben t", "Bến Tre"),
        ("bến t", "Bến Tre"),
        ("chỉ số ben t", "chỉ số Bến Tre"),
        ("nguyen thi b", "Nguyễn Thị Bé Mẫu"),
        ("họp với Nguyễn Thị", "họp với Nguyễn Thị Bé Mẫu"),
        ('tỉnh:"Bến Tre" cải c', 'tỉnh:"Bến Tre" cải cách'),
        ("xe OR cải cách h", "xe OR cải cách hành chính"),
        ("xe -cải t", "xe -cải tạo"),
    ],
)
def test_the_likeliest_completion_comes_first(engine: SearchEngine, prefix: str, first: str) -> None:
    assert lines(engine, prefix)[0].startswith(first)


def test_what_precedes_decides(engine: SearchEngine) -> None:
    assert lines(engine, "hành k")[0].startswith("hành khách")
    assert not any("cải cách khách" in line for line in lines(engine, "cải cách h"))


@pytest.mark.parametrize(
    ("prefix", "unwanted"),
    [
        ("cải c", "cải tạo"),
        ("cải tá", "cải tạo"),
        ("hãnh", "hành"),
        ("nguyên thị b", "Nguyễn Thị Bé Mẫu"),
        ("bến tr", "bến xe"),
    ],
)
def test_letters_and_diacritics_typed_must_fit(engine: SearchEngine, prefix: str, unwanted: str) -> None:
    assert not any(line.startswith(unwanted) for line in lines(engine, prefix))


@pytest.mark.parametrize("prefix", ["", " ", "phườ*", "tỉnh:b", "cải cách,", '"', "-", "("])
def test_nothing_is_offered_where_no_word_can_stand(engine: SearchEngine, prefix: str) -> None:
    assert engine.complete(prefix) == ()


def test_kinds_and_counts(engine: SearchEngine) -> None:
    assert engine.complete("ben t")[0] == Completion("Bến Tre", "province", 5, 0)
    assert engine.complete("nguyen thi b")[0] == Completion("Nguyễn Thị Bé Mẫu", "official", 5, 0)
    word = next(one for one in engine.complete("c") if one.text == "cải")
    assert (word.kind, word.count) == ("word", 3)
    assert {one.kind for one in engine.complete("cải cách h")} == {"phrase"}


def test_each_line_is_offered_once_and_up_to_the_limit(engine: SearchEngine) -> None:
    for prefix in ("c", "ha", "hanh kh", "nguyen ", "be", "ben t", "bến "):
        offered = [line.lower() for line in lines(engine, prefix, 50)]
        assert len(offered) == len(set(offered))
        assert prefix.lower() not in offered
        assert len(lines(engine, prefix, 1)) <= 1
    assert lines(engine, "c", 0) == []


@given(st.text(alphabet='cảicáchhànhbént "-+:()*OR0đ/', max_size=30))
def test_any_text_is_completed_or_left_alone(engine: SearchEngine, prefix: str) -> None:
    for one in engine.complete(prefix):
        assert 0 <= one.start <= len(nfc(prefix))
        assert one.text


@pytest.mark.parametrize(
    ("begun", "word", "may"),
    [("chin", "chính", True), ("chí", "chính", True), ("chị", "chính", False), ("da", "đạt", True),
     ("đa", "dạt", False), ("hoà", "hoàn", True), ("hòa", "hoà", True), ("chinh", "chín", False)],
)  # fmt: skip
def test_letters_may_get_their_diacritics_later(begun: str, word: str, may: bool) -> None:
    assert fits(begun, word) == may


def test_the_words_behind_the_last_operator_are_read() -> None:
    typed = read("giá -lúa gạo x")
    assert typed is not None
    assert (typed.words, typed.begun, typed.start) == (("lúa", "gạo"), "x", 5)
    assert read("x" * 500) is not None


def test_places_count_what_follows(engine: SearchEngine) -> None:
    view = engine._snapshot.field("text")
    places = behind(view, ("cải", "cách"))
    assert places.count == 4
    assert places.followed("hành").followed("chính").count == 4
    assert places.followed("mạng").count == 0
    assert behind(view, ("hành",)).followed("khách").count == 5
    assert behind(view, ("nope",)).count == 0


def test_words_looked_up_at_once_are_found_as_one_by_one(engine: SearchEngine) -> None:
    view = engine._snapshot.field("text")
    words = ["hành", "mạng", "nope", "khách", "cách", "công", "hành"]
    for terms in (("cải", "cách"), ("cách",), ("hành",)):
        together, alone = behind(view, terms), behind(view, terms)
        together.look_up(dict.fromkeys(words))
        for word in words:
            found, wanted = together.followed(word), alone.followed(word)
            assert found.count == wanted.count <= together.at_most(word)
            assert found.followed("chính").count == wanted.followed("chính").count


def test_the_word_that_stands_at_the_most_places_is_found(engine: SearchEngine) -> None:
    places = behind(engine._snapshot.field("text"), ("hành",))
    assert (places.count, places.followed("khách").count, places.followed("chính").count) == (10, 5, 4)
    found = places.most_followed(["nope", "vi", "chính", "khách"])
    assert found is not None
    assert (found[0], found[1].count) == ("khách", 5)
    assert found[1].most_followed(["đi"], 2) is None
    assert places.most_followed(["chính", "khách"], 6) is None
    assert places.most_followed([]) is None


def test_what_is_kept_between_letters_changes_nothing(engine: SearchEngine) -> None:
    line = "cai cach hanh chinh va chi so "
    kept = [engine.complete(line[:size]) for size in range(len(line), 0, -1)]
    for size, found in zip(range(len(line), 0, -1), kept, strict=True):
        engine.refresh()  # forgets
        assert engine.complete(line[:size]) == found


def test_a_closed_engine_holds_no_file(tmp_path: Path) -> None:
    """Windows removes no file that is mapped; Linux tells what is."""
    maps = Path("/proc/self/maps")
    if not maps.exists():
        pytest.skip("only Linux tells which files are mapped")
    people = (Official("Nguyễn Văn Thử", ("Giám đốc",)),)
    with SearchEngine.create(tmp_path / "index") as engine:
        engine.add(Article(f"bai{n}", body=body, officials=people) for n, body in enumerate(_BODIES))
        assert engine.complete("cải cách h")
        assert engine.complete("cai c")
        assert engine.official("nguyễn văn thử")
        assert engine.search("cai cach hanh chinh", facets=["official", "year"]).hits
        assert engine.search('"cải cách" +hành', snippets=False).hits
        gc.disable()  # what only a collection frees keeps its file for a while
    try:
        assert str(tmp_path) not in maps.read_text(encoding="utf-8")
    finally:
        gc.enable()


def test_writes_are_seen(tmp_path_factory: pytest.TempPathFactory) -> None:
    with SearchEngine.create(tmp_path_factory.mktemp("fresh") / "index") as engine:
        assert engine.complete("khoai l") == ()
        engine.add([Article("a", title="Khoai lang tím", body="Khoai lang được giá.")])
        assert lines(engine, "khoai l")[0].startswith("khoai lang")


def test_completing_takes_milliseconds(engine: SearchEngine) -> None:
    """Loose: `benchmarks/complete.py` measures on a large index."""
    engine.complete("cai cach h")
    start = time.process_time()
    for _round in range(20):
        engine.complete("cai cach hanh ch")
    assert (time.process_time() - start) / 20 < 0.05


def test_segments_and_removed_articles_are_one_index(tmp_path_factory: pytest.TempPathFactory) -> None:
    articles = [Article(f"bai{n}", title=f"Bài {n}", body=body) for n, body in enumerate(_BODIES)]
    with SearchEngine.create(tmp_path_factory.mktemp("parts") / "index") as engine:
        engine.add(articles[1:])
        engine.add(articles[:1])
        assert engine.remove(["bai2"]) == 1
        assert engine._snapshot.segment_count == 2
        assert engine._snapshot.alive is not None
        assert lines(engine, "cai cach h")[0] == "cải cách hành chính"
        assert lines(engine, "hanh k")[0].startswith("hành khách")
        assert behind(engine._snapshot.field("text"), ("cải", "cách")).followed("hành").count == 3
        assert [hit.id for hit in engine.similar("bai3").hits][:1] == ["bai4"]
