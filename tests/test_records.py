"""Records behave as frozen dataclasses do."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from searchkit.records import Record, replace


class Term(Record):
    """A record with defaults and a method."""

    text: str
    options: tuple[str, ...] = ()
    weight: float = 1.0

    def shout(self) -> str:
        """Return the text in capitals."""
        return self.text.upper()


class Other(Record):
    """A record with the same fields."""

    text: str
    options: tuple[str, ...] = ()
    weight: float = 1.0


@dataclasses.dataclass(frozen=True)
class Twin:
    """The same as a dataclass."""

    text: str
    options: tuple[str, ...] = ()
    weight: float = 1.0


GIVEN: list[tuple[tuple[object, ...], dict[str, object]]] = [
    (("tỉnh",), {}),
    ((), {"text": "tỉnh"}),
    (("tỉnh", ("tinh",)), {"weight": 0.5}),
    (("tỉnh", ("tinh",), 2.0), {}),
]
REFUSED: list[tuple[tuple[object, ...], dict[str, object]]] = [
    ((), {}),
    (("a", (), 1.0, "more"), {}),
    (("a",), {"text": "b"}),
    (("a",), {"wight": 1.0}),
    ((), {"options": ()}),
]


@pytest.mark.parametrize(("values", "named"), GIVEN)
def test_a_record_is_made_shown_and_compared_like_a_dataclass(
    values: tuple[object, ...], named: dict[str, object]
) -> None:
    record, twin = Term(*values, **named), Twin(*values, **named)  # type: ignore[arg-type]
    assert repr(record).removeprefix("Term") == repr(twin).removeprefix("Twin")
    assert record == Term(twin.text, twin.options, twin.weight)
    assert hash(record) == hash(twin)
    assert record.shout() == "TỈNH"


@pytest.mark.parametrize(("values", "named"), REFUSED)
def test_missing_unknown_doubled_and_surplus_values_are_refused(
    values: tuple[object, ...], named: dict[str, object]
) -> None:
    with pytest.raises(TypeError):
        Twin(*values, **named)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="Term takes text, options, weight"):
        Term(*values, **named)  # type: ignore[arg-type]


def test_records_of_different_kinds_or_values_differ() -> None:
    assert Term("a") != Other("a")
    assert Term("a") != Term("b")
    assert Term("a") != ("a", (), 1.0)


def test_a_record_cannot_be_changed() -> None:
    record = Term("a")
    with pytest.raises(AttributeError, match=r"Term\.text"):
        record.text = "b"  # type: ignore[misc]
    with pytest.raises(AttributeError, match=r"Term\.text"):
        del record.text
    assert record.text == "a"


def test_a_changed_copy_keeps_the_rest() -> None:
    assert replace(Term("a", ("b",)), weight=2.0) == Term("a", ("b",), 2.0)


def test_records_match_patterns_by_place() -> None:
    match Term("a", ("b",)):
        case Other():
            pytest.fail("another class matched")
        case Term(text, options):
            assert (text, options) == ("a", ("b",))


def test_records_pass_to_other_processes() -> None:
    record = Term("a", ("b",))
    assert pickle.loads(pickle.dumps(record)) == record == copy.deepcopy(record)
