"""All results of the current query as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from searchkit.errors import ConfigError
from searchkit.i18n import _
from searchkit.models import SearchResult
from searchkit.render import records

ENDINGS = (".json", ".jsonl", ".csv")


def export(search: Callable[[], SearchResult], file: str) -> int:
    """Write the result of `search` to a new `file`; return the number of its hits.

    Raises `ConfigError` for an ending that is not one of `ENDINGS` and where the file is there already.
    """
    path = Path(file).expanduser()
    if path.suffix.lower() not in ENDINGS or not path.stem:
        raise ConfigError(_("export to a file that ends in {endings}").format(endings=", ".join(ENDINGS)))
    result = search()
    text = _text(result, path.suffix.lower())
    # Spreadsheets take a CSV file for UTF-8 only where it begins with a byte order mark.
    encoding = "utf-8-sig" if path.suffix.lower() == ".csv" else "utf-8"
    try:
        with path.open("x", encoding=encoding, newline="\n") as handle:
            handle.write(text)
    except FileExistsError as error:
        raise ConfigError(_("{file} is there already; choose another name").format(file=file)) from error
    return len(result.hits)


def _text(result: SearchResult, ending: str) -> str:
    if ending == ".csv":
        return records.csv_text(result)
    if ending == ".jsonl":
        return "".join(records.to_json(records.hit_record(hit)) + "\n" for hit in result.hits)
    return records.to_json(records.result_record(result), indent=2) + "\n"
