"""Tables of one unit's figures over the years: a row an indicator and a column a year, or the other way round.

    Chỉ số 2020 2021 2022        Năm PAR INDEX SIPAS
    PAR INDEX 28 36 40           2021 86,57 84,1
    SIPAS 39 23 27               2022 87,02 85,3

The unit is the province that the article is about; whole numbers count only where places are announced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from searchkit.extract.indicators_context import Context
from searchkit.extract.indicators_data import compiled, schemes
from searchkit.extract.indicators_figures import Figure
from searchkit.extract.indicators_names import OTHER, find_names
from searchkit.extract.indicators_records import Collector
from searchkit.extract.indicators_sentences import Sentence
from searchkit.extract.indicators_units import Unit, UnitFinder
from searchkit.records import Record

_LONGEST = 140
_MOST_LINES = 2000
_CAPTION = 400
"""Characters above a table in which it may be said that its numbers are places."""
_YEAR = re.compile(r"(?<![\d.,/])20[0-3]\d(?![\d.,/])")
_NUMBER = re.compile(r"(?<![\w.,/])(?:\d{1,3}[.,]\d{1,4}|\d{1,2}(?:/\d{2})?)(?![\w.,/])")
_PLAIN = re.compile(r"[\s|+*•:;()%–—-]*")
_FILL = compiled(r"(?<!\w)(?:năm|chỉ số|điểm|hạng|thứ hạng|xếp hạng|vị trí|stt|tên|kết quả|nội dung|thứ)(?!\w)")
_PLACES = compiled(r"(?<!\w)(?:thứ hạng|xếp hạng|vị trí|hạng|thứ bậc|vị thứ)(?!\w)")


class Row(Record):
    """A row of a matrix: its place, what it is of (an indicator or a year), and its cells."""

    start: int
    end: int
    label: str | int
    cells: tuple[str, ...]


class Matrix(Record):
    """A table: where it begins and ends, what its columns are of, its rows, whether it tells places."""

    start: int
    end: int
    columns: tuple[str, ...] | tuple[int, ...]
    rows: tuple[Row, ...]
    places: bool


class Matrices:
    """Finds the matrices of a text and hands over their figures."""

    def __init__(self, text: str, low: str, finder: UnitFinder) -> None:
        self.text, self.low, self.finder = text, low, finder
        self._found = {row.start: matrix for matrix in self._find() for row in matrix.rows}

    def take(self, sentence: Sentence, context: Context, collector: Collector) -> bool:
        """Take the figures of a row; return whether the sentence stands in one."""
        line = self.low.rfind("\n", 0, sentence.start) + 1
        matrix = self._found.get(line)
        if matrix is None:
            return False
        unit = self._unit(matrix, context)
        row = next(row for row in matrix.rows if row.start == line)
        if unit:
            self._take_row(row, matrix, unit, collector)
        return True

    def _unit(self, matrix: Matrix, context: Context) -> Unit | None:
        """Return the article's province, unless the table is said to be of an office or a district."""
        above = max(0, matrix.start - _CAPTION)
        caption = self.low.rfind("\n", above, max(0, matrix.start - 1)) + 1
        if context.province is None or any(
            not unit.aside and unit.kind != "ministry"
            for unit in self.finder.named_within(max(above, caption), matrix.start)
            if self.low.startswith("của ", max(0, unit.start - 4))
        ):
            return None
        return Unit(matrix.start, matrix.start, "province", context.province)

    def _take_row(self, row: Row, matrix: Matrix, unit: Unit, collector: Collector) -> None:
        evidence = (self.text[row.start : row.end].strip(), row.start, row.end)
        for column, cell in zip(matrix.columns, row.cells, strict=True):
            indicator, year = (row.label, column) if isinstance(row.label, str) else (column, row.label)
            kind = "score" if "," in cell or "." in cell else "rank"
            if kind == "rank" and not matrix.places and "/" not in cell:
                continue
            value, _slash, of = cell.replace(",", ".").partition("/")
            figure = Figure(kind, row.start, row.end, (float(value),), of=int(of) if of else None)
            collector.add(figure, unit, str(indicator), int(year), evidence, 0.9)

    # ------------------------------------------------------------ finding

    def _find(self) -> Iterator[Matrix]:
        columns: tuple[str, ...] | tuple[int, ...] = ()
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

    def _made(self, start: int, columns: tuple[str, ...] | tuple[int, ...], rows: list[Row]) -> Matrix:
        places = _PLACES.search(self.low, max(0, start - _CAPTION), rows[0].start) is not None
        return Matrix(start, rows[-1].end, columns, tuple(rows), places)

    def _columns(self, start: int, end: int) -> tuple[str, ...] | tuple[int, ...]:
        """Return what the columns of a heading row are of: years alone, or indicators alone."""
        line = self.low[start:end]
        years = tuple(int(year) for year in _YEAR.findall(line))
        if len(set(years)) == len(years) > 1 and _is_filling(_YEAR.sub("", line)):
            return years
        names = [name for name in find_names(self.low, start, end) if name.indicator != OTHER]
        if len({name.indicator for name in names}) != len(names) or len(names) < 2:
            return ()
        rest = line
        for name in reversed(names):
            rest = rest[: name.start - start] + rest[name.end - start :]
        return tuple(name.indicator for name in names) if _is_filling(rest) else ()

    def _row(self, start: int, end: int, columns: tuple[str, ...] | tuple[int, ...]) -> Row | None:
        label, at = self._label(start, end, years=isinstance(columns[0], str))
        if label is None:
            return None
        rest = self.low[at:end]
        cells = tuple(_NUMBER.findall(rest))
        if len(cells) != len(columns) or not _is_filling(_NUMBER.sub("", rest)):
            return None
        return Row(start, end, label, cells)

    def _label(self, start: int, end: int, *, years: bool) -> tuple[str | int | None, int]:
        """Return what a row is of, an indicator or else a year, and where its cells begin."""
        if years:
            year = _YEAR.search(self.low, start, end)
            return (int(year[0]), year.end()) if year and _is_filling(self.low[start : year.start()]) else (None, 0)
        names = find_names(self.low, start, end)
        if len(names) != 1 or names[0].indicator not in schemes():
            return None, 0
        left = re.sub(r"^\s*\d{1,2}[.)]?(?=\s)", "", self.low[start : names[0].start])
        return (names[0].indicator, names[0].end) if _is_filling(left) else (None, 0)


def _is_filling(text: str) -> bool:
    """Say whether nothing but lines, brackets and words like `năm` and `hạng` stands in `text`."""
    return _PLAIN.fullmatch(_FILL.sub("", text)) is not None
