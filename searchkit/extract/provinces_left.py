"""The words on the left of a name, and what stands between two names."""

from __future__ import annotations

import re

LEFT = 48
"""Characters before a name that are looked at: the cost of a hit is bounded."""

_LIST_LINK = re.compile(
    r"[ \u00a0]?(?:[,;&]|và(?!\w)|hay(?!\w)|hoặc(?!\w)|[-–—])[ \u00a0]*(?:tỉnh |TP\.? ?)?"
)
_CUT_OFF = re.compile(r"(?<!\w)(?:tp|tx|q|h|p)\.$")


def last_words(text: str, start: int) -> tuple[str, str]:
    """Return the word before `start` and the last two words, in lower case, as far as the line reaches.

    A line that ends with an abbreviation (`TP.`) goes on: splitting into sentences breaks there.
    """
    left, newline, line = text[max(0, start - LEFT) : start].lower().rpartition("\n")
    if newline and not line.strip() and _CUT_OFF.search(left):
        line = left
    found = [word.lstrip("(“\"'‘[") for word in line.rstrip("“\"'‘ \u00a0").split()[-2:]]
    return (found[-1], " ".join(found)) if found else ("", "")


def follows_name(text: str, end: int, start: int) -> bool:
    """Say whether but a comma, a dash or `và` stands between one name (`end`) and the next (`start`)."""
    return start - end <= 12 and _LIST_LINK.fullmatch(text, end, start) is not None
