"""Worker processes: tasks go out, results come back, and a worker that dies is an error, never a gap.

Workers are plain child processes of the same Python, spoken to over their standard input and output. That
works on Windows too, needs no `if __name__ == "__main__"` in the caller's script, and one pair of pipes for
each worker means that a killed worker can leave no shared queue or lock behind. One thread for each worker
feeds it; a task leaves only when its worker is free, so nothing piles up in pipes.

A worker whose parent goes away (end of file on its standard input) ends itself at once.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from importlib import import_module
from queue import Empty, Queue
from typing import IO, Any, Protocol

from searchkit.errors import IndexingFailed
from searchkit.i18n import _

_LENGTH = struct.Struct("<Q")
_POLL = 0.2  # seconds; an untimed wait can't be interrupted on Windows
_GRACE = 10.0  # seconds that a worker has to end after its last task
_BOOT = "import sys; sys.path[:] = {path!r}; from searchkit.indexing.workers import serve; serve()"


Listener = Callable[[Any], None]


class Worker(Protocol):
    """What runs in a worker: made once from the setup, then called for task after task."""

    def __call__(self, task: Any, tell: Listener) -> Any:
        """Do `task` and return its result; `tell` sends a note on the way."""

    def close(self) -> None:
        """Let go of what the worker holds open."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a worker told on the way through a task."""

    value: Any


@dataclass(frozen=True, slots=True)
class Done:
    """The result of one task."""

    value: Any


@dataclass(frozen=True, slots=True)
class _Failed:
    """A worker that can't go on: what happened, and the trace where it raised."""

    what: str
    trace: str = ""


_Event = Note | Done | _Failed


