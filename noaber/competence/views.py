"""The pages of competences: the matrix, one person, and who may do what today."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from noaber.agreement.access import held, open_to
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.agreement.rules import ORGANS
from noaber.competence import actions
from noaber.competence.forms import Ended, NewCompetence, Reviewed
from noaber.competence.models import Held
from noaber.competence.queries import abilities, cells_of, held_row, matrix, person_of, rows_of, workers
from noaber.competence.rules import KINDS
from noaber.competence.terms import CompetenceTerms
from noaber.parties.clock import today
from noaber.parties.models import Person
from noaber.parties.scope import reading

READERS = ("team_lead", "director")


@require_safe
@open_to(*READERS)
def competences(request: HttpRequest) -> HttpResponse:
    """Who holds what, and what runs out soon."""
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    terms = CompetenceTerms.fill(book_of(agreement).term, day)
    with reading(agreement.client_id):
        rows = matrix(agreement, day, terms)
    ending = [(row.person, cell) for row in rows for cell in row.cells if cell.soon and cell.coming is None]
    ending.sort(key=lambda one: one[1].now.until)  # type: ignore[union-attr, arg-type, return-value]
    context = {"rows": rows, "kinds": KINDS.values(), "ending": ending, "lead": terms.lead_days, "day": day}
    return page(request, "competence/matrix.html", context | {"may_record": _records(request)})


@require_safe
@open_to(*READERS)
def who_may_today(request: HttpRequest) -> HttpResponse:
    """Who may do what today: what needs a competence, and what the mandate register grants."""
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    book = book_of(agreement)
    with reading(agreement.client_id):
        found, people = abilities(agreement, book, day), list(workers(agreement, day).prefetch_related("positions"))
    sides = {"client": agreement.client_id, "contractor": agreement.contractor_id}
    mandates = [
        (mandate, ORGANS[mandate.organ], [one for one in people if _holds(one, mandate, sides[mandate.side], day)])
        for mandate in book.mandates
        if day in mandate.period and mandate.covers("cases.decide")
    ]
    context = {"abilities": found, "mandates": mandates, "day": day}
    return page(request, "competence/today.html", context)


def _holds(person: Person, mandate: Any, organisation: int, day: Any) -> bool:
    held_now = person.positions_on(day)
    return any(one.function in mandate.functions and one.organisation_id == organisation for one in held_now)


@open_to(*READERS)
def person(request: HttpRequest, pseudonym: str) -> HttpResponse:
    """What one person holds and held, and recording something."""
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    here = reverse("competence-person", args=[pseudonym])
    with reading(agreement.client_id):
        try:
            found = person_of(agreement, pseudonym, day)
        except Person.DoesNotExist:
            raise Http404 from None
        rows = list(rows_of(agreement.client_id, pseudonym))
    book = book_of(agreement)
    cells = cells_of([row.value for row in reversed(rows)], day, CompetenceTerms.fill(book.term, day))
    for row in rows:
        row.words = KINDS[row.kind]  # type: ignore[attr-defined]
        row.ended = row.until is not None and row.until < day  # type: ignore[attr-defined]
    sides = {"client": agreement.client_id, "contractor": agreement.contractor_id}
    mandates = [one for one in book.mandates if day in one.period and _holds(found, one, sides[one.side], day)]
    functions = [one.function for one in found.positions_on(day) if one.organisation_id in sides.values()]
    context = {"person": found, "rows": rows, "cells": cells, "mandates": mandates, "functions": functions, "day": day}
    context["may_record"] = _records(request)
    if request.method != "POST":
        return page(request, "competence/person.html", context | {"form": NewCompetence()})
    form = NewCompetence(request.POST)

    def do(once: Any) -> str:
        actions.record(request.user, agreement.code, pseudonym, form.competence(), once)
        return here

    return carry_out(request, do, "De bevoegdheid is vastgelegd.", here, form, "competence/person.html", context)


@open_to("team_lead")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a competence end."""
    agreement = request.agreement  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        try:
            row = held_row(agreement.client_id, pk)
        except Held.DoesNotExist:
            raise Http404 from None
    back = reverse("competence-person", args=[row.person])
    name = Person.objects.filter(pseudonym=row.person).values_list("name", flat=True).first()
    context = {"row": row, "kind": KINDS[row.kind], "name": name or row.person, "back": back}
    if request.method != "POST":
        return page(request, "competence/end.html", context | {"form": Ended()})
    form = Ended(request.POST)

    def do(once: Any) -> str:
        actions.end(request.user, agreement.code, pk, form.cleaned_data["on"], once)
        return back

    return carry_out(request, do, "De bevoegdheid eindigt.", back, form, "competence/end.html", context)


@open_to("team_lead")
def review(request: HttpRequest) -> HttpResponse:
    """Record whose rights were checked."""
    agreement = request.agreement  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        people = list(workers(agreement, today()))
    back = reverse("competences")
    if request.method != "POST":
        return page(request, "competence/review.html", {"form": Reviewed(people), "back": back})
    form = Reviewed(people, request.POST)

    def do(once: Any) -> str:
        actions.review(request.user, agreement.code, form.cleaned_data["people"], once)
        return back

    done = "De controle van de rechten is vastgelegd."
    return carry_out(request, do, done, reverse("review-rights"), form, "competence/review.html", {"back": back})


def _records(request: HttpRequest) -> bool:
    return "team_lead" in held(request)
