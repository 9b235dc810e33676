"""The words that make a question of a query: they ask, what stands beside them is asked about."""

from __future__ import annotations

from collections.abc import Sequence

from searchkit.analysis.phrases import opening
from searchkit.text import canonical

_PHRASES = """
bao nhiêu|là bao nhiêu|bao giờ|bao lâu|khi nào|lúc nào|năm nào|ngày nào|ở đâu|tại đâu|từ đâu|nơi nào|đâu là
ai là|là ai|những ai|của ai|là gì|cái gì|những gì|điều gì|việc gì|vì sao|tại sao|vì lý do gì|do đâu|sao lại
như thế nào|thế nào|ra sao|làm sao|làm thế nào|bằng cách nào|cách nào|loại nào|nào|gì|mấy|thứ mấy
nào sau đây|nào dưới đây|sau đây|dưới đây
đúng hay sai|đúng không|phải không|có phải|hay không|có đúng|có được không|được không|cho biết|hãy cho biết
"""
QUESTIONS = frozenset(
    tuple(canonical(phrase).split()) for phrase in _PHRASES.replace("\n", "|").split("|") if phrase
)
OPENINGS = frozenset(map(opening, QUESTIONS))
"""What they begin with, as `phrases.openings` gives it of a query."""
_LONGEST = {first: max(len(q) for q in QUESTIONS if q[0] == first) for first in {q[0] for q in QUESTIONS}}
"""The length of the longest phrase that begins with each word."""


def spans(terms: Sequence[str]) -> list[tuple[int, int]]:
    """Return the stretches `[start, end)` of canonical `terms` that only ask: longest first, none
    overlapping.

    >>> spans(["sipas", "là", "gì"])
    [(1, 3)]
    """
    found, at = [], 0
    while at < len(terms):
        sizes = range(min(_LONGEST.get(terms[at], 0), len(terms) - at), 0, -1)
        size = next((n for n in sizes if tuple(terms[at : at + n]) in QUESTIONS), 0) if sizes else 0
        if size:
            found.append((at, at + size))
        at += size or 1
    return found
