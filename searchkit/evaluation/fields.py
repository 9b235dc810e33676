"""Scoring the fields of one article against its gold: what agrees, what is missing, what is unwanted.

The rules of comparison are those of `docs/METADATA.md`: capitals, the place of tone marks, dashes, quotes
and spaces do not matter; a value listed as optional may be there or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from searchkit.models import Article
from searchkit.text import canonical, nfc, squeeze

SINGLE = ("title", "published", "published_at", "province", "byline")
MANY = ("provinces", "officials", "document_numbers", "event_dates")
BODY = ("article kept", "boilerplate out")
FIELDS = (*SINGLE[:4], "provinces", "officials", "titles", "document_numbers", "event_dates", "byline", *BODY)
"""In the order in which they are printed."""
SHARES = frozenset(("province", "titles", *BODY))
"""Fields whose figure is the share that is right; of the others it is F1."""
_DASHES = re.compile(r"[‐-―−]")
_QUOTES = str.maketrans("“”„«»‘’ʼ`", '"""""\'\'\'\'')
_OPTIONAL = {"document_numbers": "optional_documents"}


@dataclass
class Tally:
    """Counts of one field over many articles, and what went wrong in which."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.extra + self.missed
        return 2 * self.right / total if total else 1.0


Scores = dict[str, Tally]


def empty() -> Scores:
    """Return a tally for each field."""
    return {name: Tally() for name in FIELDS}


def figure(name: str, tally: Tally) -> float:
    """Return the figure that a target speaks of: a share or F1."""
    return tally.recall if name in SHARES else tally.f1


def key(text: str) -> str:
    """Return the form in which two values are compared."""
    return squeeze(_DASHES.sub("-", canonical(text).translate(_QUOTES)).casefold())


def _plain(text: str) -> str:
    """Return the form in which strings are looked for in a body: as written, spaces apart."""
    return squeeze(canonical(text).replace("\u200b", "").replace("\u00ad", ""))


def compare(scores: Scores, gold: Mapping[str, Any], article: Article) -> None:
    """Add one article to `scores`; a field that the gold does not hold is not judged."""
    name = gold.get("file") or gold["id"]
    for one in SINGLE:
        if one in gold:
            _single(scores[one], f"{name} {one}", one, gold, _shown(getattr(article, one)))
    for many in MANY:
        if many in gold:
            _several(scores[many], f"{name} {many}", many, gold, _values(article, many))
    if "officials" in gold:
        _titles(scores["titles"], str(name), gold["officials"], article)
    _strings(scores, str(name), gold, article.body)


def _shown(value: object) -> str | None:
    return None if value is None else value if isinstance(value, str) else str(value)


def _values(article: Article, name: str) -> list[str]:
    if name == "officials":
        return [person.name for person in article.officials]
    return [str(value) for value in getattr(article, name)]


def _single(tally: Tally, place: str, name: str, gold: Mapping[str, Any], got: str | None) -> None:
    form = names_key if name == "byline" else _title_key if name == "title" else key
    wanted = gold[name]
    accepted = {form(text) for text in (wanted, *gold.get(f"{name}_also", ())) if text}
    right = form(got) in accepted if got else not wanted
    if name == "province":
        # Rightly saying nothing counts here: national articles belong to no province.
        tally.right += right
        tally.missed += not right
    elif right:
        tally.right += bool(got)
    else:
        tally.extra += bool(got)
        tally.missed += bool(wanted)
    if not right:
        tally.faults.append(f"{place}: wanted {wanted!r}, got {got!r}")


def _several(tally: Tally, place: str, name: str, gold: Mapping[str, Any], got: Sequence[str]) -> None:
    wanted = [value["name"] if isinstance(value, Mapping) else value for value in gold[name]]
    optional = gold.get(_OPTIONAL.get(name, f"optional_{name}"), ())
    form = _number_key if name == "document_numbers" else _name_key
    want, free = {form(text): text for text in wanted}, set(map(form, optional))
    have = {form(text): text for text in got if form(text) in want or form(text) not in free}
    tally.right += len(want.keys() & have.keys())
    tally.missed += len(want.keys() - have.keys())
    tally.extra += len(have.keys() - want.keys())
    tally.faults += [f"{place}: missing {want[k]}" for k in want if k not in have]
    tally.faults += [f"{place}: unwanted {have[k]}" for k in have if k not in want]


def _titles(tally: Tally, name: str, wanted: Iterable[Mapping[str, Any]], article: Article) -> None:
    """Count the officials found that carry an office which agrees with one of the gold."""
    found = {_name_key(person.name): person.titles for person in article.officials}
    for person in wanted:
        titles = found.get(_name_key(person["name"]))
        if titles is None:
            continue
        right = same_office(person["titles"], titles)
        tally.right += right
        tally.missed += not right
        if not right:
            tally.faults.append(f"{name} titles of {person['name']}: {person['titles']}, got {list(titles)}")


def _strings(scores: Scores, name: str, gold: Mapping[str, Any], body: str) -> None:
    text = _plain(body)
    for field_name, wanted in (("contains", True), ("excludes", False)):
        tally = scores[BODY[not wanted]]
        for string in gold.get(field_name, ()):
            right = (_plain(string) in text) == wanted and bool(text)
            tally.right += right
            tally.missed += not right
            if not right:
                tally.faults.append(f"{name} body {'lacks' if wanted else 'holds'}: {string}")


def _title_key(text: str) -> str:
    """Return a headline without a mark such as `(TTV)` in front and a stop behind."""
    return re.sub(r"^\([^)]{1,15}\)\s*", "", key(text)).strip(" .|:")


def _name_key(text: str) -> str:
    return re.sub(r"\s*-\s*", "-", key(text)).strip(" .,")


def _number_key(text: str) -> str:
    return key(text).replace(" ", "")


def names_key(text: str) -> frozenset[str]:
    """Return the names of a byline: their order and what stands between them do not matter."""
    bare = re.sub(r"^\W*(?:(?:tin|bài|ảnh|bài viết|thực hiện|tác giả|và|,|\s|&)+):\s*", "", key(text))
    return frozenset(
        filter(None, (piece.strip(" .") for piece in re.split(r"\s*(?:[,;&/+-]|\bvà\b)\s*", bare)))
    )


_ACRONYMS = {
    key(short): tuple(key(full).split())
    for short, full in (
        ("UBND", "ủy ban nhân dân"), ("HĐND", "hội đồng nhân dân"), ("PCT", "phó chủ tịch"),
        ("UVTV", "ủy viên ban thường vụ"), ("TP", "thành phố"), ("MTTQ", "mặt trận tổ quốc"),
        ("GĐ", "giám đốc"), ("PGĐ", "phó giám đốc"), ("HCM", "hồ chí minh"),
    )
}  # fmt: skip


def _syllables(text: str) -> list[str]:
    return [part for word in re.findall(r"\w+", key(nfc(text))) for part in _ACRONYMS.get(word, (word,))]


def same_office(wanted: Iterable[str], got: Iterable[str]) -> bool:
    """Say whether one extracted title agrees with one of the gold: at least 60 % of its syllables are there,
    and they make up half of the extracted one.

    >>> same_office(["Phó Chủ tịch UBND tỉnh"], ["PCT UBND tỉnh"]), same_office(["Bí thư"], ["Trưởng ban"])
    (True, False)
    """
    pieces = [piece for title in got for piece in (title, *re.split(r"[,;]|\s[-–—]\s", title))]
    return any(_overlaps(title, piece) for title in wanted for piece in pieces)


def _overlaps(wanted: str, got: str) -> bool:
    want, have = _syllables(wanted), _syllables(got)
    if not want or not have:
        return False
    shared = sum(min(want.count(word), have.count(word)) for word in set(want))
    return shared >= 0.6 * len(want) and shared >= 0.5 * len(have)
