"""The pages of being on call: who is now, the roster of a month, and the log of calls."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.pages import ask, carry_out, page
from noaber.agreement.queries import book_of
from noaber.cases.queries import names_of
from noaber.cemetery.piket import actions, acts
from noaber.cemetery.piket.forms import LogCall, Plan, Sick, Swap, WithdrawCall, first_monday, minute
from noaber.cemetery.piket.models import CallRecord, ShiftRecord
from noaber.cemetery.piket.queries import calls, colleagues, holes, month_row, shifts_from, shifts_in, tally
from noaber.cemetery.piket.roster import beside, month_of, spoken
from noaber.cemetery.piket.terms import PiketTerms
from noaber.parties.clock import AMSTERDAM, now, today
from noaber.parties.scope import reading
from noaber.values import Period
from noaber.web.paging import listed, page_number

READERS = (*WORKERS, "director")
LEADS = ("second_line", "team_lead")
SHOWN = 12
FORM = "piket/form.html"


def _terms(request: HttpRequest) -> PiketTerms:
    return PiketTerms.fill(book_of(request.agreement).term, today())  # type: ignore[attr-defined]


def _month(text: str) -> Period:
    try:
        found = Period.parse(text)
    except ValueError:
        raise Http404 from None
    if found.code != text or len(text) != 7 or found != Period.month(found.since.year, found.since.month):
        raise Http404
    return found


@never_cache
@require_safe
@open_to(*READERS)
def on_call(request: HttpRequest) -> HttpResponse:
    """Who is on call now, until when, and who comes next; how calls were answered this quarter."""
    agreement, moment = request.agreement, now()  # type: ignore[attr-defined]
    day = today()
    quarter = Period.quarter_of(day)
    with reading(agreement.client_id):
        coming = list(shifts_from(agreement.client_id, moment)[:3])
        counts = tally(agreement.client_id, month_of(quarter))
    names = names_of(one.who for one in coming)
    current = next((one for one in coming if moment in one.span), None)
    kpis = book_of(agreement).norms_of(acts.LOG_CALL.code)
    context = {
        "terms": _terms(request),
        "current": current,
        "name": names.get(current.who, "") if current else "",
        "next": [(one, names.get(one.who, "")) for one in coming if one is not current],
        "tally": counts,
        "quarter": quarter,
        "kpi": kpis[0] if kpis else None,
        "month": f"{day:%Y-%m}",
        "works": bool(held(request) & set(WORKERS)),
    }
    return page(request, "piket/now.html", context)


@never_cache
@require_safe
@open_to(*READERS)
def roster(request: HttpRequest, month: str) -> HttpResponse:
    """The roster of a month, to be printed: who has which shift, and when nobody is on call."""
    agreement, period, terms = request.agreement, _month(month), _terms(request)  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        shifts = list(shifts_in(agreement.client_id, month_of(period)))
        row = month_row(agreement.client_id, period)
        counts = tally(agreement.client_id, month_of(period))
    names = names_of(who for one in shifts for who in (one.who, one.instead_of))
    found = [
        (one, names.get(one.who, ""), names.get(one.instead_of, ""), one.since > now(), one.until > now())
        for one in shifts
    ]
    assert period.until is not None
    context = {
        "period": period,
        "month": month,
        "shifts": found,
        "holes": holes(agreement.client_id, period, terms, shifts),
        "row": row,
        "tally": counts,
        "terms": terms,
        "over": today() > period.until,
        "leads": bool(held(request) & set(LEADS)),
        "before": beside(period, -1).code,
        "after": beside(period, 1).code,
    }
    return page(request, "piket/roster.html", context)


@open_to(*LEADS)
def plan(request: HttpRequest) -> HttpResponse:
    """Plan a run of weeks."""
    agreement, terms = request.agreement, _terms(request)  # type: ignore[attr-defined]
    known = colleagues(agreement.contractor_id, today())
    back = reverse("piket-roster", args=[f"{today():%Y-%m}"])
    words = {"title": acts.PLAN.label, "back": back, "submit": acts.PLAN.label}
    words["text"] = f"Een dienst duurt een week en wisselt om {terms.morning.value:02d}:00 uur."
    if request.method != "POST":
        form = Plan(known, terms.morning.value, initial={"since": first_monday(today())})
        return page(request, FORM, words | {"form": form})
    form = Plan(known, terms.morning.value, request.POST)

    def do(once: Any) -> str:
        rows = actions.plan(request.user, agreement.code, form.shifts(), once)
        return reverse("piket-roster", args=[f"{rows[0].span.since:%Y-%m}"])

    return carry_out(request, do, "De diensten staan op het rooster.", back, form, FORM, words)


def _shift(request: HttpRequest, pk: int) -> ShiftRecord:
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        row = ShiftRecord.objects.of(client).filter(pk=pk, withdrawn=False).first()
    if row is None:
        raise Http404
    return row


@open_to(*LEADS)
def swap(request: HttpRequest, pk: int) -> HttpResponse:
    """Swap a shift with one that is still to come of somebody else."""
    agreement, row = request.agreement, _shift(request, pk)  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        coming = [one for one in shifts_from(agreement.client_id, now())[:SHOWN] if one.who != row.who]
    names = names_of([row.who, *(one.who for one in coming)])
    others = [(one.pk, f"{names.get(one.who, '')}, {one.span}") for one in coming if one.since > now()]
    return _step(
        request,
        row,
        acts.SWAP.label,
        f"De dienst van {names.get(row.who, '')}: {row.span}.",
        lambda *given: Swap(others, *given),
        lambda form, once: actions.swap(request.user, agreement.code, pk, form.cleaned_data["other"], once),
        "De diensten zijn geruild.",
    )


@open_to(*WORKERS)
def sick(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody is ill: who comes next takes over."""
    agreement, row = request.agreement, _shift(request, pk)  # type: ignore[attr-defined]
    start = max(row.since, now())
    return _step(
        request,
        row,
        acts.REPORT_SICK.label,
        f"De dienst van {row.span}. Wie daarna op het rooster staat, neemt over.",
        partial(Sick, initial={"on": start.astimezone(AMSTERDAM).date(), "clock": minute(start)}),
        lambda form, once: actions.report_sick(request.user, agreement.code, pk, form.since(), once),
        "De volgende op het rooster heeft nu piket.",
    )


