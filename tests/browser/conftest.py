"""The running product: the demo in a folder of its own, served by one process, and a real browser before it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
MONTHS, SHARE = 6, 12


@dataclass(frozen=True)
class Site:
    """Where the demo runs, and where its files lie."""

    address: str
    folder: Path
    environment: dict[str, str]

    def noaber(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """Run the command line beside the running product."""
        command = [sys.executable, "-m", "noaber.cli", *map(str, arguments)]
        return subprocess.run(command, env=self.environment, cwd=ROOT, text=True, capture_output=True)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo, filled and served as `make run` does it."""
    folder = tmp_path_factory.mktemp("demo")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        brp = probe.getsockname()[1]
    environment = os.environ | {
        "NOABER_BRP_URL": f"http://localhost:{brp}/haalcentraal/api/brp",
        "NOABER_BRP_KEYS": "0175:proef",
        "NOABER_DATA_DIR": str(folder),
        "NOABER_DEMO": "true",
        "NOABER_DATABASE_URL": "",
        "NOABER_BASE_URL": f"http://localhost:{port}",
    }
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    found = Site(f"http://localhost:{port}", folder, environment)
    for command in (["migrate"], ["demo", "--months", MONTHS, "--share", SHARE]):
        done = found.noaber(*command)
        assert done.returncode == 0, done.stdout + done.stderr
    command = [sys.executable, "-m", "noaber.cli", "serve", "--port", str(port)]
    with (folder / "serve.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    try:
        _wait(found, folder / "serve.log")
        yield found
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(site: Site, log: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(site.address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the product did not answer: {log.read_text()}")


@pytest.fixture
def be(site: Site, chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Sign in as somebody of the demo, in a browser that knows nothing yet; mistakes of scripts fail the test."""
    opened: list[tuple[Any, list[str]]] = []

    def sign_in(name: str, scripts: bool = True) -> Page:
        size: Any = {"width": 1440, "height": 900}
        context = chromium.new_context(
            viewport=size, locale="nl-NL", accept_downloads=True, java_script_enabled=scripts
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if _is_ours(said) else None)
        opened.append((context, wrong))
        page.goto(site.address)
        page.get_by_role("button", name=name).click()
        page.wait_for_load_state()
        return page

    yield sign_in
    for context, wrong in opened:
        context.close()
        assert wrong == []


def _is_ours(said: Any) -> bool:
    """A refusal (409) or a form with mistakes (422) is an answer; browsers write those to the console all the same."""
    return said.type == "error" and "Failed to load resource" not in said.text
