"""Paths as the shell hands them over. Windows' shells leave patterns to the program."""

from __future__ import annotations

import glob
import os
from collections.abc import Sequence


def expanded(paths: Sequence[str]) -> list[str]:
    """Return `paths` with patterns expanded where the shell does not do it; unmatched ones stay."""
    if os.name != "nt":
        return list(paths)
    return [found for path in paths for found in _expand(path)]


def _expand(path: str) -> list[str]:
    if not glob.has_magic(path) or os.path.exists(path):
        return [path]
    return sorted(glob.glob(path)) or [path]
