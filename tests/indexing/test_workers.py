"""Worker processes: every task comes back once, or the run is an error and no process is left."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from searchkit.errors import IndexingFailed
from searchkit.indexing import workers

SQUARE = "worker_fakes:Square"
TROUBLE = "worker_fakes:Trouble"
HERE = str(Path(__file__).resolve().parent)


def ignore(note: Any) -> None:
    """Take a note and do nothing."""


def is_running(pid: int) -> bool:
    """Say whether a process of that number exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for(condition: Callable[[], bool], seconds: float = 10.0) -> bool:
    """Wait until `condition` holds; say whether it did in time."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        time.sleep(0.02)
    return condition()


def test_every_task_comes_back_once_and_notes_arrive_before_the_end() -> None:
    notes: list[int] = []
    results = list(workers.run(range(40), SQUARE, 1000, notes.append, jobs=2))
    assert sorted(value for _pid, value in results) == [n * n + 1000 for n in range(40)]
    assert sorted(notes) == list(range(40))
    pids = {pid for pid, _value in results}
    assert os.getpid() not in pids
    assert not any(map(is_running, pids))


def test_run_here_gives_the_same_in_this_process() -> None:
    notes: list[int] = []
    results = list(workers.run_here(range(5), SQUARE, 1, notes.append))
    assert results == [(os.getpid(), n * n + 1) for n in range(5)]
    assert notes == list(range(5))


def test_tasks_are_drawn_only_as_workers_take_them() -> None:
    drawn: list[int] = []

    def tasks() -> Iterator[int]:
        for n in range(50):
            drawn.append(n)
            yield n

    with closing(workers.run(tasks(), SQUARE, 0, ignore, jobs=2)) as results:
        next(results)
        assert len(drawn) <= 4


@pytest.mark.parametrize(
    ("task", "message"),
    [
        ("raise", "RuntimeError: cả hai đều hỏng"),
        ("exit", "code 7"),
        pytest.param("kill", "signal 9", marks=pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")),
    ],
)
def test_a_worker_that_fails_is_an_error_that_says_how(task: str, message: str) -> None:
    with pytest.raises(IndexingFailed, match=message):
        list(workers.run(["ok", "ok", task, *["ok"] * 20], TROUBLE, None, ignore, jobs=2))


def test_a_worker_that_can_not_be_set_up_is_an_error() -> None:
    with pytest.raises(IndexingFailed, match="no such setup"):
        list(workers.run(["ok"], TROUBLE, "bad setup", ignore, jobs=2))


def test_the_error_carries_the_trace_of_the_worker() -> None:
    with pytest.raises(IndexingFailed) as caught:
        list(workers.run(["raise"], TROUBLE, None, ignore, jobs=1))
    assert "worker_fakes.py" in str(caught.value.__cause__)


def test_ctrl_c_in_the_parent_leaves_no_worker() -> None:
    pids: list[int] = []

    def interrupt(note: int) -> None:
        pids.append(note)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(workers.run(["sleep"] * 4, TROUBLE, None, interrupt, jobs=2))
    assert pids
    assert not any(map(is_running, pids))


@pytest.mark.skipif(os.name == "nt", reason="reads process states as POSIX has them")
def test_workers_end_when_their_parent_is_killed() -> None:
    script = (
        "import sys; sys.path.insert(0, '.')\n"
        "from searchkit.indexing import workers\n"
        f"list(workers.run(['sleep'] * 4, {TROUBLE!r}, None, lambda n: print(n, flush=True), jobs=2))\n"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pids = [int(parent.stdout.readline()) for _i in range(2)]
        parent.kill()
    assert wait_for(lambda: not any(map(is_running, pids)))


def test_a_script_without_a_main_guard_can_start_workers(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {HERE!r})\n"
        "from searchkit.indexing import workers\n"
        f"print(sorted(v for _, v in workers.run(range(4), {SQUARE!r}, 0, print, jobs=2)))\n",
        encoding="utf-8",
    )
    command = [sys.executable, str(script)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert "[0, 1, 4, 9]" in done.stdout
