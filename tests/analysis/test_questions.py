"""Words that only ask."""

from __future__ import annotations

import pytest

from searchkit.analysis.questions import spans


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("chỉ số sipas là gì", ["là gì"]),
        ("bến tre đạt bao nhiêu điểm", ["bao nhiêu"]),
        ("hồ sơ nộp ở đâu khi nào", ["ở đâu", "khi nào"]),
        ("cải cách hành chính", []),
    ],
)
def test_finds_what_asks(text: str, asking: list[str]) -> None:
    terms = text.split()
    assert [" ".join(terms[start:end]) for start, end in spans(terms)] == asking
