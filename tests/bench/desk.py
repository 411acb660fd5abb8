"""The desk of a municipality with much behind it: a case, the agenda, the first free time, a booking, the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any

from noaber.parties.clock import today
from tests.bench import fill, load
from tests.bench.figures import Figure
from tests.bench.running import CLIENTS, Size, ask, inside, median_of, workers_of
from tests.bench.server import floor, product, serving
from tests.faults.place import Place

READERS = 8
BAR_PAGE, BAR_BOOKING, BAR_CALENDAR = 60, 80, 2


def desk(place: Place, size: Size, who: dict[str, Any]) -> Iterator[Figure]:
    """Pages at eight clients, booking at sixteen, and a year of the calendar of three locations."""
    if fill.one(place, "SELECT count(*) FROM cases_case") < size.cases:
        fill.cases(place, size.cases, inside(place, "products"), today())
    wide = inside(place, "wide_day")
    fill.wide_open(place, wide["location"], wide["skill"], date.fromisoformat(wide["day"]))
    made = inside(place, "calendar")
    name = f"{made['places']:,} places, a year of three locations"
    yield Figure(f"{name}: made", made["seconds"], "s", BAR_CALENDAR, made["floor"], note="floor: the same rows, bare")
    session = who["sessions"][0]
    few = inside(place, "desk_queries", session)
    fill.visits(place, size.visits, made["locations"], today())
    fill.crowd(place, made["skill"], made["room_from"])
    many = inside(place, "desk_queries", session)
    assert few == many, f"{few} statements with few visits, {many} with many"
    pages = {
        f"case page from {size.cases:,}": (made["cases"], "/case"),
        f"agenda of the day from {size.visits:,}": (made["agenda"], "/agenda"),
        f"first free time, {made['weeks']} weeks nearly full": (made["times"], "/free"),
    }
    with ExitStack() as stack:
        server = stack.enter_context(serving(product(place, 0), place, "/account/login/"))
        least = stack.enter_context(serving(floor(workers_of(place)), place, "/"))
        for (text, (path, bare)), statements in zip(pages.items(), many, strict=True):
            runs, floors = [], []
            for _ in range(size.rounds):
                runs.append(ask(server, load.Job(server.port, path, who["sessions"], READERS, size.seconds, 200)))
                floors.append(ask(least, load.Job(least.port, bare, who["sessions"], READERS, size.seconds, 200)))
            yield Figure(
                f"{text}: p95 at {READERS} clients",
                median_of(runs, "p95"),
                "ms",
                BAR_PAGE,
                median_of(floors, "p95"),
                note=f"{statements} statements, the same with few",
            )
        yield from _booking(server.port, least.port, size, who, made, (server, least))


def _booking(port: int, bare: int, size: Size, who: dict[str, Any], made: dict[str, Any], of: Any) -> Iterator[Figure]:
    """A time is chosen, then the appointment is booked; the second answer is timed."""
    chosen = {"location": made["location"], "minute": made["minutes"]}
    # The floor first: after a round the product still mails, and on SQLite one writer waits for the other.
    least = load.Job(bare, "/booking", who["sessions"], CLIENTS, size.seconds, 302, {"location": "x"})
    floors = [ask(of[1], least) for _ in range(size.rounds)]
    job = load.Job(port, made["times"], who["sessions"], CLIENTS, size.seconds, 302, chosen, then=made["details"])
    booked = [ask(of[0], job) for _ in range(size.rounds)]
    note = f"{median_of(booked, 'rate'):.0f} appointments/s, each with the request that keeps its time"
    yield Figure(
        f"booking: p95 at {CLIENTS} clients",
        median_of(booked, "p95"),
        "ms",
        BAR_BOOKING,
        median_of(floors, "p95"),
        note=note,
    )
