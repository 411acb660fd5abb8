"""The page of a first registration: its facts, where it is, and what can be done now."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.cases.file_steps import FileStep, Nothing, panels
from noaber.cases.models import Case
from noaber.cases.queries import kind_of
from noaber.journal.queries import story
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.registration import actions, acts, forms, rules
from noaber.registration.file import NATIONALITY, PROOFS, Fact, File
from noaber.registration.phases import next_step, phases
from noaber.registration.queries import case_of, facts_of, record_of
from noaber.values import Granted, Refused

ALL = (*WORKERS, "director")
TEMPLATE = "registration/file.html"

STEPS: dict[str, FileStep] = {
    "verblijf": FileStep(
        acts.SEE_RESIDENCE,
        lambda who, code, number, typed, once: actions.see_residence(who, code, number, once),
        "Het verblijfsrecht is vastgelegd.",
        "Heb je gezien dat betrokkene hier rechtmatig verblijft?",
    ),
    "presentievraag": FileStep(
        acts.ASK,
        lambda who, code, number, typed, once: actions.ask(who, code, number, typed["known"], once),
        "De presentievraag is vastgelegd.",
        "Vraag bij iedere eerste inschrijving of er al een burgerservicenummer is. Zonder die vraag geen nummer.",
    ),
    "document": FileStep(
        acts.PROVE,
        lambda who, code, number, typed, once: actions.prove(
            who,
            code,
            number,
            typed["what"],
            typed["nth"],
            typed["proof"],
            typed["country"],
            typed["document_day"],
            once,
        ),
        "Het document is vastgelegd.",
        "Neem het beste document dat er is. Een beter document komt later voor een minder goed in de plaats.",
    ),
    "verklaring": FileStep(
        acts.SWEAR,
        lambda who, code, number, typed, once: actions.swear(
            who, code, number, typed["what"], typed["nth"], typed["said"], once
        ),
        "De verklaring is vastgelegd. Vertel dat een beter document nog gebracht moet worden.",
        "Alleen als er geen document is, één keer per feit, en voor jou als aangewezen ambtenaar.",
    ),
    "compleet": FileStep(
        acts.COMPLETE,
        lambda who, code, number, typed, once: actions.complete(who, code, number, once),
        "Het dossier is compleet. De norm om in te schrijven loopt.",
        "Alles is er. Vanaf nu loopt de norm om in te schrijven.",
    ),
    "overzicht": FileStep(
        acts.SEND_OVERVIEW,
        lambda who, code, number, typed, once: actions.send_overview(who, code, number, once),
        "Het overzicht is vastgelegd als verstuurd.",
        "Stuur het volledige overzicht van de persoonslijst, met uitleg over de rechten, ook die op geheimhouding.",
    ),
}


@open_to(*ALL)
def file(request: HttpRequest, number: str) -> HttpResponse:
    """One file; where it was not opened yet, opening it."""
    context = _file(request, number)
    if request.method != "POST" or context["record"] is not None:
        return page(request, TEMPLATE, context)
    form, here = forms.Opening(request.POST), reverse("registration-file", args=[number])

    def do(once: Any) -> str:
        typed, code = form.cleaned_data, request.agreement.code  # type: ignore[attr-defined]
        how = typed["appearance"], typed["stays_since"], typed["minor"], form.wanted(), typed["identified"]
        actions.open_file(request.user, code, number, *how, once)
        return here

    return carry_out(request, do, "Het dossier is geopend.", here, form, TEMPLATE, context | {"form": form})


@require_POST
@open_to(*WORKERS)
def step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Take one step in a file."""
    taken, here = STEPS[what], reverse("registration-file", args=[number])
    context = _file(request, number, what)
    form = context["sent"]
    if form is None:
        raise Http404

    def do(once: Any) -> str:
        typed = dict(form.cleaned_data)
        if isinstance(form, forms.Document | forms.Sworn):
            typed["what"], typed["nth"] = form.named()
        if isinstance(form, forms.Sworn):
            typed["said"] = form.said()
        taken.do(request.user, request.agreement.code, number, typed, once)  # type: ignore[attr-defined]
        return here

    return carry_out(request, do, taken.done, here, form, TEMPLATE, context | {"form": form})


def _file(request: HttpRequest, number: str, what: str = "") -> dict[str, Any]:
    agreement, day = request.agreement, today()  # type: ignore[attr-defined]
    client, book = agreement.client_id, book_of(agreement)
    with reading(client):
        try:
            case = case_of(client, book, number)
        except Case.DoesNotExist:
            raise Http404 from None
        record, works = record_of(client, case), bool(held(request) & set(WORKERS))
        context = {"case": case, "day": day, "record": record, "works": works, "sent": None}
        if record is None:
            return context | {"form": forms.Opening()}
        rows = facts_of(record)
        clause = book.act_clause(acts.SWEAR.code)
        designated = actions.designation(client, request.user.pseudonym, day, clause)  # type: ignore[union-attr]
        told = story(client, f"case:{number}")
    found = record.value(case.facts(kind_of(book, case.product)), rows)
    main = next_step(found)
    sent = _form(what, found, request.POST) if what else None
    wanted = {
        name: _form(name, found) for name in STEPS if _possible(name, found, isinstance(designated, Granted), day)
    }
    if sent is not None:
        wanted[what] = sent
    undesignated = isinstance(designated, Refused) and bool(_swearable(found))
    return context | {
        "file": found,
        "rows": list(zip(rows, found.facts, strict=True)),
        "phases": phases(found),
        "panels": panels(request, STEPS, wanted, "registration", number, actions.ORGAN, main) if works else [],
        "main": main,
        "undesignated": designated if undesignated and works else None,
        "papers": [("voe-verslag", "Verslag van de verklaring onder eed")] if any(row.sworn_on for row in rows) else [],
        "story": told,
        "sent": sent,
    }


def _swearable(found: File) -> list[Fact]:
    """The facts about which a declaration may still be made."""
    open_still = found.decided_on is None
    return [fact for fact in found.unproven if open_still and fact.what != NATIONALITY and not fact.sworn]


def _improvable(found: File) -> list[Fact]:
    """The facts for which some kind of document may be put down: there is nothing yet, or nothing so good."""
    return [
        fact
        for fact in found.facts
        if any(isinstance(rules.may_prove(found, fact.what, fact.nth, proof), Granted) for proof in PROOFS)
    ]


def _form(what: str, found: File, data: Any = None) -> Form:
    """The form of a step; what can be chosen follows from the file."""
    auto_id = f"{what}_%s"
    if what == "document":
        return forms.Document(_improvable(found), data, auto_id=auto_id)
    if what == "verklaring":
        return forms.Sworn(_swearable(found), data, auto_id=auto_id)
    return (forms.Presence if what == "presentievraag" else Nothing)(data, auto_id=auto_id)


def _possible(what: str, found: File, designated: bool, day: date) -> bool:
    """Do the rules allow a step now?"""
    if what == "document":
        return bool(_improvable(found))
    if what == "verklaring":
        return designated and bool(_swearable(found))
    decision = {
        "verblijf": lambda: rules.may_see_residence(found),
        "presentievraag": lambda: rules.may_ask(found),
        "compleet": lambda: rules.may_complete(found),
        "overzicht": lambda: rules.may_send_overview(found, day),
    }[what]()
    return isinstance(decision, Granted)
