"""A session without a terminal: lines from stdin, plain results to stdout."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from searchkit.repl.dispatch import Leave, execute
from searchkit.repl.session import Session


def run_lines(session: Session) -> int:
    """Execute the lines of stdin; return 2 where one failed, else 0. A failing line does not end the run."""
    failed = False
    try:
        for line in _lines():
            failed |= not execute(session, line)
    except Leave:
        pass
    return 2 if failed else 0


def _lines() -> Iterator[str]:
    """Yield the lines of stdin: UTF-8 whatever the console's encoding is, else that encoding."""
    for line in sys.stdin.buffer:
        try:
            yield line.decode("utf-8-sig")
        except UnicodeDecodeError:
            yield line.decode(sys.stdin.encoding or "utf-8", "replace")
