"""The page on which the team lead sees the opening times and says on which days they differ."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from noaber.agreement.access import open_to
from noaber.agreement.book import Book
from noaber.agreement.opening import WEEKDAYS
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.appointments import desk_actions, slots
from noaber.appointments.desk_queries import deviations, to_move
from noaber.appointments.desk_views import row_of
from noaber.appointments.display_views import address_of
from noaber.appointments.forms import DeviationForm
from noaber.appointments.models import Deviation
from noaber.parties.clock import today
from noaber.parties.scope import reading


@open_to("team_lead")
def opening_times(request: HttpRequest) -> HttpResponse:
    """The rules as agreed, the days that differ, and adding one."""
    agreement = request.agreement  # type: ignore[attr-defined]
    book, here = book_of(agreement), reverse("opening-times")
    with reading(agreement.client_id):
        context = _context(agreement, book)
    if request.method != "POST":
        return page(request, "appointments/opening.html", context | {"form": DeviationForm(book)})
    form = DeviationForm(book, request.POST)

    def do(once: Any) -> str:
        typed = form.cleaned_data
        desk_actions.deviate(request.user, agreement.code, typed["day"], form.value(), typed["reason"], once)
        return here

    done = "De openingstijd is aangepast."
    return carry_out(request, do, done, here, form, "appointments/opening.html", context)


def _context(agreement: Any, book: Book) -> dict[str, Any]:
    day, names = today(), {location.code: location.name for location in book.locations}
    skills = {skill.code: skill.name for skill in book.skills}
    return {
        "rules": [
            {
                "location": names[rule.location],
                "skill": skills[rule.skill],
                "days": ", ".join(WEEKDAYS[one] for one in sorted(rule.weekdays)),
                "hours": f"{rule.start:%H:%M} - {rule.end:%H:%M}",
                "breaks": ", ".join(f"{start:%H:%M} - {end:%H:%M}" for start, end in rule.breaks),
                "every": rule.every_weeks,
                "capacity": rule.capacity,
                "period": rule.period,
            }
            for rule in book.openings
            if rule.period.until is None or rule.period.until >= day
        ],
        "deviations": [
            {
                "row": row,
                "location": names.get(row.location, row.location),
                "skill": skills.get(row.skill, ""),
                "whole": row.start == row.end,
                "closed": row.kind == slots.CLOSED,
            }
            for row in deviations(agreement.client_id, day, day + timedelta(days=731))
        ],
        "to_move": [
            (row_of(book, visit), names.get(visit.location, "")) for visit in to_move(agreement.client_id, day)
        ],
        "displays": [(name, address_of(agreement.client.slug, code)) for code, name in names.items()],
    }


@require_POST
@open_to("team_lead")
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the ordinary times hold again."""
    here = reverse("opening-times")

    def do(once: Any) -> str:
        desk_actions.withdraw(request.user, request.agreement.code, pk, once)  # type: ignore[attr-defined]
        return here

    try:
        return carry_out(request, do, "De gewone openingstijden gelden weer.", here)
    except Deviation.DoesNotExist:
        raise Http404 from None
