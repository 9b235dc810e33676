"""What sentences leave unsaid: the indicator, year and unit that those before, or the headline, name."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from searchkit.extract.indicators_bind import bind, parse
from searchkit.extract.indicators_bind_years import compared_years
from searchkit.extract.indicators_data import compiled, schemes, worded
from searchkit.extract.indicators_figures import Figure
from searchkit.extract.indicators_lists import listed_units, other_measure, pair_lists, units_holding
from searchkit.extract.indicators_names import OTHER
from searchkit.extract.indicators_parsed import Binding, Parsed
from searchkit.extract.indicators_records import Collector
from searchkit.extract.indicators_sentences import Sentence
from searchkit.extract.indicators_units import UNKNOWN, Unit, UnitFinder
from searchkit.extract.indicators_years import Year

_CARRIED = 4
"""How many sentences after the one that names it an indicator is still meant."""
_CENTRAL = frozenset({"Hà Nội", "TP. Hồ Chí Minh", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế"})
_DISTRICT_KINDS = ("huyện", "quận", "thị xã", "thành phố")
_OFFICES = frozenset({"ministry", "department"})
_HEADING = 90
"""Characters of a line that heads what follows: one that names a component makes it the topic."""
_UNSAID = 0.1
"""What each part that the sentence itself leaves out takes from a record's confidence."""


_THIS_TIME = compiled(r"(?<!\w)(?:năm nay|lần này|kỳ này)(?!\w)")
# After a sentence about a component: `ở chỉ số này khi nhảy vọt 17 bậc`.
_THAT_ONE = compiled(r"(?<!\w)(?:chỉ số|lĩnh vực|nội dung|trụ cột|hạng mục|tiêu chí) (?:này|đó)(?!\w)")
_AFTER_UNIT = compiled(r" ?(?:lần lượt )?(?:là|:)(?: lần lượt| tỉnh| thành phố| các tỉnh)* ?:? ?")
_NEXT_GAP = compiled(
    r"(?: ?(?:là|các|lần lượt|tỉnh|thành phố|đơn vị|địa phương|hai|ba|bộ|sở|huyện|:|,)(?!\w))* ?[\"“]?"
)


# `Sơn La thấp hơn mức trung bình, chỉ đạt 78,66%`
_TO_SCORE = worded("context_to_score")
_AFTER_SCORE = compiled(r" ?(?:[,;.()]|và |tăng |giảm |cao |thấp |xếp |đứng |$)")


_BEFORE_THAT = compiled(r"(?:trước đó|trước đây|trước kia)(?!\w)")
_SCORE_WORDS = compiled(r"(?<!\w)(?:điểm số|số điểm|tổng điểm)(?!\w)")


