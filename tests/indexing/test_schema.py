from __future__ import annotations

import pickle

from searchkit.indexing.schema import (
    FILES,
    KEY_FIELDS,
    NUMBERS,
    SCHEMA_VERSION,
    TEXT_FIELDS,
    build_schema,
    fingerprint,
)


def test_whoosh_knows_every_field() -> None:
    named = {field.name for field in TEXT_FIELDS} | {key.name for key in KEY_FIELDS} | set(NUMBERS)
    assert set(build_schema().names()) == named


def test_the_schema_can_stand_in_whoosh_s_table_of_contents() -> None:
    assert pickle.loads(pickle.dumps(build_schema(), 2)).names() == build_schema().names()


def test_phrases_are_possible_where_positions_are_kept() -> None:
    schema = build_schema()
    for field in TEXT_FIELDS:
        assert schema[field.name].format.supports("positions") == field.positions


def test_section_names_fit_the_header() -> None:
    """The longest parts of section names are `position_starts` and `pair_ordinals`."""
    assert max(len(field.name) for field in TEXT_FIELDS if field.positions) + 16 <= 24
    assert max(len(key.name) for key in KEY_FIELDS) + 14 <= 24
    assert len(set(FILES)) == 5


def test_the_fingerprint_names_schema_and_analyzer(monkeypatch) -> None:
    monkeypatch.setattr("searchkit.analysis.fingerprint", lambda: "rules")
    assert fingerprint() == f"{SCHEMA_VERSION}/rules"


def test_signatures_of_indexes_stay_comparable() -> None:
    """Another algorithm of the library would make signatures that never agree with those of older segments:
    raise SCHEMA_VERSION with it."""
    from rensa import RMinHash

    assert RMinHash.ALGORITHM_VERSION == 2
