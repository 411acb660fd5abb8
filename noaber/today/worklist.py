"""One list of open cases over all clients that somebody works for, read client by client and merged by their clocks.

The database shows one municipality at a time, so each client is asked for its first rows. Whatever the page, a client
costs the same number of queries.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from noaber.agreement.access import WORKERS
from noaber.agreement.book import Book
from noaber.agreement.models import Agreement
from noaber.agreement.queries import book_of
from noaber.cases.queries import Wanted, first_cases
from noaber.cases.rules import OPEN
from noaber.parties.scope import reading
from noaber.web.paging import PAGE, Listed

MOST_PAGES = 40
"""The pages that can be turned. A page asks every client for all rows before it too."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is shown: a service by name, a product by code, a client by slug, and only what somebody handles."""

    service: str = ""
    product: str = ""
    client: str = ""
    handler: str = ""
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Is anything left out?"""
        return bool(self.service or self.product or self.client or self.handler)


@dataclass(frozen=True, slots=True)
class Row:
    """A case with its client."""

    agreement: Agreement
    key: int
    number: str
    product: str
    state: str
    clock: date | None
    received: date
    late: bool

    @property
    def order(self) -> tuple[date, str, int]:
        """What runs out first comes first, what has no clock last."""
        return self.clock or date.max, self.agreement.client.name, self.key


def worked_for(person: Any, agreements: Sequence[Agreement], day: date) -> list[Agreement]:
    """The agreements under which somebody handles cases, one for each client."""
    places = {held.organisation_id for held in person.positions_on(day) if held.function in WORKERS}
    found: dict[int, Agreement] = {}
    for agreement in agreements:
        if places & {agreement.client_id, agreement.contractor_id}:
            found.setdefault(agreement.client_id, agreement)
    return list(found.values())


def worklist_of(agreements: Sequence[Agreement], asked: Asked, day: date) -> Listed[Row]:
    """One page of the open cases of all these clients. Two queries for each client."""
    page = min(asked.page, MOST_PAGES)
    lists, total = [], 0
    for agreement in agreements:
        if not asked.client or agreement.client.slug == asked.client:
            rows, number = _of_client(agreement, asked, page * PAGE, day)
            lists.append(rows)
            total += number
    merged = heapq.merge(*lists, key=lambda row: row.order)
    shown = list(islice(merged, (page - 1) * PAGE, page * PAGE))
    return Listed(shown, min(total, MOST_PAGES * PAGE), page)


def _of_client(agreement: Agreement, asked: Asked, most: int, day: date) -> tuple[list[Row], int]:
    book = book_of(agreement)
    numbers = {service.name: service.number for service in book.services}
    names = {product.code: product.name for product in book.products}
    if (asked.service and asked.service not in numbers) or (asked.product and asked.product not in names):
        return [], 0
    wanted = Wanted(service=numbers.get(asked.service), product=asked.product, handler=asked.handler)
    with reading(agreement.client_id):
        found, total = first_cases(agreement.client_id, wanted, most)
    return [_row(agreement, book, names, case, day) for case in found], total


def _row(agreement: Agreement, book: Book, names: dict[str, str], case: dict[str, Any], day: date) -> Row:
    clock = case["clock"]
    return Row(
        agreement,
        case["id"],
        case["number"],
        names.get(case["product"], case["product"]),
        case["state"],
        clock,
        case["received"],
        case["state"] == OPEN and clock is not None and clock < day,
    )


def choices_of(agreements: Sequence[Agreement]) -> tuple[list[str], list[tuple[str, str]]]:
    """The services by name and the products by code and name that can be chosen, of all these clients together."""
    books = [book_of(agreement) for agreement in agreements]
    services = dict.fromkeys(service.name for book in books for service in book.services)
    products = {product.code: product.name for book in reversed(books) for product in book.products}
    return list(services), sorted(products.items(), key=lambda one: one[1].casefold())
