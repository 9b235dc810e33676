"""What all commands share: loaded late, help in the reader's language, errors as one clear line."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import islice
from typing import Any

import click

from searchkit.cli import streams
from searchkit.cli.failures import FAILED, run_guarded
from searchkit.i18n import LOCALE_DIR, _, language

_SETTINGS = {"max_content_width": 100}


class _Translated:
    """A help text that is translated when it is shown, not when it is written down."""

    _help: str | None = None

    @property
    def help(self) -> str | None:
        """Return the help text in the reader's language."""
        return _(self._help) if self._help else self._help

    @help.setter
    def help(self, text: str | None) -> None:
        self._help = text


def speak_readers_language() -> None:
    """Let click find its own messages in our catalogue where the reader's language is Vietnamese."""
    if language() == "vi":
        gettext.bindtextdomain("searchkit", LOCALE_DIR)
        os.environ["LANGUAGE"] = "vi"  # gettext itself knows nothing of SEARCHKIT_LANG
    gettext.textdomain("searchkit" if language() == "vi" else "messages")


class Option(_Translated, click.Option):
    """An option whose help is translated when it is shown."""


class Command(_Translated, click.Command):
    """A command with examples below its help."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        kwargs.setdefault("context_settings", {"help_option_names": ["-h", "--help"], **_SETTINGS})
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the options."""
        write_examples(self.examples, formatter)


class Program(_Translated, click.Group):
    """The group of all commands; `summaries` maps names to one-line descriptions. Modules load on demand."""

    def __init__(self, *, summaries: Mapping[str, str], examples: Sequence[str] = (), **kwargs: Any) -> None:
        settings = {"help_option_names": ["-h", "--help"], **_SETTINGS}
        super().__init__(context_settings=settings, no_args_is_help=False, **kwargs)
        self.summaries = summaries
        self.examples = examples

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order in which they are needed."""
        return list(self.summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command and return the command; None for an unknown name."""
        if cmd_name not in self.summaries:
            return None
        command: click.Command = getattr(import_module(f"searchkit.cli.{cmd_name}"), cmd_name)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; words without a command are most likely meant as a query."""
        if args and args[0] not in self.summaries and not args[0].startswith("-"):
            message = _("no such command: {name}. To search, write: searchkit query {name} …")
            ctx.fail(message.format(name=args[0]))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, without importing any."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(summary)) for name, summary in self.summaries.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples below the commands."""
        write_examples(self.examples, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Without any argument, show the help on stderr: nothing was asked for, so nothing is a result."""
        if not args and not ctx.resilient_parsing:
            streams.note(ctx.get_help())
            ctx.exit(FAILED)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a closed pipe leaves as `ReaderGone`, since click would end with code 1."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if streams.is_closed_pipe(error):
                raise streams.ReaderGone from error
            raise

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command; end with its exit code (or return it), errors told in one line."""
        speak_readers_language()
        run = super().main
        code = run_guarded(lambda: run(args, prog_name, complete_var, standalone_mode=False, **extra))
        if standalone_mode:
            sys.exit(code)
        return code


class WordsCommand(Command):
    """A command whose words may begin with a dash: only what begins with two dashes is an option."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        settings = {"help_option_names": ["--help"], **_SETTINGS}
        super().__init__(*args, context_settings=settings, **kwargs)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Sort the arguments into options (with their values) and words before click reads them."""
        options, words = self._sort(args)
        return super().parse_args(ctx, [*options, "--", *words])

    def _sort(self, args: list[str]) -> tuple[list[str], list[str]]:
        takes_value = {
            name
            for parameter in self.params
            if isinstance(parameter, click.Option) and not parameter.is_flag
            for name in parameter.opts
        }
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for argument in rest:
            if argument == "--":
                words.extend(rest)
            elif argument.startswith("--") and argument.strip("-"):
                options.append(argument)
                if argument in takes_value:
                    options.extend(islice(rest, 1))
            else:
                words.append(argument)
        return options, words


def write_examples(examples: Sequence[str], formatter: click.HelpFormatter) -> None:
    """Write example command lines as they are typed."""
    if not examples:
        return
    with formatter.section(_("Examples")):
        for line in examples:
            formatter.write(f"{'':>{formatter.current_indent}}{line}\n")