def _step(
    request: HttpRequest,
    row: ShiftRecord,
    title: str,
    text: str,
    make: Callable[..., Form],
    act: Callable[[Any, Any], object],
    done: str,
) -> HttpResponse:
    back = reverse("piket-roster", args=[f"{row.since:%Y-%m}"])
    words = {"title": title, "back": back, "submit": title, "text": text}

    def do(once: Any, form: Any) -> None:
        act(form, once)

    return ask(request, FORM, words, make, do, done)


@require_POST
@open_to(*LEADS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a shift off the roster."""
    row = _shift(request, pk)
    back = reverse("piket-roster", args=[f"{row.since:%Y-%m}"])

    def do(once: Any) -> str:
        actions.withdraw(request.user, request.agreement.code, pk, once)  # type: ignore[attr-defined]
        return back

    return carry_out(request, do, "De dienst is geschrapt.", back)


@require_POST
@open_to(*LEADS)
def fix(request: HttpRequest, month: str) -> HttpResponse:
    """Fix the roster of a month."""
    period, back = _month(month), reverse("piket-roster", args=[month])

    def do(once: Any) -> str:
        actions.fix(request.user, request.agreement.code, period, once)  # type: ignore[attr-defined]
        return back

    return carry_out(request, do, "Het rooster ligt vast.", back)


@require_POST
@open_to("team_lead")
def settle(request: HttpRequest, month: str) -> HttpResponse:
    """Settle the hours of a month."""
    period, back = _month(month), reverse("piket-roster", args=[month])

    def do(once: Any) -> str:
        actions.settle(request.user, request.agreement.code, period, once)  # type: ignore[attr-defined]
        return back

    return carry_out(request, do, "De uren zijn afgesloten.", back)


@never_cache
@require_safe
@open_to(*WORKERS)
def log(request: HttpRequest) -> HttpResponse:
    """The log of calls, newest first."""
    client = request.agreement.client_id  # type: ignore[attr-defined]
    with reading(client):
        found = listed(calls(client), page_number(request.GET.get("pagina", "")))
    names = names_of(one.who for one in found.rows)
    rows = [(one, names.get(one.who, "")) for one in found.rows]
    return page(
        request,
        "piket/log.html",
        {"list": found, "rows": rows, "terms": _terms(request), "leads": bool(held(request) & set(LEADS))},
    )


@never_cache
@open_to(*WORKERS)
def log_call(request: HttpRequest) -> HttpResponse:
    """Put a call down; the day, the clock and who is on call are filled in."""
    agreement, moment, terms = request.agreement, now(), _terms(request)  # type: ignore[attr-defined]
    known = colleagues(agreement.contractor_id, today())
    back = reverse("piket-log")
    words = {"title": acts.LOG_CALL.label, "back": back, "submit": acts.LOG_CALL.label, "text": ""}
    if request.method != "POST":
        with reading(agreement.client_id):
            running = shifts_from(agreement.client_id, moment).first()
        mine = request.user.pseudonym  # type: ignore[union-attr]
        who = running.who if running is not None and moment in running.span else mine
        start = {"on": today(), "clock": minute(moment), "who": who}
        return page(request, FORM, words | {"form": LogCall(known, terms, moment, initial=start)})
    form = LogCall(known, terms, moment, request.POST)

    def do(once: Any) -> str:
        typed = form.cleaned_data
        told = typed["about"], typed["done"], typed["reason"]
        actions.log_call(request.user, agreement.code, form.call(), typed["who"], *told, once)
        return back

    return carry_out(request, do, "De oproep is vastgelegd.", back, form, FORM, words)


@open_to(*LEADS)
def withdraw_call(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a call that was put down wrongly out of the counts."""
    agreement, back = request.agreement, reverse("piket-log")  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        row = CallRecord.objects.of(agreement.client_id).filter(pk=pk).first()
    if row is None:
        raise Http404
    text = f"De oproep van {spoken(row.came_in)}. Hij blijft zichtbaar en telt niet meer mee."
    words = {"title": acts.WITHDRAW_CALL.label, "back": back, "submit": acts.WITHDRAW_CALL.label, "text": text}

    def do(once: Any, form: Any) -> None:
        actions.withdraw_call(request.user, agreement.code, pk, form.cleaned_data["reason"], once)

    return ask(request, FORM, words, WithdrawCall, do, "De oproep is geschrapt.")
