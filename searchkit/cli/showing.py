"""Results to the streams in the form that was asked for. Each form is imported only where it is used."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from searchkit.cli import streams
from searchkit.i18n import _
from searchkit.models import FacetValue, SearchResult


def chosen(output: str | None) -> str:
    """Return the form of the output: as asked, else for people on a terminal and for programs elsewhere."""
    return output or ("rich" if streams.is_terminal(sys.stdout) else "plain")


def json_line(record: Any) -> None:
    """Write one record as one line of JSON."""
    from searchkit.render.records import to_json

    streams.out(to_json(record, ascii_only=streams.json_is_ascii()))


def result(found: SearchResult, output: str) -> None:
    """Write a search result; notices and suggestions go to stderr where the form has no place for them."""
    if output != "json":
        remarks(found)
    {"plain": _plain_result, "rich": _rich_result}.get(output, _data_result)(found, output)


def remarks(found: SearchResult) -> None:
    """Write the notices and suggestions of a result to stderr."""
    if not found.total:
        streams.note(_("Nothing found."))
    for place, notice in enumerate(found.notices):
        streams.note(notice)
        if found.read_as is not None and not place:  # the first notice says how the query was read
            streams.note(_("--literal searches for the words as typed"))
    if found.suggestions:
        streams.note(_("Did you mean: {words}").format(words=", ".join(found.suggestions)))


def _data_result(found: SearchResult, output: str) -> None:
    from searchkit.render import records

    if output == "json":
        json_line(records.result_record(found))
    elif output == "jsonl":
        for hit in found.hits:
            json_line(records.hit_record(hit))
    else:
        sys.stdout.write(records.csv_text(found))


def _plain_result(found: SearchResult, _output: str) -> None:
    from searchkit.render import plain

    if found.total:
        streams.out_lines(plain.result_lines(found))
    explained = [hit for hit in found.hits if hit.explanation is not None]
    if explained:
        from searchkit.render.explaintext import explanation_lines

        for hit in explained:
            streams.out("")
            streams.out_lines(explanation_lines(hit, found.query.sort))


def _rich_result(found: SearchResult, _output: str) -> None:
    if not found.total:
        return
    from searchkit.render import screen

    console = streams.screen()
    console.print(screen.result_view(found, console.width))
    explained = [hit for hit in found.hits if hit.explanation is not None]
    if explained:
        from searchkit.render.explainscreen import explanation_view

        for hit in explained:
            console.print(explanation_view(hit, console.width, found.query.sort))


def rows(pairs: Sequence[tuple[str, str]], output: str) -> None:
    """Write labelled values, as a table on the screen or as `label: value` lines."""
    if output == "plain":
        streams.out_lines(f"{label}: {value}" for label, value in pairs)
        return
    from searchkit.render import screen

    streams.screen().print(screen.rows_view(pairs))


def values(field: str, found: Sequence[FacetValue], output: str) -> None:
    """Write the values of a field with their counts; that there are none is said to people."""
    if not found and output in ("rich", "plain"):
        streams.note(_("Nothing found."))
    elif output == "rich":
        from searchkit.render import screen

        streams.screen().print(screen.values_view(field, found))
    elif output == "plain":
        from searchkit.render import plain

        streams.out_lines(plain.value_lines(found))
    else:
        _data_values(field, found, output)


def _data_values(field: str, found: Sequence[FacetValue], output: str) -> None:
    from searchkit.render import records

    if output == "json":
        json_line(records.values_record(field, found))
    else:
        sys.stdout.write(records.csv_table([{"value": one.value, "count": one.count} for one in found]))
