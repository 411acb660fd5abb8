"""A server in a process of its own, and what it uses: processor time and memory (proportional), read from /proc."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.faults.place import ROOT, Place
from tests.with_postgres import free_port

TICK = os.sysconf("SC_CLK_TCK")
GRANIAN = ["--interface", "wsgi", "--host", "127.0.0.1", "--blocking-threads", "2", "--log-level", "warning", "--no-ws"]
"""What `noaber serve` gives granian; the floor gets the same."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers on this machine only."""

    process: subprocess.Popen[bytes]
    port: int
    ready_seconds: float

    @property
    def cpu_seconds(self) -> float:
        """Processor time of the server and its workers so far, user and system together."""
        return sum(_cpu(pid) for pid in family(self.process.pid))

    @property
    def resident_megabytes(self) -> float:
        """Memory that the server and its workers hold; of what they share, each counts its part."""
        return sum(_resident(pid) for pid in family(self.process.pid)) / 1e6


def product(place: Place, workers: int) -> list[str]:
    """The command of the product's own server, but for the port."""
    return [sys.executable, "-m", "noaber.cli", "serve", "--workers", str(workers)]


def floor(workers: int) -> list[str]:
    """The barest application under the same server with the same settings, but for the port."""
    return [sys.executable, "-m", "granian", *GRANIAN, "--workers", str(workers), "tests.bench.floor:application"]


@contextmanager
def serving(command: Sequence[str], place: Place, path: str, **environment: str) -> Iterator[Server]:
    """Serve until the block ends; ready once `path` is answered."""
    port, begin = free_port(), time.perf_counter()
    process = subprocess.Popen(
        [*command, "--port", str(port)],
        env=os.environ | place.environment | environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_until_answered(process, port, path)
        yield Server(process, port, time.perf_counter() - begin)
    finally:
        ours = family(process.pid)
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        _end(ours)


def _end(ours: list[int]) -> None:
    """End what a server left: a worker that waits for its connections outlives it."""
    for pid in ours:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@contextmanager
def working(place: Place) -> Iterator[None]:
    """Seal and tick in a process of its own, as a larger installation does."""
    process = subprocess.Popen(
        [sys.executable, "-m", "noaber.cli", "worker"], env=os.environ | place.environment, cwd=ROOT
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_until_answered(process: subprocess.Popen[bytes], port: int, path: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server did not start"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", path)
            if connection.getresponse().status < 500:
                return
        except OSError:
            time.sleep(0.02)
        finally:
            connection.close()
    raise AssertionError("the server did not answer within a minute")


def family(pid: int) -> list[int]:
    """A process and all that came from it."""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += family(int(child))
    return found


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def _resident(pid: int) -> int:
    report = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return 1024 * int(report.partition("\nPss:")[2].split()[0])
