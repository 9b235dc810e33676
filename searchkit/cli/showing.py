"""Results to the streams in the form that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from searchkit.cli import streams
from searchkit.i18n import _
from searchkit.models import FacetValue, SearchResult
from searchkit.render import plain, records


def chosen(output: str | None) -> str:
    """Return the form of the output: as asked, else for people on a terminal and for programs elsewhere."""
    return output or ("rich" if streams.is_terminal(sys.stdout) else "plain")


def json_line(record: Any) -> None:
    """Write one record as one line of JSON."""
    streams.out(records.to_json(record, ascii_only=streams.json_is_ascii()))


def result(found: SearchResult, output: str) -> None:
    """Write a search result; what is no result (notices, suggestions) goes to stderr."""
    if output == "json":
        return json_line(records.result_record(found))
    remarks(found)
    if output == "jsonl":
        for hit in found.hits:
            json_line(records.hit_record(hit))
    elif output == "csv":
        sys.stdout.write(records.csv_text(found))
    elif output == "plain":
        _plain_result(found)
    else:
        _rich_result(found)
    return None


def remarks(found: SearchResult) -> None:
    """Write the notices and suggestions of a result to stderr."""
    if not found.total:
        streams.note(_("Nothing found."))
    for notice in found.notices:
        streams.note(notice)
    if found.suggestions:
        streams.note(_("Did you mean: {words}").format(words=", ".join(found.suggestions)))


def _plain_result(found: SearchResult) -> None:
    if found.total:
        streams.out_lines(plain.result_lines(found))
    for hit in found.hits:
        if hit.explanation is not None:
            streams.out("")
            streams.out_lines(plain.explanation_lines(hit))


def _rich_result(found: SearchResult) -> None:
    if not found.total:
        return
    from searchkit.render import screen

    console = streams.screen()
    console.print(screen.result_view(found, console.width))
    for hit in found.hits:
        if hit.explanation is not None:
            console.print(screen.explanation_view(hit))


def rows(pairs: Sequence[tuple[str, str]], output: str, title: str = "") -> None:
    """Write labelled values, as a table on the screen or as `label: value` lines."""
    if output == "plain":
        return streams.out_lines(f"{label}: {value}" for label, value in pairs)
    from searchkit.render import screen

    return streams.screen().print(screen.rows_view(pairs, title))


def values(field: str, found: Sequence[FacetValue], output: str) -> None:
    """Write the values of a field with their counts."""
    if output == "json":
        json_line(records.values_record(field, found))
    elif output == "csv":
        sys.stdout.write(records.csv_table([{"value": one.value, "count": one.count} for one in found]))
    elif output == "plain":
        streams.out_lines(plain.value_lines(found))
    elif found:
        from searchkit.render import screen

        streams.screen().print(screen.values_view(field, found))
