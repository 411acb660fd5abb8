"""What people can ask about the files of first registrations."""

from __future__ import annotations

from noaber.agreement.book import Book
from noaber.cases.models import Case
from noaber.registration.models import FactRecord, FileRecord

KIND = "registration"


def case_of(client: int, book: Book, number: str) -> Case:
    """A case whose product has a file here. Raises Case.DoesNotExist, also for a case of somebody else."""
    products = [product.code for product in book.products if product.file == KIND]
    return Case.objects.of(client).get(number=number, product__in=products)


def record_of(client: int, case: Case) -> FileRecord | None:
    """The file of a case, if it was opened."""
    return FileRecord.objects.of(client).filter(case=case).first()


def facts_of(record: FileRecord) -> list[FactRecord]:
    """The facts of a file, in the order in which they were put down."""
    return list(FactRecord.objects.of(record.municipality_id).filter(file=record).order_by("id"))
