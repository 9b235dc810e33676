"""Results as plain lines for pipes and files: no styling, no wrapping, the same on every terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from searchkit.i18n import _, ngettext
from searchkit.models import (
    Article,
    Cut,
    Document,
    Facet,
    FacetValue,
    FactSource,
    Hit,
    IndexStats,
    IndexSummary,
    Office,
    OfficeHeld,
    Official,
    SearchResult,
    Skipped,
)
from searchkit.render.safe import block, day, field_label, is_worded, match_label, number, one_line, pieces

if TYPE_CHECKING:
    from searchkit.render.facetlist import Numbered

_INDENT = "   "


def result_lines(result: SearchResult) -> Iterator[str]:
    """Yield the lines of a result: the number found, the hits, the facets that were asked for."""
    if result.facts:
        from searchkit.render.facttext import panel_lines

        yield from panel_lines(result.facts)
        yield ""
    yield found_line(result)
    worded = is_worded(result.query)
    for hit in result.hits:
        yield ""
        yield from hit_lines(hit, worded)
    for facet in result.facets.values():
        if facet:
            yield ""
            yield from facet_lines(facet)


def found_line(result: SearchResult) -> str:
    """Return the sentence that says how many articles were found, and which of them are shown.

    >>> from searchkit.models import SearchQuery
    >>> found_line(SearchResult(SearchQuery("chỉ số"), total=0, took_ms=1.0))
    '0 articles'
    """
    total = ngettext("{n} article", "{n} articles", result.total).format(n=number(result.total))
    if 0 < len(result.hits) < result.total:
        first, last = result.hits[0].rank, result.hits[-1].rank
        if first == last:
            return _("number {place} of {total}").format(place=first, total=total)
        total = _("{first}–{last} of {total}").format(first=first, last=last, total=total)
    return total


def hit_lines(hit: Hit, worded: bool = True) -> Iterator[str]:
    """Yield one hit: title, then date, province and officials, then the snippets, then tier and id."""
    yield f"{hit.rank}. {one_line(hit.title)}"
    if meta := meta_parts(hit):
        yield _INDENT + " | ".join(meta)
    for snippet in hit.snippets:
        yield _INDENT + "".join(text for text, _marked in pieces(snippet.text, ())).strip()
    yield _INDENT + " | ".join([*([match_label(hit.match)] if worded else ()), one_line(hit.id)])


def meta_parts(hit: Hit, people: int | None = None) -> list[str]:
    """Return date, province, officials (the first `people`), source and number of reprints of a hit, those
    that it has."""
    officials = ", ".join(map(one_line, hit.officials[:people]))
    if people is not None and len(hit.officials) > people:
        officials += f" (+{len(hit.officials) - people})"
    parts = (day(hit.published), province_text(hit), officials, one_line(hit.source), reprints(hit))
    return [part for part in parts if part]


def province_text(one: Hit | Article) -> str:
    """Return the province as the article names it, with the unit that its land belongs to today."""
    if one.province and one.province_now and one.province_now != one.province:
        now = _("now {province}").format(province=one_line(one.province_now))
        return f"{one_line(one.province)} ({now})"
    return one_line(one.province)


def reprints(one: Hit | FactSource) -> str:
    """Return how many reprints of a hit or a source were found; empty where there is none."""
    return (
        ngettext("{n} reprint", "{n} reprints", one.copies).format(n=number(one.copies)) if one.copies else ""
    )


def facet_lines(facet: Facet) -> Iterator[str]:
    """Yield a facet: its heading, then a value a line with its count; `*` marks the selected ones."""
    yield f"{field_label(facet.name)}:"
    for one in facet:
        yield f"{'*' if one.selected else ' '}{one.count:>7}  {one_line(one.value)}"


def numbered_line(one: Numbered) -> str:
    """Return a facet value with its number, count and whether it is selected."""
    sign = f"f{one.number}" if one.number else ""
    return f"{sign:>5} {'*' if one.selected else ' '}{one.count:>6}  {one_line(one.value)}"


def value_lines(values: Iterable[FacetValue]) -> Iterator[str]:
    """Yield values with their counts, separated by a tab."""
    for one in values:
        yield f"{one.count}\t{one_line(one.value)}"


def article_lines(article: Article) -> Iterator[str]:
    """Yield an article for people: metadata with labels, an empty line, the body."""
    for label, value in article_rows(article):
        yield f"{label}: {value}"
    yield ""
    yield block(article.body)


def article_rows(article: Article) -> list[tuple[str, str]]:
    """Return the metadata of an article as (label, value), empty ones left out."""
    officials = "; ".join(_official(one.name, one.titles) for one in article.officials)
    rows = [
        (_("Title"), one_line(article.title)),
        (_("Published"), day(article.published)),
        (_("Province"), _sure(article)),
        (_("Mentions"), ", ".join(map(one_line, article.provinces))),
        (_("Officials"), officials),
        (_("Offices"), "; ".join(filter(None, map(_offices, article.officials)))),
        (_("Event dates"), ", ".join(map(day, article.event_dates))),
        (_("Districts"), "; ".join(map(one_line, article.districts))),
        (_("Bodies"), "; ".join(map(one_line, article.bodies))),
        (_("Documents"), "; ".join(map(_document, article.documents))),
        (_("Author"), one_line(article.byline)),
        (_("Source"), one_line(article.source)),
        (_("Address"), one_line(article.url)),
        (_("File"), one_line(article.path)),
        (_("Id"), one_line(article.id)),
    ]
    return [(label, value) for label, value in rows if value]


def _offices(official: Official) -> str:
    """Return a person's offices in normal form: `Lò Văn Mẫu: Phó Chủ tịch UBND tỉnh | UBND tỉnh Bến Tre`."""
    offices = ", ".join(map(office_text, official.offices))
    return f"{one_line(official.name)}: {offices}" if offices else ""


