"""The pages of a correction and of a request for a source document: how it stands, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import BOTH_SIDES, WORKERS, open_to
from noaber.agreement.acting import permission
from noaber.agreement.acts import Act
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.agreement.rules import Permission
from noaber.cases import rules as case_rules
from noaber.cases.models import Case
from noaber.cases.queries import case_by_number, kind_of
from noaber.corrections import actions, acts, answering, documents, forms, rules
from noaber.corrections.queries import correction_of, request_of
from noaber.journal.queries import story
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Decision, Granted, Refused, first_refusal

Do = Callable[[Any, str, str, dict[str, Any], Any], object]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done: what is typed, what does it, what is said afterwards, and what it is for."""

    act: Act
    form: type[Form]
    do: Do
    may: Callable[[Any, case_rules.Facts, date], Decision]
    done: str
    how: str
    paper: str = ""
    quiet: bool = False


BEGIN = Step(
    acts.BEGIN,
    forms.Begin,
    lambda who, code, number, typed, once: actions.begin(who, code, number, typed["category"], once),
    lambda row, facts, day: rules.may_begin(row is not None, rules.OTHER),
    "De correctie is in behandeling.",
    "Waar het over gaat bepaalt of de termijn langer mag worden.",
)
CORRECTION: dict[str, Step] = {
    "beginnen": BEGIN,
    "beslissen": Step(
        acts.DECIDE,
        forms.Outcome,
        lambda who, code, number, typed, once: actions.decide(
            who, code, number, typed["outcome"], typed["ground"], once
        ),
        lambda row, facts, day: first_refusal(
            rules.may_decide(row.value, rules.CORRECTED, "", day),
            case_rules.may_decide(facts, rules.CORRECTED, day),
        ),
        "Er is beslist. Deel de uitkomst nu schriftelijk mee.",
        "Verbeter de gegevens in de BRP, of weiger. Weigeren is een besluit: er kan bezwaar tegen worden gemaakt.",
    ),
    "meedelen": Step(
        acts.TELL,
        forms.Letter,
        lambda who, code, number, typed, once: actions.tell(who, code, number, typed["on"], once),
        lambda row, facts, day: rules.may_tell(row.value, day, day),
        "De uitkomst is meegedeeld; de zaak is afgesloten.",
        "De verzoeker krijgt de uitkomst meteen op schrift.",
        "correctie-besluit",
    ),
    "verlengen": Step(
        acts.EXTEND,
        forms.Letter,
        lambda who, code, number, typed, once: actions.extend(who, code, number, typed["on"], once),
        lambda row, facts, day: first_refusal(
            rules.may_extend(row.value), case_rules.may_extend(facts, max(facts.received, day), day)
        ),
        "De termijn is verlengd met acht weken.",
        "Acht weken erbij. Laat het de verzoeker eerst schriftelijk weten.",
        "verlenging",
        True,
    ),
}
SOURCE: dict[str, Step] = {
    "beginnen": Step(
        acts.ASK,
        forms.Ask,
        lambda who, code, number, typed, once: answering.ask(
            who, code, number, typed["asker"], typed["document"], once
        ),
        lambda row, facts, day: documents.may_ask(row is not None, "municipality", "registration"),
        "Het verzoek is vastgelegd.",
        "Over wie het gaat, blijft in het bronsysteem.",
    ),
    "beantwoorden": Step(
        acts.ANSWER,
        forms.Nothing,
        lambda who, code, number, typed, once: answering.answer(who, code, number, once),
        lambda row, facts, day: first_refusal(
            documents.may_answer(row.value), case_rules.may_decide(facts, documents.outcome_of(row.value), day)
        ),
        "Het verzoek is beantwoord; de zaak is afgesloten.",
        "Stuur het document, of laat weten dat het er niet is.",
    ),
    "zoeken": Step(
        acts.SEARCH,
        forms.Search,
        lambda who, code, number, typed, once: answering.search(who, code, number, typed["found"], once),
        lambda row, facts, day: documents.may_search(row.value),
        "Vastgelegd of het document er is.",
        "Kijk in het archief en in het bronsysteem.",
    ),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: the name of its address, its title, its steps, how it is found, and its template."""

    name: str
    title: str
    steps: Mapping[str, Step]
    row: Callable[[int, str], Any]
    template: str


KINDS = (
    Kind("correction", "Correctie van gegevens", CORRECTION, correction_of, "corrections/correction.html"),
    Kind("source-document", "Verzoek om een brondocument", SOURCE, request_of, "corrections/source.html"),
)


@require_safe
@open_to(*WORKERS, *BOTH_SIDES)
def one(request: HttpRequest, number: str, kind: Kind) -> HttpResponse:
    """One file: how it stands, what happened, and what can be done now."""
    return page(request, kind.template, _file(request, number, kind))


@require_POST
@open_to(*WORKERS)
def step(request: HttpRequest, number: str, kind: Kind, what: str) -> HttpResponse:
    """Take one step."""
    taken, here = kind.steps[what], reverse(kind.name, args=[number])
    form = taken.form(request.POST, auto_id=f"{what}_%s")
    context = _file(request, number, kind, {what: form}) | {"form": form}
    if context["row"] is None and what != "beginnen":
        raise Http404

    def do(once: Any) -> str:
        taken.do(request.user, request.agreement.code, number, form.cleaned_data, once)  # type: ignore[attr-defined]
        return here

    return carry_out(request, do, taken.done, here, form, kind.template, context)


def _file(request: HttpRequest, number: str, kind: Kind, sent: dict[str, Form] | None = None) -> dict[str, Any]:
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    client, book = agreement.client_id, book_of(agreement)
    with reading(client):
        try:
            case = case_by_number(client, number)
        except Case.DoesNotExist:
            raise Http404 from None
        row, told = kind.row(client, number), story(client, f"case:{number}")
    if book.product(case.product).file != kind.name:
        raise Http404
    product = kind_of(book, case.product)
    facts = case.facts(product)
    steps: list[dict[str, Any]] = []
    not_now: list[dict[str, Any]] = []
    for what, taken in kind.steps.items():
        if (what == "beginnen") != (row is None):
            continue
        decision = taken.may(row, facts, day)
        mandated = isinstance(permission(agreement, book, request.user, taken.act, day, actions.ORGAN), Permission)
        if isinstance(decision, Granted) and mandated:
            form = (sent or {}).get(what) or taken.form(auto_id=f"{what}_%s")
            url = reverse(f"{kind.name}-{what}", args=[number])
            steps.append({"what": what, "step": taken, "url": url, "form": form, "main": False})
        elif isinstance(decision, Refused) and taken.quiet and case.state == case_rules.OPEN:
            not_now.append({"step": taken, "decision": decision})
    main = next((one for one in steps if not one["step"].quiet), None)
    if main:
        main["main"] = True
    return {
        "case": case,
        "kind": product,
        "title": kind.title,
        "row": row,
        "document": documents.documents().get(getattr(row, "document", "")),
        "steps": steps,
        "not_now": not_now,
        "story": told,
        "day": day,
    }
