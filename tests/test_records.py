"""Records behave as frozen dataclasses do."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Sequence

import pytest

from searchkit.records import Record, Value, made, replace


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


def test_a_record_made_of_its_state_is_like_any_other() -> None:
    ready = made(Term, {"text": "a", "weight": 0.5})
    assert ready == Term("a", (), 0.5)
    assert hash(ready) == hash(Term("a", (), 0.5))
    assert repr(ready) == repr(Term("a", (), 0.5))
    assert pickle.loads(pickle.dumps(ready)) == replace(Term("a"), weight=0.5)
    with pytest.raises(AttributeError, match=r"Term\.text"):
        ready.text = "b"  # type: ignore[misc]


def test_records_match_patterns_by_place() -> None:
    match Term("a", ("b",)):
        case Other():
            pytest.fail("another class matched")
        case Term(text, options):
            assert (text, options) == ("a", ("b",))


def test_records_pass_to_other_processes() -> None:
    record = Term("a", ("b",))
    assert pickle.loads(pickle.dumps(record)) == record == copy.deepcopy(record)


class Shown(Value):
    """A public type: fields with defaults of their own, one of them named like a parameter."""

    name: str
    values: tuple[str, ...] = ()
    extra: dict[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class ShownTwin:
    """The same as a dataclass."""

    name: str
    values: tuple[str, ...] = ()
    extra: dict[str, str] = dataclasses.field(default_factory=dict)


class Several(Value, Sequence[str]):
    """A public type that is something else too."""

    values: tuple[str, ...] = ()

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # only for this test
        return self.values[index]

    def __len__(self) -> int:
        return len(self.values)


def test_values_are_dataclasses_to_everyone_who_asks() -> None:
    value, twin = Shown("a", values=("b",)), ShownTwin("a", values=("b",))
    assert dataclasses.is_dataclass(value)
    assert Shown.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert [f.name for f in dataclasses.fields(value)] == [f.name for f in dataclasses.fields(twin)]
    assert dataclasses.asdict(value) == dataclasses.asdict(twin)
    assert dataclasses.replace(value, name="c") == Shown("c", ("b",), {})
    ready = made(Shown, {"name": "a", "extra": {}})
    assert dataclasses.asdict(ready) == dataclasses.asdict(ShownTwin("a"))
    assert dataclasses.replace(ready, values=("b",)) == value
    shown, expected = inspect.signature(Shown).parameters, inspect.signature(ShownTwin).parameters
    assert [(p.name, p.kind, p.annotation) for p in shown.values()] == [
        (p.name, p.kind, p.annotation) for p in expected.values()
    ]
    assert shown["values"].default == ()
    assert pickle.loads(pickle.dumps(value)) == copy.deepcopy(value) == value


def test_a_default_that_is_made_is_made_for_each() -> None:
    assert Shown("a").extra == {}
    assert Shown("a").extra is not Shown("a").extra
    assert Shown("a", (), {"b": "c"}).extra == {"b": "c"}


def test_values_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Shown("a").name = "b"  # type: ignore[misc]


def test_a_value_may_be_a_sequence() -> None:
    several = Several(("a", "b"))
    assert list(several) == ["a", "b"]
    assert several == Several(values=("a", "b"))
    assert repr(several) == "Several(values=('a', 'b'))"
