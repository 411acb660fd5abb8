"""How a measurement runs: how much of everything, in which process, asked by how many clients."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from statistics import median
from typing import Any

from tests.bench import load
from tests.bench.server import Server
from tests.faults.place import ROOT, Place

CLIENTS = 16


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    seconds: float
    rounds: int
    cases: int
    entries: int
    visits: int
    graves: int


FULL = Size(8, 3, 100_000, 1_000_000, 40_000, 60_000)
QUICK = Size(3, 2, 20_000, 60_000, 8_000, 12_000)


def inside(place: Place, what: str, *arguments: object, module: str = "tests.bench.inside") -> Any:
    """Measure something within a process of the product."""
    command = [sys.executable, "-m", module, what, *map(str, arguments)]
    done = subprocess.run(command, env=os.environ | place.environment, cwd=ROOT, text=True, stdout=subprocess.PIPE)
    assert done.returncode == 0, f"{what} did not end well"
    return json.loads(done.stdout)


def workers_of(place: Place) -> int:
    """As `noaber serve` chooses."""
    return (os.cpu_count() or 1) if place.database else 1


@dataclass(frozen=True, slots=True)
class Run:
    """What the clients saw, and what each answer cost the server in milliseconds of processor time."""

    load: load.Result
    cpu_per_answer: float


def ask(server: Server, job: load.Job) -> Run:
    """Let the clients of a job loose on a server."""
    before = server.cpu_seconds
    result = load.run(job)
    # Warming up is not counted as an answer, so its share of the processor is taken off.
    part = job.seconds / (job.seconds + job.warm_up)
    return Run(result, 1000 * part * (server.cpu_seconds - before) / result.answered)


def median_of(runs: list[Run], of: str) -> float:
    """The median over runs of one of the things that clients saw."""
    return median(getattr(run.load, of) for run in runs)
