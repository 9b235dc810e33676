"""Workers that the tests of the worker processes start (imported by name in the child processes)."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from typing import Any


class Fake:
    """A worker that holds nothing open."""

    def close(self) -> None:
        """Nothing to let go."""


class Square(Fake):
    """Squares numbers, tells each of them on the way, and prints where nobody should."""

    def __init__(self, setup: int) -> None:
        self.add = setup

    def __call__(self, task: int, tell: Callable[[Any], None]) -> tuple[int, int]:
        print("a library that prints")
        tell(task)
        return os.getpid(), task * task + self.add


class Trouble(Fake):
    """Does what the task says: raises, dies, is killed, sleeps, or answers what can't be read."""

    def __init__(self, setup: Any) -> None:
        if setup == "bad setup":
            raise ValueError("no such setup")

    def __call__(self, task: str, tell: Callable[[Any], None]) -> str:
        if task == "raise":
            raise RuntimeError("cả hai đều hỏng")
        if task == "exit":
            os._exit(7)
        if task == "kill":
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        if task == "sleep":
            tell(os.getpid())
            time.sleep(60)
        return task
