"""Read a CRFsuite model out of a scikit-learn pickle, without scikit-learn, CRFsuite or trust in the pickle.

The file format is that of CRFsuite's `crf1d_model.c` (header, features, label and attribute tables, the
latter two as CQDB hash tables); all integers are little-endian. `struct` checks every offset, so a file that
is cut off raises `ModelError`.
"""

from __future__ import annotations

import codecs
import io
import pickle
import struct
from dataclasses import dataclass
from typing import Any


class ModelError(ValueError):
    """The file is no model of the kind that this reader knows."""


@dataclass(frozen=True, slots=True)
class Crf:
    """A linear-chain CRF: weights of `(attribute, label)` and of `(label, next label)`."""

    labels: tuple[str, ...]
    state: dict[tuple[str, str], float]
    transition: dict[tuple[str, str], float]


class _Shell:
    """Stands for any class of the pickle: takes every state and runs nothing."""

    def __init__(self, *args: object) -> None:
        self.args = args

    def __setstate__(self, state: object) -> None:
        if isinstance(state, dict):
            self.__dict__.update(state)


_ALLOWED: dict[tuple[str, str], Any] = {
    ("sklearn_crfsuite.estimator", "CRF"): _Shell,
    ("sklearn_crfsuite._fileresource", "FileResource"): _Shell,
    ("pycrfsuite._logparser", "TrainLogParser"): _Shell,
    ("numpy", "dtype"): _Shell,
    ("numpy.core.multiarray", "scalar"): _Shell,
    ("_codecs", "encode"): codecs.encode,
}
"""All that the pickle may name. Its classes become empty shells; `encode` turns text back to bytes."""


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise ModelError(f"the model's pickle names {module}.{name}, which is not allowed") from None


def unpack(pickled: bytes) -> bytes:
    """Return the CRFsuite model that a pickled `sklearn_crfsuite.CRF` carries."""
    try:
        model = _Unpickler(io.BytesIO(pickled)).load().modelfile.__dict__["__FILE_RESOURCE_DATA__"]
    except (pickle.UnpicklingError, AttributeError, KeyError, EOFError, TypeError, LookupError) as error:
        raise ModelError(f"the pickle holds no CRF model: {error}") from error
    if not isinstance(model, bytes):
        raise ModelError("the pickle holds no CRF model: its data are no bytes")
    return model


_HEADER = struct.Struct("<4sI4s9I")
_FEATURE = struct.Struct("<IIId")
_STATE = 0


def parse(model: bytes) -> Crf:
    """Return labels and weights of a CRFsuite model file."""
    try:
        return _parse(model)
    except (struct.error, UnicodeDecodeError, IndexError) as error:
        raise ModelError(f"the CRF model is damaged: {error}") from error


def _parse(model: bytes) -> Crf:
    magic, _, kind, _, _, _, _, at_features, at_labels, at_attributes, _, _ = _HEADER.unpack_from(model)
    if (magic, kind) != (b"lCRF", b"FOMC"):
        raise ModelError("the CRF model is of an unknown kind")
    labels, attributes = _strings(model, at_labels), _strings(model, at_attributes)
    _, size, _ = struct.unpack_from("<4sII", model, at_features)
    # The chunk's own size counts its twelve bytes of header.
    rows = _FEATURE.iter_unpack(model[at_features + 12 : at_features + size])
    state: dict[tuple[str, str], float] = {}
    transition: dict[tuple[str, str], float] = {}
    for kind_of, source, label, weight in rows:
        if kind_of == _STATE:
            state[attributes[source], labels[label]] = weight
        else:
            transition[labels[source], labels[label]] = weight
    return Crf(tuple(labels), state, transition)


def _strings(model: bytes, at: int) -> list[str]:
    """Return the strings of the CQDB table at offset `at`, by number."""
    magic, _, _, _, count, backward = struct.unpack_from("<4s5I", model, at)
    if magic != b"CQDB":
        raise ModelError("the CRF model holds no string table where it should")
    found = []
    for place in struct.unpack_from(f"<{count}I", model, at + backward):
        _, length = struct.unpack_from("<II", model, at + place)
        start = at + place + 8
        found.append(model[start : start + length - 1].decode())  # the length counts a closing zero byte
    return found
