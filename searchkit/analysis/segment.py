"""Word segmentation, identical to pyvi's, from pyvi's own model file.

Importing pyvi costs seconds and loads scikit-learn and SciPy, so its model is read directly: found without
an import, checked by its SHA-256, parsed by `crf`, applied by `decode`. Where the files are others than those
this reader was checked against, pyvi itself does the work: as right, and many times slower.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import Protocol

from searchkit.analysis.crf import parse, unpack
from searchkit.analysis.decode import Decoder
from searchkit.analysis.lexicon import Lexicon
from searchkit.analysis.model import MODEL_FILE, WORDS_FILE, model_folder, read_known_files
from searchkit.analysis.table import Table
from searchkit.analysis.tokens import chunk_terms, syllables, term, terms_of, unglue
from searchkit.text import canonical, lower, nfc, tone_place

# pyvi's token pattern, its alternatives put so that the frequent ones come first and none goes back over
# what it read. A word that begins with neither a digit nor one of A-Z, Đ can be nothing else, unless `://` or
# `@` is near.
_PLAIN = r"[^\W\dA-ZĐ]\w*+"
_REST = r"[A-ZĐ]++\.|Tp\.|Mrs?\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>|\n"
_LAST = r"\d+(?:[.,_]\d+)+|\w+|[^\w\s]"
_TOKEN = re.compile(f"{_PLAIN}|{_REST}|{_LAST}")
_TOKEN_OR_URL = re.compile(rf"{_REST}|\w++://\S+|{_LAST}")
_BEFORE_MAIL = re.compile(rf"{_REST}|\w++://\S+")
_LOCAL = re.compile(r"[a-zA-Z0-9_.+-]++")
_DOMAIN = re.compile(r"@(?:[a-zA-Z0-9-]++\.)+[a-zA-Z0-9-]+")


def split_chunk(chunk: str) -> list[str]:
    """Return pyvi's tokens of a stretch of NFC text: none holds white space, but for a lone newline."""
    if "@" in chunk:
        return _split_with_mail(chunk)
    return (_TOKEN_OR_URL if "://" in chunk else _TOKEN).findall(chunk)


def _split_with_mail(chunk: str) -> list[str]:
    """`split_chunk` where a mail address may stand. Reads no run of letters twice, so it stays linear."""
    tokens = []
    at = barren = 0  # no address begins before `barren`
    while match := _TOKEN_OR_URL.search(chunk, at):
        start, at = match.span()
        if start >= barren and (local := _LOCAL.match(chunk, start)) and not _BEFORE_MAIL.match(chunk, start):
            domain = _DOMAIN.match(chunk, local.end())
            if domain:
                at = domain.end()
            else:
                barren = local.end()
        tokens.append(chunk[start:at])
    return tokens


def chunks_of(text: str) -> list[str]:
    """Cut NFC text at its spaces, newlines as chunks of their own: the unit that is remembered."""
    return text.replace("\n", " \n ").split(" ")


class Segmenter(Protocol):
    """Cuts text into Vietnamese words."""

    def tokenize(self, text: str) -> str:
        """Return what `pyvi.ViTokenizer.tokenize(text)` returns: words apart by spaces, joined by `_`."""

    def words(self, text: str) -> list[tuple[int, int]]:
        """Return words and signs as `(start, end)` in the NFC text; between them is white space."""

    def analyze(self, chunks: list[str]) -> tuple[list[str], list[str]]:
        """Return the index terms of a text cut by `chunks_of`, and its words of two and more syllables,
        joined by `_`."""