def cores() -> int:
    """Return the number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def run_here(tasks: Iterable[Any], target: str, setup: Any, on_note: Listener) -> Iterator[Any]:
    """Do all `tasks` in this process, one after another, as `run` does in others."""
    with closing(_resolve(target)(setup)) as worker:
        for task in tasks:
            yield worker(task, on_note)


def run(tasks: Iterable[Any], target: str, setup: Any, on_note: Listener, jobs: int) -> Iterator[Any]:
    """Spread `tasks` over up to `jobs` worker processes; yield the results as they arrive, in any order.

    `target` names what makes a worker (`"package.module:name"`, called with `setup`). Tasks are drawn only as
    fast as workers take them; `on_note` is called in this thread. Raises `IndexingFailed` where a worker dies
    or raises; on every way out, also where the caller closes the generator, no worker process is left.
    """
    pool = _Pool((target, setup), jobs)
    try:
        yield from pool.run(tasks, on_note)
        pool.finish()
    finally:
        pool.kill()


class _Pool:
    """The workers of one run."""

    def __init__(self, start: tuple[str, Any], jobs: int) -> None:
        self._tasks: Queue[Any] = Queue()
        self._events: Queue[_Event] = Queue()
        self._links: list[_Link] = []
        self._start, self._jobs = start, jobs

    def run(self, tasks: Iterable[Any], on_note: Listener) -> Iterator[Any]:
        """Hand out `tasks`, one waiting for each worker beside the one it does, until all have come back."""
        open_tasks = 0
        for task in tasks:
            if len(self._links) < min(self._jobs, open_tasks + 1):  # as many as have work
                self._links.append(_Link(self._start, self._tasks, self._events))
            self._tasks.put(task)
            open_tasks += 1
            while open_tasks >= 2 * self._jobs:
                yield self._next(on_note)
                open_tasks -= 1
        for _i in range(open_tasks):
            yield self._next(on_note)

    def _next(self, on_note: Listener) -> Any:
        """Wait for the next result."""
        while True:
            try:
                event = self._events.get(timeout=_POLL)
            except Empty:
                continue
            if isinstance(event, Done):
                return event.value
            if isinstance(event, _Failed):
                raise IndexingFailed(event.what) from (_WorkerTrace(event.trace) if event.trace else None)
            on_note(event.value)

    def finish(self) -> None:
        """End the workers in peace: no more tasks, then wait."""
        for _link in self._links:
            self._tasks.put(None)
        for link in self._links:
            link.join()

    def kill(self) -> None:
        """End the workers by force, and collect them all."""
        for link in self._links:
            link.kill()


class _WorkerTrace(Exception):
    """Carries the trace of an error in a worker, as text, to whoever looks for the cause."""


class _Link:
    """One worker process and the thread that feeds it."""

    def __init__(self, start: tuple[str, Any], tasks: Queue[Any], events: Queue[_Event]) -> None:
        self._tasks, self._events = tasks, events
        self._process = _spawn()
        self._thread = threading.Thread(target=self._feed, args=(start,), daemon=True)
        self._thread.start()

    def _feed(self, start: tuple[str, Any]) -> None:
        """Send one task after another and pass on what comes back, until the tasks end or the worker does."""
        try:
            self._send(start)
            while (task := self._tasks.get()) is not None:
                self._send(task)
                while isinstance(event := self._receive(), Note):
                    self._events.put(event)
                self._events.put(event)
                if isinstance(event, _Failed):
                    return
        except (OSError, EOFError, ValueError):  # a closed pipe shows as one of these
            self._events.put(_Failed(self._cause()))
        except Exception as error:  # noqa: BLE001 - a thread that ends without a word would leave its parent waiting
            self._events.put(_failure(error))

    def _send(self, value: Any) -> None:
        assert self._process.stdin is not None
        _write(self._process.stdin, value)

    def _receive(self) -> _Event:
        assert self._process.stdout is not None
        event: _Event = _read(self._process.stdout)
        return event

    def _cause(self) -> str:
        """Say how the worker ended."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_GRACE)
        code = self._process.returncode
        killed = code is not None and code < 0
        how = _("was ended by signal {n}") if killed else _("ended with code {n}")
        return _(
            "worker process {pid} {how} (if memory is short, use fewer --jobs); "
            "the index is as it was before, start the same command again"
        ).format(pid=self._process.pid, how=how.format(n=abs(code or 0)))

    def join(self) -> None:
        """Wait for the worker's peaceful end."""
        self._thread.join(_GRACE)
        assert self._process.stdin is not None
        with suppress(OSError):
            self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(_GRACE)

    def kill(self) -> None:
        """End the process if it still runs, collect it, end its thread and close the pipes."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._tasks.put(None)  # a thread that waits for a task must not wait for ever
        self._thread.join(_GRACE)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(OSError):
                pipe.close()


def _spawn() -> subprocess.Popen[bytes]:
    """Start a worker in a process group of its own: Ctrl-C reaches the parent alone, which then ends it."""
    options: dict[str, Any] = {"process_group": 0}
    if sys.platform == "win32":
        options = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    boot = _BOOT.format(path=[entry or os.getcwd() for entry in sys.path])
    command = [sys.executable, "-c", boot]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **options)


def _write(pipe: IO[bytes], value: Any) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def _read(pipe: IO[bytes]) -> Any:
    """Read one message; the other end is always our own process, so a pickle is safe here."""
    return pickle.loads(_exactly(pipe, _LENGTH.unpack(_exactly(pipe, _LENGTH.size))[0]))


def _exactly(pipe: IO[bytes], count: int) -> bytes:
    data = pipe.read(count)
    if len(data) < count:
        raise EOFError
    return data


def _resolve(target: str) -> Callable[[Any], Worker]:
    module, _colon, name = target.partition(":")
    maker: Callable[[Any], Worker] = getattr(import_module(module), name)
    return maker


def serve() -> None:
    """Be a worker: setup and tasks come by the standard input, notes and results go to the output."""
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not get into the results
    messages: Queue[Any] = Queue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, messages), daemon=True).start()
    target, setup = messages.get()
    try:
        _tune_collector()
        worker = _resolve(target)(setup)
        while True:
            _write(sink, Done(worker(messages.get(), lambda note: _write(sink, Note(note)))))
    except Exception as error:  # noqa: BLE001 - the end of the process: whatever it is, the parent must hear of it
        _write(sink, _failure(error))
        os._exit(1)  # a normal end would wait for the listening thread's pipe


def _listen(source: IO[bytes], messages: Queue[Any]) -> None:
    """Read messages until the parent closes the pipe or dies; then nobody waits for the work: end at once."""
    try:
        while True:
            messages.put(_read(source))
    except (EOFError, OSError):
        os._exit(0)


def _failure(error: Exception) -> _Failed:
    import traceback

    what = _("a worker process failed with {kind}: {error}; the index is as it was before").format(
        kind=type(error).__name__, error=error
    )
    return _Failed(what, "".join(traceback.format_exception(error)))


def _tune_collector() -> None:
    """Leave cyclic garbage alone for longer: articles make little, and looking for it costs time."""
    import gc

    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
