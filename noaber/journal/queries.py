"""What people can ask of the journal: entries, lines, sums, the story of one thing, and proof."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet, Sum

from noaber.journal.export import COLUMNS, Record
from noaber.journal.models import Checkpoint, CountedLine, Entry, Leaf
from noaber.parties.clock import AMSTERDAM
from noaber.parties.prepared import Prepared
from noaber.values import Period

PAGE = 50


@dataclass(frozen=True, slots=True)
class LinesWanted:
    """Which lines: the query that a why-panel carries."""

    measure: str = ""
    service: int | None = None
    key: str = ""
    period: Period | None = None


def story(client: int, about: str) -> list[Entry]:
    """What happened to one thing, newest first; the last hundred at most."""
    return _STORY(client, about)


_STORY = Prepared(
    lambda client, about: Entry.objects.filter(municipality=client, object=about).order_by("-id")[:100], int, str
)


def entries(client: int, act: str = "", result: str = "", about: str = "") -> QuerySet[Entry]:
    """The entries of a client, newest first."""
    found = Entry.objects.filter(municipality=client)
    for field, value in (("act", act), ("result", result), ("object", about)):
        if value:
            found = found.filter(**{field: value})
    return found.defer("header").order_by("-id")


def lines(client: int, wanted: LinesWanted) -> QuerySet[CountedLine]:
    """The lines that a number is the sum of, newest first."""
    found = CountedLine.objects.filter(municipality=client)
    if wanted.period is not None:
        assert wanted.period.until is not None
        months = (_month(wanted.period.since), _month(wanted.period.until))
        found = found.filter(month__gte=months[0], month__lte=months[1])
        found = found.filter(day__gte=wanted.period.since, day__lte=wanted.period.until)
    if wanted.service is not None:
        found = found.filter(service=wanted.service)
    if wanted.measure:
        found = found.filter(measure=wanted.measure)
    if wanted.key:
        found = found.filter(key=wanted.key)
    return found.select_related("entry").order_by("-id")


@dataclass(frozen=True, slots=True)
class Sum_:
    """A sum of lines of one month, service, measure and key."""

    month: int
    service: int
    measure: str
    key: str
    quantity: int
    base: int
    entries: int


def sums(client: int, since: int, until: int, upto: int | None = None) -> list[Sum_]:
    """The sums of the lines of whole months (202601 to 202612), up to and including an entry. One query."""
    found = CountedLine.objects.filter(municipality=client, month__gte=since, month__lte=until)
    if upto is not None:
        found = found.filter(entry_id__lte=upto)
    rows = (
        found.values_list("month", "service", "measure", "key")
        .annotate(Sum("quantity"), Sum("base"), Count("entry_id"))
        .order_by("month", "service", "measure", "key")
    )
    return [Sum_(*row) for row in rows]


def _month(day: Any) -> int:
    return int(day.year * 100 + day.month)


def first_day(client: int) -> date | None:
    """The civil day of the first entry of a journal; what came before it is not known."""
    moment = Entry.objects.filter(municipality=client).order_by("id").values_list("at", flat=True).first()
    return moment.astimezone(AMSTERDAM).date() if moment else None


def newest_entry(client: int) -> int:
    """The number of the newest entry of a client, zero when there is none."""
    found = Entry.objects.filter(municipality=client).order_by("-id").values_list("id", flat=True).first()
    return found or 0


def years(client: int) -> list[int]:
    """The years for which a client has a log."""
    found = Checkpoint.objects.filter(municipality=client).values_list("year", flat=True).distinct()
    return sorted(found)


def whole_log(client: int, year: int) -> tuple[Iterator[Record], list[str]]:
    """The entries of a log and its checkpoints, both up to the newest checkpoint of now: what an export is of."""
    size = sealed_size(client, year)
    return export_records(client, year, size), notes(client, year, size)


def sealed_size(client: int, year: int) -> int:
    """How many entries of a log have been signed."""
    found = Checkpoint.objects.filter(municipality=client, year=year).order_by("-size")
    return found.values_list("size", flat=True).first() or 0


def export_records(client: int, year: int, size: int | None = None, first: int = 0) -> Iterator[Record]:
    """The signed entries of a log, from `first` up to `size`, in order: streamed, never whole in memory."""
    upto = sealed_size(client, year) if size is None else size
    return _records(client, year, first, upto)


def _records(client: int, year: int, first: int, upto: int) -> Iterator[Record]:
    walk = _lines_in_order(client, year, first, upto)
    current = next(walk, None)
    columns = ", ".join(f"e.{name}" for name in COLUMNS)
    with connection.chunked_cursor() as cursor:
        cursor.execute(
            f'SELECT l."index", e.header, l.hash, p.salt, p.body, {columns} FROM journal_leaf l '  # noqa: S608
            "JOIN journal_entry e ON e.id = l.entry_id LEFT JOIN journal_payload p ON p.entry_id = e.id "
            'WHERE l.municipality_id = %s AND l.year = %s AND l."index" >= %s AND l."index" < %s ORDER BY l."index"',
            [client, year, first, upto],
        )
        while rows := cursor.fetchmany(5_000):
            for index, header, digest, salt, body, at, *said in rows:
                mine: list[list[Any]] = []
                while current is not None and current[0] <= index:
                    if current[0] == index:
                        mine.append(current[1])
                    current = next(walk, None)
                salted = bytes(salt) if salt is not None else None
                yield index, header, bytes(digest), [_moment(at), *said], mine, salted, body


def _moment(value: datetime | str) -> str:
    """A moment as headers write it; SQLite gives it back as text."""
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _lines_in_order(client: int, year: int, first: int, upto: int) -> Iterator[tuple[int, list[Any]]]:
    place = "entry__leaf__index"
    found = (
        CountedLine.objects.filter(municipality=client, entry__leaf__municipality=client, entry__leaf__year=year)
        .filter(entry__leaf__index__gte=first, entry__leaf__index__lt=upto)
        .order_by(place, "id")
        .values_list(place, "month", "measure", "day", "quantity", "unit", "service", "key", "base", "clause")
    )
    for index, month, measure, day, *rest in found.iterator(chunk_size=5_000):
        # Sums go by the month, which is not sealed: where it disagrees with the day, write it, so that lines differ.
        yield index, [measure, day.isoformat(), *rest] + ([] if month == _month(day) else [month])


def notes(client: int, year: int, upto: int | None = None) -> list[str]:
    """Every checkpoint of a log, up to a size if one is given, oldest first."""
    found = Checkpoint.objects.filter(municipality=client, year=year)
    if upto is not None:
        found = found.filter(size__lte=upto)
    return list(found.order_by("size").values_list("note", flat=True))


def leaf_hashes(client: int, year: int, size: int) -> list[bytes]:
    """The stored fingerprints of a log up to a size, in order: what proofs are made of."""
    found = Leaf.objects.filter(municipality=client, year=year, index__lt=size).order_by("index")
    return [bytes(value) for value in found.values_list("hash", flat=True)]


def header_of(entry: Entry) -> dict[str, Any]:
    """What was sealed of an entry, as data."""
    header: dict[str, Any] = json.loads(entry.header)
    return header
