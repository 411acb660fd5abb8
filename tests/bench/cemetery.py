"""The cemeteries of a large municipality: taking the register in, searching it, the board, and the file of posts."""

from __future__ import annotations

import csv
import random
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from noaber.cemetery.register_files import COLUMNS, FILES
from noaber.parties.clock import today
from tests.bench import fill, load
from tests.bench.figures import Figure
from tests.bench.running import Size, ask, inside, median_of, workers_of
from tests.bench.server import floor, product, serving
from tests.faults.place import Place

READERS = 4
BAR_SEARCH, BAR_BOARD, BAR_FILE, BAR_IMPORT, BAR_MEMORY = 50, 100, 3, 30, 300
PER_GRAVE = 1.5
POSTS = 20_000
TABS = ("last-month", "open", "missed", "early", "done", "died")
SITES = ("Laarmanshoek", "Beerzerhaar", "Hardenbergerweg")
GIVEN = ("Aaltje", "Berend", "Cora", "Dirk", "Egbert", "Femke", "Gerrit", "Hendrikje", "Ida", "Jan", "Klaas", "Mina")
NAMES = (
    "Bakker",
    "Veldhuis",
    "Kamp",
    "Wolters",
    "Nijland",
    "Poel",
    "Schra",
    "Timmer",
    "Vos",
    "Wever",
    "Zwiers",
    "Haar",
)
ENDS = ("", "man", "ing", "sma", "stra", "huis", "berg", "meijer", "kamp", "veld")
run = partial(inside, module="tests.bench.graves_inside")


def cemetery(place: Place, size: Size, who: dict[str, Any]) -> Iterator[Figure]:
    """Everything that has a bar, on graves of which one in two lies two deep."""
    graves = size.graves
    folder = place.folder / "register"
    write_register(folder, graves, today())
    took = run(place, "take_in", folder)
    name = f"{graves:,} graves with {int(graves * PER_GRAVE):,} interments"
    scale = graves / 60_000
    note = "floor: the same rows, bare"
    yield Figure(f"{name}: taken in", took["seconds"], "s", BAR_IMPORT * scale, took["floor"], note=note)
    yield Figure(f"{name}: memory of taking in", took["megabytes"], "MB", BAR_MEMORY)
    fill.settle(place)
    yield from _file(place, took, scale)
    yield from _pages(place, size, who, name)


def _file(place: Place, took: dict[str, Any], scale: float) -> Iterator[Figure]:
    """A file of posts that were all fixed by a colleague."""
    number = int(POSTS * scale)
    put_posts(place, number, took["graves"], today())
    made = run(place, "make_file")
    assert made["lines"] == number
    note = "floor: the same lines, bare"
    yield Figure(f"file of {number:,} posts: made", made["seconds"], "s", BAR_FILE * scale, made["floor"], note=note)


def _pages(place: Place, size: Size, who: dict[str, Any], name: str) -> Iterator[Figure]:
    sessions, chance = who["sessions"], random.Random(3)
    words = [f"{chance.choice(NAMES)}{chance.choice(ENDS)[:3]}" for _ in range(40)]
    words += [f"LMH-{chance.randrange(10)}" for _ in range(10)]
    counted = run(place, "statements", sessions[0], *TABS)
    with ExitStack() as stack:
        server = stack.enter_context(serving(product(place, 0), place, "/account/login/"))
        least = stack.enter_context(serving(floor(workers_of(place)), place, "/"))

        def measured(text: str, bar: float, bare: str, job: dict[str, Any], statements: int) -> Figure:
            runs, floors = [], []
            for _ in range(size.rounds):
                at = (sessions, READERS, size.seconds, 200)
                runs.append(ask(server, load.Job(server.port, job["path"], *at, job.get("form"))))
                floors.append(ask(least, load.Job(least.port, bare, *at)))
            note, of = f"{statements} statements", f"{name}: {text}, p95 at {READERS} clients"
            return Figure(of, median_of(runs, "p95"), "ms", bar, median_of(floors, "p95"), note=note)

        search = {"path": "/begraafplaatsen/", "form": {"q": words}}
        yield measured("search", BAR_SEARCH, "/graves", search, counted["search"])
        for tab in TABS:
            board = {"path": f"/begraafplaatsen/termijnwacht/?stand={tab}"}
            yield measured(f"board {tab}", BAR_BOARD, "/windows", board, counted[tab])


