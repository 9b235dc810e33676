"""The Vietnamese catalogue: complete, with the same placeholders, and compiled from what is written."""

from __future__ import annotations

import os
import re
import string
import subprocess
import sys
from gettext import GNUTranslations
from pathlib import Path

import pytest

from searchkit.i18n import LOCALE_DIR, _, language, ngettext

babel = pytest.importorskip("babel", reason="needs babel, a development dependency")
ROOT = Path(__file__).resolve().parent.parent
FOLDER = LOCALE_DIR / "vi" / "LC_MESSAGES"
HOW = "see searchkit/locale/README.md"
Message = str | tuple[str, str]


def messages() -> set[Message]:
    """Return every message of the package; those with a plural as pairs."""
    from babel.messages.extract import extract_from_dir

    keywords = {"_": None, "N_": None, "ngettext": (1, 2)}
    found = extract_from_dir(ROOT / "searchkit", [("**.py", "python")], keywords=keywords)
    return {message for _file, _line, message, _comments, _context in found}


def catalogue() -> dict[Message, str]:
    """Return the translations of `searchkit.po`, those of plural messages by their only form."""
    from babel.messages.pofile import read_po

    with (FOLDER / "searchkit.po").open("rb") as handle:
        entries = [entry for entry in read_po(handle, locale="vi") if entry.id]
    return {entry.id: entry.string if isinstance(entry.string, str) else entry.string[0] for entry in entries}


def placeholders(text: str) -> set[str]:
    """Return the names of the `{placeholders}` of a message."""
    return {name for _text, name, _form, _conversion in string.Formatter().parse(text) if name is not None}


def test_every_message_has_a_vietnamese_translation() -> None:
    known = catalogue()
    assert sorted(str(one) for one in messages() if not known.get(one)) == [], HOW


def test_no_translation_is_left_over() -> None:
    assert sorted(map(str, catalogue().keys() - messages())) == [], HOW


def test_translations_fill_in_only_what_the_message_gives() -> None:
    for message, translated in catalogue().items():
        given = placeholders(message if isinstance(message, str) else message[1])
        assert placeholders(translated) <= given, message
        # What a sentence is about must not get lost; the kind of a number may.
        assert given - placeholders(translated) <= {"number_type"}, message


def test_the_compiled_catalogue_is_in_step() -> None:
    with (FOLDER / "searchkit.mo").open("rb") as handle:
        compiled = GNUTranslations(handle)
    for message, translated in catalogue().items():
        got = compiled.gettext(message) if isinstance(message, str) else compiled.ngettext(*message, 2)
        assert got == translated, HOW
    assert len([one for one in compiled._catalog if one]) == len(catalogue()), HOW  # type: ignore[attr-defined]


def test_marked_messages_are_whole_sentences_for_the_translator() -> None:
    for message in messages():
        for text in (message,) if isinstance(message, str) else message:
            assert text.strip(), "an empty message"
            assert not re.search(r"\{\}|\{\d", text), f"name the placeholders of {text!r}"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"SEARCHKIT_LANG": "vi"}, "vi"),
        ({"SEARCHKIT_LANG": "", "LC_ALL": "vi_VN.UTF-8"}, "vi"),
        ({"SEARCHKIT_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "vi_VN"}, "vi"),
        ({"SEARCHKIT_LANG": "en", "LC_ALL": "vi_VN.UTF-8"}, "en"),
        ({"SEARCHKIT_LANG": "", "LC_ALL": "de_DE.UTF-8", "LANG": "vi_VN"}, "en"),
    ],
)
def test_the_language_follows_the_setting_then_the_locale(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language() == expected
    assert _("Nothing found.") == ("Không tìm thấy gì." if expected == "vi" else "Nothing found.")
    assert ngettext("{n} article", "{n} articles", 2) == ("{n} bài" if expected == "vi" else "{n} articles")


def test_click_speaks_vietnamese_too() -> None:
    program = [
        sys.executable,
        "-c",
        "from searchkit.cli import main; raise SystemExit(main())",
        "query",
        "--xx",
    ]
    done = subprocess.run(
        program,
        capture_output=True,
        env={**os.environ, "SEARCHKIT_LANG": "vi", "PYTHONUTF8": "1"},
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "Cách dùng: searchkit query" in done.stderr.decode()
    assert "Lỗi: Không có tùy chọn '--xx'." in done.stderr.decode()
