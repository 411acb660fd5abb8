"""Two hundred residents want the last place at the same moment, each from a browser of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
from place import ROOT, Place

from tests.with_postgres import free_port

pytestmark = pytest.mark.alone
TIMES = "/ommen/afspraak/tijd/?product=vog&personen=1"
ANNA = {"name": "Anna de Vries", "email": "anna@example.nl"}


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """A redirect is an answer here."""
        return None


def ask(url: str, **typed: object) -> tuple[int, str, str]:
    """Open an address, or send a form to it: the status, where it leads, and the page."""
    content = urlencode(typed).encode() if typed else None
    try:
        with urllib.request.build_opener(_Stay).open(url, content, timeout=60) as answer:
            return answer.status, "", answer.read().decode()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers.get("Location", ""), answer.read().decode()


@pytest.fixture
def address(place: Place, tmp_path: Path) -> Iterator[str]:
    """The product, serving the database of this test, with its calendar made."""
    port = free_port()
    command = [sys.executable, "-m", "noaber.cli", "serve", "--port", str(port)]
    with (tmp_path / "serve.log").open("w") as log:
        server = subprocess.Popen(command, env=os.environ | place.environment, cwd=ROOT, stdout=log, stderr=log)
    try:
        _wait(f"http://localhost:{port}{TIMES}")
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(url: str) -> None:
    until = time.monotonic() + 40
    while time.monotonic() < until:
        try:
            if 'name="minute"' in ask(url)[2]:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError("the calendar was not made")


def at_once(number: int, do: object) -> list[tuple[int, str, str]]:
    """Do something from so many threads that wait for each other before they begin."""
    ready = threading.Barrier(number)

    def one(turn: int) -> tuple[int, str, str]:
        ready.wait()
        return do(turn)  # type: ignore[operator]

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def last_day(address: str) -> tuple[str, list[str]]:
    """The page of the last day on which there is room in Vriezenveen, where one is helped at a time; and its times."""
    _, _, page = ask(f"{address}{TIMES}&location=vriezenveen")
    day = re.findall(r"day=([\d-]+)#", page)[-1]
    _, _, page = ask(f"{address}{TIMES}&location=vriezenveen&day={day}")
    return page, re.findall(r'name="minute" value="(\d+)"', page)


def test_one_resident_gets_the_last_place_and_the_others_see_the_next_ones(place: Place, address: str) -> None:
    residents = 200 if place.database else 60
    minute, following, *_ = last_day(address)[1]
    wanted = {"location": "vriezenveen", "minute": minute}
    answers = at_once(
        residents, lambda turn: ask(f"{address}{TIMES}", **wanted, form_token=f"page-of-resident-{turn:04}")
    )
    won = [where for status, where, _ in answers if status == 302]
    lost = [page for status, _, page in answers if status == 409]
    assert (len(won), len(lost)) == (1, residents - 1)
    for page in lost:
        assert "net door een ander gekozen" in page
        assert re.findall(r'name="minute" value="(\d+)"', page)[0] == following
    assert place.run("taken.py", minute).split() == ["0", "1", "1", "1"]
    # Who won clicks five times at once, and has one appointment.
    done = at_once(5, lambda turn: ask(f"{address}{won[0]}", form_token=f"page-{turn}", **ANNA))
    assert {status for status, _, _ in done} == {302} and len({where for _, where, _ in done}) == 1
    assert place.run("taken.py", minute).split() == ["1", "0", "1", "1"]


def test_people_who_swap_the_same_places_at_once_never_share_one_and_never_lose_their_own(
    place: Place, address: str
) -> None:
    minutes = last_day(address)[1][:8]
    links = []
    for turn, minute in enumerate(minutes[:7]):
        form = {"location": "vriezenveen", "minute": minute, "form_token": f"page-of-resident-{turn:04}"}
        _, details, _ = ask(f"{address}{TIMES}", **form)
        _, own, _ = ask(f"{address}{details}", form_token=f"details-{turn}", **ANNA)
        links.append(own.split("?")[0])

    def move(turn: int) -> tuple[int, str, str]:
        link, to = links[turn % 7], minutes[(turn * 3) % 8]
        return ask(f"{address}{link}verzetten/", location="vriezenveen", minute=to, form_token=f"move-{turn:04}")

    # A lock that is taken in another order by somebody else would stop two of them for good, or one with an error.
    assert {status for status, _, _ in at_once(42, move)} == {302, 409}
    found = [line.split() for line in place.run("taken.py", *minutes).splitlines()]
    assert sum(int(visits) for visits, *_ in found) == 7
    assert all(visits == used and held == "0" for visits, held, used, _ in found)
