"""Reading sets: what is accepted, and what is refused by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchkit.errors import ConfigError, ReadError
from searchkit.evaluation.qrels import read_documents, read_set, read_sets, write_sample


def test_a_set_has_its_judged_queries_and_all_documents(farm: Path) -> None:
    found = read_set(farm)
    assert [query.text for query in found.queries] == ["thu hoạch lúa", "Cây cầu: thông xe"]
    assert found.judgements == {"q1": {"lua": 2, "hoc": 0}, "q2": {"cau": 1}}
    assert (found.name, found.unjudged) == ("farm", 1)
    assert [(doc.id, doc.title) for doc in read_documents(farm)] == [
        ("lua", "Vụ lúa được mùa"),
        ("cau", ""),
        ("hoc", "Khai giảng"),
    ]


@pytest.mark.parametrize(
    "qrels",
    ["q2\tcau\t1\n", "\ufeffquery-id\tcorpus-id\tscore\r\nq2\tcau\t1\r\n", "q2\tcau\t1", "\nq2\tcau\t1\n\n"],
    ids=["no head line", "as Excel writes it", "no last line feed", "blank lines"],
)
def test_judgements_may_be_written_in_several_ways(farm: Path, qrels: str) -> None:
    (farm / "qrels.tsv").write_bytes(qrels.encode())
    assert read_set(farm).judgements == {"q2": {"cau": 1}}


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("qrels.tsv", "q1\tlua\t1\nq2 cau 1\n", "qrels.tsv:2"),
        ("qrels.tsv", "q1\tlua\t1\nq2\tcau\tyes\n", "qrels.tsv:2"),
        ("qrels.tsv", "nobody\tlua\t1\n", "nobody"),
        ("qrels.tsv", "q1\tlua\t0\n", "no query has a relevant document"),
        ("queries.jsonl", '{"_id": "q1", "text": "lúa"}\n{"_id": "q2"}\n', "queries.jsonl:2"),
        ("queries.jsonl", '{"_id": "q1", "text": "lúa"}\n{"_id"\n', "queries.jsonl:2: broken JSON"),
        (
            "queries.jsonl",
            '{"_id": "q1", "text": "a"}\n{"_id": "q1", "text": "b"}\n',
            "'q1' stands there twice",
        ),
    ],
)
def test_a_broken_set_is_refused_by_file_and_line(farm: Path, file: str, text: str, says: str) -> None:
    (farm / file).write_text(text, encoding="utf-8")
    with pytest.raises(ReadError) as caught:
        read_set(farm)
    assert says in str(caught.value)


def test_text_that_is_not_utf8_is_refused(farm: Path) -> None:
    (farm / "corpus.jsonl").write_bytes('{"_id": "a", "text": "lúa"}\n'.encode("cp1258"))
    with pytest.raises(ReadError, match="not UTF-8"):
        list(read_documents(farm))


def test_a_folder_that_is_no_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"has no corpus\.jsonl"):
        read_set(tmp_path)


def test_sets_of_one_name_are_told_apart_by_their_parents(farm: Path, tmp_path: Path) -> None:
    other = tmp_path / "old" / "farm"
    other.parent.mkdir()
    farm.rename(other)
    again = tmp_path / "new" / "farm"
    again.mkdir(parents=True)
    for file in other.iterdir():
        (again / file.name).write_bytes(file.read_bytes())
    assert [one.name for one in read_sets([other, again])] == ["old-farm", "new-farm"]
    with pytest.raises(ConfigError, match="two sets are called"):
        read_sets([other, other])


def test_a_sample_keeps_what_its_queries_are_judged_on(farm: Path, tmp_path: Path) -> None:
    write_sample(farm, tmp_path / "small", queries=1, documents=2)
    small = read_set(tmp_path / "small")
    assert [query.id for query in small.queries] == ["q1"]
    assert {doc.id for doc in read_documents(tmp_path / "small")} == {"lua", "hoc"}
    write_sample(farm, tmp_path / "more", queries=1, documents=3)
    assert len(list(read_documents(tmp_path / "more"))) == 3
