"""From text to what is indexed: syllables that carry all matching, and compounds that raise the score.

Importing this package is light; the segmentation model is read at the first `analyze`, Whoosh at the first
`vietnamese_analyzer`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchkit.records import Record

if TYPE_CHECKING:
    from whoosh.analysis import Analyzer

__all__ = ["Analysis", "analyze", "fingerprint", "vietnamese_analyzer"]

RULES_VERSION = 1
"""Goes up with every change of the terms that a text gives: an index made by other rules is rebuilt."""


class Analysis(Record):
    """The index terms of a text in position order, and its words of two and more syllables joined by `_`."""

    syllables: list[str]
    compounds: list[str]


def analyze(text: str) -> Analysis:
    """Return terms and compounds of `text` in one go.

    >>> analyze("Chỉ số hài lòng của tỉnh Bến Tre").compounds
    ['chỉ_số', 'hài_lòng', 'bến_tre']
    """
    from searchkit.analysis.segment import chunks_of, segmenter
    from searchkit.text import nfc

    return Analysis(*segmenter().analyze(chunks_of(nfc(text))))


def fingerprint() -> str:
    """Return a name of everything that decides which terms a text gives; cheap, the model is not loaded."""
    from searchkit.analysis.model import files_digest

    return f"pyvi-crf/{files_digest()}/rules-{RULES_VERSION}"


def vietnamese_analyzer() -> Analyzer:
    """Return the Whoosh analyzer of the indexed terms: whole tokens, cut into canonical syllables."""
    from searchkit.analysis.filters import SyllableFilter
    from searchkit.analysis.tokenizer import VietnameseTokenizer

    return VietnameseTokenizer() | SyllableFilter()
