"""Why a hit stands where it does, in words and numbers that anyone can follow. No rich here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from searchkit.i18n import N_, _, ngettext
from searchkit.models import Explanation, Hit, Match, Sort, WordScore
from searchkit.render.safe import number, one_line

MOST = 15
"""So many words get a row each; of more, those that count most."""
_NAMED = 4
_LONG = 24
_RARE = 1.0
"""A word of that idf is in less than a third of all articles."""
_WORTH_SAYING = 0.1
"""A part of the score is said in the sentence from this share on."""
_INDENT = "   "
_WORD_TIERS: dict[Match, str] = {
    "exact": N_("as typed"),
    "variant": N_("same meaning"),
    "folded": N_("other diacritics"),
}

Row = tuple[str, str, str, str, str, str, str]
"""The cells below `headings`."""


def headings() -> Row:
    """Return the headings of the table."""
    return (
        _("Word"),
        _("Found as"),
        _("Articles"),
        _("Where"),
        _("By itself"),
        _("Together"),
        _("Points"),
    )


def legend() -> str:
    """Return what the headings mean."""
    return _(
        "Articles: how many hold the word; the fewer, the more it counts. Together: for standing beside "
        "or near its neighbours in the search."
    )


def heading(hit: Hit, sort: Sort = "relevance") -> str:
    """Return the line above: which hit, its place, its points."""
    title, points = one_line(hit.title), f"{hit.score:.2f}"
    if sort != "relevance":
        text = _("“{title}”: number {rank} by date; for its words it would get {points} points")
    else:
        text = _("Why “{title}” is number {rank}: {points} points")
    return text.format(title=title, rank=hit.rank, points=points)


def summary(hit: Hit) -> str:
    """Return what made a hit rank, in some short sentences; empty where it was not looked for by words."""
    explained = hit.explanation
    if explained is None or not explained.words:
        return ""
    held = [word for word in explained.words if word.matched]
    sentences = [_holds(explained.words, held)]
    if len(held) > 1:
        sentences.append(_most(held))
    sentences += _added(hit, explained)
    return " ".join(sentences)


def _holds(words: Sequence[WordScore], held: Sequence[WordScore]) -> str:
    """Say how many of the words an article holds, and how many stand in its headline."""
    missing = [one_line(word.word) for word in words if not word.matched]
    titled = sum(word.in_title for word in held)
    if not missing:
        text = ngettext("It holds the word of the search", "It holds all {n} words of the search", len(words))
    else:
        text = _("It holds {held} of the {n} words of the search")
    said = text.format(n=len(words), held=len(held))
    if titled == len(held) > 0:
        said += ngettext(", in its headline.", ", all of these in its headline.", len(held))
    elif titled:
        said += _(", {n} of these in its headline.").format(n=titled)
    else:
        said += "."
    if missing:
        named = ", ".join(missing[:_NAMED]) + (" …" if len(missing) > _NAMED else "")
        said += " " + _("Missing: {words}.").format(words=named)
    return said


def _most(held: Sequence[WordScore]) -> str:
    """Say which word counts most, and the likely reason."""
    best = max(held, key=_points)
    word = one_line(best.compound or best.word)
    if not best.compound and best.idf >= _RARE and best.articles <= min(one.articles for one in held):
        text = ngettext(
            "“{word}” counts most: only {n} article holds it.",
            "“{word}” counts most: only {n} articles hold it.",
            best.articles,
        )
        return text.format(word=word, n=number(best.articles))
    if best.in_title:
        return _("“{word}” counts most: it stands in the headline.").format(word=word)
    return _("“{word}” counts most.").format(word=word)


def _added(hit: Hit, explained: Explanation) -> Iterator[str]:
    if hit.score > 0 and explained.proximity >= _WORTH_SAYING * hit.score:
        share = f"{100 * explained.proximity / hit.score:.0f} %"
        yield _("Words that stand together make {share} of its points.").format(share=share)
    if hit.score > 0 and explained.recency >= _WORTH_SAYING * hit.score:
        share = f"{100 * explained.recency / hit.score:.0f} %"
        yield _("Being new makes {share} of them.").format(share=share)


def rows(explained: Explanation) -> list[Row]:
    """Return a row for each word (of very many, those that count most), then what else adds to the score."""
    shown = list(explained.words)
    if len(shown) > MOST:
        shown = sorted(shown, key=_points, reverse=True)[:MOST]
    found = [_row(word) for word in shown]
    rest = sum(map(_points, explained.words)) - sum(map(_points, shown))
    if len(shown) < len(explained.words):
        label = _("{n} more words").format(n=len(explained.words) - len(shown))
        found.append((label, "", "", "", "", "", f"{rest:.2f}"))
    beside = explained.proximity - sum(word.proximity for word in explained.words)
    parts = (
        (_("words close together"), beside),
        (_("longer words"), explained.compounds),
        (_("newer"), explained.recency),
    )
    found += [(label, "", "", "", "", "", f"{points:.2f}") for label, points in parts if points >= 0.005]
    return found


def _row(word: WordScore) -> Row:
    points = f"{_points(word):.2f}"
    together = f"{word.proximity:.2f}" if word.proximity >= 0.005 else ""
    articles = number(word.articles) if word.articles else ""
    if not word.matched:
        return (one_line(word.word), _("not in it"), articles, "", "", "", "0")
    return (
        one_line(word.word),
        found_as(word),
        articles,
        places(word),
        f"{word.score:.2f}",
        together,
        points,
    )


def found_as(word: WordScore) -> str:
    """Return how an article has a word: as typed, or in which other form and what that is to the word."""
    others = [one_line(form) for form in word.matched if form != word.word]
    if not others:
        return _(_WORD_TIERS[word.tier])
    form = others[0] if len(others[0]) <= _LONG else others[0][: _LONG - 2] + " …"
    if len(others) > 1 and not form.endswith("…"):
        form += " …"
    if word.word in word.matched:
        return _("as typed, and {form}").format(form=form)
    return form if word.tier == "exact" else f"{form} ({_(_WORD_TIERS[word.tier])})"


def places(word: WordScore) -> str:
    """Return where in the article a word stands, and how often."""
    in_text = word.frequency - word.title_frequency
    times = f"{number(in_text)}×"
    if not word.in_title:
        return times
    return f"{_('headline')}, {times}" if in_text > 0 else _("headline")


def _points(word: WordScore) -> float:
    return word.score + word.proximity


def explanation_lines(hit: Hit, sort: Sort = "relevance") -> Iterator[str]:
    """Yield why a hit stands where it does, a word a line."""
    if hit.explanation is None:
        return
    yield heading(hit, sort)
    if said := summary(hit):
        yield _INDENT + said
    for row in rows(hit.explanation):
        word, found, _articles, where, _alone, _together, points = row
        yield _INDENT + " | ".join(part for part in (word, found, where, points) if part)
