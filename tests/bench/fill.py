"""Makes a database large, quickly: rows of real size, put in by somebody with the keys of the database.

The guards would refuse them one by one, and the application's role may not COPY; what is measured afterwards runs with
every guard in place.
"""

from __future__ import annotations

import hashlib
import os
import random
import secrets
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg

from noaber.journal import canonical
from tests.faults.place import Place

CLIENT, CONTRACTOR, CODE = 175, 1700, "ommen-twenterand-2024"
Products = Sequence[tuple[str, int]]
"""The products of the agreement with the service that each belongs to."""
ACTOR = "m-6b1f0c9a2d4e8f70"
Rows = Iterable[Sequence[Any]]


def put(place: Place, table: str, columns: Sequence[str], rows: Rows) -> None:
    """Put rows into a table, past the guards."""
    names = ", ".join(columns)
    if place.database:
        with _admin(place) as connection:
            connection.execute("SET session_replication_role = replica")
            with connection.cursor().copy(f"COPY {table} ({names}) FROM STDIN") as copy:  # type: ignore[arg-type]
                for row in rows:
                    copy.write_row(row)
        return
    connection = sqlite3.connect(place.folder / "noaber.sqlite3")
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in guards:
        connection.execute(f"DROP TRIGGER {name}")
    connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})", rows)
    for _, sql in guards:
        connection.execute(sql)
    connection.commit()
    connection.close()


def settle(place: Place) -> None:
    """What the database does by itself when it has the time: statistics, and the visibility of rows."""
    if place.database:
        with _admin(place) as connection:
            connection.execute("VACUUM ANALYZE")
        return
    connection = sqlite3.connect(place.folder / "noaber.sqlite3")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def one(place: Place, query: str) -> Any:
    """One value that the database holds."""
    if place.database:
        with _admin(place) as connection:
            return connection.execute(query).fetchone()[0]  # type: ignore[call-overload]
    connection = sqlite3.connect(place.folder / "noaber.sqlite3")
    try:
        return connection.execute(query).fetchone()[0]
    finally:
        connection.close()


def cases(place: Place, count: int, products: Products, day: date) -> None:
    """Cases that are all still open: nine in ten run, one in ten is suspended. The hardest that a worklist can get."""
    entry, chance = one(place, "SELECT min(id) FROM journal_entry"), random.Random(7)

    def rows() -> Iterator[tuple[Any, ...]]:
        for index in range(count):
            product, service = products[index % len(products)]
            received = day - timedelta(days=chance.randrange(50))  # none has run out, or the clock would have work
            due = received + timedelta(days=56)
            state, suspended = ("suspended", day) if index % 10 == 0 else ("open", None)
            number = f"{received.year}-B{index:06d}"
            yield (
                *(CLIENT, entry, number, service, product, "college", f"Z/26/{index:07d}", received, due, due, due),
                *(state, suspended, "[]", False, "", "", None, None, ACTOR, 0, 0),
            )

    columns = "municipality_id entry_id number service product organ reference received due norm_due clock state"
    columns += " suspended_on suspensions passed outcome signature decided_on closed_on handler extensions added_days"
    put(place, "cases_case", columns.split(), rows())
    settle(place)


def visits(place: Place, count: int, locations: Sequence[str], day: date) -> None:
    """Visits of the past year and of the weeks to come; today's agenda of the first location has sixty of them.

    Names and addresses of the past are still there: the largest that the table gets.
    """
    entry, chance = one(place, "SELECT min(id) FROM journal_entry"), random.Random(13)

    def rows() -> Iterator[tuple[Any, ...]]:
        tickets: Counter[tuple[str, date]] = Counter()
        for index in range(count):
            on = day if index < 60 else day + timedelta(days=chance.choice((*range(-300, -1), *range(1, 30))))
            location = locations[0 if index < 60 else index % len(locations)]
            agreed = datetime(on.year, on.month, on.day, 8, tzinfo=UTC) + timedelta(minutes=10 * chance.randrange(45))
            state = "finished" if on < day else "booked"
            if on == day:
                agreed = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(minutes=10 * (index + 1))
                state = "arrived" if index < 8 else "booked"
            moment = agreed if place.database else str(agreed)[:-6]
            came = moment if state != "booked" else None
            tickets[location, on] += came is not None
            ticket = tickets[location, on] if came else None
            number, products = f"{on.year}-V{index:06d}", '["paspoort"]'
            hashed = hashlib.sha256(number.encode()).hexdigest()
            yield (
                *(CLIENT, entry, number, location, "balie", on, moment, 1, 10, products, 1, state, ticket),
                *(None, came, None, None, None, "nl", "{}", f"Bezoeker {index}", f"b{index}@voorbeeld.example", ""),
                *(on + timedelta(days=400), secrets.token_hex(16), hashed, 0),
            )

    columns = "municipality_id entry_id number location skill day agreed count length products persons state ticket"
    columns += (
        " counter arrived_at called_at started_at finished_at language answers name email phone erase_on seed code_hash"
    )
    put(place, "appointments_visit", (columns + " sequence").split(), rows())
    settle(place)


