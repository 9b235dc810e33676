"""From exceptions to one clear line on stderr and an exit code; a traceback only with `SEARCHKIT_DEBUG=1`."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import Any

import click

from searchkit.cli import streams
from searchkit.errors import SearchkitError
from searchkit.i18n import _

FOUND, NOTHING, FAILED, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: found or done, nothing found, usage or error, Ctrl-C."""
DEBUG_VARIABLE = "SEARCHKIT_DEBUG"


def run_guarded(run: Callable[[], Any]) -> int:
    """Call `run`, flush the results and return the exit code; whatever goes wrong becomes one line on stderr.

    A reader that closed the pipe (`| head`) has what it wanted: that is no error.
    """
    streams.prepare()
    try:
        return _run(run)
    except OSError as error:
        return _system(error)


def _run(run: Callable[[], Any]) -> int:
    try:
        code = int(run() or FOUND)
        sys.stdout.flush()
    except click.ClickException as error:
        return _usage(error)
    except SearchkitError as error:
        return _told(error, str(error))
    except (KeyboardInterrupt, click.Abort):
        streams.note(_("interrupted"))
        return INTERRUPTED
    except streams.ReaderGone:
        streams.give_up_stdout()
        return FOUND
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 - the outermost frame: people get a sentence, not a traceback
        return _unexpected(error)
    return code


def _usage(error: click.ClickException) -> int:
    if isinstance(error, click.UsageError) and error.ctx is not None:
        streams.note(error.ctx.get_usage())
        hint = _("Help: {command} --help").format(command=error.ctx.command_path)
        streams.note(hint)
    return _told(error, error.format_message())


def _told(error: Exception, message: str) -> int:
    streams.note(_("Error: {message}").format(message=message))
    if os.environ.get(DEBUG_VARIABLE):
        _traceback(error)
    return FAILED


def _system(error: OSError) -> int:
    if streams.is_closed_pipe(error):
        streams.give_up_stdout()
        return FOUND
    message = error.strerror or str(error)
    if error.filename is not None:
        message = f"{error.filename}: {message}"
    if error.errno == errno.ENOSPC:
        message += ". " + _("Free some space and run the command again; the index is as it was before.")
    return _told(error, message)


def _unexpected(error: Exception) -> int:
    if os.environ.get(DEBUG_VARIABLE):
        _traceback(error)
        return FAILED
    kind = type(error).__name__
    message = _("Something went wrong inside searchkit ({kind}: {error}).").format(kind=kind, error=error)
    streams.note(streams.shortened(message))
    hint = _("Please report it, with what this shows: set {variable}=1 and run the command again.")
    streams.note(hint.format(variable=DEBUG_VARIABLE))
    return FAILED


def _traceback(error: Exception) -> None:
    import traceback

    streams.note("".join(traceback.format_exception(error)).rstrip())
