"""The pages of extra work: the list, asking and reporting, one job, and the decision of the client."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import BOTH_SIDES, MONEY, open_to
from noaber.agreement.acting import Refusal, permission
from noaber.agreement.acts import Act
from noaber.agreement.book import Book, Mandate
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.agreement.rules import Permission
from noaber.extrawork import actions, acts, forms, rules
from noaber.extrawork.job import ADDITIONAL, CALAMITY, CUSTOM, KINDS, REQUESTED, STATES, Job, steps
from noaber.extrawork.models import ExtraWork
from noaber.extrawork.queries import expected_of, holders, job_by_reference, jobs
from noaber.extrawork.terms import CalamityTerms, ExtraWorkTerms
from noaber.journal.queries import story
from noaber.parties.clock import today
from noaber.parties.functions import FUNCTIONS
from noaber.parties.scope import reading
from noaber.values import Euro, Refused, Trace

SHOW = {"open": ("Loopt nog", "open"), "afgerond": ("Afgerond", "closed"), "alles": ("Alles", "")}
KIND_WORDS = {word: kind for kind, word in KINDS.items()}
SHAPES = {"requested": "wait", "halted": "wait", "consented": "open", "started": "open", "finished": "done"}


def address(act: str) -> str | None:
    """Where an act of this subject is done, for as far as that needs no job."""
    at = {acts.REQUEST.code: "meerwerk", acts.REPORT_CALAMITY.code: "calamiteit"}.get(act)
    return f"{reverse('new-job')}?soort={at}" if at else None


@require_safe
@open_to(*BOTH_SIDES)
def job_list(request: HttpRequest) -> HttpResponse:
    """Every job of the client, those with something to do first."""
    asked, number = request.GET.get("toon", "open"), request.GET.get("pagina", "1")
    show = asked if asked in SHOW else "open"
    agreement, book, day = request.agreement, book_of(request.agreement), today()  # type: ignore[attr-defined]
    found = jobs(agreement.client_id, SHOW[show][1], max(1, int(number)) if number.isdecimal() else 1)
    services = {service.number: service.name for service in book.services}
    rows = [
        {
            "row": row,
            "state": STATES[row.state],
            "shape": "done" if row.facts().closed and row.state == "finished" else SHAPES.get(row.state, "off"),
            "service": services.get(row.service, "geen van de diensten"),
            "waits": _waits(expected_of(book, row, day)),
        }
        for row in found.rows
    ]
    may = isinstance(permission(agreement, book, request.user, acts.REQUEST, day), Permission)
    context = {
        "list": found,
        "rows": rows,
        "shown": show,
        "tabs": [(key, label) for key, (label, _) in SHOW.items()],
        "may_ask": may,
    }
    return page(request, "extrawork/list.html", context)


@open_to("team_lead")
def new_job(request: HttpRequest) -> HttpResponse:
    """Ask consent for a job, or report a calamity (`?soort=calamiteit`)."""
    kind = KIND_WORDS.get(request.GET.get("soort", ""), ADDITIONAL)
    return _report(request) if kind == CALAMITY else _ask(request, kind)


def _ask(request: HttpRequest, kind: str) -> HttpResponse:
    book = book_of(request.agreement)  # type: ignore[attr-defined]
    context = _terms(book) | {"url": f"{reverse('new-job')}?soort={KINDS[kind]}"}
    if request.method != "POST":
        return page(request, "extrawork/request.html", {"form": forms.Request(book, initial={"kind": kind})} | context)
    form = forms.Request(book, request.POST)

    def do(key: Any) -> str:
        row = actions.request_work(request.user, request.agreement.code, form.wanted(), key)  # type: ignore[attr-defined]
        return reverse("job", args=[row.reference])

    done = "De aanvraag ligt bij de regisseur. Het werk begint pas na akkoord."
    return carry_out(request, do, done, context["url"], form, "extrawork/request.html", context)


def _report(request: HttpRequest) -> HttpResponse:
    book = book_of(request.agreement)  # type: ignore[attr-defined]
    context = _terms(book) | {"url": f"{reverse('new-job')}?soort={KINDS[CALAMITY]}"}
    if request.method != "POST":
        return page(request, "extrawork/calamity.html", {"form": forms.Calamity(book)} | context)
    form = forms.Calamity(book, request.POST)
    refusals: list[Refusal] = []

    def do(key: Any) -> str:
        try:
            row = actions.report_calamity(request.user, request.agreement.code, form.emergency(), key)  # type: ignore[attr-defined]
        except Refusal as refusal:
            refusals.append(refusal)
            raise
        return reverse("job", args=[row.reference])

    done = "Begin maar. Informeer nu de regisseur, en spreek daarna samen de kosten af."
    answer = carry_out(request, do, done, context["url"], form, "extrawork/calamity.html", context)
    if refusals and refusals[0].decision.instead == acts.REQUEST.code:
        return _refused_calamity(request, refusals[0], form, book)
    return answer


def _refused_calamity(request: HttpRequest, refusal: Refusal, form: forms.Calamity, book: Book) -> HttpResponse:
    """What is refused, and under it what to do instead: the request for consent, filled in with what was typed."""
    typed = {name: form.cleaned_data[name] for name in ("title", "reason", "service", "estimate")}
    request_form = forms.Request(book, initial=typed | {"kind": ADDITIONAL, "unforeseen": True})
    context = {
        "decision": replace(refusal.decision, instead=""),
        "act": refusal.act,
        "entry": refusal.entry,
        "back": reverse("extrawork"),
        "request_form": request_form,
        "consent_clause": ExtraWorkTerms.fill(book.term, today()).consent_first.clause,
        "url": f"{reverse('new-job')}?soort={KINDS[ADDITIONAL]}",
    }
    return page(request, "extrawork/refused_calamity.html", context, status=409)


@require_safe
@open_to(*BOTH_SIDES)
def job(request: HttpRequest, reference: str) -> HttpResponse:
    """One job: how it stands, its story, and what can be done now by whom."""
    return page(request, "extrawork/job.html", _file(request, reference))


@dataclass(frozen=True, slots=True)
class Step:
    """An act on the page of a job: its address, form, what does it, what is said when done, and its button."""

    path: str
    form: type[forms.JobForm]
    do: Callable[..., ExtraWork]
    done: str
    button: str


STEPS: dict[str, Step] = {
    acts.START.code: Step("beginnen", forms.Start, actions.start, "Het werk is begonnen.", "Begin vastleggen"),
    acts.INFORM_CLIENT.code: Step(
        "informeren", forms.Informed, actions.inform_client, "Vastgelegd: de regisseur weet het.", "Vastleggen"
    ),
    acts.FINISH.code: Step("gereed", forms.Finished, actions.finish, "Het werk is gereed gemeld.", "Gereed melden"),
    acts.PROPOSE_COSTS.code: Step(
        "kosten", forms.Costs, actions.propose_costs, "Het voorstel ligt bij de regisseur.", "Kosten voorstellen"
    ),
    acts.AGREE_COSTS.code: Step(
        "kosten-akkoord", forms.AgreedCosts, actions.agree_costs, "De kosten zijn afgesproken.", "Kosten afspreken"
    ),
    acts.REJECT_COSTS.code: Step(
        "kosten-terug", forms.Answer, actions.reject_costs, "Het voorstel ligt weer bij de teamleider.", "Terugleggen"
    ),
    acts.CHARGE.code: Step(
        "factureren",
        forms.Charge,
        actions.charge,
        "Het bedrag komt op de eerstvolgende factuur.",
        "In rekening brengen",
    ),
    acts.REVISE.code: Step("raming", forms.Estimate, actions.revise, "De raming is bijgesteld.", "Raming bijstellen"),
    acts.WITHDRAW.code: Step("intrekken", forms.Nothing, actions.withdraw, "De aanvraag is ingetrokken.", "Intrekken"),
    acts.DECLINE.code: Step("weigeren", forms.Answer, actions.decline, "Het akkoord is geweigerd.", "Akkoord weigeren"),
}


@require_POST
@open_to(*MONEY)
def step(request: HttpRequest, reference: str, act: str) -> HttpResponse:
    """Do one step with a job."""
    the_step = STEPS[act]
    form = the_step.form(request.POST)
    here = reverse("job", args=[reference])

    def do(key: Any) -> str:
        the_step.do(request.user, request.agreement.code, reference, **form.values(), once=key)  # type: ignore[attr-defined]
        return here

    template = "extrawork/decide.html" if act == acts.DECLINE.code else "extrawork/job.html"
    context = {} if form.is_valid() else _file_for_post(request, reference, {act: form})
    return _of_this_client(lambda: carry_out(request, do, the_step.done, here, form, template, context))


@open_to("director")
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """The decision of the client: first the amount, then the exact words that are recorded."""
    if request.method == "POST":
        return _consent(request, reference)
    context = _file(request, reference)
    the_job: Job = context["job"]
    form = context["consent_form"]
    if "amount" in request.GET:
        form = forms.Consent(request.GET)
    if form.is_bound and form.is_valid():
        typed = form.cleaned_data
        client = request.agreement.client.name  # type: ignore[attr-defined]
        text = rules.consent_text(the_job, typed["amount"], typed["addendum"], client, context["extra_terms"])
        confirmed = {"amount": typed["amount"], "addendum": typed["addendum"], "shown": text}
        return page(
            request, "extrawork/confirm.html", context | {"text": text, "form": forms.Confirmed(initial=confirmed)}
        )
    return page(request, "extrawork/decide.html", context | {"form": form, "consent_form": form})


def _consent(request: HttpRequest, reference: str) -> HttpResponse:
    form = forms.Confirmed(request.POST)
    here, again = reverse("job", args=[reference]), reverse("decide-job", args=[reference])

    def do(key: Any) -> str:
        actions.consent(request.user, request.agreement.code, reference, **form.values(), once=key)  # type: ignore[attr-defined]
        return here

    context = {} if form.is_valid() else _file_for_post(request, reference) | {"text": request.POST.get("shown", "")}
    return _of_this_client(
        lambda: carry_out(request, do, "Het akkoord is vastgelegd.", again, form, "extrawork/confirm.html", context)
    )


def _file(request: HttpRequest, reference: str, bound: dict[str, forms.JobForm] | None = None) -> dict[str, Any]:
    agreement = request.agreement  # type: ignore[attr-defined]
    book, day = book_of(agreement), today()
    try:
        row = job_by_reference(agreement.client_id, reference)
    except ExtraWork.DoesNotExist:
        raise Http404 from None
    the_job = row.facts()
    services = {service.number: service.name for service in book.services}
    terms = _terms(book)
    return (
        terms
        | {
            "row": row,
            "job": the_job,
            "state": STATES[row.state],
            "shape": SHAPES.get(row.state, "off"),
            "service": services.get(row.service, "geen van de diensten"),
            "story": story(agreement.client_id, row.about),
            "charged": _charged(the_job, terms),
            "costs_text": rules.costs_text(
                the_job, agreement.client.name, agreement.contractor.name, terms["calamity_terms"]
            )
            if the_job.proposed is not None
            else "",
            "consent_form": forms.Consent(initial=_suggested(row)),
            "consent_mandate": _mandate(request, book, acts.CONSENT, day),
            "costs_mandate": _mandate(request, book, acts.AGREE_COSTS, day),
            "day": day,
        }
        | _moves(request, book, row, the_job, day, bound or {}, terms["extra_terms"])
    )


def _suggested(row: ExtraWork) -> dict[str, Any]:
    return {"amount": Euro(row.estimate_cents), "addendum": row.addendum or f"Addendum {row.year}, {row.reference}"}


def _file_for_post(
    request: HttpRequest, reference: str, bound: dict[str, forms.JobForm] | None = None
) -> dict[str, Any]:
    with reading(request.agreement.client_id):  # type: ignore[attr-defined]
        return _file(request, reference, bound)


def _moves(
    request: HttpRequest,
    book: Book,
    row: ExtraWork,
    the_job: Job,
    day: date,
    bound: dict[str, forms.JobForm],
    terms: ExtraWorkTerms,
) -> dict[str, Any]:
    """What this person can do now, and what somebody else can."""
    mine, others = [], []
    for found in steps(the_job):
        if not _may(request, book, found.act, day):
            others.append({"act": found.act, "who": _words(holders(book, found.act, day)), "expected": found.expected})
        elif found.act in (acts.CONSENT.code, acts.DECLINE.code):
            mine.append(
                {"act": found.act, "expected": found.expected, "page": reverse("decide-job", args=[row.reference])}
            )
        else:
            mine.append(_move(row, the_job, found.act, found.expected, bound))
    too_early = rules.may_start(the_job, day, day, terms)
    if the_job.state == REQUESTED and isinstance(too_early, Refused) and _may(request, book, acts.START.code, day):
        mine.append(_move(row, the_job, acts.START.code, False, bound) | {"refusal": too_early})
    return {
        "mine": [move for move in mine if move["expected"]],
        "also_mine": [move for move in mine if not move["expected"] and move["act"] != acts.DECLINE.code],
        "others": others,
        "decline": next(
            (_move(row, the_job, move["act"], False, bound) for move in mine if move["act"] == acts.DECLINE.code), None
        ),
    }


def _move(row: ExtraWork, the_job: Job, act: str, expected: bool, bound: dict[str, forms.JobForm]) -> dict[str, Any]:
    the_step = STEPS[act]
    initial = {
        acts.PROPOSE_COSTS.code: {"amount": the_job.proposed or the_job.estimate},
        acts.AGREE_COSTS.code: {"amount": the_job.proposed},
        acts.CHARGE.code: {"amount": (the_job.chargeable or the_job.charged) - the_job.charged},
        acts.REVISE.code: {"estimate": the_job.estimate},
    }.get(act, {})
    return {
        "act": act,
        "expected": expected,
        "open": act in bound,
        "form": bound.get(act) or the_step.form(initial=initial),
        "url": reverse(f"job-{the_step.path}", args=[row.reference]),
        "button": the_step.button,
    }


def _may(request: HttpRequest, book: Book, act: str, day: date) -> bool:
    answer = permission(request.agreement, book, request.user, Act.known[act], day)  # type: ignore[attr-defined]
    return isinstance(answer, Permission)


def _charged(the_job: Job, terms: dict[str, Any]) -> Trace | None:
    if not the_job.charged:
        return None
    calamity = the_job.kind == CALAMITY
    ground = terms["calamity_terms"].settlement_workdays if calamity else terms["extra_terms"].consent_first
    return Trace(
        label=f"In rekening gebracht voor {the_job.reference}",
        value=str(the_job.charged),
        formula="de bedragen die tot nu toe op een maandfactuur zijn gezet, bij elkaar opgeteld",
        clause=ground.clause,
        inputs=(Trace("Afgesproken" if calamity else "Akkoord tot ten hoogste", str(the_job.chargeable)),),
        lines=f"measure={'calamity' if calamity else 'extra'}&key={the_job.reference}",
    )


def _terms(book: Book) -> dict[str, Any]:
    day = today()
    return {
        "extra_terms": ExtraWorkTerms.fill(book.term, day),
        "calamity_terms": CalamityTerms.fill(book.term, day),
        "custom": CUSTOM,
    }


def _waits(expected: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, list[str]]]:
    """Who is waited for, each with all that they are waited for."""
    found: dict[str, list[str]] = {}
    for act, who in expected:
        found.setdefault(_words(who), []).append(act)
    return list(found.items())


def _mandate(request: HttpRequest, book: Book, act: Act, day: date) -> Mandate | None:
    """The mandate under which this person does an act."""
    may = permission(request.agreement, book, request.user, act, day)  # type: ignore[attr-defined]
    codes = {mandate.code: mandate for mandate in book.mandates}
    return codes[may.mandate] if isinstance(may, Permission) else None


def _words(functions: tuple[str, ...]) -> str:
    return ", ".join(FUNCTIONS.get(function, function) for function in functions)


def _of_this_client(do: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return do()
    except ExtraWork.DoesNotExist:
        raise Http404 from None
