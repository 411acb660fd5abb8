"""What is measured of the cemeteries within the product's own process; prints JSON.

python -m tests.bench.graves_inside WHAT [arguments]
"""

# ruff: noqa: E402  Django must be ready before anything of the product is imported
from __future__ import annotations

import json
import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "noaber.config.settings"

import django

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, setup_test_environment

from noaber.cemetery.charges import file_actions
from noaber.cemetery.models import Grave
from noaber.cemetery.register_files import FILES
from noaber.cemetery.taking_in import import_register
from noaber.parties.models import Person
from noaber.parties.scope import reading
from tests.bench.fill import CLIENT, CODE
from tests.faults.place import megabytes

TABLES = ("cemetery_resident", "cemetery_grave", "cemetery_graveright", "cemetery_interment")


def take_in(folder: str) -> dict[str, Any]:
    """Seconds and memory to take four files in, beside putting the same rows in tables without anything on them."""
    lead = Person.objects.get(email="teamleider@demo.noaber.example")
    with ExitStack() as stack:
        files = {part: stack.enter_context((Path(folder) / name).open("rb")) for part, name in FILES.items()}
        begin = time.perf_counter()
        import_register(lead, CODE, files)
        seconds = time.perf_counter() - begin
    most = megabytes()
    with reading(CLIENT):
        graves = list(Grave.objects.of(CLIENT).order_by("id").values_list("id", flat=True)[:20_000])
        bare = sum(_bare(f"SELECT * FROM {table} WHERE municipality_id = {CLIENT}") for table in TABLES)
    return {"seconds": seconds, "megabytes": most, "floor": bare, "graves": graves}


def make_file() -> dict[str, Any]:
    """Seconds to make a file of what was fixed, beside putting its lines in a table without anything on it."""
    lead = Person.objects.get(email="teamleider@demo.noaber.example")
    begin = time.perf_counter()
    row = file_actions.make_file(lead, CODE, "")
    seconds = time.perf_counter() - begin
    with reading(CLIENT):
        bare = _bare(f"SELECT * FROM charges_fileline WHERE municipality_id = {CLIENT}")
    return {"seconds": seconds, "lines": row.count, "floor": bare}


def _bare(query: str) -> float:
    """Seconds to put the rows of a query in a table without guards, keys or indexes."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows, columns = cursor.fetchall(), [one[0] for one in cursor.description]
        cursor.execute("DROP TABLE IF EXISTS bare")
        kind = "text" if connection.vendor == "postgresql" else ""
        cursor.execute(f"CREATE TEMPORARY TABLE bare ({', '.join(f'c{at} {kind}' for at in range(len(columns)))})")
        begin = time.perf_counter()
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO bare VALUES ({marks})", rows)
        return time.perf_counter() - begin


def statements(session: str, *tabs: str) -> dict[str, int]:
    """How many statements a search and each tab of the board take."""
    setup_test_environment()
    browser = Client()
    browser.cookies["noaber"] = session
    pages: dict[str, Any] = {"search": lambda: browser.post("/begraafplaatsen/", {"q": "bakker"})}
    for tab in tabs:
        pages[tab] = lambda tab=tab: browser.get(f"/begraafplaatsen/termijnwacht/?stand={tab}")
    found = {}
    for name, page in pages.items():
        for _turn in range(2):  # the first fills what a process keeps
            with CaptureQueriesContext(connection) as seen:
                begin = time.perf_counter()
                assert page().status_code == 200, name
                took = time.perf_counter() - begin
        found[name] = len(seen)
        if "--show" in sys.argv:
            sys.stderr.write(f"{name}: {1000 * took:.0f} ms\n")
            for query in seen:
                if float(query["time"]) >= 0.005:
                    sys.stderr.write(f"   {query['time']} {query['sql'][:600]}\n")
    return found


def main() -> None:
    """Measure one thing."""
    what, *arguments = (word for word in sys.argv[1:] if not word.startswith("--"))
    sys.stdout.write(json.dumps(globals()[what](*arguments)))


if __name__ == "__main__":
    main()
