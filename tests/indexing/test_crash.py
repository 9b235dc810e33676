"""A writer killed at any moment leaves the index as committed last, and the next writer and readers free."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from samples import Sample, index

from searchkit.indexing.store import open_index
from searchkit.indexing.verify import verify
from searchkit.indexing.writer import IndexWriter

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")

# Commits again and again: each commit renews every article with the words of the next round, deletes one and
# sometimes merges all; each is announced before and after.
WRITER = """
import sys, pathlib
sys.path.insert(0, sys.argv[2])
from samples import Sample
from searchkit.indexing.writer import IndexWriter
path, round = pathlib.Path(sys.argv[1]), int(sys.argv[3])
while True:
    round += 1
    with IndexWriter(path) as writer:
        words = (f"vong{round}", "chung") * 40
        writer.add_documents(Sample(f"a{n}", words=words).prepared for n in range(150))
        writer.delete([f"a{round % 150}"])
        print("begin", round, flush=True)
        writer.commit(optimize=round % 3 == 0)
    print("done", round, flush=True)
"""


def rounds(path: Path) -> set[str]:
    """The round of every living article: one and the same where the state is whole."""
    with open_index(path) as snapshot:
        words = {snapshot.body(d).split()[0] for d in range(snapshot.max_doc) if _alive(snapshot, d)}
        assert snapshot.field("text").df("chung") == snapshot.doc_count == 149
        for word in words:
            assert snapshot.field("text").df(word) == 149
        return words


def _alive(snapshot, doc: int) -> bool:
    return snapshot.alive is None or bool(snapshot.alive[doc])


def kill_somewhere(path: Path, start: int, rng: random.Random) -> tuple[int, int]:
    """Kill a writer in or near one of its first commits; return the rounds it had begun and done."""
    command = [sys.executable, "-c", WRITER, str(path), str(Path(__file__).parent), str(start)]
    begun = done = start
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        for line in writer.stdout:
            what, number = line.split()
            begun, done = (int(number), done) if what == "begin" else (begun, int(number))
            if begun >= start + rng.randint(1, 3):
                time.sleep(rng.random() * 0.03)
                break
        os.kill(writer.pid, signal.SIGKILL)
        for line in writer.stdout:  # what it had still said
            what, number = line.split()
            begun, done = (int(number), done) if what == "begin" else (begun, int(number))
    return begun, done


def survive(path: Path, times: int, seed: int) -> None:
    rng = random.Random(seed)
    index(path, [Sample(f"a{n}", words=("vong0", "chung") * 40) for n in range(150)])
    with IndexWriter(path) as writer:
        writer.delete(["a0"])
    (path / "README.md").write_text("stays")
    state = 0
    for _n in range(times):
        with open_index(path) as reader:
            begun, done = kill_somewhere(path, state, rng)
            assert reader.field("text").postings(f"vong{state}").df == 149  # the reader sees what it opened
        (word,) = rounds(path)
        state = int(word.removeprefix("vong"))
        assert done <= state <= begun
        assert all(not fault.fatal for fault in verify(path))
    IndexWriter(path).cancel()
    assert verify(path) == ()
    assert len({e.name.split(".")[0] for e in path.glob("MAIN_*.text")}) == open_index(path).segment_count
    assert not (path / "MAIN.tmp").exists()
    assert (path / "README.md").read_text() == "stays"


def test_a_killed_writer_leaves_the_last_commit(tmp_path: Path) -> None:
    survive(tmp_path, times=5, seed=1)


@pytest.mark.slow
def test_a_writer_killed_many_times_leaves_the_last_commit(tmp_path: Path) -> None:
    survive(tmp_path, times=40, seed=2)


def test_readers_may_open_while_commits_go_on(tmp_path: Path) -> None:
    index(tmp_path, [Sample(f"a{n}", words=("vong0", "chung") * 40) for n in range(150)])
    with IndexWriter(tmp_path) as writer:
        writer.delete(["a0"])
    command = [sys.executable, "-c", WRITER, str(tmp_path), str(Path(__file__).parent), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        end = time.monotonic() + 60
        seen = set()
        while len(seen) < 5 and time.monotonic() < end:
            found = rounds(tmp_path)
            assert len(found) == 1
            seen |= found
        writer.kill()
    assert len(seen) >= 5
