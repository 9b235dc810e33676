"""Where things are and how large they may be."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from searchkit.errors import ConfigError
from searchkit.i18n import _

INDEX_VARIABLE = "SEARCHKIT_INDEX"
ACRONYMS_VARIABLE = "SEARCHKIT_ACRONYMS"
MAX_FILE_BYTES = 64 * 1024 * 1024
"""A page (text or HTML) larger than this is no article; it is named and skipped. Record files have no
limit."""
MAX_BODY_CHARS = 2_000_000
"""A single article longer than this is refused by name."""
TOC_PATTERN = "_MAIN_*.toc"


def holds_index(path: Path) -> bool:
    """Say whether `path` is a folder with a committed index."""
    return path.is_dir() and any(path.glob(TOC_PATTERN))


def index_dir(given: str | os.PathLike[str] | None = None) -> Path:
    """Return the place of the index: `given`, else `$SEARCHKIT_INDEX`, else `./index` in a checkout, else
    the user's data folder.

    `./index` counts where a `corpus/` or an index is beside it. The folder need not exist.
    """
    chosen = given or os.environ.get(INDEX_VARIABLE)
    if chosen:
        path = Path(chosen).expanduser()
        if path.exists() and not path.is_dir():
            message = _("{path} is a file, not a folder for an index; give another --index-dir")
            raise ConfigError(message.format(path=path))
        return path
    local = Path("index")
    if Path("corpus").is_dir() or holds_index(local):
        return local
    return user_dir() / "index"


def acronyms_file(given: str | os.PathLike[str] | None = None) -> Path | None:
    """Return the user's own file of short forms: `given`, else `$SEARCHKIT_ACRONYMS`, else `acronyms.tsv` in
    the user's settings folder where it is there, else None."""
    chosen = given or os.environ.get(ACRONYMS_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    own = settings_dir() / "acronyms.tsv"
    return own if os.path.isfile(own) else None  # also where the folder may not be looked into


def settings_dir() -> Path:
    """Return the user's settings folder for searchkit."""
    if sys.platform == "linux":  # what platformdirs says there, without importing it: every query asks
        base = os.environ.get("XDG_CONFIG_HOME", "").strip() or os.path.expanduser("~/.config")
        return Path(base) / "searchkit"
    from platformdirs import user_config_path

    return user_config_path("searchkit", appauthor=False)


def user_dir() -> Path:
    """Return the user's data folder for searchkit (index, REPL history)."""
    from platformdirs import user_data_path  # only where no index is near

    return user_data_path("searchkit", appauthor=False)
