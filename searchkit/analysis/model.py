"""The files of pyvi's model: found without importing pyvi, known by size and SHA-256.

Apart from `segment`, so that asking for their digest, as every opening of an index does, costs nothing.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from searchkit.errors import ConfigError
from searchkit.i18n import _

MODEL_FILE, WORDS_FILE = "pyvi3.pkl", "words.txt"
KNOWN_FILES = {
    MODEL_FILE: (789_337, "6cdd73aee04b6a4ad7320ca85d27d931a7ef870cfdd41beb148e86bdb8aca134"),
    WORDS_FILE: (354_580, "517743d27e71d43343e4b8e9e89015cdc68d84ebe1d48106449e501d918ece4a"),
}
"""Size in bytes and SHA-256 of the files of pyvi 0.1.1, for which equal output was shown."""


def model_folder() -> Path:
    """Return the folder of pyvi's models, without importing pyvi."""
    spec = importlib.util.find_spec("pyvi")
    if spec is None or not spec.submodule_search_locations:
        raise ConfigError(_("the package pyvi is missing; install searchkit together with its dependencies"))
    return Path(spec.submodule_search_locations[0]) / "models"


def read_known_files(folder: Path) -> dict[str, bytes] | None:
    """Return the contents of the model's files, or None where one is missing or not the known one."""
    contents = {}
    for name, (size, digest) in KNOWN_FILES.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            return None
        contents[name] = path.read_bytes()
        if _sha256(contents[name]) != digest:
            return None
    return contents


def files_digest() -> str:
    """Return a name of the model's contents without loading it; files of known size are taken for known."""
    folder = model_folder()
    parts = []
    for name, (size, digest) in KNOWN_FILES.items():
        path = folder / name
        if not path.is_file():
            parts.append("none")
        elif path.stat().st_size == size:
            parts.append(digest[:12])
        else:
            parts.append(_sha256(path.read_bytes())[:12])
    return "-".join(parts)


def _sha256(contents: bytes) -> str:
    from hashlib import sha256  # loads OpenSSL, which a query with the known files never needs

    return sha256(contents).hexdigest()
