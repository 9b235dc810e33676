"""The interactive search: `session` holds the state, `commands` the table of commands, `views` the output.

`complete` is a pure function; `terminal` alone knows prompt-toolkit; it is imported where someone types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from searchkit.engine import SearchEngine

__all__ = ["run"]


def run(engine: SearchEngine, console: Console | None) -> int:
    """Run a session over `engine` until it is left; return the exit code.

    With a console, a person types at a prompt. Without one, lines come from stdin and plain results go to
    stdout; the exit code is then 2 where a line failed.
    """
    from searchkit.repl.session import Session

    if console is None:
        from searchkit.repl.lines import run_lines
        from searchkit.repl.views import PlainView

        return run_lines(Session(engine, PlainView()))
    from searchkit.repl.terminal import run_terminal
    from searchkit.repl.views import ScreenView

    return run_terminal(Session(engine, ScreenView(console)))
