"""The pages of who becomes Dutch: the open files, and one file with what can be done now."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from noaber.agreement.access import WORKERS, held, open_to
from noaber.agreement.pages import carry_out, page
from noaber.agreement.queries import book_of
from noaber.cases.file_steps import FileStep, Nothing, panels
from noaber.cases.models import Case
from noaber.cases.queries import kind_of
from noaber.journal.queries import story
from noaber.nationality import actions, acts, ceremony, ceremony_actions, forms, rules
from noaber.nationality.file import ADULT, HEARD, NATURALISATION, OPTION, ORAL, File, grounds
from noaber.nationality.phases import next_step, phases
from noaber.nationality.queries import (
    calls_of,
    case_of,
    ceremony_of,
    children_of,
    coming,
    open_files,
    record_of,
    values_of,
)
from noaber.nationality.terms import NationalityTerms
from noaber.parties.clock import today
from noaber.parties.scope import reading
from noaber.values import Decision, Granted
from noaber.web.paging import PAGE, Listed, page_number

ALL = (*WORKERS, "director")
TEMPLATE = "nationality/file.html"
_PRODUCTS = (OPTION, NATURALISATION)

STEPS: dict[str, FileStep] = {
    "betaling": FileStep(
        acts.PAY,
        lambda who, code, number, typed, once: actions.pay(who, code, number, typed["paid_on"], once),
        "De betaling is vastgelegd.",
        "De leges worden bij de aanvraag betaald. Pas daarna komt zij in behandeling.",
    ),
    "horen": FileStep(
        acts.HEAR,
        lambda who, code, number, typed, once: actions.hear(who, code, number, typed["place"], typed["hearing"], once),
        "Het horen is vastgelegd.",
        "Vanaf 12 jaar mag een kind zeggen wat het ervan vindt, voordat er besloten wordt.",
    ),
    "instemmen": FileStep(
        acts.AGREE,
        lambda who, code, number, typed, once: actions.agree(who, code, number, typed["place"], typed["agrees"], once),
        "De instemming is vastgelegd.",
        "Vanaf 16 jaar deelt een kind alleen als het zelf instemt.",
    ),
    "compleet": FileStep(
        acts.COMPLETE,
        lambda who, code, number, typed, once: actions.complete(who, code, number, once),
        "Het dossier is compleet. De norm om het te versturen loopt.",
        "Zijn alle documenten er, en is het advies van de burgemeester klaar? Dan loopt de norm om het te sturen.",
    ),
    "advies": FileStep(
        acts.ASK_ADVICE,
        lambda who, code, number, typed, once: actions.ask_advice(who, code, number, once),
        "Het advies is gevraagd. Laat de optant weten dat het vier weken langer kan duren.",
        "Over afstand van de andere nationaliteit. De termijn wordt vier weken langer.",
    ),
    "aanhouden": FileStep(
        acts.HOLD,
        lambda who, code, number, typed, once: actions.hold(who, code, number, once),
        "De aanhouding is vastgelegd.",
        "De IND berichtte dat de beslissing zes maanden wordt aangehouden.",
    ),
    "beslissing": FileStep(
        acts.DECREE,
        lambda who, code, number, typed, once: actions.receive_decree(
            who, code, number, typed["decree_on"], typed["granted"], once
        ),
        "De beslissing is vastgelegd.",
        "Het jaar waarin kan worden uitgereikt, loopt vanaf de dagtekening.",
    ),
    "oproepen": FileStep(
        acts.CALL,
        lambda who, code, number, typed, once: ceremony_actions.call(who, code, number, typed["ceremony"], once),
        "De oproep is vastgelegd. Stuur de brief vandaag.",
        "Alleen ceremonies die op tijd zijn en waar nog plaats is, staan in de lijst.",
    ),
    "aanwezigheid": FileStep(
        acts.ATTEND,
        lambda who, code, number, typed, once: ceremony_actions.attend(who, code, number, typed["present"], once),
        "De aanwezigheid is vastgelegd.",
    ),
    "verklaring": FileStep(
        acts.PLEDGE,
        lambda who, code, number, typed, once: ceremony_actions.pledge(
            who, code, number, typed["way"], typed["everybody"], once
        ),
        "De verklaring is vastgelegd.",
        "Zonder verklaring van verbondenheid wordt niet uitgereikt.",
    ),
    "uitreiken": FileStep(
        acts.HAND_OVER,
        lambda who, code, number, typed, once: ceremony_actions.hand_over(who, code, number, once),
        "Uitgereikt. Bericht dit aan de minister.",
        "De bevestiging of het uittreksel is bij de ceremonie in persoon gegeven.",
    ),
}


@require_safe
@open_to(*ALL)
def nationality(request: HttpRequest) -> HttpResponse:
    """The open files, what runs out first on top."""
    agreement = request.agreement  # type: ignore[attr-defined]
    with reading(agreement.client_id):
        rows = open_files(agreement.client_id, book_of(agreement))
    number = max(1, min(page_number(request.GET.get("pagina", "")), -(-len(rows) // PAGE)))
    found = Listed(rows[(number - 1) * PAGE : number * PAGE], len(rows), number)
    return page(request, "nationality/list.html", {"list": found, "day": today()})


@open_to(*ALL)
def file(request: HttpRequest, number: str) -> HttpResponse:
    """One file; where it was not opened yet, opening it."""
    context = _file(request, number)
    if request.method != "POST" or context["record"] is not None:
        return page(request, TEMPLATE, context)
    form = forms.Opening(context["option"], request.POST)

    def do(once: Any) -> str:
        typed = form.cleaned_data
        applicant, ground = typed.get("applicant", ADULT), typed.get("ground", "")
        code = request.agreement.code  # type: ignore[attr-defined]
        actions.open_file(request.user, code, number, applicant, ground, form.ages(), typed["willing"], once)
        return reverse("nationality-file", args=[number])

    here = reverse("nationality-file", args=[number])
    return carry_out(request, do, "Het dossier is geopend.", here, form, TEMPLATE, context | {"form": form})


@require_POST
@open_to(*WORKERS)
def step(request: HttpRequest, number: str, what: str) -> HttpResponse:
    """Take one step in a file."""
    taken, here = STEPS[what], reverse("nationality-file", args=[number])
    context = _file(request, number, what)
    form = context["sent"]
    if form is None:
        raise Http404

    def do(once: Any) -> str:
        taken.do(request.user, request.agreement.code, number, form.cleaned_data, once)  # type: ignore[attr-defined]
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
        record = record_of(client, case)
        kind = kind_of(book, case.product)
        context = {
            "case": case,
            "kind": kind,
            "option": kind.file == OPTION,
            "day": day,
            "record": record,
            "sent": None,
        }
        context["works"] = bool(held(request) & set(WORKERS))
        if record is None:
            return context | {"form": forms.Opening(kind.file == OPTION)}
        found = values_of(book, [record])[0][1]
        ceremonies = coming(client, day) if found.granted_on and not found.over else []
        fitting = [one for one in ceremonies if isinstance(ceremony.may_call(found, ceremony_of(one), day), Granted)]
        children, calls = children_of(record), calls_of(record)
        told = story(client, f"case:{number}")
    terms = NationalityTerms.fill(book.term, day)
    main = next_step(found, day)
    sent = _form(what, found, fitting, request.POST) if what else None
    wanted = {name: _form(name, found, fitting) for name in STEPS if _possible(name, found, fitting, day, terms)}
    if sent is not None:
        wanted[what] = sent
    return context | {
        "file": found,
        "phases": phases(found),
        "ground": grounds().get(found.ground),
        "children": list(zip(children, found.children, strict=True)),
        "calls": calls,
        "panels": panels(request, STEPS, wanted, "nationality", number, actions.ORGAN, main)
        if context["works"]
        else [],
        "main": main,
        "no_ceremony": main == "oproepen" and not fitting,
        "papers": _papers(found, case),
        "story": told,
        "sent": sent,
    }


def _form(what: str, found: File, fitting: list[Any], data: Any = None) -> Form:
    """The form of a step; what can be chosen follows from the file."""
    auto_id = f"{what}_%s"
    if what == "horen":
        return forms.Hearing([child for child in found.children if child.to_hear], data, auto_id=auto_id)
    if what == "instemmen":
        return forms.Agreeing([child for child in found.children if child.to_agree], data, auto_id=auto_id)
    if what == "oproepen":
        return forms.Calling(fitting, data, auto_id=auto_id)
    if what == "verklaring":
        return forms.Pledge(found.declares, data, auto_id=auto_id)
    plain = {"betaling": forms.Payment, "beslissing": forms.Decree, "aanwezigheid": forms.Presence}
    return plain.get(what, Nothing)(data, auto_id=auto_id)


def _possible(what: str, found: File, fitting: list[Any], day: date, terms: NationalityTerms) -> bool:
    """Do the rules allow a step now, with the answer that is usually given?"""
    return isinstance(_usual(what, found, fitting, day, terms), Granted)


def _usual(what: str, found: File, fitting: list[Any], day: date, terms: NationalityTerms) -> Decision | None:
    child = next((one for one in found.children if one.to_hear or one.to_agree), None)
    if what in ("horen", "instemmen"):
        if child is None or child.to_hear != (what == "horen"):
            return None
        return rules.may_hear(found, child.place, HEARD) if child.to_hear else rules.may_agree(found, child.place, True)
    if what == "oproepen":
        return ceremony.may_call(found, ceremony_of(fitting[0]), day) if fitting else None
    return {
        "betaling": lambda: rules.may_pay(found, day, day),
        "compleet": lambda: rules.may_complete(found),
        "advies": lambda: rules.may_ask_advice(found, day),
        "aanhouden": lambda: rules.may_hold(found, day, terms),
        "beslissing": lambda: ceremony.may_receive_decree(found, day, True, day, terms),
        "aanwezigheid": lambda: ceremony.may_attend(found, True, day, terms),
        "verklaring": lambda: ceremony.may_pledge(found, ORAL, True, day),
        "uitreiken": lambda: ceremony.may_hand_over(found, day),
    }[what]()


def _papers(found: File, case: Case) -> list[tuple[str, str]]:
    """The letters that belong to where the file is now."""
    wanted = (
        (
            found.option and found.granted_on is not None and not found.over,
            "optie-bevestiging",
            "Bevestiging van de optie",
        ),
        (found.waits_for_ceremony, "uitnodiging-ceremonie", "Oproep voor de ceremonie"),
        (case.extensions > 0 and found.decided_on is None, "verlenging", "Bericht van verlenging"),
    )
    return [(kind, words) for holds, kind, words in wanted if holds]