def wide_open(place: Place, location: str, skill: str, day: date) -> None:
    """One day on which a location receives whoever comes during a measurement."""
    entry = one(place, "SELECT min(id) FROM journal_entry")
    columns = "municipality_id entry_id location day kind start end skill capacity reason withdrawn"
    open_day = (CLIENT, entry, location, day, "open", "09:00:00", "16:30:00", skill, 5_000, "meting", False)
    put(place, "appointments_deviation", columns.replace(" end ", ' "end" ').split(), [open_day])


def crowd(place: Place, skill: str, room_from: int) -> None:
    """Fill the calendar up to a minute."""
    mine = f"municipality_id = {CLIENT} AND skill = '{skill}'"
    place.tamper(f"UPDATE appointments_slot SET used = capacity WHERE {mine} AND minute < {room_from}")
    settle(place)


def journal(place: Place, count: int, products: Products, day: date) -> None:
    """Entries with their facts and one line each, the lines over the eight quarters that a report looks at."""
    first = (one(place, "SELECT max(id) FROM journal_entry") or 0) + 1
    begin = datetime(day.year, 1, 1, 8, tzinfo=UTC)
    step = (datetime(day.year, day.month, day.day, tzinfo=UTC) - begin) / count
    days = [date(day.year - 2 + month // 12, month % 12 + 1, 15) for month in range(12, 36)]
    days = [month for month in days if month <= day]
    chance = random.Random(11)
    salts = [chance.randbytes(32) for _ in range(1000)]

    def made(index: int) -> tuple[datetime, str, str, str, int, date, bytes]:
        product, service = products[index % len(products)]
        body = canonical.encode({"product": product, "outcome": "verleend", "reference": f"Z/26/{index:07d}"})
        at = begin + index * step
        at = at.replace(microsecond=at.microsecond // 1000 * 1000)
        return at, f"case:{day.year}-J{index:07d}", body, product, service, days[index % len(days)], salts[index % 1000]

    def entries() -> Iterator[tuple[Any, ...]]:
        for index in range(count):
            at, about, body, product, service, counted, salt = made(index)
            line = ["case.registered", counted.isoformat(), 1, "count", service, product, 0, "3.1.1"]
            header = canonical.encode(
                {
                    "v": 1,
                    "municipality": CLIENT,
                    "org": CONTRACTOR,
                    "agreement": CODE,
                    "act": "case.register",
                    "clause": "3.1.1",
                    "actor": ACTOR,
                    "function": "clerk",
                    "mandate": "M-BZ-1",
                    "object": about,
                    "purpose": "uitvoering van de dienst",
                    "basis": "3.1.1",
                    "result": "granted",
                    "reason": "registered",
                    "origin": "web",
                    "at": at.isoformat(timespec="milliseconds"),
                    "trace": salt[:8].hex(),
                    "key": None,
                    "payload": hashlib.sha256(b"\x02" + salt + body.encode()).hexdigest(),
                    "lines": [line],
                }
            )
            said = (CODE, "case.register", "3.1.1", ACTOR, "clerk", "M-BZ-1", about, "granted", "registered", None)
            yield (first + index, CLIENT, day.year, at if place.database else str(at)[:-6], *said, header)

    def payloads() -> Iterator[tuple[Any, ...]]:
        for index in range(count):
            _, _, body, _, _, _, salt = made(index)
            yield first + index, CLIENT, salt, body

    def lines() -> Iterator[tuple[Any, ...]]:
        for index in range(count):
            _, _, _, product, service, counted, _ = made(index)
            month = counted.year * 100 + counted.month
            measure = "case.registered"
            yield first + index, CLIENT, measure, counted, month, 1, "count", service, product, 0, "3.1.1"

    columns = "id municipality_id year at agreement act clause actor function mandate object result reason key header"
    put(place, "journal_entry", columns.split(), entries())
    put(place, "journal_payload", ["entry_id", "municipality_id", "salt", "body"], payloads())
    columns = "entry_id municipality_id measure day month quantity unit service key base clause"
    put(place, "journal_countedline", columns.split(), lines())
    if place.database:
        with _admin(place) as connection:
            connection.execute(
                "SELECT setval(pg_get_serial_sequence('journal_entry', 'id'), max(id)) FROM journal_entry"
            )
    settle(place)


def new_database() -> str:
    """A new, empty database on the server that the run stands beside; nothing where it stands beside none."""
    if not os.environ.get("NOABER_DATABASE_URL", "").startswith("postgresql"):
        return ""
    name = f"noaber_{secrets.token_hex(6)}"
    with psycopg.connect(_address("admin", "postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} OWNER noaber_owner")  # type: ignore[call-overload]
    return name


def addresses(database: str) -> dict[str, str]:
    """How the product is told of it: as the application, and as the owner of the tables."""
    return {
        "NOABER_DATABASE_URL": _address("noaber_app", database),
        "NOABER_DATABASE_OWNER_URL": _address("noaber_owner", database),
    }


def _admin(place: Place) -> psycopg.Connection[Any]:
    return psycopg.connect(_address("admin", place.database), autocommit=True)


def _address(role: str, database: str) -> str:
    return f"postgresql://{role}@127.0.0.1:{os.environ['NOABER_TEST_PG_PORT']}/{database}"
