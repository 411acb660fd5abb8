"""The pages of cases: the worklist, one case, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import BOTH_SIDES, WORKERS, held, may_open, open_to
from noaber.agreement.acting import permission
from noaber.agreement.acts import Act
from noaber.agreement.book import Book
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.agreement.rules import ORGANS, Permission
from noaber.cases import actions, acts, penalty_rules, rules
from noaber.cases.clock import why_due
from noaber.cases.event import EVENTS
from noaber.cases.files import FILES
from noaber.cases.forms import DefaultNotice, Delay, DeskDay, Extending, NewCase, Outcome, Penalty
from noaber.cases.made_known import made_known
from noaber.cases.models import Case
from noaber.cases.objection import term_ends
from noaber.cases.panels import PANELS
from noaber.cases.person import panel
from noaber.cases.queries import (
    Wanted,
    case_by_number,
    counted_by_visits,
    counted_days,
    kind_of,
    names_of,
    objections_of,
    worklist,
)
from noaber.cases.signing import may_sign_off
from noaber.cases.steps import steps_of
from noaber.cases.terms import PenaltyTerms
from noaber.journal.queries import story
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Refused
from noaber.web.paging import page_number, plain, whole

SHOW = {"open": (rules.OPEN, rules.SUSPENDED), "besloten": (rules.DECIDED,), "afgesloten": (rules.CLOSED,)}


@require_safe
@open_to(*WORKERS, *BOTH_SIDES)
def cases(request: HttpRequest) -> HttpResponse:
    """The worklist: what runs out first stands on top."""
    asked = request.GET
    wanted = Wanted(
        SHOW.get(asked.get("stand", "open"), SHOW["open"]),
        whole(asked.get("dienst", "")),
        plain(asked.get("product", "")),
        plain(asked.get("zoek", "")),
        page_number(asked.get("pagina", "")),
    )
    book = book_of(request.agreement)  # type: ignore[attr-defined]
    names = {product.code: product.name for product in book.products}
    found, day = worklist(request.agreement.client_id, wanted), today()  # type: ignore[attr-defined]
    for row in found.rows:
        row["name"] = names.get(row["product"], row["product"])
        row["late"] = row["state"] == rules.OPEN and row["clock"] is not None and row["clock"] < day
    shown = asked.get("stand", "open") if asked.get("stand") in SHOW else "open"
    may = bool(held(request) & set(WORKERS))
    context = {"list": found, "wanted": wanted, "shown": shown, "day": day, "states": SHOW, "may_register": may}
    return page(request, "cases/list.html", context)


@open_to(*WORKERS)
def new_case(request: HttpRequest) -> HttpResponse:
    """Register a case."""
    agreement = request.agreement  # type: ignore[attr-defined]
    book = book_of(agreement)
    if request.method != "POST":
        return page(request, "cases/new.html", {"form": NewCase(book, initial=request.GET.dict())})
    form = NewCase(book, request.POST)

    def do(once: Any) -> str:
        typed = form.cleaned_data
        case = actions.register_case(
            request.user,
            agreement.code,
            typed["product"],
            typed["received"],
            typed["reference"],
            once,
            typed.get("event_day"),
        )
        return reverse("case", args=[case.number])

    return carry_out(request, do, "De zaak is geregistreerd.", reverse("cases"), form, "cases/new.html")


@require_safe
@open_to(*WORKERS, *BOTH_SIDES)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case: its clock, its story, and what can be done now."""
    return page(request, "cases/case.html", _file(request, number))


def _file(request: HttpRequest, number: str, **more: Any) -> dict[str, Any]:
    agreement = request.agreement  # type: ignore[attr-defined]
    book, day = book_of(agreement), today()
    try:
        found = case_by_number(agreement.client_id, number)
    except Case.DoesNotExist:
        raise Http404 from None
    kind = kind_of(book, found.product)
    facts = found.facts(kind)

    def may(act: Act, organ: str) -> Permission | Refused:
        return permission(agreement, book, request.user, act, day, organ)

    entries, published = story(agreement.client_id, f"case:{number}"), made_known(found)
    return {
        "case": found,
        "kind": kind,
        "service": book.service(kind.service),
        "organ": ORGANS.get(found.organ, found.organ),
        "why_due": why_due(facts, book.product(found.product).law),
        "story": entries,
        "names": names_of(entry.actor for entry in entries),
        "steps": steps_of(facts, day, may, may_sign_off(found, kind, request.user.pseudonym, day, True)),  # type: ignore[union-attr]
        "event": EVENTS.get(kind.event),
        **_own_file(request, kind, number),
        "form": Outcome(list(kind.outcomes), deed=kind.deed),
        "term_forms": term_forms(kind),
        "late_costs": late_costs(book, facts, day),
        "day": day,
        "objections": objections_of(agreement.client_id, found.pk) if found.decided_on else [],
        "objection_ends": term_ends(published) if published else None,
        "works": bool(held(request) & set(WORKERS)),
        "may_object": isinstance(may(acts.REGISTER_OBJECTION, ""), Permission),
        "panels": [(one.template, one.context(request, found, facts)) for one in PANELS],
        **panel(request, number),
    } | more


def _own_file(request: HttpRequest, kind: rules.Kind, number: str) -> dict[str, Any]:
    """The file of its own that a case has, for those who may open it: one that leads it, or one beside it."""
    own = FILES.get(kind.file)
    if not (kind.led or own):
        return {}
    address = reverse(own.address if own else kind.file, args=[number])
    if not may_open(request, address):
        return {}
    return {"file_url": address} if kind.led else {"own_file": own, "own": address}