class Context:
    """What is known where a sentence begins; `silence` counts sentences since an indicator was the topic."""

    def __init__(self, province: str | None, published: dt.date | None, only: str | None) -> None:
        self.province = province
        self.silence = 99
        self._published = published
        self.home, self._only = province or only, only
        self._title: Parsed | None = None
        self._title_line = ("", 0, 0)
        self._title_names: tuple[str, ...] = ()
        self._title_years: tuple[int, ...] = ()
        self._names: tuple[str, ...] = ()
        self._listed: tuple[str, ...] = ()
        self._listed_years: tuple[int, ...] = ()
        self._years: tuple[int, ...] = ()
        self._years_of: dict[str, set[int]] = {}
        self._year_line = -9
        self._line = -1
        self._unit: Unit | None = None
        self._districts: dict[str, Unit | None] = {}
        self._office: Unit | None = None
        self._told: Unit | None = None
        self._off_topic = self._component = False
        self._last_rank: float | None = None
        self._doubt = 0.0

    def read_title(self, title: str, low: str, finder: UnitFinder, collector: Collector) -> None:
        """Take up what the headline names, and its own figures."""
        parsed = parse(low, 0, len(low), finder)
        self._title, self._title_line = parsed, (title.strip(), 0, 0)
        self._settle(parsed, self._title_line, collector)
        self._remember(parsed, -1)
        self._title_names, self._title_years = self._names, self._years
        self._unit, self._last_rank = None, None
        self.silence = 0 if self._names else 99

    def reread_title(self, collector: Collector) -> None:
        """Take the headline's figures once more, now that the body has told of which year they are."""
        if self._title is None or self._title_years or not self._title.figures:
            return
        years = {collector.latest(name) for name in self._title_names}
        if len(years) == 1 and (year := years.pop()):
            self._names, self._title_years = self._title_names, (year,)
            self._years, self._years_of, self._unit, self.silence = (), {}, None, 0
            self._doubt = 0.5
            self._settle(self._title, self._title_line, collector)

    def glance(self, low: str, sentence: Sentence, finder: UnitFinder) -> None:
        """Remember what a sentence names that has no indicator: it may lead in what follows."""
        self._remember(parse(low, sentence.start, sentence.end, finder), sentence.line)

    def read(self, text: str, low: str, sentence: Sentence, finder: UnitFinder, collector: Collector) -> None:
        """Take the figures out of a sentence and remember what it names."""
        parsed = parse(low, sentence.start, sentence.end, finder)
        self._line = sentence.line
        if self.silence <= _CARRIED:
            parsed.listed, parsed.listed_years = self._listed, self._listed_years
        evidence = (text[sentence.start : sentence.end], sentence.start, sentence.end)
        got = self._settle(parsed, evidence, collector) if parsed.figures else False
        self._remember(parsed, sentence.line)
        if got or any(name.indicator != OTHER for name in parsed.names):
            self.silence = 0
        else:
            self.silence += 1

    # ------------------------------------------------------------ figures of one sentence

    def _settle(self, parsed: Parsed, evidence: tuple[str, int, int], collector: Collector) -> bool:
        got = False
        paired, done = pair_lists(parsed)
        for one in paired:
            got |= self._add(parsed, one.figure, one.binding, evidence, collector)
        for figure in parsed.figures:
            if figure.role == "last":
                self._last_rank = None  # what is told next stands above it
            if figure in done or figure.role == "last":
                continue
            if figure.role in ("next", "range", "counted"):
                got |= self._follow(parsed, figure, evidence, collector)
                continue
            one_value = replace(figure, values=figure.values[:1])
            got |= self._add(parsed, one_value, bind(parsed, figure), evidence, collector)
        return got

    def _follow(
        self, parsed: Parsed, figure: Figure, evidence: tuple[str, int, int], collector: Collector
    ) -> bool:
        """Give the units after `tiếp theo là` the places after the last one told."""
        if figure.role != "next" or self._last_rank is None:
            return False
        later = [unit for unit in parsed.units if unit.start >= figure.end and not unit.bare]
        if len(later) > 1 and _AFTER_UNIT.fullmatch(parsed.gap(later[0].end, later[1].start)):
            later = later[1:]  # `xếp sau Hải Phòng là Quảng Ninh`
        units = units_holding(parsed, figure)
        if not units:
            units = [unit for unit in listed_units(parsed, later) if not _has_place(parsed, unit)]
            begin = max(
                (u.end for u in parsed.units if units and figure.end <= u.start < units[0].start),
                default=figure.end,
            )
            if not units or not _NEXT_GAP.fullmatch(parsed.gap(begin, units[0].start)):
                return False
        if any(unit.kind == UNKNOWN for unit in units):
            return False
        base = bind(parsed, replace(figure, role="last"))
        if base.dead and (parsed.label or other_measure(parsed, figure)):
            return False
        got = False
        for place, unit in enumerate(units, int(self._last_rank) + 1):
            rank = replace(figure, values=(float(place),), role="")
            bound = Binding((unit,), base.indicators, base.years, False)
            got |= self._add(parsed, rank, bound, evidence, collector)
        return got

    def _add(
        self,
        parsed: Parsed,
        figure: Figure,
        bound: Binding,
        evidence: tuple[str, int, int],
        collector: Collector,
    ) -> bool:
        if bound.dead or not figure.values or bound.years == (-1,):
            return False
        indicators = bound.indicators or self._carried_indicator(parsed, figure)
        units = self._units(parsed, figure, bound, indicators)
        got = False
        for indicator in indicators:
            local = bool(units) and all(unit.kind in ("department", "district") for unit in units)
            years = self._years_for(parsed, figure, bound, "DDCI" if local else indicator)
            if len(years) > 1 and figure.kind != "rank":
                continue
            left_out = (not bound.indicators) + (not bound.years) + (not bound.units)
            left_out += 2 * (len(years) > 1)
            for unit in units:
                for year in years:
                    sure = 1 - _UNSAID * left_out - self._doubt
                    got |= collector.add(figure, unit, indicator, year, evidence, sure)
        if got:
            self._unit = units[-1]
            if figure.kind == "rank":
                self._last_rank = figure.values[0]
        return got

    def settled(self) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """Return the indicators and years that a table's rows are of, as far as the text above names them."""
        years = self._years or self._title_years
        return (self._names, tuple(year for year in years if self._is_past(year, "DDCI")))

    def is_near(self, parsed: Parsed | None = None) -> bool:
        """Say whether an indicator is still the topic: longer for a place of the whole ranking, where the
        headline names no other."""
        if parsed is None or self.silence <= _CARRIED:
            return self.silence <= _CARRIED
        whole = any((figure.of or 0) > 60 for figure in parsed.figures)
        return (
            whole
            and not self._off_topic
            and self._carries_far()
            and self.silence <= 2 * _CARRIED
            and not parsed.names
        )

    def _carries_far(self) -> bool:
        return len(self._title_names) == 1 and self._names == self._title_names

    # ------------------------------------------------------------ what is left unsaid

    _OWN_WORDS = re.compile(r"điểm|\d *% *\)")

    def _carried_indicator(self, parsed: Parsed, figure: Figure) -> tuple[str, ...]:
        """Return the indicator that a sentence without its name still tells of, or nothing."""
        named = {name.indicator for name in parsed.names if name.indicator != OTHER}
        if any(name.indicator != OTHER and name.end <= figure.start for name in parsed.names):
            return ()
        if len(named) == 1 and (self.silence > _CARRIED or not self._names):
            return tuple(named)
        if not self.is_near(parsed) or not self._is_ranking(parsed, figure):
            return ()
        if self._component:
            return ()
        if self._off_topic and _THAT_ONE.search(parsed.low, parsed.start, figure.end):
            return ()
        names = self._names
        if len(names) > 1:
            names = tuple(name for name in names if name in self._title_names)
        return names if len(names) == 1 else ()

    def _is_ranking(self, parsed: Parsed, figure: Figure) -> bool:
        """Say whether the sentence tells of a ranking, so that a number in it may be a score."""
        if any(f.kind != "score" for f in parsed.figures) or self._is_listed(parsed, figure):
            return True
        if any(unit.kind == "nation" and not unit.aside for unit in parsed.units):
            return True
        if _SCORE_WORDS.search(parsed.low, parsed.start, figure.start):
            return True
        return self._OWN_WORDS.search(parsed.low, figure.start, min(parsed.end, figure.end + 2)) is not None

    def _is_listed(self, parsed: Parsed, figure: Figure) -> bool:
        """Say whether a unit and its score stand together right after facts were told: `Bộ Y tế: 79,03%`."""
        if self.silence or not _AFTER_SCORE.match(parsed.low, figure.end, parsed.end):
            return False
        return any(
            not unit.bare and not unit.aside and _TO_SCORE.fullmatch(parsed.low, unit.end, figure.start)
            for unit in parsed.units
        )

    def _years_for(self, parsed: Parsed, figure: Figure, bound: Binding, indicator: str) -> tuple[int, ...]:
        if bound.years:
            return bound.years
        known = self._carried_years(parsed, indicator)
        if bound.previous:
            return (known[0] - 1,) if len(known) == 1 else ()
        return known if len(known) == 1 else ()

    def _carried_years(self, parsed: Parsed, indicator: str) -> tuple[int, ...]:
        """Return the year of figures without one: of the sentences before, the headline, or by `so với`."""
        candidates = [self._title_years] if _THIS_TIME.search(parsed.low, parsed.start, parsed.end) else []
        if self._line - self._year_line <= 1 or (
            self.silence <= _CARRIED and self._line - self._year_line <= 6
        ):
            candidates.append(self._years)
        candidates.append(tuple(self._years_of.get(indicator, ())))
        candidates.append(self._title_years)
        if compared := compared_years(parsed):
            candidates.append(self._year_after(compared[0]))
        for years in candidates:
            if len(years) == 1 and self._is_past(years[0], indicator):
                return years
        return _only_year(parsed)

    def _year_after(self, compared: int) -> tuple[int, ...]:
        """Return the year after the one compared with, where the day of publication bears it out."""
        year = compared + 1
        day = self._published
        return (year,) if day and day.year - year in (0, 1) else ()

    def _is_past(self, year: int, indicator: str) -> bool:
        """Say whether the index of `year` can be known yet: a year carried on is often that of the news."""
        if self._published is None:
            return True
        return year < self._published.year or (
            year == self._published.year and not schemes()[indicator].annual
        )

    def _units(
        self, parsed: Parsed, figure: Figure, bound: Binding, indicators: tuple[str, ...]
    ) -> tuple[Unit, ...]:
        if not bound.units:
            unit = self._implied_unit(parsed, figure, indicators)
            return (unit,) if unit else ()
        known = [self._named(unit, parsed) if unit.bare else unit for unit in bound.units]
        return tuple(unit for unit in known if unit and not _parentless(unit))

    def _named(self, unit: Unit, parsed: Parsed) -> Unit | None:
        """Return the unit that `tỉnh`, `địa phương này`, `huyện` … stands for, or None."""
        if unit.kind == "this":
            return self._unit or self._office or self._districts.get("")
        if unit.kind == "office":
            named = [u for u in parsed.units if u.kind in _OFFICES and not u.aside and u.end <= unit.start]
            if named:
                return named[-1]
            return self._unit if self._unit and self._unit.kind in _OFFICES else self._office
        if unit.kind == "city" and (city := self._antecedent(unit, parsed)) and city.name in _CENTRAL:
            return city
        if unit.kind == "district" or (unit.kind == "city" and self.home not in _CENTRAL):
            return self._this_district(unit, parsed)
        told = self._told if not self.silence and parsed.low.startswith("địa phương", unit.start) else None
        if told is not None and not any(u.kind == "province" and not u.bare for u in parsed.units):
            return told
        return self._home_unit(unit) or self._antecedent(unit, parsed)

    def _this_district(self, unit: Unit, parsed: Parsed) -> Unit | None:
        """Return the district that `huyện`, `thị xã` … stands for: the last one told, of that kind if any."""
        word = parsed.low[unit.start : unit.end].removeprefix("của ").removeprefix("toàn ")
        named = [u for u in parsed.units if u.kind == "district" and not u.bare and u.end <= unit.start]
        same = [u for u in named if u.name.startswith(word)]
        if named:
            return (same or named)[-1]
        return self._districts.get(word) or self._districts.get("")

    def _antecedent(self, unit: Unit, parsed: Parsed) -> Unit | None:
        """Return the province that `tỉnh` stands for in an article about none: the last one told of."""
        named = [u for u in parsed.units if u.kind == "province" and not u.bare and u.end <= unit.start]
        if named:
            return named[-1] if not named[-1].aside else None
        return self._told if self._told is not None and self.silence <= 1 else None

    def _home_unit(self, at: Unit | None) -> Unit | None:
        if self.home is None:
            return None
        return Unit(at.start if at else 0, at.end if at else 0, "province", self.home)

    def _implied_unit(self, parsed: Parsed, figure: Figure, indicators: tuple[str, ...]) -> Unit | None:
        """Return the unit of a sentence that names none: the one before it, or the article's province."""
        if any(not unit.aside for unit in parsed.units if unit.end <= figure.start):
            return None
        last = self._unit
        if last is not None and last.kind == "province" and self.province not in (None, last.name):
            return (
                self._home_unit(None)
                if self.province and (figure.of or 0) > 60 and not self._names_only(parsed)
                else None
            )
        if last is not None and last.kind != "province" and self.silence <= 1 and (figure.of or 0) < 60:
            return last
        if self.province:
            return self._home_unit(None)
        if self._told and self._told.name == self._only and last in (None, self._told):
            return self._told  # the only province that the article names
        return last if self.silence <= 1 else None

    def _names_only(self, parsed: Parsed) -> bool:
        return not any(name.indicator != OTHER for name in parsed.names)

    # ------------------------------------------------------------ memory

    def _remember(self, parsed: Parsed, line: int) -> None:
        named = tuple(dict.fromkeys(name.indicator for name in parsed.names if name.indicator != OTHER))
        if named:
            if named != self._names:
                self._last_rank = self._last_rank if parsed.figures else None
            self._names = named
            self._listed = named if len(named) > 1 else self._listed
        elif parsed.names and parsed.figures and not any(f.kind == "rank" for f in parsed.figures):
            self.silence += 1
        plain = [
            year
            for year in parsed.years
            if not year.compared
            and year not in parsed.spent
            and not parsed.low.endswith("đến ", parsed.start, year.start)
        ]
        outside = [year for year in plain if parsed.bracket(year.start) is None]
        outside = outside or [year for year in plain if not _has_figures(parsed, year)]
        if not plain and _THIS_TIME.search(parsed.low, parsed.start, parsed.end) and self._title_years:
            self._years, self._year_line = self._title_years, line
        single = tuple(year.years[0] for year in plain if len(year.years) == 1)
        if plain:
            self._listed_years = single if len(set(single)) == len(plain) > 1 else ()
        if outside and not _BEFORE_THAT.match(parsed.low, parsed.start):
            self._years, self._year_line = outside[-1].years, line
            for name in named:
                self._years_of.setdefault(name, set()).update(outside[-1].years)
        if parsed.names:
            self._off_topic = parsed.names[-1].indicator == OTHER
            headed = not parsed.figures and parsed.end - parsed.start <= _HEADING
            self._component = headed and not named and parsed.low[parsed.end - 1] not in ".;,"
        self._remember_units(parsed)

    def _remember_units(self, parsed: Parsed) -> None:
        provinces = [unit for unit in parsed.units if unit.kind == "province" and not unit.bare]
        if provinces:
            self._told = provinces[-1] if len({unit.name for unit in provinces}) == 1 else None
        districts = [unit for unit in parsed.units if unit.kind == "district" and not unit.bare]
        if districts:
            self._districts = {}
        for unit in districts:
            for kind in ("", next((kind for kind in _DISTRICT_KINDS if unit.name.startswith(kind)), "")):
                old = self._districts.get(kind, unit)
                self._districts[kind] = unit if old is not None and old.name == unit.name else None
        offices = [unit for unit in parsed.units if unit.kind in _OFFICES]
        if offices:
            one = len({unit.name for unit in offices}) == 1
            self._office = offices[-1] if one else None


def _has_figures(parsed: Parsed, year: Year) -> bool:
    """Say whether brackets hold `year` with figures of its own: it is none of what follows."""
    span = parsed.bracket(year.start)
    return span is not None and any(span[0] < figure.start < span[1] for figure in parsed.figures)


def _has_place(parsed: Parsed, unit: Unit) -> bool:
    """Say whether a place of its own is told right after the unit: it is in no list then."""
    after = [one.start for one in parsed.units if one.start >= unit.end]
    until = min(after, default=parsed.end)
    return any(
        figure.kind == "rank"
        and figure.values
        and unit.end <= figure.start < until
        and ";" not in parsed.gap(unit.end, figure.start)
        for figure in parsed.figures
    )


def _only_year(parsed: Parsed) -> tuple[int, ...]:
    """Return the year of a sentence that names no other, in its one clause or at its end."""
    plain = [year for year in parsed.years if not year.compared and not parsed.bracket(year.start)]
    if len(plain) != 1:
        return ()
    at_end = all(figure.end <= plain[0].start for figure in parsed.figures)
    return plain[0].years if at_end or ";" not in parsed.gap(parsed.start, parsed.end) else ()


def _parentless(unit: Unit) -> bool:
    return unit.kind in ("department", "district") and unit.parent is None
