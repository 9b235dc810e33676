"""The fields of the query language: their names, with and without diacritics, and how a value of each is
read."""

from __future__ import annotations

from searchkit.errors import QueryError
from searchkit.i18n import _, language
from searchkit.query.periods import parse_period, parse_quarter
from searchkit.query.tree import FieldValue, Period
from searchkit.text import fold

# canonical name: the names people type; the first one is shown in messages
FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "province": ("tỉnh", "province"),
    "mentions": ("nhắc", "mentions"),
    "official": ("cán_bộ", "official"),
    "source": ("nguồn", "source"),
    "title": ("tiêu_đề", "title"),
    "document": ("số", "doc", "document"),
    "issuer": ("ban_hành", "issuer"),
    "district": ("huyện", "district"),
    "body": ("cơ_quan", "body"),
    "as_of": ("tính_đến", "as_of"),
    "date": ("ngày", "date"),
    "quarter": ("quý", "quarter"),
    "year": ("năm", "year"),
}
_BY_NAME = {fold(name): field for field, names in FIELD_NAMES.items() for name in names}


def field_of(name: str) -> str | None:
    """Return the canonical field of a typed name (`Tỉnh`, `tinh`, `province` → `province`), or None."""
    return _BY_NAME.get(fold(name))


def field_name(field: str) -> str:
    """Return the name of a canonical field in the reader's language, as it is typed."""
    names = FIELD_NAMES.get(field)
    return field if names is None or language() != "vi" else names[0]


def known_fields() -> str:
    """Return the list of fields for messages: `tỉnh (province), …`."""
    return ", ".join(f"{vi} ({en})" for vi, en, *_more in FIELD_NAMES.values())


def read_field(name: str, value: str, quoted: bool) -> FieldValue | Period:
    """Return the tree node of `name:value`; raise `QueryError` for an unknown field or a malformed date."""
    field = field_of(name)
    if field is None:
        message = _("unknown field {name!r} in {part!r}; the fields are: {fields}")
        raise QueryError(message.format(name=name, part=f"{name}:{value}", fields=known_fields()))
    if field in ("date", "year"):
        return parse_period(value, f"{name}:{value}")
    if field == "quarter":
        return parse_quarter(value, f"{name}:{value}")
    if field == "as_of":
        parse_period(value, f"{name}:{value}")  # a malformed day is told before anything is searched
    return FieldValue(field, value, quoted)
