"""Appointments of a large town: 40,000 visits in a year and a half, and a calendar that is nearly full."""

from __future__ import annotations

import http.client
import random
import re
import secrets
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from noaber.parties.clock import today
from tests.bench import fill, load
from tests.bench.figures import Figure, percentile
from tests.bench.server import product, serving
from tests.faults.place import Place

VISITS = 40_000
TIMES = "/ommen/afspraak/tijd/?product=vog&personen=1"
VISITOR = {"name": "Anna de Vries", "email": "anna@example.nl", "phone": ""}


def fill_visits(place: Place, count: int, day: date) -> None:
    """Visits over the past year and a half and the coming weeks; of the places to come, eight in ten are taken."""
    entry, chance = fill.one(place, "SELECT min(id) FROM journal_entry"), random.Random(5)

    def rows() -> Iterator[tuple[Any, ...]]:
        for index in range(count):
            on = day + timedelta(days=chance.randrange(-540, 40))
            agreed = datetime(on.year, on.month, on.day, 8, tzinfo=UTC) + timedelta(minutes=10 * chance.randrange(40))
            state = "finished" if on < day else "booked"
            when = agreed if place.database else str(agreed)[:-6]
            yield (
                *(fill.CLIENT, entry, f"{on.year}-B{index:06d}", ("ommen", "vriezenveen")[index % 4 == 0], "balie"),
                *(on, when, 1, 10, '["vog"]', 1, "{}", state, "nl", "", "", "", secrets.token_hex(16)),
                *(secrets.token_hex(32), 0),
            )

    columns = "municipality_id entry_id number location skill day agreed count length products persons answers state"
    columns += " language name email phone seed code_hash sequence"
    fill.put(place, "appointments_visit", columns.split(), rows())
    fill.change(place, "UPDATE appointments_slot SET used = capacity WHERE id % 10 < 8")
    fill.settle(place)


def appointments(place: Place, inside: Any, who: dict[str, Any], seconds: float) -> Iterator[Figure]:
    """Making a calendar, the agenda of a day, the page of free times, and booking."""
    for name, took in inside(place, "calendar").items():
        yield Figure(f"calendar of a year, three locations: {name}", took, "s", 2)
    few = inside(place, "visits", who["sessions"][0])
    fill_visits(place, VISITS, today())
    many = inside(place, "visits", who["sessions"][0])
    assert few == many, f"{few} statements with few appointments, {many} with many"
    with serving(product(place, 0), place, "/account/login/") as server:
        for name, path in (("agenda", "/balie/"), ("first free times", TIMES)):
            seen = load.run(load.Job(server.port, path, who["sessions"], 8, seconds, 200))
            name = f"{name}, {VISITS:,} appointments"
            yield Figure(f"{name}: p95 at 8 clients", seen.p95, "ms", 60)
            yield Figure(f"{name}: p50 at 8 clients", seen.p50, "ms")
        held, booked = _book(server.port, 16, seconds)
        yield Figure("keeping a time: p95 at 16 clients", percentile(held, 0.95), "ms", 80)
        yield Figure("booking: p95 at 16 clients", percentile(booked, 0.95), "ms", 80)
        yield Figure("booking: p50 at 16 clients", percentile(booked, 0.5), "ms", note=f"{len(booked)} booked")
    for name, number in many.items():
        yield Figure(f"{name}: statements", number, "", note="the same with few appointments")


def _book(port: int, clients: int, seconds: float) -> tuple[list[float], list[float]]:
    """Milliseconds of keeping a time and of booking it, by clients that each want another time each turn."""
    minutes = _free(port)
    until, lock, held, booked = time.perf_counter() + seconds, threading.Lock(), [], []
    random.Random(3).shuffle(minutes)

    def resident() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        while time.perf_counter() < until:
            with lock:
                if not minutes:
                    return
                location, minute = minutes.pop()
            form = {"location": location, "minute": minute, "form_token": secrets.token_urlsafe(18)}
            took, status, where = _post(connection, TIMES, form)
            if status != 302:
                continue
            held.append(took)
            took, status, _ = _post(connection, where, VISITOR | {"form_token": secrets.token_urlsafe(18)})
            assert status == 302, f"booking answered {status}"
            booked.append(took)

    threads = [threading.Thread(target=resident) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return held, booked


def _free(port: int) -> list[tuple[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    found = []
    for location in ("ommen", "vriezenveen"):
        page = _get(connection, f"{TIMES}&location={location}")
        for day in re.findall(r"day=([\d-]+)#", page)[1:]:  # today's times may pass while we measure
            page = _get(connection, f"{TIMES}&location={location}&day={day}")
            found += [(location, minute) for minute in re.findall(r'name="minute" value="(\d+)"', page)]
    return found


def _get(connection: http.client.HTTPConnection, path: str) -> str:
    connection.request("GET", path)
    return connection.getresponse().read().decode()


def _post(connection: http.client.HTTPConnection, path: str, form: dict[str, str]) -> tuple[float, int, str]:
    begin = time.perf_counter()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", path, urlencode(form), kind)
    answer = connection.getresponse()
    answer.read()
    return 1000 * (time.perf_counter() - begin), answer.status, answer.getheader("Location", "")
