"""The lines of an invoice under their headings, as the paper and the page show them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from noaber.invoicing.invoice import Invoice, InvoiceLine
from noaber.values import Euro

TITLES = ("Loonkosten", "Correcties over eerdere maanden", "Overhead en opleiding", "Meerwerk en calamiteiten")
_PLACES = {"overhead": 2, "training": 2, "extra": 3, "calamity": 3}


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one kind, and what they come to without tax."""

    title: str
    lines: tuple[InvoiceLine, ...]

    @property
    def net(self) -> Euro:
        return Euro.sum(line.net for line in self.lines)


def sections(invoice: Invoice) -> list[Section]:
    """The sections that have lines, in the order of the invoice."""
    placed = sorted(((_place(invoice, line), line) for line in invoice.lines), key=lambda one: (one[0], one[1].number))
    return [
        Section(TITLES[place], tuple(line for _, line in found))
        for place, found in groupby(placed, key=lambda one: one[0])
    ]


def _place(invoice: Invoice, line: InvoiceLine) -> int:
    if line.kind in _PLACES:
        return _PLACES[line.kind]
    return 0 if line.about in (None, invoice.period) and line.kind == "wage" else 1
