"""The first start of a new installation: one process to start and to stop, and pages with their style."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

import pytest

from tests.bench.server import family
from tests.faults.place import ROOT, Place
from tests.with_postgres import free_port

pytestmark = pytest.mark.alone


def fetch(url: str) -> str:
    """What an address answers, once it answers."""
    for _ in range(400):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return str(answer.read().decode())
        except (URLError, ConnectionError):
            time.sleep(0.05)
    raise AssertionError(f"{url} gave no answer")


def test_the_first_page_has_its_style_and_all_ends_with_the_one_process(place: Place) -> None:
    port = free_port()
    command = [sys.executable, "-m", "noaber.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=os.environ | place.environment, cwd=ROOT)
    try:
        page = fetch(f"http://localhost:{port}/account/login/")
        styles = re.findall(r'href="(/static/[^"]+\.css)"', page)
        assert styles, "a page has a style sheet"
        for style in styles:
            assert "{" in fetch(f"http://localhost:{port}{style}")
        ours = family(server.pid)
        assert len(ours) > 1, "a worker apart from what starts it"
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=20) == 0
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in ours) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not [pid for pid in ours if Path(f"/proc/{pid}").exists()]
