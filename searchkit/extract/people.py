"""Putting together what is said of one person: name, short names, titles."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from searchkit.extract.linking import Holder
from searchkit.extract.names import is_syllable
from searchkit.text import canonical


@dataclass
class Person:
    """A person while being put together: the fullest name, titles as written, where titles stand."""

    name: str
    titles: list[str] = field(default_factory=list)
    public: bool = False
    seen: set[str] = field(default_factory=set)

    def add(self, holder: Holder) -> None:
        """Add an office, once."""
        key = name_key(holder.title)
        self.public = self.public or holder.public is True
        if key not in self.seen and holder.public is not False:
            self.seen.add(key)
            self.titles.append(holder.title)


@lru_cache(maxsize=1 << 12)
def name_key(name: str) -> str:
    """Return the form under which spellings of one name or title agree; remembered, for they come again."""
    return canonical(name).casefold()


def merge_people(holders: list[Holder], about_deputies: bool) -> list[Person]:
    """Group the holders by person, short names under the full one, and keep those with a public office.

    `about_deputies`: the text is about an elected body, so that a bare `đại biểu` is an elected deputy.
    """
    people: dict[str, Person] = {}
    for holder in sorted(holders, key=lambda h: -len(h.name.text.split())):
        key = name_key(holder.name.text)
        if key not in people:
            full = _fuller(key, people)
            if full is not None:
                people[key] = people[full]
            else:
                people[key] = Person(holder.name.text)
    for holder in holders:
        if holder.rank == "đại biểu" and holder.title.lower() == "đại biểu" and not about_deputies:
            continue
        people[name_key(holder.name.text)].add(holder)
    order: dict[int, Person] = {}
    for holder in holders:
        person = people[name_key(holder.name.text)]
        if person.public:
            order.setdefault(id(person), person)
    for person in order.values():
        person.titles = _without_shorter(person.titles)
    return list(order.values())


def _fuller(key: str, people: dict[str, Person]) -> str | None:
    """Return the key of the full name that `key` shortens: its last words, or a foreigner's first one."""
    words = key.split()
    for other in people:
        full = other.split()
        if len(full) > len(words) and (
            full[-len(words) :] == words
            or (
                len(words) == 1
                and full[0] == words[0]
                and not is_syllable(words[0] if "-" not in other else "x-")
            )
        ):
            return other
    return None


def _without_shorter(titles: list[str]) -> list[str]:
    """Drop a title that only begins another one (`Phó Thủ tướng` beside `Phó Thủ tướng Chính phủ`)."""
    keys = [name_key(title).split() for title in titles]
    kept = []
    for i, key in enumerate(keys):
        if not any(
            j != i and len(other) > len(key) and other[: len(key)] == key for j, other in enumerate(keys)
        ):
            kept.append(titles[i])
    return kept
