"""The table of commands: a line that begins with a colon is looked up here; `:help` lists it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from searchkit.errors import QueryError
from searchkit.i18n import N_, _
from searchkit.models import ALL_FACETS, SORTS
from searchkit.render import plain
from searchkit.render.facetlist import whole
from searchkit.repl.export import export
from searchkit.repl.session import FILTERS, Session
from searchkit.text import fold

Handler = Callable[[Session, str], None]
_ID_DIGITS = 6
"""A number of so many digits is the id of an article, not the number of a hit."""


class Leave(Exception):
    """The session is to end."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, what follows it, what it does, shorter names, what kind of word completes it."""

    name: str
    run: Handler
    usage: str
    help: str
    short: tuple[str, ...] = ()
    argument: str = ""


COMMANDS: dict[str, Command] = {}
"""Every command by its name, in the order of `:help`."""
_SHORT: dict[str, str] = {}


def command(
    name: str, *short: str, usage: str = "", help: str, argument: str = ""
) -> Callable[[Handler], Handler]:
    """Enter the decorated function into the table."""

    def enter(run: Handler) -> Handler:
        COMMANDS[name] = Command(name, run, usage, help, short, argument)
        _SHORT.update(dict.fromkeys(short, name))
        return run

    return enter


def find(name: str) -> Command:
    """Return the command of a name, a short name or an unambiguous beginning; raise `QueryError` else."""
    known = COMMANDS.get(_SHORT.get(name, name))
    if known is not None:
        return known
    begun = [one for one in COMMANDS.values() if name and one.name.startswith(name)]
    if len(begun) == 1:
        return begun[0]
    names = " ".join(f":{one}" for one in COMMANDS)
    raise QueryError(_("no command :{name}; there are {names}").format(name=name, names=names))


@command("open", "o", usage=N_("N"), help=N_("read hit N (or just type its number)"))
def _open(session: Session, argument: str) -> None:
    session.view.article(session.engine.get(_article_id(session, argument, ":open 1")))


@command("similar", usage=N_("N | ID"), help=N_("articles most like hit N"))
def _similar(session: Session, argument: str) -> None:
    session.search(like=_article_id(session, argument, ":similar 1"))


def _article_id(session: Session, argument: str, example: str) -> str:
    """Return the id of the hit of that number, or the id as typed."""
    if not argument:
        raise QueryError(_("which hit? {example}").format(example=example))
    if argument.isdecimal() and len(argument) < _ID_DIGITS:
        return session.hit(int(argument)).id
    return argument


@command("copies", "c", usage=N_("N | ID"), help=N_("reprints of hit N, with changed figures"))
def _copies(session: Session, argument: str) -> None:
    from searchkit.render.copies import copy_rows

    found = session.engine.copies(_article_id(session, argument, ":copies 1"))
    if len(found) == 1:
        session.view.say(_("The article has no reprints."))
    session.view.rows(copy_rows(found))


@command(
    "narrow",
    "n",
    usage=N_("fN | FIELD VALUE"),
    help=N_("keep only articles of facet value fN (or just type f2), or of a field's value"),
    argument="value",
)
def _narrow(session: Session, argument: str) -> None:
    session.narrow(*_field_value(session, argument))


@command(
    "widen",
    "w",
    usage=N_("[fN | FIELD]"),
    help=N_("take a filter away again; without a word, all of them"),
    argument="field",
)
def _widen(session: Session, argument: str) -> None:
    if not argument:
        session.widen()
    elif argument in FILTERS:
        session.widen(argument)
    else:
        session.widen(*_field_value(session, argument))


@command("next", "+", help=N_("next page"))
def _next(session: Session, argument: str) -> None:
    session.turn(session.pages()[0] + 1)


@command("prev", "-", help=N_("previous page"))
def _prev(session: Session, argument: str) -> None:
    session.turn(session.pages()[0] - 1)


