"""The gate: figures that were reached once must not be lost.

    python -m searchkit.evaluation.gate                       compare the sets with their floors
    python -m searchkit.evaluation.gate --update              pin what is reached now
    python -m searchkit.evaluation.gate --update --allow-regression    even where it is less

Run from the root of a checkout. A floor belongs to a set and to its files' hash; it is nDCG@10 for each
variant of the queries, over the whole set and over a small sample of it, which the default tests can afford.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from searchkit.errors import ConfigError, SearchkitError
from searchkit.evaluation.measure import indexed, measure
from searchkit.evaluation.qrels import FILES, TestSet, read_set, write_sample
from searchkit.evaluation.variants import ACCENTED, VARIANTS

FLOORS = Path("tests") / "eval" / "floors.json"
MEASURE = "nDCG@10"
SAMPLE_QUERIES, SAMPLE_DOCUMENTS = 100, 300
Size = Literal["sample", "full"]
WANTED: Mapping[Size, tuple[str, ...]] = {"sample": (ACCENTED, "unaccented"), "full": tuple(VARIANTS)}
"""Which variants are measured at which size."""
TOLERANCE: Mapping[Size, float] = {"sample": 0.005, "full": 0.001}
"""Rounding in other builds of numpy may swap two neighbours; that must not fail anything. One query of a
sample that falls from the first place to the third moves it by .005."""
Figures = dict[str, float]
"""Variant → nDCG@10."""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A figure below its floor."""

    set: str
    size: str
    variant: str
    reached: float
    floor: float

    def __str__(self) -> str:
        return f"{self.set} ({self.size}, {self.variant}): {self.reached:.4f} is below {self.floor:.4f}"


def fingerprint(folder: Path) -> str:
    """Return a hash of the set's files: floors hold for these alone."""
    state = hashlib.sha256()
    for name in FILES:
        state.update((folder / name).read_bytes().replace(b"\r\n", b"\n"))
    return state.hexdigest()[:32]


def reached(folder: Path, size: Size) -> Figures:
    """Index and measure the set in `folder`, all of it or a sample."""
    with tempfile.TemporaryDirectory(prefix="searchkit-gate-") as scratch:
        place = Path(scratch)
        tested = read_set(_sample(folder, place / folder.name) if size == "sample" else folder)
        with indexed(tested, place / "index") as (engine, _summary):
            return {name: _figure(engine, tested, name) for name in WANTED[size]}


def _sample(folder: Path, target: Path) -> Path:
    write_sample(folder, target, SAMPLE_QUERIES, SAMPLE_DOCUMENTS)
    return target


def _figure(engine: Any, tested: TestSet, variant: str) -> float:
    return round(measure(engine, tested, variant).mean[MEASURE], 4)


def shortfalls(name: str, size: Size, figures: Figures, pinned: Mapping[str, Any]) -> list[Shortfall]:
    """Return the figures of a set that lie below the floors `pinned` for it; what has no floor has none."""
    floors: Mapping[str, float] = pinned.get(size, {})
    return [
        Shortfall(name, size, variant, figures[variant], floor)
        for variant, floor in floors.items()
        if variant in figures and figures[variant] < floor - TOLERANCE[size]
    ]


def read_floors(path: Path) -> dict[str, Any]:
    """Return the pinned floors: `where` the sets lie (from the root of the checkout), and `sets` by name."""
    try:
        floors: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"no floors at {path}; run this from the root of a checkout") from error
    return floors


def repinned(
    old: Mapping[str, Any], folder: Path, size: Size, figures: Figures, allow_regression: bool
) -> dict[str, Any]:
    """Return the floors of one set with `figures` in their place; raise `ConfigError` where that lowers one.

    Floors of another version of the set's files are dropped: they say nothing about these.
    """
    hash_now = fingerprint(folder)
    kept = dict(old) if old.get("files") == hash_now else {}
    lower = shortfalls(folder.name, size, figures, kept)
    if lower and not allow_regression:
        below = "; ".join(map(str, lower))
        raise ConfigError(f"not pinned: {below}. If that is meant: --update --allow-regression")
    before: Mapping[str, float] = kept.get(size, {})
    # Within the tolerance the old floor stays, or many small steps down would go unnoticed.
    highest = {v: n if allow_regression else max(n, before.get(v, 0.0)) for v, n in figures.items()}
    return {**kept, "files": hash_now, size: highest}


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare or pin; return 0, 1 where a figure is below its floor, 2 where nothing could be measured."""
    options = _options(arguments)
    try:
        return _run(options)
    except SearchkitError as error:
        print(error, file=sys.stderr)
        return 2


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m searchkit.evaluation.gate", description="Hold the floors."
    )
    parser.add_argument("--floors", type=Path, default=FLOORS, help="file of the floors (%(default)s)")
    parser.add_argument("--size", choices=tuple(WANTED), action="append", help="only this size")
    parser.add_argument("--update", action="store_true", help="pin what is reached now")
    parser.add_argument(
        "--allow-regression", action="store_true", help="with --update: pin lower figures too"
    )
    options = parser.parse_args(arguments)
    if options.allow_regression and not options.update:
        parser.error("--allow-regression says how to --update")
    return options


def _run(options: argparse.Namespace) -> int:
    floors = read_floors(options.floors)
    folders = [Path(floors["where"]) / name for name in floors["sets"]]
    if absent := [folder for folder in folders if not folder.is_dir()]:
        raise ConfigError(f"no set at {absent[0]}; the floors can't be held without it")
    found: list[Shortfall] = []
    for folder in folders:
        for size in options.size or WANTED:
            pinned = floors["sets"][folder.name]
            figures = reached(folder, size)
            print(f"{folder.name:16} {size:7}", *(f"{name} {value:.4f}" for name, value in figures.items()))
            if options.update:
                made = repinned(pinned, folder, size, figures, options.allow_regression)
                floors["sets"][folder.name] = made
            else:
                _refuse_other_files(folder, pinned, options.floors)
                found += shortfalls(folder.name, size, figures, pinned)
    if options.update:  # all sets or none: an error above leaves the file as it is
        options.floors.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8", newline="\n")
    for shortfall in found:
        print(shortfall, file=sys.stderr)
    return 1 if found else 0


def _refuse_other_files(folder: Path, pinned: Mapping[str, Any], path: Path) -> None:
    if pinned.get("files") != fingerprint(folder):
        raise ConfigError(f"{folder} is not the set that {path} was made from; pin it anew: --update")


if __name__ == "__main__":
    sys.exit(main())
