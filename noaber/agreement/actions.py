"""Taking the data of an agreement into use, and fetching its journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from noaber.agreement import acts
from noaber.agreement.acting import SYSTEM, Acting, acting
from noaber.agreement.book import Book
from noaber.agreement.changes import changes_between
from noaber.agreement.checks import check
from noaber.agreement.declared import declared
from noaber.agreement.loader import Finding, digest, kept_text, read
from noaber.agreement.models import Agreement
from noaber.agreement.rules import may_export, may_load
from noaber.journal.queries import years
from noaber.parties.clock import now
from noaber.parties.models import Municipality

PARTY_FIELDS = ("slug", "name", "oin", "kvk", "vat_number", "iban", "street", "postcode", "city", "email")


class FaultyFolder(Exception):
    """The folder cannot be loaded; `findings` says why, all at once."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did: the row, whether anything changed, and what deserves attention all the same."""

    agreement: Agreement
    changed: bool
    findings: Sequence[Finding]


def load(folder: Path) -> Loaded:
    """Take a folder into use. The same data twice does nothing; other data are journalled, then hold.

    Raises FaultyFolder, and Refusal where the agreement that is in use may not become this one.
    """
    found = check(read(folder), declared())
    if found.faults:
        raise FaultyFolder(found.findings)
    book = Book.from_document(found.document)
    before = Agreement.objects.filter(code=book.code).first()
    if before is None:
        return Loaded(_first(book, found.document), True, found.findings)
    if before.digest == digest(found.document):
        return Loaded(before, False, found.findings)
    return Loaded(_again(book, found.document), True, found.findings)


def _first(book: Book, document: dict[str, Any]) -> Agreement:
    """The door needs the row before the first act, so the two are one transaction."""
    with transaction.atomic():
        agreement = Agreement(code=book.code)
        _write(agreement, book, document)
        with acting(SYSTEM, book.code, alone=True, origin="load") as act:
            _record(act, book, document, "")
    return agreement


def _again(book: Book, document: dict[str, Any]) -> Agreement:
    with acting(SYSTEM, book.code, alone=True, origin="load") as act:
        agreement = Agreement.objects.get(pk=act.agreement.pk)
        _record(act, book, document, agreement.digest)
        _write(agreement, book, document)
    return agreement


def _record(act: Acting, book: Book, document: dict[str, Any], before: str) -> None:
    decision = may_load(act.book, book, book.act_clause(acts.LOAD_AGREEMENT.code))
    changed = len(changes_between(act.book, book))
    facts = {"digest": digest(document), "before": before, "changes": changed}
    act.record(acts.LOAD_AGREEMENT, decision, f"agreement:{book.code}"[:60], facts)


def _write(agreement: Agreement, book: Book, document: dict[str, Any]) -> None:
    for party in book.parties:
        fields = {name: getattr(party, name) for name in PARTY_FIELDS}
        Municipality.objects.update_or_create(code=party.code, defaults=fields)
    agreement.title, agreement.since, agreement.until = book.title, book.since, book.until
    agreement.client_id, agreement.contractor_id = book.client, book.contractor
    agreement.document, agreement.digest, agreement.loaded_at = kept_text(document), digest(document), now()
    agreement.save()


def record_export(person: Any, agreement: str, year: int) -> None:
    """Record that somebody fetches the journal of a year; the file itself follows after."""
    with acting(person, agreement) as act:
        decision = may_export(year, years(act.client), act.book.act_clause(acts.EXPORT_JOURNAL.code))
        act.record(acts.EXPORT_JOURNAL, decision, f"journal:{year}", {"year": year})
