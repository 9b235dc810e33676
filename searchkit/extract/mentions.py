"""Where a text mentions the people found in it: full names and, later, short ones."""

from __future__ import annotations

from functools import lru_cache

from searchkit.extract.people import Person
from searchkit.models import Official, Span
from searchkit.text import tone_place

# Words before a short name that make it a mention (`ông Tiến`, `Tổng thống Putin`), by their last syllable.
_CALLED = frozenset(
    [
        "ông",
        "bà",
        "anh",
        "chị",
        "cô",
        "chí",
        "đ/c",
        "cáo",
        "can",
        "tướng",
        "thống",
        "trưởng",
        "tịch",
        "thư",
        "đốc",
        "tá",
        "viên",
        "biểu",
        "sứ",
        "sĩ",
        "sỹ",
        "ts",
        "ngài",
        "chú",
        "bác",
        "phó",
    ]
)


def find_mentions(people: list[Person], body: str) -> tuple[Official, ...]:
    """Return the people as officials with the spans of all their mentions in `body`, ascending."""
    text = body.replace("\u00a0", " ")
    spans = [_full_mentions(text, person.name) for person in people]
    _add_short(people, text, spans)
    return tuple(
        Official(person.name, tuple(person.titles), tuple(sorted(set(found))))
        for person, found in zip(people, spans, strict=True)
    )


@lru_cache(maxsize=1 << 12)
def _forms(name: str) -> frozenset[str]:
    """Return the spellings of a name: both tone placements, capitals, a small middle name."""
    forms = {name, tone_place(name)}
    for middle in (" Văn ", " Thị "):
        if middle in name:
            forms |= {form.replace(middle, middle.lower()) for form in forms}
    if "-" in name:
        forms.add(name.replace("-", " - "))
    return frozenset(forms | {form.upper() for form in forms})


def _full_mentions(text: str, name: str) -> list[Span]:
    return [span for form in _forms(name) for span in _find_whole(text, form)]


def _find_whole(text: str, form: str) -> list[Span]:
    """Return the spans of `form` in `text` that are whole words."""
    found = []
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        if not (start and text[start - 1].isalnum()) and not (end < len(text) and text[end].isalnum()):
            found.append((start, end))
        start = text.find(form, end)
    return found


def _add_short(people: list[Person], text: str, spans: list[list[Span]]) -> None:
    """Add mentions by the last one or two words of the name behind `ông`, `bà`, `Tổng thống` …"""
    by_short: dict[str, list[int]] = {}
    for number, person in enumerate(people):
        for short in _short_names(person.name):
            by_short.setdefault(short, []).append(number)
    full = sorted((start, number) for number, found in enumerate(spans) for start, _ in found)
    for short, numbers in by_short.items():
        for start, end in _find_whole(text, short):
            if _is_called(text, start) and not _goes_on(text, end):
                spans[_latest(numbers, full, start)].append((start, end))


@lru_cache(maxsize=1 << 12)
def _short_names(name: str) -> frozenset[str]:
    words = name.split()
    shorts = {" ".join(words[-2:]), words[-1]}
    if "-" in name:
        shorts.add(words[0])
    return frozenset(form for short in shorts - {name} for form in (short, tone_place(short)))


def _is_called(text: str, start: int) -> bool:
    """Whether a word such as `ông` stands right before `start`."""
    before = text[max(0, start - 12) : start]
    words = before.split()
    return bool(words) and before[-1] == " " and words[-1].lower() in _CALLED


def _goes_on(text: str, end: int) -> bool:
    """Whether another capitalised word follows: the name is then another person's."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def _latest(numbers: list[int], full: list[tuple[int, int]], start: int) -> int:
    """Return which of several people of one given name was named in full last before `start`."""
    if len(numbers) == 1:
        return numbers[0]
    last = numbers[0]
    for position, number in full:
        if position > start:
            break
        if number in numbers:
            last = number
    return last
