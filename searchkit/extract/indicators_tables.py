"""Small tables: lines of a unit and its numbers (`1. Quảng Ninh 91,04`, `| 1 | Quảng Ninh | 91,04 |`).

A line is a row where nothing but numbers and a few words (`điểm`, `hạng`) stands beside one unit, and the
line before or after it is one too. What the columns hold is read off the heading row, else off the numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from searchkit.extract import gazetteer
from searchkit.extract.indicators_context import Context
from searchkit.extract.indicators_data import compiled, worded
from searchkit.extract.indicators_figures import Figure
from searchkit.extract.indicators_names import OTHER, find_names
from searchkit.extract.indicators_records import Collector
from searchkit.extract.indicators_sentences import Sentence
from searchkit.extract.indicators_units import UNKNOWN, Unit, UnitFinder

_LONGEST = 140
_MOST_LINES = 2000
"""Lines of one text that are looked at: more is no article."""
_WORDS = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 12
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,4}(?:[.,]\d{1,4})?(?:/\d{1,3})?(?![\w])")
_ROW = re.compile(r"[\s|+*•.,;:%()–—-]*")
_WORD = worded("tables_word")
_INDEX = re.compile(r"[\s|*•+-]*(\d{1,3})[.)]?[\s|.:;–-]*(?:tỉnh |thành phố |tp\.? ?|ubnd )*$")
_RANK_HEADING = compiled(r"(?<!\w)(?:xếp hạng|hạng|vị trí|thứ hạng|xếp thứ|vị thứ|thứ bậc)(?!\w)")
_RANKING = compiled(r"(?<!\w)(?:xếp hạng|thứ hạng|dẫn đầu|đứng đầu|thứ tự|(?:top|tốp) \d)")
_ABOVE = 160
"""Characters above a numbered list of names in which it may be called a ranking."""
_RANK_WORD = compiled(r"(?:hạng|thứ|xếp|vị trí)(?: thứ| hạng| số)? ?:? ?$")
_NAME = re.compile(r"[^\W\d_][^\d|:;,()\n]*[^\W\d_]")
_YEAR = re.compile(r"(?<!\d)20[0-3]\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its line, unit, leading number, and numbers after the unit, each with whether it is a rank."""

    start: int
    end: int
    unit: Unit
    index: int | None
    numbers: tuple[tuple[str, bool], ...]


@dataclass(slots=True)
class Block:
    """Rows that follow each other and the heading row above them."""

    rows: list[Row] = field(default_factory=list)
    heading: tuple[int, int] = (0, 0)


