"""Bytes to text: which encoding a file is in, and why it can't be read where it can't."""

from __future__ import annotations

import codecs
import re

from searchkit.errors import ReadError
from searchkit.i18n import _
from searchkit.ingest.legacy import from_tcvn3, from_vni, modernise, plausibility
from searchkit.text import nfc

SAMPLE_BYTES = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF", "PDF"), (b"PK\x03\x04", "ZIP, DOCX, XLSX"), (b"\xd0\xcf\x11\xe0", "DOC, XLS"),
    (b"\x89PNG", "PNG"), 
    (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"\x1f\x8b", "GZIP"), (b"{\\rtf", "RTF"), (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7Z"), (b"SQLite format 3", "SQLite"), (b"\x7fELF", "ELF"), (b"MZ\x90", "EXE"),
)  # fmt: skip
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_CONTROL_CHARS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_VIETNAMESE = re.compile(r"[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_TAIL = 4
_WELL_ENOUGH = 0.7


def decode(data: bytes, path: str = "", *, declared: str | None = None) -> str:
    """Return the text of a whole file, without a byte order mark.

    `declared` is the encoding an HTML head names: it is tried where the bytes are not UTF-8. Raises
    `ReadError` for files that are empty, binary, cut off in the middle of a character, or in an encoding
    unknown to us.
    """
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise ReadError(path, _("the file is empty"))
    encoding = sniff(data[:SAMPLE_BYTES], path, declared=declared)
    return decode_as(data, encoding, path)


def decode_as(data: bytes, encoding: str, path: str = "") -> str:
    """Return `data` in an encoding that `sniff` named; falls to the 8-bit readings where it is not valid
    after all."""
    if encoding in _EIGHT_BIT:
        return _EIGHT_BIT[encoding](data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if _ends_within_character(error, data):
            raise ReadError(path, _("cut off in the middle of a character; save the file again")) from error
        return _mended(data, encoding, path)
    if len(_CONTROL_CHARS.findall(text, 0, SAMPLE_BYTES)) * 50 > min(len(text), SAMPLE_BYTES):
        raise ReadError(path, _("binary data, not text"))
    return modernise(text)


def _ends_within_character(error: UnicodeDecodeError, data: bytes) -> bool:
    return error.start >= len(data) - _TAIL and ("end" in error.reason or "truncated" in error.reason)


def _mended(data: bytes, encoding: str, path: str) -> str:
    """Decode with a replacement mark at broken places (portals cut descriptions by bytes), if they are very
    few."""
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") * 20 > len(_VIETNAMESE.findall(text)):
        if encoding.startswith("utf-8"):
            return _EIGHT_BIT[_eight_bit(data, path, None)](data)
        raise ReadError(path, _("not valid {encoding}; save the file as UTF-8").format(encoding=encoding))
    return text


def sniff(sample: bytes, path: str = "", *, declared: str | None = None) -> str:
    """Return the name of the encoding of a file from its first bytes; raise `ReadError` where it is
    binary."""
    for signature, name in _SIGNATURES:
        if sample.startswith(signature):
            reason = _("a {kind} file, not text; export it as text or HTML").format(kind=name)
            raise ReadError(path, reason)
    for mark, encoding in _BOMS:
        if sample.startswith(mark):
            return encoding
    wide = _without_mark(sample)
    if wide:
        return wide
    if len(_CONTROLS.findall(sample)) * 200 > len(sample) or b"\0" in sample:
        raise ReadError(path, _("binary data, not text"))
    if _is_utf8(sample):
        return "utf-8"
    return _eight_bit(sample, path, declared)


def _without_mark(sample: bytes) -> str | None:
    """Recognise UTF-16 without a mark: in Vietnamese text most letters leave one byte of each pair at
    zero."""
    if len(sample) < 8 or b"\0" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.4 and even < half * 0.02:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.02:
        return "utf-16-be"
    return None


def _is_utf8(sample: bytes) -> bool:
    """Say whether `sample` is UTF-8; a character cut at its end, or a broken one among many, does not
    count."""
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if _ends_within_character(error, sample):
            return len(sample) - error.start > 1 or not sample[: error.start].isascii()
        text = sample.decode("utf-8", "replace")
        return text.count("\ufffd") * 20 < len(_VIETNAMESE.findall(text))
    return True


def _windows_1258(data: bytes) -> str:
    return nfc(data.decode("cp1258", "replace"))


def _tcvn3(data: bytes) -> str:
    return from_tcvn3(_latin(data))


def _vni(data: bytes) -> str:
    return from_vni(_latin(data))


def _latin(data: bytes) -> str:
    """Read 8-bit text as Windows-1252, the five bytes it leaves undefined as themselves."""
    return data.decode("cp1252", "replace") if not _UNDEFINED.search(data) else data.decode("latin-1")


_HIGH = re.compile(rb"[\x80-\xff]")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_EIGHT_BIT = {"windows-1258": _windows_1258, "TCVN3": _tcvn3, "VNI": _vni, "windows-1252": _latin}


def _eight_bit(sample: bytes, path: str, declared: str | None) -> str:
    """Choose the 8-bit reading that gives the most possible Vietnamese syllables."""
    scores = {name: plausibility(read(sample)) for name, read in _EIGHT_BIT.items()}
    if declared and declared.lower().replace("cp", "windows-") == "windows-1258":
        scores["windows-1258"] += 0.1
    best = max(scores, key=lambda name: scores[name])
    if not any(scores.values()) and len(_HIGH.findall(sample)) * 50 < len(sample):
        return "windows-1252"  # plain ASCII but for quotes and dashes
    if scores[best] < _WELL_ENOUGH:
        raise ReadError(
            path, _("unknown encoding (perhaps an old font such as VISCII or VPS); save it as UTF-8")
        )
    return best
