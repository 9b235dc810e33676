"""Relevance on real sets: never below what was reached before. A sample by default, all of it when slow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from searchkit.evaluation import gate

ROOT = Path(__file__).resolve().parents[2]
FLOORS: dict[str, Any] = gate.read_floors(ROOT / gate.FLOORS)
SETS = sorted(FLOORS["sets"])


@pytest.fixture
def folder(request: pytest.FixtureRequest, shared: Path) -> Path:
    """Return the folder of a set; skip where it is absent or of another version."""
    name: str = request.param
    place = shared / "ir" / name
    if not place.is_dir():
        pytest.skip(f"needs the set {name} in ../shared/ir, which is not here")
    if gate.fingerprint(place) != FLOORS["sets"][name]["files"]:
        pytest.skip(f"the set {name} in ../shared/ir is not the one that the floors were made from")
    return place


def below(folder: Path, size: gate.Size) -> list[str]:
    """Return the figures of a set that are below their floors, as sentences."""
    pinned = FLOORS["sets"][folder.name]
    assert pinned[size], "no floor is pinned"
    return [str(one) for one in gate.shortfalls(folder.name, size, gate.reached(folder, size), pinned)]


@pytest.mark.parametrize("folder", SETS, indirect=True)
def test_a_sample_stays_above_its_floors(folder: Path) -> None:
    assert below(folder, "sample") == []


@pytest.mark.slow
@pytest.mark.parametrize("folder", SETS, indirect=True)
def test_the_whole_set_stays_above_its_floors(folder: Path) -> None:
    assert below(folder, "full") == []