def office_text(office: Office | OfficeHeld) -> str:
    """Return an office in normal form with its body, whether it is former or acting, and its province."""
    marks = [_("former")] if office.former else []
    marks += [_("acting")] if office.acting else []
    title = one_line(office.title) + (f" ({', '.join(marks)})" if marks else "")
    body = one_line(office.body)
    if office.title.endswith(body.partition(",")[0]):
        body = ""  # the title says it
    place = one_line(office.province) if office.province and office.province not in body else ""
    return " | ".join(filter(None, (title, body, place)))


def _sure(article: Article) -> str:
    text = province_text(article)
    if article.province_confidence is None or not text:
        return text
    return _("{province}, confidence {number}").format(
        province=text, number=f"{article.province_confidence:.2f}"
    )


def _document(document: Document) -> str:
    issuers = ", ".join(map(one_line, document.issuers))
    return f"{one_line(document.number)} ({issuers})" if issuers else one_line(document.number)


def _official(name: str, titles: Iterable[str]) -> str:
    offices = ", ".join(map(one_line, titles))
    return f"{one_line(name)} ({offices})" if offices else one_line(name)


def cut_lines(cuts: Iterable[Cut]) -> Iterator[str]:
    """Yield what cleaning left out of a body, with the reason of each."""
    for cut in cuts:
        yield f"- {one_line(cut.reason)}: {shortened(one_line(cut.text))}"


def shortened(text: str, limit: int = 160) -> str:
    """Return `text`, its middle left out where it is longer than `limit` characters."""
    half = limit // 2 - 1
    return text if len(text) <= limit else f"{text[:half]} … {text[-half:]}"


def skipped_line(skipped: Skipped) -> str:
    """Return the line that names a file (and line) that could not be read, and why."""
    place = one_line(skipped.path) + (f":{skipped.line}" if skipped.line is not None else "")
    return _("skipped {place}: {reason}").format(place=place, reason=one_line(skipped.reason))


def summary_line(summary: IndexSummary) -> str:
    """Return the outcome of an indexing run in one sentence."""
    numbers = _(
        "{added} added, {replaced} replaced, {unchanged} unchanged, {removed} removed, {skipped} skipped"
    )
    return numbers.format(
        added=number(summary.added),
        replaced=number(summary.replaced),
        unchanged=number(summary.unchanged),
        removed=number(summary.removed),
        skipped=number(len(summary.skipped)),
    )


def stats_rows(stats: IndexStats) -> list[tuple[str, str]]:
    """Return size and span of an index as (label, value)."""
    span = f"{day(stats.first)} – {day(stats.last)}" if stats.first else ""
    rows = [
        (_("Index"), one_line(stats.path)),
        (_("Articles"), number(stats.articles)),
        (_("with a date"), _share(stats.with_date, stats.articles)),
        (_("with a province"), _share(stats.with_province, stats.articles)),
        (_("with officials"), _share(stats.with_officials, stats.articles)),
        (_("Published"), span),
        (_("Distinct terms"), number(stats.terms)),
        (_("Segments"), number(stats.segments)),
        (_("Size"), _size(stats.bytes)),
        (_("Made with"), one_line(stats.created_with)),
    ]
    return [(label, value) for label, value in rows if value]


def _share(part: int, whole: int) -> str:
    return f"{number(part)} ({100 * part / whole:.0f} %)" if whole else "0"


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{count / 1e3:.1f} kB"