@command("page", usage=N_("N"), help=N_("page N"))
def _page(session: Session, argument: str) -> None:
    session.turn(_count(argument))


@command("results", "r", help=N_("show the current page again"))
def _results(session: Session, argument: str) -> None:
    session.view.result(session.found())


@command("sort", "s", usage="relevance | newest | oldest", help=N_("order of the hits"), argument="sort")
def _sort(session: Session, argument: str) -> None:
    matching = [sort for sort in SORTS if argument and sort.startswith(argument)]
    if len(matching) != 1:
        raise QueryError(_("sort by one of: {sorts}").format(sorts=", ".join(SORTS)))
    changes = {"sort": matching[0]}
    _change(session, **(changes if matching[0] == "relevance" else changes | {"recency": None}))


@command("recency", usage=N_("DAYS | off"), help=N_("lift newer articles, with a half-life in days"))
def _recency(session: Session, argument: str) -> None:
    _change(session, recency=None if argument == "off" else float(_count(argument)), sort="relevance")


@command("limit", "l", usage=N_("N"), help=N_("hits on a page"))
def _limit(session: Session, argument: str) -> None:
    _change(session, limit=_count(argument))


@command("literal", help=N_("take the words exactly as typed, or no longer"))
def _literal(session: Session, argument: str) -> None:
    literal = not session.query.literal
    _change(session, literal=literal)
    said = _("words are taken as typed") if literal else _("words are read as usual")
    session.view.say(said)


@command("all-copies", help=N_("list reprints one by one, or under the earliest again"))
def _all_copies(session: Session, argument: str) -> None:
    every = not session.query.all_copies
    if session.result is None:
        session.query = replace(session.query, all_copies=every)
    else:
        session.search(all_copies=every)
    session.view.say(_("reprints are listed one by one") if every else _("reprints are one hit a story"))


@command("facets", "f", usage=N_("[FIELD]"), help=N_("values of all facets, or of one"), argument="field")
def _facets(session: Session, argument: str) -> None:
    session.found()
    if argument in ALL_FACETS and argument not in session.query.facets:
        session.count(argument)
    lists = session.facet_lists()
    if argument and argument not in lists:
        raise QueryError(
            _("no values of {field!r} here; there are: {known}").format(
                field=argument, known=", ".join(lists)
            )
        )
    if argument:
        lists = {argument: whole(session.found(), argument, lists[argument])}
    session.view.facets(lists)


@command("explain", "e", usage=N_("[N]"), help=N_("why hits stand where they do"))
def _explain(session: Session, argument: str) -> None:
    session.found()
    explained = session.ask(explain=True)
    wanted = session.hit(_count(argument)).rank if argument else None
    hits = (hit for hit in explained.hits if wanted in (None, hit.rank))
    session.view.explanation(hits, session.query.sort)


@command(
    "export",
    "x",
    usage=N_("FILE"),
    help=N_("write all results to FILE (.json, .jsonl or .csv)"),
    argument="file",
)
def _export(session: Session, argument: str) -> None:
    every = max(1, session.found().total)
    count = export(lambda: session.ask(offset=0, limit=every), argument)
    session.view.say(_("{n} results written to {file}").format(n=count, file=argument))


@command("rank", usage=N_("INDICATOR YEAR [KIND]"), help=N_("ranking of an index: :rank SIPAS 2020"))
def _rank(session: Session, argument: str) -> None:
    from searchkit.render.facts import ranking_rows

    words = argument.split()
    kind = words.pop() if words and not words[-1].isdecimal() else "province"
    if len(words) < 2 or len(words[-1]) != 4:
        raise QueryError(_("give an index and a year: :rank SIPAS 2020"))
    found = session.engine.ranking(" ".join(words[:-1]), int(words[-1]), kind=kind)
    session.view.rows(ranking_rows(found))