class ModelSegmenter:
    """pyvi's segmentation at a fraction of its time, from the model file alone."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        part = decoder.part
        # A token of the text is kept with the space that goes before it, ready to be put together.
        self._raw = Table(decoder, Lexicon(_read_raw, lambda token: part(token, " " + token)))
        self._canonical = Table(
            decoder, Lexicon(_read_canonical, lambda token: part(token, _joinable(token)))
        )

    def canonical_table(self) -> Table:
        """Return the table to read the next text by: a new one where the last one is full."""
        if self._canonical.lexicon.is_full:
            self._canonical = self._canonical.shortened()
        return self._canonical

    def _pieces(self, text: str) -> tuple[list[str], list[int]]:
        """Return the tokens of NFC `text`, each behind a space, and the places of those that are joined."""
        if self._raw.lexicon.is_full:
            self._raw = self._raw.shortened()
        tokens, _terms, joined = self._raw.read(chunks_of(text))
        parts = self._raw.lexicon.parts
        return [parts[n][5][2] for n in tokens], joined

    def tokenize(self, text: str) -> str:
        """Return what `pyvi.ViTokenizer.tokenize(text)` returns: words apart by spaces, joined by `_`."""
        pieces, joined = self._pieces(nfc(text))
        if not pieces:
            return text
        for i in joined:
            pieces[i] = "_" + pieces[i][1:]
        return "".join(pieces)[1:]

    def words(self, text: str) -> list[tuple[int, int]]:
        """Return words and signs as `(start, end)` in the NFC text; between them is white space."""
        text = nfc(text)
        pieces, joined = self._pieces(text)
        inner = set(joined)
        spans: list[tuple[int, int]] = []
        end = 0
        open_word = False
        for i, piece in enumerate(pieces):
            token = piece[1:]
            start = text.index(token, end)
            end = start + len(token)
            if token != "\n":  # a token to the model, no word to a reader
                spans.append((spans.pop()[0] if open_word and i in inner else start, end))
            open_word = token != "\n"
        return spans

    def analyze(self, chunks: list[str]) -> tuple[list[str], list[str]]:
        """Return the index terms of a text cut by `chunks_of`, and its words of two and more syllables,
        joined by `_`."""
        table = self.canonical_table()
        tokens, numbers, joined = table.read(chunks)
        parts, terms = table.lexicon.parts, table.lexicon.terms
        compounds: list[str] = []
        last = -1
        for i in joined:
            before = compounds.pop() if i == last + 1 else parts[tokens[i - 1]][5][2]
            compounds.append(f"{before}_{parts[tokens[i]][5][2]}")
            last = i
        return [terms[n] for n in numbers], compounds


def _read_raw(chunk: str) -> tuple[list[str], tuple[str, ...]]:
    return split_chunk(chunk), ()


# One word and the signs at it: a token each, but for three dots in a row and the dot of `Dr.`.
_PLAIN_WORD = re.compile(r"([(“\"'‘]?)([^\W\d_]+)((?:[,;:?!)”\"’…]|\.(?!\.)){0,3})")
_TITLES = frozenset(("Tp", "Mr", "Mrs", "Ms", "Dr"))


def _read_canonical(chunk: str) -> tuple[Iterable[str], tuple[str, ...]]:
    """Return canonical tokens (tones placed, glued words apart, `_` a space) and the terms of a chunk."""
    plain = _PLAIN_WORD.fullmatch(chunk)
    if plain is not None and plain[2][1:].islower():
        word = tone_place(plain[2])
        if plain[3][:1] != "." or word not in _TITLES:
            return (*plain[1], word, *plain[3]), (lower(word),)
    return chain.from_iterable(map(split_chunk, prepare(chunk))), terms_of(chunk)


_WORD = re.compile(r"[^\W_]+")
_FINAL_DOT = re.compile(r"(?<![^\W_])([A-ZĐƯ]{2,})\.(?!\w)")
# Abbreviations before a name keep their dot, as the model learned them; any other's ends the sentence.
_BEFORE_NAMES = frozenset(("TP", "TX", "TT", "TS", "GS", "PGS", "KS", "BS", "CN", "LS", "NSND", "NSƯT", "SN"))


def prepare(chunk: str) -> list[str]:
    """Return a chunk of NFC text in the form that is segmented, cut where words were glued or tied by `_`.

    >>> prepare("lớnHiệu"), prepare("hòa_Bình"), prepare("UBND."), prepare("TP.")
    (['lớn', 'Hiệu'], ['hoà', 'Bình'], ['UBND', '.'], ['TP.'])
    """
    if chunk.islower() and "_" not in chunk:
        return [canonical(chunk)]
    spaced = _WORD.sub(lambda m: " ".join(unglue(m[0])), chunk.replace("_", " "))
    spaced = _FINAL_DOT.sub(lambda m: m[0] if m[1] in _BEFORE_NAMES else m[1] + " .", spaced)
    return canonical(spaced).split(" ")


def _joinable(token: str) -> str:
    """Return the term that stands for `token` in a compound, empty where it is not one word."""
    words = _WORD.findall(token)
    return term(words[0]) if len(words) == 1 and token[0].isalpha() else ""


class PyviSegmenter:
    """pyvi itself, loaded on first use: for model files that `ModelSegmenter` was not checked against."""

    def tokenize(self, text: str) -> str:
        """Return what `pyvi.ViTokenizer.tokenize(text)` returns."""
        from pyvi import ViTokenizer  # seconds, scikit-learn and SciPy: only as the way out

        return str(ViTokenizer.tokenize(text))

    def words(self, text: str) -> list[tuple[int, int]]:
        """Return words and signs as `(start, end)` in the NFC text; between them is white space."""
        text = nfc(text)
        spans = []
        end = 0
        for word in self.tokenize(text).split():
            start = end = _skip_spaces(text, end)
            for letter in word:
                if letter == "_" and text[end : end + 1] != "_":
                    end = _skip_spaces(text, end)
                else:
                    end += 1
            spans.append((start, end))
        return spans

    def analyze(self, chunks: list[str]) -> tuple[list[str], list[str]]:
        """Return the index terms of a text cut by `chunks_of`, and its words of two and more syllables,
        joined by `_`."""
        text = " ".join(chain.from_iterable(map(prepare, chunks)))
        words = (text[start:end] for start, end in self.words(text))
        return chunk_terms(chunks), ["_".join(syllables(word)) for word in words if len(word.split()) > 1]


def _skip_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


@cache
def segmenter() -> Segmenter:
    """Return the segmenter of this process; the first call reads the model (about 0.1 s)."""
    contents = read_known_files(model_folder())
    if contents is None:
        return PyviSegmenter()
    words = contents[WORDS_FILE].decode().split("\n")
    return ModelSegmenter(Decoder(parse(unpack(contents[MODEL_FILE])), words))