class Tables:
    """Finds the rows of tables among the lines of a text; `title` is its searchable headline."""

    def __init__(self, finder: UnitFinder, title: str) -> None:
        self.text, self.low, self.finder, self.title = finder.text, finder.low, finder, title
        self._blocks = self._find()

    def take(self, sentence: Sentence, context: Context, collector: Collector) -> bool:
        """Take the figures of a row; return whether the sentence stands in one."""
        line = self.low.rfind("\n", 0, sentence.start) + 1
        block = self._blocks.get(line)
        if block is None:
            return False
        if block.rows[0].start == line and context.is_near():
            self._read(block, context, collector)
            context.silence = 0
        return True

    # ------------------------------------------------------------ finding rows

    def _find(self) -> dict[int, Block]:
        """Return the block of each line that is a row, by the line's start."""
        blocks: dict[int, Block] = {}
        at, current, last = 0, Block(), (0, 0)
        for line in self.low.split("\n", _MOST_LINES)[:_MOST_LINES]:
            end = at + len(line)
            row = self._row(at, end) if _may_be_row(line) else None
            if row:
                if not current.rows:
                    current.heading = last
                current.rows.append(row)
            elif line.strip() and not _ROW.fullmatch(line):
                self._close(current, blocks)
                current, last = Block(), (at, end)
            at = end + 1
        self._close(current, blocks)
        return blocks

    def _close(self, block: Block, blocks: dict[int, Block]) -> None:
        rows = block.rows
        if len(rows) > 1 and (all(row.numbers for row in rows) or self._is_named_ranking(rows)):
            blocks.update((row.start, block) for row in rows)

    def _is_named_ranking(self, rows: list[Row]) -> bool:
        """Say whether names alone, numbered from 1, follow what is called a ranking."""
        above = self.low[max(0, rows[0].start - _ABOVE) : rows[0].start]
        above = above if above.strip() else self.title
        counted = all(row.index == place and not row.numbers for place, row in enumerate(rows, 1))
        return counted and len(rows) > 2 and _RANKING.search(above) is not None

    def _row(self, start: int, end: int) -> Row | None:
        units = [unit for unit in self.finder.within(start, end) if not unit.bare and unit.kind != UNKNOWN]
        unit = units[0] if units else self._alone(start, end)
        if unit is None or len(units) > 1 or find_names(self.low, start, end):
            return None
        left, right = self.low[start : unit.start], self.low[unit.end : end]
        index = _INDEX.fullmatch(left)
        if not index and not _ROW.fullmatch(left):
            return None
        if not _ROW.fullmatch(_NUMBER.sub("", _WORD.sub("", right))):
            return None
        numbers = tuple(
            (m[0], _RANK_WORD.search(right, 0, m.start()) is not None) for m in _NUMBER.finditer(right)
        )
        place = int(index[1]) if index else None
        return Row(start, end, unit, place, numbers) if numbers or place else None

    def _alone(self, start: int, end: int) -> Unit | None:
        """Return the province whose name is all that a line holds besides numbers (a line's name alone may
        elsewhere be an author's)."""
        name = _NAME.search(self.text, start, end)
        known = gazetteer.candidates(name[0]) if name else ()
        return Unit(name.start(), name.end(), "province", known[0]) if name and known else None

    # ------------------------------------------------------------ reading a block

    def _read(self, block: Block, context: Context, collector: Collector) -> None:
        names, years = context.settled()
        start, end = block.heading
        heading = [n.indicator for n in find_names(self.low, start, end) if n.indicator != OTHER]
        columns = tuple(int(year) for year in _YEAR.findall(self.low, start, end))
        ranked = _RANK_HEADING.search(self.low, start, end) is not None
        width = {len(_decimals(row)) for row in block.rows}
        if len(columns) > 1 and width == {len(columns)} and len(names) == 1:
            keys = [(names[0], year) for year in columns]
        elif len(heading) > 1 and width == {len(heading)} and len(years) == 1:
            keys = [(name, years[0]) for name in heading]
        elif len(names) == 1 and len(years) == 1:
            keys = [(names[0], years[0])]
        else:
            return
        ordered = not any(row.numbers for row in block.rows) or _is_ordered(block.rows)
        ordered = ordered and (len(keys) == 1 or self._counts_places(block))
        for row in block.rows:
            self._take_row(row, keys, collector, ranked, ordered)

    def _counts_places(self, block: Block) -> bool:
        """Say whether the heading row calls the leading numbers places: they are of the first column then."""
        heading = self.low[slice(*block.heading)].lstrip(" |*\t")
        return _RANK_HEADING.match(heading) is not None

    def _take_row(
        self, row: Row, keys: list[tuple[str, int]], collector: Collector, ranked: bool, ordered: bool
    ) -> None:
        evidence = (self.text[row.start : row.end].strip(), row.start, row.end)
        scores = _decimals(row)
        rank = _rank(row, ranked, ordered) if len(keys) == 1 or ordered else None
        for (indicator, year), score in zip(keys, scores, strict=False):
            figure = Figure("score", row.start, row.end, (score,))
            collector.add(figure, row.unit, indicator, year, evidence, 0.9)
        if rank:
            collector.add(
                Figure("rank", row.start, row.end, (float(rank),)), row.unit, *keys[0], evidence, 0.9
            )


def _may_be_row(line: str) -> bool:
    return (
        len(line) <= _LONGEST and _DIGIT.search(line) is not None and len(_WORDS.findall(line)) <= _MOST_WORDS
    )


def _decimals(row: Row) -> list[float]:
    found = [
        float(n.replace(",", ".")) for n, is_rank in row.numbers if not is_rank and ("," in n or "." in n)
    ]
    if found:
        return found
    whole = [n for n, is_rank in row.numbers if not is_rank and n.isdigit() and int(n) > 64]
    return [float(n) for n in whole[:1]]


def _rank(row: Row, ranked: bool, ordered: bool) -> int | None:
    """Return the rank that a row gives: called so, in such a column, or its number in an ordered table."""
    named = [n.split("/")[0] for n, is_rank in row.numbers if is_rank]
    plain = [n for n, is_rank in row.numbers if not is_rank and n.isdigit() and int(n) <= 64]
    if named:
        return int(named[0]) if named[0].isdigit() else None
    if ranked and len(plain) == 1 and _decimals(row):
        return int(plain[0])
    return row.index if row.index and not plain and (ordered or ranked) else None


def _is_ordered(rows: list[Row]) -> bool:
    """Say whether the rows are numbered and their scores fall: the numbers are then ranks.

    They are numbered one by one, or from 1 on with some left out (`1. … 2. … 3. … 17. …`).
    """
    if any(row.index is None or not _decimals(row) for row in rows):
        return False
    steps = [(b.index or 0) - (a.index or 0) for a, b in zip(rows, rows[1:], strict=False)]
    numbered = set(steps) == {1} or (rows[0].index == 1 and min(steps) >= 1)
    scores = [_decimals(row)[0] for row in rows]
    return numbered and all(a >= b for a, b in zip(scores, scores[1:], strict=False))
