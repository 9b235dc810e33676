"""What is kept stays within its bytes, and what was used last stays longest."""

from __future__ import annotations

from searchkit.indexing.kept import Kept


def test_what_was_used_last_stays() -> None:
    kept: Kept[str] = Kept(3)
    made: list[str] = []

    def get(key: str) -> str:
        return kept.get(key, lambda: made.append(key) or key, len)

    for key in "abcadabc":
        assert get(key) == key
    assert made == ["a", "b", "c", "d", "b", "c"]  # d pushed b out, b then c, c then d


def test_a_value_of_no_size_is_made_anew() -> None:
    kept: Kept[str] = Kept(3)
    made: list[int] = []
    for _ in range(2):
        kept.get("a", lambda: made.append(1) or "", len)
    assert len(made) == 2