DO = {
    "opschorten": (actions.suspend_case, "De termijn is opgeschort."),
    "hervatten": (actions.resume_case, "De termijn loopt weer."),
    "afsluiten": (actions.close_case, "De zaak is afgesloten."),
}


@require_POST
@open_to(*WORKERS)
def step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Suspend, resume or close a case."""
    action, done = DO[what]
    here = reverse("case", args=[number])

    def do(once: Any) -> str:
        action(request.user, request.agreement.code, number, once)  # type: ignore[attr-defined]
        return here

    return _of_this_client(lambda: carry_out(request, do, done, here))


@require_POST
@open_to(*WORKERS)
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """Decide on behalf of the competent organ."""
    agreement = request.agreement  # type: ignore[attr-defined]
    here = reverse("case", args=[number])
    context = _file_for_post(request, number)
    form = Outcome(list(context["kind"].outcomes), request.POST, deed=context["kind"].deed)

    def do(once: Any) -> str:
        typed = form.cleaned_data
        actions.decide_case(request.user, agreement.code, number, typed["outcome"], once, typed.get("no_party", False))
        return here

    return carry_out(request, do, "Het besluit is vastgelegd.", here, form, "cases/case.html", context | {"form": form})


def term_forms(kind: rules.Kind, posted: Any = None, what: str = "") -> dict[str, Any]:
    """A form for each thing that can be done about the term; the one that was sent holds what was typed."""
    extension = kind.term.extension if kind.term else None

    def data(name: str) -> Any:
        return posted if name == what else None

    return {
        "verlengen": Extending(extension.only if extension else "", data("verlengen"), auto_id="verlengen_%s"),
        "vertraging": Delay(data("vertraging"), auto_id="vertraging_%s"),
        "ingebrekestelling": DefaultNotice(data("ingebrekestelling"), auto_id="ingebrekestelling_%s"),
        "dwangsom": Penalty(data("dwangsom"), auto_id="dwangsom_%s"),
    }


def late_costs(book: Book, facts: rules.Facts, day: date) -> dict[str, Any] | None:
    """Since when being late costs money and how much it has cost, with why; nothing where no notice counts."""
    since = penalty_rules.costs_since(facts)
    if since is None:
        return None
    rates = penalty_rules.rates_of(PenaltyTerms.fill(book.term, day))
    cost, why = penalty_rules.cost(facts, day, rates), penalty_rules.why_cost(facts, day, rates)
    return {"since": since, "cost": cost, "why": why}


TERM_STEPS: dict[str, tuple[Callable[..., Case], str, tuple[str, ...]]] = {
    "verlengen": (actions.extend_case, "De termijn is verlengd.", ("told_on", "confirmed")),
    "vertraging": (actions.announce_delay, "Het bericht is vastgelegd.", ("told_on", "promised")),
    "ingebrekestelling": (actions.receive_default, "De ingebrekestelling is vastgelegd.", ("came_in",)),
    "dwangsom": (actions.fix_penalty, "De dwangsom is vastgesteld.", ("not_due",)),
}
"""What can be done about a term: the action, what is said afterwards, and the fields that it takes."""


@require_POST
@open_to(*WORKERS)
def about_term(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Extend the term, tell of a delay, keep a notice of default, or fix the penalty."""
    agreement = request.agreement  # type: ignore[attr-defined]
    here = reverse("case", args=[number])
    context = _file_for_post(request, number)
    forms = term_forms(context["kind"], request.POST, what)
    action, done, fields = TERM_STEPS[what]

    def do(once: Any) -> str:
        typed = forms[what].cleaned_data
        action(request.user, agreement.code, number, *(typed.get(name, True) for name in fields), once)
        return here

    context |= {"term_forms": forms, "wrong": forms[what]}
    return carry_out(request, do, done, here, forms[what], "cases/case.html", context | {"form": context["form"]})


def _file_for_post(request: HttpRequest, number: str) -> dict[str, Any]:
    with reading(request.agreement.client_id):  # type: ignore[attr-defined]
        return _file(request, number)


def _of_this_client(do: Any) -> HttpResponse:
    try:
        response: HttpResponse = do()
    except Case.DoesNotExist:
        raise Http404 from None
    return response


@open_to(*WORKERS)
def desk_counts(request: HttpRequest) -> HttpResponse:
    """What a day at the desk handed out beside the visits, which count themselves."""
    agreement = request.agreement  # type: ignore[attr-defined]
    book, day = book_of(agreement), today()
    names = {product.code: product.name for product in book.products}
    with reading(agreement.client_id):
        visits = counted_by_visits(agreement.client_id, day - timedelta(days=7), day)
        context: dict[str, Any] = {
            "counted": counted_days(agreement.client_id),
            "day": day,
            "visits": [(one, [(names.get(code, code), number) for code, number in one.products]) for one in visits],
        }
    if request.method != "POST":
        return page(request, "cases/desk.html", {"form": DeskDay(book)} | context)
    form = DeskDay(book, request.POST)

    def do(once: Any) -> str:
        actions.count_desk(request.user, agreement.code, form.cleaned_data["day"], form.numbers(), once)
        return reverse("desk-counts")

    done = "De aantallen zijn vastgelegd."
    return carry_out(request, do, done, reverse("desk-counts"), form, "cases/desk.html", context)
