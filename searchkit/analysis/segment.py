"""Word segmentation, identical to pyvi's, from pyvi's own model file.

Importing pyvi costs seconds and loads scikit-learn and SciPy, so its model is read directly: found without
an import, checked by its SHA-256, parsed by `crf`, applied by `decode`. Where the files are others than those
this reader was checked against, pyvi itself does the work: as right, and many times slower.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import chain
from typing import Protocol, TypeVar

from searchkit.analysis.crf import parse, unpack
from searchkit.analysis.decode import Decoder, Part
from searchkit.analysis.model import MODEL_FILE, WORDS_FILE, model_folder, read_known_files
from searchkit.analysis.tokens import syllables, term, unglue
from searchkit.text import canonical, nfc

_CACHE_SIZE = 1 << 16
_LONGEST_CACHED = 40
Read = TypeVar("Read")


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


class _Remembered(dict[str, Read]):
    """What was read from a string, remembered. Bounded: a full table starts anew, long strings stay out."""

    def __init__(self, read: Callable[[str], Read]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, key: str) -> Read:
        value = self._read(key)
        if len(key) <= _LONGEST_CACHED:
            if len(self) >= _CACHE_SIZE:
                self.clear()
            self[key] = value
        return value


def chunks_of(text: str) -> list[str]:
    """Cut NFC text at its spaces, newlines as chunks of their own: the unit that is remembered."""
    return text.replace("\n", " \n ").split(" ")


class Segmenter(Protocol):
    """Cuts text into Vietnamese words."""

    def tokenize(self, text: str) -> str:
        """Return what `pyvi.ViTokenizer.tokenize(text)` returns: words apart by spaces, joined by `_`."""

    def words(self, text: str) -> list[tuple[int, int]]:
        """Return words and signs as `(start, end)` in the NFC text; between them is white space."""

    def compounds(self, chunks: list[str]) -> list[str]:
        """Return the words of two and more syllables in a text cut by `chunks_of`, joined by `_`."""


class ModelSegmenter:
    """pyvi's segmentation at a fraction of its time, from the model file alone."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        # Two steps, because few tokens (`phố`) make many chunks (`phố,` `phố.` `(phố`).
        # A token of the text is kept with the space that goes before it, ready to be put together.
        self._token = _Remembered(lambda token: decoder.part(token, " " + token))
        self._canonical_token = _Remembered(lambda token: decoder.part(token, _joinable(token)))
        self._chunk = _Remembered(self._read_chunk)
        self._canonical_chunk = _Remembered(self._read_canonical)

    def _read_chunk(self, chunk: str) -> tuple[Part, ...]:
        return tuple(map(self._token.__getitem__, split_chunk(chunk)))

    def _read_canonical(self, chunk: str) -> tuple[Part, ...]:
        """Return the parts of canonical tokens: tones placed, glued words apart, `_` a space."""
        tokens = chain.from_iterable(map(split_chunk, prepare(chunk)))
        return tuple(map(self._canonical_token.__getitem__, tokens))

    def tokenize(self, text: str) -> str:
        """Return what `pyvi.ViTokenizer.tokenize(text)` returns: words apart by spaces, joined by `_`."""
        parts = list(chain.from_iterable(map(self._chunk.__getitem__, chunks_of(nfc(text)))))
        if not parts:
            return text
        pieces = [part[5][2] for part in parts]
        for i in self._decoder.joined(parts):
            pieces[i] = "_" + pieces[i][1:]
        return "".join(pieces)[1:]

    def words(self, text: str) -> list[tuple[int, int]]:
        """Return words and signs as `(start, end)` in the NFC text; between them is white space."""
        text = nfc(text)
        parts = list(chain.from_iterable(map(self._chunk.__getitem__, chunks_of(text))))
        inner = set(self._decoder.joined(parts))
        spans: list[tuple[int, int]] = []
        end = 0
        open_word = False
        for i, part in enumerate(parts):
            token = part[5][2][1:]
            start = text.index(token, end)
            end = start + len(token)
            if token != "\n":  # a token to the model, no word to a reader
                spans.append((spans.pop()[0] if open_word and i in inner else start, end))
            open_word = token != "\n"
        return spans

    def compounds(self, chunks: list[str]) -> list[str]:
        """Return the words of two and more syllables in a text cut by `chunks_of`, joined by `_`."""
        parts = list(chain.from_iterable(map(self._canonical_chunk.__getitem__, chunks)))
        found: list[str] = []
        last = -1
        for i in self._decoder.joined(parts):
            before = found.pop() if i == last + 1 else parts[i - 1][5][2]
            found.append(f"{before}_{parts[i][5][2]}")
            last = i
        return found


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

    def compounds(self, chunks: list[str]) -> list[str]:
        """Return the words of two and more syllables in a text cut by `chunks_of`, joined by `_`."""
        text = " ".join(chain.from_iterable(map(prepare, chunks)))
        words = (text[start:end] for start, end in self.words(text))
        return ["_".join(syllables(word)) for word in words if len(word.split()) > 1]


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
