"""The stand-in as a real process on a real socket, one for each way in which it can behave."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from noaber.brp.connection import _connection
from noaber.brp.standin.app import PATH
from noaber.brp.standin.command import PERSONS, SPEC

BASE = PATH.removesuffix("/personen")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def standin_with() -> Iterator[Callable[..., str]]:
    """Start a stand-in with options; the same options give the same process. Returns its address."""
    if not (PERSONS.is_file() and SPEC.is_file()):
        pytest.skip("the test persons and the OpenAPI description of the BRP do not lie beside this checkout")
    running: dict[tuple[str, ...], tuple[subprocess.Popen[bytes], str]] = {}

    def start(*options: str) -> str:
        if options not in running:
            port = free_port()
            command = [sys.executable, "-m", "noaber.cli", "brp-standin", "--port", str(port), *options]
            running[options] = (subprocess.Popen(command, stdout=subprocess.DEVNULL), f"http://127.0.0.1:{port}{BASE}")
            _wait(port)
        return running[options][1]

    yield start
    for process, _ in running.values():
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the stand-in did not start")


@pytest.fixture
def connect(settings: Any) -> Callable[[str], None]:
    """Point the product at an address, for Ommen and for Hellendoorn; with a breaker that remembers nothing."""

    def point(address: str) -> None:
        _connection.cache_clear()
        settings.BRP_URL, settings.BRP_KEYS = address, "0175:proef 0163:proef"

    return point


@pytest.fixture
def standin(standin_with: Callable[..., str], connect: Callable[[str], None]) -> str:
    """A stand-in that answers at once, and the product pointed at it."""
    address = standin_with()
    connect(address)
    return address
