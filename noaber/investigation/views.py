"""The pages of address investigations: the list, and one file with what comes next."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import BOTH_SIDES, WORKERS, held, open_to
from noaber.agreement.acting import permission
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.agreement.rules import Permission
from noaber.cases.models import Case
from noaber.cases.queries import case_by_number
from noaber.investigation import actions, acts
from noaber.investigation.file import DECIDED, answer_until, state_of, weeks_open
from noaber.investigation.forms import After, Begin, Result
from noaber.investigation.models import Investigation
from noaber.investigation.queries import investigation_of, investigations, signals_open, tally
from noaber.investigation.rules import SIGNALS, next_step
from noaber.investigation.steps import STEPS, Step
from noaber.investigation.terms import InvestigationTerms
from noaber.investigation.timeline import timeline
from noaber.journal.queries import story
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Granted
from noaber.web.paging import listed, page_number

SIGNALS_SHOWN = 20


@require_safe
@open_to(*WORKERS, *BOTH_SIDES)
def listing(request: HttpRequest) -> HttpResponse:
    """The investigations: what must be done first on top; and the signals of address quality that still wait."""
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    client, over = agreement.client_id, request.GET.get("stand") == "klaar"
    long_weeks = InvestigationTerms.fill(book_of(agreement).term, day).long_weeks
    with reading(client):
        found = listed(investigations(client, over), page_number(request.GET.get("pagina", "")))
        counts = tally(client, day, long_weeks.value)
        signals = list(signals_open(client)[:SIGNALS_SHOWN])
    for row in found.rows:
        row.words, row.shape = state_of(row.value)
        row.weeks = weeks_open(row.value, day)
    may_register = bool(held(request) & set(WORKERS))
    context = {"list": found, "over": over, "day": day, "tally": counts, "long_weeks": long_weeks, "signals": signals}
    context["may_register"] = may_register
    return page(request, "investigation/list.html", context)


@require_safe
@open_to(*WORKERS, *BOTH_SIDES)
def one(request: HttpRequest, number: str) -> HttpResponse:
    """One investigation; a form to begin it where there is only the case."""
    context = _file(request, number)
    return page(request, "investigation/file.html" if context["row"] else "investigation/begin.html", context)


@require_POST
@open_to(*WORKERS)
def begin(request: HttpRequest, number: str) -> HttpResponse:
    """Begin an investigation on its case."""
    context, here = _file(request, number), reverse("investigation", args=[number])
    form = Begin(request.POST)

    def do(once: Any) -> str:
        typed, code = form.cleaned_data, request.agreement.code  # type: ignore[attr-defined]
        actions.begin(request.user, code, number, typed["source"], typed["kind"], typed["signal"], once)
        return here

    context |= {"form": form}
    return carry_out(request, do, "Het adresonderzoek is begonnen.", here, form, "investigation/begin.html", context)


@open_to(*WORKERS)
def begin_after(request: HttpRequest, number: str) -> HttpResponse:
    """Register and begin an investigation after a report or a signal, in one go."""
    agreement, back = request.agreement, reverse("case", args=[number])  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        case = _case(agreement.client_id, number)
    if case.product not in SIGNALS.values():
        raise Http404
    form = After(request.POST if request.method == "POST" else None)
    context = {"case": case, "form": form, "back": back}
    if request.method != "POST":
        return page(request, "investigation/after.html", context)

    def do(once: Any) -> str:
        begun = actions.begin_after(request.user, agreement.code, number, form.cleaned_data["kind"], once)
        return reverse("investigation", args=[begun])

    done = "Het adresonderzoek is begonnen."
    return carry_out(request, do, done, back, form, "investigation/after.html", context)


@require_POST
@open_to(*WORKERS)
def step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Take one step."""
    taken, here = STEPS[what], reverse("investigation", args=[number])
    row = _file(request, number)["row"]
    if row is None:
        raise Http404
    form = _form(taken, row, request.POST, f"{what}_%s")

    def do(once: Any) -> str:
        taken.do(request.user, request.agreement.code, number, form.cleaned_data, once)  # type: ignore[attr-defined]
        return here

    context = _file(request, number, {what: form}) | {"form": form}
    return carry_out(request, do, taken.done, here, form, "investigation/file.html", context)


def _form(taken: Step, row: Investigation, posted: Any, auto_id: str) -> Form:
    if taken.step == DECIDED:
        intended = row.intended if posted is None else ""
        return Result(posted, annotated=row.annotated is not None, intended=intended, auto_id=auto_id)
    return taken.form(posted, auto_id=auto_id)


def _file(request: HttpRequest, number: str, sent: dict[str, Form] | None = None) -> dict[str, Any]:
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    client, book = agreement.client_id, book_of(agreement)
    with reading(client):
        row = investigation_of(client, number)
        case = row.case if row else _case(client, number)
        told = story(client, f"case:{number}")
    if book.product(case.product).file != "investigation":
        raise Http404
    if row is None:
        may_begin = isinstance(permission(agreement, book, request.user, acts.OPEN, day, actions.ORGAN), Permission)
        return {"case": case, "row": None, "form": Begin(), "may_begin": may_begin, "day": day}
    value, terms = row.value, InvestigationTerms.fill(book.term, day)
    until = answer_until(value, terms) if value.decided is None else None
    # While somebody can still answer, ending it is possible, but it is not what comes next.
    main = "" if next_step(value) == DECIDED and until and day <= until else next_step(value)
    steps = [
        {
            "what": what,
            "step": one,
            "url": reverse(f"investigation-{what}", args=[number]),
            "form": (sent or {}).get(what) or _form(one, row, None, f"{what}_%s"),
            "main": bool(main) and one.step == main,
        }
        for what, one in STEPS.items()
        if isinstance(one.may(value, day, terms), Granted)
        and isinstance(permission(agreement, book, request.user, one.act, day, actions.ORGAN), Permission)
    ]
    steps.sort(key=lambda one: not one["main"])
    words, shape = state_of(value)
    return {
        "case": case,
        "row": row,
        "value": value,
        "words": words,
        "shape": shape,
        "weeks": weeks_open(value, day),
        "long_weeks": terms.long_weeks,
        "phases": timeline(value, terms),
        "until": until,
        "steps": steps,
        "waits": not any(one["main"] for one in steps),
        "story": told,
        "day": day,
        "works": bool(held(request) & set(WORKERS)),
    }


def _case(client: int, number: str) -> Case:
    try:
        return case_by_number(client, number)
    except Case.DoesNotExist:
        raise Http404 from None
