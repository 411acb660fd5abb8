"""The steps in the file of a permit: what each does, and which are possible now."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.forms import Form

from noaber.cases.file_steps import FileStep, Nothing
from noaber.cemetery.models import Interment
from noaber.cemetery.permits import acts, applying, deciding, file, forms, rules
from noaber.cemetery.permits.measures import PermitRules
from noaber.cemetery.permits.queries import Opened, answers_links
from noaber.values import Clause, Granted

MAIN = {
    file.ASK: "aanvullen",
    file.ADDED: "stukken",
    file.DECIDE: "besluit",
    file.CLOSE_FILE: "afsluiten",
    file.CHECK: "controle",
    file.EXHUME: "opgraven",
}
"""Which step belongs to what comes next."""

STEPS: dict[str, FileStep] = {
    "aanvullen": FileStep(
        acts.ASK_MORE,
        lambda who, code, number, typed, once: deciding.ask_more(who, code, number, once),
        "De brief is gemaakt en de termijn staat stil.",
        "De aanvrager krijgt een brief met wat er ontbreekt. De termijn staat stil tot het er is.",
    ),
    "stukken": FileStep(
        acts.ADD,
        lambda who, code, number, typed, once: applying.add(
            who, code, number, typed["papers"], typed["asked"], typed["special"], once
        ),
        "De aanvraag is aangevuld.",
        "Is alles er, dan loopt de termijn vanzelf weer.",
    ),
    "toestemming": FileStep(
        acts.CONSENT,
        lambda who, code, number, typed, once: applying.consent_on_paper(
            who, code, number, typed["by"], typed["paper"], typed["answer"] == "ja", once
        ),
        "Het antwoord is vastgelegd.",
        "Alleen de geregistreerde rechthebbende kan toestemming geven.",
    ),
    "toestemming-vragen": FileStep(
        acts.ASK_CONSENT,
        lambda who, code, number, typed, once: applying.ask_consent(who, code, number, typed["email"], once),
        "De rechthebbende krijgt een mail.",
        "De rechthebbende antwoordt met een link, en met zijn postcode en huisnummer uit het register.",
    ),
    "besluit": FileStep(
        acts.DECIDE,
        lambda who, code, number, typed, once: deciding.decide(who, code, number, typed["judgement"], once),
        "Het besluit is vastgelegd en de brief is gemaakt.",
        "Met het besluit wordt de brief gemaakt, met de bezwaarclausule.",
    ),
    "verlengen": FileStep(
        acts.EXTEND,
        lambda who, code, number, typed, once: deciding.extend(who, code, number, typed["reason"], once),
        "De termijn is verlengd en de brief is gemaakt.",
        "Eén keer. De aanvrager krijgt een brief.",
    ),
    "controle": FileStep(
        acts.CHECK,
        lambda who, code, number, typed, once: deciding.check(who, code, number, typed["seen"], once),
        "De controle is vastgelegd.",
        "Kijk bij het graf of het is zoals de vergunning zegt, en maak een foto.",
    ),
    "plaatsing": FileStep(
        acts.ANNOUNCE,
        lambda who, code, number, typed, once: deciding.announce(who, code, number, typed["placed_on"], once),
        "De dag is vastgelegd.",
        "Een steenhouwer meldt dit zelf met zijn link. De dag van een opgraving leg je hier vast.",
    ),
    "opgraven": FileStep(
        acts.EXHUME,
        lambda who, code, number, typed, once: deciding.exhume(
            who, code, number, typed["done_on"], typed["papers"], once
        ),
        "De opgraving staat in het register.",
        "De overledene gaat in het register uit dit graf.",
    ),
    "afsluiten": FileStep(
        acts.CLOSE,
        lambda who, code, number, typed, once: deciding.close(who, code, number, once),
        "De aanvraag is afgesloten.",
        "De zaak is klaar zodra het besluit is verstuurd. Plaatsen en controleren gaan daarna gewoon door.",
    ),
}


def possible(now: Opened, due: date | None, day: date, basis: Clause) -> list[str]:
    """The steps that the rules allow now, each asked with what would be answered best."""
    one, photo_day = now.file, now.file.decided_on or day
    holder = now.permit.right.holder if now.permit.right else None
    needs = not one.consented and one.consent == file.NO_ANSWER
    answers = {
        "aanvullen": rules.may_ask_more(one, day),
        "stukken": rules.may_add(one),
        "toestemming": rules.may_consent(one, holder is not None and needs, 0, 1),
        "toestemming-vragen": rules.may_ask_consent(one, answers_links(now.permit.right)),
        "verlengen": rules.may_extend(one, due or day - timedelta(days=1), day),
        "controle": rules.may_check(one, file.APPROVED, max(photo_day, day), True, "", None, day, basis),
        "plaatsing": rules.may_announce(one, day, day, basis, by_staff=True),
        "opgraven": rules.may_exhume(one, max(photo_day, day), "-", True, day),
        "afsluiten": rules.may_close(one, basis),
    }
    found = [name for name, answer in answers.items() if isinstance(answer, Granted)]
    return [*found, *(["besluit"] if not one.outcome else [])]


def form_of(
    what: str, now: Opened, found: PermitRules, lying: list[Interment], day: date, data: Any = None, files: Any = None
) -> Form:
    """The form of a step; what can be chosen follows from the file."""
    permit, given = now.permit, {"data": data, "files": files, "auto_id": f"{what}_%s"}
    here = found.rules_for(permit.kind, permit.place, day)
    if what == "stukken":
        special = {name: getattr(permit, name) for name in forms.special_fields()}
        known = {**permit.asked, **special, "lying": [(one.number, f"laag {one.layer}") for one in lying]}
        known["interment"] = permit.interment.number if permit.interment else ""
        return forms.Add(permit.kind, here, known, **given)
    if what == "toestemming":
        holder = permit.right.holder if permit.right else None
        return forms.Consent(holder.number if holder else "", holder.name if holder else "", **given)
    if what == "besluit":
        grounds = found.grounds_for(permit.kind, day)
        return forms.Decide(permit.kind, grounds, rules.proposed(now.file, grounds, day), **given)
    if what == "controle":
        return forms.Check(day, **given)
    simple: dict[str, type[Form]] = {
        "toestemming-vragen": forms.AskConsent,
        "verlengen": forms.Extend,
        "plaatsing": forms.Announce,
        "opgraven": forms.Exhume,
    }
    return simple.get(what, Nothing)(**given)


def typed(form: Form) -> dict[str, Any]:
    """What was typed, as the steps take it."""
    if isinstance(form, forms.Add):
        return {"papers": form.papers(), "asked": form.asked(), "special": form.special()}
    if isinstance(form, forms.Decide):
        return {"judgement": form.judgement()}
    if isinstance(form, forms.Check):
        return {"seen": form.seen()}
    return dict(form.cleaned_data)
