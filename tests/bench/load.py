"""The clients: each with one connection that stays open, each asking again as soon as it is answered.

    python -m tests.bench.load < job.json > result.json

It runs in a process of its own, speaks to this machine only, and stops after the seconds it was given. The first part
of the time warms up and does not count.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import resource
import secrets
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from tests.bench.figures import percentile


@dataclass(frozen=True, slots=True)
class Job:
    """What to ask, by how many, for how long. With `form` it is posted, with a fresh token each time.

    Of several paths one is chosen each time. With `then` that form is posted to the address that the answer names, and
    only this second answer is timed.
    """

    port: int
    path: str | list[str]
    sessions: list[str]
    clients: int
    seconds: float
    status: int
    form: dict[str, str | list[str]] | None = None
    warm_up: float = 1.5
    then: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What the clients saw. Times are milliseconds; `cpu` is the part of one core that the clients themselves took."""

    rate: float
    answered: int
    wrong: int
    p50: float
    p95: float
    p99: float
    cpu: float


def run(job: Job) -> Result:
    """Let the clients of a job loose, in a process of their own."""
    command = [sys.executable, "-m", "tests.bench.load"]
    done = subprocess.run(command, input=json.dumps(asdict(job)), text=True, capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr
    result = Result(**json.loads(done.stdout))
    assert result.wrong == 0, f"{result.wrong} answers of {job.path} were not {job.status}"
    return result


async def _client(job: Job, session: str, since: float, until: float, seen: list[tuple[float, bool]]) -> None:
    csrf = secrets.token_hex(16)
    cookies = f"noaber={session}; csrf={csrf}"
    reader, writer = await asyncio.open_connection("127.0.0.1", job.port)
    try:
        while (begin := time.perf_counter()) < until:
            writer.write(_request(job, _one(job.path), job.form, cookies, csrf))
            status, location = await _answer(reader)
            right = status == job.status
            if right and job.then is not None:
                begin = time.perf_counter()
                writer.write(_request(job, location, job.then, cookies, csrf))
                right = (await _answer(reader))[0] == job.status
            if begin >= since:
                seen.append((time.perf_counter() - begin, right))
    finally:
        writer.close()


def _one(of: str | list[str]) -> str:
    return of if isinstance(of, str) else random.choice(of)


def _request(job: Job, path: str, form: Mapping[str, str | list[str]] | None, cookies: str, csrf: str) -> bytes:
    method = "GET" if form is None else "POST"
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost:{job.port}\r\nCookie: {cookies}\r\n"
    if form is None:
        return f"{head}\r\n".encode()
    typed = {name: _one(value) for name, value in form.items()}
    body = urlencode(typed | {"csrfmiddlewaretoken": csrf, "form_token": secrets.token_urlsafe(18)})
    kind = "application/x-www-form-urlencoded"
    return f"{head}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, str]:
    """The status of an answer and the address that it names, if any."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0]
    if length:
        await reader.readexactly(int(length))
    elif b"chunked" in head.lower():
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    location = re.search(rb"\r\nlocation:[ \t]*([^\r]+)", head, re.IGNORECASE)
    return int(head.split(b" ", 2)[1]), location[1].decode() if location else ""


async def _all(job: Job) -> list[tuple[float, bool]]:
    seen: list[tuple[float, bool]] = []
    since = time.perf_counter() + job.warm_up
    until = since + job.seconds
    sessions = (job.sessions * job.clients)[: job.clients]
    await asyncio.gather(*(_client(job, session, since, until, seen) for session in sessions))
    return seen


def main() -> None:
    """Read a job, do it, tell what was seen."""
    job = Job(**json.load(sys.stdin))
    begin = time.perf_counter()
    seen = asyncio.run(_all(job))
    used = resource.getrusage(resource.RUSAGE_SELF)
    times = [1000 * seconds for seconds, _ in seen]
    result: dict[str, Any] = {
        "rate": len(seen) / job.seconds,
        "answered": len(seen),
        "wrong": sum(not right for _, right in seen),
        "p50": percentile(times, 0.5),
        "p95": percentile(times, 0.95),
        "p99": percentile(times, 0.99),
        "cpu": (used.ru_utime + used.ru_stime) / (time.perf_counter() - begin),
    }
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
