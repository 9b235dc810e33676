"""The one place that turns a message into the reader's language (standard library only).

`_("…")` marks and translates; the catalogue is chosen once, from `SEARCHKIT_LANG`, else the locale's
variables. English is the source language, so a missing catalogue or message falls back to it.
"""

from __future__ import annotations

import os
from functools import cache
from gettext import NullTranslations
from pathlib import Path

LOCALE_DIR = Path(__file__).parent / "locale"


def language() -> str:
    """Return `"vi"` where the user asked for Vietnamese, else `"en"`."""
    for name in ("SEARCHKIT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "vi" if value.lower().startswith("vi") else "en"
    return "en"


@cache
def _catalogue(lang: str) -> NullTranslations:
    path = LOCALE_DIR / lang / "LC_MESSAGES" / "searchkit.mo"
    if lang == "en" or not path.is_file():
        return NullTranslations()
    from gettext import GNUTranslations  # parses the file; only Vietnamese needs it

    with path.open("rb") as handle:
        return GNUTranslations(handle)


def _(message: str) -> str:
    """Translate `message`; placeholders are filled by the caller with `str.format`."""
    return _catalogue(language()).gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """Translate a message that has a plural form, for the number `n`."""
    return _catalogue(language()).ngettext(one, many, n)


def N_(message: str) -> str:
    """Mark `message` for the catalogue and return it as it is; whoever shows it translates it with `_`."""
    return message
