"""Frozen records: what a frozen dataclass gives, without its price at start-up.

A dataclass writes its methods as source and compiles them when its class is made, about half a millisecond a
class, and a query needs fifty of them: a tenth of its time. The classes below share the methods of one base
instead. `Record` is for searchkit's own use, `Value` for the public types: they are dataclasses to everyone
who asks (`dataclasses.fields`, `replace`, `asdict`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from inspect import Signature

R = TypeVar("R", bound="Record")
_new, _set = object.__new__, object.__setattr__


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
class Record:
    """A class whose annotated names are fields, given by place or by name; equal and hashable by value.

    >>> class Term(Record):
    ...     text: str
    ...     weight: float = 1.0
    >>> Term("tỉnh"), Term("tỉnh") == Term(text="tỉnh", weight=1.0)
    (Term(text='tỉnh', weight=1.0), True)
    """

    _fields: ClassVar[tuple[str, ...]] = ()
    _names: ClassVar[frozenset[str]]
    _required: ClassVar[frozenset[str]]
    _least: ClassVar[int]
    _factories: ClassVar[dict[str, Callable[[], Any]]] = {}
    _values: ClassVar[Any]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._fields = names = tuple(cls.__annotations__)
        type.__setattr__(cls, "__match_args__", names)  # which type checkers take for fixed
        cls._names = frozenset(names)
        cls._required = frozenset(name for name in names if name not in cls.__dict__)
        cls._least = max((at for at, name in enumerate(names, 1) if name in cls._required), default=0)
        cls._values = attrgetter(*names)

    def __init__(self, /, *values: Any, **named: Any) -> None:
        # Dozens are made for every query. A default is read from the class where the object has no value.
        self.__dict__.update(zip(self._fields, values, strict=False))
        if named or not self._least <= len(values) <= len(self._fields):
            self._complete(values, named)

    def _complete(self, values: tuple[Any, ...], named: dict[str, Any]) -> None:
        """Take the values given by name and the defaults that are made; see that all fit."""
        state = self.__dict__
        state.update(named)
        for name, make in self._factories.items():
            if name not in state:
                state[name] = make()
        free = self._names.difference(self._fields[: len(values)])  # none may be given twice
        if len(values) > len(self._fields) or not named.keys() <= free or not self._required <= state.keys():
            raise TypeError(f"{type(self).__name__} takes {', '.join(self._fields)}; given {values} {named}")

    def __setattr__(self, name: str, _value: object) -> NoReturn:
        raise dataclasses.FrozenInstanceError(f"{type(self).__name__}.{name} can't be changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise dataclasses.FrozenInstanceError(f"{type(self).__name__}.{name} can't be deleted")

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return bool(self._values(self) == self._values(other))

    def __hash__(self) -> int:
        return hash(self._values(self))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._fields)
        return f"{type(self).__qualname__}({shown})"


def made(kind: type[R], state: dict[str, Any]) -> R:
    """Return the record of `kind` that holds `state`: its fields by name, which nothing checks.

    For those of which a search makes dozens; fields with a plain default may be left out.
    """
    record = _new(kind)
    _set(record, "__dict__", state)
    return record


def replace(record: R, **changes: Any) -> R:
    """Return a copy of `record` with some fields changed."""
    fields = {name: getattr(record, name) for name in record._fields}
    return type(record)(**fields | changes)


class _SignatureOfFields:
    """What `inspect.signature` and `help` show of a class; made when asked for."""

    def __get__(self, _instance: object, owner: type[Record]) -> Signature:
        import inspect

        parameters = []
        for field in dataclasses.fields(owner):  # type: ignore[arg-type]  # `Value` makes them dataclasses
            made = owner._factories.get(field.name)
            default = inspect.Parameter.empty if field.default is dataclasses.MISSING else field.default
            parameters.append(
                inspect.Parameter(
                    field.name,
                    inspect.Parameter.POSITIONAL_OR_KEYWORD,
                    default=made() if made else default,
                    annotation=field.type,
                )
            )
        return inspect.Signature(parameters)


class Value(Record):
    """A record that is a frozen dataclass; `dataclasses.field` gives a field a default of its own."""

    __signature__: ClassVar[Any] = _SignatureOfFields()

    def __init_subclass__(cls) -> None:
        dataclasses.dataclass(init=False, repr=False, eq=False)(cls)  # collects the fields, compiles nothing
        known: Any = cls
        known.__dataclass_params__.frozen = True
        super().__init_subclass__()
        made = {field.name: field.default_factory for field in dataclasses.fields(known)}
        cls._factories = {name: make for name, make in made.items() if make is not dataclasses.MISSING}
