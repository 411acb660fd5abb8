"""What people can ask about the files of who becomes Dutch, and about ceremonies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from noaber.agreement.book import Book
from noaber.cases.models import Case
from noaber.cases.phases import current
from noaber.cases.queries import kind_of
from noaber.nationality.ceremony import Ceremony, may_lapse
from noaber.nationality.file import NATURALISATION, OPTION, File
from noaber.nationality.models import CallRecord, CeremonyRecord, ChildRecord, FileRecord
from noaber.nationality.phases import clock_of, phases
from noaber.values import Granted


def case_of(client: int, book: Book, number: str) -> Case:
    """A case whose product has a file here. Raises Case.DoesNotExist, also for a case of somebody else."""
    products = [product.code for product in book.products if product.file in (OPTION, NATURALISATION)]
    return Case.objects.of(client).get(number=number, product__in=products)


def record_of(client: int, case: Case) -> FileRecord | None:
    """The file of a case, if it was opened."""
    found = FileRecord.objects.of(client).filter(case=case).first()
    if found is not None:
        found.case = case
    return found


def values_of(book: Book, records: Iterable[FileRecord]) -> list[tuple[FileRecord, File]]:
    """Records with their files as the rules read them: two queries for all of them; the cases must be at hand."""
    found = list(records)
    children: dict[int, list[ChildRecord]] = {}
    for child in ChildRecord.objects.filter(file__in=found).order_by("place"):
        children.setdefault(child.file_id, []).append(child)
    calls: dict[int, list[CallRecord]] = {}
    for call in CallRecord.objects.filter(file__in=found).select_related("ceremony").order_by("number"):
        calls.setdefault(call.file_id, []).append(call)
    facts = {record.pk: record.case.facts(kind_of(book, record.case.product)) for record in found}
    return [
        (record, record.value(facts[record.pk], children.get(record.pk, []), calls.get(record.pk, [])))
        for record in found
    ]


def children_of(record: FileRecord) -> list[ChildRecord]:
    """The children of a file, in their order."""
    return list(ChildRecord.objects.of(record.municipality_id).filter(file=record).order_by("place"))


def calls_of(record: FileRecord) -> list[CallRecord]:
    """The calls of a file, with their ceremonies, in their order."""
    found = CallRecord.objects.of(record.municipality_id).filter(file=record)
    return list(found.select_related("ceremony").order_by("number"))


@dataclass(frozen=True, slots=True)
class Row:
    """A file in the list: the phase that it is in, and the clock that runs."""

    record: FileRecord
    file: File
    phase: str
    text: str
    clock: date | None


def open_files(client: int, book: Book) -> list[Row]:
    """The files that are not over, first those without a clock (they wait for payment), then what runs out first.

    Their clocks follow from the rules, so they are put in order here: at a time there are as many as a year brings.
    """
    asked = [product.outcomes[0] for product in book.products if product.file in (OPTION, NATURALISATION)]
    still = Q(case__decided_on=None) | Q(case__outcome__in=asked)
    records = FileRecord.objects.of(client).filter(still, handed_on=None, lapsed_on=None, rejected_on=None)
    rows = []
    for record, file in values_of(book, records.select_related("case")):
        phase = current(phases(file))
        if phase is not None:
            rows.append(Row(record, file, phase.title, phase.text, clock_of(file)))
    return sorted(rows, key=lambda row: (row.clock or date.min, row.record.pk))


def to_lapse(client: int, book: Book, day: date) -> list[str]:
    """The numbers of the cases of what was not collected within a year."""
    return [row.record.case.number for row in open_files(client, book) if isinstance(may_lapse(row.file, day), Granted)]


def ceremonies(client: int) -> QuerySet[CeremonyRecord]:
    """The ceremonies of a client with how many seats are taken, and how many were called, came and did not come."""
    kept = ~Q(calls__present=False)
    return CeremonyRecord.objects.of(client).annotate(
        taken=Coalesce(Sum("calls__people", filter=kept), 0),
        called=Count("calls"),
        came=Count("calls", filter=Q(calls__present=True)),
        stayed_away=Count("calls", filter=Q(calls__present=False)),
    )


def coming(client: int, day: date) -> list[CeremonyRecord]:
    """The ceremonies from a day on, the first one first."""
    return list(ceremonies(client).filter(day__gte=day).order_by("day", "id"))


def ceremony_of(record: CeremonyRecord) -> Ceremony:
    """A ceremony of `ceremonies` as the rules read it."""
    return Ceremony(record.day, record.seats, record.taken)  # type: ignore[attr-defined]


def called_to(ceremony: CeremonyRecord) -> list[CallRecord]:
    """Who was called to a ceremony, with their files and cases."""
    found = CallRecord.objects.of(ceremony.municipality_id).filter(ceremony=ceremony)
    return list(found.select_related("file__case").order_by("id"))
