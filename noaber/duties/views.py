"""The page of duties, and settling one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from noaber.agreement.access import BOTH_SIDES, STAFF, held, open_to, opens_for
from noaber.agreement.book import DutyRule
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.agreement.wording import RHYTHM_WORDS, when_due
from noaber.duties import actions, rules
from noaber.duties.forms import Settled
from noaber.duties.models import Duty
from noaber.duties.queries import done_lately, duty_list, duty_of, open_duties
from noaber.parties.clock import today
from noaber.parties.functions import FIELD, FUNCTIONS
from noaber.parties.scope import reading
from noaber.values import Period
from noaber.web.labels import words_about
from noaber.web.paging import page_number

PLACES = {"case": "case", "invoice": "invoice", "report": "report", "job": "job", "payroll": "payroll-month"} | {
    "competence": "competence-person",
    "deviation": "deviation",
    "finding": "finding",
    "advice": "advice-request",
    "complaint": "complaint",
    "daysheet": "day-sheet-work",
}
MINE, EVERYBODY = "mij", "iedereen"
HOLDERS = tuple(function for function in FUNCTIONS if function not in ("administrator", "system", *FIELD))


def place_of(about: str) -> str:
    """The address of what a duty is about; empty where that has no page of its own."""
    kind, _, key = about.partition(":")
    return reverse(PLACES[kind], args=[key.partition("/")[0]]) if kind in PLACES and key else ""


def about_words(about: str) -> str:
    """What a duty is about: `invoice:2026-09` is factuur van september 2026, `jaargesprek:2026` is 2026."""
    kind, _, key = about.partition(":")
    if kind in PLACES:
        return words_about(about)
    try:
        return str(Period.parse(key))
    except ValueError:
        return key or about


@dataclass(frozen=True, slots=True)
class Recurring:
    """A row of the calendar: the rule in words, and the next day it is due; None where it asks nothing any more."""

    rule: DutyRule
    rhythm: str
    due_words: str
    next: date | None


@require_safe
@open_to(*STAFF)
def duties(request: HttpRequest) -> HttpResponse:
    """What must be done by when: one's own first, everybody's on request."""
    client, day, mine = request.agreement.client_id, today(), held(request)  # type: ignore[attr-defined]
    asked = request.GET.get("van", MINE)
    if asked not in (EVERYBODY, *HOLDERS):
        asked = MINE
    functions = {MINE: mine, EVERYBODY: None}.get(asked, {asked})
    found = duty_list(open_duties(client, functions, day), day, page_number(request.GET.get("pagina", "")))
    done, done_total = done_lately(client, functions, day)
    _dress([row for group in found.groups for row in group.rows] + done, mine)
    context = {
        "list": found,
        "day": day,
        "asked": asked,
        "holders": HOLDERS,
        "done": done,
        "done_total": done_total,
        "reads": bool(mine & set(BOTH_SIDES)),
    }
    return page(request, "duties/list.html", context)


def _dress(rows: Iterable[Duty], mine: set[str]) -> None:
    """Give each duty what the page says of it: where it opens, what it is about, whether one may settle it."""
    for row in rows:
        row.place = _open_to(row, mine)  # type: ignore[attr-defined]
        row.about_words = about_words(row.about)  # type: ignore[attr-defined]
        row.mine = row.by_hand and row.holder in mine  # type: ignore[attr-defined]


def _open_to(duty: Duty, functions: set[str]) -> str:
    """Where a duty's subject opens, for somebody who may go there."""
    place = place_of(duty.about)
    return place if place and opens_for(place, functions) else ""


@require_safe
@open_to(*STAFF)
def calendar(request: HttpRequest) -> HttpResponse:
    """Everything that the calendar of the agreement asks, with the next day it is due and how sure that day is."""
    day, book = today(), book_of(request.agreement)  # type: ignore[attr-defined]
    agreed = Period(book.since, book.until)
    rows = [
        Recurring(rule, RHYTHM_WORDS[rule.rhythm], when_due(rule), rules.next_due(rule, agreed, day))
        for rule in book.duties
    ]
    rows.sort(key=lambda row: (row.next or date.max, row.rule.title))
    return page(request, "duties/calendar.html", {"rows": rows})


@open_to(*STAFF)
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a duty is done."""
    agreement = request.agreement  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        try:
            duty = duty_of(agreement.client_id, pk)
        except Duty.DoesNotExist:
            raise Http404 from None
    back = reverse("duties")
    _dress([duty], held(request))
    context: dict[str, Any] = {"duty": duty, "back": back, "day": today()}
    if request.method != "POST":
        return page(request, "duties/settle.html", context | {"form": Settled()})
    form = Settled(request.POST)

    def do(once: Any) -> str:
        actions.settle(request.user, agreement.code, pk, form.cleaned_data["note"], once)
        return back

    return carry_out(request, do, "De termijn is afgehandeld.", back, form, "duties/settle.html", context)
