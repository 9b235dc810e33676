"""Indexing, each time in a process of its own: articles a second, bytes on the disk, peak memory.

    python -m benchmarks.comparison.building SYSTEM SOURCE FOLDER

The process tells its own seconds, from opening the input to the end of the commit, so that starting Python
and importing count for nobody. Memory is that of the process and all its children together.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.comparison.systems import system

ROOT = Path(__file__).resolve().parents[2]
_PAUSE = 0.1
_PROCESSES = Path("/proc")


@dataclass(frozen=True)
class Built:
    """One index: seconds to make it, bytes it takes, peak memory in bytes (None where it can't be seen)."""

    articles: int
    seconds: float
    bytes: int
    memory: int | None

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.articles / self.seconds


def build(name: str, source: Path, folder: Path, articles: int) -> Built:
    """Let a process of its own make the index of `source` in `folder`."""
    command = [sys.executable, "-m", __spec__.name, name, str(source), str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        watcher = _Watcher(process.pid)
        watcher.start()
        said = process.communicate()[0]
        watcher.stop()
    assert process.returncode == 0, f"{name} failed"
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Built(articles, json.loads(said.splitlines()[-1])["seconds"], size, watcher.peak or None)


class _Watcher(threading.Thread):
    """Sums the memory of a process and its descendants again and again; shared pages count once."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._done, self.peak = pid, threading.Event(), 0

    def run(self) -> None:
        while _PROCESSES.is_dir() and not self._done.wait(_PAUSE):
            self.peak = max(self.peak, sum(map(_memory, _family(self._pid))))

    def stop(self) -> None:
        """End the watch."""
        self._done.set()
        self.join()


def _family(pid: int) -> set[int]:
    """Return a process and all its descendants."""
    parents: dict[int, int] = {}
    for entry in _PROCESSES.iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue  # it has just ended
    family = {pid}
    while more := {child for child, parent in parents.items() if parent in family} - family:
        family |= more
    return family


def _memory(pid: int) -> int:
    """Return the bytes that a process holds, its part of shared pages included; 0 where it has ended."""
    try:
        lines = (_PROCESSES / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def main() -> None:
    """Make one index and print the seconds."""
    name, source, folder = sys.argv[1:]
    module = system(name)
    start = time.perf_counter()
    module.build(Path(source), Path(folder))
    print(json.dumps({"seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    main()
