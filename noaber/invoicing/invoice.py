"""An invoice as a value: what the UBL file, the PDF and the page are all made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from noaber.values import Clause, Euro, Period, Trace


@dataclass(frozen=True, slots=True)
class Party:
    """A municipality as it stands on an invoice. `oin` and `kvk` are identifiers of 20 and 8 digits."""

    name: str
    oin: str
    kvk: str
    street: str
    postcode: str
    city: str
    vat_number: str = ""
    iban: str = ""
    email: str = ""
    country: str = "NL"


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One amount with its clause.

    `kind` is `wage`, `cao`, `revaluation`, `overhead`, `training`, `extra` or `calamity`.
    """

    number: int
    service: int
    kind: str
    description: str
    clause: Clause
    net: Euro
    vat_category: str
    vat_percent: Decimal
    note: str = ""
    cost_centre: str = ""
    about: Period | None = None
    trace: Trace | None = None


@dataclass(frozen=True, slots=True)
class VatGroup:
    """The tax of one category and rate over the sum of its lines (EN 16931 BR-CO-17)."""

    category: str
    percent: Decimal
    net: Euro
    vat: Euro
    exemption: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """A clause of the agreement in our own words, so that whoever pays need not look it up."""

    clause: Clause
    text: str


@dataclass(frozen=True, slots=True)
class Invoice:
    """A month's invoice.

    `number` is empty while it is a concept; `replaces` names the invoice that it corrects (384). `buyer_reference` and
    `accounting_cost` are the payer's own words. `grounds` are the clauses that the lines rest on, in words.
    `checkpoint` is the signed note of the journal that the lines were counted from.
    """

    agreement: str
    agreement_title: str
    period: Period
    supplier: Party
    customer: Party
    lines: tuple[InvoiceLine, ...]
    vat: tuple[VatGroup, ...]
    number: str = ""
    issued: date | None = None
    due: date | None = None
    type_code: str = "380"
    replaces: str = ""
    buyer_reference: str = ""
    accounting_cost: str = ""
    note: str = ""
    checkpoint: str = ""
    payment_terms: str = ""
    grounds: tuple[Ground, ...] = ()

    @property
    def clauses(self) -> list[Clause]:
        """The clauses that the lines rest on, in the order of the agreement: 4.2 before 4.10."""
        return sorted({line.clause for line in self.lines}, key=_place)

    @property
    def net(self) -> Euro:
        return Euro.sum(line.net for line in self.lines)

    @property
    def vat_total(self) -> Euro:
        return Euro.sum(group.vat for group in self.vat)

    @property
    def payable(self) -> Euro:
        return self.net + self.vat_total


def _place(clause: Clause) -> tuple[str, list[tuple[int, str]]]:
    parts = re.findall(r"\d+|[^\d.]+", clause.number)
    return clause.source, [(int(part) if part.isdigit() else 0, part) for part in parts]
