"""Normal form of a text with its way back: NFC, plain spaces, no empty lines, and where each stretch came
from."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from searchkit.text import nfc

Origin = tuple[tuple[int, int, int], ...]

_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_CLUSTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]+")
_WORD = re.compile(r"\S+")


def line_spans(text: str) -> list[tuple[int, int]]:
    """Return where the lines of `text` that hold more than white space begin and end."""
    return [m.span() for m in _LINE.finditer(text) if not m[0].isspace()]


def tidy_line(line: str) -> str:
    """Return one line in NFC, without invisible characters, its runs of white space as one space."""
    return " ".join(_INVISIBLE.sub("", nfc(line)).split())


def tidy_text(text: str) -> tuple[str, Origin]:
    """Return the whole of `text` in normal form, paragraphs separated by single line breaks, and its origin.

    Text that is in normal form already is returned as it is.
    """
    if _is_tidy(text):
        return text, ((0, 0, len(text)),) if text else ()
    return joined(text, line_spans(text))


def _is_tidy(text: str) -> bool:
    """Say whether `text` is in normal form; `isprintable` refuses all white space but " ", and invisible
    characters."""
    return (
        unicodedata.is_normalized("NFC", text)
        and not ("  " in text or "\n\n" in text or " \n" in text or "\n " in text)
        and text.strip() == text
        and text.replace("\n", "").isprintable()
    )


def joined(text: str, spans: list[tuple[int, int]]) -> tuple[str, Origin]:
    """Return the tidied lines of `text` at `spans`, joined by line breaks, and the origin of every stretch.

    The origin holds triples `(start, original start, length)`, ascending, of stretches that are equal up to
    the kind of white space; a letter that was composed from several characters belongs to none.
    """
    parts: list[str] = []
    origin: list[tuple[int, int, int]] = []
    place = 0
    for begin, end in spans:
        raw = text[begin:end]
        line = tidy_line(raw)
        if not line:
            continue
        if raw == line:
            origin.append((place, begin, len(line)))
        else:
            origin.extend((place + a, begin + b, n) for a, b, n in _stretches(raw, line))
        parts.append(line)
        place += len(line) + 1
    return "\n".join(parts), tuple(origin)


def _stretches(raw: str, line: str) -> list[tuple[int, int, int]]:
    """Return the equal stretches of a raw line and its tidied form, word by word."""
    begin = len(raw) - len(raw.lstrip())
    if len(raw.strip()) == len(line) and unicodedata.is_normalized("NFC", raw):
        return [(0, begin, len(line))]  # only the kind of a space differs
    found: list[tuple[int, int, int]] = []
    place = 0
    for word in _WORD.finditer(raw):
        for begin, end in _visible(raw, *word.span()):
            stretch = raw[begin:end]
            length = len(nfc(stretch))
            if length == len(stretch) and line.startswith(stretch, place):
                _extend(found, place, begin, length)
            elif length != len(stretch):
                for a, b, n in _composed(stretch):
                    _extend(found, place + a, begin + b, n)
            place += length
        if place < len(line) and line[place] == " ":
            if word.end() < len(raw) and raw[word.end()].isspace():
                _extend(found, place, word.end(), 1)
            place += 1
    return found


def _visible(raw: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches of a word between invisible characters."""
    cuts = [begin, *(i for i in range(begin, end) if _INVISIBLE.match(raw, i)), end]
    if len(cuts) == 2:
        return [(begin, end)]
    firsts = [cuts[0]] + [cut + 1 for cut in cuts[1:-1]]
    return [(a, b) for a, b in zip(firsts, cuts[1:], strict=True) if a < b]


def _composed(stretch: str) -> list[tuple[int, int, int]]:
    """Return the stretches of a decomposed word that composing leaves as they are."""
    found, place, last = [], 0, 0
    for cluster in _CLUSTER.finditer(stretch):
        if cluster.start() > last:
            found.append((place, last, cluster.start() - last))
        place += cluster.start() - last + len(nfc(cluster[0]))
        last = cluster.end()
    if last < len(stretch):
        found.append((place, last, len(stretch) - last))
    return found


def _extend(found: list[tuple[int, int, int]], place: int, begin: int, length: int) -> None:
    """Append a stretch, joined to the last one where it goes on directly in both texts."""
    if found:
        a, b, n = found[-1]
        if a + n == place and b + n == begin:
            found[-1] = (a, b, n + length)
            return
    found.append((place, begin, length))


def original_offset(origin: Origin, place: int) -> int | None:
    """Return where the character at `place` of a tidied text stands in the original, or None where it is
    composed."""
    for a, b, n in origin:
        if a <= place < a + n:
            return b + place - a
    return None


def is_ascending(origin: Origin) -> bool:
    """Say whether the stretches follow one another in both texts without overlap."""
    return all(a + n <= c and b + n <= d for (a, b, n), (c, d, _) in pairwise(origin))