@command("trend", usage=N_("INDICATOR UNIT"), help=N_("a unit over the years: :trend SIPAS Bến Tre"))
def _trend(session: Session, argument: str) -> None:
    from searchkit.query.factnames import split_indicator
    from searchkit.query.facts import method_notices
    from searchkit.render.facts import trend_rows

    indicator, unit = split_indicator(argument)
    found = session.engine.facts(indicator, unit)
    if not found:
        raise QueryError(_("No figures of {indicator} for {unit}.").format(indicator=indicator, unit=unit))
    for notice in method_notices(indicator, [fact.year for fact in found]):
        session.view.say(notice)
    session.view.rows(trend_rows(found))


@command("official", usage=N_("NAME"), help=N_("a person's offices: :official Nguyễn Văn Sơn"))
def _official(session: Session, argument: str) -> None:
    from searchkit.render.people import person_rows

    if not argument:
        raise QueryError(_("give a name: :official Nguyễn Văn Sơn"))
    found = session.engine.official(argument.strip('"'))
    if not found:
        raise QueryError(_("no official is named {name!r} here").format(name=argument))
    for person in found:
        session.view.rows(person_rows(person))


@command("fields", help=N_("fields of the query language"))
def _fields(session: Session, argument: str) -> None:
    from searchkit.query.fields import FIELD_NAMES

    session.view.rows([(names[0], ", ".join(names[1:])) for names in FIELD_NAMES.values()])


@command("stats", help=N_("size and span of the index"))
def _stats(session: Session, argument: str) -> None:
    session.view.rows(plain.stats_rows(session.engine.stats()))


@command("help", "h", "?", usage=N_("[COMMAND]"), help=N_("this table"), argument="command")
def _help(session: Session, argument: str) -> None:
    shown = [find(argument.lstrip(":"))] if argument else list(COMMANDS.values())
    session.view.rows([(_signature(one), _(one.help)) for one in shown])
    if not argument:
        session.view.rows(_typing_rows())


@command("quit", "q", help=N_("leave (or Ctrl-D)"))
def _quit(session: Session, argument: str) -> None:
    raise Leave


def _change(session: Session, **changes: Any) -> None:
    """Search again with `changes`; before the first search, keep them for it."""
    if session.result is None:
        session.query = replace(session.query, **changes)
    else:
        session.search(**changes)


def _signature(one: Command) -> str:
    names = " ".join(f":{name}" for name in (one.name, *one.short))
    return f"{names} {_(one.usage)}" if one.usage else names


def _typing_rows() -> Sequence[tuple[str, str]]:
    return [
        (_("words"), _('search; also "a phrase", -without, OR, tỉnh:"Bến Tre", ngày:2021')),
        ("3", _("open hit 3")),
        ("f2", _("narrow by facet value f2; again: widen")),
        ("Tab", _("complete words as the articles go on, names, fields and commands")),
    ]


def _field_value(session: Session, argument: str) -> tuple[str, str]:
    """Read `f2` or `province Bến Tre`; raise `QueryError` for anything else."""
    if argument[:1] in "fF" and argument[1:].isdecimal():
        one = session.facet_value(int(argument[1:]))
        if one is None:
            raise QueryError(_("no facet value {name}; :facets shows them").format(name=argument))
        return one.field, one.value
    name, _space, value = argument.partition(" ")
    field = _filter_field(name)
    if field is None or not value.strip():
        example = "f2, province Bến Tre, year 2021"
        raise QueryError(_("give a facet number or a field and a value: {example}").format(example=example))
    return field, value.strip().strip('"')


def _filter_field(name: str) -> str | None:
    from searchkit.query.fields import field_of

    field = field_of(name.rstrip(":")) or fold(name)
    return field if field in FILTERS else None


def _count(argument: str) -> int:
    if not argument.isdecimal() or not int(argument[:9]) >= 1:
        raise QueryError(_("{argument!r} is no number from 1 on").format(argument=argument))
    return int(argument[:9])
