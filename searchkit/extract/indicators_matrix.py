"""Tables of one unit's figures over the years: a row an indicator or a year, a column what is told of it.

    Chỉ số 2020 2021 2022        Năm PAR INDEX SIPAS        Năm Điểm Xếp hạng
    PAR INDEX 28 36 40           2021 86,57 84,1            2021 86,57 34
    SIPAS 39 23 27               2022 87,02 85,3            2022 87,02 31

The unit is the province that the article is about; whole numbers count only where places are announced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from searchkit.extract.indicators_context import Context
from searchkit.extract.indicators_data import compiled, schemes, worded
from searchkit.extract.indicators_figures import Figure
from searchkit.extract.indicators_names import OTHER, find_names
from searchkit.extract.indicators_records import Collector
from searchkit.extract.indicators_sentences import Sentence
from searchkit.extract.indicators_units import Unit, UnitFinder
from searchkit.records import Record

T = TypeVar("T")
_LONGEST = 140
_MOST_LINES = 2000
_CAPTION = 400
"""Characters above a table in which it may be said that its numbers are places."""
_YEAR = re.compile(r"(?<![\d.,/])20[0-3]\d(?![\d.,/])")
_NUMBER = re.compile(r"(?<![\w.,/])(?:\d{1,3}[.,]\d{1,4}|\d{1,2}(?:/\d{2})?)(?![\w.,/])")
_PLAIN = re.compile(r"[\s|+*•:;()%–—-]*")
_FILL = worded("matrix_fill")
_PLACES = compiled(r"(?<!\w)(?:thứ hạng|xếp hạng|vị trí|hạng|thứ bậc|vị thứ)(?!\w)")
_KINDS = worded("matrix_kinds")


class Column(Record):
    """What the cells of a column are: an indicator's, a year's, scores or ranks, as far as its head tells."""

    indicator: str | None = None
    year: int | None = None
    kind: str | None = None


class Row(Record):
    """A row: its place, the indicator or year that it is of, and its cells."""

    start: int
    end: int
    indicator: str | None
    year: int | None
    cells: tuple[str, ...]


class Matrix(Record):
    """A table: where it begins and ends, its columns and rows, whether it tells places."""

    start: int
    end: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    places: bool


class Matrices:
    """Finds the matrices of a text and hands over their figures."""

    def __init__(self, text: str, low: str, finder: UnitFinder) -> None:
        self.text, self.low, self.finder = text, low, finder
        self._found = {row.start: (row, matrix) for matrix in self._find() for row in matrix.rows}

    def take(self, sentence: Sentence, context: Context, collector: Collector) -> bool:
        """Take the figures of a row; return whether the sentence stands in one."""
        found = self._found.get(self.low.rfind("\n", 0, sentence.start) + 1)
        if found is None:
            return False
        row, matrix = found
        unit = self._unit(matrix, context)
        if unit:
            self._take_row(row, matrix, unit, context, collector)
        return True

    def _unit(self, matrix: Matrix, context: Context) -> Unit | None:
        """Return the article's province, unless the table is said to be of an office or a district."""
        above = max(0, matrix.start - _CAPTION)
        caption = self.low.rfind("\n", above, max(0, matrix.start - 1)) + 1
        if context.province is None or any(
            not unit.aside and unit.kind in ("department", "district")
            for unit in self.finder.named_within(max(above, caption), matrix.start)
            if self.low.startswith("của ", max(0, unit.start - 4))
        ):
            return None
        return Unit(matrix.start, matrix.start, "province", context.province)

    def _take_row(self, row: Row, matrix: Matrix, unit: Unit, context: Context, collector: Collector) -> None:
        evidence = (self.text[row.start : row.end].strip(), row.start, row.end)
        names, years = context.settled()
        for column, cell in zip(matrix.columns, row.cells, strict=True):
            indicator = row.indicator or column.indicator or _only(names)
            year = row.year or column.year or _only(years)
            decimal = "," in cell or "." in cell
            kind = column.kind or ("score" if decimal else "rank")
            places = matrix.places or column.kind == "rank" or "/" in cell
            if not indicator or not year or (kind == "rank" and (decimal or not places)):
                continue
            value, _slash, of = cell.replace(",", ".").partition("/")
            figure = Figure(kind, row.start, row.end, (float(value),), of=int(of) if of else None)
            collector.add(figure, unit, indicator, year, evidence, 0.9)

    # ------------------------------------------------------------ finding

    def _find(self) -> Iterator[Matrix]:
        columns: tuple[Column, ...] = ()
        rows: list[Row] = []
        start = at = 0
        for line in self.low.split("\n", _MOST_LINES)[:_MOST_LINES]:
            end = at + len(line)
            row = self._row(at, end, columns) if columns and len(line) <= _LONGEST else None
            if row:
                rows.append(row)
            elif not _PLAIN.fullmatch(line):
                if rows:
                    yield self._made(start, columns, rows)
                columns = self._columns(at, end) if len(line) <= _LONGEST else ()
                rows, start = [], at
            at = end + 1
        if rows:
            yield self._made(start, columns, rows)

    def _made(self, start: int, columns: tuple[Column, ...], rows: list[Row]) -> Matrix:
        places = _PLACES.search(self.low, max(0, start - _CAPTION), rows[0].start) is not None
        return Matrix(start, rows[-1].end, columns, tuple(rows), places)

    def _columns(self, start: int, end: int) -> tuple[Column, ...]:
        """Return the columns of a heading row: of years, of indicators, or of score and rank."""
        line = self.low[start:end]
        years = [int(year) for year in _YEAR.findall(line)]
        if len(set(years)) == len(years) > 1 and _is_filling(_YEAR.sub("", line)):
            return tuple(Column(year=year) for year in years)
        names = [name for name in find_names(self.low, start, end) if name.indicator != OTHER]
        for name in reversed(names):
            line = line[: name.start - start] + line[name.end - start :]
        if years or not _is_filling(line):
            return ()
        indicators = list(dict.fromkeys(name.indicator for name in names))
        if len(indicators) == len(names) > 1:
            return tuple(Column(indicator=indicator) for indicator in indicators)
        kinds = [match.lastgroup for match in _KINDS.finditer(line)]
        if len(indicators) > 1 or sorted(map(str, kinds)) not in (["rank"], ["rank", "score"], ["score"]):
            return ()
        return tuple(Column(indicator=_only(indicators), kind=kind) for kind in kinds)

    def _row(self, start: int, end: int, columns: tuple[Column, ...]) -> Row | None:
        label: tuple[str | None, int | None, int] | None = None
        if columns[0].year is None:
            label = self._year_label(start, end)
        if label is None and columns[0].indicator is None:
            label = self._name_label(start, end)
        if label is None:
            return None
        indicator, year, at = label
        rest = self.low[at:end]
        cells = tuple(_NUMBER.findall(rest))
        if len(cells) != len(columns) or not _is_filling(_NUMBER.sub("", rest)):
            return None
        return Row(start, end, indicator, year, cells)

    def _year_label(self, start: int, end: int) -> tuple[None, int, int] | None:
        year = _YEAR.search(self.low, start, end)
        if year is None or not _is_filling(self.low[start : year.start()]):
            return None
        return None, int(year[0]), year.end()

    def _name_label(self, start: int, end: int) -> tuple[str, None, int] | None:
        names = find_names(self.low, start, end)
        if len(names) != 1 or names[0].indicator not in schemes():
            return None
        left = _NUMBERING.sub("", self.low[start : names[0].start])
        return (names[0].indicator, None, names[0].end) if _is_filling(left) else None


_NUMBERING = re.compile(r"^\s*\d{1,2}[.)]?(?=\s)")


def _only(items: Sequence[T]) -> T | None:
    return items[0] if len(items) == 1 else None


def _is_filling(text: str) -> bool:
    """Say whether nothing but lines, brackets and words like `năm` and `hạng` stands in `text`."""
    return _PLAIN.fullmatch(_FILL.sub("", text)) is not None
