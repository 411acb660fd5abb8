"""What people can ask about documents that were applied for."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Q, QuerySet

from noaber.agreement.book import Book, Product
from noaber.calendar.law_terms import law_term
from noaber.documents.acts import CHECK, RECEIVE
from noaber.documents.models import DocumentRecord
from noaber.documents.rules import APPLIED, LICENCE, PASSPORT, READY, Kind
from noaber.journal.models import Entry
from noaber.values import Period
from noaber.web.templatetags.noaber import written_clause

LISTED_TO_TICK = 300
"""How many a page shows that is ticked on: far more than a town waits for at a time."""


def kinds_of(book: Book) -> dict[str, Kind]:
    """The products of an agreement that are documents: with a norm, and a term of law to collect them."""
    return {row.code: _kind(book, row, term) for row in book.products if (term := _term(row))}


def kind_of(book: Book, code: str) -> Kind:
    """One of those products. Raises KeyError for a product that is no document."""
    product = book.product(code)
    term = _term(product)
    if not term:
        raise KeyError(code)
    return _kind(book, product, term)


def _term(product: Product) -> str:
    found = [term for term in product.declares if term in (PASSPORT, LICENCE)]
    return found[0] if found and product.norm_workdays is not None else ""


def _kind(book: Book, product: Product, term: str) -> Kind:
    assert product.norm_workdays is not None
    service = book.service(product.service)
    return Kind(
        product.code,
        product.name,
        service.number,
        product.organ,
        book.reference(service.clause.number),
        product.norm_workdays,
        law_term(term),
        written_clause(product.separate) if product.separate else None,
        tuple(
            (kpi.code, kpi.clauses[0])
            for kpi in book.kpis
            if kpi.measured_by == RECEIVE.code
            and service.number in kpi.services
            and (not kpi.products or product.code in kpi.products)
        ),
    )


WAITED_FOR, READY_NOW, LEFT, ENDED = "aangevraagd", "klaar", "niet-afgehaald", "afgehandeld"
SHOW = (WAITED_FOR, READY_NOW, ENDED)


def documents(client: int, show: str, day: date, product: str = "", text: str = "") -> QuerySet[DocumentRecord]:
    """The documents of a client in one state, what runs out first on top; those that are done, newest first.

    What is searched by its request number is found in any state.
    """
    found = DocumentRecord.objects.of(client)
    if text:
        return found.filter(reference=text).order_by("-id")
    if product:
        found = found.filter(product=product)
    if show == ENDED:
        return found.filter(ended_on__isnull=False).order_by(F("ended_on").desc(), "-id")
    if show == WAITED_FOR:
        return found.filter(state=APPLIED).order_by("clock", "id")
    ready = found.filter(state=READY).order_by("clock", "id")
    return ready.filter(clock__lt=day) if show == LEFT else ready.filter(clock__gte=day)


def numbers(client: int, day: date) -> dict[str, int]:
    """How many are waited for, late, ready to collect, and left uncollected. One query."""
    lying = DocumentRecord.objects.of(client).filter(state__in=(APPLIED, READY))
    found: dict[str, int] = lying.aggregate(
        waited=Count("id", filter=Q(state=APPLIED)),
        late=Count("id", filter=Q(state=APPLIED, clock__lt=day)),
        ready=Count("id", filter=Q(state=READY, clock__gte=day)),
        left=Count("id", filter=Q(state=READY, clock__lt=day)),
    )
    return found


def document_of(client: int, key: int) -> DocumentRecord:
    """One document. Raises DocumentRecord.DoesNotExist, also for one of another municipality."""
    return DocumentRecord.objects.of(client).get(pk=key)


def is_known(client: int, product: str, reference: str) -> bool:
    """Was this product applied for under this request number already? An empty number tells nothing."""
    return bool(reference) and DocumentRecord.objects.of(client).filter(reference=reference, product=product).exists()


def documents_to_pass(client: int, day: date, most: int = 500) -> list[int]:
    """Documents whose norm ran out before this day, that are not ready and do not yet count as late."""
    late = DocumentRecord.objects.of(client).filter(state=APPLIED, clock__lt=day, passed=False, urgent=False)
    return list(late.order_by("clock").values_list("id", flat=True)[:most])


def checked_terms(client: int, month: Period) -> set[str]:
    """The terms of law of which the check of a month was recorded."""
    names = {f"{term}:{month.code}": term for term in (PASSPORT, LICENCE)}
    done = Entry.objects.filter(municipality=client, object__in=names, act=CHECK.code, result="granted")
    return {names[name] for name in done.values_list("object", flat=True)}


def left_over(client: int, products: list[str], until: date) -> int:
    """How many of these products lie uncollected whose last day came on or before a day."""
    return DocumentRecord.objects.of(client).filter(state=READY, clock__lte=until, product__in=products).count()
