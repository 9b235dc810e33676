"""Options that several commands share, as decorators."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searchkit.cli.program import Option
from searchkit.i18n import N_
from searchkit.models import ALL_FACETS, SORTS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

RESULT_FORMATS = ("rich", "plain", "json", "jsonl", "csv")
DATA_FORMATS = ("rich", "plain", "json")
FIELDS = (*ALL_FACETS, "doc")
"""Fields whose values can be listed."""


def option(*names: str, **settings: Any) -> Decorator:
    """Return `click.option` with a help text that is translated when shown."""
    return click.option(*names, cls=Option, **settings)


def together(*decorators: Decorator) -> Decorator:
    """Return one decorator that applies several, so that help lists their options in this order."""

    def apply(function: Callable[..., Any]) -> Callable[..., Any]:
        for decorate in reversed(decorators):
            function = decorate(function)
        return function

    return apply


def complete_province(_ctx: click.Context, _param: click.Parameter, typed: str) -> list[CompletionItem]:
    """Return the provinces that begin like `typed`, diacritics or not, for the shell."""
    from click.shell_completion import CompletionItem

    from searchkit.cli.provinces import starting_with  # reads the table of provinces

    return [CompletionItem(name) for name in starting_with(typed)]


index_dir: Decorator = option(
    "--index-dir",
    type=click.Path(file_okay=True, path_type=Path),
    help=N_("Folder of the index (else $SEARCHKIT_INDEX, ./index in a checkout, or your data folder)."),
)


def output(*formats: str) -> Decorator:
    """Return the option `--format` with its choices; the default depends on who reads."""
    text = N_("Form of the output [default: rich on a terminal, else plain].")
    return option("--format", "output", type=click.Choice(formats), help=text)


acronyms: Decorator = option(
    "--acronyms",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=N_("Your own short forms, one a line: CCHC, a tab, cải cách hành chính [else $SEARCHKIT_ACRONYMS]."),
)

filters: Decorator = together(
    option(
        "--province",
        "provinces",
        multiple=True,
        shell_complete=complete_province,
        metavar="P",
        help=N_("Only articles about this province; repeat for several."),
    ),
    option(
        "--mentions",
        multiple=True,
        shell_complete=complete_province,
        metavar="P",
        help=N_("Only articles that name this province."),
    ),
    option(
        "--official", "officials", multiple=True, metavar="O", help=N_("Only articles naming this official.")
    ),
    option("--source", "sources", multiple=True, metavar="S", help=N_("Only articles of this source.")),
    option("--since", metavar="D", help=N_("Published on this day or later: 2021, 2021-06, 24/06/2021.")),
    option("--until", metavar="D", help=N_("Published on this day or earlier.")),
    option(
        "--year",
        "years",
        type=click.IntRange(1, 9999),
        multiple=True,
        metavar="Y",
        help=N_("Only articles published in this year."),
    ),
    option(
        "--district", "districts", multiple=True, metavar="X", help=N_("Only articles naming this district.")
    ),
    option(
        "--body",
        "bodies",
        multiple=True,
        metavar="B",
        help=N_("Only articles naming this ministry, department or committee: BNV, Sở Nội vụ Bến Tre."),
    ),
    option(
        "--document",
        "documents",
        multiple=True,
        metavar="NO",
        help=N_("Only articles citing this legal document: 876/QĐ-BNV, or a part: 61/2018, QĐ-BNV."),
    ),
    option(
        "--issuer",
        "issuers",
        multiple=True,
        metavar="B",
        help=N_("Only articles citing documents of this body."),
    ),
    option(
        "--as-of",
        metavar="D",
        help=N_("Mean the provinces of this day or year: Vĩnh Long of 2026 holds what was Bến Tre."),
    ),
)

page: Decorator = together(
    option(
        "--sort",
        type=click.Choice(SORTS),
        default="relevance",
        show_default=True,
        help=N_("Order of the hits."),
    ),
    option(
        "--limit",
        type=click.IntRange(0),
        default=10,
        show_default=True,
        metavar="N",
        help=N_("Hits on a page."),
    ),
    option("--offset", type=click.IntRange(0), default=0, metavar="N", help=N_("Hits to leave out first.")),
)

facets: Decorator = option(
    "--facet",
    "facets",
    type=click.Choice(ALL_FACETS),
    multiple=True,
    help=N_("Count the values of this field; repeat for several."),
)

recency: Decorator = option(
    "--recency",
    type=click.FloatRange(0, min_open=True),
    metavar="DAYS",
    help=N_("Lift newer articles: up to half their score more, half of that DAYS before the newest one."),
)

reading: Decorator = option(
    "--literal",
    is_flag=True,
    help=N_("Take the words exactly as typed: no other diacritics, spellings, acronyms or keystrokes."),
)

copies: Decorator = option(
    "--all-copies", is_flag=True, help=N_("List reprints of a story one by one, not under the earliest.")
)

listed: Decorator = option(
    "--limit",
    type=click.IntRange(1),
    default=50,
    show_default=True,
    metavar="N",
    help=N_("Values to list."),
)

batch: Decorator = option(
    "--batch",
    metavar="FILE",
    help=N_("Answer a query a line (`id<TAB>text` or text; - is stdin) with a JSON line."),
)

jobs: Decorator = option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help=N_("Processes that read [default: one a core]."),
)

UNIT_KINDS = ("province", "ministry", "department", "district")
unit_kind: Decorator = option(
    "--kind", type=click.Choice(UNIT_KINDS), default="province", show_default=True, help=N_("Units to rank.")
)
any_unit_kind: Decorator = option(
    "--kind", type=click.Choice((*UNIT_KINDS, "nation")), help=N_("Only units of this kind.")
)
parent: Decorator = option(
    "--parent",
    metavar="P",
    shell_complete=complete_province,
    help=N_("Only departments or districts of this province."),
)
