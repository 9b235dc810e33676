"""The prompt on a terminal: history across sessions, completion, the status line. Knows prompt-toolkit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

from searchkit import config
from searchkit.i18n import _
from searchkit.repl.complete import CarryOn, Lookup, complete
from searchkit.repl.dispatch import Leave, execute
from searchkit.repl.session import Session
from searchkit.text import printable

HISTORY = "repl_history"
_MAX_NAMES = 30


class NameCompleter(Completer):
    """Hands the text before the cursor to `complete`."""

    def __init__(self, lookup: Lookup, carry_on: CarryOn) -> None:
        self.lookup, self.carry_on = lookup, carry_on

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Yield what fits at the cursor."""
        for one in complete(document.text_before_cursor, self.lookup, self.carry_on):
            yield Completion(one.text, -one.replaced, display_meta=one.kind)


def run_terminal(session: Session) -> int:
    """Read lines until Ctrl-D or `:quit`; Ctrl-C throws the line away."""
    prompt: PromptSession[str] = PromptSession(
        history=open_history(session),
        completer=NameCompleter(index_names(session), session.engine.complete),
        complete_while_typing=False,  # a menu that pops up gets in the way of Vietnamese input methods
        bottom_toolbar=lambda: printable(session.status()),
    )
    session.view.say(_("searchkit: type words to search, :help for commands, Ctrl-D to leave"))
    while True:
        try:
            execute(session, prompt.prompt("searchkit> "))
        except KeyboardInterrupt:
            continue
        except (EOFError, Leave):
            return 0


def index_names(session: Session) -> Lookup:
    """Return the lookup of names in the session's index; answers are remembered."""

    @lru_cache(maxsize=512)
    def lookup(field: str, prefix: str) -> tuple[str, ...]:
        return tuple(one.value for one in session.engine.facet_values(field, prefix, _MAX_NAMES))

    return lookup


def open_history(session: Session) -> History:
    """Return the history kept in the user's data folder, or one in memory where that can't be written."""
    path = config.user_dir() / HISTORY
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab"):
            pass
    except OSError as error:
        reason = error.strerror or str(error)
        session.view.say(
            _("the history is not kept: {path}: {reason}").format(path=_shown(path), reason=reason)
        )
        return InMemoryHistory()
    return FileHistory(path)


def _shown(path: Path) -> str:
    return printable(str(path))