def write_register(folder: Path, graves: int, day: date) -> None:
    """The four files of a register: two thirds of the graves are given out, in every window of the law."""
    folder.mkdir(exist_ok=True)
    chance = random.Random(5)
    with ExitStack() as stack:
        out = {
            part: csv.writer(
                stack.enter_context((folder / name).open("w", newline="", encoding="utf-8")), delimiter=";"
            )
            for part, name in FILES.items()
        }
        for part, columns in COLUMNS.items():
            out[part].writerow(columns)
        people = burials = 0

        def person(born: date, died: date | str) -> str:
            nonlocal people
            people += 1
            name = (chance.choice(GIVEN), f"{chance.choice(NAMES)}{chance.choice(ENDS)}")
            row = (f"P{people:06d}", *name, born, died, "Proefweg", people % 200, "7731 AA", "Ommen", "n")
            out["persons"].writerow(row)
            return f"P{people:06d}"

        for index in range(graves):
            number = f"LMH-{index % 10}-{index:06d}"
            granted = day - timedelta(days=chance.randrange(30, 365 * 28))
            row = (number, SITES[0], index % 10, index // 500, index, "particulier", 2, 4, "uitgegeven")
            out["graves"].writerow(row)
            if index % 3 < 2:
                died = day - timedelta(days=chance.randrange(1, 900)) if index % 25 == 0 else ""
                holder = person(date(1950, 1, 1), died)
                ends = granted.replace(year=granted.year + 30, day=min(granted.day, 28))
                deed = (f"R{index:06d}", number, "uitsluitend", holder, granted, ends, "n", f"GA-{index}")
                out["rights"].writerow(deed)
            for layer in (1, 2) if index % 2 else (1,):
                buried = granted + timedelta(days=layer)
                dead = person(date(1920, 1, 1), buried - timedelta(days=4))
                burials += 1
                out["burials"].writerow((f"B{burials:06d}", number, dead, "begraving", layer, buried, f"REG{burials}"))


def put_posts(place: Place, number: int, graves: list[int], day: date) -> None:
    """Posts that somebody made and a colleague fixed; each on a grave, paid by a debtor of the register."""
    entry = fill.one(place, "SELECT min(id) FROM journal_entry")
    first = fill.one(place, "SELECT min(id) FROM cemetery_resident")
    client = fill.CLIENT

    def debtors() -> Iterator[tuple[Any, ...]]:
        for index in range(1, number + 1):
            yield (index, client, entry, f"D-{index:05d}", first + index, *([""] * 11))

    columns = "id municipality_id entry_id number resident_id name attention street house_number postcode city country"
    fill.put(place, "charges_debtor", f"{columns} email kvk bsn ledger_number".split(), debtors())

    def posts() -> Iterator[tuple[Any, ...]]:
        for index in range(1, number + 1):
            key = uuid.UUID(int=index)
            yield (
                *(client, entry, index, key if place.database else key.hex, "factuur", "fixed", None, None, None, None),
                *(graves[index % len(graves)], None, "burial-12", "Begraven, 12 jaar en ouder", "1 x 917,00"),
                *("Verordening begraafplaatsrechten", "4.1", 2026, False, 1, 91_700, 91_700, "vrijgesteld", 0),
                *("8200", "KP1", "", day, day, 2026, index, "holder", "m-1", "", "m-2", day, ""),
            )

    columns = "municipality_id entry_id number post_id kind state event_id line_id original_id replaces_id grave_id"
    columns += " right_id tariff title sum law article tariff_year draft quantity unit_cents amount_cents vat vat_cents"
    columns += " ledger cost_centre cost_kind fact_on decided_on tax_year debtor_id role made_by changed_by fixed_by"
    fill.put(place, "charges_post", f"{columns} fixed_on reason".split(), posts())
    fill.settle(place)
