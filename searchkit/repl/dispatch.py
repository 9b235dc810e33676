"""What a typed line means: a command, a hit to open, a facet value to toggle, or words to search for."""

from __future__ import annotations

from searchkit.errors import SearchkitError
from searchkit.i18n import _
from searchkit.repl.commands import Leave, find
from searchkit.repl.session import Session


def execute(session: Session, line: str) -> bool:
    """Do what `line` says and return True; False where it failed, which is told. `Leave` goes up."""
    try:
        _do(session, line.strip())
    except SearchkitError as error:
        session.view.error(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        session.view.error(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except KeyboardInterrupt:
        session.view.say(_("interrupted"))
    else:
        return True
    return False


def _do(session: Session, line: str) -> None:
    if not line:
        return
    if line in ("?", "exit", "quit"):
        line = {"?": ":help"}.get(line, ":quit")
    if line.startswith(":"):
        name, _space, argument = line[1:].partition(" ")
        find(name.lower()).run(session, argument.strip())
    elif line.isdecimal() and session.has_hit(int(line[:9])):
        find("open").run(session, line)
    elif line[0] in "fF" and line[1:].isdecimal() and (value := session.facet_value(int(line[1:10]))):
        session.toggle(value)
    else:
        session.search(text=line)


__all__ = ["Leave", "execute"]
