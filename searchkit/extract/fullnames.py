"""Names read again in the light of the whole text: foreigners in full, communes that look like persons."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from searchkit.extract.grammar import is_known_place
from searchkit.extract.linking import Holder
from searchkit.extract.names import Name, honorific_length, is_syllable
from searchkit.extract.words import Word, Words, words_before

_PLACE_KINDS = (
    "xã",
    "phường",
    "thị trấn",
    "huyện",
    "quận",
    "thị xã",
    "thôn",
    "thành phố",
    "TP",
    "TP.",
    "Xã",
    "Phường",
)
_CALLED = ("ông", "bà", "Ông", "Bà", "đồng chí", "anh", "chị", "đ/c")
_MOST_WORDS = 3
_REACH = 48
_SEARCHED = 40
"""So many mentions of one name are looked at; the full one stands among the first."""


def complete(holders: list[Holder], *texts: str) -> list[Holder]:
    """Return the holders, those of one foreign word with the full name that the texts give most often.

    >>> holder = Holder(Name("Trudeau", 0, 7), "Thủ tướng Canada", "thủ tướng", True)
    >>> complete([holder], "Ông Justin Trudeau nói")[0].name.text
    'Justin Trudeau'
    """
    names = {holder.name.text for holder in holders}
    full = {name: found for name in names if _is_bare(name) and (found := _full(name, texts))}
    if not full:
        return holders
    return [replace(h, name=Name(full.get(h.name.text, h.name.text), *h.name[1:])) for h in holders]


def without_places(holders: list[Holder], *texts: str) -> list[Holder]:
    """Leave out names of two words that the texts use as a place and never with `ông`, `bà` …

    `Phó Chủ tịch HĐND Thạch Điền` names nobody in an article about `xã Thạch Điền`.
    """
    doubtful = {holder.name.text for holder in holders if holder.name.text.count(" ") == 1}
    places = {name for name in doubtful if any(_is_used(_PLACE_KINDS, name, text) for text in texts)}
    places = {name for name in places if not any(_is_used(_CALLED, name, text) for text in texts)}
    return [holder for holder in holders if holder.name.text not in places] if places else holders


def _is_used(words: tuple[str, ...], name: str, text: str) -> bool:
    return name in text and any(f"{word} {name}" in text for word in words)


def _is_bare(name: str) -> bool:
    return " " not in name and "-" not in name and not is_syllable(name)


def _full(name: str, texts: tuple[str, ...]) -> str | None:
    """Return the run of foreign capitalised words that most often ends with `name`, or None."""
    seen: Counter[str] = Counter()
    for text in texts:
        at, looked = text.find(name), 0
        while at >= 0 and looked < _SEARCHED:
            end = at + len(name)
            if not text[end : end + 1].isalnum() and (first := _first_names(text, at)):
                seen[f"{first} {name}"] += 1
            at, looked = text.find(name, end), looked + 1
    return seen.most_common(1)[0][0] if seen else None


def _first_names(text: str, at: int) -> str:
    """Return the foreign first names right before the offset, where they follow no other capital."""
    words = words_before(text, at, _REACH)
    taken: list[Word] = []
    while words and len(taken) <= _MOST_WORDS and _is_foreign(words[-1]):
        taken.insert(0, words.pop())
    if not taken or len(taken) > _MOST_WORDS or taken[-1].end != at - 1:
        return ""
    if words and words[-1].is_capital and not _addresses(words[-1], text):
        return ""
    return " ".join(word.text for word in taken)


def _is_foreign(word: Word) -> bool:
    text = word.text
    if not (word.is_capital and text.isalpha()) or text.isupper() or is_syllable(text):
        return False
    return not is_known_place([word])  # `Thủ tướng Canada Trudeau`


def _addresses(word: Word, text: str) -> bool:
    """Whether a capitalised word is one of address (`Ông` at the beginning of a sentence)."""
    return honorific_length(Words(text, word.start, 20), 0) > 0
