"""What is measured: acts and pages through the web, papers, the journal, and the start. Bars: see docs/speed.md."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from pathlib import Path
from statistics import median
from typing import Any

from noaber.parties.clock import today
from tests.bench import fill, load, verify_floor
from tests.bench.cemetery import cemetery
from tests.bench.desk import desk
from tests.bench.figures import Figure
from tests.bench.running import CLIENTS, Size, ask, inside, median_of, workers_of
from tests.bench.server import Server, floor, product, serving, working
from tests.faults.place import Place, make_place


def acts(place: Place, size: Size, who: dict[str, Any]) -> Iterator[Figure]:
    """Registering a case through the web. Rounds alternate, so that a busy moment touches the floor as well."""
    few, many, bare = [], [], []
    apart = bool(place.database)
    with ExitStack() as stack:
        stack.enter_context(working(place) if apart else nullcontext())
        environment = {"NOABER_WORKER": "process"} if apart else {}
        server = stack.enter_context(serving(product(place, 0), place, "/account/login/", **environment))
        least = stack.enter_context(serving(floor(workers_of(place)), place, "/"))

        def job(of: Server, clients: int) -> load.Job:
            return load.Job(of.port, "/zaken/nieuw/", who["sessions"], clients, size.seconds, 302, who["form"])

        # A database that fills from nothing within seconds plans for the few rows it knows of; let it look again.
        load.run(job(server, CLIENTS))
        fill.settle(place)
        for _ in range(size.rounds):
            few.append(ask(server, job(server, 4)))
            many.append(ask(server, job(server, CLIENTS)))
            bare.append(ask(least, job(least, CLIENTS)))
    rate, most = median_of(many, "rate"), median_of(bare, "rate")
    clients = f"clients took {median_of(many, 'cpu'):.0%} of a core, {median_of(bare, 'cpu'):.0%} at the floor"

    def bar(value: float) -> float | None:
        """The bars of an act are those of a large installation; on SQLite the figures only inform."""
        return value if place.database else None

    yield Figure("act: rate at 16 clients", rate, "/s", bar(most / 4), most, True, clients)
    yield Figure("act: part of the floor", 100 * rate / most, "%", bar(25), 100, True)
    yield Figure("act: p50 at 16 clients", median_of(many, "p50"), "ms", None, median_of(bare, "p50"))
    yield Figure("act: p99 at 16 clients", median_of(many, "p99"), "ms", bar(120), median_of(bare, "p99"))
    cpu = median(run.cpu_per_answer for run in many)
    yield Figure("act: CPU of the server", cpu, "ms", bar(5), median(run.cpu_per_answer for run in bare))
    alone = median_of(few, "rate")
    yield Figure("act: rate at 16 against at 4", 100 * rate / alone, "%", bar(80), None, True, f"{alone:.0f}/s at 4")
    yield Figure("act: statements", inside(place, "queries", who["sessions"][0])["act"], "")


def worklist(place: Place, size: Size, who: dict[str, Any]) -> Iterator[Figure]:
    """The worklist of fifty, all cases still open, at eight clients."""
    few = inside(place, "queries", who["sessions"][0])["worklist"]
    fill.cases(place, size.cases, inside(place, "products"), today())
    many = inside(place, "queries", who["sessions"][0])["worklist"]
    assert few == many, f"{few} statements with few cases, {many} with many"
    with ExitStack() as stack:
        server = stack.enter_context(serving(product(place, 0), place, "/account/login/"))
        least = stack.enter_context(serving(floor(workers_of(place)), place, "/"))
        jobs = [load.Job(of.port, "/zaken/", who["sessions"], 8, size.seconds, 200) for of in (server, least)]
        pages, bare = [], []
        for _ in range(size.rounds):
            pages.append(ask(server, jobs[0]))
            bare.append(ask(least, jobs[1]))
    bar = 40 if place.database else 60
    name = f"worklist of 50 from {size.cases:,}"
    yield Figure(f"{name}: p95 at 8 clients", median_of(pages, "p95"), "ms", bar, median_of(bare, "p95"))
    yield Figure(f"{name}: p50 at 8 clients", median_of(pages, "p50"), "ms", None, median_of(bare, "p50"))
    yield Figure(f"{name}: rate", median_of(pages, "rate"), "/s", None, median_of(bare, "rate"), True)
    yield Figure(f"{name}: statements", many, "", None, 1, note="the same with few cases")


def journal(place: Place, size: Size) -> Iterator[Figure]:
    """A long journal: sealed, handed over, verified without a database; and the papers that are sums over it."""
    fill.journal(place, size.entries, inside(place, "products"), today())
    name = f"{size.entries:,} entries"
    took = inside(place, "seal")["seconds"]
    headers = f"journal_entry WHERE municipality_id = {fill.CLIENT}"
    hashed = _plain_sha256(fill.one(place, f"SELECT sum(length(header)) FROM {headers}"))
    yield Figure(f"{name}: sealed", took, "s", _scaled(20, size), hashed, note="floor: SHA-256 over the same headers")
    fill.settle(place)
    export, held = place.folder / "export.jsonl.gz", place.folder / "held.txt"
    begin = time.perf_counter()
    done = place.noaber("journal", "export", fill.CLIENT, today().year, "--to", export, "--checkpoint", held)
    assert done.returncode == 0, done.stderr
    yield Figure(f"{name}: exported", time.perf_counter() - begin, "s")
    key = place.noaber("journal", "key").stdout.strip()
    least = verify_floor.floor(export)
    found = verify_floor.check(export, held, key, 2)
    note = f"floor: SHA-256 over the same {least['megabytes']:.0f} MB; unpacking alone {least['unpack']:.1f} s"
    yield Figure(f"{name}: verified offline", found["seconds"], "s", _scaled(20, size), least["sha256"], note=note)
    yield Figure(f"{name}: memory of the verifier", found["megabytes"], "MB", 300)
    export.unlink()
    yield from _papers(place, size)


def _papers(place: Place, size: Size) -> Iterator[Figure]:
    report = inside(place, "report", 5)
    name = f"quarterly report over {size.entries:,} lines"
    yield Figure(f"{name}: value", report["value"], "s", 1.5, report["floor"], note="floor: the same GROUP BY in SQL")
    yield Figure(f"{name}: PDF", report["pdf"], "s", 0.5)
    month = fill.one(place, "SELECT max(month) FROM journal_countedline WHERE measure = 'wage'")
    invoice = inside(place, "invoice", f"{month // 100}-{month % 100:02d}", 5)
    note = f"of which checking the UBL {1000 * invoice['findings']:.0f} ms"
    yield Figure("month invoice with UBL and PDF", 1000 * invoice["whole"], "ms", 250, note=note)


def start(place: Place, size: Size) -> Iterator[Figure]:
    """From the command to the first page, and what an idle server keeps in memory."""
    ready, idle, least = [], [], []
    for _ in range(size.rounds):
        with serving(product(place, 0), place, "/account/login/") as server:
            ready.append(server.ready_seconds)
            time.sleep(8)  # the background work has had its first turn
            idle.append(server.resident_megabytes)
        with serving(floor(workers_of(place)), place, "/") as server:
            least.append((server.ready_seconds, server.resident_megabytes))
    floors = [median(values) for values in zip(*least, strict=True)]
    yield Figure("start to first page", median(ready), "s", 3, floors[0])
    yield Figure("memory when idle", median(idle), "MB", 250, floors[1], note=f"{workers_of(place)} worker(s)")


def everything(size: Size, wanted: set[str]) -> Iterator[Figure]:
    """All figures, each group in a database of its own where it must be."""
    with tempfile.TemporaryDirectory(prefix="noaber-bench-") as folder:
        work = _place(Path(folder) / "work")
        who = inside(work, "people", CLIENTS)
        for name, measure in (("worklist", worklist), ("acts", acts), ("desk", desk), ("cemetery", cemetery)):
            if name in wanted:
                yield from measure(work, size, who)
        if "start" in wanted:
            yield from start(work, size)
        if "journal" in wanted:
            yield from journal(_demo(Path(folder) / "journal"), size)


def _place(folder: Path) -> Place:
    folder.mkdir()
    return make_place(folder)


def _empty(folder: Path) -> Place:
    """A database with tables and guards, and nobody in it: the demo makes its own people."""
    folder.mkdir()
    environment = {"NOABER_DATA_DIR": str(folder), "NOABER_DEMO": "true", "NOABER_DATABASE_URL": ""}
    database = fill.new_database()
    if database:
        environment |= fill.addresses(database)
    place = Place(folder, environment, database)
    migrated = Place(folder, environment | {"NOABER_OWNER": "true"}, database).noaber("migrate")
    assert migrated.returncode == 0, migrated.stderr
    return place


def _demo(folder: Path) -> Place:
    """A database with three months of the demo, a twentieth of the work: there is a month to invoice."""
    place = _empty(folder)
    filled = place.noaber("demo", "--months", "3", "--share", "5")
    assert filled.returncode == 0, filled.stderr
    return place


def _scaled(seconds: float, size: Size) -> float:
    """A bar that was set for a million entries."""
    return seconds * size.entries / 1_000_000


def _plain_sha256(size: int) -> float:
    block, digest = b"\x5a" * (1 << 20), hashlib.sha256()
    begin = time.perf_counter()
    for _ in range(int(size) >> 20):
        digest.update(block)
    return time.perf_counter() - begin
