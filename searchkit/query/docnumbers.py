"""Numbers of documents as people type them, and as lines to look them up in.

A line is a number's parts, folded: `61/2018/NĐ-CP` is `61 2018 nd cp`, `Quyết định 06` is `qd 06`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from searchkit.text import fold

_GLUE = re.compile(r"[&.]")
_MARKS = re.compile(r"[^\w\n]+")


@cache
def _kinds() -> Mapping[str, str]:
    """Return the letters of the kinds of documents by their folded names, longest names first."""
    from searchkit.extract.citations import kinds  # few queries name a document

    folded = {fold(name): fold(letters) for name, letters in kinds().items()}
    return dict(sorted(folded.items(), key=lambda pair: -len(pair[0])))


def _parts(text: str) -> str:
    """Return `text` folded, its kinds of documents as letters, a blank for what is no letter or digit."""
    plain = _MARKS.sub(" ", _GLUE.sub("", fold(text)))
    names = "|".join(map(re.escape, _kinds()))
    return re.sub(rf"(?<![^ \n])(?:{names})(?![^ \n])", lambda found: _kinds()[found[0]], plain)


def folded_numbers(lines: str) -> str:
    """Return the numbers that stand a line each in the form in which they are looked up."""
    return _parts(lines)


def number_pattern(typed: str) -> str:
    """Return what finds in the lines the numbers that `typed` is, or is a part of; "" where it is none.

    A number counts at its place alone (`876` is no year), whatever zeros lead it; letters may stand anywhere
    behind it and be typed without dashes.

    >>> import re
    >>> bool(re.search(number_pattern("qđ-bnv"), folded_numbers("876/QĐ-BNV"), re.M))
    True
    """
    words = [word for word in _parts(typed).split() if word not in ("so", "van", "ban")]
    numbers = [word for word in words if word[0].isdigit()]
    letters = [word for word in words if not word[0].isdigit()]
    if len(numbers) > 2 or not words:
        return ""
    glued = " ".join(" ?".join(map(re.escape, word)) for word in letters)
    if not numbers:
        return rf"(?<![^ \n]){glued}(?![^ \n])"
    number = "0*" + re.escape(numbers[0].lstrip("0") or "0")
    year = " " + re.escape(numbers[1]) if len(numbers) > 1 else ""
    any_year = year or r"(?: (?:19|20)\d\d)?"
    end = r"(?![^ \n])"
    whole = rf"^{number}{any_year}(?: [^\n]*?)? {glued}{end}" if letters else rf"^{number}{year}{end}"
    bare = rf"^{glued or '[a-z]+'} {number}{any_year if letters else year}{end}"
    return f"{whole}|{bare}"
