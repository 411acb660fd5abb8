"""The pages of deviations from the separation of duties."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from noaber.agreement.access import BOTH_SIDES, WORKERS, held, open_to
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.journal.models import Entry
from noaber.parties.clock import today
from noaber.parties.models import Person
from noaber.parties.scope import reading
from noaber.separation import actions
from noaber.separation.forms import Checked, NewDeviation
from noaber.separation.models import DeviationLog
from noaber.separation.queries import deviation_of, deviations
from noaber.separation.terms import SeparationTerms
from noaber.web.paging import listed, page_number

ALL = tuple(dict.fromkeys((*WORKERS, *BOTH_SIDES)))


@open_to(*ALL)
def log(request: HttpRequest) -> HttpResponse:
    """Every deviation, what must still be checked, and writing one down."""
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        found = listed(deviations(agreement.client_id), page_number(request.GET.get("pagina", "")))
    _name(found.rows)
    book, may = book_of(agreement), "team_lead" in held(request)
    two = [product for product in book.products if product.separate]
    terms = SeparationTerms.fill(book.term, day)
    context = {"list": found, "day": day, "products": two, "terms": terms, "may_open": may}
    people = _colleagues(agreement)
    if request.method != "POST" or not may:
        return page(request, "separation/log.html", context | {"form": NewDeviation(people)})
    form, here = NewDeviation(people, request.POST), reverse("deviations")

    def do(once: Any) -> str:
        typed = form.cleaned_data
        row = actions.open_deviation(
            request.user, agreement.code, typed["reason"], typed["since"], typed["until"], typed["people"], once
        )
        return reverse("deviation", args=[row.number])

    return carry_out(request, do, "De afwijking is vastgelegd.", here, form, "separation/log.html", context)


@open_to(*ALL)
def deviation(request: HttpRequest, number: str) -> HttpResponse:
    """One deviation: what was written down, what was done under it, and the check afterwards."""
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    here = reverse("deviation", args=[number])
    with reading(agreement.client_id):
        try:
            row = deviation_of(agreement.client_id, number)
        except DeviationLog.DoesNotExist:
            raise Http404 from None
        used = list(_used(row))
    _name([row])
    context: dict[str, Any] = {"row": row, "used": used, "day": day, "over": row.until < day}
    context["may_check"] = bool(held(request) & set(WORKERS)) and row.checked_on is None and row.until < day
    context["involved"] = request.user.pseudonym in row.people  # type: ignore[union-attr]
    if request.method != "POST":
        return page(request, "separation/deviation.html", context | {"form": Checked()})
    form = Checked(request.POST)

    def do(once: Any) -> str:
        typed = form.cleaned_data
        actions.check_deviation(
            request.user, agreement.code, number, typed["findings"], typed["in_order"] == "ja", once
        )
        return here

    return carry_out(request, do, "De controle is vastgelegd.", here, form, "separation/deviation.html", context)


def _used(row: DeviationLog) -> Any:
    """What was decided under a deviation: the journal says so itself."""
    decided = Entry.objects.filter(municipality=row.municipality_id, reason="deviation", actor__in=row.people)
    return decided.filter(at__date__gte=row.since, at__date__lte=row.until, result="granted").order_by("id")[:200]


def _name(rows: list[DeviationLog]) -> None:
    """Put the names to the pseudonyms, in one query."""
    wanted = {who for row in rows for who in (*row.people, row.opened_by, row.checked_by)}
    names = dict(Person.objects.filter(pseudonym__in=wanted).values_list("pseudonym", "name"))
    for row in rows:
        row.names = [names.get(who, who) for who in row.people]  # type: ignore[attr-defined]
        row.opener = names.get(row.opened_by, row.opened_by)  # type: ignore[attr-defined]
        row.checker = names.get(row.checked_by, row.checked_by)  # type: ignore[attr-defined]


def _colleagues(agreement: Any) -> list[Person]:
    """Who works on cases today, by name."""
    day = today()
    on = Q(positions__since__lte=day) & (Q(positions__until=None) | Q(positions__until__gte=day))
    sides = Q(positions__organisation__in=(agreement.client_id, agreement.contractor_id))
    found = Person.objects.filter(on & sides & Q(positions__function__in=WORKERS), is_active=True)
    return list(found.distinct().order_by("name", "id"))
